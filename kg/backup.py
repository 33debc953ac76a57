"""A graph as one file: its quads as canonical N-Quads, what its version was made of, and the records of its documents.

Equal graphs give equal files, byte for byte, on every machine and after whatever builds. Nothing of the engine's own
files goes in: a backup outlives the format of the store, and all that it holds is checked when it is read.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kg import manifest, search
from kg.cache import RECORDS
from kg.store import CURRENT, STORE, VERSIONS, Store, canonical_nquads, cause, current_version, open_current
from kg.versions import LOCK, write
from ontology.errors import GraphError, InputError

# Raised with every change of what is in the file.
FORMAT = 1

HEADER = "backup.json"
QUADS = "graph.nq"

_VERSION = "version"
_SUFFIXES = (".tar.gz", ".tgz")
# The only names that a backup may hold: none leads out of the folder that is being restored.
_MEMBER = re.compile(rf"{re.escape(QUADS)}|(?:{_VERSION}|{RECORDS})/[A-Za-z0-9][A-Za-z0-9._-]*")
_NAME = re.compile(r"v-[0-9a-f]{16}")
# A header says little about each file, but there is one for each document.
_HEADER_SIZE = 1 << 28
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup holds: the name of the version, how many quads and documents, the digest of its N-Quads."""

    version: str
    quads: int
    documents: int
    sha256: str


def backup(folder: Path, file: Path) -> Saved:
    """Write the published version of the graph in `folder` to `file` (.tar.gz), which must not be there yet."""
    if not file.name.endswith(_SUFFIXES):
        raise InputError(f"a backup is written as .tar.gz, not as {file.name!r}")
    if file.exists():
        raise InputError(f"{file} is there already: choose another name")
    version = current_version(folder)
    known = manifest.read(version)
    view = open_current(folder)
    content = _content(folder, version, known.records.values())
    quads = canonical_nquads(view)
    draft = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    saved = Saved(version.name, len(view), len(known.documents), hashlib.sha256(quads).hexdigest())
    try:
        with draft.open("wb") as handle:
            _write(handle, {**content, QUADS: quads}, saved)
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(file)
    except FileNotFoundError as error:
        raise GraphError(f"{error.filename} is gone: a build went on meanwhile, or there is no such folder") from error
    except OSError as error:
        raise InputError(f"cannot write {file}: {cause(error)}") from error
    finally:
        draft.unlink(missing_ok=True)
    return saved


