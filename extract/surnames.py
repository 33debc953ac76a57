"""The shape of Chinese personal names: surname, given name, and where in a sentence such a name ends."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import rjieba

from extract.lexicon import rows, sections, words
from extract.reading import Kind, Reading

# Words of a sentence that follow a name so often that they say where it ends.
_AFTER_NAMES = frozenset(
    "说率作称和与等在的也是为就带及从对同把被将向以又都还已则曾正任给用叫拿看有来去到家一两这那早当先后再才便却更最不没要想会能可"
    "笑站坐走抱捧指讲谈原今每边赴即因通依深告感掰蹲摸擦翻接领推边听随身总常刚竖捧瞅盯算扳听捋"
)
_LONGEST_NAME = 4
# Last characters of ordinary words that the segmenter takes for names (幸福感, 林权证).
NOUN_ENDS = frozenset(
    "化性感率证费林季灯标度式型类量业品机车场站所院校馆店网件章权法案赛节营县区市镇村路街名单书子们里边头木素钟乐课岛册置贷热房奖湖"
)
# No given name holds these; what is said follows the others.
_NO_GIVEN = re.compile("[的了着们是在很这那还也都吗呢吧把被让]")
_SPEAKS = frozenset("，：:“,")


class Name(NamedTuple):
    """A stretch that may be a full name, and how much it looks like one: `sure`, `likely` or `weak`."""

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


@cache
def _never() -> frozenset[str]:
    """Return what has the shape of a full name and is none."""
    return frozenset(sections("person_words.txt")["never"])


def look(name: str) -> str | None:
    """Return how much a string by itself looks like a full name: `full`, `odd`, or None where it does not."""
    base = _surname(name)
    if not base or name in _never():
        return None
    rest = name[base:]
    if not 1 <= len(rest) <= 2:
        return None
    if len(name) == 2 and rjieba.has_word(name) and name[0] in rare():
        return "odd"
    if _word_behind(rest):
        return None
    return "full" if all(c in given() for c in rest) else "odd"


def _word_behind(rest: str) -> bool:
    """Whether what follows the surname is an ordinary word that nobody is called (畅物流, 保供应)."""
    return len(rest) == 2 and rjieba.has_word(rest) and not all(c in given() for c in rest)


def _surname(text: str) -> int:
    if text[:2] in compound() and len(text) > 2:
        return 2
    return 1 if text[:1] in single() else 0


def joins(text: str, start: int) -> bool:
    """Whether 和 stands at `start` as the word that joins two others: 农民|和|老人."""
    return text[start] == "和" and start > 0 and _HAN.match(text, start - 1) is not None


def name_at(reading: Reading, start: int) -> Name | None:
    """Return the name that begins at `start`, None where none does."""
    text = reading.text
    base = _surname(text[start : start + _LONGEST_NAME])
    if not base or not reading.is_edge(start) or joins(text, start):
        return None
    best: tuple[float, int] | None = None
    for size in (base + 2, base + 1):
        end = start + size
        if end > len(text) or not _HAN.fullmatch(text, start, end) or text[start:end] in _never():
            continue
        if _NO_GIVEN.search(text, start + base, end) or (text[end - 1] in "说称道" and text[end : end + 1] in _SPEAKS):
            continue
        score = _given_score(text[start + base : end]) + _end_score(reading, end) + (size - base) * 0.4
        score += _word_score(reading, start, end)
        if size == base + 1 and _goes_on(reading, end):
            score -= 3
        if best is None or score > best[0]:
            best = (score, end)
    return None if best is None or best[0] < 1 else Name(start, best[1], _label(best[0]))


def _goes_on(reading: Reading, end: int) -> bool:
    """Whether one more character of a given name follows, and then a mark or a verb."""
    text = reading.text
    if text[end : end + 1] not in given():
        return False
    if text[end + 1 : end + 2] in ("说", "称"):
        return True
    if any(text[end + 1 : end + 1 + n] in words("boundaries.txt") for n in (3, 2)):
        return True  # 王卓民|主持, whatever word the segmenter sees in 民主
    next_ = reading.at(end + 1) if end + 1 < len(text) else None
    if text[end] not in _AFTER_NAMES and next_ is not None and reading.kind(next_) is Kind.STOP:
        return True  # 李德|凤|在
    if len(reading.word(reading.at(end))) > 1:
        return False
    return end + 1 >= len(text) or not _HAN.match(text, end + 1)


def name_before(reading: Reading, end: int) -> Name | None:
    """Return the name that ends at `end`, None where none does."""
    text = reading.text
    best: tuple[float, int] | None = None
    for size in (3, 2, 4):
        start = end - size
        if start < 0 or not _HAN.fullmatch(text, start, end) or text[start:end] in _never():
            continue
        base = _surname(text[start:end])
        if not base or not 1 <= size - base <= 2:
            continue
        score = _given_score(text[start + base : end]) + _start_score(reading, start) + (size - base) * 0.4
        score += _word_score(reading, start, end)
        if text[start] in rare():
            score -= 1
        if best is None or score > best[0]:
            best = (score, start)
    return None if best is None or best[0] < 1.5 else Name(best[1], end, _label(best[0]))


def whole(reading: Reading, start: int, end: int) -> Name | None:
    """Return the name that the stretch from `start` to `end` is, None where it is none."""
    text = reading.text[start:end]
    base = _surname(text)
    rest = text[base:]
    if not base or not 1 <= len(rest) <= 2 or text in _never() or _word_behind(rest):
        return None
    score = _given_score(rest) + _word_score(reading, start, end) + len(rest) * 0.4 + 1
    score += _start_score(reading, start) / 2
    if text[0] in rare():
        score -= 1
    return None if score < 1 else Name(start, end, _label(score))


_HAN = re.compile(r"[\u3400-\u9fff]+")


def _label(score: float) -> str:
    return "sure" if score >= 4 else "likely" if score >= 2.8 else "weak"


def _given_score(rest: str) -> float:
    known = sum(c in given() for c in rest)
    return 1.0 if known == len(rest) else -0.8 if known == 0 else 0.0


def _end_score(reading: Reading, end: int) -> float:
    text = reading.text
    if end >= len(text) or not _HAN.match(text, end):
        return -3.0 if text[end : end + 1] in "·•" and end < len(text) else 2.0
    if text[end] == "着":
        return -3.0  # 张丽带|着
    following = reading.kind(reading.at(end))
    if reading.is_edge(end) and following in (Kind.MARK, Kind.STOP, Kind.VERB):
        return 2.0
    if any(text[end : end + n] in words("boundaries.txt") for n in (3, 2)):
        return 1.6
    if text[end] in _AFTER_NAMES:
        return 1.2
    if following is Kind.NAME and not rjieba.has_word(reading.word(reading.at(end))):
        return -0.5
    return 0.4 if reading.is_edge(end) else -1.0


def _start_score(reading: Reading, start: int) -> float:
    if start == 0 or not _HAN.match(reading.text, start - 1):
        return 2.0
    if not reading.is_edge(start):
        return -1.0
    before = reading.kind(reading.before(start))
    return 1.6 if before in (Kind.STOP, Kind.VERB, Kind.MARK) else 0.8


def _word_score(reading: Reading, start: int, end: int) -> float:
    """How the segmenter sees the stretch: a name, parts of words, or an ordinary word."""
    i = reading.at(start)
    if reading.starts[i] == start and reading.starts[i + 1] == end:
        kind = reading.kind(i)
        if kind is Kind.NAME:
            return 1.5
        return -2.0 if kind in (Kind.STOP, Kind.VERB, Kind.NUMBER) else -1.0
    score = 0.0
    while i < len(reading.words) and reading.starts[i] < end:
        size = len(reading.words[i])
        if size > 1 and reading.starts[i + 1] > end:
            score -= 0.6
        elif size > 1 and reading.kind(i) in (Kind.STOP, Kind.VERB, Kind.MARK):
            score -= 1.5
        i += 1
    return score
