"""Figures: the deeds that the numbers of a list share, from sentences written for these tests."""

from __future__ import annotations

import pytest

from tests.extract.figure_reading import report


def words(text: str) -> list[str]:
    return [figure.indicator for figure in report(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成茶叶市场9个、文明示范村8个。", ["建成茶叶市场数", "建成文明示范村数"]),
        ("新创建市级茶厂3家、县级茶厂5家。", ["新创建市级茶厂数", "新创建县级茶厂数"]),
        ("启动改造9个城中村、8个老旧小区。", ["启动改造城中村数", "启动改造老旧小区数"]),
        ("改造老旧小区73个、老旧管道16公里。", ["改造老旧小区数", "改造老旧管道"]),
        ("建成茶叶通道9座、在建茶叶通道3座。", ["建成茶叶通道数", "在建茶叶通道数"]),
        ("新增茶厂2个、达到29个。", ["新增茶厂数", "茶厂数"]),
        ("新建成铁路7条、通车里程40公里。", ["新建成铁路数", "通车里程"]),
        ("新建高质量茶园2个、高质量孵化器3个。", ["新建高质量茶园数", "新建高质量孵化器数"]),
    ],
)
def test_a_list_shares_its_deed(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_two_verbs_are_one_deed() -> None:
    assert words("引进培育9家首店。") == ["引进培育首店数"]
    assert words("加快引进9家首店。") == ["引进首店数"]


def test_what_those_counted_earn_is_no_figure_of_its_own() -> None:
    assert words("9家茶叶企业营业收入超亿元。") == ["营业收入超亿元的茶叶企业数"]


def test_what_is_counted_stands_behind_its_examples() -> None:
    assert words("救助90名视力、听力等残疾儿童。") == ["救助残疾儿童数"]
    assert words("45家茶厂与溪口、南溪等镇签约。") == ["茶厂数"]
    assert words("73人走上站长、调度等岗位。") != ["岗位数"]


def test_how_large_something_is_is_no_number_of_it() -> None:
    assert words("务工就业规模达9万人。") == ["务工就业规模"]


def test_a_share_that_picks_out_what_is_counted_is_no_figure() -> None:
    assert [figure.value for figure in report("占比超过20%的有23种。")] == [23]
