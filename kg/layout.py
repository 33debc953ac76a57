"""Chinese text in columns of a terminal: where a line may be broken, and how wide things are printed."""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size
from rich.text import Text

_NOT_FIRST = frozenset("，。、；：！？）》〉」』】”’％%…—,.;:!?)]}")
_NOT_LAST = frozenset("（《〈「『【“‘([{")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# A word or number longer than this is broken like anything else.
_WORD = 24


def wrap(text: Text, width: int) -> list[Text]:
    """Return `text` in lines of at most `width` cells; no line starts with a full stop or splits a number."""
    return list(text.divide(breaks(text.plain, width)))


def breaks(text: str, width: int) -> list[int]:
    """Return the offsets at which `text` is broken into lines of at most `width` cells."""
    found: list[int] = []
    start = used = 0
    at = 0
    while at < len(text):
        cells = cell_len(text[at])
        if used + cells > width and at > start:
            start = at = _back(text, start, at)
            found.append(at)
            used = 0
            continue
        used += cells
        at += 1
    return found


def _back(text: str, start: int, at: int) -> int:
    """Return the nearest place before `at` where a line may end, or `at` where there is none."""
    for place in range(at, max(start + 1, at - _WORD), -1):
        left, right = text[place - 1], text[place]
        if right not in _NOT_FIRST and left not in _NOT_LAST and not (_inner(left) and _inner(right)):
            return place
    return at


def _inner(character: str) -> bool:
    return character.isascii() and not character.isspace()


def safe(text: str) -> str:
    """Return `text` without what would steer the terminal: control characters and marks that turn the direction."""
    return _CONTROL.sub("", text)


def pad(text: str, width: int) -> str:
    """Return `text` filled with spaces to `width` cells."""
    return text + " " * max(0, width - cell_len(text))


def shorten(text: str, width: int) -> str:
    """Return `text` in at most `width` cells, an ellipsis at the end of what is cut off."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"


def period(start: str, end: str) -> str:
    """Return a period as a Chinese reader writes it: `2024年`, `2024年1—6月`, `截至2024年6月30日`."""
    if not start or not end:
        return f"截至{_day(end)}" if end else (f"{_day(start)}起" if start else "")
    (year, month, day), (year2, month2, day2) = start.split("-"), end.split("-")
    whole = day == "01" and int(day2) >= 28
    if whole and (month, month2) == ("01", "12"):
        return f"{year}年" if year == year2 else f"{year}—{year2}年"
    if whole and year == year2:
        return f"{year}年{int(month)}月" if month == month2 else f"{year}年{int(month)}—{int(month2)}月"
    return _day(start) if start == end else f"{_day(start)}至{_day(end)}"


def _day(day: str) -> str:
    year, month, date = day.split("-")
    return f"{year}年{int(month)}月{int(date)}日"
