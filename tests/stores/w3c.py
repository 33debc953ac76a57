"""W3C's test suites of SPARQL 1.0 and 1.1 as cases: what each one asks, over which graphs, and what must come out.

The suites are fetched by `w3c.sh` into pytest's cache; nothing of them lies in this repository.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF

# Where W3C says that the suites stand: what relative IRIs in data and queries are relative to.
BASES = {
    "dawg-data-r2": "http://www.w3.org/2001/sw/DataAccess/tests/data-r2/",
    "sparql11": "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/",
}
_MANIFEST = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
_QUERY = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
_RESULT = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_XSD = "http://www.w3.org/2001/XMLSchema#"

# What is not about one query over one graph: inference, other servers, changes. The cases on HTTP are in tests/serve.
OTHER = ("entailment", "service", "syntax-fed", "delete-insert")

EVALUATION = ("QueryEvaluationTest", "CSVResultFormatTest")
POSITIVE, NEGATIVE = "PositiveSyntaxTest", "NegativeSyntaxTest"

_FORMATS: dict[str, ox.QueryResultsFormat] = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
_DATA = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".n3": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
}

_FROM = re.compile(r"FROM\s+(?:NAMED\s+)?<([^<>:]+)>")

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Row = dict[str, Term]


@dataclass(frozen=True, slots=True)
class Case:
    """An entry of a manifest: its name (`suite/folder/name`), its type, and the files it needs.

    With `lax` it does not matter how often a row is given.
    """

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()
    result: Path | None = None
    lax: bool = False

    @property
    def folder(self) -> str:
        """The part of the suite that it belongs to."""
        return self.name.split("/")[1]

    @property
    def sparql(self) -> str:
        """The query, which says what its relative IRIs are relative to."""
        return f"BASE <{self.iri(self.query)}>\n" + self.query.read_text("utf-8")

    def iri(self, path: Path) -> str:
        """Return the IRI of a file."""
        return f"{BASES[self.name.split('/')[0]]}{self.folder}/{path.name}"

    def quads(self) -> Iterator[ox.Quad]:
        """Yield the graphs as our stores hold them: each file a named graph, the default graph their union."""
        for path in (*self.data, *self.named):
            name = self.iri(path)
            for quad in ox.parse(path=str(path), format=_DATA[path.suffix], base_iri=name, rename_blank_nodes=True):
                yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(name))


def cases(suites: Path) -> dict[str, Case]:
    """Return all cases on queries, by name, those on what is OTHER included."""
    found = (case for path in sorted(suites.glob("*/*/manifest.ttl")) for case in _read(path))
    return {case.name: case for case in found}


def _read(manifest: Path) -> Iterator[Case]:
    folder = manifest.parent
    graph = rdflib.Graph().parse(manifest, format="turtle", publicID=folder.as_uri() + "/")
    entries = next(graph.objects(None, _MANIFEST.entries), RDF.nil)
    for entry in dict.fromkeys(Collection(graph, entries)):
        kind = str(graph.value(entry, RDF.type)).removeprefix(str(_MANIFEST)).removesuffix("11")
        name = f"{folder.parent.name}/{folder.name}/{str(entry).rpartition('#')[2]}"
        if kind in (POSITIVE, NEGATIVE):
            yield Case(name, kind, _file(graph.value(entry, _MANIFEST.action)))
        elif kind in EVALUATION:
            yield _evaluation(graph, entry, name, kind)


def _evaluation(graph: rdflib.Graph, entry: rdflib.term.Node, name: str, kind: str) -> Case:
    action = graph.value(entry, _MANIFEST.action)
    (query,), data, named = (_files(graph, action, key) for key in (_QUERY.query, _QUERY.data, _QUERY.graphData))
    (result,) = _files(graph, entry, _MANIFEST.result)
    if not data:
        data = tuple(sorted({query.parent / one for one in _FROM.findall(query.read_text("utf-8"))}))
    lax = (entry, _MANIFEST.resultCardinality, _MANIFEST.LaxCardinality) in graph
    return Case(name, kind, query, data, named, result, lax)


def _files(graph: rdflib.Graph, node: rdflib.term.Node | None, key: rdflib.URIRef) -> tuple[Path, ...]:
    return tuple(sorted(_file(one) for one in graph.objects(node, key)))


def _file(node: rdflib.term.Node | None) -> Path:
    return Path(str(node).removeprefix("file://"))


# ---- what must come out


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a SELECT; `ordered` says that their order is known."""

    variables: frozenset[str]
    rows: list[Row]
    ordered: bool = True

    @classmethod
    def of(cls, found: ox.QuerySolutions) -> Table:
        """Return solutions as a table."""
        names = [variable.value for variable in found.variables]
        rows = [{name: _plain(term) for name in names if (term := row[name]) is not None} for row in found]
        return cls(frozenset(names), rows)


