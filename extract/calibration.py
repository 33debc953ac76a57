"""Measure how often each rule of the name finders is right: `python -m extract.calibration` writes data/confidence.tsv.

A rule's confidence is its precision, by exact span and type, on the annotated corpus. Few findings say little, so
each rule is drawn towards the rule it refines (`firm.house.name-far` towards `firm.house.name`), and that one
towards its own. The aggregates are in the file too, marked `*`, for rules that the corpus never shows.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from extract import corpus, divisions, events, lexicon, organisations, persons, places, programs
from extract.no_names import PERSONS
from extract.state import Found, State
from ontology.record import MentionType

# As many findings of the rule above weigh as much as the rule's own.
WEIGHT = 4.0
# Where nothing is known.
PRIOR = 0.3
# No rule is beyond doubt.
_MOST = 0.99
# A rule's confidence decides what other rules see, so one pass builds on the one before.
PASSES = 2
_HEADER = """\
# Confidence of each rule of the name finders, and of the rules that it refines (marked *): its precision by
# exact span and type on the annotated corpus, drawn towards the rule above.
# Columns: rule, confidence, findings, right ones.
# Origin: made by `python -m extract.calibration`; not to be edited by hand."""

Counts = dict[str, tuple[int, int]]
_FINDERS: tuple[Callable[[str, State], list[Found]], ...] = (
    organisations.find,
    persons.find,
    programs.find,
    places.find,
    events.find,
)


def candidates(text: str) -> list[Found]:
    """Return what the finders of names propose for a text, without divisions and repeats."""
    state = State()
    state.candidates += divisions.find(text, state)
    for find in _FINDERS:
        state.candidates += find(text, state)
    return [f for f in state.candidates if f.type is not MentionType.DISTRICT and f.rule != "repeat"]


def count(articles: Iterable[corpus.Article]) -> Counts:
    """Return for each rule how often it found something and how often that was right."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for article in articles:
        names = {(start, end): kind for start, end, kind in article.names}
        for item in candidates(article.text):
            kind = names.get((item.start, item.end))
            right = kind is item.type or (kind in PERSONS and item.type in PERSONS)
            counts[item.rule][0] += 1
            counts[item.rule][1] += right
    return {rule: (found, right) for rule, (found, right) in counts.items()}


def smooth(counts: Mapping[str, tuple[int, int]]) -> dict[str, tuple[float, int, int]]:
    """Return confidence, findings and right ones of each rule and, marked `*`, of each rule above one."""
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    families = {above for rule in counts for above in lexicon.above(rule)}
    for rule, (found, right) in counts.items():
        for family in families.intersection([rule + "*", *lexicon.above(rule)]):
            totals[family][0] += found
            totals[family][1] += right
    out: dict[str, tuple[float, int, int]] = {}
    for name in sorted(totals, key=lambda n: (len(list(lexicon.above(n))), n)):
        found, right = totals[name]
        out[name] = (_drawn(found, right, out, name), found, right)
    for rule, (found, right) in counts.items():
        out[rule] = (_drawn(found, right, out, rule), found, right)
    return out


def _drawn(found: int, right: int, known: Mapping[str, tuple[float, int, int]], rule: str) -> float:
    prior = next((known[above][0] for above in lexicon.above(rule) if above in known), PRIOR)
    return min(_MOST, (right + WEIGHT * prior) / (found + WEIGHT))


def lines(table: Mapping[str, tuple[float, int, int]]) -> Iterator[str]:
    """Yield the data file line by line."""
    yield _HEADER
    for rule in sorted(table):
        confidence, found, right = table[rule]
        yield f"{rule}\t{confidence:.3f}\t{found}\t{right}"


def calibrate(articles: Iterable[corpus.Article], target: Path) -> None:
    """Measure all rules on `articles` and write `target`, the file that `lexicon.confidence` reads."""
    known = list(articles)
    for _ in range(PASSES):
        target.write_text("\n".join(lines(smooth(count(known)))) + "\n", encoding="utf-8")
        lexicon.confidences.cache_clear()


def main() -> None:
    """Run from the command line."""
    home = Path(__file__).parent
    parser = argparse.ArgumentParser(description="Measure the rules of the name finders on the annotated corpus.")
    parser.add_argument("--corpus", type=Path, default=home / "model" / "corpus", help="folder of annotated articles")
    parser.add_argument("--target", type=Path, default=home / "data" / "confidence.tsv", help="file to write")
    options = parser.parse_args()
    calibrate(corpus.read(options.corpus), options.target)


if __name__ == "__main__":
    main()
