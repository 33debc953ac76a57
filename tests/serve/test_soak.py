"""Many clients at once, some hostile, and builds that publish new versions meanwhile."""

from __future__ import annotations

import os
import random
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from kg.build import build
from kg.sparql import Limits
from kg.store import current_version
from tests.kg.factory import Extractor, Item, entity, record, small
from tests.serve import hostile
from tests.serve.running import own_size, resident, serving

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
    load = storm(graph, seconds=6, clients=8, pause=0.1)
    assert load.wrong == []
    assert load.growth < 4 << 20


@pytest.mark.slow
def test_the_server_stands_a_long_storm(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two hours of twenty clients who read what they get, or as many seconds as XIANZHI_SOAK_SECONDS says."""
    load = storm(graph, seconds=float(os.environ.get("XIANZHI_SOAK_SECONDS", "7200")), clients=20, pause=2.0)
    with capsys.disabled():
        sys.stdout.write(f"\n{load}\n")
    assert load.wrong == []
    assert len(load.late) <= len(load.taken) / 1000
    assert load.slope < 1 << 20
    assert load.p95 < 0.2


@dataclass(frozen=True, slots=True)
class Load:
    """What came of a storm: replies that are wrong, seconds that simple queries took, and bytes taken at each time.

    `late` are simple queries that the server stopped at its limit of time, as it should on a machine that is too busy.
    """

    wrong: list[tuple[int, str]] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    taken: list[float] = field(default_factory=list, repr=False)
    sizes: list[tuple[float, int]] = field(default_factory=list, repr=False)

    def __str__(self) -> str:
        growth = self.slope / (1 << 20)
        return (
            f"{len(self.taken)} queries, 95 % within {self.p95:.3f} s, {len(self.late)} stopped,"
            f" {growth:+.3f} MB a minute"
        )

    @property
    def growth(self) -> int:
        """The bytes that the second half added."""
        half = self.sizes[len(self.sizes) // 2 :]
        return half[-1][1] - half[0][1]

    @property
    def slope(self) -> float:
        """The bytes added each minute, by least squares over all but the first quarter, in which pools fill."""
        times, sizes = zip(*self.sizes[len(self.sizes) // 4 :], strict=True)
        return 60 * statistics.linear_regression(times, sizes).slope

    @property
    def p95(self) -> float:
        """The seconds within which 95 of 100 simple queries were answered."""
        return statistics.quantiles(self.taken, n=20)[-1]


def storm(graph: Path, seconds: float, clients: int, pause: float) -> Load:
    """Let clients ask, one question in twenty a hostile one, each waiting some `pause` seconds before the next."""
    load = Load()
    before = len(resident("kg.serve.worker"))
    begun = time.monotonic()
    with serving(graph, limits=LIMITS, workers=4, waiting=20.0) as client:
        address = str(client.base_url)

        def one(seed: int) -> None:
            choose = random.Random(seed)
            with httpx.Client(base_url=address, timeout=60, trust_env=False) as mine:
                while time.monotonic() - begun < seconds:
                    time.sleep(choose.random() * 2 * pause)
                    _ask(mine, choose, load)

        with ThreadPoolExecutor(clients) as threads:
            futures = [threads.submit(one, seed) for seed in range(clients)]
            while not all(future.done() for future in futures):
                load.sizes.append((time.monotonic(), own_size()))
                time.sleep(0.5)
            for future in futures:
                future.result()
        assert len(resident("kg.serve.worker")) <= before + 4
    return load


def _ask(client: httpx.Client, choose: random.Random, load: Load) -> None:
    bad = choose.random() < 0.05
    query = choose.choice(_BAD)() if bad else choose.choice(SIMPLE)
    begun = time.monotonic()
    reply = client.post("/sparql", data={"query": query})
    if not bad:
        load.taken.append(time.monotonic() - begun)
    if not bad and reply.status_code == 503 and "longer than" in reply.text:
        load.late.append(query)
        return
    expected = range(400, 504) if bad else (200,)
    if reply.status_code not in expected or reply.status_code == 500:
        load.wrong.append((reply.status_code, reply.text[:200]))


_BAD: tuple[Callable[[], str], ...] = (
    lambda: hostile.EXPENSIVE["cross join"],
    lambda: hostile.EXPENSIVE["distinct"],
    lambda: hostile.nested("groups", 3000),
    lambda: "SELECT * {",
    lambda: "DROP ALL",
)
