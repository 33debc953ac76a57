"""The common grammar of names that end in a telling word: from the word leftwards to where the name must begin.

A text is read once into words with their kinds. From the end of a name the finders collect the pieces to its left
until a word at which no name of that sort goes on, and drop ordinary words in front of the first telling piece.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from itertools import accumulate

import rjieba

from extract import lexicon
from extract.state import Found, State
from ontology.record import MentionType


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


# Kinds that make a name a name; ordinary words and loose characters do not.
TELLING = frozenset({Kind.NAME, Kind.DISTRICT, Kind.QUOTE})

_STOP_TAGS = frozenset(
    [
        "p",
        "c",
        "u",
        "uj",
        "ul",
        "uz",
        "ug",
        "ud",
        "uv",
        "d",
        "r",
        "rr",
        "rz",
        "y",
        "e",
        "o",
        "t",
        "f",
        "df",
        "vd",
        "vi",
        "i",
        "l",
    ]
)
_CHARACTER_STOPS = frozenset(["p", "c", "uj", "ul", "r", "y"])
_NAME_TAGS = frozenset(["nr", "ns", "nt", "nz", "nrt", "nrfg", "eng"])
_HAN = re.compile(r"[\u3400-\u9fff]+")
_NUMBER = re.compile(r"[0-9０-９.．%％]+|[第一二三四五六七八九十百千万两零〇]+")
_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ][A-Za-z0-9&+\-.]*")
_PLACE_WORDS = frozenset("省市区县镇乡村州旗") | {"街道", "社区"}
# The level alone anchors an organ in the text's own place (区妇联); a pointing word before it does not name (我市).
LEVELS = frozenset("省市区县镇乡州旗")
POINTING = frozenset("我全该各本某两")
_CLOSE = {"）": "（", ")": "(", "”": "“"}
_LONGEST_BRACKET = 14


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text to the left of a name's end."""

    start: int
    end: int
    kind: Kind


# Function words that the segmenter joins to unknown words on their right or left.
_FUNCTION = frozenset("沿由与为在将把被从对让是及或向于到了的等请给使并也还已就又")
_FUNCTION_LAST = frozenset("与为在将把被从对让是及或向于到了的等则也还已就又曾说")
_AFTER_ENDS = frozenset("上中里内前后期外下旁边畔岸")


@cache
def kind_of(word: str, tag: str) -> Kind:
    """Return what a word of the segmenter is to a name."""
    if _LATIN.fullmatch(word):
        return Kind.NAME
    if _NUMBER.fullmatch(word):
        return Kind.NUMBER
    if not _HAN.match(word):
        return Kind.MARK
    if word in _known():
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


@cache
def _known() -> frozenset[str]:
    """Well-known names that are no words of another kind."""
    listed = lexicon.sections("well_known.txt")
    doubtful = {name for key, names in listed.items() if key.endswith("?") for name in names}
    return frozenset(name for names in listed.values() for name in names if name not in doubtful)


@cache
def _known_names() -> lexicon.Automaton:
    return lexicon.Automaton({name: name for name in _known() if len(name) > 2})


@cache
def _titles() -> lexicon.Automaton:
    """Titles of persons: they begin and end where words do, whatever the segmenter says."""
    listed = lexicon.sections("titles.txt")
    return lexicon.Automaton({t: t for titles in listed.values() for t in titles if len(t) > 1})


