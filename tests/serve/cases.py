"""Requests that the SPARQL 1.1 Protocol defines, with what must come of each.

Written from the recommendation (https://www.w3.org/TR/sparql11-protocol/); the cases bear the names of those in the
W3C test suite (w3c/rdf-tests, sparql11/protocol), which has one for each rule. They suppose three graphs, DATA1 to
DATA3, in each of which the graph's own IRI has a type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

DATA1, DATA2, DATA3 = (f"http://graphs.example/data{number}" for number in (1, 2, 3))
DOCUMENT = "http://terms.example/Document"
FOUND = "http://terms.example/Found"
TARGET = "http://graphs.example/target"

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

GOOD, BAD = range(200, 400), range(400, 500)


@dataclass(frozen=True, slots=True)
class Step:
    """One request and what is expected: a status, and `true`, `table`, `rdf` or nothing."""

    method: str = "GET"
    address: tuple[tuple[str, str], ...] = ()
    kind: str | None = None
    body: str | bytes = ""
    status: range = GOOD
    expected: str = ""

    @property
    def url(self) -> str:
        """The path with its query."""
        return "/sparql/" + ("?" + urlencode(self.address) if self.address else "")

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the request."""
        return {} if self.kind is None else {"content-type": self.kind}


@dataclass(frozen=True, slots=True)
class Case:
    """A rule of the protocol as one or more requests."""

    name: str
    steps: tuple[Step, ...] = field(default=())

    def __str__(self) -> str:
        return self.name


def _form(**fields: str) -> str:
    return urlencode(fields)


def _post(kind: str | None, body: str | bytes, *address: tuple[str, str], **rest: object) -> Step:
    return Step("POST", address, kind, body, **rest)  # type: ignore[arg-type]


def _typed(*graphs: str) -> str:
    return " ".join(f"<{graph}> a ?type{number} ." for number, graph in enumerate(graphs))


def _named(*graphs: str) -> str:
    return " ".join(f"GRAPH ?g{number} {{ <{graph}> a ?t{number} }}" for number, graph in enumerate(graphs))


NOWHERE = ("default-graph-uri", "http://graphs.example/data0")
_DEFAULTS = (("default-graph-uri", DATA1), ("default-graph-uri", DATA2))
_NAMED = (("named-graph-uri", DATA1), ("named-graph-uri", DATA2))
_BOTH = f"ASK {{ {_typed(DATA1, DATA2)} }}"
_BOTH_NAMED = f"ASK {{ {_named(DATA1, DATA2)} }}"

