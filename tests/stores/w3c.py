"""W3C's test suite of SPARQL 1.1 as cases: what each one asks, over which graphs, and what must come out.

The suite itself is fetched by `w3c.sh` into pytest's cache; nothing of it lies in this repository.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF

# Where W3C says that the suite stands: what relative IRIs in data and queries are relative to.
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
_MANIFEST = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
_QUERY = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
_XSD = "http://www.w3.org/2001/XMLSchema#"

# What is not about one query over one graph: inference, other servers, changes. The cases on HTTP are in tests/serve.
OTHER = ("entailment", "service", "syntax-fed", "delete-insert")

EVALUATION = ("QueryEvaluationTest", "CSVResultFormatTest")
POSITIVE, NEGATIVE = "PositiveSyntaxTest11", "NegativeSyntaxTest11"

_FORMATS: dict[str, ox.QueryResultsFormat] = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
_DATA = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".rdf": ox.RdfFormat.RDF_XML}

_FROM = re.compile(r"FROM\s+(?:NAMED\s+)?<([^<>:]+)>")

Term = ox.NamedNode | ox.BlankNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Case:
    """An entry of a manifest: its name (`folder/name`), its type, and the files it needs."""

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()
    result: Path | None = None

    @property
    def folder(self) -> str:
        """The part of the suite that it belongs to."""
        return self.name.partition("/")[0]

    @property
    def sparql(self) -> str:
        """The query, which says what its relative IRIs are relative to."""
        return f"BASE <{BASE}{self.folder}/{self.query.name}>\n" + self.query.read_text("utf-8")

    def quads(self) -> Iterator[ox.Quad]:
        """Yield the graphs as our stores hold them: each file a named graph, the default graph their union."""
        for path in (*self.data, *self.named):
            name = f"{BASE}{self.folder}/{path.name}"
            for quad in ox.parse(path=str(path), format=_DATA[path.suffix], base_iri=name, rename_blank_nodes=True):
                yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(name))


def cases(suite: Path) -> dict[str, Case]:
    """Return all cases on queries, by name, without those on what is OTHER."""
    found = (case for path in sorted(suite.glob("*/manifest.ttl")) for case in _read(path))
    return {case.name: case for case in found}


def _read(manifest: Path) -> Iterator[Case]:
    folder = manifest.parent
    graph = rdflib.Graph().parse(manifest, format="turtle", publicID=folder.as_uri() + "/")
    entries = next(graph.objects(None, _MANIFEST.entries), RDF.nil)
    for entry in dict.fromkeys(Collection(graph, entries)):
        kind = str(graph.value(entry, RDF.type)).removeprefix(str(_MANIFEST))
        action = graph.value(entry, _MANIFEST.action)
        name = f"{folder.name}/{str(entry).rpartition('#')[2]}"
        if kind in (POSITIVE, NEGATIVE):
            yield Case(name, kind, folder / _file(action))
        elif kind in EVALUATION:
            (query,), data, named = (
                _files(graph, action, key) for key in (_QUERY.query, _QUERY.data, _QUERY.graphData)
            )
            (result,) = _files(graph, entry, _MANIFEST.result)
            chosen = tuple(folder / one for one in _FROM.findall(query.read_text("utf-8")))
            yield Case(name, kind, query, (*data, *chosen), named, result)


def _files(graph: rdflib.Graph, node: rdflib.term.Node | None, key: rdflib.URIRef) -> tuple[Path, ...]:
    return tuple(sorted(_file(one) for one in graph.objects(node, key)))


def _file(node: rdflib.term.Node | None) -> Path:
    return Path(str(node).removeprefix("file://"))


# ---- what must come out


def same_rows(found: ox.QuerySolutions, expected: ox.QuerySolutions, *, ordered: bool) -> bool:
    """Whether two tables have the same variables and rows, blank nodes up to their names, numbers by value."""
    if {one.value for one in found.variables} != {one.value for one in expected.variables}:
        return False
    rows, others = (list(_rows(one)) for one in (found, expected))
    if ordered and [_hidden(row) for row in rows] != [_hidden(row) for row in others]:
        return False
    return isomorphic(_as_triples(rows), _as_triples(others))


def same_csv(found: bytes, expected: bytes) -> bool:
    """Whether two tables in CSV are the same, whatever the order of rows and columns, blank nodes being all alike."""
    one, other = (
        Counter(
            frozenset((name, _cell(cell)) for name, cell in row.items())
            for row in csv.DictReader(text.decode().splitlines())
        )
        for text in (found, expected)
    )
    return one == other


def _cell(text: str) -> str:
    if text.startswith("_:"):
        return "_:"
    try:
        return str(Decimal(text).normalize())
    except InvalidOperation:
        return text


def solutions(path: Path) -> ox.QuerySolutions | ox.QueryBoolean:
    """Return the results in a file."""
    found = ox.parse_query_results(path=str(path), format=_FORMATS[path.suffix])
    assert isinstance(found, (ox.QuerySolutions, ox.QueryBoolean))
    return found


def isomorphic(triples: Iterable[ox.Triple], others: Iterable[ox.Triple]) -> bool:
    """Whether two graphs are the same but for the names of their blank nodes."""
    one, other = (ox.Dataset(ox.Quad(*triple) for triple in found) for found in (triples, others))
    for dataset in (one, other):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return one == other


def _rows(found: ox.QuerySolutions) -> Iterator[dict[str, Term]]:
    names = sorted(variable.value for variable in found.variables)
    for row in found:
        yield {name: _plain(term) for name in names if (term := row[name]) is not None}


def _plain(term: object) -> Term:
    """Return a term with a number in one way of writing it."""
    assert isinstance(term, (ox.NamedNode, ox.BlankNode, ox.Literal))
    if not isinstance(term, ox.Literal) or (read := _NUMBERS.get(term.datatype.value.removeprefix(_XSD))) is None:
        return term
    try:
        return ox.Literal(str(read(term.value)), datatype=term.datatype)
    except (ValueError, InvalidOperation):
        return term


_NUMBERS: dict[str, Callable[[str], object]] = {
    "integer": int,
    "decimal": lambda text: Decimal(text).normalize(),
    "double": float,
    "float": float,
}


def _hidden(row: dict[str, Term]) -> tuple[tuple[str, str], ...]:
    return tuple((name, "_:" if isinstance(term, ox.BlankNode) else str(term)) for name, term in row.items())


def _as_triples(rows: list[dict[str, Term]]) -> Iterator[ox.Triple]:
    """Yield rows as a graph, each row a blank node, so that blank nodes are compared across rows.

    Equal rows without blank nodes are one node with their number: twenty nodes that are all alike would be compared in
    every order.
    """
    count = Counter(_hidden(row) for row in rows if not any(isinstance(term, ox.BlankNode) for term in row.values()))
    done = set()
    for row in rows:
        key = _hidden(row)
        if key in done:
            continue
        node = ox.BlankNode()
        if count[key]:
            done.add(key)
        yield ox.Triple(node, ox.NamedNode("urn:times"), ox.Literal(max(1, count[key])))
        for name, term in row.items():
            yield ox.Triple(node, ox.NamedNode(f"urn:column:{name}"), term)
