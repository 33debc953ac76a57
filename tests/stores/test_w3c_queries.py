"""W3C's tests of SPARQL 1.0 and 1.1 queries through our own door.

`w3c_queries.tsv` lists them all, with the reason where ours does not give what W3C has. It is watched both ways: a case
with a reason that passes fails here, and so does one without that does not pass. Left out as a whole are the parts on
entailment, on federation (SERVICE is refused), on updates and on HTTP.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph import KnowledgeGraph
from kg.results import serialize
from kg.sparql import Answer, ChildEngine, ViewEngine
from kg.store import Store
from ontology.errors import QueryError
from tests.stores import w3c
from tests.stores.w3c import Case, Table

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent


def listed() -> dict[str, str]:
    """Return the names of all cases with the reason why ours is to fail, empty where it is to pass."""
    with (HERE / "w3c_queries.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return {row[0]: row[1] for row in rows}


LISTED = listed()


@pytest.fixture(scope="session")
def suite(request: pytest.FixtureRequest) -> dict[str, Case]:
    """Return the cases of the suites, which are fetched once."""
    assert request.config.cache is not None
    folder = request.config.cache.mkdir("w3c")
    command = ["bash", str(HERE / "w3c.sh"), sys.executable, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode == 3:
        pytest.skip("W3C's test suites cannot be fetched: PyPI is not reached")
    assert done.returncode == 0, done.stderr
    return w3c.cases(folder / "suites")


def test_the_list_names_every_case(suite: dict[str, Case]) -> None:
    assert sorted(LISTED) == sorted(name for name, case in suite.items() if case.folder not in w3c.OTHER)


@pytest.mark.parametrize("name", LISTED)
def test_a_case_does_as_the_list_says(suite: dict[str, Case], name: str) -> None:
    case = suite[name]
    store = Store.memory(case.quads())
    with KnowledgeGraph(store, ViewEngine(store)) as graph:
        assert passes(case, graph) == (not LISTED[name])


@pytest.mark.parametrize("name", list(LISTED)[::8])
def test_the_child_does_the_same(suite: dict[str, Case], tmp_path: Path, name: str) -> None:
    """One case in eight over a store on disk, in the process that can be killed."""
    case = suite[name]
    store = Store.open(tmp_path / "store")
    store.load(case.quads())
    store.flush()
    del store
    view = Store.memory(case.quads())
    with KnowledgeGraph(view, ChildEngine(tmp_path / "store")) as graph:
        assert passes(case, graph) == (not LISTED[name])


def test_federation_is_refused(suite: dict[str, Case]) -> None:
    store = Store.memory()
    federated = [case for case in suite.values() if case.folder == "service"]
    assert federated
    for case in federated:
        with pytest.raises(QueryError, match="SERVICE is refused"):
            KnowledgeGraph(store, ViewEngine(store)).query(case.sparql)


def passes(case: Case, graph: KnowledgeGraph) -> bool:
    """Whether a case comes out as W3C has it."""
    try:
        answer = graph.query(case.sparql)
    except QueryError:
        return case.kind == w3c.NEGATIVE
    return case.result is None if case.kind == w3c.POSITIVE else case.result is not None and same(case, answer)


def same(case: Case, answer: Answer) -> bool:
    """Whether an answer is what the case expects."""
    assert case.result is not None
    if answer.kind == "graph":
        return w3c.isomorphic(answer.triples(), w3c.triples(case))
    if case.result.suffix == ".csv":
        return w3c.same_csv(serialize(answer, "csv", {}), case.result.read_bytes())
    expected = w3c.results(case)
    if isinstance(expected, bool):
        return answer.kind == "ask" and answer.value == expected
    ordered = "ORDER BY" in case.sparql.upper()
    return w3c.same_rows(Table.of(answer.solutions()), expected, ordered=ordered, lax=case.lax)
