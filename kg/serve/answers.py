"""Results written to a file in the format a client wants, no more of them than the limits allow."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from typing import IO, Any

import pyoxigraph as ox

from kg.worker import plain

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

# The engine lists every token that it would have taken.
MESSAGE = 300

_TABLES = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}

_CUT = b',"truncated":true'


class Meter:
    """Counts rows and bytes against their limits; `cut` says that there was more."""

    def __init__(self, rows: int, size: int) -> None:
        self.rows = 0
        self.cut = False
        self._most = rows
        self._left = size

    def take(self, size: int) -> bool:
        """Say whether one more row, of so many bytes, may be written."""
        self._left -= size
        self.cut = self.rows == self._most or self._left < 0
        self.rows += not self.cut
        return not self.cut


def write(result: Result, request: Mapping[str, Any], prefixes: Mapping[str, str]) -> dict[str, Any]:
    """Write a result to the file `out` in the format `format`; return what the client must know of it."""
    meter = Meter(request["rows"], request["bytes"])
    with open(request["out"], "w+b") as out:  # noqa: PTH123 - a path like /dev/fd is no file of ours
        if isinstance(result, ox.QueryBoolean):
            result.serialize(out, format=_TABLES[request["format"]])
            return {"kind": "ask", "rows": 1, "truncated": False}
        if isinstance(result, ox.QueryTriples):
            _graph(result, out, request["format"], meter, prefixes)
            return {"kind": "graph", "rows": meter.rows, "truncated": meter.cut}
        _table(result, out, request["format"], meter)
        return {"kind": "select", "rows": meter.rows, "truncated": meter.cut}


def _table(result: ox.QuerySolutions, out: IO[bytes], form: str, meter: Meter) -> None:
    names = [variable.value for variable in result.variables]
    if form == "json":
        _json(result, names, out, meter)
        return
    # The engine writes whole results only: what is left within the limits goes through a file, not through memory.
    with tempfile.TemporaryFile() as draft:
        _json(result, names, draft, meter)
        draft.seek(0)
        rows = ox.parse_query_results(draft, format=ox.QueryResultsFormat.JSON)
        rows.serialize(out, format=_TABLES[form])
    if meter.cut:
        out.write(_mark(form, meter.rows, len(names)))


def _json(result: ox.QuerySolutions, names: list[str], out: IO[bytes], meter: Meter) -> None:
    """Write a table as SPARQL JSON results; the head, which comes first, says whether it was cut."""
    head = b'{"head":{"vars":' + json.dumps(names, ensure_ascii=False).encode()
    out.write(head + b" " * len(_CUT) + b'},"results":{"bindings":[')
    for row in result:
        bound = {name: plain(row[name]) for name in names if row[name] is not None}
        line = json.dumps(bound, ensure_ascii=False).encode("utf-8", "replace")
        if not meter.take(len(line)):
            break
        out.write(b",\n" + line if meter.rows > 1 else line)
    out.write(b"]}}\n")
    if meter.cut:
        out.seek(len(head))
        out.write(_CUT)


def _mark(form: str, rows: int, columns: int) -> bytes:
    """Return the words that say that a table was cut, as a row or comment of its format."""
    words = f"truncated: only the first {rows} rows"
    if form == "xml":
        return f"\n<!-- {words} -->\n".encode()
    if form == "csv":
        return f"# {words}{',' * (columns - 1)}\r\n".encode()
    tabs = "\t" * (columns - 1)
    return f'"{words}"{tabs}\n'.encode()


def _graph(result: ox.QueryTriples, out: IO[bytes], form: str, meter: Meter, prefixes: Mapping[str, str]) -> None:
    # Only Turtle has use for our prefixes; RDF/XML and JSON-LD would list all of them in each answer.
    known = dict(prefixes) if form == "turtle" else None
    ox.serialize(_within(result, meter), out, format=GRAPHS[form], prefixes=known)
    if meter.cut and form != "jsonld":
        words = f"truncated: only the first {meter.rows} triples"
        out.write(f"\n<!-- {words} -->\n".encode() if form == "rdfxml" else f"# {words}\n".encode())


def _within(triples: ox.QueryTriples, meter: Meter) -> Iterator[ox.Triple]:
    for triple in triples:
        if not meter.take(len(str(triple))):
            return
        yield triple
