"""Figures: which of the years of a work report a figure belongs to, from sentences written for these tests."""

from __future__ import annotations

from ontology.record import MentionType
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


def test_how_many_firms_there_are_is_of_the_last_year() -> None:
    assert years("茶叶企业60家，个体工商户9000户。") == [LAST, LAST]
    assert years("新增茶叶企业60家，竹业企业90家。") == [FIVE, FIVE]
    assert years("遗留的90户茶农住房问题得到化解。") == [FIVE]


def test_doubling_in_so_many_years_is_of_the_last_of_them() -> None:
    assert years("茶叶企业数3年翻一番。") == [("2021-01-01", LAST[1])]
    assert years("茶叶企业数翻一番。") == [FIVE]
    assert years("茶叶企业数较2018年翻一番。") == [FIVE]


def test_a_number_of_what_was_just_named_is_no_figure() -> None:
    assert report("茶业聚焦种植、加工、旅游三大领域，新建茶厂9家。")[0].value == 9
    assert report("茶业聚焦种植和加工两个环节，新建茶厂9家。")[0].value == 9
    assert report("新建茶厂三家。")[0].value == 3


def test_a_bound_may_stand_in_front_of_the_verb() -> None:
    assert [f.qualifier for f in report("茶叶产量约占全省1/10。")] == ["about"]
    assert [f.qualifier for f in report("能耗、水耗分别约为全省的70%、60%。")] == ["about", "about"]
    assert report("地区生产总值跨过90亿元，增长5%。")[0].qualifier == "over"


def test_whose_papers_were_dealt_with_is_kept() -> None:
    council = ("省政协", MentionType.GOVERNMENT)
    found = report("办理省人大代表建议9件、省政协提案95件。", council)
    assert [figure.indicator for figure in found] == ["办理省人大代表建议数", "办理省政协提案数"]


def test_a_bare_total_is_of_what_the_sentence_before_speaks_of() -> None:
    assert report("茶叶企业不断增多。总量达90家。")[0].indicator == "茶叶企业总量"
