"""Years, half-years, quarters, months and five-year plans as a question writes them, as two ISO dates."""

from __future__ import annotations

import re
from calendar import monthrange

_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_NUMBERS = {word: value for value, word in enumerate("一二三四五六七八九", start=1)} | {
    "十": 10, "十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15, "十六": 16,
}  # fmt: skip

_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_QUARTER = r"(?:[1-4]|[一二三四])"
_TO = r"(?:-|—|–|~|～|至|到)"
_PART = (
    rf"(?P<half>[上下])半年|第?(?P<quarter>{_QUARTER})季度|首季度?|前(?P<quarters>[23二三])季度|前三季"
    rf"|(?P<first>{_MONTH})月?份?{_TO}(?P<last>{_MONTH})月份?"
    rf"|(?P<month>{_MONTH})月(?:份|(?P<day>{_DAY})[日号])?|前(?P<months>{_MONTH})个?月|全年|年?[底末]|度"
)
_FORM = (
    rf"(?P<from>{_YEAR})年?{_TO}(?P<to>{_YEAR})年?(?:间|期间)?"
    rf"|(?P<plan>十[一二三四五六])五(?:规划)?(?:时期|期间)?"
    rf"|(?P<year>{_YEAR})(?:年(?:{_PART})?)?"
)
_WHOLE = re.compile(_FORM)

# A period within a longer pattern: the same without names for its parts.
PATTERN = re.sub(r"\(\?P<\w+>", "(?:", _FORM)

# The first plan that has a number of its own in this counting ran from 2006.
_ELEVENTH = 2006


def parse(text: str) -> tuple[str, str] | None:
    """Return the first and last day of a period (`2024年上半年` -> 2024-01-01, 2024-06-30); None for anything else."""
    found = _WHOLE.fullmatch(text)
    if found is None:
        return None
    part = found.groupdict()
    if part["plan"]:
        start = _ELEVENTH + 5 * (_NUMBERS[part["plan"]] - 11)
        return f"{start}-01-01", f"{start + 4}-12-31"
    if part["from"]:
        first, last = _year(part["from"]), _year(part["to"])
        return (f"{first}-01-01", f"{last}-12-31") if first <= last else None
    year = _year(part["year"])
    if part["day"]:
        month, day = _number(part["month"]), int(part["day"])
        return (f"{year}-{month:02}-{day:02}",) * 2 if day <= monthrange(int(year), month)[1] else None
    begin, end = _months(text, part)
    if begin > end:
        return None
    return f"{year}-{begin:02}-01", f"{year}-{end:02}-{monthrange(int(year), end)[1]}"


def _months(text: str, part: dict[str, str | None]) -> tuple[int, int]:
    """Return the first and last month of a period within one year."""
    if part["half"]:
        return (1, 6) if part["half"] == "上" else (7, 12)
    if part["quarter"]:
        quarter = _number(part["quarter"])
        return 3 * quarter - 2, 3 * quarter
    if part["quarters"]:
        return 1, 3 * _number(part["quarters"])
    if part["first"] and part["last"]:
        return _number(part["first"]), _number(part["last"])
    if part["month"]:
        return (_number(part["month"]),) * 2
    if part["months"]:
        return 1, _number(part["months"])
    if "首季" in text:
        return 1, 3
    return (1, 9) if "前三季" in text else (1, 12)


def _year(text: str) -> str:
    return "".join(_DIGITS.get(one, one) for one in text)


def _number(text: str | None) -> int:
    return _NUMBERS[text] if text in _NUMBERS else int(text or 0)
