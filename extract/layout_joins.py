"""Which lines of a page belong to one paragraph.

Each line opens a paragraph, goes on with one, ends one, is one, or is a title. The cheapest such reading of all lines
is found by dynamic programming (Viterbi). A cost is about minus the logarithm of a likelihood, estimated by hand: a
typesetter fills each line but the last, a paragraph ends with a sentence, titles carry few signs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from operator import add

from extract.layout_lines import (
    NARROWEST,
    WIDEST,
    End,
    Line,
    columns,
    marked,
    opens_item,
    opens_paragraph,
    opens_story,
)
from extract.lexicon import sections

_FULL_CAP = 6.0
_WIDEST_TITLE = 100
# A line with a comma and this wide is rather a clause than a title.
WIDE_CLAUSE = 44
# What titles lack: a sentence's inner signs, or its end.
_SENTENCE = re.compile(r"[，。；]|[：:…]$|^[（(].*[）)]$")
# Phrases of a title that stand apart.
_PHRASES = re.compile(r"[\u4e00-\u9fff”]{2}[ \u3000]+[“\u4e00-\u9fff]{2}")
_NEVER = 1e9
# A text of this many characters has most pairs of characters that are common in it.
_KNOWN = 40_000
# Within so many lines of a line that holds a whole paragraph, no other line is likely to be broken; what it costs.
_NEAR = 6
_UNBROKEN = 4.0
# What each line break beyond the usual costs between two lines of a paragraph.
_GAP = 1.5
# What it costs that a paragraph ends as its last line does.
_STOP = {End.COMMA: 4.5, End.OPEN: 3.5, End.PERHAPS: 0.8, End.SURE: 0.0}
# A sign that cannot begin a line goes on with the line before.
_HANGING = frozenset("，。、；：！？”’）》」』】%％,.;:!?)")
# Words of one character that no title ends with, and that no paragraph begins with.
STOPLESS = frozenset(sections("layout_words.txt")["STOPLESS"])
HEADLESS = frozenset(sections("layout_words.txt")["HEADLESS"])


class Role(IntEnum):
    """What a line does in its paragraph."""

    FIRST = 0
    MIDDLE = 1
    LAST = 2
    WHOLE = 3
    TITLE = 4


@dataclass(slots=True)
class Paragraph:
    """Lines that were printed as one paragraph or title. `narrowed` is true where its first line looks indented."""

    lines: list[Line]
    title: bool
    narrowed: bool = False
    asides: list[Paragraph] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Return whether the paragraph stops inside a sentence."""
        return not self.title and self.lines[-1].close <= End.OPEN

    @property
    def text(self) -> str:
        """Return the lines, with one space for each line break."""
        return " ".join(line.text for line in self.lines)

    @property
    def width(self) -> float:
        """Return the width of all lines together."""
        return sum(line.high for line in self.lines)


def paragraphs(lines: list[Line], pairs: Continuity) -> list[Paragraph]:
    """Return the paragraphs and titles that the lines make up, in order."""
    found: list[Paragraph] = []
    for line, (role, narrowed) in zip(lines, _roles(lines, pairs), strict=True):
        if role in (Role.MIDDLE, Role.LAST):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line], role is Role.TITLE, narrowed))
    for paragraph in found:
        if not paragraph.title and len(paragraph.lines) <= 3 and paragraph.width <= _WIDEST_TITLE:
            paragraph.title = not _SENTENCE.search(paragraph.text) or _numbered(paragraph)
    return found if usual_breaks(lines) == 1 else [part for paragraph in found for part in _split_title(paragraph)]


