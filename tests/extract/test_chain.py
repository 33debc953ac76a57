"""Probabilities of labels in chains, against sums over every sequence of labels."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from extract.chain import Chain

LABELS = 3
TRANSITIONS = np.array([[0.5, -1.0, 2.0], [1.5, 0.0, -0.5], [0.0, 3.0, 1.0]])
CHAIN = Chain(TRANSITIONS)


def by_counting(scores: np.ndarray) -> np.ndarray:
    """Return the probability of each label at each place, from the weights of all sequences."""
    out = np.zeros(scores.shape)
    for tags in product(range(LABELS), repeat=len(scores)):
        total = sum(scores[i, tag] for i, tag in enumerate(tags))
        total += sum(TRANSITIONS[a, b] for a, b in pairwise(tags))
        out[range(len(scores)), tags] += np.exp(total)
    return out / out.sum(axis=1, keepdims=True)


def test_sequences_of_all_lengths_get_the_probabilities_that_counting_gives() -> None:
    scores = np.random.default_rng(1).normal(0, 3, (14, LABELS))
    pieces = [(0, 1), (1, 7), (7, 9), (9, 14)]
    expected = np.concatenate([by_counting(scores[start:end]) for start, end in pieces])
    assert CHAIN.marginals(scores, pieces) == pytest.approx(expected)


def test_places_outside_the_sequences_have_no_probabilities() -> None:
    scores = np.zeros((5, LABELS))
    assert CHAIN.marginals(scores, [(1, 3)]).sum(axis=1) == pytest.approx([0, 1, 1, 0, 0])
    assert not CHAIN.marginals(scores, []).any()


def test_long_sequences_do_not_vanish() -> None:
    scores = np.random.default_rng(2).normal(0, 30, (700, LABELS))
    sure = Chain(TRANSITIONS * 3).marginals(scores, [(0, 600), (600, 700)])
    assert sure.sum(axis=1) == pytest.approx(np.ones(700))


def test_the_order_of_the_sequences_does_not_matter() -> None:
    scores = np.random.default_rng(3).normal(0, 3, (40, LABELS))
    pieces = [(0, 5), (5, 28), (28, 40)]
    assert CHAIN.marginals(scores, pieces[::-1]) == pytest.approx(CHAIN.marginals(scores, pieces))


def test_the_best_sequence_is_the_one_of_most_weight() -> None:
    rng = np.random.default_rng(4)
    for _ in range(40):
        scores = rng.normal(0, 3, (6, LABELS))
        pieces = [(0, 4), (4, 6)]
        found = CHAIN.best(scores, CHAIN.marginals(scores, pieces), pieces)
        for start, end in pieces:
            assert found[start:end].tolist() == list(heaviest(scores[start:end]))


def heaviest(scores: np.ndarray) -> tuple[int, ...]:
    """Return the sequence of labels with the largest sum of weights."""

    def weight(tags: tuple[int, ...]) -> float:
        steps = sum(TRANSITIONS[a, b] for a, b in pairwise(tags))
        return float(scores[range(len(tags)), tags].sum() + steps)

    return max(product(range(LABELS), repeat=len(scores)), key=weight)
