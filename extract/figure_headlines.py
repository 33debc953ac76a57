"""What a headline says again of the article below it: 33个项目集中开工 is of the day that the article tells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extract.state import BlockKind, Context
from ontology.record import Figure

_UNKNOWN = ("", "")


def completed(figures: Sequence[Figure], context: Context) -> list[Figure]:
    """Return figures in order; those of headlines that tell no days with those of the same figure below."""
    blocks = [block.start for block in context.blocks]
    articles = [section.start for section in context.sections]
    below: dict[tuple[object, ...], Figure] = {}
    out = []
    for figure in reversed(figures):
        key = bisect_right(articles, figure.start), figure.value, figure.unit, figure.change
        at = bisect_right(blocks, figure.start) - 1
        if at < 0 or context.blocks[at].kind is not BlockKind.HEADING:
            below[key] = figure
        elif figure.period == _UNKNOWN and key in below:
            figure = replace(figure, period=below[key].period)
        out.append(figure)
    return out[::-1]
