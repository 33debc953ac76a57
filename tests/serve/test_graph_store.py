"""The SPARQL 1.1 Graph Store HTTP Protocol.

Written from the recommendation (https://www.w3.org/TR/sparql11-http-rdf-update/); the order and names of the first
test's steps are those of the W3C test suite (w3c/rdf-tests, sparql11/http-rdf-update).
"""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest

from tests.kg.factory import small_graph
from tests.serve.running import BEARER, TOKEN, serving

TURTLE = {"content-type": "text/turtle; charset=utf-8"}
PERSON = "/store/person/1.ttl"
OTHER = "/store/person/2.ttl"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Return a client, with the token, of a server that takes changes."""
    with serving(small_graph(tmp_path_factory.mktemp("store")), token=TOKEN) as found:
        found.headers.update(BEARER)
        yield found


def turtle(name: str) -> str:
    """Return a person with a card as Turtle, the card a blank node."""
    return f"@prefix : <http://terms.example/> . <#me> a :Person ; :card [ a :Card ; :name '{name}' ] ."


def names(client: httpx.Client, path: str) -> list[str]:
    """Return the names on the cards of a graph."""
    reply = client.get(path, headers={"accept": "application/n-triples"})
    assert reply.status_code == 200
    triples = ox.parse(reply.content, format=ox.RdfFormat.N_TRIPLES)
    return sorted(one.object.value for one in triples if isinstance(one.object, ox.Literal))


def test_the_steps_of_the_test_suite(client: httpx.Client) -> None:
    def send(method: str, path: str, body: str = "", headers: dict[str, str] = TURTLE) -> int:
        return client.request(method, path, content=body.encode() or None, headers=headers).status_code

    base = str(client.base_url)
    # put__initial_state, get_of_put__initial_state
    assert send("PUT", PERSON, turtle("一")) == 201
    assert names(client, f"/store?graph={base}{PERSON}") == ["一"]
    # put__graph_already_in_store, get_of_put__graph_already_in_store
    assert send("PUT", PERSON, turtle("二")) == 204
    assert names(client, PERSON) == ["二"]
    # put__default_graph, get_of_put__default_graph
    assert send("PUT", "/store?default", turtle("三")) == 201
    assert names(client, "/store?default") == ["三"]
    # put__mismatched_payload
    assert send("PUT", "/store?default", turtle("四"), {"content-type": "application/n-triples"}) == 400
    assert names(client, "/store?default") == ["三"]
    # delete__existing_graph, get_of_delete__existing_graph, delete__nonexistent_graph
    assert send("PUT", OTHER, turtle("五")) == 201
    assert send("DELETE", OTHER) == 200
    assert send("GET", OTHER, headers={}) == 404
    assert send("DELETE", OTHER) == 404
    # post__existing_graph, get_of_post__existing_graph
    assert send("POST", PERSON, "<#me> <http://terms.example/family> '六' .") == 200
    assert names(client, PERSON) == ["二", "六"]
    # post__multipart_formdata, get_of_post__multipart_formdata
    kind = {"content-type": "multipart/form-data; boundary=edge"}
    part = '--edge\r\nContent-Disposition: form-data; name="{0}"; filename="{0}.ttl"\r\nContent-Type: text/turtle\r\n'
    body = f"{part.format('a')}\r\n<#me> <http://terms.example/a> '七' .\r\n{part.format('b')}\r\n"
    assert send("POST", PERSON, f"{body}<#me> <http://terms.example/b> '八' .\r\n--edge--\r\n", kind) == 200
    assert names(client, PERSON) == sorted(["二", "六", "七", "八"])
    # post__create__new_graph, get_of_post__create__new_graph, get_of_post__after_noop
    made = client.post("/store", content=turtle("九").encode(), headers=TURTLE)
    assert made.status_code == 201
    new = made.headers["location"]
    assert names(client, new) == ["九"]
    assert client.post(new, content=b"", headers=TURTLE).status_code == 200
    assert names(client, new) == ["九"]
    # head_on_an_existing_graph, head_on_a_nonexisting_graph
    assert send("HEAD", PERSON) == 200
    assert send("HEAD", "/store/person/4.ttl") == 404


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_a_graph_comes_in_each_format(client: httpx.Client, accept: str) -> None:
    client.put("/store?graph=urn:formats", content=turtle("甲").encode(), headers=TURTLE)
    reply = client.get("/store?graph=urn:formats", headers={"accept": accept})
    assert reply.headers["content-type"].partition(";")[0] == accept
    form = ox.RdfFormat.from_media_type(accept)
    assert len(list(ox.parse(reply.content, format=form, base_iri="urn:formats"))) == 4


@pytest.mark.parametrize("kind", ["application/rdf+xml", "application/ld+json", "image/png", ""])
def test_what_may_fetch_or_expand_is_not_read(client: httpx.Client, kind: str) -> None:
    headers = {"content-type": kind} if kind else {}
    assert client.put("/store?graph=urn:x", content=b"<a/>", headers=headers).status_code == 415


@pytest.mark.parametrize(
    "path", ["/store", "/store?graph=javascript:1", "/store?graph=file:///etc/passwd", "/store?graph=urn:a&default"]
)
def test_which_graph_must_be_clear(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 400


def test_a_graph_is_empty_after_an_empty_upload(client: httpx.Client) -> None:
    assert client.put("/store?graph=urn:empty", content=b"", headers=TURTLE).status_code == 201
    assert client.get("/store?graph=urn:empty", headers={"accept": "application/n-triples"}).content == b""


def test_without_the_token_nothing_changes(client: httpx.Client) -> None:
    client.put("/store?graph=urn:kept", content=turtle("乙").encode(), headers=TURTLE)
    for method in ("PUT", "POST", "DELETE"):
        url = f"{client.base_url}/store?graph=urn:kept"
        assert httpx.request(method, url, content=b"", headers=TURTLE).status_code == 401
    assert names(client, "/store?graph=urn:kept") == ["乙"]


def test_a_server_that_only_reads_gives_graphs_and_takes_none(reading: httpx.Client) -> None:
    divisions = "/store?graph=https://w3id.org/xianzhi/id/graph/divisions"
    before = reading.get(divisions, headers={"accept": "application/n-triples"})
    assert before.status_code == 200
    for method in ("PUT", "POST", "DELETE"):
        reply = reading.request(method, divisions, content=b"", headers={**TURTLE, **BEARER})
        assert reply.status_code == 403
    after = reading.get(divisions, headers={"accept": "application/n-triples"}).content
    assert sorted(after.splitlines()) == sorted(before.content.splitlines())


def test_a_large_graph_is_taken_with_the_token(client: httpx.Client) -> None:
    lines = "".join(f"<urn:s{number}> <urn:p> 'a line of some length, number {number}' .\n" for number in range(10_000))
    assert len(lines) > 256 * 1024
    assert client.put("/store?graph=urn:large", content=lines.encode(), headers=TURTLE).status_code == 201
    query = "SELECT (COUNT(*) AS ?n) FROM <urn:large> { ?s ?p ?o }"
    reply = client.get("/sparql", params={"query": query}).json()
    assert reply["results"]["bindings"][0]["n"]["value"] == "10000"
