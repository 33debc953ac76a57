"""Projects and works by name: shown to be one of its own by a list, a price or what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.clauses import behind_cut, opening
from extract.lexicon import either, sections
from extract.reading import Kind
from extract.scene import Scene

_WORDS = sections("project_words.txt")
# 工程（一期）, 工程建设项目, 扩建工程PPP项目, 项目二期
_HEAD = re.compile(
    rf"(?<![”》]){either(_WORDS['heads'])}(?:（[一二三四五]期）)?(?:(?:建设|PPP|EPC)*项目)?[一二三四五]?期?"
    rf"(?!{either(_WORDS['goes-on'])}|（?第[一二三四五六七八九十]+批|20[0-9]{{2}}年[度第])"
)
_CUTS, _CLASS = frozenset(_WORDS["cuts"]), frozenset(_WORDS["class"])
_TOLD = re.compile("，?" + either(_WORDS["told"]))
_LISTING = re.compile(either(_WORDS["listing"]) + "$")
# Sorts of which things in a row are no names: 问题清单、责任清单.
_EVERYDAY = frozenset({"project", "list", "service", "platform", "system", "mechanism", "policy", "reform", "model"})
# 发放|餐饮补贴 names nothing, 设立|创业基金 does.
_VAGUE, _FUNDS = frozenset({"short", "number", "class"}), ("fund", "short")
_BUILDING, _TWO = "建设", 2
_OPENERS = frozenset(sections("program_words.txt")["opens"])
OPENED = re.compile(either(_OPENERS) + "[了的]?$")
_BEGINS = re.compile(either(_WORDS["begins"]))
_AND = re.compile("[和及与]")
_JOINTS = "、和及与"
_JOINED = re.compile(f"[{_JOINTS}][^，。；：！？\n、]{{2}}([^，。；：！？\n、]*)")
_LAST = re.compile(either(_WORDS["heads"]) + "[、和及与]$")
# 五个, 第三个: how many there are, or which of them, is no part of a name.
_AMOUNT = re.compile("[0-9一二三四五六七八九十百千余多几]+(?:个|大|项|类|批)")
_NEXT = re.compile(rf"[、和及与][^，。；：！？\n、]{{2,40}}?{either(_WORDS['heads'])}|等")
_PRICED = re.compile(r"(?:投资[^，。；、\n]{0,6}?[0-9.]+[万亿]*(?:美?元)的?(?:建设)?的?)$")
_COUNTED = re.compile(r"\s*(?:共|达)?[0-9一二三四五六七八九十百千多]+\s*(?:余|多)?[个项]")
_SOME = re.compile("(?:[一几两多数][批个项]|[0-9一二三四五六七八九十百多余]+[个项批])(?:以上)?的?$")
_SHORTEST, _ENOUGH = (4, 3), 6
# What stands in a list or has a line of its own may be short and made of ordinary words.
_SURE = frozenset({"listed", "item"})


def find(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Yield where projects stand, and the rule that shows each."""
    text, reading = scene.text, scene.reading
    for match in _HEAD.finditer(text):
        end = match.end()
        if not reading.is_edge(end):
            continue
        edge = opening(text, match.start())
        start, joined = _start(scene, edge, match.start())
        looks = _looks(scene, start, match.start())
        shown = _shown(scene, edge, start, end)
        if (
            looks
            and match.start() - start >= _SHORTEST[shown in _SURE]
            and (looks != "short" or shown in _SURE)
            and not (_COUNTED.match(text, end) or _SOME.search(text, max(0, start - 6), start))
        ):
            yield start, end, f"program.works-{shown}-{looks}{joined}"


def begun(scene: Scene, heads: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield programs of other sorts that a verb opens (启动|青禾村播计划) or that stand in a row of their sort.

    `heads` are where their last words begin and end, and the sort that these tell.
    """
    text, reading = scene.text, scene.reading
    given = list(heads)
    firsts = {at for at, _, _ in given}
    for at, end, sort in given:
        if sort in _EVERYDAY or end in firsts or not reading.is_edge(end) or text[at - 1 : at] in "”》":
            continue
        start = behind_cut(scene, opening(text, at), at, _CUTS | _OPENERS)
        shown = _opened_or_listed(text, start, end)
        if not shown or at - start < _TWO or end - at < _TWO or text[at:end] == _BUILDING:
            continue
        looks = _looks(scene, start, at) or "class"
        if shown == "listed" or looks not in _VAGUE or (sort, looks) == _FUNDS:
            yield start, end, f"program.begun-{sort}-{shown}-{looks}"


def _opened_or_listed(text: str, start: int, end: int) -> str:
    """Say what shows that a stretch is a name: a verb before it, something of its sort beside it, or ""."""
    if OPENED.search(text, max(0, start - 8), start):
        return "opened"
    tail = text[end - 2 : end]
    after = _JOINED.match(text, end, end + 30)
    if after is not None and tail in after[1]:
        return "listed"
    return "listed" if start > 2 and text[start - 1] in _JOINTS and text[start - 3 : start - 1] == tail else ""


def _start(scene: Scene, edge: int, end: int) -> tuple[int, str]:
    """Where a name begins in a clause: behind its last cut, and behind another project that 和 joins to it."""
    text = scene.text
    start = behind_cut(scene, edge, end, _CUTS)
    edges, first = scene.reading.is_edge, _BEGINS.match(text, start, end)
    start = first.end() if first and edges(first.end()) else start
    joints = [match.end() for match in _AND.finditer(text, start, end) if edges(match.start()) and edges(match.end())]
    joint = max(joints, default=-1)
    if joint <= start:
        return start, ""
    if _LAST.search(text, max(start, joint - 8), joint) or not _looks(scene, joint, end):
        return joint, ""
    return start, "-joint"


def _looks(scene: Scene, start: int, end: int) -> str:
    """What tells a name from a sort of project: a name, a place, a number, a mark; "" where all words are of sorts."""
    reading, text = scene.reading, scene.text
    span = range(reading.at(start), reading.before(end) + 1)
    own = [i for i in span if reading.word(i) not in _CLASS and reading.kind(i) is not Kind.MARK]
    kinds = {reading.kind(i) for i in own}
    if not kinds or text[start] in "（(" or _AMOUNT.search(text, start, end):
        return ""
    if "“" in text[start:end]:
        return "quote"
    if scene.district_within(start, end):
        return (
            "of-district" if all(scene.district_before(reading.starts[i + 1]) is not None for i in own) else "district"
        )
    if Kind.NAME in kinds:
        return "name"
    if Kind.NUMBER in kinds:
        return "number"
    return "long" if end - start > _ENOUGH else "short"


def _shown(scene: Scene, edge: int, start: int, end: int) -> str:
    """What shows that a project is one of its own: a list, its price, what is said of it, or nothing."""
    text = scene.text
    if start in scene.items and not text[end:].partition("\n")[0].strip():
        return "item"
    if _NEXT.match(text, end) or _LAST.search(text, max(0, start - 8), start):
        return "listed"
    if start == edge and _LISTING.search(text, max(0, start - 6), start):
        return "listed"
    if _PRICED.search(text, max(0, start - 30), start):
        return "priced"
    return "told" if _TOLD.match(text, end) else "bare"