class Reading:
    """The words of a text with their places and kinds."""

    __slots__ = ("_edges", "known_by_end", "starts", "tags", "text", "words")

    def __init__(self, text: str) -> None:
        """Segment `text`."""
        self.text = text
        self.words: list[str] = []
        self.tags: list[str] = []
        for word, tag in rjieba.tag(text):
            if len(word) > 1 and (word[0] in _FUNCTION or word[-1] in _FUNCTION_LAST) and not rjieba.has_word(word):
                self._split(word, tag)
            else:
                self.words.append(word)
                self.tags.append(tag)
        self.starts = [0, *accumulate(map(len, self.words))]
        edges = set(self.starts)
        for start, end, _ in _titles().find(text):
            edges.add(start)
            edges.add(end)
        self._edges = edges
        self.known_by_end = {
            end: start for start, end, _ in _known_names().find(text) if start in edges or end in edges
        }

    def _split(self, word: str, tag: str) -> None:
        """Take function words off a word that the segmenter made up (由高瓴)."""
        first = 1 if word[0] in _FUNCTION else 0
        last = len(word) - 1 if word[-1] in _FUNCTION_LAST and len(word) - first > 1 else len(word)
        for part, kind in ((word[:first], "p"), (word[first:last], tag), (word[last:], "p")):
            if part:
                self.words.append(part)
                self.tags.append(kind)

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
        if not 0 <= index < len(self.words):
            return Kind.MARK
        return kind_of(self.words[index], self.tags[index])

    def word(self, index: int) -> str:
        """Return a word, "" beyond the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""


@lru_cache(maxsize=4)
def read(text: str) -> Reading:
    """Return the reading of a text; the finders of one document share it."""
    return Reading(text)


class Scene:
    """A text with the divisions found in it."""

    __slots__ = ("_by_end", "district_starts", "reading", "text")

    def __init__(self, text: str, state: State) -> None:
        """Take the DISTRICT candidates of `state` as given."""
        self.text = text
        self.reading = read(text)
        spans = [(f.start, f.end) for f in state.candidates if f.type is MentionType.DISTRICT]
        self._by_end: dict[int, int] = {}
        for start, end in sorted(spans):
            self._by_end[end] = min(start, self._by_end.get(end, start))
        self.district_starts = frozenset(start for start, _ in spans)

    def district_before(self, end: int) -> int | None:
        """Return where the chain of divisions that ends at `end` begins, None where there is none."""
        start = self._by_end.get(end)
        if start is None:
            return self._guess(end)
        while start in self._by_end:
            start = self._by_end[start]
        return start

    def _is_division(self, end: int) -> bool:
        """Whether the division that ends at `end` was found or has the suffix of one."""
        return end in self._by_end or self.text[end - 1] in _PLACE_WORDS

    def _guess(self, end: int) -> int | None:
        """A division by its look: a place word of the segmenter, with its suffix."""
        reading = self.reading
        if end <= 0 or not reading.is_edge(end):
            return None
        i = reading.before(end)
        if reading.tags[i] == "ns" and reading.words[i] not in lexicon.words("countries.txt"):
            return reading.starts[i]
        if reading.words[i] in _PLACE_WORDS and i > 0 and reading.kind(i - 1) == Kind.NAME:
            return reading.starts[i - 1]
        return None

    def left(
        self, end: int, limit: int = 24, *, brackets: bool = False, quotes: bool = False, verbs: bool = False
    ) -> list[Piece]:
        """Return the pieces of a name that ends at `end`, from left to right.

        `limit` is a number of characters; brackets, quoted words and verbs are passed where allowed.
        """
        reading, text = self.reading, self.text
        pieces: list[Piece] = []
        position = end
        while position > 0 and end - position < limit:
            district = self.district_before(position)
            if district is not None and position - district >= 2 and self._is_division(position):
                pieces.append(Piece(district, position, Kind.DISTRICT))
                position = district
                continue
            known = reading.known_by_end.get(position)
            if known is not None and end - known <= limit:
                pieces.append(Piece(known, position, Kind.NAME))
                position = known
                continue
            i = reading.before(position)
            kind = reading.kind(i)
            start = reading.starts[i]
            if kind is Kind.MARK:
                mark = text[position - 1]
                if (mark in "）)" and brackets) or (mark == "”" and quotes):
                    opening = text.rfind(_CLOSE[mark], max(0, position - _LONGEST_BRACKET - 2), position)
                    if opening >= 0 and not _BROKEN.search(text, opening, position):
                        inside = Kind.BRACKET if mark != "”" else Kind.QUOTE
                        pieces.append(Piece(opening, position, inside))
                        position = opening
                        continue
                if mark == " " and _SPACED.match(text, position - 2):
                    position -= 1
                    continue
                if mark in "·&-—" and text[position - 2 : position - 1] != mark and position != end:
                    pieces.append(Piece(position - 1, position, Kind.CHARACTER))
                    position -= 1
                    continue
                break
            if kind is Kind.STOP and reading.word(i) in _COUNTERS and reading.kind(i - 1) is Kind.NUMBER:
                start, kind = reading.starts[i - 1], Kind.NUMBER
            if kind is Kind.STOP or (kind is Kind.VERB and not verbs):
                break
            pieces.append(Piece(start, position, kind))
            position = start
        return pieces[::-1]


# 第93次, 2024年: counted words that stand in names.
_COUNTERS = frozenset("次届年号")
_ORDINAL = re.compile(r"(?:第[0-9一二三四五六七八九十百]+|首)[届次期批]|(?:19|20)[0-9]{2}年?")
# The space that layout leaves between a year or a Latin word and what follows.
_SPACED = re.compile(r"[0-9A-Za-z] [\u3400-\u9fff]")
_BROKEN = re.compile(r"[。；！？\n]")


# Characters that stand before names as words of their own.
_LOOSE = frozenset("新老大小原全副总各某该好旧多众诸首次年月日区市县省镇乡村州号级")
# Words that open a name when they stand right before its first telling piece, or alone.
_OPENERS = frozenset(["国家", "全国", "全省", "全市", "全区", "全县", "全球", "世界", "国际", "中华", "亚洲", "环球"])


def trim(pieces: list[Piece], text: str = "", *, numbers: bool = False) -> list[Piece]:
    """Drop ordinary words in front of the first telling piece; [] where no piece tells.

    With `text`, words such as 全国 and loose characters right before that piece are kept; with `numbers`, a number
    (第三届, 2025) tells too.
    """
    for i, piece in enumerate(pieces):
        if piece.kind in TELLING or (numbers and piece.kind is Kind.NUMBER and i + 1 < len(pieces)):
            first = i
            while text and first and _joins(text, pieces[first - 1], pieces[first]):
                first -= 1
            return pieces[first:]
    return []


def _joins(text: str, before: Piece, piece: Piece) -> bool:
    word = text[before.start : before.end]
    if before.kind is Kind.CHARACTER:
        return piece.kind in (Kind.NAME, Kind.CHARACTER) and word not in _LOOSE
    return word in _OPENERS


@dataclass(frozen=True, slots=True)
class Body:
    """Where a name begins, and how it is told from an ordinary noun: a `look` for the rule's name."""

    start: int
    look: str


