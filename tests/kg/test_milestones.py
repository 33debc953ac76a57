"""Stages in the life of a program, from the record into the graph and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import claims
from kg.ask import reply
from kg.graph import KnowledgeGraph
from kg.quads import check, quads
from kg.reader import Reader
from kg.store import Store
from kg.validate import Draft, validate
from ontology.errors import RecordError
from ontology.namespace import resolve
from ontology.record import Milestone, Record
from tests.kg import factory

NAME = "“春江焕新”行动"


def test_a_program_has_its_stages_with_their_sentence(graph: Path) -> None:
    with KnowledgeGraph.open(graph) as known:
        (one,) = known.entity(NAME).milestones()
    assert (one.stage, one.period, one.kind) == ("started", ("2025-01-01", "2025-12-31"), "target")
    assert one.evidence[0].exact == "今年要继续实施“春江焕新”行动"


def test_a_stage_stands_in_the_timeline(graph: Path) -> None:
    with KnowledgeGraph.open(graph) as known:
        moments = known.timeline(NAME)
    assert ("2025-01-01", "实施") in [(one.date, one.text) for one in moments if one.kind == "milestone"]


def test_another_ones_words_of_schema_org_are_no_stages() -> None:
    about, other = ox.NamedNode(resolve("schema:about")), ox.NamedNode("urn:report")
    known = [*quads(factory.economy()), ox.Quad(other, about, ox.NamedNode("urn:x"), ox.NamedNode("urn:g"))]
    assert [one.text for one in Reader(Store.memory(known)).milestones()] == ["实施"]


def test_what_two_documents_say_is_one_stage(graph: Path) -> None:
    with KnowledgeGraph.open(graph) as known:
        (one,) = known.milestones()
    ends = replace(one, stage="ended")
    planned, again = replace(one, kind="actual"), replace(one, iri="urn:b")
    assert claims.stages([one, again, ends, planned]) == [(one, again), (ends,), (planned,)]


def test_a_stage_is_in_the_timeline_query(graph: Path) -> None:
    with KnowledgeGraph.open(graph) as known:
        said = {str(row["what"]): str(row["sentence"]) for row in known.ask("timeline-of", NAME)}
    assert "今年要继续实施" in said["started"]


def test_a_planned_stage_is_said_to_be_one(graph: Path) -> None:
    with KnowledgeGraph.open(graph) as known:
        assert reply(known, f"{NAME}什么时候启动？").text == f"{NAME}：2025年实施（目标）。"


def test_a_notebook_counts_stages(graph: Path) -> None:
    with KnowledgeGraph.open(graph) as known:
        assert "1 进程" in known.entity(NAME)._repr_html_()


def test_a_stage_is_of_an_entity_by_its_iri() -> None:
    whole = factory.economy()
    with pytest.raises(RecordError, match="not the IRI of an entity"):
        check(replace(whole, milestones=(replace(whole.milestones[0], about="urn:x"),)))


def test_a_stage_goes_with_the_evidence_that_it_rests_on() -> None:
    whole = factory.economy()
    assert whole.text is not None
    (verdict,) = validate([Draft(tuple(quads(whole)), whole.text.replace("今年要继续", "明年再继续"))])
    assert any("schema.org/Event" in line for one in verdict.rejected for line in one.triples)


def test_a_record_keeps_them_as_json() -> None:
    whole = factory.economy()
    assert Record.from_json(whole.to_json()).milestones == whole.milestones


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"stage": "dreamt"}, "a milestone has one stage of the list"),
        ({"period": ("2025-12-31", "2025-01-01")}, "a milestone starts on one date, not after its end"),
        ({"about": factory.FUYANG}, "a milestone is of one programme or place"),
    ],
)
def test_what_is_no_stage_is_set_aside(change: dict[str, object], reason: str) -> None:
    whole = factory.economy()
    wrong: Milestone = replace(whole.milestones[0], **change)  # type: ignore[arg-type]
    text = whole.text
    (verdict,) = validate([Draft(tuple(quads(replace(whole, milestones=(wrong,)))), text)])
    assert [why for one in verdict.rejected for _, why in one.reasons] == [reason]