def same_rows(found: Table, expected: Table, *, ordered: bool, lax: bool = False) -> bool:
    """Whether two tables have the same variables and rows, blank nodes up to their names, numbers by value."""
    if found.variables != expected.variables:
        return False
    if ordered and expected.ordered and [*map(_hidden, found.rows)] != [*map(_hidden, expected.rows)]:
        return False
    return isomorphic(_as_triples(found.rows, lax=lax), _as_triples(expected.rows, lax=lax))


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


def results(case: Case) -> Table | bool:
    """Return the results that a case expects of a SELECT or ASK."""
    assert case.result is not None
    if case.result.suffix in _DATA:
        return _described(triples(case))
    found = ox.parse_query_results(path=str(case.result), format=_FORMATS[case.result.suffix])
    return Table.of(found) if isinstance(found, ox.QuerySolutions) else bool(found)


def triples(case: Case) -> list[ox.Triple]:
    """Return the graph in the file of results."""
    path = case.result
    assert path is not None
    return [quad.triple for quad in ox.parse(path=str(path), format=_DATA[path.suffix], base_iri=case.iri(path))]


def _described(graph: list[ox.Triple]) -> Table | bool:
    """Return results that are written as a graph, as those of SPARQL 1.0 are."""
    values: defaultdict[tuple[object, str], list[Any]] = defaultdict(list)
    for subject, predicate, value in graph:
        values[subject, predicate.value.removeprefix(_RESULT)].append(value)
    (table,) = {subject for subject, key in values if key in ("resultVariable", "boolean")}
    if answer := values[table, "boolean"]:
        return str(answer[0].value) == "true"
    solutions = values[table, "solution"]
    ordered = all(values[one, "index"] for one in solutions)
    if ordered:
        solutions.sort(key=lambda one: int(values[one, "index"][0].value))
    rows = [
        {values[one, "variable"][0].value: _plain(values[one, "value"][0]) for one in values[solution, "binding"]}
        for solution in solutions
    ]
    return Table(frozenset(one.value for one in values[table, "resultVariable"]), rows, ordered)


def isomorphic(triples: Iterable[ox.Triple], others: Iterable[ox.Triple]) -> bool:
    """Whether two graphs are the same but for the names of their blank nodes."""
    one, other = (ox.Dataset(ox.Quad(*triple) for triple in found) for found in (triples, others))
    for dataset in (one, other):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return one == other


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


def _hidden(row: Row) -> tuple[tuple[str, str], ...]:
    return tuple((name, "_:" if isinstance(term, ox.BlankNode) else str(term)) for name, term in sorted(row.items()))


def _as_triples(rows: list[Row], *, lax: bool) -> Iterator[ox.Triple]:
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
        yield ox.Triple(node, ox.NamedNode("urn:times"), ox.Literal(1 if lax else max(1, count[key])))
        for name, term in row.items():
            yield ox.Triple(node, ox.NamedNode(f"urn:column:{name}"), term)
