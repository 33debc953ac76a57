"""Measure how often figures are right, by their rules: `python -m kg.commands.figure_rules GOLD TEXTS …`.

GOLD is a file of gold annotation with figures (docs/evaluation.md), TEXTS the folder of its texts; several pairs may
follow each other. The whole pipeline reads the texts, so a figure is wrong too where its owner's name was not found.
What is measured goes to extract/data/figure_confidence.tsv.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.commands import rule_pairs
from kg.evaluation import Sheet, evaluate, gold
from kg.evaluation.gold import GoldDocument
from ontology.record import Record

# A rule is drawn towards this as by so many more findings.
PRIOR, WEIGHT = 0.75, 5
_WORDED = ("indicator", "period", "change", "invented")
_HEADER = """\
# How often a figure is right: by the rule that read it (quantity, indicator, period and change) and by the rule that
# found its subject. The confidence of a figure is the product of the two. Columns: what, rule, share, right of found.
# A level with a growth attached counts as its level rule; the share is drawn towards 0.75 as by five more findings.
# Origin: made by `python -m kg.commands.figure_rules`; not to be edited by hand. The rules were written with some of
# the annotated texts in view, so on other texts the shares will be lower."""

Key = tuple[str, str]


def count(documents: Sequence[GoldDocument], texts: Path) -> tuple[Counter[Key], Counter[Key]]:
    """Return how many figures each rule found in the annotated regions of some texts, and how many it had right."""
    known = [one for one in documents if one.figures is not None]
    sheet = evaluate(known, _records(known, texts))
    found: Counter[Key] = Counter()
    wrong: Counter[Key] = Counter()
    for judged in sheet.judged:
        if judged.layer == "figure":
            found.update(_keys(judged.rule))
    for key in _faults(sheet, _WORDED, 0):
        wrong[key] += 1
    for key in _faults(sheet, ("about",), 1):
        wrong[key] += 1
    for key in _faults(sheet, ("invented",), 1):
        found[key] -= 1  # whose a figure is that there is not, nobody can say
    return found, Counter({key: number - wrong[key] for key, number in found.items()})


def _keys(rule: str) -> tuple[Key, Key]:
    """Return the rule that read a figure and the one that found its subject, of `figure:level:named`."""
    _, reading, subject = rule.split(":")
    return ("rule", reading.removesuffix("-then-growth")), ("subject", subject)


def _faults(sheet: Sheet, kinds: tuple[str, ...], which: int) -> Iterator[Key]:
    """Yield the rule of each figure that has a fault of some kinds, once for each figure."""
    faults = {(one.source, one.span, one.rule) for one in sheet.faults if one.layer == "figure" and one.kind in kinds}
    for _, _, rule in sorted(faults):
        yield _keys(rule)[which]


def _records(documents: Iterable[GoldDocument], texts: Path) -> Iterator[Record]:
    import extract

    table = texts / "metadata.csv"
    files = [texts / document.source for document in documents]
    yield from extract.extract(files, table if table.is_file() else None)


def lines(found: Counter[Key], right: Counter[Key]) -> Iterator[str]:
    """Yield the data file line by line: the rules that were found at work."""
    yield _HEADER
    for what, rule in sorted(found):
        number, good = found[what, rule], right[what, rule]
        yield f"{what}\t{rule}\t{(good + WEIGHT * PRIOR) / (number + WEIGHT):.2f}\t{good} of {number}"


def main(arguments: list[str] | None = None) -> None:
    """Run from the command line."""
    pairs, target = rule_pairs.read(
        arguments, "Measure the rules for figures on annotated texts.", "figure_confidence.tsv"
    )
    found: Counter[Key] = Counter()
    right: Counter[Key] = Counter()
    for file, texts in pairs:
        more, good = count(gold.read(file), texts)
        found.update(more)
        right.update(good)
    target.write_text("\n".join(lines(found, right)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
