from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset
from rdflib import Graph as RdfGraph

from kg import KnowledgeGraph
from ontology.namespace import QUARANTINE
from outputs import WRITERS
from tests.outputs.factory import small

# rdflib warns of what its own parsers do.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return small(tmp_path_factory.mktemp("graph"))


def quads(graph: KnowledgeGraph) -> set[str]:
    return {str(quad) for quad in graph.view.quads()}


def test_nquads_hold_every_quad_sorted(graph: KnowledgeGraph, tmp_path: Path) -> None:
    WRITERS["nq"](graph, tmp_path / "g.nq")
    content = (tmp_path / "g.nq").read_bytes()
    assert content.splitlines() == sorted(content.splitlines())
    assert {str(quad) for quad in ox.parse(content, format=ox.RdfFormat.N_QUADS)} == quads(graph)


def test_rdflib_reads_the_nquads(graph: KnowledgeGraph, tmp_path: Path) -> None:
    WRITERS["nq"](graph, tmp_path / "g.nq")
    dataset = Dataset().parse(data=(tmp_path / "g.nq").read_bytes(), format="nquads")
    assert len(list(dataset.quads())) == len(graph.view)


def test_jsonld_keeps_the_named_graphs(graph: KnowledgeGraph, tmp_path: Path) -> None:
    WRITERS["jsonld"](graph, tmp_path / "g.jsonld")
    content = (tmp_path / "g.jsonld").read_bytes()
    assert {str(quad) for quad in ox.parse(content, format=ox.RdfFormat.JSON_LD)} == quads(graph)


def test_rdflib_reads_the_jsonld(graph: KnowledgeGraph, tmp_path: Path) -> None:
    WRITERS["jsonld"](graph, tmp_path / "g.jsonld")
    dataset = Dataset().parse(data=(tmp_path / "g.jsonld").read_bytes(), format="json-ld")
    assert len(list(dataset.quads())) == len(graph.view)


def test_turtle_merges_all_graphs_but_the_quarantine(graph: KnowledgeGraph, tmp_path: Path) -> None:
    view = graph.view
    WRITERS["ttl"](graph, tmp_path / "g.ttl")
    valid = {str(quad.triple) for quad in view.quads() if quad.graph_name != view.node(QUARANTINE)}
    assert {str(one.triple) for one in ox.parse(path=str(tmp_path / "g.ttl"))} == valid


def test_turtle_is_short_by_prefixes_and_read_by_rdflib(graph: KnowledgeGraph, tmp_path: Path) -> None:
    WRITERS["ttl"](graph, tmp_path / "g.ttl")
    assert "@prefix xz: " in (tmp_path / "g.ttl").read_text("utf-8")
    triples = {quad.triple for quad in graph.view.quads() if quad.graph_name != graph.view.node(QUARANTINE)}
    assert len(RdfGraph().parse(data=(tmp_path / "g.ttl").read_bytes(), format="turtle")) == len(triples)
