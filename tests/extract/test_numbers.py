"""Numbers: every written form reads back exactly, and what is no number is None."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.numbers import parse

_DIGITS = "零一二三四五六七八九"
# What names no definite number: vague amounts, slogans, signs, dates, unfinished and ambiguous forms.
_VAGUE = """
上亿元 十几亿 4/5G 数百 上百 几十 数十万 上万 百余万人 三五 二三十 十几 几千 好几百 若干 许多 一些 多个 两会 三农
十三五 一带一路 5G G60 第三 第32批 1-5月 2024年 三月 3万4 1,23 1.2.3 12,34,567 一百二百 十百
万万 亿亿 零百 五零百 三百百 千千 四面八方 千方百计 1/0 半壁 三番五次 ％ 百分之 分之一 成 倍 . - 负 ,
"""
NO_NUMBERS = _VAGUE.split()


def _chinese(number: int) -> str:
    """Write out a number in full Chinese, as 一万零五 or 两亿三千万 would be read."""
    for scale, name in ((10**8, "亿"), (10**4, "万")):
        if number >= scale:
            above, below = divmod(number, scale)
            gap = "零" if below and below < scale // 10 else ""
            return _chinese(above) + name + gap + (_chinese(below) if below else "")
    text = ""
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            text += _DIGITS[digit] + name
        elif text and number and not text.endswith("零"):
            text += "零"
    return text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二十三", "23"),
        ("两千零八", "2008"),
        ("壹佰", "100"),
        ("3万4000", "34000"),
        ("1.2亿", "120000000"),
        ("一千二百多万", "12000000"),
        ("二百余万", "2000000"),
        ("1,100万", "11000000"),
        ("1,234.5万", "12345000"),
        ("177228万", "1772280000"),
        ("12345.6万", "123456000"),
        ("百万", "1000000"),
        ("二十万亿", "20000000000000"),
        ("一万五千亿", "1500000000000"),
        ("1亿2000万", "120000000"),
        ("一万二", "12000"),
        ("1.59 亿", "159000000"),
        ("２０２４", "2024"),
        ("二〇二四", "2024"),
        ("-3.4", "-3.4"),
        ("5.3%", "0.053"),
        ("百分之五点三", "0.053"),
        ("千分之二", "0.002"),
        ("百分之百", "1"),
        ("两成半", "0.25"),
        ("一半", "0.5"),
        ("三倍", "3"),
        ("翻一番", "2"),
        ("翻两番", "4"),
    ],
)
def test_form_reads_as_its_value(text: str, value: str) -> None:
    assert parse(text) == Decimal(value)


def test_a_fraction_is_its_quotient() -> None:
    assert parse("三分之二") == pytest.approx(Decimal(2) / Decimal(3))


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_no_number_is_none(text: str) -> None:
    assert parse(text) is None


def test_there_are_fifty_counterexamples() -> None:
    assert len(NO_NUMBERS) >= 50


@given(st.integers(1, 10**13 - 1))
def test_chinese_reads_back(number: int) -> None:
    assert parse(_chinese(number)) == number


@given(st.integers(0, 10**12))
def test_arabic_reads_back_plain_and_grouped(number: int) -> None:
    assert parse(str(number)) == parse(f"{number:,}") == number


@given(st.decimals(Decimal("0.01"), 9999, places=2), st.sampled_from([("万", 4), ("亿", 8), ("万亿", 12)]))
def test_scaled_decimal_reads_back(number: Decimal, scale: tuple[str, int]) -> None:
    assert parse(f"{number}{scale[0]}") == number.scaleb(scale[1])


@given(st.integers(1, 9999), st.integers(1000, 9999))
def test_mixed_number_reads_back(above: int, below: int) -> None:
    assert parse(f"{above}万{below}") == above * 10**4 + below


@given(st.decimals(0, 1000, places=2))
def test_percent_reads_back(number: Decimal) -> None:
    assert parse(f"{number}%") == number / 100


@given(
    st.text(max_size=60) | st.text(alphabet="零一二两三十百千万亿点余多几数分之成倍番半0123456789.,/%-", max_size=30)
)
def test_nothing_raises(text: str) -> None:
    parse(text)
