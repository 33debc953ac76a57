"""Find amounts of money as people say them: 四块八, 6毛5, 五块钱, 两毛; a 块 that counts things is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extract.numbers import parse
from extract.quantities import Quantity, amount, bounded

_DIGIT = "[一二两三四五六七八九\\d]"
_ENDS = "(?=[，。；、！？”’）)\\s]|[涨跌升降提减]?[到至]|左右|以上|出头|$|[/一每][公市]?[斤件只份张个条瓶碗袋])"
_SPOKEN = re.compile(
    rf"(?<![\d.一二两三四五六七八九十百千万])"
    rf"(?:(?P<yuan>[几数]?[\d.一二两三四五六七八九十百千万]+[多来余]?[万千]?)块(?P<mao>{_DIGIT}(?!{_DIGIT}|[十百千万亿.元块]))?毛?(?P<cent>(?<=毛){_DIGIT})?"
    rf"|(?P<alone>{_DIGIT})[毛角](?P<fen>{_DIGIT}(?![十百千万亿.\d元]))?分?)(?P<money>钱)?{_ENDS}"
)
# What stands in every such amount, and is quick to find.
_SIGN = re.compile(rf"[块毛角](?<=[\d.一二两三四五六七八九十百千万多来余]块|{_DIGIT}[毛角])")
# What is said of a price, a wage or a cost right before it.
_OF_MONEY = re.compile(
    r"(?:[价钱卖赚挣费付花收省补值薪租涨降贵退奖罚提差加交捐给要掏押亏摊赔借还多少高低跌]|便宜|只|[一每][公市]?[斤只个天月年瓶碗杯张盒件吨份]|一趟|到手)"
    r"[^，。；、\d]{0,3}$"
)
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")


def taken_in(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return quantities with the spoken amounts of a text in the place of what was read there."""
    spoken = list(find(text)) if _SIGN.search(text) else []
    if not spoken:
        return found
    kept = [one for one in found if not any(one.start < other.end and other.start < one.end for other in spoken)]
    return sorted([*kept, *spoken], key=lambda one: one.number)


def find(text: str) -> Iterator[Quantity]:
    """Yield the amounts of a text in their order."""
    for match in _SPOKEN.finditer(text):
        said = match["money"] or match["mao"] or match["fen"] or match["cent"]
        if not said and not _OF_MONEY.search(text, max(0, match.start() - 8), match.start()):
            continue
        yuan = amount(match["yuan"]) if match["yuan"] else (Decimal(0), "exact", None)
        tenths = parse(match["mao"] or match["alone"] or "0")
        cents = parse(match["cent"] or match["fen"] or "0")
        if yuan is None or tenths is None or cents is None:
            continue
        value = yuan[0] + (tenths * _TENTH if tenths else 0) + (cents * _HUNDREDTH if cents else 0)
        yield bounded(text, *match.span(), value, "CNY", yuan[1], yuan[2])
