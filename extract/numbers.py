"""Read a written number, Arabic, Chinese or mixed, as an exact Decimal.

`parse` reads one whole string and never guesses: what it does not wholly understand is None. Shares are
read as plain numbers (`百分之五` is 0.05, `三分之二` 0.666…), multiples too (`三倍` is 3, `翻两番` is 4).
"""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from functools import lru_cache

# One character for one: the normal form keeps every offset of the text.
ARABIC_FORMS = str.maketrans("０１２３４５６７８９．％﹪／＋－〇○兩萬億", "0123456789.%%/+-零零两万亿")
_FORMAL_FORMS = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟，", "一二二三三四五六六七八九十百千,")

_FORMS = {**_FORMAL_FORMS, **ARABIC_FORMS}
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_SCALES = (("亿", Decimal(10**8)), ("万", Decimal(10**4)))
_D = "[一二两三四五六七八九]"
_ARABIC = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_ARABIC_STEPS = re.compile(r"(?:(\d{1,2})千)?(?:(\d)百)?(\d{1,2})?", re.ASCII)
_STEPS = re.compile(rf"(?:({_D})千)?(?:零?({_D})百)?(?:零?({_D}?)十)?(零?)({_D})?")
_SPELLED = re.compile(r"[零一二三四五六七八九]+")
_DECIMAL = re.compile(r"([零一二两三四五六七八九十百千万亿]+)点([零一二三四五六七八九]+)(万亿|[万亿]?)")
# 余, 多 and 来 after a round number or before its scale: the bound is read elsewhere.
_ROUGH = re.compile(r"(?<=[\d十百千万亿])[余多来](?=[百千万亿]*$)")
_PART_NAMES = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000)}
_TENTHS = re.compile(rf"([\d.]+|{_D}|十)成({_D}|半)?")
_DOUBLINGS = re.compile(rf"(?:翻了?)?(\d{{1,2}}|{_D})番", re.ASCII)
_BARE = {"十": 10, "百": 100, "千": 1000}
# Nothing that a text counts has more digits; longer runs are serial numbers.
_LONGEST = 40


_OTHER_FORMS = re.compile("[" + re.escape("".join(map(chr, ARABIC_FORMS))) + "]")


def plain(text: str) -> str:
    """Return a text with its digits and signs in their common forms, of the same length; most texts have no others."""
    return text.translate(ARABIC_FORMS) if _OTHER_FORMS.search(text) else text


@lru_cache(4096)
def parse(text: str) -> Decimal | None:
    """Return the number that `text` writes out, or None where the whole of it is no definite number."""
    if len(text) > _LONGEST:
        return None
    if text.isascii() and text.isdigit():
        return Decimal(text)
    bare = "".join(text.split()).translate(_FORMS)
    if bare[:1] in ("-", "负", "+"):
        value = _unsigned(bare[1:])
        return value if value is None or bare[0] == "+" else -value
    return _unsigned(bare)


