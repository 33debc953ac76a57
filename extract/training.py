"""Train the models of names from the annotated corpus: `python -m extract.training` (or `make model`).

The data, the order, the features and the optimisers are fixed, so the models are the same on every run.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pycrfsuite
import spacy
from spacy.language import Language

from extract import corpus, crf, features, network, network_training
from extract.name_model import NameModel
from extract.network_training import Lesson
from extract.pipeline import COMPONENTS
from extract.reading import read
from extract.state import of
from ontology.errors import XianzhiError

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


class Example(NamedTuple):
    """An article with what the models see of it."""

    article: corpus.Article
    seen: features.Features

    @property
    def names(self) -> list[tuple[int, int, str]]:
        """The names as spans of the text with their types."""
        return [(start, end, kind.value) for start, end, kind in self.article.names]


def examples(articles: Iterable[corpus.Article], vocabulary: features.Vocabulary) -> list[Example]:
    """Return articles with their features; `vocabulary` takes in the words met."""
    nlp = candidate_pipeline()
    return [
        Example(article, features.characters(article.text, of(nlp(article.text)).candidates, vocabulary))
        for article in articles
    ]


def rows(example: Example) -> Iterator[Row]:
    """Yield features and labels for each sentence of an article."""
    seen = features.rows(example.seen)
    for start, end in crf.pieces(example.article.text):
        spans = [(a - start, b - start, kind) for a, b, kind in example.names if start <= a and b <= end]
        yield seen[start:end], features.labels(end - start, spans)


def fit(known: Iterable[Example], target: Path) -> None:
    """Fit the chain and write it to `target`, in the library's format."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(OPTIONS)
    for example in known:
        for xseq, yseq in rows(example):
            trainer.append(xseq, yseq)
    trainer.train(str(target))


def lessons(known: Sequence[Example]) -> tuple[list[Lesson], list[str], features.Integers]:
    """Return what the network is to learn, the labels by number, and the numbers of characters by code point."""
    codes = network.table(network_training.known_characters(example.article.text for example in known))
    named = [features.labels(len(example.article.text), example.names) for example in known]
    labels = sorted({label for one in named for label in one})
    number = {label: i for i, label in enumerate(labels)}
    learned = [
        network_training.lesson(read(example.article.text), example.seen, codes, np.array([number[x] for x in one]))
        for example, one in zip(known, named, strict=True)
    ]
    return learned, labels, codes


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


def train(articles: Iterable[corpus.Article], folder: Path, told: Callable[[str], None] = lambda _: None) -> None:
    """Fit chain and network and write them into a folder, in the form that `crf.Models` reads; `told` hears of it."""
    vocabulary = features.Vocabulary(grows=True)
    known = examples(articles, vocabulary)
    net = network_training.train(
        *lessons(known), told=lambda number, loss: told(f"network, round {number + 1}: loss {loss:.4f}")
    )
    with (folder / crf.NETWORK).open("wb") as file:
        net.save(file)
    told("chain: being fitted")
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "names.crfsuite"
        fit(known, path)
        model = converted(path, vocabulary)
    with (folder / crf.CHAIN).open("wb") as file:
        model.save(file)


def main() -> None:
    """Train on the whole corpus and put the models into the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=HOME / "corpus", help="folder with annotated articles")
    parser.add_argument("--out", type=Path, default=HOME, help="folder that the models go into")
    args = parser.parse_args()
    if not args.out.is_dir():  # said before the minutes of training, not after
        parser.error(f"{args.out}: is no folder; the models go into one")
    try:
        articles = list(corpus.read(args.corpus))
    except XianzhiError as error:
        parser.error(str(error))
    if not articles:
        parser.error(f"{args.corpus}: holds no articles (*.txt)")
    train(articles, args.out, told=say)
    for name in (crf.NETWORK, crf.CHAIN):
        say(f"{args.out / name} {(args.out / name).stat().st_size} bytes")


def say(line: str) -> None:
    """Print a line at once: training takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
