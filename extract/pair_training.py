"""Train the pair model from the annotated relations: `python -m extract.pair_training` (or `make model`).

Multinomial logistic regression with small weights. Data, order, features and steps are fixed, so the model is the same
on every run.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from thinc.api import Adam

from extract import annotated, given, pair_features, pair_model, posts, relation_corpus, relations, source
from extract.entity_groups import squeeze
from extract.hashed import Integers
from extract.pair_features import Pairs
from extract.pair_model import BACKWARD, FORWARD, NONE, SYMMETRIC
from extract.relation_corpus import Annotated
from extract.state import Found, FoundRelation, of
from extract.surroundings import Surroundings
from extract.weights import Labelled, Scores

# Chosen by keeping authors back in turn.
_DECAY = 12.0
_STEPS, _RATE, _LAST = 100, 0.1, 0.1
# A feature is learned from so many pairs on; a weight that is smaller changes nothing that is stated.
_OFTEN, _LEAST = 2, 0.05
# So many pairs are worked on together: what they need fits into little memory.
_BATCH = 8192
# A pair of mentions whose distance is so much more than that of the nearest two of a relation does not state it.
_NEARLY = 15
_MENTION, _SENTENCE = 10, 1000


class Reading(NamedTuple):
    """An article as the model meets it. `names` has the gold's name of each entity; `rules` is what rules state."""

    key: str
    found: Sequence[Found]
    pairs: Pairs | None
    names: Mapping[str, str]
    rules: list[FoundRelation]
    gold: Mapping[tuple[str, str], list[str]]


def read(one: Annotated) -> Reading:
    """Return an article with its names as annotated, and what the rules make of it."""
    text = source.decode(one.block.article.text.encode(), Path(one.block.source))
    doc, page, _ = given.prepared(text, one.block.article.names)
    state = of(doc)
    state.relations = posts.find(page.text, state)
    around = Surroundings(page.text, state)
    rules = state.relations + relations.find(around, state.relations)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in state.mentions:
        name = squeeze(page.text[mention.start : mention.end])
        forms[mention.entity][one.block.full.get(name, name)] += 1
    names = {entity: counted.most_common(1)[0][0] for entity, counted in forms.items()}
    for key, named in state.entities.items():
        names.setdefault(key, one.block.full.get(named.label, named.label))
    gold: dict[tuple[str, str], list[str]] = defaultdict(list)
    for stated in one.relations:
        gold[stated.subject, stated.object].append(stated.predicate)
    return Reading(one.block.key, around.named, pair_features.read(around), names, rules, gold)


def labels(one: Reading) -> list[str | None]:
    """Return the label of each pair of an article; None for one that is near something stated and states nothing."""
    if one.pairs is None:
        return []
    rows: list[tuple[str, frozenset[str], int]] = []
    least: dict[frozenset[str], int] = {}
    ends = (numbers.tolist() for numbers in (one.pairs.first, one.pairs.second, one.pairs.apart))
    for a, b, apart in zip(*ends, strict=True):
        names = one.names[one.found[a].entity], one.names[one.found[b].entity]
        label = _label(one.gold, *names)
        far = (b - a) * _MENTION + one.found[b].start - one.found[a].end + apart * _SENTENCE
        rows.append((label, frozenset(names), far))
        if label != NONE:
            least[frozenset(names)] = min(least.get(frozenset(names), far), far)
    return [label if label == NONE or far <= least[names] + _NEARLY else None for label, names, far in rows]


def _label(gold: Mapping[tuple[str, str], list[str]], one: str, other: str) -> str:
    forward = [predicate for predicate in gold.get((one, other), ()) if predicate != "position"]
    backward = [predicate for predicate in gold.get((other, one), ()) if predicate != "position"]
    if forward:
        return forward[0] + FORWARD
    if backward:
        return backward[0] + (FORWARD if backward[0] in SYMMETRIC else BACKWARD)
    return NONE


class _Data(NamedTuple):
    """Pairs of known label, a row each: their features by weight, and their labels by number."""

    keys: Integers
    names: list[str]
    weights: Integers
    labels: Integers


def _data(readings: Iterable[Reading]) -> _Data:
    tables, told = [], []
    for one in readings:
        if one.pairs is not None:
            named = labels(one)
            known = [i for i, label in enumerate(named) if label is not None]
            tables.append(one.pairs.table[:, known].T)
            told += [label for label in named if label is not None]
    table = np.concatenate(tables)
    keys, counts = np.unique(table, return_counts=True)
    keys = keys[counts >= _OFTEN]
    places = keys.searchsorted(table).clip(max=len(keys) - 1)
    names = [NONE, *sorted(set(told) - {NONE})]
    number = {label: i for i, label in enumerate(names)}
    weights = np.where(keys[places] == table, places, len(keys))
    return _Data(keys, names, weights, np.array([number[label] for label in told]))


def fit(readings: Iterable[Reading]) -> Labelled:
    """Return a model of some articles."""
    data = _data(readings)
    shape = len(data.keys), len(data.names)
    weights = np.zeros(shape, np.float32)
    optimiser = Adam(_RATE, L2=0.0, grad_clip=0.0)
    for step in range(_STEPS):
        optimiser.learn_rate = _RATE * (1 - (1 - _LAST) * step / _STEPS)
        gradient = (_pull(weights, data) + _DECAY * weights) / len(data.labels)
        weights, _ = optimiser((0, "weights"), weights, gradient.astype(np.float32))
    weights[np.abs(weights) < _LEAST] = 0
    kept = np.flatnonzero(weights.any(axis=1))
    return Labelled(data.names, data.keys[kept], weights[kept])


def _pull(weights: Scores, data: _Data) -> Scores:
    """Return how far the chances of all labels are above what they should be, summed up by weight."""
    padded = np.vstack([weights, np.zeros((1, len(data.names)), np.float32)])
    chances = np.empty((len(data.labels), len(data.names)), np.float32)
    for start in range(0, len(chances), _BATCH):
        chances[start : start + _BATCH] = padded[data.weights[start : start + _BATCH]].sum(axis=1)
    np.exp(chances - chances.max(axis=1, keepdims=True), out=chances)
    chances /= chances.sum(axis=1, keepdims=True)
    chances[np.arange(len(chances)), data.labels] -= 1
    at, width = data.weights.ravel(), data.weights.shape[1]
    out = np.empty_like(weights)
    for label in range(len(data.names)):
        out[:, label] = np.bincount(at, np.repeat(chances[:, label], width), len(padded))[:-1]
    return out


def main() -> None:
    """Train on all annotated articles and put the model into the package."""
    annotated.learn(__doc__, "relations", pair_model.FILE, relation_corpus.read, lambda known: fit(map(read, known)))


if __name__ == "__main__":
    main()
