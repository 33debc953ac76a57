"""The network beside the chain: its gradients are those of its scores, and it reads any text."""

from __future__ import annotations

from io import BytesIO
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import corpus, crf, features, network, network_training, training
from extract.network import Network, Weights
from extract.network_training import Lesson
from extract.reading import read

WIDTH, LABELS = 6, 3
VOCABULARY = features.Vocabulary()


@pytest.fixture(scope="module")
def shown() -> tuple[Lesson, list[str], features.Integers]:
    """Return three short articles as one lesson, the labels in it, and the numbers of characters."""
    articles = [
        corpus.Article(article.text[:80], tuple(name for name in article.names if name[1] <= 80))
        for article in islice(corpus.read(training.HOME / "corpus"), 3)
    ]
    known = training.examples(articles, features.Vocabulary(grows=True))
    lessons, labels, codes = training.lessons(known)
    return network_training.joined(lessons), labels, codes


@pytest.fixture(scope="module")
def lesson(shown: tuple[Lesson, list[str], features.Integers]) -> Lesson:
    """Return the lesson with a few labels by chance."""
    one = shown[0]
    return Lesson(one.text, np.random.default_rng(0).integers(0, LABELS, len(one.labels)))


@pytest.fixture(scope="module")
def weights(lesson: Lesson) -> Weights:
    """Return weights to begin with, in a precision that lets small differences be seen."""
    characters = int(lesson.text.characters.max()) + 1
    begun = network_training.begin(LABELS, characters, WIDTH)
    return {name: weight.astype(np.float64) for name, weight in begun.items()}


def test_gradients_are_the_slopes_of_the_scores(lesson: Lesson, weights: Weights) -> None:
    wanted = np.random.default_rng(1).normal(size=(len(lesson.labels), LABELS)).astype(np.float32)
    _, trace = network_training.run(weights, lesson.text)
    gradient = network_training.gradient(weights, lesson.text, trace, wanted, ())
    for name, weight in weights.items():
        at = np.unravel_index(np.abs(gradient[name]).argmax(), weight.shape)
        before, sums = weight[at], []
        for moved in (1e-5, -1e-5):
            weight[at] = before + moved
            sums.append(float((network_training.run(weights, lesson.text)[0] * wanted).sum()))
        weight[at] = before
        assert gradient[name][at] == pytest.approx((sums[0] - sums[1]) / 2e-5, rel=1e-2), name


def test_articles_of_one_lesson_do_not_see_each_other() -> None:
    net = crf.models().network

    def lesson_of(text: str) -> Lesson:
        return Lesson(network.seen(read(text), seen(text), net.codes), np.zeros(len(text), np.int64))

    text = "杭州市民中心今天开放。"
    beside = [
        network_training.run(net.weights, network_training.joined([lesson_of(text), lesson_of(other)]).text)[0][
            : len(text)
        ]
        for other in ("云帆科技与西湖区签约。", "三月里，田野上开满了花。")
    ]
    assert np.array_equal(*beside)


def test_it_scores_as_it_was_trained_to() -> None:
    net = crf.models().network
    text = "杭州市民中心今天开放，云帆科技与西湖区签约。"
    trained, _ = network_training.run(net.weights, network.seen(read(text), seen(text), net.codes))
    assert np.allclose(net.scores(read(text), seen(text)), trained, atol=1e-4)


def seen(text: str) -> features.Features:
    return features.characters(text, [], VOCABULARY)


def test_it_learns_what_it_is_shown(shown: tuple[Lesson, list[str], features.Integers]) -> None:
    losses: list[float] = []
    lesson, labels, codes = shown
    network_training.train([lesson], labels, codes, rounds=60, width=24, told=lambda _, loss: losses.append(loss))
    assert losses[-1] < losses[0] / 2


def test_a_saved_network_scores_as_before() -> None:
    net = crf.models().network
    file = BytesIO()
    net.save(file)
    file.seek(0)
    again = Network.load(file)
    text = "区委书记到云帆科技调研。"
    assert np.array_equal(again.scores(read(text), seen(text)), net.scores(read(text), seen(text)))


@given(st.text(min_size=1, max_size=60))
def test_any_text_is_read(text: str) -> None:
    net = crf.models().network
    scores = net.scores(read(text), seen(text))
    assert scores.shape == (len(text), len(net.labels))
    assert np.isfinite(scores).all()
