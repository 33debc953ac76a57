"""Linear chains of labels: how probable each label is at each place, for many sequences at once."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from math import inf
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Integers = NDArray[np.int64]

# After so many steps the running values are brought back to a sum of 1, lest they vanish.
_STRIDE = 16
# Labels so much below the best one of a place have no chance there; lower values would only vanish.
_LOWEST = -80.0
# So many places, with those that fill up shorter sequences, are worked on together: they fit the processor's cache.
_BATCH = 8_000
# A label more probable than this is not compared with others; one less probable than that is not looked at.
_CERTAIN, _CHANCE = 0.95, 0.01


class Chain:
    """The weights of labels that follow each other: `transitions[i, j]` is that of label `j` after label `i`."""

    def __init__(self, transitions: Floats) -> None:
        """Take the weights."""
        self._steps = transitions.tolist()
        self._both_ways = np.exp(np.stack([transitions, transitions.T]) - transitions.max())
        self._ones = np.ones((len(transitions), 1))

    def marginals(self, scores: Floats, pieces: Sequence[tuple[int, int]]) -> Floats:
        """Return the probability of each label (column) at each place (row); 0 outside the pieces.

        `scores` has a row for each place and a column for each label; `pieces` are the sequences `(start, end)`, each
        a chain of its own. All sequences take their steps together, and in both directions: from the last place
        backward the same recursion holds with the transitions turned round.
        """
        out = np.zeros(scores.shape)
        # Turned round for the maximum, and with a product for the sum: NumPy is several times faster so.
        here = np.exp(np.maximum(scores - scores.T.copy().max(axis=0)[:, None], _LOWEST)).astype(np.float64)
        for batch in _batches(sorted(pieces, key=lambda piece: piece[0] - piece[1])):
            starts, ends = np.array(batch, dtype=np.int64).T
            steps = np.arange(ends[0] - starts[0])[:, None]
            inside = steps < ends - starts
            places = np.stack([np.where(inside, starts + steps, 0), np.where(inside, ends - 1 - steps, 0)], axis=1)
            reached = here.take(places, axis=0)
            _run(reached, inside.sum(axis=1).tolist(), self._both_ways)
            step, piece = np.nonzero(inside)
            place = places[step, 0, piece]
            product = reached[step, 0, piece] * reached[(ends - starts)[piece] - 1 - step, 1, piece] / here[place]
            out[place] = product / (product @ self._ones)
        return out

    def best(self, scores: Floats, sure: Floats, pieces: Sequence[tuple[int, int]]) -> Integers:
        """Return the labels of the most probable sequence for each piece (Viterbi), given what `marginals` returned.

        Only where single labels are in doubt sequences are compared, and only of labels that have a chance: elsewhere
        the most probable label of each place is the sequence's too.
        """
        out: Integers = sure.argmax(axis=1)
        top = sure[np.arange(len(out)), out]
        doubtful = np.flatnonzero((top > 0) & (top < _CERTAIN))
        if not len(doubtful):
            return out
        bounds = {start for start, _ in pieces} | {end for _, end in pieces}
        options: dict[int, list[tuple[int, float]]] = {}
        rows, labels = np.nonzero(sure[doubtful] > _CHANCE)
        places = doubtful[rows]
        for place, label, score in zip(places.tolist(), labels.tolist(), scores[places, labels].tolist(), strict=True):
            options.setdefault(place, []).append((label, score))
        for start, end in _runs(list(options), bounds):
            stretch = [options[place] for place in range(start, end)]
            if start not in bounds:
                stretch.insert(0, [(int(out[start - 1]), 0.0)])
            if end not in bounds:
                stretch.append([(int(out[end]), 0.0)])
            path = _viterbi(stretch, self._steps)
            first = 0 if start in bounds else 1
            out[start:end] = path[first : first + end - start]
        return out


def _batches(longest_first: Sequence[tuple[int, int]]) -> Iterator[Sequence[tuple[int, int]]]:
    """Yield sequences that take their steps together, so many that what they need stays small."""
    at = 0
    while at < len(longest_first):
        start, end = longest_first[at]
        count = max(1, _BATCH // (end - start))
        yield longest_first[at : at + count]
        at += count


def _run(reached: Floats, running: Sequence[int], transitions: Floats) -> None:
    """Turn what speaks for each label at a place alone into what speaks for it from there and all places before.

    `reached` has axes step, direction, sequence and label and is changed in place, up to a factor for each sequence;
    the first `running[i]` sequences take step `i`.
    """
    current = reached[0]
    for first in range(0, len(reached), _STRIDE):
        count = running[first]
        stretch = reached[first : first + _STRIDE, :, :count]
        if first:
            current = current[:, :count]
            stretch[0] *= (current / current.sum(axis=2, keepdims=True)) @ transitions
            current = stretch[0]
        step = np.empty_like(current)
        for following in stretch[1:]:
            np.matmul(current, transitions, out=step)
            following *= step
            current = following


def _runs(places: Sequence[int], bounds: Container[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of neighbouring places as `(start, end)`; a bound begins another one."""
    start = 0
    for i, place in enumerate(places):
        if i and (place != places[i - 1] + 1 or place in bounds):
            yield places[start], places[i - 1] + 1
            start = i
    yield places[start], places[-1] + 1


def _viterbi(options: Sequence[Sequence[tuple[int, float]]], transitions: Sequence[Sequence[float]]) -> list[int]:
    """Return the best sequence of labels, one of the options (label, score) of each place."""
    reached = options[0]
    came_from: list[dict[int, int]] = []
    for here in options[1:]:
        following, back = [], {}
        for label, score in here:
            most, before = -inf, 0
            for left, sum_ in reached:
                weight = sum_ + transitions[left][label]
                if weight >= most:
                    most, before = weight, left
            following.append((label, most + score))
            back[label] = before
        came_from.append(back)
        reached = following
    path = [max(reached, key=itemgetter(1))[0]]
    for back in reversed(came_from):
        path.append(back[path[-1]])
    return path[::-1]
