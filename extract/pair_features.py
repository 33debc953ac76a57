"""What the pair model sees of two mentions: how far apart they stand, the words around them, how their names end.

All pairs of a document are looked at together, feature by feature (`extract.hashed`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract import hashed
from extract.hashed import Column, Hashes, Integers, Numbers
from extract.reading import read as words_of
from extract.state import BlockKind
from extract.surroundings import Surroundings
from ontology.record import MentionType

# The types of mentions by letter; officials are persons.
_LETTERS = "DEGIAPRLV"
_TYPES = {
    MentionType.DISTRICT: 0,
    MentionType.ENTERPRISE: 1,
    MentionType.GOVERNMENT: 2,
    MentionType.INSTITUTION: 3,
    MentionType.ASSOCIATION: 4,
    MentionType.PERSON: 5,
    MentionType.OFFICIAL: 5,
    MentionType.PROGRAM: 6,
    MentionType.PLACE: 7,
    MentionType.EVENT: 8,
}
_KINDS = {kind: i for i, kind in enumerate(BlockKind)}
# Mentions further from each other, by lists of names or by sentences, are not looked at; nor are any with so many
# between them.
_NEAR, _SENTENCES, _MOST_BETWEEN = 13, 3, 20
# So many places of two things are looked at: those where they stand nearest to each other.
_MOST = 3
_NONE = np.uint64(2)
# Beyond so many characters, verbs between are none of theirs.
_REACH = 160
# So many words around a mention are looked at for the verb of its clause.
_CLAUSE = 8
_FARTHEST = 199
_STEPS = np.searchsorted([1, 2, 3, 4, 7, 12, 20, 40, 80, 160], np.arange(_FARTHEST + 1), side="right")
_JOINTS = frozenset("、和与及，")
_LONGEST_JOINT = 3

# What a character is, in bits.
_COMMA, _SEMICOLON, _STOP, _OPENS = (1 << i for i in range(4))
_LAST_CODE = 0xFFFF
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)


def _related(pairs: str) -> NDArray[np.bool_]:
    table = np.zeros((len(_LETTERS), len(_LETTERS)), bool)
    for pair in pairs.split():
        a, b = map(_LETTERS.index, pair)
        table[a, b] = table[b, a] = True
    return table


# Between other types articles hardly ever state a relation, or it is a post, which the rules find.
_RELATED = _related(
    "DD DE DI DA DL DR DV EE EI EA EL ER EV EP EG GG GI GA GR GV GL II IA IL IR IV AA AL AR AV PR PV RL LL LV"
)


def _characters() -> NDArray[np.uint8]:
    table = np.zeros(_LAST_CODE + 1, np.uint8)
    for bit, characters in ((_COMMA, "，"), (_SEMICOLON, "；"), (_STOP, "，。；：！？\n"), (_OPENS, "“《")):
        table[[ord(c) for c in characters]] |= bit
    return table


_CHARACTERS = _characters()


class Pairs(NamedTuple):
    """Pairs of mentions, as their places among those of the document (`Surroundings.named`), with features.

    `table` has a row for each feature and a column for each pair; `apart` says how many sentences lie between.
    """

    first: Integers
    second: Integers
    apart: Integers
    table: Integers


def read(around: Surroundings) -> Pairs | None:
    """Return the pairs of a document that may be related."""
    mentions = _Mentions(around)
    a, b = mentions.pairs()
    if not len(a):
        return None
    words = _Words(mentions)
    ends = mentions, words, a, b
    columns = [*_distances(*ends), *_contexts(*ends), *_verbs(*ends), *_names(*ends)]
    types = mentions.type[a] * len(_LETTERS) + mentions.type[b] + 1
    return Pairs(a, b, mentions.sentence[b] - mentions.sentence[a], hashed.table(columns, types))


class _Mentions:
    """The mentions of one document, and the words that point at one, as arrays."""

    def __init__(self, around: Surroundings) -> None:
        found = around.named
        self.text = around.text
        numbers: dict[str, int] = {}
        rows = ((m.start, m.end, _TYPES[m.type], numbers.setdefault(m.entity, len(numbers))) for m in found)
        flat = np.fromiter(chain.from_iterable(rows), np.int64, 4 * len(found))
        self.start, self.end, self.type, self.entity = flat.reshape(-1, 4).T.copy()
        self.sentence = hashed.stretches([start for start, _ in around.sentences], self.start)
        context = around.state.context
        self.section = hashed.stretches([s.start for s in context.sections], self.start)
        blocks = np.array([_KINDS[b.kind] for b in context.blocks] or [0])
        self.kind = blocks[hashed.stretches([b.start for b in context.blocks], self.start)]
        # The first mention of each entity, and how many there are.
        self.times = np.bincount(self.entity)
        self.first = np.empty_like(self.times)
        self.first[self.entity[::-1]] = np.arange(len(found))[::-1]
        self.head, self.tail = self._lists()

    def pairs(self) -> tuple[Integers, Integers]:
        """Return the pairs of mentions that are looked at, of two things only those nearest to each other."""
        count = len(self.start)
        a = np.arange(count * _MOST_BETWEEN) // _MOST_BETWEEN
        b = a + np.arange(count * _MOST_BETWEEN) % _MOST_BETWEEN + 1
        lists = np.append((self.head == np.arange(count)).cumsum(), np.full(_MOST_BETWEEN, count + _NEAR + 1))
        inside = lists[b] - lists[a] <= _NEAR
        a, b = a[inside], b[inside]
        one, other = self.entity[a], self.entity[b]
        able = _RELATED[self.type[a], self.type[b]] & (one != other) & (self.section[a] == self.section[b])
        able &= self.sentence[b] - self.sentence[a] <= _SENTENCES
        a, b, one, other = a[able], b[able], one[able], other[able]
        both = np.minimum(one, other) * len(self.times) + np.maximum(one, other)
        order = (both * (_MOST_BETWEEN + 1) + b - a).argsort(kind="stable")
        both = both[order]
        order = order[np.arange(len(both)) - both.searchsorted(both) < _MOST]
        return a[order], b[order]

    def _lists(self) -> tuple[Integers, Integers]:
        """Return for each mention the first and the last one of its list: 甲、乙和丙."""
        gaps = self.start[1:] - self.end[:-1]
        near = (self.type[1:] == self.type[:-1]) & (gaps > 0) & (gaps <= _LONGEST_JOINT)
        joined = np.zeros(len(self.start), bool)
        for i in np.flatnonzero(near).tolist():
            joined[i + 1] = not _JOINTS.isdisjoint(self.text[self.end[i] : self.start[i + 1]])
        order = np.arange(len(joined))
        last = np.flatnonzero(~np.append(joined[1:], False)) if len(joined) else order
        return np.maximum.accumulate(np.where(joined, 0, order)), last[last.searchsorted(order)]


class _Words:
    """The words of a text as hashes, with the places of mentions among them.

    `word` begins with two words that stand for what is before the text, so that index `i + 2` is word `i`.
    """

    def __init__(self, mentions: _Mentions) -> None:
        reading = words_of(mentions.text)
        self.codes = np.frombuffer(mentions.text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
        self.marks = _CHARACTERS[np.minimum(self.codes, np.uint64(_LAST_CODE)).astype(np.int64)]
        self.hash = _Stretches(self.codes)
        starts = np.array(reading.starts)
        size = len(starts) - 1
        self.word = np.zeros(size + 5, np.uint64)
        self.word[2:-3] = self.hash.of(starts[:-1], starts[1:])
        self.before = starts.searchsorted(mentions.start) - 1
        inside = starts.searchsorted(mentions.start, side="right") - 1
        self.behind = np.minimum(starts.searchsorted(mentions.end, side="right") - 1, size)
        change = np.bincount(inside, minlength=size + 1)
        change -= np.bincount(np.maximum(self.behind, inside), minlength=size + 1)
        free = change.cumsum()[:size] == 0
        tag = np.frombuffer("".join([tag[0] for tag in reading.tags]).encode("ascii"), np.uint8)
        # Words outside names: verbs, and verbs and prepositions; and the marks between clauses.
        verb = free & (tag == ord("v"))
        self.verbs = np.append(np.flatnonzero(verb), size)
        self.leads = np.append(np.flatnonzero(verb | (free & (tag == ord("p")))), size)
        self.stops = np.concatenate([[-1], np.flatnonzero(self.marks[starts[:-1]] & _STOP), [size]])


class _Stretches:
    """Hashes of any stretches of a sequence of numbers, had by arithmetic from running sums."""

    def __init__(self, codes: Numbers) -> None:
        powers, self._inverse = _powers(1 << len(codes).bit_length())
        self._sums = np.zeros(len(codes) + 1, np.uint64)
        np.cumsum((codes + np.uint64(1)) * powers[: len(codes)], out=self._sums[1:])

    def of(self, starts: Integers, ends: Integers) -> Hashes:
        """Return the hash of each stretch."""
        out: Hashes = (self._sums[ends] - self._sums[starts]) * self._inverse[starts]
        return out


@lru_cache(maxsize=4)
def _powers(size: int) -> tuple[Hashes, Hashes]:
    base, inverse = np.full(size, _BASE, np.uint64), np.full(size, _INVERSE, np.uint64)
    base[0] = inverse[0] = 1
    return np.cumprod(base), np.cumprod(inverse)


def _distances(mentions: _Mentions, words: _Words, a: Integers, b: Integers) -> Iterator[Column]:
    """How far apart two mentions stand."""
    gap = mentions.start[b] - mentions.end[a]
    yield np.zeros_like(a), False
    near = _STEPS[np.minimum(np.maximum(gap, 0), _FARTHEST)]
    yield near * (_SENTENCES + 1) + mentions.sentence[b] - mentions.sentence[a], True
    yield np.minimum(b - a, 8), True
    stops = np.append(0, ((words.marks & _COMMA > 0) + 2 * (words.marks & _SEMICOLON > 0)).cumsum())
    yield np.minimum(stops[mentions.start[b]] - stops[mentions.end[a]], 4), True


def _contexts(mentions: _Mentions, words: _Words, a: Integers, b: Integers) -> Iterator[Column]:
    """The words around two mentions, and around the lists that they stand in."""
    word = words.word
    before = word[words.before + 2]
    behind = word[words.behind + 2]
    two_before = before * np.uint64(3) + word[words.before + 1]
    two_behind = behind * np.uint64(3) + word[words.behind + 3]
    for at in (a, b):
        yield before[at], True
        yield behind[at], True
        yield two_before[mentions.head[at]], True
        yield two_behind[mentions.tail[at]], True
    yield np.minimum(mentions.tail[a] - a, 3) * 4 + np.minimum(mentions.tail[b] - b, 3), False
    yield np.minimum(a - mentions.head[a], 3) * 4 + np.minimum(b - mentions.head[b], 3), False


def _verbs(mentions: _Mentions, words: _Words, a: Integers, b: Integers) -> Iterator[Column]:
    """The first and the last verb between two mentions, and the verbs before and behind them in their clauses."""
    verbs, word = words.verbs, words.word
    first, last = verbs.searchsorted(words.behind[a]), verbs.searchsorted(words.before[b], side="right") - 1
    some = (last >= first) & (mentions.start[b] - mentions.end[a] < _REACH)
    yield np.where(some, word[verbs[np.minimum(first, len(verbs) - 1)] + 2], _NONE), True
    yield np.where(some, word[verbs[last] + 2], _NONE), True
    yield np.minimum(np.maximum(last + 1 - first, 0), 4), True
    before, behind = _clauses(words)
    yield behind[b], True
    yield before[a], True


def _clauses(words: _Words) -> tuple[Hashes, Hashes]:
    """Return for each mention the verb or preposition before it in its clause, and the verb behind."""
    verb = words.verbs[words.verbs.searchsorted(words.behind)]
    end = np.minimum(words.stops[words.stops.searchsorted(words.behind)], words.behind + _CLAUSE)
    behind = np.where(verb < end, words.word[verb + 2], _NONE)
    lead = words.leads[words.leads.searchsorted(words.before, side="right") - 1]
    start = np.maximum(words.stops[words.stops.searchsorted(words.before, side="right") - 1], words.before - _CLAUSE)
    before = np.where((lead > start) & (lead <= words.before), words.word[lead + 2], _NONE)
    return before, behind


def _names(mentions: _Mentions, words: _Words, a: Integers, b: Integers) -> Iterator[Column]:
    """How two names end and begin, how often they are, and where."""
    last = words.codes[mentions.end - 1]
    last_two = words.hash.of(np.maximum(mentions.end - 2, mentions.start), mentions.end)
    first_two = words.hash.of(mentions.start, np.minimum(mentions.start + 2, mentions.end))
    times = np.minimum(mentions.times[mentions.entity], 5)
    for values in (last, last_two):
        yield values[a], False
        yield values[b], False
    yield last_two[a] * np.uint64(7) + last_two[b], False
    yield times[a] * 12 + times[b] * 2 + (first_two[a] == first_two[b]), False
    yield mentions.kind[a] * len(_KINDS) + mentions.kind[b], True
    quoted = words.marks[np.maximum(mentions.start - 1, 0)] & _OPENS > 0
    yield quoted[a] * 2 + quoted[b], True
    fresh = mentions.first[mentions.entity] == np.arange(len(mentions.start))
    opens = np.ones(len(mentions.sentence), np.bool_)
    np.greater(mentions.sentence[1:], mentions.sentence[:-1], out=opens[1:])
    yield fresh[a] * 8 + fresh[b] * 4 + opens[a] * 2 + (mentions.entity[a] == 0), True
