"""HTTP as it comes from the open network: who may call, how much, how slowly, and what a page may do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import KnowledgeGraph
from kg.serve.formats import GRAPHS, TABLES, choose
from kg.serve.guard import hostname
from ontology.errors import XianzhiError
from tests.serve.running import BEARER, TOKEN, serving

ASK = {"query": "ASK {}"}
# A body that does not come.
SLOW = (
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 9\r\n\r\nA"
)


@pytest.fixture(scope="module")
def quick(graph: Path) -> Iterator[httpx.Client]:
    """Return a client of a server that waits one second for a body."""
    with serving(graph, slow=1.0, token=None) as client:
        yield client


# ---- names and origins


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example", "localhost.", "", "127.0.0.2", "[::2]:80"])
def test_a_foreign_host_name_is_refused(reading: httpx.Client, name: str) -> None:
    for method, path in (("GET", "/"), ("GET", "/sparql?query=ASK{}"), ("POST", "/sparql"), ("GET", "/store?default")):
        assert reading.request(method, path, headers={"host": name}).status_code == 421


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST:7001", "127.0.0.1", "[::1]:7001"])
def test_its_own_names_are_taken(reading: httpx.Client, name: str) -> None:
    assert reading.get("/sparql", params=ASK, headers={"host": name}).status_code == 200


def test_further_names_are_taken_when_they_are_given(graph: Path) -> None:
    with serving(graph, names=("graph.example",)) as client:
        assert client.get("/sparql", params=ASK, headers={"host": "graph.example:80"}).status_code == 200
        assert client.get("/sparql", params=ASK).status_code == 421


@pytest.mark.parametrize(("authority", "name"), [("A.b:1", "a.b"), ("[::1]:80", "::1"), ("[::1]", "::1"), ("", "")])
def test_names_are_read_without_their_port(authority: str, name: str) -> None:
    assert hostname(authority) == name


def test_other_sites_may_neither_read_nor_write(reading: httpx.Client, writing: httpx.Client) -> None:
    foreign = {"origin": "https://evil.example"}
    seen = reading.get("/sparql", params=ASK, headers=foreign)
    assert not [name for name in seen.headers if name.startswith("access-control")]
    asked = reading.options("/sparql", headers={**foreign, "access-control-request-method": "POST"})
    assert asked.status_code >= 400
    assert not [name for name in asked.headers if name.startswith("access-control")]
    assert writing.post("/sparql", data={"update": "CLEAR ALL"}, headers={**foreign, **BEARER}).status_code == 403
    own = {"origin": str(writing.base_url)}
    assert writing.post("/sparql", data=ASK, headers=own).status_code == 200


# ---- size and time


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_of_more_than_256_kb_is_refused(reading: httpx.Client, chunked: bool) -> None:
    data = b"query=ASK%7B%7D" + b"%20" * 100_000
    headers = {"content-type": "application/x-www-form-urlencoded"}
    content = (data[start : start + 10_000] for start in range(0, len(data), 10_000)) if chunked else data
    assert reading.post("/sparql", content=content, headers=headers).status_code == 413


def test_a_body_of_just_less_is_taken(reading: httpx.Client) -> None:
    text = "ASK {} #" + "x" * (256 * 1024 - 8)
    headers = {"content-type": "application/sparql-query"}
    assert reading.post("/sparql", content=text, headers=headers).status_code == 200
    assert reading.post("/sparql", content=text + "x", headers=headers).status_code == 413


def test_a_long_address_is_refused(reading: httpx.Client) -> None:
    assert 400 <= raw(reading, f"GET /sparql?query={'x' * 300_000} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()) < 500


def test_a_slow_body_is_cut(quick: httpx.Client) -> None:
    assert raw(quick, SLOW) == 408


@pytest.mark.slow
def test_a_slow_body_is_cut_not_before_ten_seconds(reading: httpx.Client) -> None:
    begun = time.monotonic()
    assert raw(reading, SLOW) == 408
    assert time.monotonic() - begun > 9


@pytest.mark.slow
def test_a_slow_head_is_cut_not_before_ten_seconds(reading: httpx.Client) -> None:
    begun = time.monotonic()
    assert raw(reading, b"GET /sparql HTTP/1.1\r\nHost: local") == 0
    assert time.monotonic() - begun > 9


@pytest.mark.slow
def test_idle_connections_do_not_keep_others_out(reading: httpx.Client) -> None:
    idle = [socket.create_connection((reading.base_url.host, reading.base_url.port or 80)) for _ in range(150)]
    try:
        assert reading.get("/sparql", params=ASK).status_code == 200
    finally:
        for one in idle:
            one.close()


def raw(client: httpx.Client, data: bytes) -> int:
    """Send bytes and return the status of the reply, 0 where the connection is closed without one."""
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=30) as connection:
        try:
            connection.sendall(data)
        except OSError:
            return 413 if not data else _status(connection)
        return _status(connection)


def _status(connection: socket.socket) -> int:
    try:
        found = connection.recv(4096).split(b" ")
    except ConnectionError:
        return 0
    return int(found[1]) if len(found) > 1 else 0


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /sparql?query=%FF%FE HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    ],
)
def test_malformed_http_is_refused(reading: httpx.Client, data: bytes) -> None:
    assert raw(reading, data) == 0 or 400 <= raw(reading, data) < 500
    assert reading.get("/sparql", params=ASK).status_code == 200


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["query", "update", "default-graph-uri", "format", "graph"]))
def test_any_bytes_are_answered_with_a_client_error(reading: httpx.Client, data: bytes, name: str) -> None:
    for path in (
        f"/sparql?{name}={quote(data)}",
        f"/store?{name}={quote(data)}",
        f"/saved/figures-of?{name}={quote(data)}",
    ):
        assert 200 <= reading.get(path).status_code < 500
    for kind in ("application/sparql-query", "application/x-www-form-urlencoded", "text/turtle"):
        assert 400 <= reading.post("/sparql", content=data or b"x", headers={"content-type": kind}).status_code < 500


# ---- what is promised of replies


def test_every_reply_forbids_scripts_and_foreign_resources(reading: httpx.Client) -> None:
    for path in ("/", "/sparql?query=ASK{}", "/nothing", "/query?query=x", "/saved/documents", "/style.css"):
        headers = reading.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "json"),
        ("text/csv", "csv"),
        ("text/*", "csv"),
        ("application/sparql-results+xml;q=0.9, application/sparql-results+json;q=0.8", "xml"),
        ("text/csv;q=0, */*", "json"),
        ("application/json", "json"),
        ("image/png", None),
        ("text/csv;q=x", None),
    ],
)
def test_the_best_format_is_chosen(accept: str, name: str | None) -> None:
    assert choose(accept, TABLES) == name


def test_a_type_that_is_not_offered_is_406(reading: httpx.Client) -> None:
    assert reading.get("/sparql", params=ASK, headers={"accept": "image/png"}).status_code == 406
    assert reading.get("/sparql", params={**ASK, "format": "turtle"}).status_code == 406
    assert list(GRAPHS) == ["turtle", "ntriples", "rdfxml", "jsonld"]


# ---- pages


def test_the_first_page_lists_the_saved_queries_in_both_languages(reading: httpx.Client) -> None:
    page = reading.get("/").text
    for words in ("现成的问题", "Saved questions", 'action="/saved/figures-of"', 'name="entity" required'):
        assert words in page
    assert "http:" not in page.replace("http://www.w3.org", "")
    assert "<script" not in page


def test_a_saved_query_is_answered_as_a_page_and_as_data(reading: httpx.Client) -> None:
    page = reading.get("/saved/figures-of", params={"entity": "富阳", "measure": ""})
    assert "1060.5亿元" in page.text
    assert "/saved/figures-of?entity=%E5%AF%8C%E9%98%B3&amp;format=csv" in page.text
    data = reading.get("/saved/figures-of", params={"entity": "富阳", "format": "json"}).json()
    assert len(data["results"]["bindings"]) == 2


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/saved/nothing", 404, "no saved query"),
        ("/saved/figures-of", 400, "needs ENTITY"),
        ("/saved/figures-of?entity=无此名", 404, "no entity is called"),
        ("/saved/figures-of?entity=富阳&since=soon", 400, "a date is written"),
        ("/query?query=SELECT", 400, "malformed"),
        ("/query?query=DROP+ALL", 400, "DROP is refused"),
        ("/query", 400, "this is no query"),
    ],
)
def test_what_goes_wrong_is_said_on_the_page(reading: httpx.Client, path: str, status: int, words: str) -> None:
    reply = reading.get(path)
    assert reply.status_code == status
    assert words in reply.text
    assert 'role="alert"' in reply.text


def test_text_on_pages_is_only_text(reading: httpx.Client) -> None:
    payload = "<img src=x onerror=alert(1)>"
    for path in (
        "/query?" + urlencode({"query": f"SELECT ('{payload}' AS ?x) (IRI('javascript:alert(1)') AS ?y) {{}}"}),
        "/query?" + urlencode({"query": payload}),
        "/saved/figures-of?" + urlencode({"entity": payload}),
        "/saved/" + quote(payload),
    ):
        page = reading.get(path).text
        assert "<img" not in page
        assert 'href="javascript' not in page


@pytest.mark.parametrize("count", [100, pytest.param(10_000, marks=pytest.mark.slow)])
def test_no_name_is_ever_part_of_a_query(reading: httpx.Client, graph: Path, count: int) -> None:
    """Any text as a name finds what the same look-up in Python finds, and is never read as SPARQL."""
    known = {"富阳区", "富阳", "陆知远", "顾砚秋", "澄光新材"}
    with KnowledgeGraph.open(graph) as here:

        @settings(max_examples=count, deadline=None, database=None)
        @given(
            st.one_of(st.sampled_from(sorted(known)), st.text(min_size=1), st.text(alphabet="\"'\\<>{}?$#@;.富阳\n\r"))
        )
        def look_up(name: str) -> None:
            reply = reading.get("/saved/mentions-of", params={"entity": name, "format": "json"})
            try:
                here.entity(name)
            except XianzhiError:
                assert reply.status_code in (400, 404), reply.text
            else:
                assert reply.status_code == 200
            assert "malformed" not in reply.text

        look_up()


# ---- the command


def command(*arguments: object, **environment: str) -> subprocess.Popen[str]:
    """Start `kg serve`."""
    return subprocess.Popen(
        [sys.executable, "-m", "kg.cli", "serve", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )


def test_the_command_serves_on_loopback_and_ends_when_told(graph: Path) -> None:
    with command(graph, "--port", 0) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        address = line.split(" at ")[1].split(" ")[0]
        assert address.startswith("http://127.0.0.1:")
        for _ in range(100):
            try:
                assert httpx.get(f"{address}sparql", params=ASK).status_code == 200
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        process.terminate()
        assert process.wait(timeout=20) in (0, -15)
        assert "Traceback" not in process.stderr.read()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("{none}",), "no graph at"),
        (("{graph}", "--writable"), "needs a token"),
        (("{graph}", "--host", "192.0.2.1"), "cannot listen on"),
        (("{graph}", "--queries", "{none}"), "no folder of queries"),
    ],
)
def test_what_cannot_be_served_is_one_line(
    graph: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    typed = [one.replace("{none}", str(tmp_path / "none")).replace("{graph}", str(graph)) for one in arguments]
    with command(*typed, KG_TOKEN="") as process:
        out, error = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    (line,) = error.splitlines()
    assert message in line


def test_a_second_writer_is_told_of_the_first(writing: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = next(tmp_path_factory.getbasetemp().glob("written*/graph"))
    assert writing.get("/sparql", params=ASK).status_code == 200
    with command(folder, "--port", 0, "--writable", KG_TOKEN=TOKEN) as process:
        _, error = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "cannot open the graph" in error.splitlines()[-1]
    assert "Traceback" not in error
