"""Periods: the days that expressions of time cover, seen from the date of the document."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.periods import find

TODAY = date(2022, 7, 15)


@pytest.mark.parametrize(
    ("text", "begin", "until"),
    [
        ("2024年", "2024-01-01", "2024-12-31"),
        ("二〇二一年", "2021-01-01", "2021-12-31"),
        ("去年", "2021-01-01", "2021-12-31"),
        ("今年上半年", "2022-01-01", "2022-06-30"),
        ("一季度", "2022-01-01", "2022-03-31"),
        ("前三季度", "2022-01-01", "2022-09-30"),
        ("首季度", "2022-01-01", "2022-03-31"),
        ("6月18日、19日", "2022-06-18", "2022-06-19"),
        ("2013年办社，同年", "2013-01-01", "2013-12-31"),
        ("5月18日开馆，首日", "2022-05-18", "2022-05-18"),
        ("1-5月份", "2022-01-01", "2022-05-31"),
        ("2021年前11个月", "2021-01-01", "2021-11-30"),
        ("截至6月底", "", "2022-06-30"),
        ("截至目前", "", "2022-07-15"),
        ("今年以来", "2022-01-01", ""),
        ("去年9月以来", "2021-09-01", ""),
        ("2021年末", "2021-12-31", "2021-12-31"),
        ("自2021年5月1日至2021年11月30日", "2021-05-01", "2021-11-30"),
        ("2022-2024年", "2022-01-01", "2024-12-31"),
        ("“十四五”期间", "2021-01-01", "2025-12-31"),
        ("十三五时期", "2016-01-01", "2020-12-31"),
        ("“十四五”末", "2025-01-01", "2025-12-31"),
        ("近五年", "2017-07-15", "2022-07-15"),
        ("6月28日", "2022-06-28", "2022-06-28"),
        ("将于8月25日至28日", "2022-08-25", "2022-08-28"),
        ("端午小长假", "2022-06-03", "2022-06-05"),
        ("十二月", "2021-12-01", "2021-12-31"),
    ],
)
def test_period_covers_its_days(text: str, begin: str, until: str) -> None:
    found = find(text, TODAY)[-1]
    assert (_iso(found.begin), _iso(found.until)) == (begin, until)


def test_ahead_of_time_is_not_the_first_months() -> None:
    assert find("项目提前3个月交付", TODAY) == []


def test_first_months_of_a_year_look_back() -> None:
    (found,) = find("五年来", date(2026, 1, 20))
    assert (_iso(found.begin), _iso(found.until)) == ("2021-01-01", "2025-12-31")


def test_that_day_is_the_day_before_it_in_the_text() -> None:
    assert find("6月28日开幕，当天签约", TODAY)[-1].begin == date(2022, 6, 28)


def test_month_takes_the_year_of_its_sentence() -> None:
    assert find("2020年开工，5月完工", TODAY)[-1].begin == date(2020, 5, 1)


@pytest.mark.parametrize("text", ["比去年增长", "较2020年末提高", "与去年相比", "去年同期", "与2024年全年持平"])
def test_what_is_compared_with_is_marked(text: str) -> None:
    assert find(text, TODAY)[-1].compared


@pytest.mark.parametrize("text", ["4/5G", "2月30日", "15月", "三月三活动", "月饼", "第三批", "今年轻人多", "3.5月"])
def test_what_is_no_date_gives_no_wrong_day(text: str) -> None:
    assert all(found.begin is None or found.explicit for found in find(text, TODAY))


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_written_date_reads_back(day: date) -> None:
    (found,) = find(f"{day.year}年{day.month}月{day.day}日，", TODAY)
    assert found.begin == found.until == day


@given(
    st.text(max_size=80)
    | st.text(alphabet="年月日底初末至今去上半前三季度0123456789-一二十五截至到以来期间", max_size=40)
)
def test_nothing_raises_and_days_are_in_order(text: str) -> None:
    for found in find(text, TODAY):
        assert 0 <= found.start < found.end <= len(text)
        assert found.begin is None or found.until is None or found.begin <= found.until


def test_a_period_over_the_new_year_ends_in_the_year_that_follows() -> None:
    (told,) = find("2023年12月底至2月", TODAY)
    assert (told.begin, told.until) == (date(2023, 12, 31), date(2024, 2, 29))
    assert find("2024年5月底至2023年3月", TODAY) == []


@given(st.text(alphabet="年月日底初末至今去上半前三季度0123456789", max_size=30))
def test_without_a_reference_nothing_raises(text: str) -> None:
    find(text)


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


@pytest.mark.parametrize(
    ("text", "begin", "until"),
    [
        ("12日，茶厂开工", date(2022, 7, 12), date(2022, 7, 12)),
        ("28日上午，茶厂开工", date(2022, 6, 28), date(2022, 6, 28)),
        ("年内计划完成植树", date(2022, 1, 1), date(2022, 12, 31)),
        ("年度计划投资", date(2022, 1, 1), date(2022, 12, 31)),
        ("自2019年茶业服务中心挂牌成立以来", date(2019, 1, 1), None),
    ],
)
def test_what_is_said_without_its_month_or_year(text: str, begin: date, until: date | None) -> None:
    (found,) = find(text, TODAY)
    assert (found.begin, found.until) == (begin, until)


def test_a_day_without_its_month_is_of_the_month_named_before() -> None:
    assert find("5月3日，茶厂开工。7日上午，茶园开园", TODAY)[-1].begin == date(2022, 5, 7)
    assert find("三年内建成茶厂", TODAY) == []


def test_in_january_what_was_counted_up_is_that_of_last_year() -> None:
    (found,) = find("前三季度", date(2024, 1, 20))
    assert (found.begin, found.until) == (date(2023, 1, 1), date(2023, 9, 30))


def test_the_next_day_is_the_day_after_the_last() -> None:
    assert find("5月3日，茶厂开工。次日，茶园开园", TODAY)[-1].begin == date(2022, 5, 4)
    assert find("次日，茶园开园", TODAY) == []
