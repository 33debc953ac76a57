"""Short forms of names: those the text states (`以下简称“…”`) and those that names are shortened to by habit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extract.state import Found
from ontology.record import MentionType

RULE = "stated-short-form"
_STATED = re.compile(
    r"[”》」]?[（(](?:以下|下文|下)?统?(?:简称|称)(?:为|作)?[：:]?(?P<open>[“《「]?)(?P<short>[^“”《》「」（）()，。\n]{2,20})[”》」]?[）)]"
)
_LEGAL = re.compile(r"(?:有限公司|有限责任公司|股份公司|株式会社)$")
# `甲集团` and `甲第二建设有限公司` or `甲杭州分公司` are two firms.
_TELLS_APART = re.compile(
    r"分公司|支公司|子公司|分行|支行|分部|第[一二三四五六七八九十]|[一二三四五六七八九十]局|[东南西北]"
)
_CLOSING = {"“": "”", "《": "》", "「": "」"}


@dataclass(frozen=True, slots=True)
class Stated:
    """`full` is called `short` from here on; `mark` is the quotation mark that the short form keeps, or ""."""

    full: Found
    short: str
    start: int
    mark: str


def stated(text: str, mentions: Iterable[Found]) -> list[Stated]:
    """Return the short forms that the text states right behind a mention."""
    out = []
    for found in mentions:
        match = _STATED.match(text, found.end)
        if match:
            out.append(Stated(found, match["short"], match.start("short"), match["open"]))
    return out


def uses(text: str, alias: Stated) -> list[Found]:
    """Return the places from its introduction on where a stated short form stands, in its marks if it has any."""
    pattern = re.escape(alias.short)
    if alias.mark:
        pattern = f"(?<={alias.mark}){pattern}(?={_CLOSING[alias.mark]})"
    return [
        Found(m.start(), m.end(), alias.full.type, RULE, alias.full.confidence)
        for m in re.compile(pattern).finditer(text, alias.start)
    ]


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


def _bare(name: str) -> str:
    return re.sub(r"[“”《》「」\s]", "", name)


def _quoted_core(name: str) -> str:
    match = re.search(r"“([^“”]{2,})”|《([^《》]{2,})》", name)
    return (match[1] or match[2]) if match else ""


def shortens(short: str, full: str, kind: MentionType, is_place: Callable[[str], bool]) -> bool:
    """Return whether `short` is `full` without the place in front, the general word at the end, or both.

    `is_place` says whether a text is the name of a division. A branch is not its bank: what is dropped must be a
    droppable word, so `工商银行` does not shorten `工商银行金华分行`.
    """
    if short == full or len(short) < 2 or len(short) >= len(full):
        return False
    if kind is MentionType.PROGRAM and _quoted_core(full) == _bare(short):
        return True
    if kind is MentionType.INSTITUTION and short == full[0] + "大" and full.endswith("大学"):
        return True
    short, full = _bare(short), re.sub(r"[（(][^（）()]*[）)]", "", _bare(full))
    core = without_tail(short, kind)
    form = short if short in full else core if len(core) > 1 else ""
    at = full.find(form) if form else -1
    if at < 0:
        return False
    head, tail = full[:at], full[at + len(form) :]
    return _is_place(head, is_place) and _droppable(tail, kind)


def _is_place(head: str, is_place: Callable[[str], bool]) -> bool:
    return head in ("", "市", "区", "县", "省", "镇", "中国", "全国") or is_place(head)


def _droppable(tail: str, kind: MentionType) -> bool:
    """A firm in full legal form may drop all behind its brand, unless that tells apart two firms of one house."""
    if not tail or without_tail("某某" + tail, kind) == "某某":
        return True
    return kind is MentionType.ENTERPRISE and _LEGAL.search(tail) is not None and _TELLS_APART.search(tail) is None
