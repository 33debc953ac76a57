"""The names of measures: of a count, an extent, a share, and the measure in which words end."""

from __future__ import annotations

import re
from functools import cache

from extract.indicators import EDGE, longest_first, settled, strip_lead, tidy, without_years, word_set

_SHARE_OF = re.compile(r"占(?!比|有率)(?:据|到|全部)?(?P<whole>[^占，；]*?)(?P<kind>的?(?:比重|比例|份额|比))?$")
_SHARE_IN = re.compile(r"(?P<whole>全[市省国区县球])占比$")
_PART_OF = re.compile("(?<=..)占[^占]{2,}(?:比重|比例)$")
_THINGS = ("个", "家", "项")  # 3个市场｜规模超亿元
_MEASURED = "数量额率比值次度积长重费金资款入出"


def measure_of(words: str) -> str:
    """Return the measure in which words end (水质优良｜比例), "" for none."""
    match = _measure_end().search(words)
    return "" if match is None else match[0]


@cache
def _measure_end() -> re.Pattern[str]:
    return re.compile(rf"(?:综合|总|年)?(?:{longest_first('measure-head')}|比例|占比|质量)$")


def share_of(text: str) -> tuple[str, str] | None:
    """Read `A占B比重`: what stands before 占, and `占B比重`; None without 占."""
    stripped = settled(text)
    if of := _SHARE_IN.search(stripped):
        return strip_lead(stripped[: of.start()]), f"占{of['whole']}比重"
    if stripped.endswith("占比") and len(stripped) > len("占比"):
        return tidy(strip_lead(stripped.removesuffix("占比"))), "占比"
    match = _SHARE_OF.search(stripped)
    if match is None:
        return None
    whole = match["whole"].strip(EDGE + "的")
    head = strip_lead(without_years(stripped[: match.start()]))
    return (head, f"占{whole}比重") if whole else (head, "占比")


def whole(words: str) -> str:
    """Return of what words say how much of something it is: 收入占总收入比重 is of 收入; "" for no share."""
    match = _PART_OF.search(words)
    return "" if match is None else words[: match.start()]


def counted(words: str, unit: str = "") -> str:
    """Return the name of a count: 企业 is 企业数, 企业总数 stays; 场, 次 and 期 stay in it (演出场数)."""
    if (
        not words
        or (words.endswith("规模") and unit not in _THINGS)
        or (words[-1] in _MEASURED and not words.endswith(("演出", "基金")))
    ):
        return words
    if unit.endswith("次") and len(unit) > 1:
        return words + unit
    return words + (unit if unit in word_set("unit-named") and not words.endswith(unit) else "") + "数"


def sized(words: str, unit: str, *, noun: bool) -> str:
    """Return the name of an extent: an area is named as one, a length where it is said of a noun (绿道长度)."""
    if not words or words[-1] in _MEASURED + "深宽高长" or words.endswith(_extents()):
        return words
    if unit in word_set("area-unit"):
        return words + "面积"
    return words + "长度" if noun and unit in ("m", "km") else words


@cache
def _extents() -> tuple[str, ...]:
    return tuple(sorted(word_set("extent")))


def uncounted(words: str) -> str:
    """Return what a count counts: 企业数 counts 企业."""
    return re.sub(r"(?:总数|总量|数量|(?<=..)[场期次批份单笔节户]数|数)$", "", words)


def without_verb(words: str) -> str:
    """Return words without the deed in which they end: 亿元以上项目｜新开工."""
    return re.sub(rf"新?{longest_first('verbs-kept')}$", "", words)


def without_deed(words: str) -> str:
    """Return words without the deed with which they begin: 建成｜社区食堂."""
    return re.sub(rf"^(?:已|共)?{longest_first('verbs-kept')}(?=..)", "", words)


def is_bare_measure(text: str) -> bool:
    """Say whether words name a measure but not of what (总投资, 全长)."""
    return text in word_set("bare-measure")
