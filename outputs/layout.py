"""Where the nodes of a drawing stand: forces inside each component, then room for labels, then the components packed.

Written on numpy arrays, because networkx needs minutes for what takes seconds here. There is no chance in it: the
first places come from distances in the graph, so that equal graphs are drawn alike. Places are in pixels at full size.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from outputs.packing import pack

Array = NDArray[np.float64]
Box = tuple[float, float]

_PIVOTS = 40
_ROUNDS = 200
# The room of an edge between two nodes of few neighbours, in pixels.
_EDGE = 60.0
# A pull to the middle that keeps long arms of a component from wandering off.
_GRAVITY = 0.035
# Angles tried for the best fit to the page; pairs and the like lie flat, as their labels do.
_TURNS = 24
_FLAT = 3.0
# The room of a node without neighbours.
_COLUMN = 84.0
_LINE = 56.0
_LABEL_ROUNDS = 12
_LABEL_STEPS = 6
# How near two boxes must be, in pixels, to be watched while others are pushed.
_NEAR = 20.0
# The golden angle puts neighbours in a list far apart on a circle.
_GOLDEN = 2.399963229728653


def arrange(network: nx.Graph, boxes: Mapping[str, Box], *, ratio: float = 1.5) -> dict[str, tuple[int, int]]:
    """Return the place of each node that has a neighbour, the middle of all at (0, 0).

    `boxes` gives the width and height that each node needs with its label; `ratio` is the width of the whole
    by its height.
    """
    simple = nx.Graph()
    simple.add_nodes_from(sorted(network))
    simple.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in network.edges() if a != b}))
    parts = [sorted(part) for part in nx.connected_components(simple) if len(part) > 1]
    parts.sort(key=lambda part: (-len(part), part[0]))
    drawn = [_component(simple, part, boxes, ratio) for part in parts]
    sizes = [np.array([boxes[node] for node in part]) for part in parts]
    shifts = pack(list(zip(drawn, sizes, strict=True)), ratio)
    places = {
        node: (round(float(x)), round(float(y)))
        for part, found, shift in zip(parts, drawn, shifts, strict=True)
        for node, (x, y) in zip(part, found + shift, strict=True)
    }
    return _centred(places)


def rows(nodes: Sequence[str], *, width: float, top: float) -> dict[str, tuple[int, int]]:
    """Return places in lines like those of an index, `width` wide, from `top` down: for nodes without neighbours."""
    across = max(1, int(width // _COLUMN))
    left = -(min(across, len(nodes)) - 1) * _COLUMN / 2
    return {
        node: (round(left + index % across * _COLUMN), round(top + index // across * _LINE))
        for index, node in enumerate(nodes)
    }


def _centred(places: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    if not places:
        return places
    xs, ys = zip(*places.values(), strict=True)
    left, top = (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2
    return {node: (x - left, y - top) for node, (x, y) in places.items()}


def _component(graph: nx.Graph, part: list[str], boxes: Mapping[str, Box], ratio: float) -> Array:
    """Return the places of one connected component."""
    index = {node: number for number, node in enumerate(part)}
    near = [sorted(index[other] for other in graph[node]) for node in part]
    edges = np.array([(a, b) for a, others in enumerate(near) for b in others if a < b])
    degrees = np.array([len(others) for others in near], dtype=float)
    places = _settle(_first_places(near), edges, degrees)
    places = _turned(places, ratio if len(part) > 4 else _FLAT)
    return _room_for_labels(places, np.array([boxes[node] for node in part]))


def _first_places(near: list[list[int]]) -> Array:
    """Return places in which distance on paper is near to distance in the graph (pivot MDS, Brandes and Pich 2006)."""
    count = len(near)
    pivot, columns = max(range(count), key=lambda node: (len(near[node]), -node)), []
    closest = np.full(count, np.inf)
    for _ in range(min(_PIVOTS, count)):
        column = _distances(near, pivot)
        columns.append(column)
        closest = np.minimum(closest, column)
        pivot = int(np.argmax(closest))
    squares = np.array(columns).T ** 2
    centred = squares - squares.mean(0) - squares.mean(1)[:, None] + squares.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    places = np.zeros((count, 2))
    found = centred @ vectors[:, ::-1][:, :2]
    places[:, : found.shape[1]] = found * np.where(found.sum(0) < 0, -1, 1)
    spread = float(places.std()) or 1.0
    places *= _EDGE * count**0.5 * 0.4 / spread
    turn = np.arange(count) * _GOLDEN  # leaves of one node have one place so far; a little circle parts them
    return places + 0.3 * _EDGE * np.stack([np.cos(turn), np.sin(turn)], 1)


def _distances(near: list[list[int]], source: int) -> Array:
    found = np.full(len(near), -1.0)
    found[source] = 0
    queue = deque([source])
    while queue:
        node = queue.popleft()
        for other in near[node]:
            if found[other] < 0:
                found[other] = found[node] + 1
                queue.append(other)
    return found


def _settle(places: Array, edges: NDArray[np.int_], degrees: Array) -> Array:
    """Return places after forces had their way: edges pull, nodes push, the more neighbours the harder.

    The forces are those of Fruchterman and Reingold (1991) with the masses of ForceAtlas2 (Jacomy et al. 2014): hubs
    get room for their leaves.
    """
    count = len(places)
    rounds = round(_ROUNDS * min(1.0, (300 / count) ** 0.5)) + 30
    mass = (1 + degrees / 3) ** 0.75
    push = (mass[:, None] * mass[None, :] * _EDGE**2).astype(np.float32)
    ends = edges[:, 0], edges[:, 1]
    step = _EDGE * max(1.0, count**0.5 / 3)
    for number in range(rounds):
        force = _pushed(places, push)
        along = places[ends[0]] - places[ends[1]]
        pull = along * (np.hypot(along[:, 0], along[:, 1]) / _EDGE)[:, None]
        for axis in (0, 1):
            force[:, axis] -= np.bincount(ends[0], pull[:, axis], count) - np.bincount(ends[1], pull[:, axis], count)
        force -= places * (mass * _GRAVITY * _EDGE / 10)[:, None]
        force /= mass[:, None]
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-9)
        reach = step * (1 - number / rounds) ** 1.5 + 0.5
        places = places + force * (np.minimum(length, reach) / length)[:, None]
        places = places - places.mean(0)
    return places


def _pushed(places: Array, push: NDArray[np.float32]) -> Array:
    """Return the sum of the forces by which all others push each node away."""
    x, y = places.astype(np.float32).T
    weight = x[:, None] - x
    np.square(weight, out=weight)
    weight += np.square(y[:, None] - y)
    np.maximum(weight, 25.0, out=weight)
    np.divide(push, weight, out=weight)
    total = weight.sum(1)
    return np.stack([x * total - weight @ x, y * total - weight @ y], 1).astype(float)


def _turned(places: Array, ratio: float) -> Array:
    """Return the places turned, and a little stretched, so that they fill a page `ratio` times as wide as high."""

    def height(turn: float) -> float:
        width, height = np.ptp(places @ _rotation(turn), axis=0)
        return float(max(width / ratio, height))

    turned: Array = places @ _rotation(min(np.linspace(0, np.pi, _TURNS, endpoint=False), key=height))
    width, high = np.ptp(turned, axis=0)
    # Labels are wide, so there is room to gain to the sides; but a chain need not become a square.
    stretch = min(max((ratio * high / width) ** 0.5 if width else 1.0, 0.8), 1.3)
    stretched: Array = turned * np.array([stretch, 1 / stretch])
    return stretched


def _rotation(turn: float) -> Array:
    return np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])


def _room_for_labels(places: Array, boxes: Array) -> Array:
    """Return the places pushed apart until the boxes around the nodes overlap no more, or hardly."""
    places = places.copy()
    for _ in range(_LABEL_ROUNDS):
        one, two = _near(places, boxes)
        half = (boxes[one] + boxes[two]) / 2
        for _ in range(_LABEL_STEPS):
            apart = places[one] - places[two]
            over = half - np.abs(apart)
            clash = (over > 0).all(1)
            if not clash.any():
                break
            flat = over[:, 0] < over[:, 1]  # the shorter way out
            for axis, way in ((0, flat), (1, ~flat)):
                move = np.where(clash & way, over[:, axis] * 0.26, 0) * np.where(apart[:, axis] < 0, -1, 1)
                places[:, axis] += np.bincount(one, move, len(places)) - np.bincount(two, move, len(places))
    return places


def _near(places: Array, boxes: Array) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Return the pairs of nodes whose boxes overlap or nearly do."""
    x, y = places.astype(np.float32).T
    width, height = boxes.astype(np.float32).T / 2
    close = np.abs(x[:, None] - x) < width[:, None] + width + _NEAR
    close &= np.abs(y[:, None] - y) < height[:, None] + height + _NEAR
    one, two = np.nonzero(np.triu(close, 1))
    return one, two
