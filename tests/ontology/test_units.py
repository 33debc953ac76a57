"""The table of units is free of contradictions and agrees with the annotation guidelines."""

from decimal import Decimal

import pytest

from ontology import units
from ontology.iri import mint


def test_a_printed_form_means_one_unit() -> None:
    printed = [form for unit in units.units().values() for form, _ in unit.forms]
    assert len(printed) == len(set(printed)) == len(units.forms())


@pytest.mark.parametrize("unit", units.units().values(), ids=lambda unit: unit.token)
def test_every_unit_is_named_and_has_a_safe_iri(unit: units.Unit) -> None:
    assert unit.label_zh and unit.label_en
    assert unit.iri.startswith("unit:") or unit.iri == mint("unit", unit.token)
    assert all(factor > 0 for _, factor in unit.forms)


@pytest.mark.parametrize(
    ("printed", "token", "factor"),
    [
        ("元", "CNY", "1"),
        ("美元", "USD", "1"),
        ("％", "%", "1"),
        ("成", "%", "10"),
        ("个百分点", "百分点", "1"),
        ("千米", "km", "1"),
        ("公里", "km", "1"),
        ("米", "m", "1"),
        ("平米", "平方米", "1"),
        ("名", "人", "1"),
        ("吉瓦时", "kWh", "1000000"),
        ("Km/h", "km/h", "1"),
    ],
)
def test_printed_forms_give_token_and_factor(printed: str, token: str, factor: str) -> None:
    assert units.forms()[printed] == (token, Decimal(factor))


@pytest.mark.parametrize(
    ("token", "iri"),
    [
        ("%", "unit:PERCENT"),
        ("平方米", "unit:M2"),
        ("m", "unit:M"),
        ("km", "unit:KiloM"),
        ("CNY", "xzi:unit/CNY"),
        ("家", "xzi:unit/家"),
        ("坨", "xzi:unit/坨"),
        ("A/B", "xzi:unit/A%2FB"),
    ],
)
def test_units_have_the_iris_of_the_contract(token: str, iri: str) -> None:
    assert units.iri(token) == iri


def test_labels_in_both_languages() -> None:
    assert (units.label("CNY"), units.label("CNY", "en"), units.label("坨", "en")) == ("元", "Chinese yuan", "坨")


def test_a_unit_per_another_has_the_names_of_both() -> None:
    assert (units.label("CNY/月"), units.label("吨/天", "en")) == ("元/月", "tonne/day")
