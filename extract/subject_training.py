"""Train the model of subjects from the annotated figures: `python -m extract.subject_training` (or `make model`).

Among the candidates of a figure the right ones together are made as likely as can be (a log-linear choice), with the
weights kept small. Data, order, features and steps are fixed, so the model is the same on every run.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from thinc.api import Adam

from extract import annotated, figure_corpus, figures, given, source, subject_features, subject_model
from extract.entity_groups import squeeze
from extract.figure_corpus import Annotated
from extract.hashed import Integers
from extract.metadata_table import Row, Table
from extract.state import of
from extract.subject_features import NONE, Rows
from extract.surroundings import Surroundings
from extract.weights import Linear, Scores

# Chosen by keeping authors back in turn.
_DECAY = 20.0
_STEPS, _RATE, _LAST = 150, 0.1, 0.1
# A feature is learned from so many figures on.
_OFTEN = 2


class Reading(NamedTuple):
    """An article as the model meets it: its rows, and which of them are right; `key` is its file and number."""

    key: str
    rows: Rows
    right: NDArray[np.bool_]


def read(one: Annotated) -> Reading | None:
    """Return an article with its names as annotated and the rules' figures; None without an annotated one of these."""
    path = Path(one.block.source)
    text = source.decode(one.block.article.text.encode(), path)
    table = Table(Path(), {path.name: Row(path.name, date=one.date, place=one.place)})
    doc, page, _ = given.prepared(text, one.block.article.names, table)
    state = of(doc)
    found, _ = figures.by_rules(page.text, state)
    rows = subject_features.read(Surroundings(page.text, state), found)
    if rows is None:
        return None
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in state.mentions:
        name = squeeze(page.text[mention.start : mention.end])
        forms[mention.entity][one.block.full.get(name, name)] += 1
    names = [forms[key].most_common(1)[0][0] if key in forms else None for key in rows.keys]
    right = np.zeros(len(rows.figures), np.bool_)
    wanted: dict[int, str] = {}
    for i, figure in enumerate(found):
        start, end = page.to_source(figure.start, figure.end)
        stated = next((f for f in one.figures if f.start < end and start < f.end), None)
        if stated is not None:
            wanted[i] = stated.about
    for i, (figure_number, entity) in enumerate(zip(rows.figures.tolist(), rows.subjects.tolist(), strict=True)):
        if figure_number in wanted:
            right[i] = (names[entity] if entity >= 0 else "") == wanted[figure_number]
    return Reading(one.block.key, rows, right)


class _Data(NamedTuple):
    """Rows of figures that have a right candidate: features by weight, and where rows and figures begin."""

    keys: Integers
    weights: Integers
    rows: Integers
    figures: Integers
    right: NDArray[np.bool_]


def _data(readings: Iterable[Reading]) -> _Data:
    tables, firsts, right = [], [], []
    size = 0
    for one in readings:
        starts = np.flatnonzero(np.diff(one.rows.figures, prepend=-1)).tolist()
        for start, end in zip(starts, [*starts[1:], len(one.right)], strict=True):
            if one.right[start:end].any():
                firsts.append(size)
                tables.append(one.rows.table[:, start:end].T)
                right.append(one.right[start:end])
                size += end - start
    table = np.concatenate(tables)
    keys, counts = np.unique(table, return_counts=True)
    known = keys[counts >= _OFTEN]
    places = known.searchsorted(table).clip(max=len(known) - 1)
    weights = np.where(known[places] == table, places, len(known))
    return _Data(known, weights, np.arange(size), np.array(firsts), np.concatenate(right))


def fit(readings: Iterable[Reading]) -> Linear:
    """Return a model of some articles."""
    data = _data(readings)
    size = len(data.keys)
    weights = np.zeros(size, np.float32)
    optimiser = Adam(_RATE, L2=0.0, grad_clip=0.0)
    for step in range(_STEPS):
        optimiser.learn_rate = _RATE * (1 - (1 - _LAST) * step / _STEPS)
        scores = np.append(weights, np.float32(0))[data.weights].sum(axis=1)
        pull = _chances(scores, data.figures) - _chances(np.where(data.right, scores, -np.inf), data.figures)
        summed = np.bincount(data.weights.ravel(), np.repeat(pull, data.weights.shape[1]), size + 1)[:size]
        gradient = ((summed + _DECAY * weights) / len(data.figures)).astype(np.float32)
        weights, _ = optimiser((0, "weights"), weights, gradient)
    return Linear(data.keys, weights)


def _chances(scores: NDArray[np.float32], firsts: Integers) -> NDArray[np.float32]:
    """Return how likely each row is among those of its figure."""
    sizes = np.diff(np.append(firsts, len(scores)))
    chances = np.exp(scores - np.repeat(np.maximum.reduceat(scores, firsts), sizes))
    out: Scores = chances / np.repeat(np.add.reduceat(chances, firsts), sizes)
    return out


def judge(readings: Iterable[Reading], model: Linear) -> tuple[int, int, int]:
    """Return how many figures have a right candidate, and for how many the rules and the model have it."""
    found = by_rules = by_model = 0
    for one in readings:
        rows = one.rows
        right: dict[int, set[int]] = defaultdict(set)
        for figure, entity in zip(rows.figures[one.right].tolist(), rows.subjects[one.right].tolist(), strict=True):
            right[figure].add(entity)
        found += len(right)
        by_rules += int(one.right[rows.ruled].sum())
        numbers = {key: i for i, key in enumerate(rows.keys)}
        for figure, about in subject_model.chosen(rows, model.sums(rows.table)):
            by_model += (NONE if about is None else numbers[about]) in right[figure]
    return found, by_rules, by_model


def main() -> None:
    """Train on all annotated figures and put the model into the package."""
    annotated.learn(
        __doc__, "figures", subject_model.FILE, figure_corpus.read, lambda known: fit(filter(None, map(read, known)))
    )


if __name__ == "__main__":
    main()
