"""Every store that a graph may lie in, each loaded with the small graph: one fixture, so that one test runs on all."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from kg.endpoint import Endpoint
from kg.graph import KnowledgeGraph
from kg.remote import RemoteEngine, RemoteView, copy
from kg.sparql import ViewEngine
from kg.store import Store, View, open_current
from tests.kg.factory import small_graph
from tests.serve.running import TOKEN, serving

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Held:
    """A store as tests see it: what reads it, and the endpoint where it is one."""

    name: str
    graph: KnowledgeGraph
    endpoint: Endpoint | None = None

    @property
    def view(self) -> View:
        """What reads it."""
        return self.graph.view


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small graph; do not write to it."""
    return small_graph(tmp_path_factory.mktemp("stores"))


@pytest.fixture(scope="session")
def reference(folder: Path) -> KnowledgeGraph:
    """Return the small graph as its own folder gives it."""
    return KnowledgeGraph.open(folder)


@contextmanager
def disk(folder: Path) -> Iterator[Held]:
    """Oxigraph on disk, written by a build."""
    with KnowledgeGraph.open(folder) as graph:
        yield Held("disk", graph)


@contextmanager
def memory(folder: Path) -> Iterator[Held]:
    """Oxigraph in memory."""
    source = open_current(folder)
    store = Store.memory(source.quads(), base=source.base)
    with KnowledgeGraph(store, ViewEngine(store)) as graph:
        yield Held("memory", graph)


@contextmanager
def served(folder: Path) -> Iterator[Held]:
    """Our own server over a copy that takes changes."""
    with tempfile.TemporaryDirectory() as temporary:
        own = Path(temporary) / "graph"
        shutil.copytree(folder, own)
        with serving(own, token=TOKEN) as client:
            base = client.base_url
            with _remote("served", Endpoint(f"{base}/sparql", store=f"{base}/store", token=TOKEN)) as held:
                yield held


@contextmanager
def oxigraph(folder: Path) -> Iterator[Held]:
    """Oxigraph's own server, loaded by Graph Store Protocol."""
    with tempfile.TemporaryDirectory() as temporary:
        port = _free()
        command = ["bash", str(HERE / "oxigraph.sh"), sys.executable, temporary, str(port)]
        base = f"http://127.0.0.1:{port}"
        with _running(command, lambda: httpx.get(base, trust_env=False).is_success):
            endpoint = Endpoint(f"{base}/query", update=f"{base}/update", store=f"{base}/store")
            copy(open_current(folder), endpoint, union=True)
            with _remote("oxigraph", endpoint) as held:
                yield held


@contextmanager
def virtuoso(folder: Path) -> Iterator[Held]:
    """Virtuoso 7, loaded by Graph Store Protocol; its default graph is always the union of all graphs."""
    with tempfile.TemporaryDirectory() as temporary:
        port = _free()
        command = ["bash", str(HERE / "virtuoso.sh"), temporary, str(port), str(_free())]
        with _running(command, lambda: (Path(temporary) / "ready").exists()):
            base = f"http://127.0.0.1:{port}"
            endpoint = Endpoint(f"{base}/sparql", store=f"{base}/sparql-graph-crud")
            copy(open_current(folder), endpoint, union=False)
            with _remote("virtuoso", endpoint) as held:
                yield held


@contextmanager
def _remote(name: str, endpoint: Endpoint) -> Iterator[Held]:
    engine = RemoteEngine(endpoint)
    with KnowledgeGraph(RemoteView(engine), engine) as graph:
        yield Held(name, graph, endpoint)


def _free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def _running(command: list[str], ready: Callable[[], bool]) -> Iterator[None]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            _wait(process, ready)
            yield
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait(process: subprocess.Popen[str], ready: Callable[[], bool]) -> None:
    end = time.monotonic() + 300  # it may have to be installed first
    while time.monotonic() < end:
        if process.poll() is not None:
            assert process.stderr is not None
            pytest.skip(f"the server did not start: {process.stderr.read().strip()[-300:]}")
        try:
            if ready():
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.05)
    pytest.fail("the server did not start in time")


STORES = [disk, memory, served, oxigraph, pytest.param(virtuoso, marks=pytest.mark.slow)]


@pytest.fixture(scope="session", params=STORES)
def held(request: pytest.FixtureRequest, folder: Path) -> Iterator[Held]:
    """Return each store in turn, loaded."""
    with ExitStack() as stack:
        yield stack.enter_context(request.param(folder))
