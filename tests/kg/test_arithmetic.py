"""What cannot all be right is found, and what can is left alone."""

from __future__ import annotations

import pytest

from kg.arithmetic import RULES, contradictions
from kg.rows import Figure
from tests.kg.reported import HALF, LAST_YEAR, QUARTER, YEAR, reported

GDP, FIRST, SECOND, THIRD = "地区生产总值", "第一产业增加值", "第二产业增加值", "第三产业增加值"


def yi(indicator: str, number: str, **more: object) -> Figure:
    """Return a figure in 亿元."""
    return reported(indicator, f"{number}亿元", f"{number}e8", **more)  # type: ignore[arg-type]


WRONG = {
    "two-values": [yi(GDP, "1060.5"), yi(GDP, "1061.2", source="b")],
    "two-growths": [yi(GDP, "1060.5", change="5.2"), yi(GDP, "1060.5", change="6.1", source="b")],
    "share-within-100": [reported("森林覆盖率", "130.5%", "130.5", "%")],
    "actual-before-its-time": [yi(GDP, "1060.5", period=("2030-01-01", "2030-12-31"))],
    "part-within-whole": [yi(GDP, "500"), yi(SECOND, "510")],
    "parts-add-up": [yi(GDP, "1000"), yi(FIRST, "30"), yi(SECOND, "400"), yi(THIRD, "500")],
    "shorter-within-longer": [yi("一般公共预算收入", "60", period=HALF), yi("一般公共预算收入", "55")],
    "growth-from-last-year": [
        yi("一般公共预算收入", "80", change="3", period=YEAR),
        yi("一般公共预算收入", "70", period=LAST_YEAR, source="b"),
    ],
}


@pytest.mark.parametrize("rule", sorted(RULES))
def test_each_rule_finds_what_it_is_for(rule: str) -> None:
    found = contradictions(WRONG[rule])
    assert [one.rule for one in found] == [rule]
    assert all(row.evidence[0].sentence for row in found[0].figures)
    assert set(found[0].figures) == set(WRONG[rule])


RIGHT = {
    "rounded": [yi(GDP, "1060.5"), yi(GDP, "1061", source="b")],
    "a bound that holds": [yi(GDP, "1060.5"), yi(GDP, "1000", source="b", qualifier="over")],
    "another period": [yi(GDP, "500", period=HALF), yi(GDP, "1000")],
    "a target": [yi(GDP, "1060.5"), yi(GDP, "1100", source="b", kind="target")],
    "a condition": [yi("奖励金额", "1", condition="新认定的"), yi("奖励金额", "2", source="b", condition="")],
    "from and to": [yi(GDP, "900", rule="figure:from:named"), yi(GDP, "1060.5", source="b")],
    "other names within an article": [yi("项目甲投资", "3"), yi("项目甲投资", "5")],
    "parts within rounding": [yi(GDP, "1000.1"), yi(FIRST, "30"), yi(SECOND, "400"), yi(THIRD, "570")],
    "a part is missing": [yi(GDP, "1000"), yi(FIRST, "30"), yi(SECOND, "400")],
    "a level may fall": [yi("贷款余额", "60", period=HALF), yi("贷款余额", "55")],
    "quarters add up": [yi(GDP, "200", period=QUARTER), yi(GDP, "450", period=HALF), yi(GDP, "1000")],
    "comparable prices": [yi(GDP, "1060", change="5"), yi(GDP, "1040", period=LAST_YEAR)],
    "growth that fits": [
        yi("一般公共预算收入", "80", change="3.1"),
        yi("一般公共预算收入", "77.6", period=LAST_YEAR, source="b"),
    ],
    "a share that may exceed": [reported("毛入学率", "104%", "104", "%")],
    "without a subject": [yi(GDP, "1", about=None), yi(GDP, "2", source="b", about=None)],
}


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_what_can_be_right_is_left_alone(name: str) -> None:
    assert contradictions(RIGHT[name]) == []


def test_a_bound_that_does_not_hold_is_found() -> None:
    found = contradictions([yi(GDP, "960.5"), yi(GDP, "1000", source="b", qualifier="over")])
    assert [one.rule for one in found] == ["two-values"]


def test_all_values_of_one_period_are_one_item() -> None:
    (item,) = contradictions([yi(GDP, number, source=number) for number in ("10", "20", "30")])
    assert item.said == "2024年 10亿元 ≠ 20亿元 ≠ 30亿元"


def test_growth_in_one_article_meets_the_values_of_others() -> None:
    name = "社会消费品零售总额"
    rows = [yi(name, "200"), yi(name, "100", period=LAST_YEAR, source="b")]
    rows.append(reported(name, "增长4.7%", change="4.7", source="c"))
    (item,) = contradictions(rows)
    assert (item.rule, len(item.figures)) == ("growth-from-last-year", 3)


def test_the_order_of_figures_changes_nothing() -> None:
    rows = [row for rows in WRONG.values() for row in rows]
    assert contradictions(rows) == contradictions(rows[::-1])
