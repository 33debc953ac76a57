"""The shape of Chinese personal names: surname, given name, and where in a sentence such a name ends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import rjieba

from extract.lexicon import rows, sections
from extract.naming import Kind, Reading

# What may follow a name without being part of it.
_ENDS = frozenset({Kind.MARK, Kind.STOP, Kind.VERB, Kind.NUMBER})
_AFTER_NAMES = frozenset(
    [
        "说",
        "率",
        "作",
        "称",
        "和",
        "与",
        "等",
        "在",
        "的",
        "也",
        "是",
        "为",
        "就",
        "带",
        "及",
        "从",
        "对",
        "同",
        "把",
        "被",
        "将",
        "向",
        "以",
        "又",
        "都",
        "还",
        "已",
        "则",
        "曾",
        "正",
        "任",
        "给",
        "用",
        "叫",
        "拿",
        "看",
        "有",
        "来",
        "去",
        "到",
        "家",
        "一",
        "两",
        "这",
        "那",
        "早",
        "当",
        "先",
        "后",
        "再",
        "才",
        "便",
        "却",
        "更",
        "最",
        "不",
        "没",
        "要",
        "想",
        "会",
        "能",
        "可",
        "笑",
        "站",
        "坐",
        "走",
        "抱",
        "捧",
        "指",
        "讲",
        "谈",
    ]
)


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch that may be a full name, and how it looks: `word`, `joined`, `plain` (an ordinary word) or `open`."""

    start: int
    end: int
    look: str


@cache
def single() -> frozenset[str]:
    """Return the surnames of one character."""
    return frozenset(sections("surnames.txt")["common"])


@cache
def compound() -> frozenset[str]:
    """Return the surnames of two characters."""
    return frozenset(name for name in sections("surnames.txt")["compound"] if len(name) == 2)


@cache
def rare() -> frozenset[str]:
    """Return the surnames that are far more often other words."""
    return frozenset(sections("surnames.txt")["rare"])


@cache
def given() -> frozenset[str]:
    """Return the characters of given names."""
    return frozenset(c for row in rows("given.txt") for c in row[0])


def look(name: str) -> str | None:
    """Return how much a string by itself looks like a full name: `full`, `odd`, or None where it does not."""
    base = _surname(name)
    if not base:
        return None
    rest = name[base:]
    if not 1 <= len(rest) <= 2:
        return None
    if len(name) == 2 and rjieba.has_word(name) and name[0] in rare():
        return "odd"
    return "full" if all(c in given() for c in rest) else "odd"


def _surname(text: str) -> int:
    if text[:2] in compound() and len(text) > 2:
        return 2
    return 1 if text[:1] in single() else 0


def name_at(reading: Reading, start: int) -> Name | None:
    """Return the name that begins at `start`, None where none does."""
    text = reading.text
    base = _surname(text[start : start + 4])
    if not base or not reading.is_edge(start):
        return None
    end = _end(reading, start, base)
    if end is None or end - start <= base:
        return None
    rest = text[start + base : end]
    look = "word" if reading.starts[reading.at(start) + 1] == end else "joined"
    if look == "word" and reading.kind(reading.at(start)) is not Kind.NAME:
        look = "plain"
    if not all(c in given() for c in rest):
        look += "-odd"
    following = reading.at(end)
    if reading.kind(following) not in _ENDS and reading.word(following)[:1] not in _AFTER_NAMES:
        look += "-open"
    return Name(start, end, look)


def _end(reading: Reading, start: int, base: int) -> int | None:
    i = reading.at(start)
    word = reading.words[i]
    size = len(word)
    following = reading.word(i + 1)
    if base < size <= base + 2:
        if reading.kind(i) is not Kind.NAME and size > 2:
            return None
        if size == base + 1 and _continues(reading, i + 1):
            return start + size + 1
        return start + size
    if size == base:
        if len(following) == 1 and following in given() and following not in _AFTER_NAMES:
            return start + size + (2 if _continues(reading, i + 2) else 1)
        if len(following) == 2 and all(c in given() for c in following) and reading.kind(i + 1) is not Kind.STOP:
            return start + size + 2
    return None


def _continues(reading: Reading, index: int) -> bool:
    """Whether the word at `index` is one more character of a given name, with the name's end after it."""
    word = reading.word(index)
    if len(word) != 1 or word not in given() or word in _AFTER_NAMES:
        return False
    return reading.kind(index + 1) in _ENDS or reading.word(index + 1)[:1] in _AFTER_NAMES


def name_before(reading: Reading, end: int) -> Name | None:
    """Return the name that ends at `end`, None where none does."""
    if not reading.is_edge(end):
        return None
    last = reading.before(end)
    for back in (0, 1, 2):
        i = last - back
        if i < 0 or reading.kind(i) is Kind.MARK:
            return None
        start = reading.starts[i]
        if end - start > 4:
            return None
        name = whole(reading, start, end)
        if name is not None and (back == 0 or len(reading.words[i]) <= 2):
            return name
    return None


def whole(reading: Reading, start: int, end: int) -> Name | None:
    """Return the name that the stretch from `start` to `end` is, None where it is none."""
    text = reading.text[start:end]
    base = _surname(text)
    rest = text[base:]
    if not base or not 1 <= len(rest) <= 2 or not reading.is_edge(start) or not reading.is_edge(end):
        return None
    i = reading.at(start)
    kind = reading.kind(i)
    one = reading.starts[i + 1] == end
    if one and kind in (Kind.STOP, Kind.VERB, Kind.NUMBER):
        return None
    look = ("word" if kind is Kind.NAME else "plain") if one else "joined"
    if not one and any(reading.kind(j) in (Kind.STOP, Kind.MARK) for j in range(i + 1, reading.at(end - 1) + 1)):
        return None
    if text[0] in rare() and look != "word":
        look += "-rare"
    if not all(c in given() for c in rest):
        look += "-odd"
    return Name(start, end, look)
