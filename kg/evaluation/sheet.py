"""What a comparison counts, and the faults it lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.evaluation.pairs import Pair
from kg.excerpt import context, squeeze

# The layers of a comparison, in order; each has a table of counts.
LAYERS = ("mention", "span", "entity", "relation", "figure")
# What is compared of a figure; `all` is a figure with nothing wrong.
ASPECTS = ("quantity", "indicator", "about", "period", "all")
# What can be wrong; the last four are faults of figures whose quantity was found.
FAULTS = ("missing", "invented", "type", "border", "indicator", "about", "period", "change")
# A fault is understood from this many characters around it.
_LENGTH = 130
# Names that stand for nothing on the other side, in the table of types.
NOTHING = ""


@dataclass(slots=True)
class Count:
    """How many are in the gold, how many were found, and how many of these are right."""

    gold: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Share of the found that are right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a quoted sentence; `mark` is `gold`, `ours`, `both` or ""."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One disagreement. `want` and `have` are what the gold and the record say, "" where one says nothing.

    `name` is the row of the table it belongs to (a type, a predicate); `rule` and `confidence` are those of what
    was found; `start` and `end` are its place in the text, None where the gold gives none.
    """

    layer: str
    kind: str
    name: str
    want: str
    have: str
    source: str
    span: tuple[int, int] | None = None
    rule: str = ""
    confidence: float | None = None
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """One finding, the rule that made it, how sure it was, and whether it was right."""

    layer: str
    rule: str
    confidence: float
    right: bool


@dataclass(slots=True)
class Sheet:
    """The counts of each layer by name, the table of types, the faults, and every finding with its confidence.

    `confusion` counts names that overlap by `(type in the gold, type found)`; "" is where there is no such name.
    """

    documents: int = 0
    counts: Mapping[str, dict[str, Count]] = field(default_factory=lambda: {layer: {} for layer in LAYERS})
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)

    def add(self, layer: str, name: str, *, gold: int = 0, found: int = 0, right: int = 0) -> None:
        """Count."""
        count = self.counts[layer].setdefault(name, Count())
        count.gold += gold
        count.found += found
        count.right += right

    def total(self, layer: str) -> Count:
        """Return the count of a whole layer; for figures, that of whole figures."""
        if layer == "figure":
            return self.counts[layer].get("all", Count())
        rows = self.counts[layer].values()
        return Count(sum(c.gold for c in rows), sum(c.found for c in rows), sum(c.right for c in rows))

    def rows(self, layer: str) -> Iterator[tuple[str, Count]]:
        """Yield the rows of a layer's table: figures by aspect, the rest with most gold first."""
        counts = self.counts[layer]
        if layer == "figure":
            yield from ((name, counts.get(name, Count())) for name in ASPECTS)
        else:
            yield from sorted(counts.items(), key=lambda item: (-item[1].gold, -item[1].found, item[0]))

    def sorted_faults(self) -> Iterator[tuple[tuple[str, str], list[Fault]]]:
        """Yield the faults by layer and kind, in the order of these, each in the order of the texts."""
        groups: defaultdict[tuple[str, str], list[Fault]] = defaultdict(list)
        for fault in self.faults:
            groups[fault.layer, fault.kind].append(fault)
        for key in sorted(groups, key=lambda key: (LAYERS.index(key[0]), FAULTS.index(key[1]))):
            yield key, groups[key]


def quote(pair: Pair, marks: Sequence[tuple[int, int, str]]) -> tuple[Piece, ...]:
    """Return the sentence around some spans, each `(start, end, "gold" or "ours")`, in pieces that show them."""
    begin, finish = min(start for start, _, _ in marks), max(end for _, end, _ in marks)
    before, _, after = context(pair.text, begin, finish, limit=_LENGTH)
    edges = sorted({edge for start, end, _ in marks for edge in (start, end)})
    pieces = [Piece(before)]
    for start, end in pairwise(edges):
        pieces.append(Piece(squeeze(pair.text[start:end]), _mark(start, end, marks)))
    return tuple(piece for piece in (*pieces, Piece(after)) if piece.text)


def _mark(start: int, end: int, marks: Iterable[tuple[int, int, str]]) -> str:
    here = {mark for first, last, mark in marks if first <= start and end <= last}
    return "both" if len(here) > 1 else "".join(here)
