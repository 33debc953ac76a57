"""Answers to queries as text: csv, tsv, json and xml as W3C defines them, Turtle for graphs, a table for readers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal

import pyoxigraph as ox
from rich import box
from rich.table import Table
from rich.text import Text

from kg.layout import safe
from kg.sparql import Answer, Value
from ontology.errors import QueryError

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")

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
    return answer.solutions().serialize(format=_TABLES[name]) or b""


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


def table(answer: Answer, prefixes: Mapping[str, str]) -> Table:
    """Return the rows of a SELECT as a table for the terminal, IRIs shortened."""
    rows = list(answer)
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    names = answer.variables
    for name in names:
        numbers = [row[name] for row in rows if row[name] is not None]
        right = bool(numbers) and all(isinstance(one, (int, float, Decimal)) for one in numbers)
        shown.add_column(name, justify="right" if right else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(Text(safe(_cell(row[name], prefixes))) for name in names))
    return shown


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
