"""A linear model that weighs what a figure may be about where its clause does not say, and corrects the rules.

The rules' own answer is one of the candidates and among what the model sees, so it learns when to trust them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

import numpy as np

from extract import subject_features
from extract.subject_features import NONE, Rows
from extract.surroundings import Surroundings
from extract.weights import Linear, Scores
from ontology.record import Figure

FILE = "subjects.npz"
# How a figure's rule names its subject's where the model chose it.
CHOSEN = "model"
# So much more must speak for another subject than for that of the rules (the logarithm of how much likelier it is).
# With less, more is corrected, and more of what was right becomes wrong.
MARGIN = 1.0


@cache
def model() -> Linear:
    """Return the trained model of the package."""
    with resources.files("extract").joinpath(f"model/{FILE}").open("rb") as file:
        return Linear.load(file)


def chosen(rows: Rows, scores: Scores) -> Iterator[tuple[int, str | None]]:
    """Yield each figure that was weighed with the entity that it is about, None for nothing."""
    firsts = np.flatnonzero(np.diff(rows.figures, prepend=-1))
    ends = np.append(firsts[1:], len(rows.figures))
    for start, end, ruled in zip(firsts.tolist(), ends.tolist(), rows.ruled.tolist(), strict=True):
        best = start + int(scores[start:end].argmax())
        if scores[best] <= scores[ruled] + MARGIN:
            best = ruled
        entity = int(rows.subjects[best])
        yield int(rows.figures[best]), None if entity == NONE else rows.keys[entity]


def corrected(
    figures: Sequence[Figure],
    around: Surroundings,
    fits: Callable[[str | None, str], bool],
    trained: Linear | None = None,
) -> Iterator[tuple[int, Figure]]:
    """Yield, with their places, the figures that have another subject where the model is sure.

    `fits` says whether an entity can have a measure.
    """
    rows = subject_features.read(around, figures)
    if rows is None:
        return
    for i, about in chosen(rows, (trained or model()).sums(rows.table)):
        figure = figures[i]
        if about != figure.about and fits(about, figure.indicator):
            _, reading, _ = figure.rule.split(":")
            yield i, replace(figure, about=about, rule=f"figure:{reading}:{CHOSEN}")