def restore(file: Path, folder: Path) -> Saved:
    """Make `folder`, which must be empty or missing, the graph that `file` holds.

    The folder appears whole or not at all. Raises InputError for what is no backup or is damaged, GraphError where the
    folder holds something.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GraphError(f"{folder} is not empty: restore to a new folder")
    draft = folder.with_name(f"{folder.name}.{os.getpid()}.tmp")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        (draft / RECORDS).mkdir(parents=True)
        saved = _restore(file, draft)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    except OSError as error:
        raise GraphError(f"cannot write {folder}: {cause(error)}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return saved


# ---- writing


def _content(folder: Path, version: Path, records: Any) -> dict[str, bytes | Path]:
    """Return the files of a backup by their names in it, but for the quads: what can be made of them stays out."""
    beside = (path for path in version.iterdir() if path.is_file() and path.name != search.NAME)
    found: dict[str, bytes | Path] = {f"{_VERSION}/{path.name}": path for path in beside}
    for record in records:
        path = folder / RECORDS / f"{record}.json"
        if path.is_file():  # one that is missing is extracted again by the next build
            found[f"{RECORDS}/{path.name}"] = path
    strange = sorted(name for name in found if not _MEMBER.fullmatch(name))
    if strange:
        raise GraphError(f"the graph in {folder} holds a file that is not of a graph: {strange[0]}")
    return found


def _write(handle: IO[bytes], content: Mapping[str, bytes | Path], saved: Saved) -> None:
    files = {name: _summary(content[name]) for name in sorted(content)}
    header = {
        "format": FORMAT,
        "version": saved.version,
        "quads": saved.quads,
        "documents": saved.documents,
        "files": files,
    }
    # No name and no time in the file's own head, or equal graphs would give different files.
    with (
        gzip.GzipFile("", "wb", 6, handle, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        _add(archive, HEADER, (json.dumps(header, ensure_ascii=False) + "\n").encode())
        for name in sorted(content):
            _add(archive, name, _read(content[name]))


def _summary(content: bytes | Path) -> tuple[int, str]:
    data = _read(content)
    return len(data), hashlib.sha256(data).hexdigest()


def _read(content: bytes | Path) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)  # owner 0, time 0
    member.size = len(data)
    member.mode = 0o644
    archive.addfile(member, io.BytesIO(data))


# ---- reading


def _restore(file: Path, draft: Path) -> Saved:
    with _reading(file), _open(file) as handle, tarfile.open(fileobj=handle, mode="r|gz") as archive:
        members = iter(archive)
        header = _header(next(members, None), archive)
        files: dict[str, tuple[int, str]] = {
            name: (int(size), str(sha)) for name, (size, sha) in header["files"].items()
        }
        saved = Saved(str(header["version"]), int(header["quads"]), int(header["documents"]), files[QUADS][1])
        if not _NAME.fullmatch(saved.version) or not all(map(_MEMBER.fullmatch, files)):
            raise ValueError("it holds names that no backup has")
        version = draft / VERSIONS / saved.version
        version.mkdir(parents=True)
        for member in members:
            _extract(archive, member, files.pop(member.name, None), draft, version)
        if files:
            raise ValueError(f"{min(files)} is missing")
    _check_manifest(file, version, saved)
    _load(file, draft / QUADS, version, saved)
    (draft / LOCK).touch()
    write(draft / CURRENT, saved.version + "\n")
    return saved


def _open(file: Path) -> IO[bytes]:
    try:
        return file.open("rb")
    except OSError as error:
        raise InputError(f"cannot read {file}: {cause(error)}") from error


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{file} is no backup of a graph, or is damaged: {error}") from error


def _header(member: tarfile.TarInfo | None, archive: tarfile.TarFile) -> dict[str, Any]:
    if member is None or member.name != HEADER or not member.isreg() or member.size > _HEADER_SIZE:
        raise ValueError(f"it does not begin with {HEADER}")
    handle = archive.extractfile(member)
    header = json.loads(handle.read() if handle is not None else b"")
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        found = header.get("format") if isinstance(header, dict) else None
        raise ValueError(f"its format is {found}, this program reads format {FORMAT}")
    return header


def _extract(
    archive: tarfile.TarFile, member: tarfile.TarInfo, known: tuple[int, str] | None, draft: Path, version: Path
) -> None:
    """Write one file, if it is just what the header says; its name is one of those that were checked."""
    handle = archive.extractfile(member) if member.isreg() else None
    if known is None or handle is None or member.size != known[0]:
        raise ValueError(f"{member.name!r} is not what its list of files says")
    folder, _, name = member.name.rpartition("/")
    target = (version if folder == _VERSION else draft / folder) / name
    digest = hashlib.sha256()
    with target.open("xb") as out:
        while chunk := handle.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
    if digest.hexdigest() != known[1]:
        raise ValueError(f"{member.name} has changed since it was written")


def _check_manifest(file: Path, version: Path, saved: Saved) -> None:
    text = (version / manifest.NAME).read_text("utf-8") if (version / manifest.NAME).is_file() else ""
    try:
        known = manifest.Manifest.from_json(text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"the graph in {file} cannot be used ({error}): rebuild it with `kg build PATH... --out DIR`"
        ) from error
    if known.version != saved.version:
        raise InputError(f"{file} is damaged: its manifest is that of {known.version}, not of {saved.version}")


def _load(file: Path, quads: Path, version: Path, saved: Saved) -> None:
    """Make the store and the text index, and compare what the store holds with what was saved."""
    known = manifest.read(version)
    store = Store.open(version / STORE, base=known.base)
    try:
        with quads.open("rb") as lines:
            store.load_lines(lines)
    except SyntaxError as error:
        raise InputError(f"{file} is damaged: {QUADS} is no N-Quads: {error}") from error
    store.flush()
    if hashlib.sha256(canonical_nquads(store)).hexdigest() != saved.sha256:
        raise InputError(f"{file} is damaged: its quads are not those that were saved")
    search.write(version, store)
    quads.unlink()
