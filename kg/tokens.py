"""Text as what a search compares: one token for each Chinese character, each Latin word and each number.

A search for `余杭` is then a search for two tokens that stand side by side, so any part of a name or sentence is found,
of one character too, and no dictionary of words decides what can be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:%|[a-z][a-z0-9]*)?|[a-z][a-z0-9]*|[^\W_]")


class _Folds(dict[int, str]):
    """What each character is compared as: width and case set aside. Never longer than one, so that offsets hold."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character).casefold()
        self[code] = folded if len(folded) == 1 else character
        return self[code]


_FOLDS = _Folds()


def tokens(text: str) -> list[str]:
    """Return the tokens of a text; punctuation and spaces are none."""
    return _TOKEN.findall(text.translate(_FOLDS))


def marks(text: str, words: list[list[str]]) -> tuple[tuple[int, int], ...]:
    """Return where a text holds one of `words`, each a list of tokens: offsets in order, none over another."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(_places(text, words)):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _places(text: str, words: list[list[str]]) -> Iterator[tuple[int, int]]:
    there = [(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text.translate(_FOLDS))]
    for word in words:
        for at in range(len(there) - len(word) + 1):
            if word and _same([one[0] for one in there[at : at + len(word)]], word):
                last = there[at + len(word) - 1]
                # Of a Latin word whose beginning was asked for, only that is marked.
                yield there[at][1], last[1] + len(word[-1])


def _same(there: list[str], word: list[str]) -> bool:
    if there[:-1] != word[:-1]:
        return False
    return there[-1] == word[-1] or (open_ended(word) and there[-1].startswith(word[-1]))


def open_ended(word: list[str]) -> bool:
    """Say whether a word ends in a Latin one, which may be the beginning of a longer one (`GD` of GDP)."""
    return word[-1].isascii() and word[-1].isalpha()
