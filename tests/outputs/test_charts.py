"""The charts of an indicator: what is drawn, what is listed, and that the page shows it without the network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from kg import KnowledgeGraph
from ontology.errors import NotFoundError
from ontology.record import Record
from outputs.chart_data import chart_data, form_of
from outputs.charts import render, write_chart
from tests.kg import factory
from tests.outputs.factory import graph_of

pytest.importorskip("altair")
pytest.importorskip("vl_convert")

XIAOSHAN = "xzi:division/330109"


def yearbook(year: int, fuyang: str, xiaoshan: str) -> Record:
    """Return an article with a figure of two districts for one year."""
    text = f"{year}年，富阳区实现地区生产总值{fuyang}亿元，增长5.2%；萧山区{xiaoshan}亿元。<script>alert(1)</script>\n"
    days = (f"{year}-01-01", f"{year}-12-31")
    return factory.record(
        text,
        [factory.entity("DISTRICT", "富阳区", id=factory.FUYANG), factory.entity("DISTRICT", "萧山区", id=XIAOSHAN)],
        [],
        [
            factory.figure("富阳区", "地区生产总值", f"{fuyang}亿元", f"{fuyang}e8", "CNY", change="5.2", period=days),
            factory.figure("萧山区", "地区生产总值", f"{xiaoshan}亿元", f"{xiaoshan}e8", "CNY", period=days),
        ],
        source=f"{year}.txt",
        title=f"{year}年</script>公报",
        date=f"{year + 1}-01-20",
    )


def spec_of(page: str) -> list[Any]:
    """Return the descriptions of the charts in a page that `render` made."""
    found = re.search(r'<script type="application/json" id="charts">(.*?)</script>', page, re.DOTALL)
    return [] if found is None else list(json.loads(found[1]))


@pytest.fixture(scope="module")
def graph() -> Iterator[KnowledgeGraph]:
    """Return a graph with two districts over three years."""
    yield graph_of([yearbook(2021, "900.1", "2000"), yearbook(2022, "950", "2100"), yearbook(2024, "1060.5", "2300")])


@pytest.mark.parametrize(
    ("days", "form"),
    [
        (("2024-01-01", "2024-12-31"), "全年"),
        (("2024-01-01", "2024-06-30"), "上半年"),
        (("2024-02-01", "2024-03-31"), "其他时段"),
        (("2021-01-01", "2025-12-31"), "多年"),
        (("", "2024-06-30"), "时点"),
    ],
)
def test_a_period_has_its_form(days: tuple[str, str], form: str) -> None:
    assert form_of(days) == form


def test_points_are_in_the_unit_of_the_chart(graph: KnowledgeGraph) -> None:
    data = chart_data(graph, "GDP", ["富阳区"])
    assert (data.indicator, data.unit) == ("地区生产总值", "亿元")
    assert [(one.when, one.value) for one in data.points] == [("2021年", 900.1), ("2022年", 950.0), ("2024年", 1060.5)]


def test_values_and_growth_are_drawn_over_time_and_across_places(graph: KnowledgeGraph) -> None:
    specs = [one["spec"] for one in spec_of(render(chart_data(graph, "GDP")))]
    over_time, across, growth = specs
    assert over_time["layer"][0]["encoding"]["x"]["scale"]["domain"] == ["2021年", "2022年", "2023年", "2024年"]
    assert across["layer"][0]["encoding"]["y"]["sort"] == ["萧山区", "富阳区"]
    assert growth["layer"][0]["encoding"]["x"]["scale"]["domain"][0] == "2021年"


def test_one_subject_alone_is_named_above_its_line(graph: KnowledgeGraph) -> None:
    assert "数值：富阳区，随时间变化（亿元）" in render(chart_data(graph, "GDP", ["富阳区"]))


def test_each_point_has_its_sentence_in_the_list(graph: KnowledgeGraph) -> None:
    data = chart_data(graph, "GDP")
    page = render(data)
    assert all(f'id="{one.anchor}"' in page for one in data.points)
    assert "<mark>900.1亿元</mark>" in page


def test_texts_of_articles_stay_texts(graph: KnowledgeGraph) -> None:
    page = render(chart_data(graph, "GDP"))
    assert "<script>alert" not in page
    assert "2021年</script>公报" not in page


def test_equal_graphs_give_equal_pages(graph: KnowledgeGraph, tmp_path: Path) -> None:
    assert write_chart(graph, tmp_path / "a.html", indicator="GDP") == 6
    assert (tmp_path / "a.html").read_text("utf-8") == render(chart_data(graph, "GDP"))


def test_nothing_reported_is_one_clear_error(graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="no figure measures"):
        chart_data(graph, "粮食产量")


def test_a_browser_draws_the_charts_and_leads_to_the_sentence(
    graph: KnowledgeGraph, browser: Browser, tmp_path: Path
) -> None:
    write_chart(graph, tmp_path / "chart.html", indicator="GDP")
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda one: None if one.url.startswith(("file:", "data:")) else wrong.append(one.url))
    page.goto((tmp_path / "chart.html").as_uri())
    page.wait_for_selector("html[data-ready]", timeout=10_000)
    assert page.locator(".chart svg").count() == 3
    point = page.locator("#chart0 .mark-symbol.role-mark path").first
    point.hover()
    assert "900.1亿元" in page.locator("#vg-tooltip-element").inner_text()
    point.click()
    assert page.locator("li:target b").inner_text() == "900.1亿元"
    page.close()
    assert wrong == []
