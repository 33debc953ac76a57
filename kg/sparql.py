"""Queries in a child process with limits of time, memory, rows and bytes, behind the gate (`kg.gate`).

The child is kept for the next query, and killed when a query runs into its limit; the next one gets a fresh child in
about 0.2 seconds. An `Engine` is all that the rest of the package knows of this, so that a remote endpoint can take
its place.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

import pyoxigraph as ox

from kg import gate
from kg.child import Child
from kg.store import View
from ontology.errors import LimitError, QueryError
from ontology.iri import BASE

Value = str | int | float | bool | Decimal | date | None

# The engine lists every token that it would have taken.
_MESSAGE = 200

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS: Mapping[str, type[int] | type[float] | type[Decimal]] = {
    "integer": int,
    "nonNegativeInteger": int,
    "decimal": Decimal,
    "double": float,
    "float": float,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may use: seconds, bytes of memory beyond the open store, rows and bytes of its answer."""

    seconds: float = 30.0
    memory: int = 1 << 30
    rows: int = 100_000
    bytes: int = 64 << 20


DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query: `kind` is `select`, `ask` or `graph`; `truncated` says that there was more.

    Iterating a `select` gives each row as a dict of Python values; an unbound variable is None.
    """

    kind: str
    truncated: bool = False
    value: bool = False
    body: bytes = field(default=b"", repr=False)

    def solutions(self) -> ox.QuerySolutions:
        """Return the rows as pyoxigraph terms; raise QueryError where the answer is no table."""
        if self.kind != "select":
            raise QueryError("only SELECT gives rows")
        found = ox.parse_query_results(self.body, format=ox.QueryResultsFormat.JSON)
        assert isinstance(found, ox.QuerySolutions)
        return found

    @property
    def variables(self) -> list[str]:
        """The names of the columns of a `select`."""
        return [variable.value for variable in self.solutions().variables] if self.kind == "select" else []

    def __iter__(self) -> Iterator[dict[str, Value]]:
        names = self.variables
        return ({name: python(row[name]) for name in names} for row in self.solutions())

    def __len__(self) -> int:
        return sum(1 for _ in self.solutions()) if self.kind == "select" else 0

    def __bool__(self) -> bool:
        return self.value if self.kind == "ask" else True

    def triples(self) -> Iterator[ox.Triple]:
        """Yield the triples of a CONSTRUCT or DESCRIBE."""
        return (quad.triple for quad in ox.parse(self.body, format=ox.RdfFormat.N_TRIPLES))

    def _repr_html_(self) -> str:
        from kg.notebook import table

        return table(self.variables, list(self), truncated=self.truncated)


class Engine(Protocol):
    """Whatever answers queries."""

    def run(self, sparql: str, *, limits: Limits = DEFAULT) -> Answer:
        """Return the answer; raise QueryError where the query is wrong, refused, or runs into a limit."""
        ...

    def close(self) -> None:
        """Give back what it holds."""
        ...


class ChildEngine:
    """Answers queries over a store on disk in a child process."""

    def __init__(self, store: Path, *, base: str = BASE) -> None:
        self._arguments = (str(store), base)
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._memory = 0

    def run(self, sparql: str, *, limits: Limits = DEFAULT) -> Answer:
        """Return the answer; raise QueryError where the query is wrong, refused, or runs into a limit."""
        request = _request(sparql, limits)
        with self._lock:
            try:
                header, body = self._ready(limits).ask(request, limits.seconds)
            except BaseException:
                # Whatever went wrong, Ctrl-C included, this child may still be busy with the old question.
                self.close()
                raise
            if header is None:
                self.close()
        return _answer(header, body, limits)

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            self._child.kill()
            self._child = None

    def _ready(self, limits: Limits) -> Child:
        if self._child is None or not self._child.alive or self._memory != limits.memory:
            self.close()
            self._memory = limits.memory
            self._child = Child("kg.worker", *self._arguments, str(limits.memory))
        return self._child


class ViewEngine:
    """Answers queries over a store in memory in this very process, so without limits of time and memory."""

    def __init__(self, view: View) -> None:
        self._view = view

    def run(self, sparql: str, *, limits: Limits = DEFAULT) -> Answer:
        """Return the answer; raise QueryError where the query is wrong or refused."""
        from kg import worker

        header, body = worker.answer(self._view, _request(sparql, limits))
        return _answer(header, body, limits)

    def close(self) -> None:
        """Nothing is held."""


def _request(sparql: str, limits: Limits) -> dict[str, Any]:
    checked = gate.check(sparql)
    return {"query": checked.text, "dataset": checked.dataset, "rows": limits.rows, "bytes": limits.bytes}


def _answer(header: dict[str, Any] | None, body: bytes, limits: Limits) -> Answer:
    if header is None or "memory" in header:
        raise LimitError(
            f"the query broke off: it needs more than {limits.memory >> 20:,} MB of memory or is too deeply nested"
        )
    if "error" in header:
        message = str(header["error"])
        raise QueryError(message if len(message) <= _MESSAGE else message[:_MESSAGE] + "…")
    return Answer(header["kind"], header.get("truncated", False), header.get("value", False), body)


def python(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Value:
    """Return a term as a Python value: numbers, dates and truth values as such, all else as text."""
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return str(term) if isinstance(term, ox.Triple) else term.value
    kind = term.datatype.value.removeprefix(_XSD)
    try:
        if kind in _NUMBERS:
            return _NUMBERS[kind](term.value)
        if kind == "date":
            return date.fromisoformat(term.value)
    except (ValueError, ArithmeticError):
        return term.value
    return term.value == "true" if kind == "boolean" else term.value
