"""Many clients at once, some hostile, and builds that publish new versions meanwhile."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from kg.build import build
from kg.sparql import Limits
from kg.store import current_version
from tests.kg.factory import Extractor, Item, entity, record, small
from tests.serve import hostile
from tests.serve.running import resident, serving

LIMITS = Limits(seconds=1.0, memory=768 << 20, rows=1000, bytes=16 << 20)
SIMPLE = (
    "SELECT ?name { ?x a xz:Enterprise ; rdfs:label ?name }",
    "ASK { ?x a xz:Government }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "CONSTRUCT { ?a xz:partOf ?b } WHERE { ?a xz:partOf ?b }",
    "DESCRIBE <https://w3id.org/xianzhi/id/division/330111>",
)


def publish(folder: Path, number: int) -> None:
    """Build a version with `number` more documents, each of which names a firm of its own."""
    names = [f"杭州第{one}号制造有限公司" for one in range(number)]
    more = [record(f"{name}开业。\n", [entity("ENTERPRISE", name)], source=f"news/{name}.txt") for name in names]
    build([Item(one) for one in [*small(), *more]], Extractor(), folder)


def test_each_reply_is_of_one_version(tmp_path: Path) -> None:
    """While builds publish, the number of firms in a reply is always that of the version it says it is of."""
    folder = tmp_path / "graph"
    publish(folder, 0)
    firms = {current_version(folder).name: 2}
    query = "SELECT (COUNT(DISTINCT ?x) AS ?n) (COUNT(?p) AS ?m) { ?x a xz:Enterprise . OPTIONAL { ?x ?p ?o } }"
    seen: Counter[str] = Counter()
    done = threading.Event()

    with serving(folder, limits=LIMITS) as client:

        def read() -> None:
            while not done.is_set():
                reply = client.get("/sparql", params={"query": query})
                assert reply.status_code == 200, reply.text
                version = reply.headers["x-graph-version"]
                count = int(reply.json()["results"]["bindings"][0]["n"]["value"])
                replies.append((version, count))
                seen[version] += 1

        replies: list[tuple[str, int]] = []
        with ThreadPoolExecutor(4) as readers:
            futures = [readers.submit(read) for _ in range(4)]
            for number in range(1, 6):
                publish(folder, number)
                firms[current_version(folder).name] = 2 + number
                time.sleep(0.2)
            done.set()
            for future in futures:
                future.result()
        assert client.get("/sparql", params={"query": query}).headers["x-graph-version"] == current_version(folder).name
    assert len(seen) >= 3
    assert all(firms[version] == count for version, count in replies)


def test_the_server_stands_a_short_storm(graph: Path) -> None:
    storm(graph, seconds=6, clients=8)


@pytest.mark.slow
def test_the_server_stands_a_long_storm(graph: Path) -> None:
    storm(graph, seconds=300, clients=20)


def storm(graph: Path, seconds: float, clients: int) -> None:
    """Let clients ask, one question in twenty a hostile one; check statuses, processes and memory."""
    wrong: list[tuple[int, str]] = []
    sizes: list[tuple[float, int]] = []
    before = len(resident("kg.serve.worker"))
    begun = time.monotonic()
    with serving(graph, limits=LIMITS, workers=4, waiting=20.0) as client:
        address = str(client.base_url)

        def one(seed: int) -> None:
            choose = random.Random(seed)
            with httpx.Client(base_url=address, timeout=60, trust_env=False) as mine:
                while time.monotonic() - begun < seconds:
                    time.sleep(choose.random() * 0.2)
                    _ask(mine, choose, wrong)

        with ThreadPoolExecutor(clients) as threads:
            futures = [threads.submit(one, seed) for seed in range(clients)]
            while not all(future.done() for future in futures):
                sizes.append((time.monotonic(), own_size()))
                time.sleep(0.5)
            for future in futures:
                future.result()
        assert len(resident("kg.serve.worker")) <= before + 4
    assert wrong == []
    half = [size for at, size in sizes if at - begun > seconds / 2]
    assert half[-1] - half[0] < (1 << 20) * max(4.0, seconds / 60)


def _ask(client: httpx.Client, choose: random.Random, wrong: list[tuple[int, str]]) -> None:
    bad = choose.random() < 0.05
    query = choose.choice(_BAD)() if bad else choose.choice(SIMPLE)
    reply = client.post("/sparql", data={"query": query})
    expected = range(400, 504) if bad else (200,)
    if reply.status_code not in expected or reply.status_code == 500:
        wrong.append((reply.status_code, reply.text[:200]))


_BAD: tuple[Callable[[], str], ...] = (
    lambda: hostile.EXPENSIVE["cross join"],
    lambda: hostile.EXPENSIVE["distinct"],
    lambda: hostile.nested("groups", 3000),
    lambda: "SELECT * {",
    lambda: "DROP ALL",
)


def own_size() -> int:
    """Return the bytes of memory that this process, and so the server in it, takes."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096
