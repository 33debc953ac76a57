"""Extraction in several processes: the same records as in one, each handed over as soon as it is made.

Processes are spawned, not forked: each loads the pipeline by itself, on every system in the same way.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

from ontology.errors import GraphError, InputError
from ontology.record import Record

# Documents that a process is given at a time: few, for what was not handed back is lost with an interrupt.
_HAND = 8

# What becomes of a source: its record, or the reason why there is none.
Made = Record | InputError

_extract: Callable[[Any], Record]


def extract(make: Callable[[Any], Record], items: Sequence[Any], processes: int) -> Iterator[tuple[Any, Made]]:
    """Yield each item with its record or what is wrong with it, in the order in which they are done.

    With more than one of `processes`, `make` and the items must be picklable. Raises GraphError where a process dies.
    """
    if processes == 1 or len(items) <= 1:
        yield from ((item, _made(make, item)) for item in items)
    else:
        yield from _shared(make, items, processes)


def _shared(make: Callable[[Any], Record], items: Sequence[Any], processes: int) -> Iterator[tuple[Any, Made]]:
    parts = [items[at : at + _HAND] for at in range(0, len(items), _HAND)]
    pool = ProcessPoolExecutor(min(processes, len(parts)), get_context("spawn"), _start, (make,))
    try:
        running = {pool.submit(_each, part): part for part in parts}
        for done in as_completed(running):
            yield from zip(running[done], _result(done), strict=True)
    finally:
        pool.shutdown(cancel_futures=True)


def _result(done: Future[list[Made]]) -> list[Made]:
    try:
        return done.result()
    except BrokenProcessPool as error:
        raise GraphError("a process that extracts has died, for want of memory perhaps: use fewer processes") from error


def _start(make: Callable[[Any], Record]) -> None:
    global _extract
    _extract = make
    # Ctrl-C goes to the whole group; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _each(items: Sequence[Any]) -> list[Made]:
    return [_made(_extract, item) for item in items]


def _made(make: Callable[[Any], Record], item: Any) -> Made:
    try:
        return make(item)
    except InputError as error:
        return error
