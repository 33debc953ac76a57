"""What a power cut, a full disk, an interrupt or a random hash seed does to a build; slow, in own processes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.backup import backup, restore
from kg.store import current_version
from ontology.errors import GraphError
from tests.kg.building import changed, corpus, digest, fresh, run

ROOT = Path(__file__).parents[2]


CHILD = """
import random, sys, time
from pathlib import Path
from kg.build import build
from tests.kg.factory import Extractor, Item
from tests.kg.building import changed, corpus

class Slow(Extractor):
    def extract(self, item):
        time.sleep(0.01)
        return super().extract(item)

records = [changed(one) for one in corpus(30)]
random.shuffle(records)
build([Item(one) for one in records], Slow(), Path(sys.argv[1]))
"""


def child(out: Path, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(out)], cwd=ROOT, env={**os.environ, **environment}, stderr=subprocess.DEVNULL
    )


@pytest.mark.slow
def test_a_build_killed_at_any_moment_goes_on_where_it_was(tmp_path: Path) -> None:
    expected = fresh([changed(one) for one in corpus(30)], tmp_path / "fresh")
    before = fresh(corpus(5), tmp_path / "served")
    started = time.monotonic()
    assert child(tmp_path / "whole").wait() == 0
    moments, whole = random.Random(7), time.monotonic() - started
    for round_ in range(int(os.environ.get("XIANZHI_KILLS", "34"))):
        out = tmp_path / f"g{round_}"
        run(corpus(5), out)
        for _ in range(3):
            running = child(out)
            time.sleep(moments.uniform(0.2, 1.1) * whole)
            running.send_signal(signal.SIGKILL)
            running.wait()
            assert digest(out) in (before, expected)
        assert child(out).wait() == 0
        assert digest(out) == expected
        shutil.rmtree(out)


SAMPLES = """
import random, sys
from pathlib import Path
from extract import Extractor
from extract.metadata import load_table
from kg.build import build

if __name__ == "__main__":
    extractor = Extractor(load_table(Path("samples/metadata.csv")))
    items = extractor.items(["samples"])
    random.shuffle(items)
    build(items, extractor, Path(sys.argv[1]), processes=int(sys.argv[2]))
"""


@pytest.mark.slow
def test_neither_order_nor_processes_nor_hash_seed_matter(tmp_path: Path) -> None:
    script = tmp_path / "build_samples.py"  # what is spawned must be able to import it
    script.write_text(SAMPLES)
    found = set()
    for processes, seed in ((1, "0"), (1, "1"), (1, "random"), (2, "random"), (4, "random")):
        out = tmp_path / f"{processes}-{seed}"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, script, out, str(processes)], cwd=ROOT, env=environment, check=True)
        found.add((digest(out), current_version(out).name))
    assert len(found) == 1


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk of three megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("needs the right to mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)  # the error that was caught keeps files open


@pytest.mark.slow
@pytest.mark.parametrize("count", [100, 2000])  # the store and the records are what does not fit
def test_a_full_disk_is_one_clear_line_and_the_old_version_is_served(count: int, disk: Path) -> None:
    served = fresh(corpus(2), disk / "g")
    with pytest.raises(GraphError, match="No space left") as caught:
        run(corpus(count), disk / "g")
    assert "\n" not in str(caught.value)
    assert digest(disk / "g") == served


@pytest.mark.slow
def test_a_full_disk_ends_a_restore_with_one_clear_line_and_nothing_is_left(tmp_path: Path, disk: Path) -> None:
    fresh(corpus(2000), tmp_path / "g")
    backup(tmp_path / "g", tmp_path / "g.tar.gz")
    with pytest.raises(GraphError, match="No space left") as caught:
        restore(tmp_path / "g.tar.gz", disk / "g")
    assert "\n" not in str(caught.value)
    assert list(disk.iterdir()) == []


@pytest.mark.slow
def test_a_read_only_disk_is_one_clear_line_and_the_old_version_is_served(disk: Path) -> None:
    served = fresh(corpus(2), disk / "g")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    for out in (disk / "g", disk / "new"):
        with pytest.raises(GraphError, match="Read-only file system") as caught:
            run(corpus(3), out)
        assert "\n" not in str(caught.value)
    assert digest(disk / "g") == served


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 2])
def test_an_interrupt_ends_all_processes_with_one_line(processes: int, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for number in range(200):
        (news / f"{number:03}.txt").write_text(f"第{number}农场与富阳区签约。" * 40, "utf-8")
    out = tmp_path / "g"
    command = [sys.executable, "-c", "from kg.cli import main; main()", "build", news, "--out", out]
    running = subprocess.Popen(
        [*command, "--processes", str(processes)], cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True
    )
    while not list(out.glob("records/*.json")):
        assert running.poll() is None
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to all of them
    _, told = running.communicate(timeout=120)
    assert (running.returncode, told.decode()) == (130, "stopped; what was finished is kept\n")
    while alive(running.pid):  # those that were started take a moment to end
        time.sleep(0.05)


def alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
