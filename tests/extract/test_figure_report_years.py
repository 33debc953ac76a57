"""Figures: which of the years of a work report a figure belongs to, from sentences written for these tests."""

from __future__ import annotations

from tests.extract.figure_reading import report

FIVE = ("2019-01-01", "2023-12-31")
LAST = ("2023-01-01", "2023-12-31")
OPENING = "2019年到2023年，全县经济稳步发展。"


def years(text: str) -> list[tuple[str, str]]:
    return [figure.period for figure in report(OPENING + text)]


def test_one_year_of_several_lasts_no_longer_than_its_sentence() -> None:
    assert years("2023年接待游客90万人次。新建茶园12座。") == [LAST, FIVE]


def test_the_last_year_is_that_of_a_level_reached() -> None:
    assert years("乡村供水率、污水处理率分别提升至97%、88%。") == [LAST, LAST]


def test_a_level_that_lasted_is_of_all_the_years() -> None:
    assert years("茶园覆盖率持续保持在95%。") == [FIVE]


def test_the_year_that_growth_is_counted_from_is_none_of_the_years() -> None:
    assert years("2018年到2023年，茶园比重明显上升。\n茶叶产值年均增长8%。") == [FIVE]


def test_a_total_reached_is_of_the_last_year_beside_what_came_new() -> None:
    assert years("新增茶厂36家、总量达150家。") == [FIVE, LAST]


def test_a_measure_of_one_year_is_of_the_last() -> None:
    assert years("研发投入强度达到3%。") == [LAST]
    text = "茶叶产值超2亿元，供水普及率97%，累计投资3亿元，新增学位400个，案件办结率100%。"
    assert years(text) == [LAST, LAST, FIVE, FIVE, FIVE]


def test_what_a_statistic_rose_from_is_not_of_the_last_year() -> None:
    text = "全县地区生产总值从70亿元提高到90亿元。"
    assert years("全县财政收入达到9亿元。" + text) == [LAST, ("", ""), LAST]
