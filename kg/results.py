"""Answers to queries as text: csv, tsv, json and xml as W3C defines them, Turtle for graphs, a table for readers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox
from rich.cells import cell_len
from rich.text import Text

from kg.layout import pad, safe, wrap
from kg.sparql import Answer, Value
from ontology.errors import QueryError

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")

# A column that needs more than this is read better below its row.
_SHORT = 32
_GAP = "  "

_TABLES = {"csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV, "xml": ox.QueryResultsFormat.XML}


def serialize(answer: Answer, name: str, prefixes: Mapping[str, str]) -> bytes:
    """Return an answer in one of FORMATS but `table`; raise QueryError where the answer has no such form."""
    if answer.kind == "graph":
        if name != "turtle":
            raise QueryError(f"a CONSTRUCT or DESCRIBE query gives a graph: use --format turtle, not {name}")
        return ox.serialize(answer.triples(), format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""
    if name == "turtle":
        raise QueryError("only CONSTRUCT and DESCRIBE give a graph: use another --format for this query")
    if answer.kind == "ask":
        return _ask(answer, name)
    if name == "json":
        return _json(answer)
    body = answer.solutions().serialize(format=_TABLES[name]) or b""
    return body if body.endswith(b"\n") else body + b"\n"


def _json(answer: Answer) -> bytes:
    body = json.loads(answer.body)
    if answer.truncated:
        body["truncated"] = True
    return (json.dumps(body, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _ask(answer: Answer, name: str) -> bytes:
    if name == "json":
        return (json.dumps({"head": {}, "boolean": answer.value}) + "\n").encode()
    if name == "xml":
        head = '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>'
        return f"{head}<boolean>{str(answer.value).lower()}</boolean></sparql>\n".encode()
    return f"{str(answer.value).lower()}\n".encode()


def table(answer: Answer, prefixes: Mapping[str, str], width: int) -> Iterator[Text]:
    """Yield the rows of a SELECT as lines of at most `width` cells: short columns side by side, long ones below.

    Nothing is cut off: what does not fit into the line follows it, wrapped, under the names of its columns.
    """
    rows = list(answer)
    cells = [{name: safe(_cell(row[name], prefixes)) for name in answer.variables} for row in rows]
    columns = [_column(name, rows, cells) for name in answer.variables]
    short = _fitting(columns, width)
    if short:
        yield Text(_GAP.join(pad(one.name, one.width) for one in short).rstrip(), "bold")
        yield Text("─" * min(width, sum(one.width for one in short) + len(_GAP) * (len(short) - 1)), "dim")
    below = [one for one in columns if one not in short]
    for row in cells:
        if short:
            yield Text(_GAP.join(one.set(row[one.name]) for one in short).rstrip())
        for one in below:
            yield from _below(one.name, row[one.name], width)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its name, the cells it takes, and whether it holds numbers."""

    name: str
    width: int
    numeric: bool

    def set(self, value: str) -> str:
        """Return a value in the width of the column."""
        space = " " * (self.width - cell_len(value))
        return space + value if self.numeric else value + space


def _column(name: str, rows: list[dict[str, Value]], cells: list[dict[str, str]]) -> _Column:
    known = [row[name] for row in rows if row[name] is not None]
    numeric = bool(known) and all(isinstance(one, (int, float, Decimal)) for one in known)
    return _Column(name, max(map(cell_len, (name, *(row[name] for row in cells)))), numeric)


def _fitting(columns: list[_Column], width: int) -> list[_Column]:
    """Return the columns that have room side by side, in their order; the widest give way first."""
    kept = [one for one in columns if one.width <= _SHORT]
    while kept and sum(one.width for one in kept) + len(_GAP) * (len(kept) - 1) > width:
        kept.remove(max(kept, key=lambda one: one.width))
    return kept


def _below(name: str, value: str, width: int) -> Iterator[Text]:
    lead = f"    {name}  "
    for place, line in enumerate(wrap(Text(value), max(20, width - cell_len(lead))) if value else ()):
        yield Text.assemble((" " * cell_len(lead) if place else lead, "dim"), line)


def _cell(value: Value, prefixes: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:,f}"
    text = str(value)
    if text.startswith("http"):
        for prefix, iri in prefixes.items():
            if text.startswith(iri) and len(text) > len(iri):
                return f"{prefix}:{text[len(iri) :]}"
    return text
