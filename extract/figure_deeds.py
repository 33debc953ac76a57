"""Word what is done: with money, by those counted, with what was counted before."""

from __future__ import annotations

import re
from functools import cache

from extract import indicators, measures
from extract.figure_item import Item
from extract.lexicon import either, sections
from extract.quantities import COUNTS

TOTALS = ("总额", "总量", "总数", "总值", "规模", "总规模")
_BRIEF = 2
_TAKES_PART = re.compile(
    r"(?:共同|现场|踊跃)?(?P<how>参加|出席|参与|观摩|加入|报名)(?:了)?(?:本次|此次|这次)?(?P<what>[^，。；\d]{0,8}?)(?=[，。；]|$)"
)
# 新增投资｜3亿元｜生产电机: for what, not what.
_INVESTS = re.compile(r"(?:新增|追加|计划|累计)?(?:投资|出资|投入|注资)$")
# 再新增｜8个, 竣工｜180个: of what was counted before.
_AGAIN = either(sections("figure_words.txt")["of-same"])
_MORE = re.compile(rf"(?:计划|将|拟|预计|已|其中)?[再又还]?(?P<more>{_AGAIN})")
_ENDS_SO = re.compile(rf"{_AGAIN}$")


class Deeds:
    """Words the deeds of one sentence."""

    def __init__(self, text: str) -> None:
        self._text = text

    def took_part(self, item: Item, core: str, noun: str) -> str:
        """Return the words for how many came, after a list of who did: …、河长代表等｜近百人｜参加活动."""
        match = _TAKES_PART.match(self._text, item.quantity.end, item.clause[1])
        listed = not core or "、" in core or self._text.startswith("等", item.quantity.start - 1)
        if match is None or noun or not listed:
            return ""
        what = "" if match["how"] in ("加入", "报名") else match["what"] or "活动"
        return match["how"] + what + "人数"

    def spent(self, item: Item, core: str, noun: str) -> str:
        """Return what is spent, where a deed follows that it is for: 财政资金｜75亿元｜加快建设."""
        if (
            item.quantity.use != "money"
            or noun.endswith(sections("figure_words.txt")["funds"])
            or not noun.startswith(_deeds())
        ):
            return ""
        spent = _INVESTS.search(core)
        return spent[0] if spent else core if indicators.ends_in_noun(core) else ""

    def says_nothing(self, noun: str) -> bool:
        """Say whether what follows an amount is no name of it: 标准, or a deed that it is for."""
        return indicators.is_generic(noun) or (indicators.is_verb(noun) and not indicators.benefit(noun))

    def deed(self, item: Item, stretch: str) -> str:
        """Return what those counted did, where nothing else names them: 47人｜入选国家重点人才计划."""
        rest = self._text[item.quantity.end : item.right].strip("、和 ")
        if stretch.strip("、和 ") or item.quantity.use not in COUNTS or not 3 <= len(rest) <= indicators.LONGEST:
            return ""
        if not rest.startswith(sections("figure_words.txt")["verbs-ending"]):
            return ""
        item.taken = item.right
        return indicators.tidy(rest)

    def of_same(self, item: Item, core: str, last: Item | None) -> str:
        """Return the words for what goes on with the count before: 7个项目｜30.8亿元, 再新增｜8个."""
        if last is None or last.quantity.use not in COUNTS or not adjoins(self._text, last, item):
            return ""
        stem = measures.uncounted(last.words)
        rest = self._text[item.quantity.end : item.clause[1]].strip()
        if not core and last.quantity.end == item.start and not rest:
            homes = (last.quantity.unit, item.quantity.unit) == ("户", "人")
            return stem.removesuffix("户") + "人口" if homes else stem  # 贫困户25户｜120人, 共六大类｜13个
        if item.quantity.use == "money" and not self._text[last.taken : item.quantity.start].strip() and last.taken:
            return stem + ("" if stem.endswith(TOTALS) else "金额")
        more = _MORE.fullmatch(core) if alike(last, item) else None
        thing = measures.without_deed(stem)
        if more is None or not thing or _ENDS_SO.search(thing) or indicators.is_verb(thing):
            return ""
        return more["more"] + thing


def alike(last: Item, item: Item) -> bool:
    """Say whether two numbers can measure one thing."""
    return last.quantity.unit == item.quantity.unit or "bare" in (last.quantity.use, item.quantity.use)


def adjoins(text: str, last: Item, item: Item) -> bool:
    """Say whether no semicolon parts two numbers."""
    return "；" not in text[last.quantity.end : item.quantity.start]


@cache
def _deeds() -> tuple[str, ...]:
    """The words for what somebody does with money: 建设, 生产, 加快."""
    return tuple(sorted(sections("figure_words.txt")["verbs-kept"])) + tuple(
        word for word in sections("figure_words.txt")["doing"] if len(word) == _BRIEF
    )
