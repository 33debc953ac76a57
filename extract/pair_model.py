"""A linear model that judges pairs of mentions: nothing stated, or which relation, and which way round.

It states what the rules miss. How sure a relation is follows from how often the model was right on articles of authors
that it had not seen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np

from extract import lexicon, pair_features
from extract.hedges import DEMANDED, FOLLOWED, JOINED, NOT_STATED
from extract.pair_features import Pairs
from extract.state import Found, FoundRelation
from extract.surroundings import Surroundings
from extract.weights import Labelled, Scores

FILE = "relations.npz"
RULE = "pair-model"
NONE = "none"
# Which of the two mentions is the subject: the first, or the second.
FORWARD, BACKWARD = ">", "<"
SYMMETRIC = frozenset({"partnersWith"})
# Lower ends of the steps in which the model's chance is told apart; what is less likely was not measured.
STEPS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
# The least chance, that of the names included, at which what the model alone holds is stated. Who launched something it
# knows less well in newspapers than in the articles that it learned from.
_LEAST, _LEAST_MAKER = 0.47, 0.58
# A word that plans or denies may stand so far before the text between two mentions: before the first one's end.
_BEFORE = 8


class Judged(NamedTuple):
    """What the model holds of two entities, and the two mentions of them that speak most for it, in order."""

    subject: str
    predicate: str
    object: str
    chance: float
    first: Found
    second: Found


def chances(pairs: Pairs, by: Labelled) -> Scores:
    """Return how probable each label (column) of a model is for each pair (row)."""
    out = by.sums(pairs.table)
    np.exp(out - out.max(axis=1, keepdims=True), out=out)
    out /= out.sum(axis=1, keepdims=True)
    return out


@cache
def model() -> Labelled:
    """Return the trained model of the package."""
    with resources.files("extract").joinpath(f"model/{FILE}").open("rb") as file:
        return Labelled.load(file)


def judge(found: Sequence[Found], pairs: Pairs, by: Labelled) -> list[Judged]:
    """Return what a model holds of the pairs of a document, as likely at least as was measured, each relation once."""
    held = chances(pairs, by)
    best: dict[tuple[str, str, str], Judged] = {}
    rows, columns = np.nonzero(held >= STEPS[0])
    for row, column, chance in zip(rows.tolist(), columns.tolist(), held[rows, columns].tolist(), strict=True):
        label = by.labels[column]
        if label == NONE:
            continue
        a, b = found[pairs.first[row]], found[pairs.second[row]]
        one, other = (a, b) if label.endswith(FORWARD) else (b, a)
        key = one.entity, label[:-1], other.entity
        if key[1] in SYMMETRIC:
            key = min(key[0], key[2]), key[1], max(key[0], key[2])
        if key not in best or chance > best[key].chance:
            best[key] = Judged(*key, chance, a, b)
    return list(best.values())


def news(judged: Iterable[Judged], known: Iterable[FoundRelation]) -> Iterator[Judged]:
    """Yield what is not known yet: no other relation of two things that are known to be related, no second maker.

    Of the former one in three was right, and of the latter too.
    """
    related = {ends for one in known for ends in ((one.subject, one.object), (one.object, one.subject))}
    made = {one.object for one in known if one.predicate == "launched"}
    allied = {end for one in known if one.predicate == "partnersWith" for end in (one.subject, one.object)}
    for one in judged:
        if (one.subject, one.object) in related or (one.predicate == "launched" and one.object in made):
            continue
        if one.predicate != "partnersWith" or allied.isdisjoint((one.subject, one.object)):
            yield one


def beside(
    around: Surroundings, known: Sequence[FoundRelation], trained: Labelled | None = None
) -> list[FoundRelation]:
    """Return what a model, that of the package if none is given, states beside what is known."""
    pairs = pair_features.read(around)
    if pairs is None:
        return []
    found = []
    for one in news(judge(around.named, pairs, trained or model()), known):
        share = confidence(one.predicate, one.chance)
        if share >= least(one.predicate) and not _hedged(around.text, one):
            span, rule = (one.first.start, one.second.end), f"{RULE}-{one.predicate}"
            found.append(around.weighed(FoundRelation(one.subject, one.predicate, one.object, *span, rule, share)))
    return [one for one in found if one.confidence >= least(one.predicate)]


def least(predicate: str) -> float:
    """Return how sure the model must be of a relation to state it."""
    return _LEAST_MAKER if predicate == "launched" else _LEAST


def _hedged(text: str, one: Judged) -> bool:
    """Say whether the text at two mentions plans, denies, demands or only cites what it speaks of."""
    start, end = max(0, one.first.end - _BEFORE), one.second.start
    if NOT_STATED.search(text, start, end):
        return True
    if one.predicate != "launched":
        return False
    made = one.second if one.subject == one.first.entity else one.first
    between = one.first.end, end
    cited = FOLLOWED.search(text[max(0, made.start - _BEFORE) : made.start].rstrip("“《"))
    return cited is not None or any(word.search(text, *between) for word in (DEMANDED, JOINED))


@cache
def _measured() -> Mapping[str, Sequence[float]]:
    shares: dict[str, list[float]] = defaultdict(list)
    for predicate, _, share, *_ in lexicon.rows("pair_confidence.tsv"):
        shares[predicate].append(float(share))
    return shares


def confidence(predicate: str, chance: float) -> float:
    """Return how often the model was right that held a relation as likely as this and no rule stated it."""
    shares = _measured().get(predicate)
    return 0.0 if shares is None else shares[bisect_right(STEPS, chance) - 1]
