"""Hand out the numbers of a list to its members: `A、B分别达到3家、5家`, `分别增长4.1%、6.2%`."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from extract import counted, figure_text, indicators
from extract.figure_growth import Growth
from extract.figure_item import Item
from extract.figure_text import Sentence, Span
from extract.lexicon import either, sections
from extract.quantities import COUNTS
from extract.state import Found
from extract.subjects import Subjects
from ontology.record import MentionType

_JOIN = re.compile(r"(?:/[年月日天人]|(?<=元)[】）)])?\s*(?:[、和与及]|以及)\s*")
# A member with an amount in it is a list of amounts: 从38200元和21400元分别提高到.
_QUANTITY = re.compile(r"\d[万亿]*[元%个家人]")
_RESPECTIVELY = "分别"
_LEAD = re.compile(r"(?:同比|环比|比上年|较上年|较去年|比去年|年均|累计|已|均)$")
_RISES = ("增速", "增幅", "涨幅", "降幅")
# A list of its own stands there.
_AMONG = re.compile("[、和]")
_BRIEF = 3
_RISEN = re.compile(r"[同环]比(?:增速|增幅|涨幅|降幅)$")
_MEMBERS = {
    "城乡": ("城镇", "农村"),
    "一二三产业": ("第一产业", "第二产业", "第三产业"),
    "一二三产": ("第一产业", "第二产业", "第三产业"),
    "内外资": ("内资", "外资"),
    "三次产业": ("第一产业", "第二产业", "第三产业"),
}
# A member that is measured by itself takes no measure of the last one: 进口货值、免签游客、….
_WHOLE = re.compile(r"^新增|(?:[值额量数]|游客|企业|人次|进出)$")
_DEED = re.compile(r"^(?:新增|净增|增加|减少)")
_MORE = re.compile(r"分别(?P<deed>新增|净增|增加|减少)(?=[\d约近超])")
# 养老金、低保标准每月分别｜提高｜25元、50元: by so much, not to so much.
_RAISED = re.compile(
    r"分别(?P<deed>提高|提升|上调|上涨|降低|下调|下降|缩短|压缩|惠及|覆盖|服务|培训|带动|吸引)(?:了|约|近|超过?)*(?=\d)"
)
# 食品、信息｜等产业增加值
_AND_SO_ON = re.compile(r"(?<=.)等(?=(?P<kind>(?:产业|行业|领域|产品).+)$)")
# 对｜非洲、拉美｜出口, 对共建“｜一带一路｜”国家、非洲出口: with whom, not whose.
_TOWARDS = re.compile("(?:[向与]|对[^，。；]{0,12})$")
_OWNERS = (MentionType.DISTRICT, MentionType.ENTERPRISE, MentionType.PLACE, MentionType.INSTITUTION)
# 高新产业｜产值占工业比重
_PART_OF = re.compile("(?:产值|增加值|营收|投资|收入|支出|出口|进出口|销售额|产量)占[^占]*(?:比重|比例|份额)$")
# 限上｜汽车、家电零售额
_SCOPE = re.compile("规上|限上|规模以上|限额以上")
_COUNT_OF = re.compile("(?:数量|起数|人数|人次|件数|批次)$")
_WHOLE_OF = re.compile("(?:累计|总[数量]|共|达到?)(?:达到?|有)?$")
_PER_PEOPLE = re.compile("每[百千万]+人(?:口)?(?:拥有)?")
# 分别｜出资｜3万元
_APART = re.compile(r"分别(?:为|是|达到?|有)?(?P<deed>[^，。；、\d]{0,6}?)(?:了|约|近|超过?)*(?=\d)")
_ABOUT_EACH = re.compile(r"分别(?:大?约|接近|近)[^，。；、\d]*$")
_HUNDRED = Decimal(100)


def share_out(text: str, sentence: Sentence, items: list[Item]) -> None:
    """Give each number of a list its member's words, or the level that its growth belongs to."""
    last: list[str] = []
    stems: list[str] = []
    for run in _runs(text, items):
        first = run[0].growth
        if first is not None:
            for item in run[1:]:
                item.growth = _like(first, item)
        before = _told_before(text, sentence, run)
        stems = before or stems
        names = [] if before else _names(text, sentence, run)
        if not names and len(stems) == len(run):
            names = _measured(text, sentence, run, stems)
        levels = _levels(text, items, run) if first is not None or _takes_share(text, run[0]) else []
        again = not levels and len(last) == len(run)
        respectively = _RESPECTIVELY in text[run[0].clause[0] : run[0].quantity.start]
        if not names and again and respectively:
            names = [_DEED.sub("", name) for name in last]
        last = names or last
        if respectively:
            _bound_alike(text, run)
        for i, item in enumerate(run):
            item.rule = "growth-distributed" if first is not None else "distributed"
            if names:
                item.given = names[i]
            elif levels:
                item.belongs_to = levels[i]
            elif i:
                item.like = run[0]


