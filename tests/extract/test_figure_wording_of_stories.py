"""Figures: how what is measured is worded where a story tells it, from sentences written for these tests."""

from __future__ import annotations

import pytest

from tests.extract.figure_reading import read

_SHARES = [
    ("装修费用公司承担六成，员工自付四成。", ["装修费用公司承担比例", "员工自付比例"]),
    ("贷款利率3.5%，年化成本4.1%。", ["贷款利率", "年化成本"]),
    ("新开工项目完成投资28亿元，完成年度计划的61%。", ["新开工项目投资", "新开工项目投资完成年度计划比例"]),
    ("古城接待游客4万人次，恢复到2019年同期的82%。", ["古城接待游客人次", "古城接待游客人次恢复到2019年同期比例"]),
]
_WITHOUT_THE_DEED_BEFORE = [
    ("分行推出“渔船贷”，放款3亿元。", ["放款"]),
    ("学堂讲安全、讲读图，培训6000人次。", ["培训人次"]),
    ("建成省级技术中心的，再奖50万元。", ["建成省级技术中心再奖"]),
]


@pytest.mark.parametrize(("text", "indicators"), [*_SHARES, *_WITHOUT_THE_DEED_BEFORE])
def test_stories_are_worded_as_they_tell_it(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in read(text)] == indicators
