"""The SPARQL 1.1 Protocol: all 34 cases of a server that takes changes, and the same of one that does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg.store import STORE, current_version
from tests.kg.factory import small_graph
from tests.serve.cases import BAD, DATA1, DATA2, DATA3, DOCUMENT, QUERIES, QUERY, UPDATE, UPDATES, Case, Step
from tests.serve.running import BEARER, TOKEN, serving

TABLE = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
RDF = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
TRUE = b"true"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph with the three graphs that the cases suppose."""
    folder = small_graph(tmp_path_factory.mktemp("protocol"))
    store = ox.Store(str(current_version(folder) / STORE))
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    for iri in (DATA1, DATA2, DATA3):
        node = ox.NamedNode(iri)
        store.add(ox.Quad(node, kind, ox.NamedNode(DOCUMENT), node))
    store.flush()
    return folder


@pytest.fixture(scope="module")
def read_only(folder: Path) -> Iterator[httpx.Client]:
    """Return a client of a server that only reads."""
    with serving(folder) as client:
        yield client


@pytest.fixture(scope="module")
def writable(folder: Path) -> Iterator[httpx.Client]:
    """Return a client of a server that takes changes, with the token."""
    with serving(folder, token=TOKEN) as client:
        client.headers.update(BEARER)
        yield client


def check(client: httpx.Client, step: Step) -> None:
    """Send one request and check what comes back."""
    body = step.body.encode() if isinstance(step.body, str) else step.body
    reply = client.request(step.method, step.url, content=body or None, headers=dict(step.headers))
    assert reply.status_code in step.status, reply.text
    kind = reply.headers["content-type"].partition(";")[0]
    if step.expected == "true":
        assert kind in TABLE
        assert reply.json()["boolean"] is True
    elif step.expected:
        assert kind in (TABLE if step.expected == "table" else RDF)


@pytest.mark.parametrize("case", QUERIES, ids=str)
def test_a_server_that_only_reads_answers_queries(read_only: httpx.Client, case: Case) -> None:
    for step in case.steps:
        check(read_only, step)


@pytest.mark.parametrize("case", UPDATES, ids=str)
def test_a_server_that_only_reads_refuses_updates(read_only: httpx.Client, case: Case) -> None:
    step = case.steps[0]
    body = step.body.encode() if isinstance(step.body, str) else step.body
    reply = read_only.request(step.method, step.url, content=body or None, headers={**step.headers, **BEARER})
    assert reply.status_code in BAD


@pytest.mark.parametrize("case", [*QUERIES, *UPDATES], ids=str)
def test_a_writable_server_follows_the_whole_protocol(writable: httpx.Client, case: Case) -> None:
    for step in case.steps:
        check(writable, step)


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer wrong"}, {"authorization": f"Basic {TOKEN}"}])
def test_an_update_needs_the_token(writable: httpx.Client, headers: dict[str, str]) -> None:
    bare = httpx.post(f"{writable.base_url}/sparql", content="CLEAR ALL", headers={"content-type": UPDATE, **headers})
    assert (bare.status_code, bare.headers["www-authenticate"]) == (401, "Bearer")


def test_delete_where_reads_only_the_graphs_of_the_request(writable: httpx.Client) -> None:
    fill = f"DROP ALL ; INSERT DATA {{ GRAPH <{DATA1}> {{ <{DATA1}> a <{DOCUMENT}> }} <{DATA2}> a <{DOCUMENT}> }}"
    writable.post("/sparql", content=fill, headers={"content-type": UPDATE})
    where = f"DELETE WHERE {{ ?s a <{DOCUMENT}> }}"
    done = writable.post("/sparql", params={"using-graph-uri": DATA1}, content=where, headers={"content-type": UPDATE})
    assert done.status_code == 200
    left = writable.post("/sparql", content=f"ASK {{ <{DATA2}> a ?t }}", headers={"content-type": QUERY})
    assert left.json()["boolean"] is True


def test_what_was_written_is_there_after_a_restart(tmp_path: Path) -> None:
    folder = small_graph(tmp_path)
    with serving(folder, token=TOKEN) as client:
        update = "INSERT DATA { GRAPH <urn:mine> { <urn:s> <urn:p> 1 } }"
        assert client.post("/sparql", data={"update": update}, headers=BEARER).status_code == 200
    with serving(folder, token=TOKEN) as client:
        assert client.get("/sparql", params={"query": "ASK { <urn:s> <urn:p> 1 }"}).json()["boolean"] is True
    with serving(folder) as client:
        assert client.get("/sparql", params={"query": "ASK { <urn:s> <urn:p> 1 }"}).json()["boolean"] is False