def own(text: str, items: list[Item], subjects: Subjects) -> None:
    """Give the numbers of a list to its members that are names, worded by what is measured of them all."""
    for item in items:
        named = subjects.within(item.clause[0], item.quantity.start) if item.given else []
        owner = next((m for m in named if m.entity and item.given.startswith(text[m.start : m.end])), None)
        if owner is None or owner.type not in _OWNERS or _TOWARDS.search(text, item.clause[0], named[0].start):
            continue
        measure = item.given[owner.end - owner.start :].removeprefix("的") or _of_all(text, item.clause[0], named, item)
        if measure:
            item.given, item.owner = measure, owner.entity


def _of_all(text: str, start: int, named: list[Found], item: Item) -> str:
    """Return what is measured of all members of a list: behind the last name, or behind 分别."""
    match = _APART.search(text, start, item.quantity.number + 1)
    if match is None:
        return ""
    last = max((m.end for m in named if m.end <= match.start()), default=match.start())
    before = indicators.before(text[last : match.start()])
    return before if len(before) > 1 else match["deed"]


def _bound_alike(text: str, run: list[Item]) -> None:
    """What stands behind the last number, or behind 分别, bounds all: 分别增长4%、5%｜左右, 分别｜约｜为七成、六成."""
    if _ABOUT_EACH.search(text, run[0].clause[0], run[0].quantity.start):
        for item in run:
            if item.quantity.qualifier == "exact":
                item.quantity = replace(item.quantity, qualifier="about")
    last = run[-1].quantity
    if text[last.after : last.end].strip():
        for item in run[:-1]:
            if item.quantity.qualifier == "exact":
                item.quantity = replace(item.quantity, qualifier=last.qualifier)


def new_too(text: str, item: Item, done: list[Item]) -> str:
    """Return the words of a number, with the deed that the one before it in its list begins with."""
    before = done[-1] if done else None
    if before is None or before.clause != item.clause or item.quantity.use not in (*COUNTS, "measure"):
        return item.words
    deed = _deeds().match(before.words)
    listed = text.startswith(("、", "和", "与", "及"), max(before.quantity.end, before.taken))
    whole = _WHOLE_OF.search(text, before.quantity.end, item.quantity.start) is not None  # 新增2个、达到29个
    if deed is None or not listed or whole or len(item.words) < _BRIEF or not _counts(item):
        return item.words
    own = _deeds().match(item.words) is not None or indicators.begins_with_verb(item.words)
    return item.words if own else deed[0] + item.words


def _counts(item: Item) -> bool:
    """Say whether a number counts or measures what its words name, and is no share, worth or size of it."""
    if item.quantity.use in COUNTS:
        return item.words.endswith("数")
    return item.quantity.unit in ("km", "m", "亩") and not item.words.endswith("里程")


@cache
def _deeds() -> re.Pattern[str]:
    """Return the pattern of a deed with which words begin: 建成｜社区食堂数, 新创建｜绿色工厂数."""
    listed = sections("figure_words.txt")
    verb = either({*listed["verbs-kept"], *listed["came"]})
    return re.compile(f"(?:已|共|高质量)?(?:再|新)?{verb}(?:{verb})?(?![业器])(?=..)")


def _runs(text: str, items: list[Item]) -> list[list[Item]]:
    """Return the runs of items of one unit that nothing but 、 or 和 parts."""
    found: list[list[Item]] = []
    for item in items:
        if found and _continues(text, found[-1][-1], item):
            found[-1].append(item)
        else:
            found.append([item])
    return [run for run in found if len(run) > 1]


