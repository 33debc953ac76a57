"""Measure how often each rule for posts and relations is right: `python -m kg.commands.relation_rules GOLD TEXTS …`.

GOLD is a file of gold annotation with relations (docs/evaluation.md), TEXTS the folder of its texts; several pairs may
follow each other. The rules read the names that the gold has, so that none is blamed for a name. What is measured goes
to extract/data/relation_confidence.tsv.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.commands import rule_pairs
from kg.evaluation import evaluate, gold
from kg.evaluation.gold import GoldDocument
from ontology.record import Record

Counts = Mapping[str, tuple[int, int]]
# A rule is drawn towards this as by so many more findings.
PRIOR, WEIGHT = 0.75, 4
_HEADER = """\
# Confidence of each rule of relations and posts: its precision among the names of annotated text, drawn towards 0.75
# as by four more findings. Columns: rule, confidence, findings, right ones.
# Origin: made by `python -m kg.commands.relation_rules`; not to be edited by hand."""


def count(documents: Iterable[GoldDocument], texts: Path) -> dict[str, tuple[int, int]]:
    """Return for each rule what it states of the annotated regions of some texts, and how much of that is right."""
    known = [one for one in documents if one.relations is not None]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for judged in evaluate(known, _records(known, texts)).judged:
        if judged.layer == "relation":
            counts[judged.rule][0] += 1
            counts[judged.rule][1] += judged.right
    return {rule: (found, right) for rule, (found, right) in counts.items()}


def _records(documents: Iterable[GoldDocument], texts: Path) -> Iterator[Record]:
    from extract import given, metadata

    table = texts / "metadata.csv"
    known = metadata.load_table(table) if table.is_file() else None
    for document in documents:
        names = [(one.start, one.end, one.type) for one in document.mentions]
        yield given.record(texts / document.source, names, known)


def total(all_counts: Iterable[Counts]) -> dict[str, tuple[int, int]]:
    """Return the sums of several counts."""
    sums: dict[str, tuple[int, int]] = {}
    for counts in all_counts:
        for rule, (found, right) in counts.items():
            before = sums.get(rule, (0, 0))
            sums[rule] = before[0] + found, before[1] + right
    return sums


def lines(counts: Counts) -> Iterator[str]:
    """Yield the data file line by line: the rules that were found at work."""
    yield _HEADER
    for rule in sorted(counts):
        found, right = counts[rule]
        yield f"{rule}\t{(right + WEIGHT * PRIOR) / (found + WEIGHT):.2f}\t{found}\t{right}"


def main(arguments: list[str] | None = None) -> None:
    """Run from the command line."""
    pairs, target = rule_pairs.read(
        arguments, "Measure the rules for posts and relations on annotated texts.", "relation_confidence.tsv"
    )
    counts = total(count(gold.read(file), texts) for file, texts in pairs)
    target.write_text("\n".join(lines(counts)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
