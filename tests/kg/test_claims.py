"""The same figure, whoever reports it, is one claim."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.amounts import agree, amount, margin, scale
from kg.claims import claims
from tests.kg.reported import HALF, reported

GDP = "地区生产总值"


def test_several_articles_make_one_claim_with_several_sources() -> None:
    (claim,) = claims([reported(GDP, "1060.5亿元", "106050000000", source=name) for name in "ba"])
    assert [one.title for one in claim.sources] == ["报道a", "报道b"]


def test_a_rounded_value_joins_the_precise_one_and_growth_is_taken_from_where_it_stands() -> None:
    rough = reported(GDP, "1061亿元", "106100000000", source="b", change="5.2")
    (claim,) = claims([rough, reported(GDP, "1060.5亿元", "106050000000")])
    assert (claim.figure.text, claim.change) == ("1060.5亿元", Decimal("5.2"))


@pytest.mark.parametrize(
    "other",
    [
        reported(GDP, "1060.6亿元", "106060000000", source="b"),
        reported(GDP, "1060.5亿元", "106050000000", source="b", period=HALF),
        reported(GDP, "1060.5亿元", "106050000000", source="b", kind="target"),
        reported(GDP, "超1060.5亿元", "106050000000", source="b", qualifier="over"),
        reported(GDP, "1060.5亿元", "106050000000", source="b", change="6"),
        reported(GDP, "1060.5亿元", "106050000000", source="b", about="萧山区"),
        reported(GDP, "1060.5亿元", "106050000000", source="b", about=None),
    ],
)
def test_what_differs_is_another_claim(other: object) -> None:
    known = claims([reported(GDP, "1060.5亿元", "106050000000", change="5.2"), other])  # type: ignore[list-item]
    assert len(known) == 2


def test_figures_without_a_subject_are_never_joined() -> None:
    assert len(claims([reported(GDP, "5亿元", "500000000", source=name, about=None) for name in "ab"])) == 2


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("1060.5亿元", "106050000000", "5000000"),
        ("1,200家", "1200", "0.5"),
        ("12.34%", "12.34", "0.005"),
        ("三百余万元", "3000000", "500000"),
        ("零", "0", "0"),
    ],
)
def test_the_margin_is_half_the_last_printed_digit(text: str, value: str, expected: str) -> None:
    assert margin(reported(GDP, text, value)) == Decimal(expected)


@given(st.integers(1, 10**7), st.integers(0, 3), st.sampled_from([("", 0), ("万", 4), ("亿", 8)]))
def test_every_rounding_of_a_number_agrees_with_it(digits: int, places: int, unit: tuple[str, int]) -> None:
    word, power = unit
    number = Decimal(digits).scaleb(-places)
    rounded = number.quantize(Decimal(1))
    precise = reported(GDP, f"{number:f}{word}元", str(number.scaleb(power)))
    assert agree(precise, reported(GDP, f"{rounded:f}{word}元", str(rounded.scaleb(power)))) or rounded == 0


def test_amounts_are_printed_as_a_reader_writes_them() -> None:
    assert amount(Decimal("72890000000"), "CNY") == "728.9亿元"
    assert amount(Decimal("12.50"), "%") == "12.5%"
    assert scale([Decimal(5), Decimal(25000)]) == (Decimal(10000), "万")
    assert scale([]) == (Decimal(1), "")


def test_claims_do_not_depend_on_the_order_of_the_figures() -> None:
    rows = [reported(GDP, f"{value}亿元", f"{value}00000000", source=value) for value in ("12", "11", "12")]
    assert claims(rows) == claims(rows[::-1])