def _continues(text: str, last: Item, item: Item) -> bool:
    same = last.quantity.use == item.quantity.use or "count" in (last.quantity.use, item.quantity.use)
    bare = item.growth is None and last.quantity.upper is None
    return same and bare and _JOIN.fullmatch(text[last.quantity.end : item.quantity.start]) is not None


def _like(first: Growth, item: Item) -> Growth:
    """Return the growth of a later number of a list: with the direction of the first."""
    quantity = item.quantity
    value = quantity.value * (_HUNDRED if quantity.unit == "倍" else 1)
    change = value if value < 0 else value.copy_sign(first.change)
    return replace(first, start=quantity.start, end=quantity.end, change=change)


def _levels(text: str, items: list[Item], run: list[Item]) -> list[Item]:
    """Return the levels right before a run of growth numbers, where there are as many."""
    at = items.index(run[0])
    before = [item for item in items[:at] if item.growth is None and "；" not in text[item.quantity.end : run[0].left]]
    shared = [item for item in before if item.belongs_to is not None]
    before = [item for item in before if item.belongs_to is None]
    between = text[before[-1].quantity.end : run[0].quantity.start] if before else ""
    far = len(between) > _NEAR * (1 + len(shared))
    if len(before) < len(run) or far:
        return []
    levels = before[-len(run) :]
    # 分别达3万元、1万元，｜增长4%、5%: one growth for each of the levels that were handed out
    apart = len(before) == len(run) and all(item.rule == "distributed" for item in levels)
    return levels if _RESPECTIVELY in between or apart else []


def _takes_share(text: str, item: Item) -> bool:
    """Say whether a list of percentages tells what part the levels before are: 28个、9亿元，｜分别占42%、46%."""
    return item.quantity.unit == "%" and text[item.clause[0] : item.quantity.start].strip() == "分别占"


# `，比上年分别增长` and the like stand between a level and its growth.
_NEAR = 16


def _names(text: str, sentence: Sentence, run: list[Item]) -> list[str]:
    """Return the members of the list before the numbers, one for each; none where there are not as many."""
    clause, start = run[0].clause, run[0].quantity.start
    growth = run[0].growth
    at = text.rfind(_RESPECTIVELY, clause[0], start)
    end = at if at >= 0 else growth.start if growth is not None else start
    stretches: list[Span] = [(clause[0], end)]
    earlier = sentence.before(clause)
    bare = at >= 0 and not _LEAD.sub("", text[clause[0] : at]).strip()
    if bare and earlier is not None and not any(earlier[0] <= q.start < earlier[1] for q in sentence.quantities):
        stretches.append(earlier)
    for left, right in stretches:
        parts = _members(text[left:right], len(run))
        if parts:
            more = _MORE.search(text, left, start + 1)
            raised = _RAISED.search(text, left, start + 1) if run[0].quantity.use != "share" else None
            before, after = (more["deed"] if more else ""), (raised["deed"] if raised else "")
            return [before + part + after for part in _with_first(_with_head(parts))]
        both = _town_and_country(text[left:right], len(run))
        if both:
            return both
    return []


def _told_before(text: str, sentence: Sentence, run: list[Item]) -> list[str]:
    """Return the members of a list that a clause of its own names: 甲、乙产业进展顺利，｜分别投资3亿元、5亿元."""
    clause = run[0].clause
    at = text.rfind(_RESPECTIVELY, clause[0], run[0].quantity.start)
    earlier = sentence.before(clause)
    if at < 0 or earlier is None or any(earlier[0] <= q.start < earlier[1] for q in sentence.quantities):
        return []
    if _LEAD.sub("", figure_text.without(text, clause[0], at, _times(sentence, clause[0], at))).strip():
        return []
    *first, tail = text[slice(*earlier)].split("、")
    noun = counted.after(tail)
    if len(first) + 1 != len(run) or not noun or noun == tail:
        return []
    head = next((word for word in sections("figure_words.txt")["joined"] if noun.endswith(word)), "")
    return [*(part if part.endswith(head) else part + head for part in first), noun]


