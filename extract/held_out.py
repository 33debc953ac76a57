"""Measure what confidence is worth on texts kept back: `python -m extract.held_out` writes data/mention_confidence.tsv.

The articles of some authors are kept back, a model is trained on the others, and the pipeline reads what was kept
back; so on in turn. Names found alike (`extract.promises`) are counted, and few are drawn towards the many that they
resemble: those of a way of finding and a type towards those of the type, and these towards all.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from extract import corpus, crf, training
from extract.mentions import Mentions
from extract.promises import STEPS, Key, source, step
from extract.state import Found, of
from ontology.errors import InputError, XianzhiError
from ontology.record import MentionType

# As many findings of the wider group weigh as much as a group's own.
WEIGHT = 20.0
# Where nothing at all was found in a step.
PRIOR = 0.5
# No source is beyond doubt.
_MOST = 0.99
_FOLDS = 3
_HEADER = """\
# What share of mentions is right, by how they were found (the model, again where the name stood before, any rule), by
# type and by the pipeline's own confidence: counted on annotated articles whose authors the model had not seen.
# Columns: found by, type, confidence from, share, findings, right ones.
# Origin: made by `python -m extract.held_out`; not to be edited by hand."""

Judged = tuple[Found, bool]


def folds(home: Path, count: int = _FOLDS) -> Iterator[tuple[list[corpus.Article], list[corpus.Article]]]:
    """Yield articles to train on and articles kept back; those of one author (`a-01.txt`) are never in both.

    Raises InputError for a folder with fewer than two authors.
    """
    authors = sorted({path.name.partition("-")[0] for path in home.glob("*.txt")})
    if len(authors) < 2:
        raise InputError(f"{home}: needs articles of two authors at least (a-01.txt, b-01.txt) to keep some back")
    for fold in range(min(count, len(authors))):
        away = set(authors[fold::count])
        known: tuple[list[corpus.Article], list[corpus.Article]] = ([], [])
        for path in sorted(home.glob("*.txt")):
            known[path.name.partition("-")[0] in away].extend(corpus.read_file(path))
        yield known


def judge(seen: Iterable[corpus.Article], away: Iterable[corpus.Article]) -> Iterator[Judged]:
    """Yield what the pipeline finds in the articles `away`, with a model of those `seen`, and whether it is right."""
    nlp, decide = training.candidate_pipeline(), Mentions()
    models = _trained(seen)
    for article in away:
        names = {(start, end): kind for start, end, kind in article.names}
        doc = nlp(article.text)
        state = of(doc)
        state.candidates += crf.find(article.text, state, models)
        for found in of(decide(doc)).mentions:
            yield found, names.get((found.start, found.end)) is found.type


def _trained(articles: Iterable[corpus.Article]) -> crf.Models:
    with TemporaryDirectory() as folder:
        training.train(articles, Path(folder))
        return crf.Models.load(Path(folder))


def table(judged: Iterable[Judged]) -> dict[Key, tuple[float, int, int]]:
    """Return share, findings and right ones by way of finding, type and step; the share never falls with the step."""
    counts: dict[tuple[str, str], list[list[int]]] = defaultdict(lambda: [[0, 0] for _ in STEPS])
    for found, right in judged:
        at = step(found.confidence)
        for group in (("", ""), ("", found.type), (source(found.rule), found.type)):
            counts[group][at][0] += 1
            counts[group][at][1] += right
    everything = shares(counts["", ""], [PRIOR] * len(STEPS), 1.0)
    by_type = {kind: shares(counts["", kind], everything, WEIGHT) for kind in MentionType}
    made: dict[Key, tuple[float, int, int]] = {}
    for how in sorted({how for how, _ in counts if how}):
        for kind in MentionType:
            own = counts[how, kind]
            for at, share in enumerate(shares(own, by_type[kind], WEIGHT)):
                made[how, kind, at] = (share, own[at][0], own[at][1])
    return made


def shares(counts: Sequence[Sequence[int]], drawn_to: Sequence[float], weight: float) -> list[float]:
    """Return the share of each step, drawn towards another, and made to rise (pool adjacent violators)."""
    blocks: list[tuple[float, float, int]] = []  # sum of shares by weight, weight, steps
    for (found, right), prior in zip(counts, drawn_to, strict=True):
        blocks.append((right + weight * prior, found + weight, 1))
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            upper, lower = blocks.pop(), blocks.pop()
            blocks.append((lower[0] + upper[0], lower[1] + upper[1], lower[2] + upper[2]))
    return [min(_MOST, total / size) for total, size, steps in blocks for _ in range(steps)]


def lines(made: Mapping[Key, tuple[float, int, int]]) -> Iterator[str]:
    """Yield the data file line by line."""
    yield _HEADER
    for how, kind, at in sorted(made):
        share, found, right = made[how, kind, at]
        yield f"{how}\t{kind}\t{STEPS[at]:.2f}\t{share:.3f}\t{found}\t{right}"


def main() -> None:
    """Run from the command line."""
    home = Path(__file__).parent
    parser = argparse.ArgumentParser(description="Measure how often mentions are right, by how sure the pipeline was.")
    parser.add_argument("--corpus", type=Path, default=home / "model" / "corpus", help="folder of annotated articles")
    parser.add_argument("--target", type=Path, default=home / "data" / "mention_confidence.tsv", help="file to write")
    options = parser.parse_args()
    judged: list[Judged] = []
    try:
        for number, (seen, away) in enumerate(folds(options.corpus), start=1):
            judged += judge(seen, away)
            right = sum(right for _, right in judged)
            sys.stdout.write(f"{number}: {len(judged)} names found, {right} right\n")
            sys.stdout.flush()
    except XianzhiError as error:
        sys.exit(f"error: {error}")
    options.target.write_text("\n".join(lines(table(judged))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
