"""Words of which one stands in whatever a pattern matches: with them, most patterns need not be tried on a sentence.

The patterns are taken apart as Python does it. Where that is not possible, no words are known, and all patterns are
tried: the outcome is the same, only slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ahocorasick_rs

try:
    from re import _constants, _parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    _parser = None

# What a character class of more characters holds is in nearly every sentence.
_MOST = 12


def of(pattern: re.Pattern[str]) -> frozenset[str]:
    """Return words of which each match of a pattern holds at least one; none where that cannot be said."""
    return frozenset() if _parser is None else _needed(_parser.parse(pattern.pattern, pattern.flags))


def _needed(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Return the best words of those that a sequence cannot do without: long ones, and few of them."""
    known: list[frozenset[str]] = []
    run = ""
    for kind, what in items:
        if kind is _constants.LITERAL:
            run += chr(what)
            continue
        known.append(frozenset({run} if run else ()))
        run = ""
        if kind is _constants.SUBPATTERN:
            known.append(_needed(what[3]))
        elif kind is _constants.BRANCH:
            parts = [_needed(part) for part in what[1]]
            known.append(frozenset().union(*parts) if all(parts) else frozenset())
        elif kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and what[0]:
            known.append(_needed(what[2]))
        elif kind is _constants.IN and len(what) <= _MOST and all(one is _constants.LITERAL for one, _ in what):
            known.append(frozenset(chr(character) for _, character in what))
    known.append(frozenset({run} if run else ()))
    return max(known, key=lambda words: (min(map(len, words), default=0), -len(words)))


class Finder:
    """Says which of many patterns may match in a text, each by its place among them."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        """Take the patterns; those without words may match anywhere."""
        needed = [of(pattern) for pattern in patterns]
        self._always = frozenset(i for i, words in enumerate(needed) if not words)
        of_word: dict[str, list[int]] = {}
        for i, words in enumerate(needed):
            for word in sorted(words):
                of_word.setdefault(word, []).append(i)
        self._of_word: Mapping[int, list[int]] = dict(enumerate(of_word.values()))
        self._matcher = ahocorasick_rs.AhoCorasick(list(of_word))

    def may_match(self, text: str) -> set[int]:
        """Return the patterns that may match in a text."""
        found = set(self._always)
        for word in {hit[0] for hit in self._matcher.find_matches_as_indexes(text, overlapping=True)}:
            found.update(self._of_word[word])
        return found
