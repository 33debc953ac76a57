"""Tell what was reached from what is aimed at and from what a policy grants or demands."""

from __future__ import annotations

import re
from functools import cache

from extract.figure_text import Sentence, Span
from extract.lexicon import either, sections

_LONGEST_CONDITION = 60
_WHOM = re.compile(
    r"[\s；]*(?:给予|予以)?(?P<whom>(?:对于?|凡|符合|针对)?[^，。；]{2,60}?的?[^，。；]{2,20}?)(?:每[家个户人名]|单[家个户])"
)
# 聚焦增加值增长6%、8%等｜目标
_FOCUS = re.compile(r"[\s“]*(?:聚焦|围绕|锚定|瞄准|紧扣|对照|对标)[^。；]*?目标")
# `从2020年的53.2%提升｜到2025年的57.7%` was reached, not aimed at.
_MOVED = re.compile(r"提[升高]|增[长加]|[上下]降|降低|缩小|扩大|上升|减少")

# `到今年，｜全县已经有93处` was reached too.
_REACHED = re.compile(r"已经|已有|已达")
# 将引进30家企业，｜其中8家已签约: nor is that aimed at.
_DONE = re.compile(r"已(?!是|知)|目前")
# 全部达产后，｜年产值可达5亿元: what a work is to come to.
_ONCE = re.compile(rf"{either(sections('figure_words.txt')['finished'])}(?:以|之)?后")
# 去年投产后，当年产值5亿元: what it did come to.
_LONG_AGO = re.compile(r"(?:[去前]年|(?:19|20)\d\d年|\d月|上半年)[^，。；]{0,10}$")

# 主要, 要求: the words of aim are part of another word between such characters.
_INTENDS = "(?<![主重需必只将不之])"
_NO_AIM = "求|经|的|素|点|闻|领|军|塞|道|害|件|职|案|近|原|现有|[、》”和让]"

_OF_WHOM = re.compile(
    r"[^，。；]{0,12}的(?:[^，。；]{0,14}(?:企业|机构|单位|个人|商户|项目|平台|主体|人员|人才|劳动者))?$"
)


@cache
def _any(use: str) -> re.Pattern[str]:
    return re.compile(either(sections("figure_words.txt")[use]))


def of(text: str, sentence: Sentence, clause: Span, *, planned: bool, done: bool = False) -> str:
    """Return `limit`, `target` or `actual` for a figure of this clause.

    `planned` says that its section is a plan, `done` that it only looks back.
    """
    if done:
        return "actual"
    if is_limit(text, sentence, clause):
        return "limit"
    so_far = text[sentence.start : clause[1]]
    towards = any(
        period.towards
        and period.start < clause[1]
        and not _MOVED.search(text[period.start - 2 : period.start])
        and not _REACHED.search(text, *clause)
        for period in sentence.periods
    )
    focused = _FOCUS.match(text, sentence.start, sentence.end)
    if towards or planned or (focused is not None and clause[0] < focused.end()):
        return "target"
    if not _DONE.search(text, *clause) and (_modal().search(so_far) or _once(so_far)):
        return "target"
    return "target" if _aim().search(text[clause[0] : clause[1]]) else "actual"


def _once(text: str) -> bool:
    """Say whether a text speaks of the time when something will be finished."""
    finished = _ONCE.search(text)
    return finished is not None and _LONG_AGO.search(text, 0, finished.start()) is None


@cache
def _modal() -> re.Pattern[str]:
    """Return the pattern of the words of aim that hold for the clauses after them too: a verb, no noun (稳预期)."""
    return re.compile(
        rf"(?:^|(?<=[，；：、 ]))[^，；：、]{{0,6}}?{_INTENDS}{either(sections('figure_words.txt')['target-verb'])}"
        rf"(?!{_NO_AIM}|于)"
        r"|目标(?:是|为|：)|预期(?=增长|下降|达|实现|为|目标)"
    )


@cache
def _aim() -> re.Pattern[str]:
    """Return the pattern of the words of aim, without those where they are part of another word (主要, 规划纲要)."""
    aims = either(sections("figure_words.txt")["target"])
    return re.compile(rf"{_INTENDS}{aims}(?!{_NO_AIM}|纲|划局|总?面积|用地|建筑|占地|图|区|院|馆)")


def is_limit(text: str, sentence: Sentence, clause: Span) -> bool:
    """Say whether a clause grants something or sets a bar; `按…的标准` takes in the clause after it."""
    start, end = clause
    if text.startswith(("标准", "的标准"), max(start, end - 3)) or text[start:end].lstrip("分别 ").startswith("按"):
        i = sentence.clauses.index(clause)
        end = sentence.clauses[min(i + 1, len(sentence.clauses) - 1)][1]
    granting = _any("limit").search(text, start, end) or _most().search(text, start, end)
    return granting is not None and _any("granted").search(text, start, end) is None


@cache
def _most() -> re.Pattern[str]:
    """Return the pattern of an amount that is the most somebody can get: 最高30万元资金支持."""
    benefits = either(sections("figure_words.txt")["benefit"])
    amount = r"(?:可?达|不超过|可[获得]?)?[\d.,\s一二两三四五六七八九十百千]+[万亿]*元"
    credit = r"(?:额度|授信|贷款)(?:最高|上限|最多|可达)"
    return re.compile(
        rf"最高(?:可?达)?[\d.,\s]+[万亿]*元?(?:的|资金)?{benefits}|(?:每[户个项]|单[户个项])最高{amount}|{credit}"
    )


def is_bar(text: str, clause: Span, end: int) -> bool:
    """Say whether a number that ends at `end` tells whom a grant is for: 1000人以上｜的企业, 产值10亿元以上｜的，."""
    return text.startswith(("对", "凡", "符合"), clause[0]) or _OF_WHOM.match(text, end, clause[1]) is not None


def condition(text: str, sentence: Sentence, clause: Span, number: int) -> str:
    """Return the condition that a policy sets before what it grants, as printed, cut to a readable length.

    It stands before the clause, else in the clause, before the number: `给予｜1000人以上的企业｜每家不超过100万元`.
    """
    start = max((text.rfind(mark, sentence.start, clause[0]) for mark in "；:：。"), default=-1) + 1
    start = max(start, sentence.start)
    words = text[start : clause[0]].strip(" ，；\n")
    if words.startswith(("对", "凡", "符合", "针对", "给予")) or words.endswith("的"):
        return words[:_LONGEST_CONDITION]
    own = _WHOM.match(text[clause[0] : number])
    return "" if own is None else own["whom"].strip()[:_LONGEST_CONDITION]
