"""Why two names are one thing or two, and what bears out a fact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg import why
from kg.build import build
from kg.cli import app
from kg.curation import parse
from kg.graph import KnowledgeGraph
from ontology.errors import NotFoundError
from tests.kg import factory
from tests.kg.factory import Extractor, Item

FIRM, BANK = "杭州澄光新材料有限公司", "富春江农商银行"
SIGNED = "  author: 李青\n  date: 2025-03-01\n  reason: 公司章程\n"


@pytest.fixture(scope="module")
def known(graph: Path) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open(graph) as opened:
        yield opened


def kg(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(app, [str(one) for one in arguments])


def test_a_join_has_its_rule_and_reason(known: KnowledgeGraph) -> None:
    found = why.names_of(known, FIRM, "澄光新材")
    assert isinstance(found, why.Same)
    assert [(one.rule, one.because) for one in found.merges] == [("shared-form", "澄光新材")]


def test_names_come_with_where_documents_use_them(known: KnowledgeGraph) -> None:
    found = why.names_of(known, FIRM, "澄光新材")
    assert isinstance(found, why.Same)
    assert {(one.name, one.rule) for one in found.uses} == {(FIRM, "test.name"), ("澄光新材", "test.name")}
    assert "昨天，杭州澄光新材料有限公司在富阳区春江街道开工。" in {one.evidence.sentence for one in found.uses}


def test_two_things_have_their_reasons(known: KnowledgeGraph) -> None:
    found = why.names_of(known, FIRM, "富阳区市场监管局")
    assert isinstance(found, why.Apart)
    assert "they are of two types: enterprise and body of Party or government" in {en for _, en in found.reasons}


def test_numerals_are_named(tmp_path: Path) -> None:
    names = ("白水第一小学", "白水第二小学")
    record = factory.record("、".join(names), [factory.entity("INSTITUTION", name) for name in names])
    build([Item(record)], Extractor(), tmp_path / "g")
    with KnowledgeGraph.open(tmp_path / "g") as opened:
        found = why.names_of(opened, *names)
    assert isinstance(found, why.Apart)
    assert "their numerals, directions or the like differ: 一二" in {en for _, en in found.reasons}


def test_a_decision_is_a_reason(tmp_path: Path) -> None:
    decided = parse(f"- apart: [{FIRM}, 澄光新材]\n{SIGNED}")
    build([Item(one) for one in factory.small()], Extractor(), tmp_path / "g", curation=decided)
    with KnowledgeGraph.open(tmp_path / "g") as opened:
        found = why.names_of(opened, FIRM, "澄光新材")
    assert isinstance(found, why.Apart)
    assert [(one.author, one.date, one.reason) for one in found.decided] == [("李青", "2025-03-01", "公司章程")]


@pytest.mark.parametrize("word", ["locatedIn", "位于", "located in"])
def test_a_fact_has_its_sentences(known: KnowledgeGraph, word: str) -> None:
    (row,) = why.fact(known, FIRM, word, "春江街道").relations
    assert (row.rule, row.confidence) == ("test.said", 0.9)
    assert row.evidence[0].document.title == "澄光新材落户春江街道"


def test_a_partnership_holds_both_ways(known: KnowledgeGraph) -> None:
    assert why.fact(known, BANK, "合作", "富阳区市场监管局").relations == (
        why.fact(known, "富阳区市场监管局", "合作", BANK).relations
    )


def test_a_post_has_its_title(known: KnowledgeGraph) -> None:
    assert [post.title for post in why.fact(known, "陆知远", "position", "富阳区").posts] == ["区委书记"]


@pytest.mark.parametrize("word", ["地区生产总值", "GDP"])
def test_figures_go_by_their_indicator(known: KnowledgeGraph, word: str) -> None:
    assert why.is_fact(known, "富阳", word)
    (row,) = why.fact(known, "富阳", word).figures
    assert row.evidence[0].sentence.startswith("2024年，富阳区实现地区生产总值")


@pytest.mark.parametrize("word", ["started", "实施"])
def test_stages_go_by_their_name_or_verb(known: KnowledgeGraph, word: str) -> None:
    assert why.is_fact(known, "“春江焕新”行动", word)
    (row,) = why.fact(known, "“春江焕新”行动", word).milestones
    assert (row.period, row.evidence[0].exact) == (("2025-01-01", "2025-12-31"), "今年要继续实施“春江焕新”行动")


def test_a_stage_is_printed_with_days_rule_and_sentence(graph: Path) -> None:
    shown = kg("why", graph, "“春江焕新”行动", "实施")
    assert shown.exit_code == 0
    for part in ("实施  2025年  目标", "test.said  0.90", "区委书记陆知远在会上说，今年要继续实施", "2025-01-08"):
        assert part in shown.stdout


def test_a_value_or_year_narrows_figures_down(known: KnowledgeGraph) -> None:
    counts = [len(why.fact(known, "富阳", "GDP", part).figures) for part in ("1060.5", "2024", "2023")]
    assert counts == [1, 1, 0]


def test_a_word_that_is_neither_is_an_error(known: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="is no relation"):
        why.fact(known, "富阳区", "喜欢", BANK)


def test_what_failed_validation_says_so(tmp_path: Path) -> None:
    said = "富春江农商银行发起春江街道"
    record = factory.record(
        said,
        [factory.entity("ENTERPRISE", BANK), factory.entity("DISTRICT", "春江街道", id=factory.CHUNJIANG)],
        [factory.relation(BANK, "launched", "春江街道", said)],
    )
    build([Item(record)], Extractor(), tmp_path / "g")
    with KnowledgeGraph.open(tmp_path / "g") as opened:
        found = why.fact(opened, BANK, "launched", "春江街道")
    assert not found
    assert found.set_aside


def test_the_command_prints_both_kinds(graph: Path) -> None:
    same, figures = kg("why", graph, FIRM, "澄光新材"), kg("why", graph, "富阳区", "GDP")
    assert (same.exit_code, figures.exit_code) == (0, 0)
    assert "shared-form" in same.stdout
    assert "1060.5亿元" in figures.stdout
    assert "富春晨报，2025-01-08" in figures.stdout


def test_the_command_says_when_nothing_states_it(graph: Path) -> None:
    done = kg("why", graph, BANK, "位于", "富阳区")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "no document states it" in done.stderr


def test_the_command_wants_two_or_three_words(graph: Path) -> None:
    assert (kg("why", graph, "甲").exit_code, kg("why", graph, "无此物", "甲").exit_code) == (2, 2)
