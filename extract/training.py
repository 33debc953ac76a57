"""Train the name model from the annotated corpus: `python -m extract.training` (or `make model`).

The data, the order, the features and the optimiser (L-BFGS) are fixed, so the model is the same on every run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pycrfsuite
import spacy
from spacy.language import Language

from extract import corpus, crf, features
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

Row = tuple[features.Rows, list[str]]


def candidate_pipeline() -> Language:
    """Return the pipeline up to the model: what finds the candidates that the model reads."""
    nlp = spacy.blank("zh")
    for name in COMPONENTS[: COMPONENTS.index("xianzhi_crf")]:
        nlp.add_pipe(name)
    return nlp


def rows(nlp: Language, article: corpus.Article) -> Iterator[Row]:
    """Yield features and labels for each sentence of an article."""
    seen = features.characters(article.text, of(nlp(article.text)).candidates)
    for start, end in crf.pieces(article.text):
        spans = [(a - start, b - start, kind.value) for a, b, kind in article.names if start <= a and b <= end]
        yield seen[start:end], features.labels(end - start, spans)


def data(articles: Iterable[corpus.Article]) -> Iterator[Row]:
    """Yield what the model learns from, article by article."""
    nlp = candidate_pipeline()
    for article in articles:
        yield from rows(nlp, article)


def train(sequences: Iterable[Row], target: Path) -> None:
    """Fit the model and write it to `target`."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(OPTIONS)
    for xseq, yseq in sequences:
        trainer.append(xseq, yseq)
    trainer.train(str(target))


def main() -> None:
    """Train on the whole corpus and put the model into the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=HOME / "corpus", help="folder with annotated articles")
    parser.add_argument("--out", type=Path, default=HOME / "names.crfsuite", help="where the model goes")
    args = parser.parse_args()
    train(data(corpus.read(args.corpus)), args.out)
    sys.stdout.write(f"{args.out} {args.out.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
