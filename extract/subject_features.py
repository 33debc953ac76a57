"""What the model of subjects sees of a figure whose clause does not say its subject, and of each thing it may be about.

A row is a figure with one candidate: what was named before it in the article, nearest first, what its own sentence
still names, what the article speaks of most, what its heading names, and nothing at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract import hashed
from extract.hashed import Column, Integers, Numbers
from extract.reading import read as words_of
from extract.state import BlockKind
from extract.surroundings import Surroundings
from extract.words import words as like
from ontology.record import Figure, MentionType

# How the rules found the subjects that are weighed: by what was told before. Where the clause itself names or points at
# its subject, or the rules saw that nothing before can be it, they are right more often than the model.
WEIGHED = frozenset({"paragraph", "heading", "event", "anaphor", "created"})
# No mention, and nothing at all as subject.
NONE = -1
# So many things named before a figure are looked at, among so many mentions, and so many behind it in its sentence.
_BEFORE, _REACH, _BEHIND = 12, 40, 3
# Numbers of the types of mentions, from 1 on; officials are persons, and 0 is for nothing at all.
_KINDS = [kind for kind in MentionType if kind is not MentionType.OFFICIAL]
_NUMBERS = {kind: i for i, kind in enumerate(_KINDS, start=1)} | {
    MentionType.OFFICIAL: _KINDS.index(MentionType.PERSON) + 1
}
_DISTRICT = _NUMBERS[MentionType.DISTRICT]
_SITES = frozenset(_NUMBERS[kind] for kind in (MentionType.ENTERPRISE, MentionType.INSTITUTION, MentionType.PLACE))
_BLOCKS = {kind: i for i, kind in enumerate(BlockKind)}
_DISTANCES = np.searchsorted([1, 2, 3, 4, 7, 12, 20, 40, 80], np.arange(100), side="right")
_MOST_APART, _MOST_AMONG, _MOST_TIMES, _MOST_BETWEEN, _LONGEST_LEAD = 6, 7, 4, 3, 6
# So many types of the mentions right before a figure are looked at together, in a number with this base.
_TYPES_BETWEEN, _BASE = 4, 16
_STOP = re.compile("[，。；：！？\n]")


class Rows(NamedTuple):
    """Figures with what each may be about: row `i` is of figure `figures[i]`, and of entity `subjects[i]`.

    `keys` numbers the entities; `table` has a row for each feature and a column for each of these rows. `ruled` has for
    each figure that is weighed, in order, the row of what the rules hold.
    """

    figures: Integers
    subjects: Integers
    keys: tuple[str, ...]
    table: Integers
    ruled: Integers


class _Mentions:
    """The mentions of one document, and the words that point at one, as arrays."""

    def __init__(self, around: Surroundings) -> None:
        found = around.named
        self.keys: dict[str, int] = {}
        numbers = self.keys
        # Start, end, type and entity of each; one by one they are quicker to have from this list than from arrays.
        self.rows = [(m.start, m.end, _NUMBERS[m.type], numbers.setdefault(m.entity, len(numbers))) for m in found]
        self.start, self.end, self.type, self.entity = np.array(self.rows).T.copy()
        context = around.state.context
        self.sentence = hashed.stretches([start for start, _ in around.sentences], self.start)
        self.section = hashed.stretches([section.start for section in context.sections], self.start)
        self.paragraph = hashed.stretches([block.start for block in context.blocks], self.start)
        self.kind = np.array([_BLOCKS[block.kind] for block in context.blocks] or [0])[self.paragraph]
        self.text = around.text
        self.codes = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), np.uint32)
        # The words behind, as hash, field and tag.
        reading = words_of(self.text)
        behind = [reading.at(end) for end in self.end.tolist()]
        self.word = np.array([hashed.number(reading.word(i)) for i in behind])
        self.field = like().fields[[*reading.numbers, 0]][behind]
        self.tag = np.array([ord(reading.tags[i][0]) if i < len(reading.tags) else 0 for i in behind])

    @cached_property
    def stops(self) -> Integers:
        """Where marks between clauses stand, in order; -1 stands for none, behind all of them."""
        return np.array([*(match.start() for match in _STOP.finditer(self.text)), -1])

    @cached_property
    def opens(self) -> NDArray[np.bool_]:
        """Whether each mention is the first of its sentence."""
        return _firsts(self.sentence)

    @cached_property
    def leads(self) -> NDArray[np.bool_]:
        """Whether each mention is the first of its paragraph."""
        return _firsts(self.paragraph)

    @cached_property
    def of_type(self) -> Integers:
        """How many mentions of each type (row) stand before each mention (column), and how many in all."""
        counts = np.zeros((len(_KINDS) + 1, len(self.type) + 1), np.int64)
        (self.type == np.arange(len(_KINDS) + 1)[:, None]).cumsum(axis=1, out=counts[:, 1:])
        return counts


def _firsts(stretches: Integers) -> NDArray[np.bool_]:
    out = np.ones(len(stretches), np.bool_)
    np.greater(stretches[1:], stretches[:-1], out=out[1:])
    return out


def _fields(words: Sequence[str]) -> Integers:
    return like().fields[like().numbers(words)]


class _Article:
    """The entities of one article: what it speaks of most, and what its heading names."""

    def __init__(self, mentions: _Mentions, number: int) -> None:
        self.first_mention, self.end = np.searchsorted(mentions.section, [number, number + 1]).tolist()
        inside = slice(self.first_mention, self.end)
        entities = mentions.entity[inside].tolist()
        types = mentions.type[inside].tolist()
        self.times = Counter(entities)
        self.first: dict[int, int] = {}
        for i, entity in enumerate(entities, start=self.first_mention):
            self.first.setdefault(entity, i)
        self.top = _most(entities)
        self.district = _most([e for e, kind in zip(entities, types, strict=True) if kind == _DISTRICT])
        self.site = _most([e for e, kind in zip(entities, types, strict=True) if kind in _SITES])
        heads = mentions.kind[inside] == _BLOCKS[BlockKind.HEADING]
        self.heading = tuple(dict.fromkeys(mentions.entity[inside][heads].tolist()))
        self.opening = entities[0] if entities else NONE


def _most(entities: Sequence[int]) -> int:
    return Counter(entities).most_common(1)[0][0] if entities else NONE


class _Row(NamedTuple):
    """One candidate of a figure: its mention (NONE for one that the article does not name) and its entity."""

    figure: int
    mention: int
    entity: int
    among: int
    times: int
    # Whether it is what the rules hold, what the article speaks of most (of all, of divisions, of sites), in its
    # heading, what the last figure is about by the rules, what the article names first.
    marks: tuple[bool, ...]


def named_by(figure: Figure) -> str:
    """Return how the subject of a figure was found: `named` of `figure:level:named`."""
    return figure.rule.rpartition(":")[2]


def read(around: Surroundings, figures: Sequence[Figure]) -> Rows | None:
    """Return the rows of those figures of a document that are weighed, in order; None without any."""
    weighed = [i for i, figure in enumerate(figures) if named_by(figure) in WEIGHED]
    if not weighed or not around.named:
        return None
    mentions = _Mentions(around)
    keys = dict(mentions.keys)
    about = [NONE if f.about is None else keys.setdefault(f.about, len(keys)) for f in figures]
    starts = np.array([f.start for f in figures])
    sentences = hashed.stretches([start for start, _ in around.sentences], starts)
    sections = hashed.stretches([section.start for section in around.state.context.sections], starts)
    articles: dict[int, _Article] = {}
    rows: list[_Row] = []
    for i in weighed:
        number = int(sections[i])
        article = articles.get(number)
        if article is None:
            article = articles[number] = _Article(mentions, number)
        last = about[i - 1] if i and sections[i - 1] == number else NONE
        rows += _rows(mentions, article, (i, figures[i], int(sentences[i])), about[i], last)
    figure, mention, entity = np.array([row[:3] for row in rows]).T
    held = entity == np.array(about)[figure]
    others = [_NUMBERS[around.state.entities[key].type] for key in list(keys)[len(mentions.keys) :]]
    kinds = np.zeros(len(keys) + 1, np.int64)
    kinds[mentions.entity] = mentions.type
    kinds[len(mentions.keys) : len(keys)] = others
    columns = [*_of_figures(figures, figure, held), *_of_entities(rows)]
    columns += _of_mentions(mentions, figures, figure, mention, sentences)
    columns += _in_paragraphs(mentions, around, starts[figure], mention)
    return Rows(figure, entity, tuple(keys), hashed.table(columns, kinds[entity] + 1), np.flatnonzero(held))


def _rows(
    mentions: _Mentions, article: _Article, place: tuple[int, Figure, int], about: int, last: int
) -> Iterator[_Row]:
    """Yield the candidates of one figure, at `place`: its number and its sentence; that of nothing comes last."""
    number, figure, sentence = place
    at = int(mentions.start.searchsorted(figure.start))
    known: dict[int, int] = {}
    for i in range(at - 1, max(article.first_mention, at - _REACH) - 1, -1):
        if len(known) == _BEFORE:
            break
        _, end, _, entity = mentions.rows[i]
        if end <= figure.start:
            known.setdefault(entity, i)
    behind = 0
    for i in range(at, article.end):
        if mentions.sentence[i] != sentence or behind == _BEHIND:
            break
        start, _, _, entity = mentions.rows[i]
        if start >= figure.end:
            behind += 1
            known.setdefault(entity, i)
    for entity in (article.district, article.site, *article.heading, about):
        if entity != NONE:
            known.setdefault(entity, article.first.get(entity, NONE))
    top, district, site, opening = article.top, article.district, article.site, article.opening
    for among, (entity, mention) in enumerate(known.items()):
        said = entity == about, entity == top, entity == district, entity == site
        marks = *said, entity in article.heading, entity == last, entity == opening
        yield _Row(number, mention, entity, among, article.times[entity], marks)
    none = about == NONE, top == NONE, district == NONE, site == NONE, False, False, False
    yield _Row(number, NONE, NONE, len(known), 0, none)


def _of_figures(figures: Sequence[Figure], of: Integers, held: Numbers) -> Iterator[Column]:
    """What is measured, in what unit, and how the rules read it; `held` says whether they hold the candidate."""
    rules = [figure.rule.split(":") for figure in figures]
    parts = [(f.unit, f.kind, f.indicator[-2:], rule[1]) for f, rule in zip(figures, rules, strict=True)]
    yield np.zeros(len(of), np.int64), False
    for values in np.array([[hashed.number(part) for part in row] for row in parts])[of].T:
        yield values, False
    yield np.array([hashed.number(rule[2]) for rule in rules])[of] + held, True
    yield _fields([f.indicator[-2:] for f in figures])[of], False


def _of_entities(rows: Sequence[_Row]) -> Iterator[Column]:
    """What a candidate is to the article and to the rules."""
    for values in np.array([row.marks for row in rows]).T:
        yield values, True
    yield np.array([min(row.times, _MOST_TIMES) for row in rows]), True
    yield np.array([min(row.among, _MOST_AMONG) for row in rows]), True


def _of_mentions(
    mentions: _Mentions, figures: Sequence[Figure], of: Integers, at: Integers, sentences: Integers
) -> Iterator[Column]:
    """Where a candidate is named, and what stands around it; 0 for one that is not."""
    starts, ends = np.array([(f.start, f.end) for f in figures])[of].T
    named = at >= 0
    start, end = mentions.start[at], mentions.end[at]
    after = start >= ends
    apart = np.minimum(np.maximum(sentences[of] - mentions.sentence[at], 0), _MOST_APART)
    lead = np.minimum(start - 1 - _last(mentions.stops, start), _LONGEST_LEAD)
    gap = np.where(after, start - ends, starts - end)
    measure = np.array([hashed.number(f.indicator[-2:]) for f in figures])[of]
    codes = mentions.codes.astype(np.int64)
    last = codes[end - 1]
    # Mentions between a candidate and the figure: how many of its type, and of which types the last ones are.
    until = mentions.start.searchsorted(starts)
    since = mentions.sentence.searchsorted(sentences[of] - 1)
    here = mentions.sentence.searchsorted(sentences[of])
    before = mentions.of_type
    kind = mentions.type[at]
    same = before[kind, until] - before[kind, np.minimum(np.maximum(at + 1, since), until)]
    between = np.zeros(len(of), np.int64)
    for back in range(1, _TYPES_BETWEEN + 1):
        inside = until - back >= np.maximum(at + 1, here)
        between = np.where(inside, between * _BASE + mentions.type[np.maximum(until - back, 0)], between)
    for values in (
        after + 1,
        _DISTANCES[np.minimum(np.maximum(gap, 0), len(_DISTANCES) - 1)] + 1,
        apart + 1,
        (start > _last(mentions.stops, starts)) + 1,
        mentions.kind[at] + 1,
        mentions.opens[at] * 8 + np.minimum(apart, 3) + 1,
        lead + 1,
        codes[np.maximum(start - 1, 0)],
        mentions.word[at],
        mentions.field[at] + 1,
        mentions.tag[at],
        last,
        last * 31 + codes[np.maximum(end - 2, 0)] * 7 + measure,
        np.minimum(same, _MOST_BETWEEN) + 1,
        between + 1,
    ):
        yield np.where(named, values, 0), True


def _last(marks: Integers, at: Integers) -> Integers:
    """Return the last of some places, whose last is -1, before each place; that where there is none."""
    return marks[marks[:-1].searchsorted(at) - 1]


def _in_paragraphs(mentions: _Mentions, around: Surroundings, starts: Integers, at: Integers) -> Iterator[Column]:
    """Whether a candidate is the first name of its paragraph, and whether that is the figure's or the one before."""
    own = mentions.paragraph
    apart = hashed.stretches([block.start for block in around.state.context.blocks], starts) - own[at]
    yield np.where(at >= 0, 1 + np.minimum(np.maximum(apart, 0), 2) * 2 + mentions.leads[at], 0), True
