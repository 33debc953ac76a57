"""The model reads as the library that trains it does."""

from __future__ import annotations

from io import BytesIO
from itertools import islice
from pathlib import Path

import numpy as np
import pycrfsuite
import pytest

from extract import corpus, crf, features, training
from extract.name_model import NameModel
from extract.state import of

KEPT_BACK = Path(__file__).parent.parent / "fixtures" / "names"


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[pycrfsuite.Tagger, NameModel]:
    """Return a small model twice: as the library opens it, and as we do."""
    path = tmp_path_factory.mktemp("model") / "names.crfsuite"
    vocabulary = features.Vocabulary(grows=True)
    training.fit(training.examples(islice(corpus.read(training.HOME / "corpus"), 12), vocabulary), path)
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger, training.converted(path, vocabulary)


def test_labels_and_probabilities_are_those_of_the_library(trained: tuple[pycrfsuite.Tagger, NameModel]) -> None:
    tagger, names = trained
    nlp = training.candidate_pipeline()
    for article in corpus.read(KEPT_BACK):
        seen = features.characters(article.text, of(nlp(article.text)).candidates, names.vocabulary)
        rows = features.rows(seen)
        scores, pieces = names.scores(seen), crf.pieces(article.text)
        sure = names.chain.marginals(scores, pieces)
        best = names.chain.best(scores, sure, pieces)
        for start, end in pieces:
            tagger.set(rows[start:end])
            chosen, theirs_best = [names.labels[i] for i in best[start:end]], tagger.tag()
            # Sequences are compared only where labels are in doubt: of two nearly equal ones either may be taken.
            assert chosen == theirs_best or tagger.probability(chosen) > 0.5 * tagger.probability(theirs_best)
            theirs = [[tagger.marginal(label, i) for label in names.labels] for i in range(end - start)]
            assert sure[start:end] == pytest.approx(np.array(theirs), abs=1e-4)


def test_a_saved_model_scores_as_before(trained: tuple[pycrfsuite.Tagger, NameModel]) -> None:
    _, names = trained
    file = BytesIO()
    names.save(file)
    file.seek(0)
    again = NameModel.load(file)
    article = next(corpus.read(KEPT_BACK))
    before = names.scores(features.characters(article.text, [], names.vocabulary))
    assert np.array_equal(again.scores(features.characters(article.text, [], again.vocabulary)), before)


def test_text_that_the_model_knows_nothing_of_is_read_too(trained: tuple[pycrfsuite.Tagger, NameModel]) -> None:
    _, names = trained
    for text in ("", "\n", "😀", "\x00\ufffd", "zz zz“”《》"):
        scores = names.scores(features.characters(text, [], names.vocabulary))
        assert scores.shape == (len(text), len(names.labels))
        assert np.isfinite(scores).all()
