"""Places: zones, roads, waters, buildings, regions, countries."""

from __future__ import annotations

import pytest

from extract import places, sites
from extract.state import Found, State
from ontology.record import MentionType
from tests.extract.finding import names

PLACE = MentionType.PLACE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("项目落户清河经济开发区。", "清河经济开发区"),
        ("家住云栖路附近的居民", "云栖路"),
        ("企业产品销往长三角。", "长三角"),
        ("货物发往埃及。", "埃及"),
        ("昨日，活动在清河会展中心举行。", "清河会展中心"),
        ("东起澜溪快速路（清河区段），西至河边", "澜溪快速路（清河区段）"),
    ],
)
def test_places(text: str, name: str) -> None:
    assert name in names(places.find, text, PLACE, "清河")


def test_countries_are_known_by_one_character_where_pairs_and_visits_are_told() -> None:
    found = names(places.find, "访华期间，中俄两国元首会谈，驻美大使到场。", PLACE)
    assert {"华", "中", "俄", "美"} <= found
    assert {"美", "日"} <= names(places.find, "美方未到。俄外长来电，布匹销往欧美、日韩市场。", PLACE, least=0.6)
    assert not names(places.find, "书记下访日记，百姓对美好生活的向往，挖出的土方，在日常工作中。", PLACE, least=0.5)
    assert not names(places.find, "地方工作，东方既白，乘中欧班列，完美的合作方式。", PLACE, least=0.5)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("铺子开在春工路51号。", "春工路"),
        ("评弹演到清河街道社区党群服务中心。", "清河街道社区党群服务中心"),
        ("先看石河村展示馆，再去茶园。", "石河村展示馆"),
        ("周末的清河商圈人声鼎沸。", "清河商圈"),
        ("到滇中的村寨去。", "滇中"),
    ],
)
def test_places_are_told_by_what_stands_around_them(text: str, name: str) -> None:
    assert name in names(places.find, text, PLACE, "清河街道", "石河村", least=0.5)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("滇中粮食集散中心开工。", "滇中"),
        ("跻身中国500强。", "中国"),
        ("他修好了盘山路。", "盘山路"),
    ],
)
def test_a_known_name_that_a_longer_one_begins_with_is_no_sure_place(text: str, name: str) -> None:
    assert name not in names(places.find, text, PLACE, least=0.5)


def test_the_middle_aged_are_no_country() -> None:
    assert names(places.find, "用户以中青年为主。", PLACE) == set()


def test_a_country_inside_a_firm_is_doubted() -> None:
    text = "日本屿川株式会社来访。"
    firm = Found(0, 8, MentionType.ENTERPRISE, "given", 0.9)
    alone, inside = places.find(text, State())[0], places.find(text, State(candidates=[firm]))[0]
    assert (alone.start, alone.end) == (inside.start, inside.end) == (0, 2)
    assert alone.confidence > inside.confidence


@pytest.mark.parametrize("text", ["思路决定出路。", "这条道路通向市场。", "小区和公园都要改造。"])
def test_ordinary_words_are_no_sure_places(text: str) -> None:
    assert not names(places.find, text, PLACE, least=0.5)


@pytest.mark.parametrize(
    ("text", "zones", "short"),
    [
        ("走进青峰高新技术产业开发区。今年高新区开工8个项目。", ["青峰高新技术产业开发区"], ["高新区"]),
        ("今年高新区开工8个项目。走进青峰高新区。", ["青峰高新区"], []),
        (
            "走进青峰高新技术产业开发区，青峰高新区繁忙。今年高新区开工8个项目。",
            ["青峰高新技术产业开发区", "青峰高新区"],
            ["高新区"],
        ),
        ("走进青峰高新区和云岭高新区。今年高新区开工8个项目。", ["青峰高新区", "云岭高新区"], []),
        ("走进青峰高新区。今年全国高新区开工8个项目。", ["青峰高新区"], []),
    ],
)
def test_the_one_zone_that_an_article_names_is_called_by_what_it_is(
    text: str, zones: list[str], short: list[str]
) -> None:
    known = [Found(text.index(zone), text.index(zone) + len(zone), MentionType.PLACE, "given", 1.0) for zone in zones]
    found = [(text[start:end], full) for start, end, full in sites.called_short(text, known)]
    assert found == [(name, known[-1]) for name in short]