def bodies(scene: Scene, end: int, limit: int, *, numbers: bool = False, verbs: bool = False) -> Iterator[Body]:
    """Yield where the name may begin whose last word begins at `end`; none where it stands alone.

    The likeliest comes first: up to a verb, or past it where `verbs` says that names of this kind hold verbs. Then
    the other of these two (`-far`, `-near`), with the ordinary words in front (`-full`), without the division
    in front (`-past`).
    """
    far = scene.left(end, limit, brackets=True, quotes=True, verbs=True)
    cut = max((i for i, p in enumerate(far) if p.kind is Kind.VERB), default=-1)
    near = far[cut + 1 :]
    seen: set[int] = set()
    for pieces, mark in ((far, ""), (near, "-near")) if verbs else ((near, ""), (far, "-far")):
        if mark and cut < 0:
            break
        for found_body in _variants(scene, pieces, numbers=numbers):
            if found_body.start not in seen:
                seen.add(found_body.start)
                yield Body(found_body.start, found_body.look + mark)


def _variants(scene: Scene, pieces: list[Piece], *, numbers: bool) -> Iterator[Body]:
    first = _body(scene, pieces, numbers=numbers)
    if first is None:
        return
    yield first
    while pieces and pieces[0].kind in (Kind.VERB, Kind.BRACKET):
        pieces = pieces[1:]
    if pieces and pieces[0].start < first.start:
        yield Body(pieces[0].start, f"{first.look}-full")
    rest = [p for p in pieces if p.start >= first.start]
    if len(rest) > 1 and rest[0].kind is Kind.DISTRICT:
        second = "telling" if any(p.kind in TELLING for p in rest[1:]) else "ordinary"
        yield Body(rest[1].start, f"past-{second}")
    later = next((p for p in rest[1:] if p.kind is Kind.DISTRICT), None)
    if later is not None:
        yield Body(later.start, "at-place")


