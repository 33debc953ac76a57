"""Measure what the pair model's chances are worth: `python -m extract.pair_held_out` writes data/pair_confidence.tsv.

The articles of some authors are kept back, a model is trained on the others and judges what was kept back; so on in
turn. Counted is what it states beside the rules. Few findings of a predicate are drawn towards those of all.
"""

from __future__ import annotations

import argparse
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from extract import pair_model, pair_training, relation_corpus
from extract.annotated import HOME
from extract.held_out import WEIGHT, shares
from extract.pair_model import STEPS, SYMMETRIC, Judged
from extract.pair_training import Reading
from ontology.errors import InputError, XianzhiError

_FOLDS = 3
# Where nothing at all was found in a step.
_PRIOR = 0.5
_HEADER = """\
# What share of relations is right that the pair model states beside the rules, by predicate and by the chance that the
# model gives: counted on annotated articles whose authors it had not seen, few drawn towards all predicates.
# Columns: predicate, chance from, share, findings, right ones.
# Origin: made by `python -m extract.pair_held_out`; not to be edited by hand."""

# By predicate, and "" for all: findings and right ones of each step.
Counts = Mapping[str, Sequence[Sequence[int]]]


def judged(readings: Sequence[Reading]) -> Iterator[tuple[Judged, bool]]:
    """Yield what models state beside the rules of authors whom they have not seen, and whether it is right.

    Raises InputError for articles of fewer authors than turns.
    """
    authors = sorted({_author(one) for one in readings})
    if len(authors) < _FOLDS:
        raise InputError(
            f"needs annotated articles of {_FOLDS} authors (a.txt, b.txt, c.txt) to keep some back in turn"
        )
    for fold in range(_FOLDS):
        away = set(authors[fold::_FOLDS])
        model = pair_training.fit(one for one in readings if _author(one) not in away)
        for reading in readings:
            if _author(reading) in away and reading.pairs is not None:
                for one in pair_model.news(pair_model.judge(reading.found, reading.pairs, model), reading.rules):
                    yield one, is_right(one, reading)


def _author(one: Reading) -> str:
    return one.key.partition("-")[0]


def is_right(one: Judged, reading: Reading) -> bool:
    """Say whether an article states a relation."""
    ends = reading.names[one.subject], reading.names[one.object]
    ways = (ends, ends[::-1]) if one.predicate in SYMMETRIC else (ends,)
    return any(one.predicate in reading.gold.get(way, ()) for way in ways)


def count(found: Iterable[tuple[Judged, bool]]) -> Counts:
    """Return the findings and the right ones of each step."""
    counts: dict[str, list[list[int]]] = defaultdict(lambda: [[0, 0] for _ in STEPS])
    for one, right in found:
        at = bisect_right(STEPS, one.chance) - 1
        for group in ("", one.predicate):
            counts[group][at][0] += 1
            counts[group][at][1] += right
    return counts


def lines(counts: Counts) -> Iterator[str]:
    """Yield the data file line by line."""
    yield _HEADER
    everything = shares(counts[""], [_PRIOR] * len(STEPS), 1.0)
    for predicate in sorted(counts):
        if predicate:
            own = counts[predicate]
            for at, share in enumerate(shares(own, everything, WEIGHT)):
                yield f"{predicate}\t{STEPS[at]}\t{share:.3f}\t{own[at][0]}\t{own[at][1]}"


def main() -> None:
    """Run from the command line."""
    target = Path(__file__).parent / "data" / "pair_confidence.tsv"
    parser = argparse.ArgumentParser(description="Measure how often relations are right, by how sure the model was.")
    parser.add_argument("--corpus", type=Path, default=HOME / "corpus", help="folder with annotated articles")
    parser.add_argument("--relations", type=Path, default=HOME / "relations", help="folder with their relations")
    parser.add_argument("--target", type=Path, default=target, help="file to write")
    options = parser.parse_args()
    try:
        readings = [pair_training.read(one) for one in relation_corpus.read(options.relations, options.corpus)]
        counts = count(judged(readings))
        options.target.write_text("\n".join(lines(counts)) + "\n", encoding="utf-8")
    except (XianzhiError, OSError) as error:
        parser.error(str(error))
    found, right = map(sum, zip(*counts[""], strict=True))
    sys.stdout.write(f"{found} relations stated beside the rules, {right} right\n")


if __name__ == "__main__":
    main()
