"""Repair of printed text: the lines of a newspaper page become paragraphs, and every character keeps its source offset.

Text that comes out of a PDF is broken at line ends, inside words and sentences, and captions stand in the middle of
sentences. `repair` undoes that. Nothing is added but the line break between blocks and the space between words, and
both stand for white space of the source.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass

from extract.layout_blocks import Unit, arrange
from extract.layout_joins import Continuity, paragraphs, usual_breaks
from extract.layout_lines import front_matter, level, read_lines
from extract.layout_sections import find_sections, split_bylines
from extract.layout_text import unify, write
from extract.state import Block, Section


@dataclass(frozen=True, slots=True)
class Layout:
    """A repaired text, its blocks and articles, and the way back to the source.

    All offsets are characters (code points) of `text`, ends exclusive, unless they are said to be of the source.
    """

    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    _origin: array[int]
    _jumps: tuple[int, ...]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source from the first to the last character of a span of `text`.

        An empty span maps to an empty one. Where `contiguous` is false the span also holds what the repair set aside.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no span of the repaired text: {start} to {end}")
        if start == end:
            at = self._origin[start] if start < len(self._origin) else self._origin[-1] + 1 if self._origin else 0
            return at, at
        first, last = self._origin[start], self._origin[end - 1]
        return min(first, last), max(first, last) + 1

    def contiguous(self, start: int, end: int) -> bool:
        """Return whether a span of `text` stands in the source as it is, but for white space and invisible signs."""
        return bisect_right(self._jumps, start) == bisect_right(self._jumps, end - 1) if start < end else True

    def origin(self, offset: int) -> int:
        """Return the source offset of one character of `text`."""
        return self._origin[offset]


def repair(text: str) -> Layout:
    """Return the repaired form of a decoded text. Never fails; what is not understood stays as it is."""
    text = unify(text)
    lines = read_lines(text)
    pairs = Continuity(text)
    units = arrange(paragraphs(lines, pairs), pairs, usual_breaks(lines), front_matter(text))
    parts: list[str] = []
    blocks: list[Block] = []
    jumps: list[int] = []
    pages: set[int] = set()
    levels: dict[int, int] = {}
    origin: array[int] = array("q")
    length = 0
    for unit in units:
        body, offsets, inner = write(text, unit)
        if not body:
            continue
        if blocks:
            parts.append("\n")
            origin.append(_break_before(text, unit))
            jumps += [length, length + 1]
            length += 1
        parts.append(body)
        origin += offsets
        jumps += [length + jump for jump in inner]
        first = unit.lines[0]
        if first.page:
            pages.add(length)
        levels[length] = level(first.text)
        blocks += split_bylines(body, length, unit.kind)
        length += len(body)
    whole = "".join(parts)
    return Layout(whole, tuple(blocks), find_sections(whole, blocks, pages, levels), origin, tuple(jumps))


def _break_before(text: str, unit: Unit) -> int:
    """Return the source offset of the line break before a block."""
    k = unit.lines[0].start - 1
    while k > 0 and not text[k].isspace():
        k -= 1
    return max(0, k)
