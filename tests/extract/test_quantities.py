"""Quantities: value, unit and bound of every printed form, and nothing from names, dates and ordinals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.quantities import find
from ontology import units


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("营收3309.18亿元", "330918000000", "CNY", "exact"),
        ("近2000亿元", "200000000000", "CNY", "about"),
        ("约1.59 亿元", "159000000", "CNY", "about"),
        ("二百余万元", "2000000", "CNY", "about"),
        ("1,100万元", "11000000", "CNY", "exact"),
        ("最高不超过10万元", "100000", "CNY", "upTo"),
        ("过万元", "10000", "CNY", "over"),
        ("上百家", "100", "家", "over"),
        ("1500余家", "1500", "家", "about"),
        ("200多亩", "200", "亩", "over"),
        ("95%以上", "95", "%", "over"),
        ("不足三成", "30", "%", "under"),
        ("近三分之一", "33.33", "%", "about"),
        ("19.8个百分点", "19.8", "百分点", "exact"),
        ("1.2万人次", "12000", "人次", "exact"),
        ("180名", "180", "人", "exact"),
        ("20.7千米", "20.7", "km", "exact"),
        ("3千瓦", "3", "千瓦", "exact"),
        ("25万元/人", "250000", "CNY/人", "exact"),
        ("突破45万，", "450000", "", "over"),
        ("收入比为1.50，", "1.50", "", "exact"),
    ],
)
def test_quantity_is_read_whole(text: str, value: str, unit: str, qualifier: str) -> None:
    (found,) = find(text)
    assert (found.value, found.unit, found.qualifier) == (Decimal(value), unit, qualifier)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("200元-400元", "200", "400"),
        ("6.5-14%", "6.5", "14"),
        ("3-5万元", "30000", "50000"),
        ("十几亿元", "1000000000", "2000000000"),
        ("数百名", "100", "1000"),
    ],
)
def test_range_keeps_both_ends(text: str, low: str, high: str) -> None:
    (found,) = find(text)
    assert (found.value, found.upper) == (Decimal(low), Decimal(high))


def test_from_and_to_are_two_quantities() -> None:
    assert [found.value for found in find("从100家到200家")] == [100, 200]


@pytest.mark.parametrize(
    "text",
    [
        "4/5G",
        "三农",
        "第3批",
        "十分重要",
        "2022-2024年",
        "前三名",
        "百亿县",
        "三成立",
        "G60",
        "二〇二四年",
        "两个多月后",
    ],
)
def test_what_counts_nothing_is_left_out(text: str) -> None:
    assert find(text) == [] or all(found.use == "time" for found in find(text))


def test_two_months_are_time() -> None:
    assert [found.use for found in find("历时2个月，用时30分钟")] == ["time", "time"]


_PLAIN = sorted(token for token in ("CNY", "家", "人", "亩", "吨", "%", "辆", "平方米") if token in units.units())


@given(st.integers(2, 10**7), st.sampled_from(_PLAIN))
def test_written_quantity_reads_back(number: int, token: str) -> None:
    form = units.units()[token].forms[0][0]
    (found,) = find(f"共有{number}{form}。")
    assert (found.value, found.unit) == (number, token)


@given(st.text(max_size=80) | st.text(alphabet="第约超近从至-一二百千万亿0123456789.,元家人%个以上余多", max_size=40))
def test_spans_lie_in_the_text(text: str) -> None:
    for found in find(text):
        assert 0 <= found.start <= found.number < found.after <= found.end <= len(text)
