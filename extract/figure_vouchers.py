"""Word the amounts of a voucher: `2张满200元减50元消费券` has a threshold, a reduction and a number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.quantities import Quantity

_FROM = "满"
_AMOUNT = r"[\d.,]+万?元?"
_VOUCHER = re.compile(
    rf"{_FROM}(?P<least>{_AMOUNT})(?:可用|立减|减|抵扣|抵|赠送|赠|送|返)(?P<less>{_AMOUNT})的?(?P<kind>[\u4e00-\u9fff]{{0,4}}?券)?"
)
_REACH = 24


def is_term(text: str, quantity: Quantity) -> bool:
    """Say whether a number is what a voucher asks for or gives, not how many there are."""
    return any(quantity.number in (match.start("least"), match.start("less")) for match in _near(text, quantity))


def _near(text: str, quantity: Quantity) -> Iterable[re.Match[str]]:
    start, end = max(0, quantity.number - _REACH), quantity.number + _REACH
    return _VOUCHER.finditer(text, start, end) if text.find(_FROM, start, end) >= 0 else ()


def words(text: str, quantity: Quantity) -> str:
    """Return what a number in the terms of a voucher measures, "" for any other number."""
    for match in _near(text, quantity):
        kind = match["kind"] or ""
        kind = "消费券" if kind == "券" else kind
        if match.start("least") == quantity.number:
            return kind + "使用门槛"
        if match.start("less") == quantity.number:
            return kind + "减免金额"
        if quantity.after == match.start() and quantity.unit == "张":
            return match[0] + "张数"
    return ""
