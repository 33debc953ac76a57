"""Documents checked before they are published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.quads import quads
from kg.validate import Draft, Verdict, validate
from ontology.namespace import XZ
from ontology.record import Figure, Record, Relation
from tests.kg import factory


def draft(record: Record) -> Draft:
    return Draft(tuple(dict.fromkeys(quads(record))), record.text)


def judge(record: Record) -> Verdict:
    return validate([draft(record)])[0]


def reasons(verdict: Verdict) -> str:
    return " ".join(english for one in verdict.rejected for _, english in one.reasons)


def predicates(found: Iterable[ox.Quad]) -> set[str]:
    return {one.predicate.value for one in found}


def with_figure(**changes: object) -> Record:
    record = factory.economy()
    first, *rest = record.figures
    return replace(record, figures=(replace(first, **changes), *rest))  # type: ignore[arg-type]


def test_good_documents_pass_whole() -> None:
    drafts = [draft(record) for record in factory.small()]
    assert validate(drafts) == [Verdict(one.quads, ()) for one in drafts]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": "dream"}, "the kind is actual"),
        ({"qualifier": "roughly"}, "the qualifier is exact"),
        ({"period": ("2024-12-31", "2024-01-01")}, "not after its end"),
        ({"period": ("2024-02-30", "")}, "starts on one date"),
        ({"value": None, "change": None}, "a value, a change or a rank"),
        ({"upper_value": Decimal(1)}, "not above its upper value"),
        ({"rank": 0}, "whole number from 1"),
        ({"confidence": 1.5}, "confidence from 0 to 1"),
        ({"indicator": ""}, "has one indicator"),
        ({"about": "xzi:division/nowhere"}, "about one entity"),
    ],
)
def test_a_bad_figure_is_set_aside_with_its_reason(changes: dict[str, object], reason: str) -> None:
    verdict = judge(with_figure(**changes))
    assert [one.node.partition("/id/")[2].partition("/")[0] for one in verdict.rejected] == ["figure"]
    assert reason in reasons(verdict)
    assert all(chinese and english for one in verdict.rejected for chinese, english in one.reasons)


def test_nothing_is_lost() -> None:
    record = with_figure(kind="dream")
    whole = {str(ox.Triple(one.subject, one.predicate, one.object)) for one in draft(record).quads}
    verdict = judge(record)
    kept = {str(ox.Triple(one.subject, one.predicate, one.object)) for one in verdict.kept}
    set_aside = {line for one in verdict.rejected for line in one.triples}
    assert kept | set_aside == whole
    assert not kept & set_aside


def test_the_evidence_of_what_fails_goes_with_it() -> None:
    kept = judge(with_figure(kind="dream")).kept
    assert not any(one.object == ox.Literal("1060.5亿元") for one in kept)


def relation(record: Record, **changes: object) -> Record:
    first, *rest = record.relations
    return replace(record, relations=(replace(first, **changes), *rest))  # type: ignore[arg-type]


def test_a_relation_out_of_its_range_takes_its_plain_triple_along() -> None:
    verdict = judge(relation(factory.firm(), object="xzi:person/顾砚秋"))
    assert "the object of locatedIn" in reasons(verdict)
    assert XZ.locatedIn not in predicates(verdict.kept)
    assert XZ.founded in predicates(verdict.kept)


def test_a_relation_of_a_thing_to_itself_is_set_aside() -> None:
    record = relation(factory.market(), subject="xzi:enterprise/富春江农商银行")
    assert "ties an entity to itself" in reasons(judge(record))


def test_a_post_without_a_title_is_set_aside() -> None:
    verdict = judge(relation(factory.economy(), title=""))
    assert "a membership has one title" in reasons(verdict)


def test_a_figure_that_is_not_printed_at_its_offsets_is_set_aside() -> None:
    verdict = judge(with_figure(start=0, end=7))
    assert "the text at these offsets" in reasons(verdict)
    assert "it rests on something that failed" in reasons(verdict)
    assert sum(one.predicate.value == XZ.value for one in verdict.kept) == 1


def test_offsets_beyond_the_text_are_set_aside() -> None:
    record = relation(factory.firm(), start=10_000, end=10_010)
    assert XZ.locatedIn not in predicates(judge(record).kept)


def test_a_statement_stays_while_one_of_its_places_is_sound() -> None:
    record = factory.firm()
    first = record.relations[0]
    again = Relation(first.subject, first.predicate, first.object, 5, 5, "test.empty", 0.1)
    verdict = judge(replace(record, relations=(*record.relations, again)))
    assert verdict.rejected
    assert XZ.locatedIn in predicates(verdict.kept)


def test_each_document_is_judged_as_if_alone() -> None:
    records = [factory.firm(), with_figure(kind="dream"), relation(factory.market(), confidence=7.0)]
    assert validate([draft(record) for record in records]) == [judge(record) for record in records]


def test_the_order_of_the_quads_does_not_matter() -> None:
    there = draft(with_figure(kind="dream"))
    back = Draft(tuple(reversed(there.quads)), there.text)
    assert validate([there])[0].rejected == validate([back])[0].rejected


def test_a_record_without_its_text_is_taken_at_its_word() -> None:
    figures: tuple[Figure, ...] = factory.economy().figures
    verdict = judge(replace(factory.economy(), text=None, relations=(), figures=figures, milestones=()))
    assert not verdict.rejected
