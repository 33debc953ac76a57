"""The versions of a graph folder: one writer at a time, a new version beside the old, published by one rename."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.store import CURRENT, VERSIONS, cause
from ontology.errors import GraphError

# Marks a folder as ours, and is what a writer holds locked.
LOCK = ".xianzhi"
STAGING = ".staging-"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the right to write `folder`, which is made where it is missing.

    Raises GraphError where the folder holds something else, is not writable, or another build is writing it. The
    lock is the operating system's: it ends with the process that holds it, however that ends.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_foreign(folder)
        with (folder / LOCK).open("a+b") as handle:
            if not _lock(handle):
                raise GraphError(f"another build is writing {folder}: wait for it to end")
            _clear(folder)
            yield
    except OSError as error:
        raise GraphError(f"cannot write {folder}: {cause(error)}") from error


def staging(folder: Path) -> Path:
    """Return the path, not yet made, in which the next version is built."""
    (folder / VERSIONS).mkdir(exist_ok=True)
    return folder / VERSIONS / f"{STAGING}{os.getpid()}"


def publish(folder: Path, staged: Path, name: str) -> None:
    """Make `staged` the version that readers open; the one before is kept, older ones go."""
    target = folder / VERSIONS / name
    before = _current(folder)
    if target.exists():  # left by a build that was killed between the two renames, or an older equal version
        shutil.rmtree(target)
    staged.rename(target)
    _sync(folder / VERSIONS)
    write(folder / CURRENT, name + "\n")
    for version in sorted((folder / VERSIONS).iterdir()):
        if version.name not in (name, before):
            shutil.rmtree(version, ignore_errors=True)


def write(path: Path, text: str, *, durable: bool = True) -> None:
    """Write a file so that it is either there whole or not at all; if `durable`, after a power cut too."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with draft.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write(text)
        if durable:
            handle.flush()
            os.fsync(handle.fileno())
    draft.replace(path)
    if durable:
        _sync(path.parent)


def _refuse_foreign(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    if names and not names & {LOCK, CURRENT}:
        raise GraphError(f"{folder} is not empty and holds no graph: choose another folder for --out")


def _current(folder: Path) -> str:
    try:
        return (folder / CURRENT).read_text("utf-8").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def _clear(folder: Path) -> None:
    """Remove what a killed build left: nobody else writes while we hold the lock."""
    for leftover in sorted((folder / VERSIONS).glob(f"{STAGING}*")):
        shutil.rmtree(leftover)
    for leftover in sorted(folder.glob("*.tmp")) + sorted((folder / "records").glob("*.tmp")):
        leftover.unlink()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: IO[bytes]) -> bool:
        try:
            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _sync(folder: Path) -> None:
        """Windows writes directory entries through by itself."""

else:
    import fcntl

    def _lock(handle: IO[bytes]) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _sync(folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
