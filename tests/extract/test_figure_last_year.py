"""Figures: the year of what papers tell of the last year early in the next, from sentences written for these tests."""

from __future__ import annotations

from datetime import date

import pytest

from extract.figures import find
from extract.state import Context
from tests.extract.figure_reading import PLACE, state_of

LAST = ("2023-01-01", "2023-12-31")
THIS = ("2024-01-01", "2024-12-31")


def years(text: str, day: date) -> list[tuple[str, str]]:
    """Return the periods of the figures of an article of a day."""
    state = state_of(text)
    state.context = Context(date=day, place=PLACE)
    return [figure.period for figure in find(text, state)]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2023年全县产茶900吨。\n全年游客40万人次。", [LAST, LAST]),
        ("2023年全县产茶900吨。\n全年力争游客40万人次。", [LAST, THIS]),
        ("2023年全县产茶900吨。今年计划新建茶厂2座。\n全年游客40万人次。", [LAST, THIS, THIS]),
        ("2023年全县产茶900吨。\n年末存栏牛6万头。", [LAST, ("2023-12-31", "2023-12-31")]),
        ("全县产茶900吨。\n全年游客40万人次。", [("", ""), THIS]),
    ],
)
def test_the_whole_year_is_the_one_reported_on(text: str, periods: list[tuple[str, str]]) -> None:
    assert years(text, date(2024, 4, 18)) == periods


def test_late_in_a_year_the_whole_year_is_this_one() -> None:
    assert years("2023年全县产茶900吨。\n全年游客40万人次。", date(2024, 11, 1)) == [LAST, THIS]


def test_parts_go_on_with_the_period_of_the_statistics_before_them() -> None:
    text = "2023年地区生产总值增长5%。\n消费平稳。\n社会消费品零售总额增长6%，其中茶叶零售增长9%。"
    assert years(text, date(2024, 3, 1)) == [LAST, LAST, LAST]


def test_by_how_much_it_is_more_is_not_of_the_year_before() -> None:
    assert years("2024年1至6月收到茶样500份，比去年多出60份。", date(2024, 7, 1)) == [("2024-01-01", "2024-06-30")] * 2
