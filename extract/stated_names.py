"""Names of which the text itself says that they are one thing: stated short forms, new names, those of headlines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.aliases import ABRIDGED, CLOSING, LEGAL, NUMBERED, bare
from extract.entity_groups import squeeze
from extract.state import Found
from ontology.record import MentionType

RULE = "stated-short-form"
_STATED = re.compile(
    r"[”》」]?[（(](?:以下|下文|下)?统?(?:简称|称)(?:为|作)?[：:]?[“「]?(?P<open>[“《「]?)(?P<short>[^“”《》「」（）()，。\n]{2,20})"
    r"[”》」]{0,2}[）)]"
)
_EQUATED = re.compile(r"[”》]?[（(](?:即|又称|又名|也称|亦称|俗称|原名|原称|旧称|曾用名)[：:]?[“《]?")
_RENAMED = re.compile(r"[”》]?(?:[（(][现后已]?|[^，。；：！？、（(\n]{0,8})(?:更名|改名|易名|改称)[为成][“《]?")
# `甲保供站…（站点更名为乙中转站）`: what was renamed by a word that takes up the end of its name.
_RENAMED_IT = re.compile(r"[（(](?P<what>[一-龥]{2,4}?)(?:现|已|后来)?(?:更名|改名|易名|改称)[为成][“《]?$")
_RENAMED_REACH = 200
# A headline leaves out words of a name that the article begins with: so far from it the name stands.
_HEADED_REACH = 200
_SHORTEST_HEADED = 5
# Behind a firm's name such a one in brackets may be whose it is.
_OWNER = re.compile(r"(?:集团|控股|银行|股份|总公司)$")
_NUMERAL = re.compile(r"[一二三四五六七八九十百千\d第东西南北]")
_HOLDS = re.compile(r"》[^。；！？]{0,80}?(?:共计?|合计|推出|提出)\s*(?P<number>\d+|[一二三四五六七八九十]{2,3})\s*条")


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


def equated(text: str, mentions: Sequence[Found]) -> list[tuple[str, str]]:
    """Return the pairs of names of which the text says that they are one thing, the fuller one second.

    `甲隧道（即乙隧道）`; `甲乙网络有限公司（丙丁）`, or the other way round; `甲公司更名为乙公司`.
    """
    pairs = list(_renamed_in_brackets(text, mentions))
    for one, other in pairwise(mentions):
        if one.type is not other.type:
            continue
        name, second = text[one.start : one.end], text[other.start : other.end]
        if _RENAMED.fullmatch(text, one.end, other.start):
            pairs.append((name, second))
        if text[other.end : other.end + 1] not in ("）", ")", "，"):
            continue
        if _EQUATED.fullmatch(text, one.end, other.start):
            pairs.append((second, name))
        elif one.type is MentionType.ENTERPRISE and text[one.end : other.start] in ("（", "("):
            legal, called = (name, second) if LEGAL.search(name) else (second, name)
            if LEGAL.search(legal) and not LEGAL.search(called) and not _OWNER.search(called):
                pairs.append((called, legal))
    return pairs


def _renamed_in_brackets(text: str, mentions: Sequence[Found]) -> Iterator[tuple[str, str]]:
    for i, new in enumerate(mentions):
        told = _RENAMED_IT.search(text[max(0, new.start - 16) : new.start])
        if told is None:
            continue
        for old in reversed(mentions[:i]):
            if new.start - old.end > _RENAMED_REACH:
                break
            name = text[old.start : old.end]
            if old.type is new.type and name.endswith((told["what"], told["what"][0])):
                yield name, text[new.start : new.end]
                break


def headed(text: str, mentions: Sequence[Found], headings: Sequence[tuple[int, int]]) -> list[tuple[str, str]]:
    """Return the names in headings with the one that the article gives in full: `甲创新园开园` of 甲｜数字｜创新园.

    All characters of the short name stand in the full one in their order, and no numeral or direction is left out.
    """
    pairs = []
    for start, end in headings:
        for i, one in enumerate(mentions):
            if not start <= one.start < end or one.type not in ABRIDGED:
                continue
            short = bare(text[one.start : one.end])
            for other in mentions[i + 1 :]:
                if other.start > end + _HEADED_REACH:
                    break
                name = squeeze(text[other.start : other.end])
                if other.type is one.type and other.start >= end and _leaves_out(short, bare(name)):
                    pairs.append((text[one.start : one.end], name))
                    break
    return pairs


def _leaves_out(short: str, full: str) -> bool:
    """Return whether a name is a full one with characters left out, and does not stand in it as it is.

    What stands in it whole may be what that is about: `“甲”` of `打造“甲”行动方案`.
    """
    if not _SHORTEST_HEADED <= len(short) < len(full) or short in full:
        return False
    rest = iter(full)
    if not all(character in rest for character in short):
        return False
    gone = Counter(full) - Counter(short)
    return not any(_NUMERAL.match(character) for character in gone)


def counted(text: str, mentions: Sequence[Found]) -> list[tuple[str, str]]:
    """Return the packages called by how many measures they hold, with the one document that is said to hold as many.

    `《甲县惠企政策意见》共计22条` is `惠企22条`.
    """
    programmes = [(m, squeeze(text[m.start : m.end])) for m in mentions if m.type is MentionType.PROGRAM]
    holding: dict[str, set[str]] = {}
    reach = 0
    for found, name in programmes:
        told = _HOLDS.match(text, found.end) if text[found.end : found.end + 1] == "》" else None
        if told is not None and found.start >= reach:  # 《…意见》（以下简称《意见》）共22条
            holding.setdefault(told["number"], set()).add(name)
            reach = told.end()
    if not holding:
        return []
    called = ((name, number["number"]) for _, name in programmes if (number := NUMBERED.search(name)) is not None)
    return [(name, min(holding[number])) for name, number in called if len(holding.get(number, ())) == 1]


def uses(text: str, alias: Stated) -> list[Found]:
    """Return the places from its introduction on where a stated short form stands, in its marks if it has any."""
    pattern = re.escape(alias.short)
    if alias.mark:
        pattern = f"(?<={alias.mark}){pattern}(?={CLOSING[alias.mark]})"
    return [
        Found(m.start(), m.end(), alias.full.type, RULE, alias.full.confidence)
        for m in re.compile(pattern).finditer(text, alias.start)
    ]