def body(scene: Scene, end: int, limit: int, *, numbers: bool = False, verbs: bool = False) -> Body | None:
    """Return the likeliest of `bodies`."""
    return next(bodies(scene, end, limit, numbers=numbers, verbs=verbs), None)


def _body(scene: Scene, pieces: list[Piece], *, numbers: bool) -> Body | None:
    text = scene.text
    while pieces and pieces[0].kind in (Kind.VERB, Kind.BRACKET):
        pieces = pieces[1:]
    if not pieces:
        return None
    named = trim(pieces, text, numbers=numbers)
    ordinal = next((i for i, p in enumerate(named) if i and _ORDINAL.fullmatch(text, p.start, p.end)), None)
    if numbers and ordinal is not None and named[ordinal - 1].kind is not Kind.DISTRICT:
        return Body(named[ordinal].start, "ordinal")
    if named:
        kinds = {p.kind for p in named}
        look = "name" if Kind.NAME in kinds else "quote" if Kind.QUOTE in kinds else "district"
        if not kinds & TELLING:
            look = "numbered"
        elif look == "district" and len(named) == 1:
            look = "district-only"
        return Body(named[0].start, look)
    last = text[pieces[-1].start : pieces[-1].end]
    if last in LEVELS and (len(pieces) == 1 or pieces[-2].kind is not Kind.CHARACTER):
        return None if text[max(0, pieces[-1].start - 1)] in POINTING else Body(pieces[-1].start, "level")
    opener = next((p for p in pieces if text[p.start : p.end] in _OPENERS), None)
    if opener:
        return Body(opener.start, "opener")
    if pieces[0].kind is Kind.CHARACTER and text[pieces[0].start : pieces[0].end] in LEVELS:
        return Body(pieces[0].start, "level-far")
    if pieces[-1].kind is Kind.CHARACTER:
        return Body(pieces[-1].start if len(pieces) == 1 else pieces[0].start, "character")
    if pieces[0].kind is Kind.NUMBER:
        return Body(pieces[0].start, "numbered")
    return Body(pieces[0].start, "plain")


def found(start: int, end: int, kind: MentionType, rule: str) -> Found:
    """Return a candidate with its rule's measured confidence."""
    return Found(start, end, kind, rule, lexicon.confidence(rule))


def settle(candidates: Iterable[Found], state: State) -> list[Found]:
    """Return candidates in order, each span and type once, by its surest rule.

    What lies inside a longer candidate of some weight, its own finder's or an earlier one's, is marked `-inside`: the rule
    is less sure there.
    """
    best: dict[tuple[int, int, MentionType], Found] = {}
    for item in candidates:
        key = (item.start, item.end, item.type)
        if key not in best or item.confidence > best[key].confidence:
            best[key] = item
    spans = sorted(
        {(f.start, -f.end) for f in (*best.values(), *state.candidates) if f.confidence >= _WEIGHTY}
    )
    starts = [start for start, _ in spans]
    reach = list(accumulate((-end for _, end in spans), max))
    out = []
    for key in sorted(best):
        item = best[key]
        before = bisect_left(starts, item.start)
        covered = before > 0 and reach[before - 1] >= item.end
        if not covered and before < len(spans) and starts[before] == item.start:
            covered = -spans[before][1] > item.end
        if covered and not item.rule.endswith("-inside"):
            item = found(item.start, item.end, item.type, item.rule + "-inside")
        out.append(item)
    return out


# From here on a candidate casts doubt on those inside it.
_WEIGHTY = 0.5
