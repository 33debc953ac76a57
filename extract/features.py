"""What the sequence model sees of a character: neighbours, words, quotes around it, candidates of the rules.

A feature is one integer: the number of its column in the high bits, its value in the low ones. Whole texts are turned
into arrays of values, column by column, because that is many times faster than to name the features of each character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cache
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.reading import Kind, Reading, read
from extract.state import Found
from extract.words import words as like
from ontology.record import MentionType

Integers = NDArray[np.int64]

_CLASS = re.compile(
    r"(?P<digit>[0-9０-９.%％]+)|(?P<latin>[A-Za-zＡ-Ｚａ-ｚ]+)|(?P<open>[“‘《（(「【])|(?P<close>[”’》）)」】])"
    r"|(?P<mark>[，。、；：！？,;:!?\s·—…/])"
)
_QUOTED = re.compile(r"“[^“”\n]{1,30}”|《[^《》\n]{1,60}》|「[^「」\n]{1,30}」")
_ENDS = frozenset("。！？；”…")
# A line without a full stop and shorter than this is a heading or a byline.
_HEADING = 36
# How sure a candidate is, in steps: the model learns by itself what each step is worth.
_STEPS = (0.15, 0.3, 0.45, 0.6, 0.75, 0.87, 0.95)
_TYPES = {kind: i for i, kind in enumerate(MentionType)}
# Characters beyond the first plane count as one.
LAST_CODE = 0xFFFF
_LINE_BREAK = 10


class Column(IntEnum):
    """The columns; the first ones have a value for each character, from `QUOTE` on features are for stretches."""

    HERE = 0
    BEFORE = 1
    AFTER = 2
    WORD = 3
    WORD_BEFORE = 4
    WORD_AFTER = 5
    KINDS_NEAR = 6
    KINDS_WIDE = 7
    TAGS_BEFORE = 8
    TAGS_AFTER = 9
    FIELD = 10
    FIELD_BEFORE = 11
    FIELD_AFTER = 12
    CLASSES = 13
    PAIR_BEFORE = 14
    PAIR_AFTER = 15
    QUOTE = 16
    BEHIND_QUOTE = 17
    HEADING = 18
    CANDIDATE = 19


# Bits of a value; above them is the column.
VALUE_BITS = 40


# Where a character stands in its word, or in or beside a candidate; NumPy is slow with the members of an enumeration.
_SINGLE, _FIRST, _INSIDE, _LAST, _BEFORE, _AFTER = _PLACES = range(6)


class Vocabulary:
    """Numbers for words and other strings, from 1 on; 0 is any string that it does not hold."""

    def __init__(self, known: Iterable[str] = (), *, grows: bool = False) -> None:
        """Take the known strings in the order of their numbers; one that grows takes in what it is asked for."""
        self._numbers = {text: i for i, text in enumerate(known, 1)}
        self._grows = grows

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __getitem__(self, text: str) -> int:
        if self._grows:
            return self._numbers.setdefault(text, len(self._numbers) + 1)
        return self._numbers.get(text, 0)

    def numbers(self, texts: Sequence[str]) -> Integers:
        """Return the numbers of many strings."""
        known = map(self.__getitem__, texts) if self._grows else map(self._numbers.get, texts, repeat(0))
        return np.fromiter(known, np.int64, len(texts))


# Tags of the segmenter; 0 is any other.
_TAG_NAMES = """
    a ad ag an b c d df dg e en eng f g h i in j jn k l ln m mg mq n ng nr nrfg nrt ns nt nz o p q qe qg qi qn r rg rr
    rz s t tg u ud ug uj ul uv uz v vd vg vi vn vq x y yg z zg
