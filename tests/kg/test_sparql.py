"""Queries in a child process: answers, limits, and a child that can always be replaced."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kg import gate
from kg.sparql import Answer, ChildEngine, Limits
from kg.store import STORE, current_version
from ontology.errors import GraphError, QueryError

CROSS_JOIN = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ORDERED = "SELECT ?a ?d ?g WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"
SHORT = Limits(seconds=0.5)


@pytest.fixture(scope="module")
def engine(graph: Path) -> Iterator[ChildEngine]:
    """Return an engine over the small graph."""
    running = ChildEngine(current_version(graph) / STORE)
    yield running
    running.close()


def test_rows_are_python_values(engine: ChildEngine) -> None:
    answer = engine.run(
        "SELECT ?text ?value ?to ?none WHERE { ?f xz:text ?text ; xz:value ?value ; xz:periodEnd ?to ; xz:change ?c }"
    )
    assert answer.variables == ["text", "value", "to", "none"]
    assert list(answer) == [
        {"text": "1060.5亿元", "value": Decimal(106050000000), "to": date(2024, 12, 31), "none": None}
    ]


def test_ask_is_a_truth_value(engine: ChildEngine) -> None:
    assert engine.run("ASK { ?firm a xz:Enterprise }")
    assert not engine.run("ASK { ?firm a xz:Village }")


def test_construct_gives_triples(engine: ChildEngine) -> None:
    answer = engine.run("CONSTRUCT { ?a xz:partOf ?b } WHERE { ?a xz:partOf ?b }")
    assert answer.kind == "graph"
    assert len({str(triple) for triple in answer.triples()}) == 3


def test_prefixes_of_the_ontology_are_declared(engine: ChildEngine) -> None:
    assert engine.run(r"ASK { xzi:division\/330111 a xz:District ; rdfs:label '富阳区'@zh }")


def test_from_chooses_the_graphs(engine: ChildEngine) -> None:
    base = "https://w3id.org/xianzhi/id/graph/divisions"
    inside = engine.run(f"SELECT (COUNT(*) AS ?n) FROM <{base}> WHERE {{ ?s xz:mentionedIn ?d }}")
    assert list(inside) == [{"n": 0}]


def test_rows_beyond_the_limit_are_cut_and_said_so(engine: ChildEngine) -> None:
    answer = engine.run("SELECT ?s WHERE { ?s ?p ?o }", limits=Limits(rows=5))
    assert (len(answer), answer.truncated) == (5, True)
    whole = engine.run("SELECT ?s WHERE { ?s ?p ?o } LIMIT 5", limits=Limits(rows=5))
    assert (len(whole), whole.truncated) == (5, False)


def test_bytes_beyond_the_limit_are_cut_and_said_so(engine: ChildEngine) -> None:
    answer = engine.run("SELECT ?s WHERE { ?s ?p ?o }", limits=Limits(bytes=1000))
    assert answer.truncated
    assert 0 < len(answer.body) < 1200


@pytest.mark.parametrize("sparql", [CROSS_JOIN, ORDERED])
def test_a_query_that_runs_too_long_is_stopped(engine: ChildEngine, sparql: str) -> None:
    with pytest.raises(QueryError, match=r"longer than 0\.5 s"):
        engine.run(sparql, limits=SHORT)
    assert engine.run("ASK {}")


def test_a_query_that_kills_the_engine_is_an_error(engine: ChildEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    # Without its gate: this is what the gate is for, and the child holds when it does not.
    monkeypatch.setattr(gate, "MAX_DEPTH", 10**9)
    with pytest.raises(QueryError, match="nested"):
        engine.run("SELECT * WHERE " + "{" * 30_000 + "}" * 30_000)
    assert engine.run("ASK {}")


def test_nesting_is_refused_before_the_engine_sees_it(engine: ChildEngine) -> None:
    with pytest.raises(QueryError, match="nested more than 100 deep"):
        engine.run("SELECT * WHERE " + "{" * 3_000 + "}" * 3_000)


def test_a_query_may_use_only_its_memory(engine: ChildEngine) -> None:
    with pytest.raises(QueryError, match="64 MB of memory"):
        engine.run(
            "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?c), STR(?d))) AS ?x) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
            limits=Limits(seconds=60, memory=64 << 20),
        )


def test_a_malformed_query_is_one_short_line_and_the_child_stays(engine: ChildEngine) -> None:
    assert engine.run("ASK {}")
    child = engine._child
    with pytest.raises(QueryError, match="malformed query: error at 1:") as caught:
        engine.run("SELECT * WHERE {")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250
    assert engine._child is child


def test_a_missing_store_is_an_error_of_the_graph(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="cannot open the graph"):
        ChildEngine(tmp_path / "none").run("ASK {}")


def test_the_child_imports_neither_spacy_nor_rdflib() -> None:
    code = "import sys, kg.worker; print(sorted({'spacy', 'rdflib', 'networkx', 'pandas'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_child_ends_with_its_parent(graph: Path) -> None:
    store = str(current_version(graph) / STORE)
    code = (
        "import sys; from pathlib import Path; from kg.sparql import ChildEngine\n"
        "engine = ChildEngine(Path(sys.argv[1])); engine.run('ASK {}'); print(engine._child._process.pid)"
    )
    found = subprocess.run([sys.executable, "-c", code, store], capture_output=True, text=True, check=True)
    assert not Path(f"/proc/{int(found.stdout)}").exists()


def test_only_a_table_has_rows() -> None:
    with pytest.raises(QueryError, match="only SELECT"):
        Answer("ask", value=True).solutions()
