"""The page in a real browser: what a reader does, and what a hostile text would like to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from kg import KnowledgeGraph
from ontology.indicators import normalise
from ontology.record import Record
from tests.kg.factory import entity, figure, milestone, record, relation, small
from tests.outputs.conftest import Open
from tests.outputs.factory import graph_of

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "<!--<script>",
    "javascript:alert(3)",
    '"><svg onload=alert(4)>',
    "' onmouseover='alert(5)' href='",
    "${alert(6)}{{7*7}}",
    "a\u2028b\u2029c",
    "\u202eevil",
]


def pair() -> Record:
    """Return two names with one relation: its line runs through the middle of the drawing."""
    return record(
        "白鹭纺织公司资助了青杉小学。",
        [entity("ENTERPRISE", "白鹭纺织公司", "白鹭纺织"), entity("INSTITUTION", "青杉小学")],
        [relation("白鹭纺织公司", "finances", "青杉小学", "资助了青杉小学")],
        source="news/pair.txt",
        title="冬日里的暖意",
        date="2025-12-01",
    )


def hostile() -> list[Record]:
    """Return one record for each hostile text, which stands in every field that there is."""
    records = []
    for number, name in enumerate(HOSTILE):
        other, person = f"{name}（{number}）", f"张{name}"
        number_of = figure(name, name, name, "1200000000", "CNY", rank=1)
        made = record(
            f"{name}与{other}签约。{person}任{name}董事长。",
            [entity("ENTERPRISE", name, f"别名{name}"), entity("PROGRAM", other), entity("PERSON", person)],
            [
                relation(name, "launched", other, f"{name}与{other}签约"),
                relation(person, "position", name, f"{person}任{name}董事长", title=f"{name}董事长"),
            ],
            [replace(number_of, rank_scope=name, condition=name)],
            [milestone(other, "signed", name, f"{name}与{other}签约", ("2025-01-01", "2025-01-01"))],
            source=name,
            title=name,
            date="2025-01-01",
            publisher=name,
        )
        records.append(replace(made, url="javascript:alert(8)", authors=(name,), place=name))
    return records


def middle(page: Page) -> tuple[float, float]:
    box = page.locator("#network canvas").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def find(page: Page, name: str) -> None:
    page.fill("#search", name)
    page.press("#search", "Enter")


def drawn(page: Page) -> list[str]:
    """Return the names in the saved SVG, which holds just what is drawn."""
    with page.expect_download() as download:
        page.click("#svg")
    names = ElementTree.parse(download.value.path()).iterfind(".//{*}path/{*}title")
    return sorted(name.text or "" for name in names)


@pytest.fixture(scope="module")
def news() -> KnowledgeGraph:
    return graph_of(small())


def test_opens_without_network_and_shows_what_there_is(show: Open, news: KnowledgeGraph) -> None:
    page = show(news)
    expect(page.locator("#summary")).to_contain_text("3 篇文章")
    expect(page.locator("#card")).to_contain_text("富阳区召开经济工作会议")
    expect(page.locator("#filters")).to_contain_text("行政区划")


def test_search_moves_the_camera_to_the_name(show: Open, news: KnowledgeGraph) -> None:
    page = show(news)
    find(page, "富春江")
    page.press("#search", "Escape")
    page.locator("#card .plain").first.click()
    page.mouse.click(*middle(page))
    expect(page.locator("#card h2")).to_have_text("富春江农商银行")


def test_search_finds_aliases_and_pinyin_initials(show: Open, news: KnowledgeGraph) -> None:
    page = show(news)
    page.fill("#search", "澄光新材")
    expect(page.locator("#hits")).to_contain_text("杭州澄光新材料有限公司")
    page.fill("#search", "lzy")
    expect(page.locator("#hits")).to_contain_text("陆知远")
    page.fill("#search", "查无此名")
    expect(page.locator("#hits")).to_have_text("没有这个名称")


def test_search_works_with_the_keyboard(show: Open, news: KnowledgeGraph) -> None:
    page = show(news)
    page.keyboard.press("/")
    page.keyboard.type("富阳")
    second = page.locator("#hits li").nth(1).locator("span").first.text_content()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#card h2")).to_have_text(second or "")


def test_a_card_holds_names_posts_relations_figures_and_sources(show: Open, news: KnowledgeGraph) -> None:
    page = show(news)
    find(page, "富阳区")
    card = page.locator("#card")
    for text in (
        "又称",
        "富阳",
        "区委书记",
        "陆知远",
        "“春江焕新”行动",
        "地区生产总值",
        "1060.5亿元",
        "同比 +5.2%",
        "2024",
    ):
        expect(card).to_contain_text(text)
    card.locator(".figure .why").first.click()
    expect(card.locator(".figure mark").first).to_be_visible()
    expect(card.locator(".figure .proof").first).to_contain_text("news/economy.txt")


def test_a_card_holds_the_stages_of_a_life(show: Open, news: KnowledgeGraph) -> None:
    page = show(news)
    find(page, "春江焕新")
    card = page.locator("#card")
    expect(card.locator(".stage .line")).to_have_text("实施 目标2025原句")
    card.locator(".stage .why").click()
    expect(card.locator(".stage mark")).to_have_text("今年要继续实施“春江焕新”行动")
    page.click("#language")
    expect(card.locator(".stage .line")).to_contain_text("started")


def test_a_card_leads_on_to_the_other_end(show: Open, news: KnowledgeGraph) -> None:
    page = show(news)
    find(page, "顾砚秋")
    page.locator("#card .to", has_text="澄光新材").first.click()
    expect(page.locator("#card h2")).to_have_text("杭州澄光新材料有限公司")
    expect(page.locator("#card")).to_contain_text("创办人")


def test_a_click_on_a_line_shows_its_sentence_with_the_span_marked(show: Open) -> None:
    page = show(graph_of([pair()]))
    page.mouse.click(*middle(page))
    expect(page.locator("#card blockquote")).to_have_text("白鹭纺织公司资助了青杉小学。")
    expect(page.locator("#card mark")).to_have_text("资助了青杉小学")
    for text in ("《冬日里的暖意》", "2025-12-01", "news/pair.txt", "字位 6–13", "test.said"):
        expect(page.locator("#card footer")).to_contain_text(text)


def test_the_legend_hides_kinds_and_relations(show: Open, news: KnowledgeGraph) -> None:
    page = show(news)
    assert "富春江农商银行" in drawn(page)
    page.locator(".group label", has_text="企业").click()
    assert "富春江农商银行" not in drawn(page)
    assert "陆知远" in drawn(page)
    page.locator(".group").nth(1).locator("button", has_text="全不选").click()
    page.locator(".group").nth(0).locator("button", has_text="全选").click()
    assert "富春江农商银行" in drawn(page)


def test_names_without_relations_are_found_and_shown_on_request(show: Open) -> None:
    page = show(graph_of([pair(), record("云岫茶庄开业。", [entity("ENTERPRISE", "云岫茶庄")])]))
    assert drawn(page) == ["白鹭纺织公司", "青杉小学"]
    page.locator(".group label", has_text="未关联").click()
    assert drawn(page) == ["云岫茶庄", "白鹭纺织公司", "青杉小学"]
    find(page, "云岫")
    expect(page.locator("#card h2")).to_have_text("云岫茶庄")


def test_hostile_texts_stay_text_everywhere(show: Open) -> None:
    page = show(graph_of(hostile()), title=HOSTILE[1])
    expect(page.locator("h1")).to_have_text(HOSTILE[1])
    for name in HOSTILE:
        find(page, name)
        assert page.locator("#card h2").text_content() == name
        for button in page.locator("#card .why").all():
            button.click()
        card = page.locator("#card").text_content() or ""
        assert f"别名{name}" in card
        assert f"《{name}》" in card
        assert f"{name}董事长" in card
        assert f"文件 {name}" in card
        indicator = page.locator("#card .figure .name").first.text_content() or ""
        assert indicator == normalise(name)
        page.mouse.move(*middle(page))
    assert page.locator("img, iframe, object, script[src], a[href^='javascript']").count() == 0


def test_the_address_keeps_the_view(show: Open, news: KnowledgeGraph) -> None:
    page = show(news)
    find(page, "顾砚秋")
    hash_ = page.evaluate("location.hash")
    again = show(news, hash_=hash_)
    expect(again.locator("#card h2")).to_have_text("顾砚秋")


def test_english_labels_on_request(show: Open, news: KnowledgeGraph) -> None:
    page = show(news)
    page.click("#language")
    expect(page.locator("#filters")).to_contain_text("located in")
    expect(page.locator("#summary")).to_contain_text("3 articles")


def test_the_picture_is_saved(show: Open, news: KnowledgeGraph) -> None:
    page = show(news)
    with page.expect_download() as download:
        page.click("#png")
    assert download.value.suggested_filename == "县志.png"
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


def test_a_narrow_page_has_no_sideways_scrolling_and_a_folded_legend(show: Open, news: KnowledgeGraph) -> None:
    page = show(news, size=(390, 800))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("#filters")).not_to_be_visible()
    find(page, "富阳区")
    expect(page.locator("#card h2")).to_be_visible()


def test_an_empty_graph_says_so(show: Open) -> None:
    page = show(graph_of([record("无事。")]))
    expect(page.locator("#card")).to_contain_text("图中没有名称")
