"""An entity and what the documents say of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.text import Text

from kg import KnowledgeGraph
from kg.cards import Style, card
from kg.layout import breaks, period, safe


@pytest.fixture(scope="module")
def opened(graph: Path) -> Iterator[KnowledgeGraph]:
    """Return the small graph."""
    with KnowledgeGraph.open(graph) as known:
        yield known


def test_names_class_and_place(opened: KnowledgeGraph) -> None:
    firm = opened.entity("澄光新材")
    assert (firm.label, firm.type, firm.aliases) == ("杭州澄光新材料有限公司", "Enterprise", ("澄光新材",))
    assert firm.place == "浙江省 › 杭州市 › 富阳区 › 春江街道 › 杭州澄光新材料有限公司"
    assert [one.type for one in firm.hierarchy()] == ["Province", "City", "District", "Township"]
    assert opened.entity("浙江省").place == ""


def test_an_official_is_more_than_a_person(opened: KnowledgeGraph) -> None:
    assert opened.entity("陆知远").type == "Official"


def test_posts_of_a_person_and_of_a_division(opened: KnowledgeGraph) -> None:
    (post,) = opened.entity("陆知远").posts()
    assert (post.title, post.organization.label) == ("区委书记", "富阳区")
    assert post.evidence[0].sentence == "区委书记陆知远在会上说，今年要继续实施“春江焕新”行动。"
    assert opened.entity("富阳区").posts() == (post,)


def test_the_bodies_of_a_division_bear_its_name(opened: KnowledgeGraph) -> None:
    assert [one.label for one in opened.entity("富阳区").bodies()] == ["富阳区市场监管局"]
    assert opened.entity("陆知远").bodies() == ()


def test_relations_go_both_ways_and_can_be_chosen(opened: KnowledgeGraph) -> None:
    firm = opened.entity("澄光新材")
    said = {(row.subject.label, row.predicate, row.object.label) for row in firm.relations()}
    assert ("顾砚秋", "founded", "杭州澄光新材料有限公司") in said
    (place,) = firm.relations("locatedIn")
    assert place.other(firm.iri).label == "春江街道"


def test_figures_have_value_period_and_source(opened: KnowledgeGraph) -> None:
    gdp = next(row for row in opened.entity("富阳区").figures() if row.indicator == "地区生产总值")
    assert (gdp.value, gdp.unit, gdp.change) == (Decimal(106050000000), "CNY", Decimal("5.2"))
    assert gdp.period == ("2024-01-01", "2024-12-31")
    assert gdp.evidence[0].document.title == "富阳区召开经济工作会议"


def test_mentions_and_documents_are_in_order_of_date(opened: KnowledgeGraph) -> None:
    firm = opened.entity("澄光新材")
    assert [one.date for one in firm.documents()] == ["2025-03-02", "2025-04-18"]
    assert [(one.document.date, one.exact) for one in firm.evidence()] == [
        ("2025-03-02", "澄光新材"),
        ("2025-04-18", "澄光新材"),
    ]


def test_a_card_shows_each_sentence_once_and_keeps_its_width(opened: KnowledgeGraph) -> None:
    lines = [line.plain for line in card(opened.entity("富阳区"), Style(width=60))]
    assert all(cell_len(line) <= 60 for line in lines)
    text = "".join(line.strip() for line in lines)
    assert text.count("2024年，富阳区实现地区生产总值") == 1
    parts = ("层级", "浙江省 › 杭州市 › 富阳区", "陆知远", "区委书记", "↑5.2%", "2024年", "《富阳区召开经济工作会议》")
    for part in parts:
        assert part in text


def test_a_card_shows_so_much_and_says_what_is_left(opened: KnowledgeGraph) -> None:
    lines = [line.plain for line in card(opened.entity("富阳区"), Style(items=1))]
    assert any("另有 1 条" in line for line in lines)


def test_lines_break_where_chinese_allows_it() -> None:
    text = "增长5.2%，完成投资1060.5亿元。"
    pieces = [piece.plain for piece in Text(text).divide(breaks(text, 12))]
    assert "".join(pieces) == text
    assert not any(piece.startswith(("，", "。", "%")) for piece in pieces)
    assert any("1060.5" in piece for piece in pieces)


@pytest.mark.parametrize(
    ("bounds", "shown"),
    [
        (("2024-01-01", "2024-12-31"), "2024年"),
        (("2024-01-01", "2024-06-30"), "2024年1—6月"),
        (("2024-02-01", "2024-02-29"), "2024年2月"),
        (("2021-01-01", "2025-12-31"), "2021—2025年"),
        (("", "2024-06-30"), "截至2024年6月30日"),
        (("2024-06-30", ""), "2024年6月30日起"),
        (("2024-06-01", "2024-06-03"), "2024年6月1日至2024年6月3日"),
        (("", ""), ""),
    ],
)
def test_periods_read_as_chinese(bounds: tuple[str, str], shown: str) -> None:
    assert period(*bounds) == shown


def test_what_would_steer_the_terminal_is_left_out() -> None:
    assert safe("\x1b[31m余杭\u202e区\x07") == "[31m余杭区"