QUERIES = (
    Case("query_get", (Step(address=(("query", "ASK {}"), NOWHERE), expected="true"),)),
    Case("query_post_form", (_post(FORM, _form(query="ASK {}"), NOWHERE, expected="true"),)),
    Case("query_post_direct", (_post(QUERY, "ASK {}", expected="true"),)),
    Case("query_dataset_default_graphs_get", (Step(address=(("query", _BOTH), *_DEFAULTS), expected="true"),)),
    Case("query_dataset_default_graphs_post", (_post(QUERY, _BOTH, *_DEFAULTS, expected="true"),)),
    Case("query_dataset_named_graphs_get", (Step(address=(("query", _BOTH_NAMED), *_NAMED), expected="true"),)),
    Case("query_dataset_named_graphs_post", (_post(QUERY, _BOTH_NAMED, *_NAMED, expected="true"),)),
    Case(
        "query_dataset_full",
        (
            _post(
                QUERY,
                f"ASK {{ {_typed(DATA3)} {_named(DATA1, DATA2)} FILTER NOT EXISTS {{ <{DATA1}> a ?other }} }}",
                ("default-graph-uri", DATA3),
                *_NAMED,
                expected="true",
            ),
        ),
    ),
    Case(
        "query_multiple_dataset",
        (_post(QUERY, f"ASK FROM <{DATA3}> {{ {_named(DATA1, DATA2)} }}", *_NAMED, expected="true"),),
    ),
    Case("query_content_type_select", (_post(QUERY, "SELECT (1 AS ?value) {}", NOWHERE, expected="table"),)),
    Case("query_content_type_ask", (_post(QUERY, "ASK {}", NOWHERE, expected="true"),)),
    Case("query_content_type_describe", (_post(QUERY, "DESCRIBE <http://example.org/>", NOWHERE, expected="rdf"),)),
    Case("query_content_type_construct", (_post(QUERY, "CONSTRUCT { <s> <p> 1 } WHERE {}", NOWHERE, expected="rdf"),)),
    Case("bad_query_method", (Step("PUT", (("query", "ASK {}"), NOWHERE), FORM, status=BAD),)),
    Case("bad_multiple_queries", (Step(address=(("query", "ASK {}"), ("query", "SELECT * {}")), status=BAD),)),
    Case("bad_query_wrong_media_type", (_post("text/plain", "ASK {}", status=BAD),)),
    Case("bad_query_missing_form_type", (_post(None, _form(query="ASK {}"), status=BAD),)),
    Case("bad_query_missing_direct_type", (_post(None, "ASK {}", status=BAD),)),
    Case("bad_query_non_utf8", (_post(f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16"), status=BAD),)),
    Case("bad_query_syntax", (Step(address=(("query", "ASK {"),), status=BAD),)),
)


def _fill(*graphs: str) -> str:
    return "DROP ALL ; INSERT DATA { " + " ".join(f"GRAPH <{g}> {{ <{g}> a <{DOCUMENT}> }}" for g in graphs) + " }"


def _copied(*graphs: str, without: str = "") -> Step:
    inside = " ".join(f"<{graph}> a <{FOUND}> ." for graph in graphs)
    outside = f"FILTER NOT EXISTS {{ GRAPH <{TARGET}> {{ <{without}> ?p ?o }} }}" if without else ""
    return _post(QUERY, f"ASK {{ GRAPH <{TARGET}> {{ {inside} }} {outside} }}", expected="true")


_COPY = f"INSERT {{ GRAPH <{TARGET}> {{ ?s a <{FOUND}> }} }} WHERE"

UPDATES = (
    Case(
        "update_dataset_default_graph",
        (
            _post(UPDATE, f"{_fill(DATA1)} ; {_COPY} {{ ?s a <{DOCUMENT}> }}", ("using-graph-uri", DATA1)),
            _copied(DATA1),
        ),
    ),
    Case(
        "update_dataset_default_graphs",
        (
            _post(
                UPDATE,
                f"{_fill(DATA1, DATA2, DATA3)} ; {_COPY} {{ ?s a <{DOCUMENT}> }}",
                ("using-graph-uri", DATA1),
                ("using-graph-uri", DATA2),
            ),
            _copied(DATA1, DATA2, without=DATA3),
        ),
    ),
    Case(
        "update_dataset_named_graphs",
        (
            _post(
                UPDATE,
                f"{_fill(DATA1, DATA2, DATA3)} ; {_COPY} {{ GRAPH ?g {{ ?s a <{DOCUMENT}> }} }}",
                ("using-named-graph-uri", DATA1),
                ("using-named-graph-uri", DATA2),
            ),
            _copied(DATA1, DATA2, without=DATA3),
        ),
    ),
    Case(
        "update_dataset_full",
        (
            _post(
                UPDATE,
                f"{_fill(DATA1, DATA2, DATA3)} ; INSERT {{ GRAPH <{TARGET}> {{ ?s <{FOUND}> ?in }} }} WHERE {{"
                f" {{ GRAPH ?g {{ ?s a <{DOCUMENT}> }} BIND(?g AS ?in) }} UNION"
                f" {{ ?s a <{DOCUMENT}> BIND('default' AS ?in) }} }}",
                ("using-graph-uri", DATA1),
                ("using-named-graph-uri", DATA2),
            ),
            _post(
                QUERY,
                f"ASK {{ GRAPH <{TARGET}> {{ <{DATA1}> <{FOUND}> 'default' . <{DATA2}> <{FOUND}> <{DATA2}> }}"
                f" FILTER NOT EXISTS {{ GRAPH <{TARGET}> {{ <{DATA3}> ?p ?o }} }} }}",
                expected="true",
            ),
        ),
    ),
    Case("update_post_form", (_post(FORM, _form(update="CLEAR ALL")),)),
    Case("update_post_direct", (_post(UPDATE, "CLEAR ALL"),)),
    Case(
        "update_base_uri",
        (
            _post(
                UPDATE,
                f"DROP SILENT GRAPH <{TARGET}> ; INSERT DATA {{ GRAPH <{TARGET}> {{ <{DATA1}> <{FOUND}> <test> }} }}",
            ),
            _post(
                QUERY,
                f"ASK {{ GRAPH <{TARGET}> {{ <{DATA1}> <{FOUND}> ?o }} FILTER(STRSTARTS(STR(?o), 'http')) }}",
                expected="true",
            ),
        ),
    ),
    Case("bad_update_get", (Step(address=(("update", "CLEAR ALL"),), status=BAD),)),
    Case("bad_multiple_updates", (_post(FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", status=BAD),)),
    Case("bad_update_wrong_media_type", (_post("text/plain", "CLEAR NAMED", status=BAD),)),
    Case("bad_update_missing_form_type", (_post(None, _form(update="CLEAR NAMED"), status=BAD),)),
    Case("bad_update_non_utf8", (_post(f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16"), status=BAD),)),
    Case("bad_update_syntax", (_post(FORM, _form(update="CLEAR XYZ"), status=BAD),)),
    Case(
        "bad_update_dataset_conflict",
        (
            _post(
                UPDATE,
                f"WITH <{DATA1}> DELETE {{ ?s a ?t }} INSERT {{ ?s a <{FOUND}> }} WHERE {{ ?s a ?t }}",
                ("using-named-graph-uri", DATA2),
                status=BAD,
            ),
        ),
    ),
)
