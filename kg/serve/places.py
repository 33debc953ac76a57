"""Which store is served: the published version of a graph folder, or a copy of it that may be changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox

from kg import manifest
from kg.serve.pool import Place
from kg.store import STORE, current_version
from ontology.errors import GraphError

# The copy that a writable server changes; builds neither read nor change it.
WORKING = "writable"
_ORIGIN = "version"


def published(folder: Path) -> Place:
    """Return the version that is published now."""
    version = current_version(folder)
    return Place(version.name, version / STORE, manifest.read(version).base)


def working(folder: Path) -> Place:
    """Return the working copy of a graph folder, made from the published version where there is none yet.

    The files of a copy are links to those of the version, which the engine never changes in place.
    """
    target = folder / WORKING
    if not (target / _ORIGIN).is_file():
        _copy(published(folder), target)
    try:
        origin = (target / _ORIGIN).read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GraphError(f"cannot read {target}: {error}") from error
    return Place(f"{origin[0]}+edits", target / STORE, origin[1], "write")


def _copy(source: Place, target: Path) -> None:
    try:
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        ox.Store.read_only(str(source.store)).backup(str(target / STORE))
        # Nobody would keep the union of the other graphs up to date there.
        ox.Store(str(target / STORE)).clear_graph(ox.DefaultGraph())
        (target / _ORIGIN).write_text(f"{source.version}\n{source.base}\n", "utf-8")
    except (OSError, RuntimeError) as error:
        raise GraphError(f"cannot write {target}: {error}") from error
