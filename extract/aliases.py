"""Short forms that names are shortened to by habit; those that the text states are in `extract.stated_names`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import resources

from extract import sites
from ontology.record import MentionType

LEGAL = re.compile(r"(?:有限公司|有限责任公司|股份公司|株式会社)$")
# `甲集团` and `甲第二建设有限公司` or `甲杭州分公司` are two firms.
_TELLS_APART = re.compile(
    r"分公司|支公司|子公司|分行|支行|分部|第[一二三四五六七八九十]|[一二三四五六七八九十]局|[东南西北]"
)
_QUOTED = re.compile(r"[“《](?P<core>[^“”《》]{2,})[”》]")
_PLAIN_TAIL = re.compile(
    r"(?:一揽子|专项|主题|系列|大型|公益|服务|试点|品牌|志愿|线上|线下|对接|推进|数字化?|应用|智慧|管理|运营|微信|相关"
    r"|现代|产业|生态|发展)*"
    r"(?:行动|计划|机制|活动|工程|项目|平台|品牌|模式|系统|制度|改革|应用|场景|服务|政策|工作|专项|基金|贷|险|小程序|实践|案例|榜单|名单|体系)?(?:方案|建设)?"
)
# The word for a kind of program, with what tells the kind apart (`“甲”产学研服务平台`) and no verb (`“甲”推动乙项目`).
_KIND = re.compile(
    r"[”》](?:(?!推动|支持|助力|带动|服务企|赋能|促进|引领|推进|覆盖|上线|入选|开展|启动|实施|发布|来自|则|获|等|走进|惠及)"
    r"[^\W的了在和与及是为将已也对向把被到由让使以从\d]){0,10}?"
    r"(?:行动|计划|机制|活动|工程|项目|平台|品牌|模式|系统|制度|小程序|名单|榜单|清单|布局|策略|思路|战略|体系|工作法|课程)"
    r"(?![\u3400-\u9fff]{0,2}(?:化|性|者|员))"
)
_DIGITAL = re.compile("小程序|平台|系统|应用|场景|客户端|[Aa][Pp][Pp]")
# A paper that is issued is not the system that issues it: 甲通行证, 甲通行证系统.
_PAPER = re.compile(r"(?:证|证书|券|票|许可|执照|名单)$")
_CITES = re.compile(r"关于|印发|通知")
# Behind a quoted name: papers about it, and what only serves it.
_ABOUT_IT = re.compile(r"[“《·暨]|方案|办法|指南|规划|清单|名单|标准|通知|意见|小程序|试点|资金|预算")
# What may stand in front of the name of a gathering or program in one of its mentions only.
_EDITION = re.compile(
    r"(?:(?:19|20)\d{2}年?度?)?(?:第[一二三四五六七八九十百\d]+[届期次]|首[届期次])?(?:中国|全国|全省|全市|全区|全县)?"
)
_DATED = frozenset({MentionType.PROGRAM, MentionType.EVENT})
_BRANCHES = ("支行", "分行", "分公司", "分理处")
ABRIDGED = frozenset({MentionType.PROGRAM, MentionType.EVENT, MentionType.PLACE})
_CORPORATE = re.compile(r"(?:集团|控股|股份|有限|责任|总公司|公司)+$")
_TWO_WORDS = 4
_ABBREVIATED = frozenset({MentionType.ENTERPRISE, MentionType.INSTITUTION})
_ENDED = ABRIDGED | {MentionType.ASSOCIATION}
# 甲产业园 is spoken of as 甲园区.
_PARK, _OF_PARK = re.compile(r"(?P<stem>..+)园区"), re.compile(r"[\u3400-\u9fff]{2,4}园区?")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]+")
_SHORTEST_ABRIDGED = 4
_SHORTEST_END = 3
_SHORTEST_HEAD = 5
_MOTTO = re.compile(r"“[^“”]{4,}”")
_LONGEST_LOSS = 4
# Characters by which two things of one kind differ: numerals, directions, places, sizes.
_TELLING = re.compile(
    r"[一二三四五六七八九十百千万\d第两双首次期届年月东西南北中上下前后左右内外新老大小高低总分支省市区县乡镇村街路号栋幢]"
)
# There 新 does not tell a new one from an old one: 云溪｜改革创新｜示范区.
_INNOVATION = re.compile("[创高革]新")
# What is put into a program is no part of its name: 商家｜百亿｜扶持计划.
_WORTH = re.compile("[十百千万]+亿元?")
# A name is not cut behind or inside a number, nor in front of a direction.
_CUT = re.compile(r"[第一二三四五六七八九十百千\d]|.[东西南北第新老期号届]")
# A campus or a branch of a school has its name in brackets too.
_BRACKETS = re.compile(r"[（(][^（）()]*(?<!校区)(?<!院区)(?<![小中]学部)[）)]")
# A package of measures is called by their number, and each time by other words: `惠企30条`, `30条惠企政策`.
NUMBERED = re.compile(r"(?P<number>\d+|[一二三四五六七八九十]{2,3})条")
CLOSING = {"“": "”", "《": "》", "「": "」"}
_MEASURES = re.compile(r"政策|措施|意见|举措|新政")


@cache
def tails() -> dict[MentionType, re.Pattern[str]]:
    """Return for each type the words that may be dropped at the end of a name, longest first, as one pattern."""
    words: dict[MentionType, list[str]] = {}
    body = resources.files("extract").joinpath("data/name_tails.csv").read_text(encoding="utf-8")
    for line in body.splitlines():
        if line and not line.startswith("#"):
            kind, _, tail = line.partition(",")
            words.setdefault(MentionType(kind), []).append(tail)
    return {
        kind: re.compile("(?:" + "|".join(sorted(map(re.escape, group), key=len, reverse=True)) + ")$")
        for kind, group in words.items()
    }


def without_tail(name: str, kind: MentionType) -> str:
    """Return `name` without the legal form or general word at its end; what is left has at least two characters."""
    pattern = tails().get(kind)
    while pattern is not None:
        match = pattern.search(name)
        if match is None or match.start() < 2:
            break
        name = name[: match.start()]
    return name


_MARKS = re.compile(r"[“”《》「」\s]")


@lru_cache(4096)
def bare(name: str) -> str:
    """Return a name without marks and spaces."""
    return _MARKS.sub("", name)


def quoted_core(name: str) -> str:
    """Return the name that a program has in quotation marks before a word for its kind, or "".

    `“电商西进”计划`, like `首期“电商西进”行动`, is `电商西进`; a notice about the plan has another name.
    """
    match = _QUOTED.search(name)
    if match is None or _CITES.search(name[: match.start()]) or not _PLAIN_TAIL.fullmatch(name[match.end() :]):
        return ""
    if match.start() and match.end() == len(name):
        return ""  # no word for its kind, but other words: 专项奖励“甲”
    return match["core"]


def _is_called_alike(short: str, full: str) -> bool:
    """`“丰年”计划` and `“丰年”一揽子政策` are one, a program and what serves it on a screen (小程序) are two."""
    core = quoted_core(short)
    alike = core != "" and quoted_core(full) == core and short.startswith("“")
    return alike and (_DIGITAL.search(short) is None) == (_DIGITAL.search(full) is None)


def _is_quoted_in(short: str, full: str) -> bool:
    """`红管家` is the `“红管家”物业联盟机制`: the whole of what stands in quotation marks, but for what is about it."""
    if quoted_core(full) == bare(short):
        return True
    match = _QUOTED.match(full)
    return match is not None and match["core"] == short and not _ABOUT_IT.search(full, match.end())


def with_kind(text: str, start: int, end: int) -> str:
    """Return the name at a place with its quotation marks and the word for its kind behind them, or ""."""
    match = _KIND.match(text, end) if start and text[start - 1] in CLOSING else None
    return text[start - 1 : match.end()] if match is not None and match[0][0] == CLOSING[text[start - 1]] else ""


def shortens(short: str, full: str, kind: MentionType, is_place: Callable[[str], bool]) -> bool:
    """Return whether `short` is `full` without the place in front, the general word at the end, or both.

    `is_place` says whether a text is the name of a division. A branch is not its bank: what is dropped must be a
    droppable word, so `工商银行` does not shorten `工商银行金华分行`.
    """
    if short == full or len(short) < 2 or len(short) >= len(full):
        return False
    if kind is MentionType.PROGRAM and any(
        alike(short, full) for alike in (_is_quoted_in, _is_numbered_alike, _is_called_alike)
    ):
        return True
    if kind is MentionType.INSTITUTION and short == full[0] + "大" and full.endswith("大学"):
        return True
    if kind in _ABBREVIATED and any(_abbreviates(short, form) for form in (full, _CORPORATE.sub("", full))):
        return True
    if kind is MentionType.PLACE and sites.is_short_zone(short, full):
        return True
    if kind is MentionType.PLACE and (park := _PARK.fullmatch(short)) is not None and not is_place(park["stem"]):
        return full.startswith(park["stem"]) and _OF_PARK.fullmatch(full, len(park["stem"])) is not None
    if kind is MentionType.PLACE and _abridges(sites.plain(short), sites.plain(full)):
        return True
    if kind in ABRIDGED and (_abridges(_undated(short), _undated(full)) or _is_acronym(short, full)):
        return True
    if kind is MentionType.EVENT and _has_same_head(short, full, is_place):
        return True
    if kind is MentionType.ASSOCIATION and _is_acronym(short, full):
        return True
    if kind is MentionType.ENTERPRISE and short[0] in "省市区县" and full.endswith(short[1:]):
        return is_place(full[: 1 - len(short)])
    short, full = bare(short), _BRACKETS.sub("", bare(full))
    core = without_tail(short, kind)
    form = short if short in full else core if len(core) > 1 and _may_drop(short[len(core) :], full, kind) else ""
    at = full.find(form) if form else -1
    if at < 0:
        return False
    head, tail = full[:at], full[at + len(form) :]
    if _PAPER.search(form) is not None and _DIGITAL.search(tail) is not None:
        return False
    return (_is_place(head, is_place) or _is_edition(head, kind)) and _droppable(tail, kind)


def _has_same_head(short: str, full: str, is_place: Callable[[str], bool]) -> bool:
    """`甲市文旅推介会` is the `“四季甲市”文旅推介会`: one gathering by place and by motto."""
    motto = _MOTTO.match(full)
    if motto is None or _MOTTO.match(short):
        return False
    head = full[motto.end() :]
    if len(head) < _SHORTEST_HEAD:
        return False
    varied = _abridges(short, head) or _abridges(head, short)
    return varied or (short.endswith(head) and _is_place(short[: -len(head)], is_place))


@lru_cache(4096)
def beginnings(name: str) -> tuple[str, ...]:
    """Return the pairs of characters of which every name has one that `name` can be a short form of.

    A pair is two characters of the name, or its first alone where the short form is an initial (`青大`).
    """
    name = bare(name)
    pairs = (
        name[:2],
        _undated(name)[:2],
        name[1:3] if name[:1] in "省市区县" else "",
        name[0] if len(name) == 2 else "",
        name[-_SHORTEST_HEAD:][:2] if len(name) > _SHORTEST_HEAD + 1 else "",
    )
    return tuple(sorted({pair for pair in pairs if pair}))


def _may_drop(tail: str, full: str, kind: MentionType) -> bool:
    """`甲电气` may be a short form of `甲电器设备公司` but not of `甲药业公司`; `甲集团` is not a firm of its group."""
    if kind is not MentionType.ENTERPRISE:
        return True
    return tail in ("公司", "股份", "科技") or tail in full


def _is_edition(head: str, kind: MentionType) -> bool:
    return kind in _DATED and _EDITION.fullmatch(head) is not None


def _undated(name: str) -> str:
    match = _EDITION.match(name)
    return bare(name[match.end() :] if match is not None else name)


def _is_acronym(short: str, full: str) -> bool:
    return _LATIN.fullmatch(short) is not None and full.startswith(short) and not full[len(short)].isascii()


def _abbreviates(short: str, full: str) -> bool:
    """Return whether `short` has the first characters of words of two behind a beginning: 云岭能建, 云岭能源建设."""
    own = next((i for i, (a, b) in enumerate(zip(short, full, strict=False)) if a != b), 0)
    return any(
        len(full) - at >= _TWO_WORDS and (len(full) - at) % 2 == 0 and full[at::2] == short[at:]
        for at in range(2, own + 1)
    )


def _abridges(short: str, full: str) -> bool:
    """Return whether `short` is `full` without some characters in its midst that tell nothing apart."""
    lost = len(full) - len(short)
    if len(short) < _SHORTEST_ABRIDGED or not 0 < lost <= _LONGEST_LOSS:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, full, strict=False)) if a != b), len(short))
    if at < 2 or len(short) - at < 2 or full[at + lost :] != short[at:]:
        return False
    gone = _INNOVATION.sub("", full[at : at + lost])
    return _TELLING.search(gone) is None or _WORTH.fullmatch(gone) is not None


def ends(short: str, full: str, kind: MentionType) -> bool:
    """Return whether `short` is the end of `full` and more than a general word: `产业大脑` of `生物医药产业大脑`.

    A branch may be called without its bank: `清河支行`.

    Only good where `full` was named before and nothing else ends so.
    """
    quoted = full.endswith("”")
    short, full = bare(short), bare(full)
    if kind is MentionType.ENTERPRISE and short.endswith(_BRANCHES):
        return full.endswith(short) and full != short
    if kind not in _ENDED or len(short) < _SHORTEST_END or not full.endswith(short) or short == full:
        return False
    before = full[len(full) - len(short) - 1]
    if before == "、" or quoted:  # the second of two names
        return False
    return without_tail("某某" + short, kind) != "某某" and not _CUT.match(before + short)


def _is_numbered_alike(short: str, full: str) -> bool:
    """`惠企30条` is the `青峰县30条惠企政策`: as many measures, and no character that the other lacks."""
    one, other = NUMBERED.search(short), NUMBERED.search(full)
    if one is None or other is None or one["number"] != other["number"]:
        return False
    left = Counter(_MEASURES.sub("", bare(short))) - Counter(bare(full))
    return not left and len(bare(short)) > len(one[0])


def _is_place(head: str, is_place: Callable[[str], bool]) -> bool:
    return head in ("", "市", "区", "县", "省", "镇", "中国", "全国") or is_place(head)


def _droppable(tail: str, kind: MentionType) -> bool:
    """A firm in full legal form may drop all behind its brand, unless that tells apart two firms of one house."""
    if not tail or without_tail("某某" + tail, kind) == "某某":
        return True
    return kind is MentionType.ENTERPRISE and LEGAL.search(tail) is not None and _TELLS_APART.search(tail) is None