def _numbered(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is a numbered heading: one line, perhaps with a comma, but no sentence."""
    line = paragraph.lines[0]
    return len(paragraph.lines) == 1 and line.close is End.OPEN and "。" not in line.text and opens_item(line.text)


def _split_title(paragraph: Paragraph) -> list[Paragraph]:
    """Return the lines of a title one by one; empty lines between them say that they may be several titles."""
    if not paragraph.title or opens_item(paragraph.lines[0].text):
        return [paragraph]
    return [Paragraph([line], True, paragraph.narrowed) for line in paragraph.lines]


class Continuity:
    """Tells whether a line is likely to go on with the line before, by what the text itself writes elsewhere."""

    def __init__(self, text: str) -> None:
        """Look in the first part of `text`; what a line break parts does not count there."""
        self._text = text[:_KNOWN]
        self._weight = len(self._text) / _KNOWN

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return frozenset(map(add, self._text, self._text[1:]))

    def known(self, before: str, after: str) -> bool:
        """Return whether the last character of a line and the first of the next stand together elsewhere."""
        return before[-1] + after[0] in self._pairs

    def written(self, before: str, after: str) -> bool:
        """Return whether the last two characters of a line and the first two of the next stand together elsewhere."""
        return self.known(before, after) and before[-2:] + after[:2] in self._text

    def cost(self, before: str, after: str) -> float:
        """Return what it costs that `after` goes on with `before`; negative where it speaks for that."""
        return -1.0 if self.known(before, after) else 0.9 * self._weight


def _roles(lines: list[Line], pairs: Continuity) -> list[tuple[Role, bool]]:
    """Return the role of each line, and whether it looks like an indented first line."""
    usual = usual_breaks(lines)
    # Where wide gaps are everywhere, they say nothing.
    gap = _GAP if sum(line.breaks > usual for line in lines) < len(lines) / 3 else 0.0
    inside, outside = _NEVER, 0.0  # the cheapest reading that ends within a paragraph, and that does not
    back: list[tuple[tuple[Role, bool], tuple[Role, bool]]] = []
    narrowed = []
    before, column = None, 0.0
    for line, (width, low, high), whole_lines in zip(lines, columns(lines), _unbroken(lines), strict=True):
        misfit, indented = _misfit(width, low, high), _misfit(width, low + 4, high + 4)
        body = _body(line)
        resume = (
            body
            + _resume(line, before, pairs)
            + gap * max(0, min(2, line.breaks - usual))
            + min(3.0, max(0.0, abs(width - column) - 4) / 3)
        )
        resume += _UNBROKEN if whole_lines else 0.0
        begin = 6.0 if line.text[0] in _HANGING else 3.0 if line.text[0] in HEADLESS else 0.0
        stop = _STOP[line.close]
        first = outside + 0.7 + begin + body + min(misfit + 0.3, indented)
        middle = inside + 0.3 + resume + misfit
        loose = 2.0 if before and before.close is End.SURE and not _SENTENCE.search(line.text) else 0.0
        last = inside + 1.4 + resume + stop + loose + (3.0 if low > width + 2 else 0.0)
        whole = outside + 2.0 + begin + stop + (1.0 if line.close <= End.OPEN else 0.0)
        title = outside + 1.2 + begin + _title(line)
        opened = min((first, Role.FIRST), (middle, Role.MIDDLE))
        closed = min((last, Role.LAST), (whole, Role.WHOLE), (title, Role.TITLE))
        narrowed.append(indented + 1.0 < misfit)
        inside, outside = opened[0], closed[0]
        back.append(((opened[1], opened[1] is Role.MIDDLE), (closed[1], closed[1] is Role.LAST)))
        before, column = line, width
    return _trace(back, narrowed)


def _unbroken(lines: list[Line]) -> Iterator[bool]:
    """Yield, for each line, whether lines near it are whole paragraphs, so that this text is not broken into lines."""
    last = -_NEAR
    nexts = [len(lines) + _NEAR] * len(lines)
    for i in range(len(lines) - 1, -1, -1):
        after = nexts[i + 1] if i + 1 < len(lines) else len(lines) + _NEAR
        nexts[i] = i if lines[i].high > WIDEST else after
    for i, line in enumerate(lines):
        last = i if line.high > WIDEST else last
        yield i - last < _NEAR or nexts[i] - i < _NEAR


def _body(line: Line) -> float:
    """Return what it costs that a line is part of a paragraph of several lines."""
    if line.high > WIDEST:
        return _NEVER
    cost = max(0.0, NARROWEST - line.high) if line.close < End.PERHAPS else 0.0
    if not line.signs:
        cost += 0.05 * (line.high - 4)
    if phrased(line):
        cost += 1.5
    if line.apart:
        cost += 6.0
    elif marked(line.text) and not _SENTENCE.search(line.text):
        cost += 3.0
    return cost


def _trace(back: list[tuple[tuple[Role, bool], tuple[Role, bool]]], narrowed: list[bool]) -> list[tuple[Role, bool]]:
    roles: list[tuple[Role, bool]] = []
    open_after = False
    for step, thin in zip(reversed(back), reversed(narrowed), strict=True):
        role, open_after = step[0] if open_after else step[1]
        roles.append((role, thin))
    return roles[::-1]


def _misfit(width: float, low: float, high: float) -> float:
    return min(_FULL_CAP, 1.2 * max(0.0, low - width, width - high))


def _resume(line: Line, before: Line | None, pairs: Continuity) -> float:
    """Return what it costs that `line` goes on with the paragraph of `before`."""
    if before is None:
        return _NEVER
    if line.text[0] in _HANGING:
        return 0.0
    if before.close is End.SURE:
        cost = 1.6
    else:
        cost = pairs.cost(before.text, line.text) + (0.3 if before.close is End.PERHAPS else 0.0)
    if opens_item(line.text):
        cost += 10.0 if opens_story(line.text) else 5.0
    elif before.close is not End.COMMA and opens_paragraph(line.text):
        cost += 2.0 if before.close is End.SURE else 3.0
    if line.indent > 1:
        cost += 6.0
    if line.page:
        cost += 2.0
    return cost


def phrased(line: Line) -> bool:
    """Return whether a line is made of phrases with spaces between them, as titles are."""
    return " " in line.text and line.high <= 80 and not _SENTENCE.search(line.text) and bool(_PHRASES.search(line.text))


def _title(line: Line) -> float:
    """Return what it costs that a line is a title, a caption or something else that stands alone."""
    if line.apart:
        return 0.0
    cost = 2.5 + (1.2 if line.signs else 0.35)
    if line.text[-1] in STOPLESS or opens_paragraph(line.text):
        cost += 3.0
    if marked(line.text):
        cost -= 3.0
    if phrased(line) or (opens_item(line.text) and line.close is End.OPEN):
        cost -= 2.0
    if line.close is End.SURE:
        cost += 0.8 if line.text[-1] in "！？!?…" else 4.0
    elif line.close is End.COMMA:
        cost += 2.0
    if "。" in line.text[:-1]:
        cost += 5.0
    return cost + max(0.0, line.high - (WIDE_CLAUSE if "，" in line.text else 60)) / 8


def usual_breaks(lines: Sequence[Line]) -> int:
    """Return how many line breaks stand between lines that belong together: the fewest that are common."""
    counts = Counter(line.breaks for line in lines[1:])
    return min((n for n, number in counts.items() if number * 4 >= counts.total()), default=1)
