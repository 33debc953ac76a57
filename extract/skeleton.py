"""Sentences with each mention as one sign, so that a relation rule is a short regular expression over types.

In a rule's pattern `<E>` stands for one mention of a type (the codes of the corpus: D E G I A O P R L V), `<DG>` for
one of several types, `<AGENT>`, `<LOC>`, `<PERSON>`, `<BODY>` and `<DOING>` for the groups below, and a plus inside
(`<E+>`) for a coordinated list (`甲、乙和丙`). In a character class `<>` stands for all mentions, `<=EIL>` for those of
some types: `[^，。<>]`, `[^。<=EIL>]`.
Quotation and book marks around a mention belong to its sign.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from extract import lexicon
from extract.corpus import CODES
from extract.state import Found
from ontology.record import MentionType

# One sign per type, from the private use area: no newspaper text has these.
_SIGN = {kind: chr(0xE100 + i) for i, kind in enumerate(CODES.values())}
_GROUPS = {
    "AGENT": "EGIAD",
    "BODY": "EGIA",
    "LOC": "DL",
    "PERSON": "OP",
    "DOING": "RV",
    "ANY": "DEGIAOPRLV",
}
_MACRO = re.compile(r"<([A-Z]+)(\+?)>")
_IN_CLASS = re.compile(r"<=([A-Z]+)>")
_SHARED = re.compile(r"@([a-z]+)")
_AND = "(?:[、，]?(?:和|与|及|以及|联合|携手|会同|暨|、))"
# One of a list that nobody recognised as a name.
_UNKNOWN = "[^，。；：、“”<>]{2,12}"
# Names in quotation marks are listed without anything between them.
_QUOTED = frozenset({"R", "V", "DOING"})
_SPACE = re.compile(r"(?<=[0-9A-Za-z]) (?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff]) (?=[0-9A-Za-z])")
_OPENING, _CLOSING = "“《「‘", "”》」’"


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a rule's pattern, with its macros written out."""
    written_out = _SHARED.sub(lambda match: f"(?:{_words()[match[1]]})", pattern)
    written_out = _IN_CLASS.sub(lambda match: _signs(match[1]), written_out)
    return re.compile(_MACRO.sub(_expand, written_out).replace("<>", "".join(_SIGN.values())))


def _signs(codes: str) -> str:
    return "".join(_SIGN[CODES[code]] for code in _GROUPS.get(codes, codes))


@cache
def _words() -> dict[str, str]:
    return {row[0]: row[1] for row in lexicon.rows("relation_words.tsv")}


def _expand(match: re.Match[str]) -> str:
    one = f"[{_signs(match[1])}]"
    if not match[2]:
        return one
    if match[1] in _QUOTED:
        return f"{one}(?:{_AND}?{one})*"
    return f"{one}(?:(?:、{_UNKNOWN}){{0,2}}{_AND}{one})*(?:、{_UNKNOWN}?)?"


_END = re.compile(r"\(\?P<[so]>(?:<[A-Z]+>\?)*<([A-Z]+)\+?>")


def needs(pattern: str) -> tuple[frozenset[str], ...]:
    """Return, for each end of a rule, the signs of which a sentence must have one."""
    return tuple(
        frozenset(_SIGN[CODES[code]] for code in _GROUPS.get(match[1], match[1])) for match in _END.finditer(pattern)
    )


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A sentence as signs: `text` with one character per mention, and the way back to the sentence."""

    text: str
    offsets: tuple[int, ...]
    end: int
    mentions: tuple[Found, ...]
    at: tuple[int, ...] = field(default=())

    def inside(self, start: int, end: int) -> list[Found]:
        """Return the mentions whose signs lie in a span of the skeleton."""
        return list(self.mentions[bisect_left(self.at, start) : bisect_left(self.at, end)])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the document for a span of the skeleton."""
        last = self.offsets[end] if end < len(self.offsets) else self.end
        return self.offsets[start], last


def build(text: str, start: int, end: int, mentions: Sequence[Found]) -> Skeleton:
    """Return the skeleton of `text[start:end]`, in which `mentions` stand, in order and without overlap."""
    parts: list[str] = []
    offsets: list[int] = []
    at: list[int] = []
    position = start
    for found in mentions:
        first, last = _with_marks(text, found, position, end)
        _copy(text, position, first, parts, offsets)
        at.append(len(offsets))
        parts.append(_SIGN[found.type])
        offsets.append(first)
        position = last
    _copy(text, position, end, parts, offsets)
    return Skeleton("".join(parts), tuple(offsets), end, tuple(mentions), tuple(at))


def _copy(text: str, start: int, end: int, parts: list[str], offsets: list[int]) -> None:
    """Add a stretch of text without the spaces that the print sets around numbers and Latin letters."""
    if text.find(" ", start, end) >= 0:
        for match in _SPACE.finditer(text, start, end):
            parts.append(text[start : match.start()])
            offsets += range(start, match.start())
            start = match.end()
    parts.append(text[start:end])
    offsets += range(start, end)


def _with_marks(text: str, found: Found, floor: int, ceiling: int) -> tuple[int, int]:
    first, last = found.start, found.end
    if first > floor and last < ceiling:
        mark = _OPENING.find(text[first - 1])
        if mark >= 0 and text[last] == _CLOSING[mark]:
            return first - 1, last + 1
    return first, last


def sign(kind: MentionType) -> str:
    """Return the sign of a type."""
    return _SIGN[kind]
