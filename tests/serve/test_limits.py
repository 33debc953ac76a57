"""Hostile queries: each ends in time with an answer that says so, and the server goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg.sparql import Limits
from kg.store import canonical_nquads, open_current
from tests.serve import hostile
from tests.serve.running import BEARER, own_size, resident, serving

SECONDS = 2.0
ALL = "SELECT * { ?s ?p ?o . ?a ?b ?c }"


@pytest.fixture(scope="module")
def short(graph: Path) -> Iterator[httpx.Client]:
    """Return a client of a server whose queries may take two seconds and 768 MB."""
    with serving(graph, limits=Limits(seconds=SECONDS, memory=768 << 20, rows=1000, bytes=64 << 20)) as client:
        yield client


def ask(client: httpx.Client, query: str) -> httpx.Response:
    """Send a query."""
    return client.post("/sparql", data={"query": query})


@pytest.mark.parametrize("shape", ["cross join", "order by", "values"])
def test_an_expensive_query_is_stopped(short: httpx.Client, shape: str) -> None:
    expensive(short, shape)


@pytest.mark.slow
@pytest.mark.parametrize("shape", sorted(hostile.EXPENSIVE))
def test_every_expensive_query_is_stopped(short: httpx.Client, shape: str) -> None:
    expensive(short, shape)


def expensive(client: httpx.Client, shape: str) -> None:
    """Send an expensive query; the reply comes in time, says so, and the next query is answered."""
    largest = [0]
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(done, largest))
    watch.start()
    begun = time.monotonic()
    reply = ask(client, hostile.EXPENSIVE[shape])
    took = time.monotonic() - begun
    done.set()
    watch.join()
    assert reply.status_code in (408, 503), reply.text
    assert "longer than 2 s" in reply.text or "more than 768 MB" in reply.text
    assert took <= SECONDS + 1
    assert largest[0] <= 1 << 30
    assert ask(client, "ASK {}").json()["boolean"] is True


def _watch(done: threading.Event, largest: list[int]) -> None:
    while not done.wait(0.02):
        largest[0] = max([largest[0], *resident("kg.serve.worker").values()])


def test_no_process_is_left_behind(graph: Path) -> None:
    run_over(graph, 8)


@pytest.mark.slow
def test_no_process_is_left_behind_by_a_thousand(graph: Path) -> None:
    run_over(graph, 1000)


def run_over(graph: Path, times: int) -> None:
    """Let so many queries run into the limit of time; as many processes are there after as before."""
    before = resident("kg.serve.worker")
    with serving(graph, limits=Limits(seconds=0.1, rows=10), workers=2) as client:
        for _ in range(times):
            assert ask(client, hostile.EXPENSIVE["cross join"]).status_code == 503
        time.sleep(1)
        assert len(resident("kg.serve.worker")) <= len(before) + 2
    assert resident("kg.serve.worker").keys() <= before.keys()


@pytest.mark.parametrize("family", sorted(hostile.BRACKETS))
def test_deep_nesting_is_refused(short: httpx.Client, family: str) -> None:
    """Each is refused, and as soon as a query of three words that is none: nothing reads to its end what is so deep."""
    plain = refused(short, "SELECT * {")
    for depth in hostile.DEPTHS:
        assert refused(short, hostile.nested(family, depth)) < 25 * plain


def refused(client: httpx.Client, query: str) -> float:
    """Return the seconds in which a server refuses a query, the least of three."""
    headers = {"content-type": "application/sparql-query"}
    replies = [client.post("/sparql", content=query, headers=headers) for _ in range(3)]
    assert {reply.status_code for reply in replies} <= {400, 413}, replies[0].text
    return min(reply.elapsed.total_seconds() for reply in replies)


@pytest.mark.parametrize("depth", [3_000, pytest.param(50_000, marks=pytest.mark.slow)])
def test_deep_data_is_stopped(writing: httpx.Client, depth: int) -> None:
    """Turtle may nest too: whatever the engine does with it, the server goes on."""
    for opening, closing in (("[ <urn:p> ", "]"), ("(", ")"), ("<< ", " <urn:p> <urn:o> >>")):
        data = f"<urn:s> <urn:p> {opening * depth}<urn:x>{closing * depth} ."
        headers = {**BEARER, "content-type": "text/turtle"}
        reply = writing.put("/store?graph=urn:deep", content=data.encode(), headers=headers)
        assert reply.status_code in (201, 204, 400, 503)
        assert ask(writing, "ASK {}").json()["boolean"] is True


def test_nothing_changes_a_server_that_only_reads(reading: httpx.Client, graph: Path) -> None:
    before = canonical_nquads(open_current(graph))
    updates = hostile.changes()
    assert len(updates) >= 55
    for text in updates:
        for reply in (
            reading.get("/sparql", params={"query": text}),
            reading.get("/sparql", params={"update": text}),
            reading.post("/sparql", data={"query": text}, headers=BEARER),
            reading.post("/sparql", data={"update": text}, headers=BEARER),
            reading.post("/sparql", content=text, headers={"content-type": "application/sparql-query"}),
            reading.post("/sparql", content=text, headers={"content-type": "application/sparql-update", **BEARER}),
        ):
            assert 400 <= reply.status_code < 500, text
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        for path in ("/store?default", "/store?graph=urn:g", "/store/g", "/sparql?query=ASK{}", "/"):
            reply = reading.request(method, path, content=b"<urn:a> <urn:b> 1 .", headers=BEARER)
            assert 400 <= reply.status_code < 500, (method, path)
    assert canonical_nquads(open_current(graph)) == before


def test_get_never_changes_a_server_that_takes_changes(writing: httpx.Client) -> None:
    def everything() -> list[bytes]:
        reply = writing.get("/store?graph=urn:get", headers={"accept": "application/n-triples"})
        return sorted(reply.content.splitlines())

    headers = {**BEARER, "content-type": "text/turtle"}
    writing.put("/store?graph=urn:get", content=b"<urn:a> <urn:b> 1 .", headers=headers)
    before = everything()
    for text in hostile.changes():
        for method in ("GET", "HEAD"):
            for name in ("query", "update"):
                reply = writing.request(method, "/sparql", params={name: text}, headers=BEARER)
                assert 400 <= reply.status_code < 500, text
    assert everything() == before


# ---- how much comes back


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_a_table_that_is_cut_says_so_in_every_format(short: httpx.Client, form: str) -> None:
    reply = short.get("/sparql", params={"query": ALL, "format": form})
    assert reply.headers["x-truncated"] == "rows=1000"
    assert "truncated" in (reply.text[:200] if form == "json" else reply.text[-200:])
    if form in ("json", "xml"):
        found = ox.parse_query_results(
            reply.content, format=ox.QueryResultsFormat.from_media_type(reply.headers["content-type"])
        )
        assert isinstance(found, ox.QuerySolutions)
        assert sum(1 for _ in found) == 1000


@pytest.mark.parametrize("form", ["turtle", "ntriples", "rdfxml"])
def test_a_graph_that_is_cut_says_so(short: httpx.Client, form: str) -> None:
    query = "CONSTRUCT { ?s ?b ?c } { ?s ?p ?o . ?a ?b ?c }"
    reply = short.get("/sparql", params={"query": query, "format": form})
    assert reply.headers["x-truncated"] == "rows=1000"
    assert "truncated" in reply.text[-200:]
    assert (
        len(list(ox.parse(reply.content, format=ox.RdfFormat.from_media_type(reply.headers["content-type"])))) == 1000
    )


def test_a_page_that_is_cut_says_so(short: httpx.Client) -> None:
    reply = short.get("/query", params={"query": ALL})
    assert "已截断" in reply.text
    assert reply.text.count("<tr>") == 501


def test_what_is_whole_does_not_say_it_is_cut(short: httpx.Client) -> None:
    reply = short.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 1000"})
    assert "x-truncated" not in reply.headers
    assert "truncated" not in reply.text


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_million_rows_take_little_memory(graph: Path, form: str) -> None:
    numbers = " ".join(str(number) for number in range(1000))
    query = f"SELECT ?a ?b ('一些文字' AS ?c) {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}"
    limits = Limits(seconds=120, memory=1 << 30, rows=2_000_000, bytes=1 << 30)
    before = resident("kg.serve.worker")
    with serving(graph, limits=limits, workers=1) as client:
        largest, size = 0, own_size()
        with client.stream("GET", "/sparql", params={"query": query, "format": form}) as reply:
            lines = 0
            for part in reply.iter_bytes():
                lines += part.count(b"\n")
                child = (one for pid, one in resident("kg.serve.worker").items() if pid not in before)
                largest = max(largest, sum(child) + own_size() - size)
        assert lines >= 1_000_000
        assert largest < 300 << 20