"""
_TAGS = Vocabulary(_TAG_NAMES.split())
# So many columns of words stand before those of tags, the ones of fields behind them.
_FIELDS = 5
# More than there are pairs of a tag and a place.
_TAG_PLACES = 4 * 128


class Stretches(NamedTuple):
    """Features of stretches of text: `keys[i]`, a whole feature, holds from `starts[i]` to `ends[i]`."""

    starts: Integers
    ends: Integers
    keys: Integers


class Features(NamedTuple):
    """The features of a text: `columns` has a value for each column (row) and character, `stretches` has the others.

    `words` are the numbers of the text's words in `extract.words`.
    """

    columns: Integers
    stretches: Stretches
    words: Integers


def characters(text: str, candidates: Iterable[Found], vocabulary: Vocabulary) -> Features:
    """Return the features of each character of a text, of which `candidates` are spans."""
    reading = read(text)
    codes = np.minimum(np.frombuffer(text.encode("utf-32-le"), np.uint32), LAST_CODE).astype(np.int64)
    numbers = np.array(reading.numbers, np.int64)
    columns = [*_neighbours(codes), *_words(reading, numbers, vocabulary), _classes(codes), *_pairs(codes)]
    named = chain(_quotes(text, reading, vocabulary), _headings(text))
    stretches = np.fromiter(chain.from_iterable(named), np.int64).reshape(-1, 3).T
    parts = zip(stretches, _marks(candidates, len(text)), strict=True)
    return Features(np.stack(columns), Stretches(*map(np.concatenate, parts)), numbers)


def codes(features: Features) -> Integers:
    """Return the code point of each character; those beyond the first plane count as one."""
    found: Integers = features.columns[Column.HERE]
    return found


def places(features: Features) -> Integers:
    """Return the place of each character in its word: alone, first, inside or last."""
    found: Integers = features.columns[Column.WORD] % 4
    return found


def tags(features: Features) -> Integers:
    """Return for each character the segmenter's tag of its word, with its place in the word."""
    found: Integers = features.columns[Column.TAGS_AFTER] // _TAG_PLACES
    return found


def marks(features: Features) -> tuple[Integers, Integers]:
    """Return characters, ascending, and for each what a candidate that holds or touches it is there (a number)."""
    starts, ends, keys = features.stretches
    used = keys >> VALUE_BITS == Column.CANDIDATE
    lengths = (ends - starts)[used]
    begins = np.cumsum(lengths) - lengths
    at = np.repeat(starts[used] - begins, lengths) + np.arange(lengths.sum())
    order = at.argsort(kind="stable")
    return at[order], np.repeat(keys[used] & (1 << VALUE_BITS) - 1, lengths)[order]


def rows(features: Features) -> list[list[str]]:
    """Return the features of each character one by one, in the form that the trainer wants."""
    heads = np.arange(len(features.columns))[:, None] << VALUE_BITS
    out = [[f"{key:x}" for key in row] for row in (features.columns + heads).T.tolist()]
    for start, end, key in zip(*(part.tolist() for part in features.stretches), strict=True):
        for row in out[start:end]:
            row.append(f"{key:x}")
    return out


def _neighbours(codes: Integers) -> list[Integers]:
    """Columns of the character and the ones beside it."""
    padded = np.concatenate(([_LINE_BREAK], codes, [_LINE_BREAK]))
    return [codes, padded[:-2], padded[2:]]


def _pairs(codes: Integers) -> list[Integers]:
    """Columns of the character with the one before it, and with the one after it."""
    padded = np.concatenate(([_LINE_BREAK], codes, [_LINE_BREAK]))
    pairs = padded[:-1] << 16 | padded[1:]
    return [pairs[:-1], pairs[1:]]


def _words(reading: Reading, numbers: Integers, vocabulary: Vocabulary) -> list[Integers]:
    """Columns of the word, the words beside it, what these are and are like, with the character's place in its word."""
    starts = np.array(reading.starts, dtype=np.int64)
    lengths = np.diff(starts)
    places = np.full(starts[-1], _INSIDE, dtype=np.int64)
    places[starts[1:] - 1] = _LAST
    places[starts[:-1]] = np.where(lengths == 1, _SINGLE, _FIRST)
    words = vocabulary.numbers(["<", *reading.words, ">"])
    kinds = np.fromiter(chain((0, 0), reading.kinds, (0, 0)), np.int64, len(lengths) + 4)
    near = (kinds[1:-3] * len(Kind) + kinds[2:-2]) * len(Kind) + kinds[3:-1]
    wide = (near * len(Kind) + kinds[:-4]) * len(Kind) + kinds[4:]
    fields = np.concatenate(([0], like().fields[numbers], [0]))
    by_word = np.stack([words[1:-1], words[:-2], words[2:], near, wide, fields[1:-1], fields[:-2], fields[2:]])
    tags = np.repeat(_TAGS.numbers(reading.tags), lengths) * 4 + places
    beside = np.concatenate(([0], tags, [0]))
    size = _TAG_PLACES
    rows = np.repeat(by_word, lengths, axis=1) * 4 + places
    return [*rows[:_FIELDS], beside[:-2] * size + tags, tags * size + beside[2:], *rows[_FIELDS:]]


