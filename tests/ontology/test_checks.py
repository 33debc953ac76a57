"""The table of how indicators hang together names only what the scheme knows."""

from __future__ import annotations

from ontology import indicators
from ontology.checks import checks


def test_sums_and_parts_are_of_indicators_in_the_scheme() -> None:
    tables = (*checks().sums.items(), *checks().parts.items())
    named = {name for whole, parts in tables for name in (whole, *parts)}
    assert named <= set(indicators.known())


def test_a_whole_and_its_parts_have_one_unit() -> None:
    known = indicators.known()
    for whole, parts in checks().parts.items():
        assert {known[part].unit for part in parts} == {known[whole].unit}, whole


def test_flows_levels_and_shares_are_told_apart() -> None:
    assert checks().is_flow("一般公共预算收入")
    assert not checks().is_flow("居民人均可支配收入增速")
    assert not checks().is_flow("存款余额")
    assert checks().is_share("数字经济核心产业增加值占比")
    assert not checks().is_share("毛入学率")
    assert checks().points("地区生产总值") > checks().points("一般公共预算收入")


def test_what_is_above_an_indicator_ends_in_a_topic() -> None:
    assert indicators.above("金融业增加值") == ("第三产业增加值", "地区生产总值", "经济总量")
    assert all(indicators.above(name)[-1] in indicators.topics() for name in indicators.known())
    assert indicators.above("无此指标") == ()
