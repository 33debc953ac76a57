"""Tell growth from level: `同比增长30.1%`, `增速达94.9%`, `翻一番`, `增长两倍`, and what it is measured against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extract.lexicon import either, sections
from extract.quantities import Quantity

_HUNDRED = Decimal(100)
# Between the growth word and its number: 增长了, 增长约, 增速达到, 增长已近.
_LINK = r"(?:了|达到?|已达?|为|约|近|超过?|逾|仅|高达|分别(?:为|达到?)?|[:：])*[“\"]?"
# What leads to a level instead: 提高到, 降至.
_AFTER = re.compile(r"以?上?的?(?:年均|复合|同比|平均)?(?:高?速?增长|增速|增幅|涨幅|降幅|增长率)(?![点极到至])")
# 年均 that belongs to what is measured, not to its growth.
_AVERAGE = re.compile(r"年均(?:浓度|降水|气温|收入|产量)")
# 年均增长 is no growth since the year before; 年均收入 is what is measured.
_ON_AVERAGE = re.compile("(?:年均|年平均)(?:分别)?(?:增长|增速|增幅|递增|提高|提升|下降|降低)")
_SPEED = re.compile("增速|增幅")
_DOUBLING = re.compile(
    r"翻了?(?P<times>一|两|二|三|四|五|\d)番|(?:实现|总量|规模)?(?:接近|近|超)?(?P<double>翻了?一?倍|翻倍)"
)


@dataclass(frozen=True, slots=True)
class Growth:
    """A change in percent, signed; `start` is where its phrase begins, `basis` as the ontology names it."""

    start: int
    end: int
    change: Decimal
    basis: str


def of(text: str, clause_start: int, quantity: Quantity, clause_end: int) -> Growth | None:
    """Return the growth that a percentage or multiple states, None where it is a level or a share."""
    if quantity.unit not in ("%", "倍", "‰"):
        return None
    before = text[clause_start : quantity.start]
    verb = _cue().search(before)
    sign = 0
    start = quantity.start
    if verb is not None:
        sign = -1 if verb["fall"] or verb["fall_noun"] else 1
        start = clause_start + verb.start()
    elif _AFTER.match(text, quantity.end, clause_end):
        sign = 1
    if not sign:
        return None
    if quantity.value < 0:
        sign = 1
    factor = _HUNDRED if quantity.unit == "倍" else Decimal(1)
    return Growth(start, quantity.end, quantity.value * sign * factor, basis(before))


def on_average(words: str, before: str) -> str:
    """Return the words of a growth, as that of a yearly average where the words before its number say so."""
    if not words or _ON_AVERAGE.search(before) is None:
        return words
    words = words.replace("年均", "")
    return _SPEED.sub("年均增速", words) if _SPEED.search(words) else words + "年均增速"


def doublings(text: str, start: int, end: int) -> list[Growth]:
    """Return the growth said without a number: 翻番 and 翻倍."""
    found = []
    for match in _DOUBLING.finditer(text, start, end) if text.find("翻", start, end) >= 0 else ():
        if match["double"] and text[match.end() : match.end() + 1] not in ("", *"增，。；、的！\n了"):
            continue
        times = 1 if match["double"] else _times(match["times"])
        change = (Decimal(2) ** times - 1) * _HUNDRED
        found.append(Growth(match.start(), match.end(), change, basis(text[max(0, start - 16) : match.start()])))
    return found


def _times(word: str) -> int:
    return int(word) if word.isdigit() else {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}[word]


def basis(context: str) -> str:
    """Return what a change is measured against, from the words before it; "" where they do not say."""
    context = _AVERAGE.sub("", context)
    best = (-1, "")
    for name, use in (("yearOnYear", "year-on-year"), ("quarterOnQuarter", "quarter-on-quarter")):
        best = max(best, (max(context.rfind(word) for word in sections("figure_words.txt")[use]), name))
    since = max(context.rfind(word) for word in sections("figure_words.txt")["since-start"])
    return max(best, (since, "sincePeriodStart"))[1] if max(best[0], since) >= 0 else ""


@cache
def _cue() -> re.Pattern[str]:
    """Return the pattern of a growth word that leads to the number at the end of the text."""
    words = sections("figure_words.txt")
    groups = "|".join(
        f"(?P<{name.replace('-', '_')}>{either(words[name])})" for name in ("rise-noun", "fall-noun", "rise", "fall")
    )
    return re.compile(rf"(?:{groups})(?<!多[少大]){_LINK}\s*$")
