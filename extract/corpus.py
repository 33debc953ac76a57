"""The annotated corpus: articles written for this project, with `{D:富阳区}` around each name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ontology.errors import InputError
from ontology.record import MentionType

CODES = {
    "D": MentionType.DISTRICT,
    "E": MentionType.ENTERPRISE,
    "G": MentionType.GOVERNMENT,
    "I": MentionType.INSTITUTION,
    "A": MentionType.ASSOCIATION,
    "O": MentionType.OFFICIAL,
    "P": MentionType.PERSON,
    "R": MentionType.PROGRAM,
    "L": MentionType.PLACE,
    "V": MentionType.EVENT,
}

_MARK = re.compile(r"\{([DEGIAOPRLV]):([^{}\n]+)\}")


@dataclass(frozen=True, slots=True)
class Article:
    """One article: plain text and its names as `(start, end, type)`."""

    text: str
    names: tuple[tuple[int, int, MentionType], ...]


def parse(marked: str) -> Article:
    """Read one article with inline marks."""
    parts: list[str] = []
    names: list[tuple[int, int, MentionType]] = []
    position = size = 0
    for match in _MARK.finditer(marked):
        plain = marked[position : match.start()]
        start = size + len(plain)
        size = start + len(match[2])
        parts += [plain, match[2]]
        names.append((start, size, CODES[match[1]]))
        position = match.end()
    parts.append(marked[position:])
    text = "".join(parts)
    if "{" in text or "}" in text:
        raise InputError(f"unbalanced mark in the article that begins {text[:20]!r}")
    return Article(text, tuple(names))


def read(folder: Path) -> Iterator[Article]:
    """Yield the articles of all `*.txt` files of a folder, in order of file name."""
    for path in sorted(folder.glob("*.txt")):
        yield from read_file(path)


def read_file(path: Path) -> Iterator[Article]:
    """Yield the articles of one file; `#` lines at the top are notes, `=====` stands between articles."""
    body = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# "))
    for part in re.split(r"^=====\s*$", body, flags=re.MULTILINE):
        if part.strip():
            yield parse(part.strip("\n"))
