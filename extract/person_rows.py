"""Rows of persons: 伊达木、王力平、陈旭辉 are persons because nearly every one of them is shaped like a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import rjieba

from extract import listed, surnames
from extract.lexicon import rows
from extract.reading import Kind, Reading, read

SOUNDS = "".join(sorted({c for row in rows("foreign.txt") for c in row[0]}))
_ITEM = r"[\u3400-\u9fff]{2,5}?"
# What comes before the first 、 is taken whole: no part of it has a 、 behind.
_ROW = re.compile(rf"[\u3400-\u9fff]{{2,12}}+(?:、{_ITEM})+?(?=等|，|。|；|出席|陪同|分别|参|同志|和|及|以及|$)")
_STRANGE = re.compile(rf"[{SOUNDS}]{{3,5}}")
# A row of so many is one whose items need no other sign.
_MANY = 3


class Row(NamedTuple):
    """The names of a row; whether `all` of its items are names, three and more; and where the row ends."""

    names: tuple[surnames.Name, ...]
    all: bool
    end: int


def find(text: str) -> tuple[Row, ...]:
    """Return the rows of `text` in which two thirds of the items are names."""
    return _find(text)


@lru_cache(maxsize=4)
def _find(text: str) -> tuple[Row, ...]:
    reading = read(text)
    return tuple(row for match in _ROW.finditer(text) if (row := _row(reading, match)) is not None)


def _row(reading: Reading, match: re.Match[str]) -> Row | None:
    items = list(_items(reading, match))
    names = tuple(name for name in items if name is not None)
    if len(names) < max(2, len(items) * 2 // 3):
        return None
    full = any(name.end - name.start > 2 for name in names)
    weak = sum(name.look == "weak" for name in names)
    every = len(names) == len(items) >= _MANY and all(_plain(reading, name) for name in names)
    return Row(names, every and full and weak * 3 <= len(names), match.end())


def _items(reading: Reading, match: re.Match[str]) -> Iterator[surnames.Name | None]:
    """Yield the name that each item is; the first item may end a clause (还有|芮国耀、徐新民、宋姝)."""
    position = match.start()
    for i, part in enumerate(match[0].split("、")):
        end = position + len(part)
        name = surnames.whole(reading, position, end) or strange(reading, position, end)
        yield surnames.name_before(reading, end) if name is None and i == 0 else name
        position = end + 1


def strange(reading: Reading, start: int, end: int) -> surnames.Name | None:
    """Return the stretch as a name without a Chinese surname (宝音满都), None where it is none."""
    if _STRANGE.fullmatch(reading.text, start, end) is None or rjieba.has_word(reading.text[start:end]):
        return None
    return surnames.Name(start, end, "strange")


def _plain(reading: Reading, name: surnames.Name) -> bool:
    """Whether the string can hardly be anything but a name: no known firm, and no word or place of the dictionary."""
    word = reading.text[name.start : name.end]
    if word in listed.known():
        return False
    i = reading.at(name.start)
    whole = reading.word(i) == word
    return not rjieba.has_word(word) or (whole and reading.tags[i] == "nr" and reading.kind(i) is Kind.NAME)
