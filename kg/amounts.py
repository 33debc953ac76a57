"""Amounts as a reader prints them (`728.9亿元`), and how precisely an amount was printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from kg.rows import Figure
from ontology import units

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_SCALES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_PLACES = Decimal("0.0001")
# The words of a reader for units whose token is a code or sign.
_PRINTED = {"CNY": "元"}


def scale(values: Iterable[Decimal]) -> tuple[Decimal, str]:
    """Return the factor and the word (亿, 万 or "") by which amounts are best printed together."""
    largest = max((abs(value) for value in values), default=Decimal(0))
    return next(((factor, word) for factor, word in _SCALES if largest >= factor), (Decimal(1), ""))


def unit_word(unit: str) -> str:
    """Return a unit as it is printed after a number: 元, %, 家."""
    return _PRINTED.get(unit) or (unit if unit == "%" else units.label(unit))


def amount(value: Decimal, unit: str) -> str:
    """Return an amount in 亿 or 万 where it is large: `728.9亿元`."""
    factor, word = scale([value])
    return f"{number(value / factor)}{word}{unit_word(unit)}"


def number(value: Decimal) -> str:
    """Return a number with at most four decimals and no zeros that say nothing."""
    plain = f"{value.quantize(_PLACES):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def margin(row: Figure) -> Decimal:
    """Return how far the true value may be from the printed one by rounding: 0.05亿 for `728.9亿元`.

    What is printed in other ways than Arabic digits counts as rounded at its last digit that is no zero.
    """
    if row.value is None or row.value == 0:
        return Decimal(0)
    for printed in _NUMBER.findall(unicodedata.normalize("NFKC", "".join(row.text.split()))):
        plain = Decimal(printed.replace(",", ""))
        ratio = row.value / plain if plain else Decimal(0)
        if ratio > 0 and ratio == Decimal(10) ** ratio.adjusted():
            return ratio.scaleb(-len(printed.partition(".")[2])) / 2
    exponent = row.value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent)) / 2


def agree(one: Figure, other: Figure) -> bool:
    """Tell whether two values are the same number, the coarser one rounded."""
    if one.value is None or other.value is None:
        return one.value is other.value
    fine, coarse = sorted((margin(one), margin(other)))
    return one.value == other.value if fine == coarse else abs(one.value - other.value) <= coarse
