"""Put the separate parts of a drawing side by side so that the page is well filled and nothing overlaps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Cells = NDArray[np.int_]

# Parts are placed on squared paper, which lets a small one lie in the bay of a large one. The side of a square in
# pixels, at least; and about how many squares the paper has on a side, so that packing takes no longer than layout.
_CELL = 24.0
_FINE = 220


def pack(parts: list[tuple[Array, Array]], ratio: float) -> list[Array]:
    """Return by how much to move each part; a part is the places of its nodes and the boxes around them.

    Parts come largest first: the first is put in the middle, each other as near to the middle as it fits, in a whole
    that is `ratio` times as wide as it is high.
    """
    if not parts:
        return []
    spans = [(places + boxes / 2).max(0) - (places - boxes / 2).min(0) for places, boxes in parts]
    cell = max(_CELL, sum(float(span.prod()) for span in spans) ** 0.5 / _FINE)
    covers = [_cover(places, boxes, cell) for places, boxes in parts]
    used, longest = sum(len(cells) for cells, _ in covers), max(int(cells.max()) for cells, _ in covers)
    across = 2 * int((1.5 * used * ratio) ** 0.5 + longest) + 8
    paper = np.zeros((across, across), dtype=bool)
    ways = _spiral(across, ratio)
    shifts = []
    for cells, corner in covers:
        ways = ways[~paper[ways[:, 0], ways[:, 1]]]
        place = _place(paper, ways, cells)
        paper[tuple((place + cells).T)] = True
        shifts.append(place[::-1] * cell - corner)
    return shifts


def _place(paper: NDArray[np.bool_], ways: Cells, cells: Cells) -> Cells:
    """Return the first of the ways where all cells of a part fall on free paper."""
    middle = cells[np.abs(cells - cells.mean(0)).sum(1).argmin()]
    for way in ways:
        place: Cells = way - middle
        there = place + cells
        if there.min() >= 0 and there.max() < len(paper) and not paper[there[:, 0], there[:, 1]].any():
            return place
    raise AssertionError("the paper is larger than all parts together")


def _cover(places: Array, boxes: Array, cell: float) -> tuple[Cells, Array]:
    """Return the squares (row, column) under a part and one around it, and the part's upper left corner in pixels."""
    corner = (places - boxes / 2).min(0) - cell
    first = ((places - boxes / 2 - corner) // cell).astype(int) - 1
    last = ((places + boxes / 2 - corner) // cell).astype(int) + 1
    mask = np.zeros((last[:, 1].max() + 1, last[:, 0].max() + 1), dtype=bool)
    for (left, top), (right, bottom) in zip(first, last, strict=True):
        mask[max(top, 0) : bottom + 1, max(left, 0) : right + 1] = True
    return np.argwhere(mask), corner


def _spiral(across: int, ratio: float) -> Cells:
    """Return the squares of the paper from its middle outwards, in rings that are `ratio` times as wide as high."""
    rows, columns = np.mgrid[0:across, 0:across] - across // 2
    rings = np.hypot(columns / ratio**0.5, rows * ratio**0.5)
    order = np.lexsort((columns.ravel(), rows.ravel(), np.round(rings.ravel(), 6)))
    return np.stack([order // across, order % across], 1)
