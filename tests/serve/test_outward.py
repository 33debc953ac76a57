"""What the server and its children call and open while hostile queries come in, as the operating system sees it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.serve import hostile
from tests.serve.running import BEARER, serving

# What a process may open besides the graph: the programs themselves, and what the system says of itself.
SYSTEM = (sys.prefix, sys.base_prefix, "/usr", "/lib", "/proc", "/sys", "/dev", "/etc/ld.so", "/etc/localtime")
ROOT = Path(__file__).parents[2]

# A line may be broken off where another process takes its turn; one that failed opened nothing.
OPENED = re.compile(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]+)"(?!.* = -1)')
CALLED = re.compile(r"connect\(\d+, \{sa_family=AF_INET")

# The first queries of each kind load modules and start children.
WARM = ("ASK {}", "SELECT * { ?s ?p ?o }", "DESCRIBE <urn:x>", "SELECT * {")

# Those that ask for what the graph may have.
ANSWERED = ("from", "from named", "describe", "graph")


class Trap(BaseHTTPRequestHandler):
    """A server that nobody should call."""

    calls: list[str] = []  # noqa: RUF012 - shared on purpose

    def do_GET(self) -> None:
        """Note the call."""
        self.calls.append(self.path)
        self.send_error(404)

    do_POST = do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def trap() -> Iterator[str]:
    """Return the address of a trap."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Trap) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/trap"
        server.shutdown()


def ask_all(client: httpx.Client, trap: str) -> None:
    """Send every query that would reach out; all but those about the graph itself are refused."""
    for name, query in hostile.outward(trap).items():
        reply = client.post("/sparql", data={"query": query})
        assert reply.status_code == 200 if name in ANSWERED else 400 <= reply.status_code < 500, (name, reply.text)
        assert "root:" not in reply.text


class Watch:
    """Notes what this process calls and opens while it is on; an audit hook cannot be taken out again."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []
        self.on = False
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.on and event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen"):
            self.seen.append((event, str(arguments[1] if event == "socket.connect" else arguments[0])))


def test_the_parent_calls_nobody_and_opens_nothing(graph: Path, trap: str) -> None:
    watch = Watch()
    with serving(graph) as client:
        for query in WARM:
            client.post("/sparql", data={"query": query})
        watch.on = True
        ask_all(client, trap)
        watch.on = False
        own = str(client.base_url.port)
    strange = [
        (event, what)
        for event, what in watch.seen
        if not (event == "socket.connect" and own in what)
        and not what.startswith((str(graph), tempfile.gettempdir(), *SYSTEM))
        and not what.isdigit()  # a pipe to a child
    ]
    assert strange == []
    assert Trap.calls == []


@pytest.mark.slow
def test_no_process_of_the_server_calls_or_opens_anything_else(graph: Path, trap: str, tmp_path: Path) -> None:
    """The same with `kg serve` under strace, children included, for what Python does not see of the engine."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("needs strace")
    log = tmp_path / "calls"
    command = [strace, "-f", "-qq", "-e", "trace=connect,open,openat", "-s", "300", "-o", str(log)]
    serve = [sys.executable, "-m", "kg.cli", "serve", str(graph), "--port", "0"]
    with subprocess.Popen(
        [*command, *serve], stderr=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True
    ) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        if " at http" not in line:
            pytest.skip(f"strace may not trace here: {line.strip()}")
        with httpx.Client(base_url=line.split(" at ")[1].split(" ")[0], timeout=60, trust_env=False) as client:
            _ready(client)
            for query in WARM:
                client.post("/sparql", data={"query": query})
            start = log.stat().st_size
            ask_all(client, trap)
        done = log.read_text("utf-8", "replace")[start:]
        os.killpg(process.pid, signal.SIGTERM)  # strace itself passes nothing on
        process.communicate(timeout=60)
    opened = {found[1] for found in OPENED.finditer(done)}
    allowed = (str(graph), tempfile.gettempdir(), str(ROOT), *SYSTEM)
    assert opened
    assert [path for path in sorted(opened) if not path.startswith(allowed)] == []
    assert CALLED.findall(done) == []
    assert Trap.calls == []


def _ready(client: httpx.Client) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            client.get("/sparql", params={"query": "ASK {}"})
        except httpx.ConnectError:
            time.sleep(0.1)
        else:
            return


def test_no_request_reaches_out(writing: httpx.Client, trap: str) -> None:
    for name, query in hostile.outward(trap).items():
        if name not in ANSWERED:
            reply = writing.post("/sparql", data={"update": query}, headers=BEARER)
            assert 400 <= reply.status_code < 500, (name, reply.text)
    into = f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{trap}> {{ ?s ?p ?o }} }}"
    assert writing.post("/sparql", data={"update": into}, headers=BEARER).status_code == 400
    for parameter in ("default-graph-uri", "named-graph-uri"):
        for iri in (trap, "file:///etc/passwd"):
            reply = writing.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", parameter: iri})
            assert reply.status_code == (200 if iri == trap else 400)
            assert "root:" not in reply.text
    context = f'{{"@context": "{trap}", "@id": "urn:x", "name": "x"}}'
    entity = f'<!DOCTYPE r [<!ENTITY x SYSTEM "{trap}">]><r>&x;</r>'
    for kind, data in (("application/ld+json", context), ("application/rdf+xml", entity)):
        reply = writing.put("/store?graph=urn:x", content=data.encode(), headers={**BEARER, "content-type": kind})
        assert reply.status_code == 415
    assert Trap.calls == []
