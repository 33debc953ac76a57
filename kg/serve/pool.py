"""The child processes that do the work: as many as there are workers, each on one version of the graph.

A child is killed when it runs over its time or dies of a query, and a new one starts while the client reads the reply.
Before each request a child on an older version gives way to one on the published version; what a child has begun it
ends on the version it opened, so every reply is of one version.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kg.child import Child
from kg.serve.settings import Settings
from ontology.errors import GraphError, LimitError

Request = Mapping[str, Any]


class Busy(Exception):  # noqa: N818 - a state, not a fault
    """No child was free in time."""


@dataclass(frozen=True, slots=True)
class Place:
    """A store that children open: the version that it is, and how."""

    version: str
    store: Path
    base: str
    mode: str = "read"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a child said, of which version, and the file with what the client gets."""

    header: Mapping[str, Any]
    version: str
    body: IO[bytes]


@dataclass(slots=True)
class _Slot:
    place: Place | None = None
    child: Child | None = None


class Pool:
    """Runs requests in children; `where` tells the store that is published now."""

    def __init__(self, settings: Settings, where: Callable[[], Place]) -> None:
        self._settings = settings
        self._where = where
        # One writer holds the store for itself; whoever reads while it is written asks the same child.
        count = 1 if settings.writable else settings.workers
        self._slots = [_Slot() for _ in range(count)]
        self._free: asyncio.Queue[_Slot] = asyncio.Queue()
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="kg-child")
        self._tasks: set[asyncio.Task[None]] = set()
        self._started = self._closed = False

    @property
    def pids(self) -> list[int]:
        """The numbers of the child processes."""
        return [slot.child.pid for slot in self._slots if slot.child is not None]

    async def start(self) -> None:
        """Start all children, once; raise GraphError where there is no graph to serve."""
        if self._started:
            return
        try:
            for slot in self._slots:
                await self._thread(self._prepare, slot)
        except GraphError:
            await self.close()
            raise
        self._started = True
        for slot in self._slots:
            self._free.put_nowait(slot)

    async def close(self) -> None:
        """End all children."""
        self._closed = True
        for slot in self._slots:
            self._drop(slot)
        for task in list(self._tasks):
            await asyncio.gather(task, return_exceptions=True)
        self._threads.shutdown()

    async def run(self, request: Request, body: IO[bytes]) -> Reply:
        """Return the reply to a request, whose answer is written to the file `body` (named by `request["out"]`).

        Raises Busy where no child is free in time, and LimitError where the request takes too long or too much.
        """
        try:
            slot = await asyncio.wait_for(self._free.get(), self._settings.waiting)
        except TimeoutError:
            raise Busy from None
        try:
            work = asyncio.ensure_future(self._thread(self._ask, slot, request))
            # A client that goes away must not free a child that is still busy.
            header, version = await asyncio.shield(work)
        except asyncio.CancelledError:
            self._drop(slot)
            raise
        finally:
            task = asyncio.create_task(self._return(slot))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return Reply(header, version, body)

    async def _return(self, slot: _Slot) -> None:
        """Make a slot ready again and give it to whoever waits."""
        try:
            await self._thread(self._prepare, slot)
        except (GraphError, OSError):
            self._drop(slot)  # the next request tries again, and tells its client
        self._free.put_nowait(slot)

    async def _thread(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)

    # ---- in a thread

    def _prepare(self, slot: _Slot) -> Child:
        place = self._where()
        if slot.child is None or not slot.child.alive or slot.place != place:
            self._drop(slot)
            if self._closed:
                raise GraphError("the server is ending")
            slot.place, slot.child = place, self._open(place)
        return slot.child

    def _open(self, place: Place) -> Child:
        more = [] if self._settings.queries is None else [str(self._settings.queries)]
        memory = str(self._settings.limits.memory)
        return Child("kg.serve.worker", str(place.store), place.base, memory, place.mode, *more)

    def _ask(self, slot: _Slot, request: Request) -> tuple[Mapping[str, Any], str]:
        header = self._once(slot, request)
        if header.get("damaged") and slot.place != self._where():
            header = self._once(slot, request)  # its version was deleted, because two newer ones were published
        assert slot.place is not None
        return header, slot.place.version

    def _once(self, slot: _Slot, request: Request) -> Mapping[str, Any]:
        child = self._prepare(slot)
        try:
            header, _ = child.ask(dict(request), self._settings.limits.seconds)
        except LimitError:
            self._drop(slot)
            raise
        if header is None or "memory" in header:
            self._drop(slot)
            raise LimitError(
                f"the query broke off: it needs more than {self._settings.limits.memory >> 20:,} MB of memory or is too"
                " deeply nested"
            )
        return header

    def _drop(self, slot: _Slot) -> None:
        child, slot.child = slot.child, None
        if child is not None:
            child.kill()
