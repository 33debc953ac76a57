"""The sentence around a span of raw newspaper text, so that the graph carries its own evidence.

The text is as it came out of a PDF: lines may be broken inside sentences and words, with or without a blank line
after each, and headings, bylines and captions stand between paragraphs without a full stop of their own.
"""

from __future__ import annotations

import re
from statistics import median_low

LIMIT = 200
# Beyond this many characters no sentence is looked for: it would be cut to LIMIT anyway.
_REACH = 600
# A line longer than this was not wrapped for a page column.
_COLUMN = 120
# A wrapped line fills its column but for a character or two that may not start or end a line.
_FULL = 0.8
# How many lines above and below say how wide the column is.
_NEAR = 3

_END = r"[。！？!?]+[”’」』）)】》]*"
_BREAK = r"[^\S\n]*\n\s*"
_BOUNDARY = re.compile(f"{_END}|{_BREAK}")
_UNFINISHED = re.compile(r"[，、：；,（(“‘《「『【—－-]\s*$")
_CONTINUES = re.compile(r"\s*[，、。！？；：,）)”’》」』】]")
# What opens a block of its own: marks of lists, headings and captions, and the indent of a paragraph.
_OPENS = re.compile(
    r"[ \t]*[#●■◆▲△□○◎★☆▶►•·*]|\u3000\u3000|[ \t]{4,}"
    r"|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]"
    r"|图为|本报记者|[文图]\s?/"
)
_HEADING = re.compile(r"\s*#")
_HALF = re.compile(r"[\x20-\x7e]")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[A-Za-z0-9.,;:!?%&+)'\"-]")


def squeeze(text: str) -> str:
    """Return `text` without line breaks and without spaces, but for those between two Latin words."""
    return _SPACE.sub(_gap, text.strip())


def sentence(text: str, start: int, end: int, *, limit: int = LIMIT) -> str:
    """Return the sentence around characters `start` to `end`, on one line and at most `limit` characters long.

    A longer one is cut at both sides of the span, with `…` where something is left out; the span itself is
    always there whole. Never crosses from one block of the page into the next.
    """
    before, exact, after = context(text, start, end, limit=limit)
    return _join(_join(before, exact), after)


def context(text: str, start: int, end: int, *, limit: int = LIMIT) -> tuple[str, str, str]:
    """Return that sentence in three parts: what stands before the span, the span, and what comes after it."""
    start, end = min(start, len(text)), min(end, len(text))
    before = squeeze(text[_begin(text, start) : start])
    after = squeeze(text[end : _finish(text, end)])
    exact = squeeze(text[start:end])
    if len(before) + len(exact) + len(after) > limit:
        before, after = _cut(before, after, max(0, limit - len(exact) - 2))
    return before, exact, after


def _gap(match: re.Match[str]) -> str:
    text = match.string
    left, right = text[match.start() - 1], text[match.end()]
    if right.isdigit() and (left.isdigit() or (left in ".," and text[match.start() - 2 : match.start() - 1].isdigit())):
        return ""
    return " " if _WORD.match(left) and _WORD.match(right) else ""


def _join(left: str, right: str) -> str:
    """Put two pieces together as they stood in the text; a space between Latin words was stripped from them."""
    latin = left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha()
    return f"{left} {right}" if latin else left + right


def _cut(before: str, after: str, room: int) -> tuple[str, str]:
    left = min(len(before), max(room // 2, room - len(after)))
    right = min(len(after), room - left)
    if left < len(before):
        before = "…" + before[len(before) - left :]
    if right < len(after):
        after = after[:right] + "…"
    return before, after


def _begin(text: str, start: int) -> int:
    low = max(0, start - _REACH)
    for match in reversed(list(_BOUNDARY.finditer(text, low, start))):
        if _ends_block(text, match):
            return match.end()
    return low


def _finish(text: str, end: int) -> int:
    high = min(len(text), end + _REACH)
    if end and text[end - 1] in "。！？":
        return end
    for match in _BOUNDARY.finditer(text, end, high):
        if _ends_block(text, match):
            return match.end() if "\n" not in match[0] else match.start()
    return high


def _ends_block(text: str, match: re.Match[str]) -> bool:
    """Say whether a full stop or line break ends the sentence; a break inside a wrapped paragraph does not."""
    if "\n" not in match[0]:
        return True
    above = text[max(0, match.start() - _REACH) : match.start()]
    below = text[match.start() : match.end() + _REACH]
    first = below.lstrip()
    last = above.rpartition("\n")[2]
    if not first or not last.strip() or _UNFINISHED.search(last) or _CONTINUES.match(first):
        return not first
    indent = below[: len(below) - len(first)].rpartition("\n")[2]
    if _OPENS.match(indent + first) or _HEADING.match(last):
        return True
    if len(last) > _COLUMN:  # no heading is that long: a page ended inside a sentence
        return False
    return _wider_gap(match[0], above, below[len(match[0]) :]) or not _full(last, above, first)


def _wider_gap(gap: str, above: str, below: str) -> bool:
    """Say whether there are more blank lines here than between the lines nearby."""
    near = re.findall(r"\n\s*", above[-300:]) + re.findall(r"\n\s*", below[:300])
    return bool(near) and median_low(space.count("\n") for space in near) < gap.count("\n")


def _full(last: str, above: str, below: str) -> bool:
    """Say whether the line before a break reaches the edge of its column, as a wrapped line does."""
    lines = [line for line in above.splitlines() if line.strip()][-_NEAR:]
    lines += [line for line in below.splitlines()[: 2 * _NEAR] if line.strip()][:_NEAR]
    return _width(last) >= _FULL * max(_width(line) for line in lines if len(line) <= _COLUMN)


def _width(line: str) -> int:
    """Return the printed width: a Latin letter or digit takes half the room of a Han character."""
    line = line.strip()
    return 2 * len(line) - len(_HALF.findall(line))
