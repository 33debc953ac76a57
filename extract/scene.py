"""The stretch to the left of a name's end: pieces up to a word at which no name of that sort goes on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from extract import lexicon
from extract.reading import Kind, read
from extract.state import State
from ontology.record import MentionType

_PLACE_WORDS = frozenset("省市区县镇乡村州旗") | {"街道", "社区"}
_CLOSE = {"）": "（", ")": "(", "”": "“"}
_LONGEST_BRACKET = 14
# 第93次, 2024年: counted words that stand in names.
_COUNTERS = frozenset("次届年号")
# The space that layout leaves between a year or a Latin word and what follows.
_SPACED = re.compile(r"[0-9A-Za-z] [\u3400-\u9fff]")
_BROKEN = re.compile(r"[。；！？\s]")
# What opens a line and is no part of what follows: the number of a list's item, a dateline.
_ITEM = re.compile(r"(?m)^[ \t]*[（(]?[0-9一二三四五六七八九十]{1,3}[)）.．、](?![0-9])[ \t]*")
_DATELINE = re.compile(r"讯(?<=[\u3400-\u9fff]讯)[ 　]*(?:（[^（）\n]{2,40}）)?[ 　]*")


class Piece(NamedTuple):
    """A stretch of text to the left of a name's end."""

    start: int
    end: int
    kind: Kind


@lru_cache(maxsize=4)
def _openings(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return where the numbers of lists end, and these with where datelines do."""
    items = frozenset(match.end() for match in _ITEM.finditer(text))
    return items, items | {match.end() for match in _DATELINE.finditer(text)}


class Scene:
    """A text with the divisions found in it."""

    __slots__ = ("_by_end", "_districts", "_opened", "district_starts", "items", "reading", "text")

    def __init__(self, text: str, state: State) -> None:
        """Take the DISTRICT candidates of `state` as given."""
        self.text = text
        self.reading = read(text)
        spans = [(f.start, f.end) for f in state.candidates if f.type is MentionType.DISTRICT]
        self._by_end: dict[int, int] = {}
        for start, end in sorted(spans):
            self._by_end[end] = min(start, self._by_end.get(end, start))
        self.district_starts = frozenset(start for start, _ in spans)
        self._districts = sorted(self.district_starts)
        self.items, self._opened = _openings(text)

    def opens(self, position: int) -> bool:
        """Whether a list's number or a dateline ends at `position`, so that no name goes on before it."""
        return position in self._opened

    def divisions(self, without: Collection[int]) -> set[str]:
        """Return what the divisions are called that were found, less those that end at `without`."""
        return {self.text[start:end] for end, start in self._by_end.items() if end not in without}

    def district_within(self, start: int, end: int) -> bool:
        """Whether a division was found that begins in a stretch."""
        i = bisect_left(self._districts, start)
        return i < len(self._districts) and self._districts[i] < end

    def district_before(self, end: int) -> int | None:
        """Return where the chain of divisions that ends at `end` begins, None where there is none."""
        start = self._by_end.get(end)
        if start is None:
            return self._guess(end)
        while start in self._by_end:
            start = self._by_end[start]
        return start

    def _is_division(self, end: int) -> bool:
        """Whether the division that ends at `end` was found or has the suffix of one."""
        return end in self._by_end or self.text[end - 1] in _PLACE_WORDS

    def _guess(self, end: int) -> int | None:
        """A division by its look: a place word of the segmenter, with its suffix."""
        reading = self.reading
        if end <= 0 or not reading.is_edge(end):
            return None
        i = reading.before(end)
        if reading.tags[i] == "ns" and reading.words[i] not in lexicon.words("countries.txt"):
            return reading.starts[i]
        if reading.words[i] in _PLACE_WORDS and i > 0 and reading.kind(i - 1) is Kind.NAME:
            return reading.starts[i - 1]
        return None

    def left(
        self, end: int, limit: int = 24, *, brackets: bool = False, quotes: bool = False, verbs: bool = False
    ) -> list[Piece]:
        """Return the pieces of a name that ends at `end`, from left to right.

        `limit` is a number of characters; brackets, quoted words and verbs are passed where allowed.
        """
        reading, text = self.reading, self.text
        pieces: list[Piece] = []
        position = end
        while position > 0 and end - position < limit and not self.opens(position):
            district = self.district_before(position) if self._is_division(position) else None
            if district is not None and position - district >= 2:
                pieces.append(Piece(district, position, Kind.DISTRICT))
                position = district
                continue
            known = reading.known_by_end.get(position)
            if known is not None and end - known <= limit:
                pieces.append(Piece(known, position, Kind.NAME))
                position = known
                continue
            i = reading.before(position)
            kind = reading.kind(i)
            start = reading.starts[i]
            if kind is Kind.MARK:
                mark = text[position - 1]
                if (mark in "）)" and brackets) or (mark == "”" and quotes):
                    opening = text.rfind(_CLOSE[mark], max(0, position - _LONGEST_BRACKET - 2), position)
                    if opening >= 0 and not _BROKEN.search(text, opening, position):
                        inside = Kind.BRACKET if mark != "”" else Kind.QUOTE
                        pieces.append(Piece(opening, position, inside))
                        position = opening
                        continue
                if mark == " " and _SPACED.match(text, position - 2):
                    position -= 1
                    continue
                if mark in "·&-—" and text[position - 2 : position - 1] != mark and position != end:
                    pieces.append(Piece(position - 1, position, Kind.CHARACTER))
                    position -= 1
                    continue
                break
            if kind is Kind.STOP and reading.word(i) in _COUNTERS and reading.kind(i - 1) is Kind.NUMBER:
                start, kind = reading.starts[i - 1], Kind.NUMBER
            if kind is Kind.STOP or (kind is Kind.VERB and not verbs):
                break
            pieces.append(Piece(start, position, kind))
            position = start
        return pieces[::-1]
