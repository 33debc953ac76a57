"""How well extraction records agree with gold annotation: what was found, what was missed, and how sure it was.

`evaluate(gold, records)` compares; `kg.evaluation.gold.read` reads a file of gold, `kg.evaluation.records` the records
of a graph folder or of `kg extract`. docs/evaluation.md says what counts as right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.evaluation import entities, figures, mentions, relations
from kg.evaluation.gold import GoldDocument
from kg.evaluation.pairs import pair
from kg.evaluation.sheet import Count, Fault, Judged, Sheet
from ontology.record import Record

__all__ = ["Count", "Fault", "Judged", "Sheet", "evaluate"]


def evaluate(gold: Sequence[GoldDocument], records: Iterable[Record]) -> Sheet:
    """Return what a comparison gives; raise InputError where a document has no record, or one of another text.

    Records are matched by the digest of the text and must hold their text. What lies outside the annotated regions
    is not looked at.
    """
    sheet = Sheet()
    for one in pair(gold, records):
        mentions.judge(one, sheet)
        entities.judge(one, sheet)
        relations.judge(one, sheet)
        figures.judge(one, sheet)
    sheet.documents = len(gold)
    return sheet