def _measured(text: str, sentence: Sentence, run: list[Item], stems: list[str]) -> list[str]:
    """Return the members of a list named before with what is measured of each."""
    clause, start = run[0].clause, run[0].quantity.start
    at = text.rfind(_RESPECTIVELY, clause[0], start)
    if at < 0 or _AMONG.search(text, clause[0], start):
        return []
    before = figure_text.without(text, clause[0], at, _times(sentence, clause[0], at)).strip()
    after = "" if run[0].growth is not None else text[at + len(_RESPECTIVELY) : start].strip().removesuffix("为")
    measure = before or after
    return [] if indicators.turned(measure) else [stem + measure for stem in stems]


def _times(sentence: Sentence, start: int, end: int) -> list[Span]:
    return [(period.start, period.end) for period in sentence.periods if start <= period.start < end]


def _members(stretch: str, count: int) -> list[str]:
    """Split a list into its members; empty where it has another number of them."""
    parts = [part for part in re.split(r"、", _LEAD.sub("", stretch)) if part.strip()]
    if len(parts) == count - 1 and parts:
        last = re.split(r"以及|[和与及]", parts[-1])
        parts = parts[:-1] + last if len(last) == 2 else parts
    if len(parts) != count or any(_QUANTITY.search(part) for part in parts):
        return []
    cleaned = [indicators.before(part) for part in parts]
    return cleaned if all(cleaned) else []


def _town_and_country(stretch: str, count: int) -> list[str]:
    """Read `城乡居民人均可支配收入` before two numbers as two measures, `一二三产增加值` before three as three."""
    words = indicators.before(_LEAD.sub("", stretch))
    for said, parts in _MEMBERS.items():
        at = words.find(said)
        if at >= 0 and count == len(parts):
            return [words[:at] + part + words[at + len(said) :] for part in parts]
    return []


def _shared_tail(parts: list[str]) -> str:
    """Return what all members share where the last begins like the others: 炼铁、炼钢｜先进产能占比."""
    *others, last = parts
    size = len(others[0])
    alike = all(len(part) == size and any(map(str.__eq__, part, last)) for part in others)
    return last[size:] if alike and size <= _BRIEF and len(last) > size + 1 else ""


def _with_first(parts: list[str]) -> list[str]:
    """Give the members of a list what only the first says they are of: 火灾起数、｜火灾｜死亡人数; 每千人床位数、…."""
    first, *rest = parts
    stem = _COUNT_OF.search(first)
    of = first[: stem.start()] if stem is not None and stem.start() > 1 else ""
    per = _PER_PEOPLE.match(first)
    if per is not None:
        return [first, *(per[0] + part if part.endswith("数") and "均" not in part else part for part in rest)]
    return [first, *(of + part if part in sections("figure_words.txt")["bare-of-list"] else part for part in rest)]


def _with_head(parts: list[str]) -> list[str]:
    """Give `工业` in `工业、服务业增加值` the measure that only the last member names."""
    if parts[:2] == ["一", "二"] and parts[-1].startswith("三产业"):
        measure = parts[-1].removeprefix("三产业")
        return [f"第{ordinal}产业{measure}" for ordinal in ("一", "二", "三")]
    parts = [*parts[:-1], _RISEN.sub("", parts[-1]) or parts[-1]]
    if tail := _shared_tail(parts):
        return [*(part + tail for part in parts[:-1]), parts[-1]]
    heads = sorted(sections("figure_words.txt")["measure-head"], key=lambda word: (-len(word), word))
    head = next((head for head in heads if parts[-1].endswith(head) and parts[-1] != head), "")
    if not head or any(_WHOLE.search(part) for part in parts[:-1]):
        return parts
    if and_so_on := _AND_SO_ON.search(parts[-1]):
        head = and_so_on["kind"]
        parts = [*parts[:-1], parts[-1][: and_so_on.start()] + head]
    elif parts[-1].endswith("产业" + head) and not any("业" in part for part in parts[:-1]):
        head = "产业" + head
    elif parts[-1].endswith("行业" + head) and not any("业" in part for part in parts[:-1]):
        head = "行业" + head
    elif parts[-1].endswith("领域" + head):
        head = "领域" + head
    if share := _PART_OF.search(parts[-1]):
        head = share[0]
    if head in _RISES:
        return [part if part.endswith(_RISES) else part + head for part in parts]
    scope = _SCOPE.search(parts[0])
    if scope is not None and not any(parts[0].endswith(other) for other in heads):
        parts = [parts[0], *(scope[0] + part for part in parts[1:])]
    return [part if any(part.endswith(other) for other in heads) else part + head for part in parts]
