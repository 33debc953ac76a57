"""Indicators by any name, and figures in an order that reads well."""

from __future__ import annotations

import pytest

from kg.measures import date, measures, select
from ontology.errors import NotFoundError, QueryError
from tests.kg.reported import HALF, reported

USED = ["地区生产总值", "第一产业增加值", "一般公共预算收入", "惠及商户数"]


@pytest.mark.parametrize("name", ["GDP", "地区生产总值", "全区生产总值", "地区生产总值（GDP）"])
def test_an_indicator_is_found_by_any_of_its_names(name: str) -> None:
    assert measures(name, USED) == {"地区生产总值"}


def test_a_topic_means_all_below_it_and_an_indicator_only_when_asked() -> None:
    assert measures("财政税收", USED) == {"一般公共预算收入"}
    assert measures("GDP", USED, narrower=True) == {"地区生产总值", "第一产业增加值"}


def test_a_name_that_only_the_articles_use_is_found() -> None:
    assert measures("惠及商户数", USED) == {"惠及商户数"}


def test_an_unknown_name_lists_near_ones() -> None:
    with pytest.raises(NotFoundError, match="near it: 地区生产总值"):
        measures("地区生产", USED)


def test_indicators_of_the_scheme_come_first_and_the_latest_period_of_them() -> None:
    rows = [
        reported("惠及商户数", "32家", "32", "家"),
        reported("地区生产总值", "5亿元", "5e8", period=HALF),
        reported("地区生产总值", "9亿元", "9e8"),
        reported("一般公共预算收入", "1亿元", "1e8", period=("", "")),
    ]
    assert [row.text for row in select(rows, USED, None, None)] == ["9亿元", "5亿元", "1亿元", "32家"]
    assert [row.text for row in select(rows, USED, "GDP", "2024-07")] == ["9亿元"]


def test_a_wrong_date_is_one_clear_error() -> None:
    assert date("2024") == "2024-01-01"
    with pytest.raises(QueryError, match="a date is written"):
        date("2024-13")
