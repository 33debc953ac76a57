"""Answers to queries as text: csv, tsv, json and xml as W3C defines them, Turtle for graphs, a table for readers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import pyoxigraph as ox
from rich.cells import cell_len
from rich.text import Text

from kg.layout import pad, safe, shorten, wrap
from kg.sparql import Answer, Value
from ontology.errors import QueryError

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")

# A column that needs more than this is read better below its row.
_SHORT = 32
_GAP = "  "
_INDENT = "    "

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
        body["head"]["truncated"] = True
    return (json.dumps(body, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _ask(answer: Answer, name: str) -> bytes:
    if name == "json":
        return (json.dumps({"head": {}, "boolean": answer.value}) + "\n").encode()
    if name == "xml":
        head = '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>'
        return f"{head}<boolean>{str(answer.value).lower()}</boolean></sparql>\n".encode()
    return f"{str(answer.value).lower()}\n".encode()


def table(
    answer: Answer, prefixes: Mapping[str, str], width: int, *, shortened: Collection[str] = ()
) -> Iterator[Text]:
    """Yield the rows of a SELECT as lines of at most `width` cells: short columns side by side, the others below.

    What does not fit into the line follows it, wrapped, under the names of its columns. Nothing is cut off but the
    columns in `shortened`, which get one line.
    """
    rows = list(answer)
    cells = [{name: safe(_cell(row[name], prefixes)) for name in answer.variables} for row in rows]
    columns = [_column(name, rows, cells) for name in answer.variables]
    if columns and not columns[0].numeric:
        # The first column says what a row is about: it stays, and where it is too long it has a line of its own.
        columns[0] = replace(columns[0], width=min(columns[0].width, _SHORT))
    short = _fitting(columns, width)
    if short:
        yield Text(_GAP.join(pad(one.name, one.width) for one in short).rstrip(), "bold")
        yield Text("─" * min(width, sum(one.width for one in short) + len(_GAP) * (len(short) - 1)), "dim")
    below = [one for one in columns if one not in short]
    for row in cells:
        yield from _line(short, row, width)
        yield from _aside([one for one in below if one.width <= _SHORT], row, width)
        for one in below:
            if one.width > _SHORT:
                yield from _below(one.name, row[one.name], width, short=one.name in shortened)


def _line(short: list[_Column], row: Mapping[str, str], width: int) -> Iterator[Text]:
    """Yield the cells that stand side by side; a first one that is too long goes ahead of the others."""
    if not short:
        return
    lead, *rest = short
    if cell_len(row[lead.name]) > lead.width:
        yield from wrap(Text(row[lead.name]), width)
        row = {**row, lead.name: ""}
        if not rest:
            return
    yield Text(_GAP.join(one.set(row[one.name]) for one in short).rstrip())


def _aside(columns: list[_Column], row: Mapping[str, str], width: int) -> Iterator[Text]:
    """Yield short cells that found no room, as many beside each other as a line holds."""
    line = Text()
    for one in columns:
        if not row[one.name]:
            continue
        cell = Text.assemble((f"{one.name}  ", "dim"), row[one.name])
        if line and len(_INDENT) + line.cell_len + len(_GAP) + cell.cell_len > width:
            yield Text.assemble(_INDENT, line)
            line = Text()
        line = Text.assemble(line, _GAP, cell) if line else cell
    if line:
        yield Text.assemble(_INDENT, line)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its name, the cells it takes, and whether it holds numbers."""

    name: str
    width: int
    numeric: bool

    def set(self, value: str) -> str:
        """Return a value in the width of the column."""
        space = " " * max(0, self.width - cell_len(value))
        return space + value if self.numeric else value + space


def _column(name: str, rows: list[dict[str, Value]], cells: list[dict[str, str]]) -> _Column:
    known = [row[name] for row in rows if row[name] is not None]
    numeric = bool(known) and all(isinstance(one, (int, float, Decimal)) for one in known)
    return _Column(name, max(map(cell_len, (name, *(row[name] for row in cells)))), numeric)


def _fitting(columns: list[_Column], width: int) -> list[_Column]:
    """Return the columns that have room side by side, in their order; the first ones are chosen first."""
    kept: list[_Column] = []
    for one in columns:
        if one.width <= _SHORT and sum(other.width + len(_GAP) for other in kept) + one.width <= width:
            kept.append(one)
    return kept


def _below(name: str, value: str, width: int, *, short: bool) -> Iterator[Text]:
    lead = f"{_INDENT}{name}  "
    room = max(20, width - cell_len(lead))
    lines = wrap(Text(shorten(value, room) if short else value), room) if value else ()
    for place, line in enumerate(lines):
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
