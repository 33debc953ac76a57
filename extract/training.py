"""Train the name model from the annotated corpus: `python -m extract.training` (or `make model`).

The data, the order, the features and the optimiser (L-BFGS) are fixed, so the model is the same on every run.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pycrfsuite
import spacy
from spacy.language import Language

from extract import corpus, crf, features
from extract.name_model import NameModel
from extract.pipeline import COMPONENTS
from extract.state import of

HOME = Path(__file__).parent / "model"
# Chosen by five-fold cross-validation over articles of the corpus (see the model card).
OPTIONS = {
    "c1": 0.04,
    "c2": 0.3,
    "max_iterations": 100,
    "feature.possible_transitions": False,
    "feature.minfreq": 2,
}

# Features and label of each character of a sequence.
Row = tuple[list[list[str]], list[str]]

# A line of the library's dump: (0) feature --> label, or (1) label --> label, with the weight.
_WEIGHT = re.compile(r"\s*\(([01])\) (\S+) --> (\S+): (\S+)")
_STATE = "0"


def candidate_pipeline() -> Language:
    """Return the pipeline up to the model: what finds the candidates that the model reads."""
    nlp = spacy.blank("zh")
    for name in COMPONENTS[: COMPONENTS.index("xianzhi_crf")]:
        nlp.add_pipe(name)
    return nlp


def rows(nlp: Language, article: corpus.Article, vocabulary: features.Vocabulary) -> Iterator[Row]:
    """Yield features and labels for each sentence of an article."""
    seen = features.rows(features.characters(article.text, of(nlp(article.text)).candidates, vocabulary))
    for start, end in crf.pieces(article.text):
        spans = [(a - start, b - start, kind.value) for a, b, kind in article.names if start <= a and b <= end]
        yield seen[start:end], features.labels(end - start, spans)


def fit(articles: Iterable[corpus.Article], vocabulary: features.Vocabulary, target: Path) -> None:
    """Fit the model and write it to `target`, in the library's format; `vocabulary` takes in the words met."""
    nlp = candidate_pipeline()
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(OPTIONS)
    for article in articles:
        for xseq, yseq in rows(nlp, article, vocabulary):
            trainer.append(xseq, yseq)
    trainer.train(str(target))


def converted(path: Path, vocabulary: features.Vocabulary) -> NameModel:
    """Return the model of a file that `fit` wrote with the same vocabulary."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    # The library shows its weights in a dump only.
    with tempfile.NamedTemporaryFile(mode="r", encoding="utf-8") as dump:
        tagger.dump(dump.name)
        weights = [match.groups() for match in map(_WEIGHT.match, dump) if match is not None]
    labels = tagger.labels()
    number = {label: i for i, label in enumerate(labels)}
    keys = sorted({int(left, 16) for kind, left, _, _ in weights if kind == _STATE})
    row = {key: i for i, key in enumerate(keys)}
    states = np.zeros((len(keys), len(labels)), dtype=np.float32)
    transitions = np.zeros((len(labels), len(labels)))
    for kind, left, right, weight in weights:
        if kind == _STATE:
            states[row[int(left, 16)], number[right]] = float(weight)
        else:
            transitions[number[left], number[right]] = float(weight)
    return NameModel(labels, vocabulary, np.array(keys, dtype=np.int64), states, transitions)


def train(articles: Iterable[corpus.Article], target: Path) -> None:
    """Fit the model and write it to `target`, in the form that the package reads."""
    vocabulary = features.Vocabulary(grows=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.crfsuite"
        fit(articles, vocabulary, path)
        model = converted(path, vocabulary)
    with target.open("wb") as file:
        model.save(file)


def main() -> None:
    """Train on the whole corpus and put the model into the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=HOME / "corpus", help="folder with annotated articles")
    parser.add_argument("--out", type=Path, default=HOME / "names.npz", help="where the model goes")
    args = parser.parse_args()
    train(corpus.read(args.corpus), args.out)
    sys.stdout.write(f"{args.out} {args.out.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
