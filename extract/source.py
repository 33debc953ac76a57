"""Reading: files and folders to find, bytes to decode. Offsets count the code points of the text made here.

The text is the file's, without a byte order mark and with its line breaks as they are.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from glob import glob, has_magic
from pathlib import Path

from ontology.errors import EncodingError, InputError

SUFFIXES = frozenset({".txt", ".md"})
# What stands beside the texts and is none: tables of metadata, decisions of people.
TABLES = frozenset({"metadata.csv", "curation.yaml"})
# No news text comes near this; a larger file is an archive that should be split into its articles.
LARGEST = 32 * 2**20
_SAMPLE = 10_000
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
# Share of Han characters in level 1 of GB 2312, measured on pieces of 20 characters of news text: at least 0.87;
# of the same in Big5 and read as GB 18030 at most 0.64, of UTF-8 read so at most 0.30.
_PLAUSIBLE = 0.75


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded text. `sha256` is that of the text in UTF-8, so that of the file where it is plain UTF-8."""

    path: Path
    text: str
    sha256: str
    encoding: str


def read(path: Path) -> Source:
    """Return the text of a file; raise InputError if it cannot be read and EncodingError if it is no text."""
    try:
        if path.is_dir():
            raise InputError(f"{path}: is a folder, not a file")
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError(f"{path}: {size / 2**20:.0f} MiB; the limit is {LARGEST // 2**20}, split it into articles")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    return decode(data, path)


def decode(data: bytes, path: Path) -> Source:
    """Return the text that `data` holds: a byte order mark decides, then strict UTF-8, then strict GB 18030."""
    if not data.strip():
        raise InputError(f"{path}: the file is empty")
    text, encoding = _decoded(data, path)
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise InputError(f"{path}: the file is empty")
    if _CONTROL.search(text):
        raise EncodingError(f"{path}: is not text (it holds control characters); only plain text and Markdown are read")
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Source(path, text, digest, encoding)


def _decoded(data: bytes, path: Path) -> tuple[str, str]:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, path), encoding
    if b"\0" in data:
        raise EncodingError(f"{path}: is not text (it holds zero bytes); only plain text and Markdown are read")
    try:
        text = data.decode("utf-8")
        if text.isascii() or plausible(text) or not _is_gb18030(data):
            return text, "utf-8"
        return data.decode("gb18030"), "gb18030"  # a few characters of GB 18030 can pass for Greek in UTF-8
    except UnicodeDecodeError as error:
        reason = f"not UTF-8 (byte {error.start})"
    if _is_gb18030(data):
        return data.decode("gb18030"), "gb18030"
    guess = "it may be Big5" if _is_big5(data) else "it may be damaged"
    raise EncodingError(f"{path}: {reason}, and no Chinese when read as GB 18030; {guess}: save it as UTF-8")


def _strict(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(f"{path}: is marked as {encoding} but is not (byte {error.start})") from error


def plausible(text: str) -> bool:
    """Return whether most Han characters of a text are common ones, as they are not when it was decoded wrongly."""
    han = _HAN.findall(text[:_SAMPLE])
    return sum(char in _common() for char in han) >= _PLAUSIBLE * len(han) and bool(han)


@cache
def _common() -> frozenset[str]:
    """Return the 3,755 characters of level 1 of GB 2312."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return frozenset("".join(code.decode("gb2312", "ignore") for code in codes))


def _is_gb18030(data: bytes) -> bool:
    try:
        return plausible(data.decode("gb18030"))
    except UnicodeDecodeError:
        return False


def _is_big5(data: bytes) -> bool:
    """Return whether the bytes are Big5 with common characters, which have lead bytes from A4 to C6."""
    try:
        han = _HAN.findall(data.decode("big5hkscs")[:_SAMPLE])
    except UnicodeDecodeError:
        return False
    return bool(han) and sum(char.encode("big5hkscs") < b"\xc7" for char in han) >= _PLAUSIBLE * len(han)


def expand(paths: Iterable[str | Path], *, skipped: Callable[[Path], None] | None = None) -> list[Path]:
    """Return the files that are meant: files as they are, the texts of folders and globs, sorted, each once.

    `skipped` is called with each file of a folder or glob that is neither .txt nor .md. Hidden files and metadata
    tables are passed over. Raises InputError for a path that is not there, and where nothing is left to read.
    """
    found: dict[str, Path] = {}
    folders: dict[Path, str] = {}
    given = [os.fspath(path) for path in paths]
    for name in given:
        for path, named in _meant(name):
            if path.name in TABLES or path.name.startswith("."):
                continue
            if named or path.suffix.lower() in SUFFIXES:
                found.setdefault(_real(path, folders), path)
            elif skipped is not None:
                skipped(path)
    if not found:
        raise InputError(f"no .txt or .md file in {', '.join(given) or 'nothing'}")
    return sorted(found.values(), key=lambda path: path.as_posix())


def _real(path: Path, folders: dict[Path, str]) -> str:
    """Return where a file really is; `folders` keeps where folders are, so that thousands of files ask but once."""
    if path.is_symlink():
        return os.path.realpath(path)
    if path.parent not in folders:
        folders[path.parent] = os.path.realpath(path.parent)
    return os.path.join(folders[path.parent], path.name)  # noqa: PTH118 (a text, not a path, for speed)


def _meant(name: str) -> Iterator[tuple[Path, bool]]:
    """Yield the files of one argument, and whether each was named itself."""
    path = Path(name)
    try:
        if path.is_dir():
            yield from ((file, False) for file in _walk(path))
            return
        exists = path.exists()
    except (OSError, ValueError) as error:
        raise InputError(f"{name}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if exists:
        yield path, True
        return
    matches = sorted(glob(name, recursive=True)) if has_magic(name) else []  # noqa: PTH207 (Path.glob takes no absolute pattern)
    if not matches:
        raise InputError(f"{name}: no such file or folder")
    for match in matches:
        if Path(match).is_dir():
            yield from ((file, False) for file in _walk(Path(match)))
        else:
            yield Path(match), False


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise InputError(f"{error.filename}: cannot be read ({error.strerror})") from error

    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent) / name for name in sorted(files))
