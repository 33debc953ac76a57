"""A text read once into words with their places, and what each word is to a name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate, chain

import rjieba

from extract import lexicon, listed
from extract.words import words


class Kind(IntEnum):
    """What a piece of text is to a name."""

    MARK = 0
    STOP = 1
    NUMBER = 2
    COMMON = 3
    CHARACTER = 4
    NAME = 5
    DISTRICT = 6
    QUOTE = 7
    BRACKET = 8
    VERB = 9


# Tags of the segmenter for function words, adverbs, time words and set phrases.
_STOP_TAGS = frozenset({"p", "c", "u", "uj", "ul", "uz", "ug", "ud", "uv", "d", "r", "rr", "rz", "y", "e", "o"}) | {
    "t",
    "f",
    "df",
    "vd",
    "vi",
    "i",
    "l",
}
_CHARACTER_STOPS = frozenset(["p", "c", "uj", "ul", "r", "y"])
_NAME_TAGS = frozenset(["nr", "ns", "nt", "nz", "nrt", "nrfg", "eng"])
_HAN = re.compile(r"[\u3400-\u9fff]+")
_NUMBER = re.compile(r"[0-9０-９.．%％]+|[第一二三四五六七八九十百千万两零〇]+")
_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ][A-Za-z0-9&+\-.]*")
# Function words that the segmenter joins to unknown words on their right or left.
_FUNCTION = frozenset("叫以即含获沿由与为在将把被从对让是及或向于到了的等请给使并也还已就又")
_FUNCTION_LAST = frozenset("与为在将把被从对让是及或向于到了的等则也还已就又曾说")
_AFTER_ENDS = frozenset("上中里内前后期外下旁边畔岸")


@lru_cache(maxsize=100_000)
def _parts(tagged: tuple[str, str]) -> tuple[tuple[str, str, Kind, int], ...]:
    """Return a word of the segmenter with its tag, kind and number, or what it is made of where it made the word up.

    The number is that of `extract.words`.
    """
    word, tag = tagged
    parts = [tagged]
    if len(word) > 1 and (word[0] in _FUNCTION or word[-1] in _FUNCTION_LAST) and not rjieba.has_word(word):
        parts = _split(word, tag)
    return tuple((part, kind, kind_of(part, kind), words().number(part)) for part, kind in parts)


def _split(word: str, tag: str) -> list[tuple[str, str]]:
    """Take function words off a word that the segmenter made up (由高瓴)."""
    first = 1 if word[0] in _FUNCTION else 0
    last = len(word) - 1 if word[-1] in _FUNCTION_LAST and len(word) - first > 1 else len(word)
    parts = ((word[:first], "p"), (word[first:last], tag), (word[last:], "p"))
    return [(part, kind) for part, kind in parts if part]


def kind_of(word: str, tag: str) -> Kind:
    """Return what a word of the segmenter is to a name."""
    if _LATIN.fullmatch(word):
        return Kind.NAME
    if _NUMBER.fullmatch(word):
        return Kind.NUMBER
    if not _HAN.match(word):
        return Kind.MARK
    if word in listed.known():
        return Kind.NAME
    inner = word in lexicon.words("inner_words.txt")
    if word in lexicon.words("boundaries.txt"):
        return Kind.VERB if inner else Kind.STOP
    if inner:
        return Kind.COMMON
    if len(word) == 1:
        return Kind.STOP if tag in _CHARACTER_STOPS else Kind.CHARACTER
    if not rjieba.has_word(word) or tag in _NAME_TAGS:
        return Kind.NAME
    if tag == "m":
        return Kind.NUMBER
    return Kind.VERB if tag == "v" or tag in _STOP_TAGS else Kind.COMMON


class Reading:
    """The words of a text with their places, kinds and numbers; `listed` are those of the lists of `extract.listed`."""

    __slots__ = ("_edges", "kinds", "known_by_end", "listed", "numbers", "starts", "tags", "text", "words")

    def __init__(self, text: str) -> None:
        """Segment `text`."""
        self.text = text
        parts = chain.from_iterable(map(_parts, rjieba.tag(text)))
        self.words: tuple[str, ...] = ()
        self.tags: tuple[str, ...] = ()
        self.kinds: tuple[Kind, ...] = ()
        self.numbers: tuple[int, ...] = ()
        if text:
            self.words, self.tags, self.kinds, self.numbers = zip(*parts, strict=True)
        self.starts = [0, *accumulate(map(len, self.words))]
        edges = set(self.starts)
        self.listed = listed.find(text)
        # Titles begin and end where words do, whatever the segmenter says.
        for start, end, _ in self.listed[listed.TITLES]:
            edges.add(start)
            edges.add(end)
        self._edges = edges
        known = self.listed[listed.KNOWN]
        self.known_by_end = {end: start for start, end, _ in known if start in edges or end in edges}

    def is_end(self, position: int) -> bool:
        """Whether a name may end at `position`: a word ends there, or a word such as 上 or 中 follows."""
        return position in self._edges or self.text[position : position + 1] in _AFTER_ENDS

    def is_edge(self, position: int) -> bool:
        """Whether a word begins or ends at `position`."""
        return position in self._edges

    def before(self, position: int) -> int:
        """Return the index of the word that holds the character before `position`, -1 at the start."""
        return bisect_left(self.starts, position) - 1

    def at(self, position: int) -> int:
        """Return the index of the word that holds the character at `position`."""
        return min(bisect_right(self.starts, position) - 1, len(self.words))

    def kind(self, index: int) -> Kind:
        """Return the kind of a word; beyond the text, a mark."""
        return self.kinds[index] if 0 <= index < len(self.kinds) else Kind.MARK

    def word(self, index: int) -> str:
        """Return a word, "" beyond the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""


@lru_cache(maxsize=4)
def read(text: str) -> Reading:
    """Return the reading of a text; the finders of one document share it."""
    return Reading(text)
