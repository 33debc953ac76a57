"""Words that point at a named thing."""

from __future__ import annotations

import pytest

from extract import deixis
from tests.extract.marked import label, state_of


def pointed(marked: str, place: str = "") -> dict[str, str]:
    text, state = state_of(marked, place)
    return {
        text[m.start : m.end]: label(state, m.entity) for m in deixis.with_deixis(text, state) if m.rule == "deixis"
    }


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{E:恒越电气}增资。该公司总经理说。", {"该公司": "恒越电气"}),
        ("{E:恒越电气}增资。公司与高校合作。", {"公司": "恒越电气"}),
        ("{E:恒越电气}向{E:青峰银行}贷款。该行说。", {"该行": "青峰银行"}),
        ("{V:青峰电商峰会}开幕。本届峰会由商会承办。", {"本届峰会": "青峰电商峰会"}),
        ("该公司总经理说。", {}),
        ("{E:恒越电气}增资。政协委员、公司总经理说。", {"公司": "恒越电气"}),
        ("{V:青峰茶艺大赛}开赛。本次大赛由商会主办。", {"本次大赛": "青峰茶艺大赛"}),
        ("{R:护河行动}启动。此次活动由商会主办。", {"此次活动": "护河行动"}),
        ("{L:云溪工业园}扩建。他走进园区内的企业。", {"园区": "云溪工业园"}),
        ("{E:恒越电气}增资。这家做电机的公司说。", {"公司": "恒越电气"}),
        ("{L:云溪数字产业园}开园。这个位于城东、占地百亩的产业园将扩建。", {"产业园": "云溪数字产业园"}),
        ("{D:柳河镇}修路。该镇投入百万元，{D:青峰县}补助。村里没有。", {"该镇": "柳河镇"}),
        ("{D:鹭湾村}修路。村里出工。", {"村里": "鹭湾村"}),
        ("{D:鹭湾社区}换届。他加入了社区“红管家”队伍。", {"社区": "鹭湾社区"}),
        ("{E:恒越电气}是公司制企业。", {}),
        ("{V:第三届青峰樱桃节}开幕。本届樱桃节由商会主办。", {"本届樱桃节": "第三届青峰樱桃节"}),
        ("{V:第三届青峰樱桃节}开幕。本届龙虾节由商会主办。", {}),
        ("{V:青峰产才交流会}开幕。交流会由商会主办。", {"交流会": "青峰产才交流会"}),
        ("{I:云溪联合实验室}成立，{L:云溪工业园}建设。实验室设在镇上。", {"实验室": "云溪联合实验室"}),
        ("{V:青峰产才交流会}开幕。恳谈会由商会主办。", {}),
        ("{I:青峰学院}招生。学院扩建校舍。", {"学院": "青峰学院"}),
        ("{E:青峰银行}开业。银行推出新品。", {"银行": "青峰银行"}),
    ],
)
def test_points_at_what_was_named_last(marked: str, expected: dict[str, str]) -> None:
    assert pointed(marked) == expected


def test_whole_district_is_where_the_document_reports_from() -> None:
    assert pointed("全县推进改革。", "浙江省湖州市德清县") == {"全县": "德清县"}


def test_this_county_is_the_one_named_last_and_not_also_that_of_the_document() -> None:
    assert pointed("{D:安吉县}修路。该县投入百万元。", "浙江省湖州市德清县") == {"该县": "安吉县"}


def test_a_county_level_city_is_the_nearest_city() -> None:
    assert pointed("我市推进改革。", "浙江省嘉兴市海宁市") == {"我市": "海宁市"}


def test_a_word_that_only_looks_like_it_points_nowhere() -> None:
    assert pointed("守住安全区。", "浙江省杭州市余杭区") == {}
