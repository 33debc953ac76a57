"""A graph behind a SPARQL 1.1 endpoint, anybody's: an engine that asks it, and a `View` of it over HTTP.

What a store adds of its own is asked for only where it is needed: an endpoint whose default graph is not the union of
its graphs is asked for that union in the way Oxigraph's server takes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Self

import httpx
import pyoxigraph as ox

from kg import gate
from kg.endpoint import Endpoint
from kg.sparql import DEFAULT, Answer, Limits
from kg.store import UNION, Object, Result, Subject, View
from ontology.errors import GraphError
from ontology.iri import BASE
from ontology.namespace import prefixes

_JSON = "application/sparql-results+json"
_TRIPLES = "application/n-triples, text/turtle;q=0.9, text/plain;q=0.5"
_UNION = {"union-default-graph": "true"}
_DECLARED = re.compile(r"\bPREFIX\s+([^\s:]*):", re.IGNORECASE)


class RemoteEngine:
    """Answers queries by asking an endpoint; an `Engine` of `kg.sparql`."""

    def __init__(self, endpoint: Endpoint, *, base: str = BASE) -> None:
        self.endpoint = endpoint
        self._base = base

    def run(self, sparql: str, *, limits: Limits = DEFAULT) -> Answer:
        """Return the answer; raise QueryError where the query is wrong, refused, or runs into a limit."""
        checked = gate.check(sparql)
        text = declared(sparql, prefixes(self._base))
        more = {} if checked.dataset else self._union
        if checked.form in ("SELECT", "ASK"):
            data, headers = self.endpoint.query(text, _JSON, limits, **more)
            found = _results(data)
            return _truth(found) if checked.form == "ASK" else _table(found, headers, limits)
        data, headers = self.endpoint.query(text, _TRIPLES, limits, **more)
        return _graph(data, headers, limits)

    def close(self) -> None:
        """Close the connections."""
        self.endpoint.close()

    @cached_property
    def _union(self) -> Mapping[str, str]:
        """What a request must say for the default graph to be the union of all graphs."""
        if self._ask("ASK { ?s ?p ?o }") or not self._ask("ASK { GRAPH ?g { ?s ?p ?o } }"):
            return {}
        return _UNION if self._ask("ASK { ?s ?p ?o }", **_UNION) else {}

    def _ask(self, sparql: str, **more: str) -> bool:
        return _truth(_results(self.endpoint.query(sparql, _JSON, DEFAULT, **more)[0])).value


def declared(sparql: str, known: Mapping[str, str]) -> str:
    """Return a query that declares each of our prefixes that it uses and does not declare itself."""
    own = set(_DECLARED.findall(sparql))
    names = (match[0].partition(":")[0] for match in gate.tokens(sparql) if match.lastgroup == "name")
    used = sorted(set(names) & known.keys() - own)
    return "".join(f"PREFIX {name}: <{known[name]}>\n" for name in used) + sparql


def _results(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except ValueError as error:
        raise GraphError("the endpoint answers something other than SPARQL results in JSON") from error
    if not isinstance(found, dict) or "head" not in found or not ("boolean" in found or "results" in found):
        raise GraphError("the endpoint answers something other than SPARQL results in JSON")
    return found


def _truth(found: Mapping[str, Any]) -> Answer:
    """Return the answer to ASK; Virtuoso gives it as a table of one number."""
    if "boolean" in found:
        return Answer("ask", value=bool(found["boolean"]))
    terms = [term for row in found["results"]["bindings"] for term in row.values()]
    return Answer("ask", value=any(term["value"] not in ("0", "false") for term in terms))


def _table(found: Mapping[str, Any], headers: httpx.Headers, limits: Limits) -> Answer:
    if "results" not in found:
        raise GraphError("the endpoint answers a SELECT with no table")
    rows = found["results"]["bindings"]
    cut = len(rows) > limits.rows or more(found, headers)
    body = {"head": {"vars": found["head"].get("vars", [])}, "results": {"bindings": rows[: limits.rows]}}
    for row in body["results"]["bindings"]:
        for term in row.values():
            if term["type"] == "typed-literal":  # Virtuoso still writes a draft of the recommendation
                term["type"] = "literal"
    return Answer("select", truncated=cut, body=json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"))


def more(found: Mapping[str, Any], headers: httpx.Headers) -> bool:
    """Say whether the endpoint says that it has cut its answer: we do, and so does Virtuoso."""
    return bool(found["head"].get("truncated")) or "x-truncated" in headers or "x-sparql-maxrows" in headers


def _graph(data: bytes, headers: httpx.Headers, limits: Limits) -> Answer:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    form = {"text/turtle": ox.RdfFormat.TURTLE}.get(kind, ox.RdfFormat.N_TRIPLES)
    if kind not in ("text/turtle", "application/n-triples", "text/plain"):
        raise GraphError(f"the endpoint gives a graph as {kind or 'nothing'}; Turtle or N-Triples is needed")
    try:
        lines = [f"{quad.triple} .\n" for quad in ox.parse(data, format=form)]
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"the endpoint gives a graph that cannot be read: {error}") from error
    cut = len(lines) > limits.rows or "x-truncated" in headers or "x-sparql-maxrows" in headers
    return Answer("graph", truncated=cut, body="".join(lines[: limits.rows]).encode())


class RemoteView(View):
    """A graph behind an endpoint, to read: each pattern of quads is one request, so prefer queries for many."""

    def __init__(self, engine: RemoteEngine, *, base: str = BASE) -> None:
        self._engine = engine
        self.base = base

    @classmethod
    def connect(cls, endpoint: Endpoint, *, base: str = BASE) -> Self:
        """Return a view of an endpoint."""
        return cls(RemoteEngine(endpoint, base=base), base=base)

    @property
    def native(self) -> ox.Store:
        """There is none: raises GraphError."""
        raise GraphError("this needs the graph's own folder: a graph behind an endpoint can be queried and walked")

    def query(self, sparql: str, *, values: Mapping[str, Object] | None = None) -> Result:
        """Return what `sparql` asks for; `values` binds its variables to terms, safe from injection."""
        bound = "".join(f"\nVALUES ?{name} {{ {term} }}" for name, term in (values or {}).items())
        answer = self._engine.run(sparql + bound)
        if answer.kind == "ask":
            return _found(ox.Store(), "ASK {}" if answer.value else "ASK { <urn:none> ?p ?o }")
        if answer.kind == "select":
            return answer.solutions()
        store = ox.Store()
        store.extend(ox.Quad(*triple) for triple in answer.triples())
        return _found(store, "CONSTRUCT WHERE { ?s ?p ?o }")

    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: Object | None = None,  # noqa: A002 - the name RDF has for it
        graph: ox.NamedNode | ox.DefaultGraph | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield the quads that match, of every named graph unless one is given; None matches anything."""
        parts = (_term(subject, "?s"), _term(predicate, "?p"), _term(object, "?o"))
        pattern = " ".join(parts)
        known = {"s": subject, "p": predicate, "o": object, "g": graph}
        wanted = [f"?{name}" for name in "spog" if known[name] is None]
        # A graph of which nothing is left open is asked for as one row.
        where = f"GRAPH ?g {{ {pattern} }}"
        if graph is not None and graph != UNION:
            where = f"GRAPH {graph} {{ {pattern} }}"
        for row in self._rows(f"SELECT DISTINCT {' '.join(wanted) or '(1 AS ?one)'} WHERE {{ {where} }}"):
            s, p, o, g = (known[name] if known[name] is not None else row[name] for name in "spog")
            yield ox.Quad(s, p, o, g)  # type: ignore[arg-type]

    def _rows(self, sparql: str) -> Iterator[ox.QuerySolution]:
        """Yield all rows of a query, page by page where the endpoint gives no more at once."""
        start = 0
        while True:
            page = f" LIMIT {_WHOLE.rows} OFFSET {start}" if start else ""  # Virtuoso takes no OFFSET without LIMIT
            answer = self._engine.run(sparql + page, limits=_WHOLE)
            yield from answer.solutions()
            if not answer.truncated or not len(answer):
                return
            start += len(answer)

    def graphs(self) -> list[ox.NamedNode]:
        """Return the names of all graphs, sorted."""
        rows = self._rows("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        return sorted((row["g"] for row in rows), key=lambda name: name.value)

    def __len__(self) -> int:
        (row,) = self._engine.run("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
        return int(str(row["n"]))


# A whole pattern, cut only where the server cuts.
_WHOLE = Limits(seconds=300, rows=10_000_000, bytes=1 << 30)


def _term(term: Subject | Object | None, variable: str) -> str:
    if term is None:
        return variable
    if isinstance(term, ox.BlankNode):
        raise GraphError("a blank node of a graph behind an endpoint cannot be asked for")
    return str(term)


def _found(store: ox.Store, sparql: str) -> Result:
    return store.query(sparql)


def copy(view: View, endpoint: Endpoint, *, union: bool) -> None:
    """Upload every graph of a view; with `union` also their union as the default graph, as our own stores have it."""
    for graph in view.graphs():
        endpoint.upload(graph.value, _turtle(view.quads(graph=graph)))
    if union:
        endpoint.upload(None, _turtle(view.quads(graph=UNION)))


def _turtle(quads: Iterator[ox.Quad]) -> bytes:
    return ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
