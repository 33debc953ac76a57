"""The graph as Python sees it: names found, rows read, frames and rdflib."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg import KnowledgeGraph, Limits
from ontology.errors import GraphError, MissingExtraError, NotFoundError, QueryError

FIRM = "杭州澄光新材料有限公司"


@pytest.fixture(scope="module")
def opened(graph: Path) -> Iterator[KnowledgeGraph]:
    """Return the small graph."""
    with KnowledgeGraph.open(graph) as known:
        yield known


def test_a_missing_graph_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="kg build"):
        KnowledgeGraph.open(tmp_path / "none")


@pytest.mark.parametrize(
    "name", ["富阳区", "富阳", "xzi:division/330111", "https://w3id.org/xianzhi/id/division/330111", " 富 阳 区 "]
)
def test_an_entity_is_found_by_any_name(opened: KnowledgeGraph, name: str) -> None:
    assert opened.entity(name).compact == "xzi:division/330111"


def test_find_gives_exact_names_first_then_those_that_contain_it(opened: KnowledgeGraph) -> None:
    assert [one.label for one in opened.find("富阳区")] == ["富阳区", "春江街道", "富阳区市场监管局"]
    assert [one.label for one in opened.find("澄光")] == [FIRM]
    assert opened.find("没有这个名字") == []


def test_an_unknown_name_lists_near_ones(opened: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match=f"澄光新材料.*near it: {FIRM}"):
        opened.entity("澄光新材料公司")
    with pytest.raises(NotFoundError, match="no entity is called ''"):
        opened.entity("")


NO_ENTITIES = ["xzi:division/999999", "https://w3id.org/xianzhi/ontology#District", "http://a b", "<>"]


@pytest.mark.parametrize("name", NO_ENTITIES)
def test_an_iri_that_is_no_entity_is_not_found(opened: KnowledgeGraph, name: str) -> None:
    with pytest.raises(NotFoundError):
        opened.entity(name)


def test_an_ambiguous_name_lists_its_candidates(tmp_path: Path) -> None:
    from kg.build import build
    from tests.kg.factory import Extractor, Item, entity, record

    west = record("杭州市西湖区", [entity("DISTRICT", "西湖区", "西湖", id="xzi:division/330106")], source="a.txt")
    east = record("南昌市西湖区", [entity("DISTRICT", "西湖区", "西湖", id="xzi:division/360103")], source="b.txt")
    build([Item(west), Item(east)], Extractor(), tmp_path / "out")
    with KnowledgeGraph.open(tmp_path / "out") as known:
        with pytest.raises(NotFoundError) as caught:
            known.entity("西湖区")
        assert known.entity("xzi:division/330106").place == "浙江省 › 杭州市 › 西湖区"
    for part in ("2 entities", "浙江省 › 杭州市", "江西省 › 南昌市", "xzi:division/360103", "县级行政区"):
        assert part in str(caught.value)


def test_rows_of_the_whole_graph(opened: KnowledgeGraph) -> None:
    assert {one.title for one in opened.documents()} >= {"富阳区召开经济工作会议", "澄光新材落户春江街道"}
    assert {row.predicate for row in opened.relations()} >= {"locatedIn", "holdsPostIn", "founded", "partnersWith"}
    assert [post.title for post in opened.posts()] == ["区委书记"]
    assert opened.counts()["figures"] == len(list(opened.figure_rows())) == 5


def test_every_row_shows_its_evidence(opened: KnowledgeGraph) -> None:
    rows = [row.evidence for row in opened.relations()]
    rows += [row.evidence for row in opened.posts()]
    rows += [row.evidence for row in opened.figure_rows()]
    for spans in rows:
        assert spans
        for span in spans:
            assert span.document.title
            assert "".join(span.exact.split()) in span.sentence


def test_figures_are_a_frame(opened: KnowledgeGraph) -> None:
    frame = opened.figures(about="富阳", indicator="GDP", since="2024-01-01")
    assert frame[["about", "indicator", "value", "unit", "change"]].values.tolist() == [
        ["富阳区", "地区生产总值", 106050000000.0, "CNY", 5.2]
    ]
    assert len(opened.figures()) == 5
    assert len(opened.figures(since="2099-01-01")) == 0


def test_a_frame_without_pandas_says_what_to_install(opened: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'xianzhi\[frames\]'"):
        opened.figures()


def test_query_and_saved_query(opened: KnowledgeGraph) -> None:
    answer = opened.query("SELECT ?name { ?p a xz:Official ; rdfs:label ?name }")
    assert [row["name"] for row in answer] == ["陆知远"]
    values = [row["value"] for row in opened.ask("figures-of", "富阳区", since="2024")]
    assert values == [Decimal(106050000000), Decimal(150)]
    with pytest.raises(QueryError, match="longer"):
        opened.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", limits=Limits(seconds=0.3))


# rdflib warns of what it calls itself.
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")
def test_the_dataset_is_rdflib_and_read_only(opened: KnowledgeGraph) -> None:
    import rdflib

    data = opened.dataset
    assert isinstance(data, rdflib.Dataset)
    assert (None, rdflib.RDFS.label, rdflib.Literal("富阳区", lang="zh")) in data
    with pytest.raises(RuntimeError):
        data.add((rdflib.URIRef("a:a"), rdflib.RDFS.label, rdflib.Literal("x")))


def test_notebooks_get_tables_of_escaped_text(opened: KnowledgeGraph) -> None:
    assert "富阳区" in opened.entity("富阳区")._repr_html_()
    assert "documents" in opened._repr_html_()
    assert "&lt;script&gt;" in opened.query("SELECT ('<script>' AS ?x) {}")._repr_html_()


def test_importing_kg_loads_nothing_heavy() -> None:
    code = "import sys, kg, kg.graph; print(sorted({'spacy', 'rdflib', 'networkx', 'pandas'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_an_unknown_name_of_the_package_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="Graphs"):
        _ = kg.Graphs
