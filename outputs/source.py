"""What a writer needs of a graph, and how a file gets to its place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import networkx as nx

from kg.store import View
from ontology.errors import InputError


class Graph(Protocol):
    """A graph to write out; `kg.KnowledgeGraph` is one."""

    @property
    def view(self) -> View:
        """The quads."""
        ...

    def to_networkx(self) -> nx.MultiDiGraph:
        """Return entities as nodes and statements as edges, each with its attributes."""
        ...


Writer = Callable[[Graph, Path], None]


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a path to write to that becomes `target` at the end, or vanishes where something goes wrong.

    Readers of `target` see the old content or the new one. Raises InputError where it cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
        os.close(handle)
    except OSError as error:
        raise InputError(f"cannot write {target}: {error.strerror or error}") from error
    part = Path(name)
    try:
        yield part
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    except OSError as error:
        raise InputError(f"cannot write {target}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    """Return the mask for new files; there is no way to read it but to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
