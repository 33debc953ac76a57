"""Walks: the graph as a network, ways between entities, what is around one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import KnowledgeGraph
from ontology.errors import NotFoundError

BASE = "https://w3id.org/xianzhi/id/"


@pytest.fixture(scope="module")
def opened(graph: Path) -> Iterator[KnowledgeGraph]:
    """Return the small graph."""
    with KnowledgeGraph.open(graph) as known:
        yield known


def test_nodes_are_entities_with_their_names(opened: KnowledgeGraph) -> None:
    network = opened.to_networkx()
    node = network.nodes[BASE + "division/330111"]
    assert (node["label"], node["type"], node["aliases"]) == ("富阳区", "District", ["富阳"])
    assert len(node["documents"]) == 3
    assert not any("/figure/" in iri or "/document/" in iri for iri in network)


def test_edges_are_statements_with_their_evidence(opened: KnowledgeGraph) -> None:
    network = opened.to_networkx()
    assert network.number_of_edges() == opened.counts()["relations"]
    for _, _, key, edge in network.edges(keys=True, data=True):
        assert "/statement/" in key
        (first, *_) = edge["evidence"]
        assert set(first) == {"document", "document_title", "date", "start", "end", "exact", "sentence"}
        assert first["exact"].replace("\n", "") in first["sentence"]
    posts = [edge for *_, edge in network.edges(data=True) if edge["predicate"] == "holdsPostIn"]
    assert [(edge["title"], edge["rule"], edge["confidence"]) for edge in posts] == [("区委书记", "test.said", 0.9)]


def test_the_order_of_divisions_is_added_on_demand(opened: KnowledgeGraph) -> None:
    network = opened.to_networkx(hierarchy=True)
    assert network.has_edge(BASE + "division/330111", BASE + "division/330100")
    assert not opened.to_networkx().has_edge(BASE + "division/330111", BASE + "division/330100")
    assert network.number_of_edges(BASE + "division/330111002", BASE + "division/330111") == 1


def test_neighbors_by_relation(opened: KnowledgeGraph) -> None:
    assert [one.label for one in opened.neighbors("澄光新材", "founded")] == ["顾砚秋"]
    assert [one.label for one in opened.neighbors("澄光新材")] == ["富春江农商银行", "春江街道", "顾砚秋"]


def test_paths_are_shortest_first_and_keep_their_direction(opened: KnowledgeGraph) -> None:
    (walk,) = opened.paths("陆知远", "顾砚秋", 4)
    assert [node.label for node in walk.nodes] == ["陆知远", "富阳区", "春江街道", "杭州澄光新材料有限公司", "顾砚秋"]
    assert [step.relations[0].predicate for step in walk.steps] == ["holdsPostIn", "partOf", "locatedIn", "founded"]
    assert walk.steps[-1].relations[0].subject.label == "顾砚秋"
    assert all(step.relations[0].evidence for step in walk.steps)


def test_paths_are_no_longer_than_asked(opened: KnowledgeGraph) -> None:
    assert opened.paths("陆知远", "顾砚秋", 3) == []
    assert opened.paths("陆知远", "陆知远", 3) == []


def test_paths_may_go_over_the_divisions_above(opened: KnowledgeGraph) -> None:
    assert opened.paths("富阳区", "浙江省", 2) == []
    (walk,) = opened.paths("富阳区", "浙江省", 2, hierarchy=True)
    assert [node.label for node in walk.nodes] == ["富阳区", "杭州市", "浙江省"]


def test_a_subgraph_holds_what_is_near(opened: KnowledgeGraph) -> None:
    near = opened.subgraph("顾砚秋", 1)
    assert sorted(name for _, name in near.nodes(data="label")) == ["杭州澄光新材料有限公司", "顾砚秋"]
    assert opened.subgraph("顾砚秋", 2).number_of_nodes() == 4
    assert opened.subgraph("顾砚秋", 0).number_of_nodes() == 1


def test_only_the_named_relations_are_walked(opened: KnowledgeGraph) -> None:
    assert opened.paths("陆知远", "顾砚秋", 4, predicates=["partOf", "locatedIn"]) == []
    walk = opened.shortest_path("富阳区", "澄光新材", predicates=["partOf", "locatedIn"])
    assert walk is not None
    assert [node.label for node in walk.nodes] == ["富阳区", "春江街道", "杭州澄光新材料有限公司"]


def test_an_unknown_relation_or_class_is_refused_with_the_known_ones(opened: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match=r"there are: .*locatedIn"):
        opened.paths("陆知远", "顾砚秋", predicates=["sitsIn"])
    with pytest.raises(NotFoundError, match=r"there are: .*Enterprise"):
        opened.neighbors("富阳区", type="Firm")


def test_the_shortest_path_is_the_first_of_all(opened: KnowledgeGraph) -> None:
    walk = opened.shortest_path("陆知远", "顾砚秋")
    assert walk == opened.paths("陆知远", "顾砚秋", 4)[0]
    assert opened.shortest_path("陆知远", "陆知远") is None


def test_neighbors_of_a_class_are_those_below_it_too(opened: KnowledgeGraph) -> None:
    assert [one.label for one in opened.neighbors("澄光新材", type="AdministrativeDivision")] == ["春江街道"]


def test_common_neighbors(opened: KnowledgeGraph) -> None:
    assert [one.label for one in opened.common("顾砚秋", "春江街道")] == ["杭州澄光新材料有限公司"]


def test_a_network_of_some_classes_and_relations(opened: KnowledgeGraph) -> None:
    network = opened.to_networkx(types=["Enterprise", "Person"], predicates=["founded"])
    assert {kind for _, kind in network.nodes(data="type")} <= {"Enterprise", "Person", "Official"}
    assert {edge["predicate"] for *_, edge in network.edges(data=True)} == {"founded"}
