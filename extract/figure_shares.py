"""Word what a percentage measures: whose share of what, a rate, what a part of something does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract import indicators, measures
from extract.figure_item import Item
from extract.quantities import Quantity

if TYPE_CHECKING:
    from extract.figure_wording import Wording

# `1000人以上的企业` measures the firm, not the firms.
BODIES = ("企业", "单位", "公司", "机构", "工业企业", "规上企业")
SHORT = 12
# 成为首个产值破百亿元的｜城市: what is measured is no part of the noun.
AREAS = ("城市", "省份", "地区", "区县", "县区", "县", "区", "市", "省")
# 贡献了公司｜超一半的｜营收: the share is of what follows.
_YIELDS = re.compile("贡献|承担|吸纳|占据|供应|提供|生产|集聚|汇集|覆盖")
_RATE = re.compile(r"[率比重]$|比例$|份额$|程度$|指数$|[幅速]$|税$")
# 完成年度任务的｜96%, 恢复到2019年同期的｜82%: of what that was so much.
_OF_PLAN = re.compile(
    r"(?P<deed>(?:完成了?(?=[^，。；、]*(?:任务|目标|计划|预算|指标|工程量|进度))|恢复[到至]|相当于))(?P<what>[^，。；、]{2,24}?)的?\s*$"
)
# 利率, 浓度, 毛利: a measure of its own, and what says how much it moved.
_MEASURED = re.compile(
    r"[率比重幅速税度息面本耗坡]$|比例|份额|指数|占比|成分|折扣|(?:高|低|多|少|快|慢|超)[于过出]?|[升降增减]|上限"
)
_TO = re.compile(r"(?:到|至|为|成)\s*$")
# 占甲市的51%｜、乙省的｜30%: the share of the same in a wider whole.
_AS_WELL = re.compile(r"(?:以上|左右|多)?[、，](?:占)?(?P<whole>[^，。；、\d]{2,10})的(?:近|约|超过?)?\s*")


def rated(words: str, quantity: Quantity) -> str:
    """Return words that name no rate as those of a proportion: 企业承担｜六成 is a 比例."""
    plain = quantity.unit in ("%", "‰") and words and not _MEASURED.search(words)
    return words + "比例" if plain else words


class Shares:
    """Words the shares of one sentence with what `wording` knows of it."""

    def __init__(self, text: str, wording: Wording) -> None:
        self._text = text
        self._wording = wording

    def words(self, item: Item, items: list[Item]) -> str:
        """Return the words for a percentage or fraction that is no growth."""
        return rated(self._words(item, items), item.quantity)

    def _words(self, item: Item, items: list[Item]) -> str:
        stretch = self._wording.stretch(item.left, item.quantity.start, item.about)
        last = next((other for other in reversed(items) if other.rule not in ("base", "increment")), None)
        if last is not None and (whole := self._of_wider(item, last)):
            return whole
        part = measures.share_of(stretch)
        if part is not None:
            head, tail = part
            if last is not None and last.clause == item.clause and (at := last.words.find(head)) > 0:
                head = last.words[:at] + head  # 清洁能源装机规模超7万千瓦、｜装机占比超93%
            head = indicators.EXAMPLES.sub("", head)
            return (head or (measures.uncounted(last.words) if last else "") or self._wording.earlier(item)) + tail
        if plan := _OF_PLAN.search(self._text, item.left, item.quantity.start):
            return self._of_plan(item, plan, last)
        core = indicators.before(stretch)
        noun = self._wording.nouns.after(item)
        if does := self._part_that(item, core, noun):
            return does
        if not core and last is not None and last.quantity.unit == item.quantity.unit and _TO.search(stretch):
            return last.words
        if core.endswith("占比") and len(core) <= 2 and last is not None:
            return measures.uncounted(last.words).removesuffix(core) + core
        if core and indicators.ends_in_noun(core) and not indicators.is_verb(core):
            if (self._wording.nouns.of(item) or _YIELDS.match(core)) and noun and not indicators.is_generic(noun):
                if noun.endswith(AREAS):
                    return core
                deed = _YIELDS.search(core)
                whose = "" if core in BODIES else core[deed.start() :] if deed else core
                return noun + core if _RATE.search(core) else whose + noun + "占比"
            return core
        if noun and not indicators.is_generic(noun):
            return noun if not core or indicators.is_verb(core) else core + noun
        rest = self._text[item.quantity.end : item.right].strip()
        if core and not indicators.is_verb(core):
            return core
        return rest[:SHORT] if len(rest) > 2 else self._wording.earlier(item) or core

    def _of_plan(self, item: Item, plan: re.Match[str], last: Item | None) -> str:
        """Return the words for how much of a plan, or of what there once was, something came to."""
        head = indicators.before(self._wording.stretch(item.left, plan.start(), item.about))
        head = head or (measures.uncounted(last.words) if last is not None else self._wording.earlier(item))
        return f"{head}{plan['deed'].removesuffix('了')}{plan['what']}比例"

    def _of_wider(self, item: Item, last: Item) -> str:
        """Return the words for the share of the same in a wider whole, "" where it is none."""
        if "占" not in last.words or last.quantity.unit != item.quantity.unit:
            return ""
        wider = _AS_WELL.fullmatch(self._text, last.quantity.end, item.quantity.start)
        return "" if wider is None else f"{last.words.partition('占')[0]}占{wider['whole']}比重"

    def _part_that(self, item: Item, core: str, noun: str) -> str:
        """Return what a part of something does: 财政支出｜八成以上｜投向民生, 60%｜学校纳入管理; "" for a measure."""
        rest = self._text[item.quantity.end : item.clause[1]].removeprefix("的").strip()
        if rest.startswith("、"):
            return ""
        own = item.quantity.end + len(rest) <= item.right + 1 and len(rest) <= indicators.LONGEST
        acts = bool(core) and indicators.begins_with_verb(rest)
        noun = "" if acts else noun
        if not own or not (acts or indicators.has_verb(rest[len(noun) :])) or (bool(core) == bool(noun)):
            return ""
        if core and (not indicators.ends_in_noun(core) or _RATE.search(core)):
            return ""
        return core + indicators.tidy(rest) + "占比"