def quotient(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return `part / whole` to 28 digits, None for a division by zero."""
    if not whole:
        return None
    with localcontext() as context:
        context.prec = 28
        return part / whole


def _unsigned(text: str) -> Decimal | None:
    if text.endswith(("%", "‰")):
        value = _plain(text[:-1])
        return None if value is None else value.scaleb(-2 if text[-1] == "%" else -3)
    if "分之" in text:
        return _fraction(*text.split("分之", 1))
    if "/" in text:
        part, whole = (_plain(side) if side.isdigit() else None for side in text.split("/", 1))
        return None if part is None or whole is None else quotient(part, whole)
    return _plain(text) if text[-1:] not in ("成", "半", "倍", "番") and "成" not in text else _multiple(text)


def _fraction(whole: str, part: str) -> Decimal | None:
    above = Decimal(100) if part == whole == "百" else _plain(part)
    below = _PART_NAMES[whole] if whole in _PART_NAMES else _plain(whole)
    return None if above is None or below is None else quotient(above, below)


def _multiple(text: str) -> Decimal | None:
    """Read 两成半, 一半, 三倍, 翻两番, 翻倍."""
    if text in ("半", "一半"):
        return Decimal("0.5")
    if text in ("翻倍", "翻了倍"):
        return Decimal(2)
    if tenths := _TENTHS.fullmatch(text):
        value, rest = _plain(tenths[1]), tenths[2]
        extra = 0 if rest is None else 5 if rest == "半" else _DIGITS[rest]
        return None if value is None else value.scaleb(-1) + Decimal(extra).scaleb(-2)
    if doublings := _DOUBLINGS.fullmatch(text):
        times = _plain(doublings[1])
        return None if times is None else Decimal(2) ** times
    return _plain(text[:-1]) if text.endswith("倍") else None


def _plain(text: str) -> Decimal | None:
    text = _ROUGH.sub("", text)
    if decimal := _DECIMAL.fullmatch(text):
        whole = _plain(decimal[1])
        tail = "".join(str(_DIGITS[char]) for char in decimal[2])
        places = {"": 0, "万": 4, "亿": 8, "万亿": 12}[decimal[3]]
        return None if whole is None else (whole + Decimal("0." + tail)).scaleb(places)
    for name, times in _SCALES:
        if name in text:
            above, below = text.rsplit(name, 1)
            return _scaled(above, below, times)
    return _section(text)


def _scaled(above: str, below: str, scale: Decimal) -> Decimal | None:
    """Read what stands before and after 万 or 亿."""
    times = Decimal(_BARE[above]) if above in _BARE else _plain(above)
    # 177228万元 is how tables print it; 一万万 and 12345万678 are nobody's way.
    tabular = not below and _ARABIC.fullmatch(above) is not None
    if times is None or (times == 0) or (scale == 10**4 and times >= 10**4 and not tabular):
        return None
    if not below:
        return _exact(times * scale)
    if times != times.to_integral_value():
        return None
    if below in _DIGITS and below != "零" and not above[-1:].isdigit():
        return times * scale + _DIGITS[below] * scale / 10
    rest = _plain(below)
    if rest is None or rest >= scale or rest != rest.to_integral_value():
        return None
    # 3万4 may be 30004 or 34000.
    return None if below.isdigit() and len(below) < len(str(int(scale))) - 1 else times * scale + rest


def _exact(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _section(text: str) -> Decimal | None:
    """Read a number below 10,000 without 万 and 亿."""
    if not text:
        return None
    if _ARABIC.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if steps := _ARABIC_STEPS.fullmatch(text):
        return _sum(int(steps[1] or 0), int(steps[2] or 0), int(steps[3] or 0))
    if text[-1] in "百千" and _ARABIC.fullmatch(text[:-1]):
        return _exact(Decimal(text[:-1].replace(",", "")) * _BARE[text[-1]])
    if _SPELLED.fullmatch(text):
        return _spelled(text)
    return _chinese(text)


def _sum(thousands: int, hundreds: int, ones: int) -> Decimal:
    return Decimal(thousands * 1000 + hundreds * 100 + ones)


def _spelled(text: str) -> Decimal | None:
    """Read 二〇二四 digit by digit; 三五 and 一二三 are no numbers but lists of them."""
    if "零" not in text and not (len(text) == 4 and text.startswith("一九")):
        return None if len(text) > 1 else Decimal(_DIGITS[text])
    return Decimal("".join(str(_DIGITS[char]) for char in text))


def _chinese(text: str) -> Decimal | None:
    match = _STEPS.fullmatch(text)
    if match is None:
        return None
    thousands, hundreds, tens, zero, ones = match.groups()
    value = 1000 * _DIGITS.get(thousands or "零", 0) + 100 * _DIGITS.get(hundreds or "零", 0)
    if tens is not None:
        value += 10 * (_DIGITS[tens] if tens else 1)
    if zero and not ones:
        return None
    if ones:
        # 两千五 is 2,500, 一百二 is 120.
        step = 1 if zero or tens is not None else 10 if hundreds else 100 if thousands else 1
        value += _DIGITS[ones] * step
    return Decimal(value) if value else None
