"""A graph to write out: the small graph of tests/kg, or one of any records, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg import KnowledgeGraph
from kg.quads import quads
from kg.sparql import Answer, Limits
from kg.store import Store
from ontology.record import Record
from tests.kg.factory import small_graph


class NoEngine:
    """Writers ask no queries."""

    def run(self, sparql: str, *, limits: Limits = Limits()) -> Answer:  # noqa: B008 - a frozen default
        """Refuse."""
        raise AssertionError(f"{sparql} {limits}")


def graph_of(records: Iterable[Record]) -> KnowledgeGraph:
    """Return the graph of some records, in memory."""
    return KnowledgeGraph(Store.memory(quad for record in records for quad in quads(record)), NoEngine())


def small(folder: Path) -> KnowledgeGraph:
    """Return the small graph, built under `folder`."""
    return KnowledgeGraph.open(small_graph(folder))
