"""Language knowledge: the data files of the name finders, and the automata that look them up.

A data file is UTF-8; lines that begin with `#` are notes. Three forms: words between white space (`words`),
words under headings such as `[ENTERPRISE]` (`sections`), and columns separated by tabs (`rows`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import ahocorasick_rs

from extract.state import Found
from ontology.errors import InputError

_DATA = Path(__file__).parent / "data"
# A name that a rule this sure has found is looked for in the rest of its document.
SURE = 0.75
_UNKNOWN = 0.3


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the columns of each line of a data file."""
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield tuple(line.split("\t"))


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a data file."""
    return frozenset(word for line in rows(name) for part in line for word in part.split())


@cache
def sections(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words under each heading of a data file, in order; raise InputError for a word under none."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in rows(name):
        text = " ".join(line).strip()
        if text.startswith("[") and text.endswith("]"):
            heading = text[1:-1]
            found.setdefault(heading, [])
        elif not heading:
            raise InputError(f"{name}: {text[:20]!r} stands under no heading")
        else:
            found[heading] += text.split()
    return MappingProxyType({key: tuple(dict.fromkeys(value)) for key, value in found.items()})


def either(choices: Iterable[str]) -> str:
    """Return a regular expression for any of the words, the longer first."""
    return "(?:" + "|".join(map(re.escape, _longest_first(choices))) + ")"


def _longest_first(choices: Iterable[str]) -> list[str]:
    return sorted(choices, key=lambda word: (-len(word), word))


def perhaps(first: Iterable[str], words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, with one of `first` before it or without.

    Each of its branches begins with a character, so that the engine skips to those: `first?` is tried everywhere.
    """
    then = list(words)
    fronts = [re.escape(word) + either(then) for word in _longest_first(first)]
    return "|".join([*fronts, *map(re.escape, _longest_first(then))])


def behind(before: str, word: str) -> str:
    """Return a regular expression for a word right behind another, both regular expressions, the first of fixed width.

    It begins with the word's own first character, to which the engine skips; `(?<=…)` in front it tries everywhere.
    """
    return f"{word[0]}(?<={before}{word[0]}){word[1:]}"


@cache
def confidences() -> Mapping[str, float]:
    """Return the confidence of each rule: its precision on annotated text that it was not written for."""
    return MappingProxyType({rule: float(value) for rule, value, *_ in rows("confidence.tsv")})


def above(rule: str) -> Iterator[str]:
    """Yield the rules that a rule refines, the nearest first, each marked `*`.

    `firm.house.name-far-inside` refines `firm*-inside`: what lies inside another name is first of all that.
    """
    stem = rule.rstrip("*")
    for flag in ("-inside", "-rival"):
        if stem.endswith(flag):
            group = stem.split(".")[0].split("*")[0]
            if stem != f"{group}*{flag}":
                yield f"{group}*{flag}"
            return
    while True:
        cut = max(stem.rfind("-"), stem.rfind("."))
        if cut < 0:
            return
        stem = stem[:cut]
        yield stem + "*"


def confidence(rule: str) -> float:
    """Return the confidence of a rule, that of the rule above where it was never measured."""
    known = confidences()
    if rule in known:
        return known[rule]
    return next((known[name] for name in above(rule) if name in known), _UNKNOWN)


# With so many names times characters, looking for one name after the other takes longer than to make an automaton.
_ONE_BY_ONE = 100_000


class Automaton:
    """Finds many words in one pass; where several begin at one place, the longest."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        """Look for the keys of `labels`."""
        self._words = sorted(labels)
        self._labels = [labels[word] for word in self._words]
        self._matcher = ahocorasick_rs.AhoCorasick(self._words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield `(start, end, label)` of the words in `text`, without overlap."""
        for index, start, end in self._matcher.find_matches_as_indexes(text):
            yield start, end, self._labels[index]


class Automata:
    """Finds the words of several lists in one pass; of each list, where several begin at one place, the longest."""

    def __init__(self, lists: Mapping[str, Mapping[str, str]]) -> None:
        """Look for the keys of each list; its values are labels."""
        self._names = tuple(lists)
        words = sorted({word for labels in lists.values() for word in labels})
        self._of_word = [tuple((n, labels[word]) for n, labels in lists.items() if word in labels) for word in words]
        self._matcher = ahocorasick_rs.AhoCorasick(words)

    def find(self, text: str) -> dict[str, list[tuple[int, int, str]]]:
        """Return, for each list, `(start, end, label)` of its words in `text`, without overlap."""
        found: dict[str, list[tuple[int, int, str]]] = {name: [] for name in self._names}
        reached = dict.fromkeys(self._names, 0)
        hits = self._matcher.find_matches_as_indexes(text, overlapping=True)
        for index, start, end in sorted(hits, key=lambda hit: (hit[1], -hit[2])):
            for name, label in self._of_word[index]:
                if start >= reached[name]:
                    reached[name] = end
                    found[name].append((start, end, label))
        return found


def occurrences(text: str, names: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Yield `(start, end, name)` as an `Automaton` would that was made for one text."""
    if len(names) * len(text) > _ONE_BY_ONE:
        yield from Automaton({name: name for name in names}).find(text)
        return
    found = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            found.append((at, -len(name), name))
            at = text.find(name, at + 1)
    reached = 0
    for start, size, name in sorted(found):
        if start >= reached:
            reached = start - size
            yield start, reached, name


def propagate(text: str, found: Iterable[Found], *, shortest: int = 2) -> list[Found]:
    """Return `found` and the other places of `text` where a surely found name of `shortest` characters stands.

    The added ones carry the rule `repeat` and nine tenths of the confidence of the surest finding of their name.
    """
    given = list(found)
    surest: dict[str, Found] = {}
    for item in given:
        name = text[item.start : item.end]
        if item.confidence >= SURE and len(name) >= shortest:
            known = surest.get(name)
            if known is None or item.confidence > known.confidence:
                surest[name] = item
    if not surest:
        return given
    taken = {(item.start, item.end) for item in given}
    covered = bytearray(len(text))
    for item in given:
        if item.confidence >= SURE:
            covered[item.start : item.end] = b"\1" * (item.end - item.start)
    for start, end, name in occurrences(text, surest):
        if (start, end) in taken or any(covered[start:end]):
            continue
        known = surest[name]
        given.append(Found(start, end, known.type, "repeat", round(known.confidence * 0.9, 3)))
    return given