@cache
def _class_of() -> Integers:
    """The class of each character: digit, Latin letter, bracket, mark, or 1 for a Han character; 0 is the edge."""
    classes = np.ones(LAST_CODE + 1, dtype=np.int64)
    for match in _CLASS.finditer("".join(map(chr, range(LAST_CODE)))):
        classes[match.start() : match.end()] = 2 + list(_CLASS.groupindex).index(match.lastgroup or "mark")
    return classes


def _classes(codes: Integers) -> Integers:
    """The column of classes of three characters."""
    padded = np.concatenate(([0], _class_of()[codes], [0]))
    return padded[:-2] << 6 | padded[1:-1] << 3 | padded[2:]


def _key(column: Column, value: int = 1) -> int:
    return column << VALUE_BITS | value


def _quotes(text: str, reading: Reading, vocabulary: Vocabulary) -> Iterator[tuple[int, int, int]]:
    """Features of quoted stretches: what stands before and behind, what they are made of, how often they come."""
    matches = list(_QUOTED.finditer(text))
    times = Counter(match[0][1:-1] for match in matches)
    for match in matches:
        start, end = match.span()
        kind, inner = text[start], match[0][1:-1]
        first, last, next_ = reading.at(start + 1), reading.before(end - 1), reading.at(end)
        bare = "+" if text.count(inner) > times[inner] else ""
        for feature in (
            "q" + kind,
            f"qa{kind}{text[end : end + 2]}",
            f"qb{kind}{text[max(0, start - 2) : start]}",
            "qz" + text[end - 3 : end - 1],
            f"qn{min(end - start, 12)}",
            "qw" + reading.word(reading.before(start)),
            "qv" + reading.word(next_),
            "qV" + reading.word(next_) + reading.word(next_ + 1),
            f"qk{reading.kind(first):X}{reading.kind(last):X}{min(last - first, 4)}",
            f"qr{min(times[inner], 3)}{bare}",
        ):
            yield start, end, _key(Column.QUOTE, vocabulary[feature])
        yield end, min(end + 6, len(text)), _key(Column.BEHIND_QUOTE)


def _headings(text: str) -> Iterator[tuple[int, int, int]]:
    at = 0
    for line in text.split("\n"):
        size = len(line)
        if 0 < size < _HEADING and line[-1] not in _ENDS:
            yield at, at + size, _key(Column.HEADING, size // 12)
        at += size + 1


def _marks(candidates: Iterable[Found], size: int) -> Stretches:
    """Features of the rules' candidates: their type and how sure they are, in their places and on both sides."""
    known = [found for found in candidates if 0 <= found.start < found.end <= size]
    what = [_TYPES[found.type] * (len(_STEPS) + 1) + bisect_right(_STEPS, found.confidence) for found in known]
    start = np.array([found.start for found in known], dtype=np.int64)
    end = np.array([found.end for found in known], dtype=np.int64)
    key = _key(Column.CANDIDATE, 0) + np.array(what, dtype=np.int64) * len(_PLACES)
    single = end - start == 1
    parts = (
        (start, start + 1, np.where(single, key + _SINGLE, key + _FIRST)),
        (start + 1, np.maximum(start + 1, end - 1), key + _INSIDE),
        (end - 1 + single, end, key + _LAST),
        (np.maximum(start - 1, 0), start, key + _BEFORE),
        (end, np.minimum(end + 1, size), key + _AFTER),
    )
    return Stretches(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def labels(size: int, spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """Return the label of each of `size` characters: B-, I-, E- and the type, or O."""
    out = ["O"] * size
    for start, end, kind in spans:
        tail = ["E-" + kind] if end - start > 1 else []
        out[start:end] = ["B-" + kind, *["I-" + kind] * (end - start - 2), *tail]
    return out


def spans(labels: Sequence[str]) -> re.Pattern[bytes]:
    """Return the pattern of names in a sequence of labels, each the byte of its place in `labels`; groups are types.

    A name begins with any label but O, goes on with I- of its type and ends behind E-, or before what does not fit.
    """
    codes = {label: re.escape(bytes([i])) for i, label in enumerate(labels)}
    outside = b"(?!%s)" % codes["O"] if "O" in codes else b""  # most characters are in no name: this is told at once
    parts = []
    for kind in sorted({label[2:] for label in labels} - {""}):
        begin, inside, end = (codes.get(head + kind, b"") for head in ("B-", "I-", "E-"))
        more = (inside and inside + b"*") + (end and end + b"?")
        first = b"|".join(code + more for code in (begin, inside) if code)
        parts.append(b"(?P<%s>%s)" % (kind.encode(), b"|".join(part for part in (first, end) if part)))
    return re.compile(outside + b"(?:" + b"|".join(parts) + b")", re.DOTALL)
