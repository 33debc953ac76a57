"""What a server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kg.gate import MAX_BYTES
from kg.sparql import Limits

# What this machine is called by itself: no page of another site is served under these names.
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """A server: its graph, the limits of a query, and who may change what.

    `token` is None for a server that only reads. `names` are the host names under which it may be called; `body` and
    `upload` the most bytes that a query and, with the token, a graph may have; times are in seconds.
    """

    folder: Path
    limits: Limits = field(default_factory=lambda: Limits(rows=10_000, bytes=256 << 20))
    workers: int = 2
    names: tuple[str, ...] = LOOPBACK
    token: str | None = None
    queries: Path | None = None
    body: int = MAX_BYTES
    upload: int = 64 << 20
    slow: float = 10.0
    waiting: float = 10.0

    @property
    def writable(self) -> bool:
        """Whether there is anybody who may change the graph."""
        return self.token is not None
