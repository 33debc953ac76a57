"""A real server on a free port of this machine, for tests that speak HTTP to it."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from kg.serve.app import make
from kg.serve.server import server
from kg.serve.settings import Settings
from kg.sparql import Limits

TOKEN = "a-token-for-tests"
BEARER = {"authorization": f"Bearer {TOKEN}"}
LIMITS = Limits(seconds=20, memory=768 << 20, rows=10_000, bytes=256 << 20)


@contextmanager
def serving(folder: Path, **options: Any) -> Iterator[httpx.Client]:
    """Serve a graph folder; yield a client of the server, whose `base_url` says where it is."""
    settings = Settings(folder, **{"limits": LIMITS, **options})
    # Only a socket that says it is TCP is told not to wait for more to send.
    with socket.socket(proto=socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        running = server(make(settings), "127.0.0.1", 0)
        thread = threading.Thread(target=running.run, args=([listening],))
        thread.start()
        try:
            _wait(running, thread)
            address = f"http://127.0.0.1:{listening.getsockname()[1]}"
            with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
                yield client
        finally:
            running.should_exit = True
            thread.join()


def _wait(running: uvicorn.Server, thread: threading.Thread) -> None:
    end = time.monotonic() + 60
    while not running.started:
        assert thread.is_alive(), "the server ended before it began"
        assert time.monotonic() < end, "the server did not start"
        time.sleep(0.01)


def resident(module: str) -> dict[int, int]:
    """Return the most bytes of memory that each child of this process has taken whose command line names `module`."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            lines = (path / "status").read_text("utf-8", "replace").splitlines()
            status = {name: value.split() for name, _, value in (line.partition(":") for line in lines)}
            command = (path / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
        except OSError:
            continue  # it ended while we looked
        if status["PPid"] == [str(os.getpid())] and module in command and "VmHWM" in status:
            found[int(path.name)] = int(status["VmHWM"][0]) * 1024
    return found


def own_size() -> int:
    """Return the bytes of memory that this process, and so the server in it, takes."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096
