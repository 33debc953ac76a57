from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from outputs.layout import Box, arrange, rows
from outputs.packing import pack


def forest(count: int) -> nx.Graph:
    """Return a graph of one large part with hubs and many small ones."""
    graph = nx.Graph()
    for number in range(1, count * 3 // 5):
        graph.add_edge(f"n{number}", f"n{number // (2 + number % 7)}")
    for number in range(count * 3 // 5, count - 1, 2 + count // 100):
        nx.add_path(graph, [f"n{one}" for one in range(number, number + 2 + count // 100)])
    return graph


def boxes(graph: nx.Graph) -> dict[str, Box]:
    return {node: (40.0 + 8 * (int(node[1:]) % 5), 26.0) for node in graph}


def test_equal_graphs_are_arranged_alike() -> None:
    graph = forest(60)
    other = nx.Graph([(b, a) for a, b in reversed(list(graph.edges()))])
    assert arrange(graph, boxes(graph)) == arrange(other, boxes(graph))


def test_no_two_labels_overlap() -> None:
    graph = forest(120)
    sizes = boxes(graph)
    places = arrange(graph, sizes)
    for a, b in combinations(places, 2):
        apart = [abs(places[a][axis] - places[b][axis]) for axis in (0, 1)]
        room = [(sizes[a][axis] + sizes[b][axis]) / 2 for axis in (0, 1)]
        assert any(gap > wanted - 4 for gap, wanted in zip(apart, room, strict=True)), (a, b)


def test_a_page_is_filled_in_the_wanted_ratio() -> None:
    graph = nx.disjoint_union_all([nx.star_graph(4) for _ in range(40)])
    graph = nx.relabel_nodes(graph, {node: f"n{node}" for node in graph})
    for ratio in (0.7, 1.6):
        xs, ys = zip(*arrange(graph, boxes(graph), ratio=ratio).values(), strict=True)
        assert (max(xs) - min(xs)) / (max(ys) - min(ys)) == pytest.approx(ratio, rel=0.35)


@pytest.mark.parametrize(
    "graph", [nx.Graph(), nx.Graph([("a", "a")]), nx.Graph([("a", "b")]), nx.path_graph(list("abc"))]
)
def test_small_graphs_are_arranged(graph: nx.Graph) -> None:
    places = arrange(graph, dict.fromkeys(graph, (40.0, 20.0)))
    assert set(places) == {node for node in graph if set(graph[node]) - {node}}


def test_rows_keep_their_order() -> None:
    places = rows(["a", "b", "c"], width=200, top=10)
    assert places["a"][1] == places["b"][1] < places["c"][1]
    assert places["a"][0] < places["b"][0]


def test_packed_parts_do_not_overlap() -> None:
    parts = [(np.array([[0.0, 0.0], [100.0, 40.0 * n]]), np.full((2, 2), 30.0)) for n in range(12, 0, -1)]
    moved = [places + shift for (places, _), shift in zip(parts, pack(parts, 1.3), strict=True)]
    for one, two in combinations(moved, 2):
        apart = np.abs(one[:, None, :] - two[None, :, :])
        assert (apart.max(2) >= 30).all()
