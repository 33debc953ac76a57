"""Amounts of money as people say them, from sentences written for these tests."""

from __future__ import annotations

import pytest

from tests.extract.figure_reading import read


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("笋价从一块四涨到两块二。", ["1.4", "2.2"]),
        ("地头价每斤1块8，比去年高3毛5。", ["1.8", "0.35"]),
        ("食堂一顿只要十二块，米饭五毛钱。", ["12", "0.5"]),
        ("一台挣十三块六毛钱。", ["13.6"]),
    ],
)
def test_money_is_read_as_people_say_it(text: str, values: list[str]) -> None:
    figures = read(text)
    assert [str(figure.value) for figure in figures] == values
    assert {figure.unit for figure in figures} == {"CNY"}


def test_a_kuai_that_counts_things_is_no_money() -> None:
    assert [figure.unit for figure in read("石门沟的地归并成612块。")] == ["块"]
