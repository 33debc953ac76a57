"""Where names are joined and parted once they are chosen: a place and its part, a division and what lies in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.lexicon import either, sections
from extract.reading import Kind, read
from extract.state import Found
from ontology.divisions import Level, load
from ontology.record import MentionType

_IN_FULL = ("市", "区", "县", "旗", "镇", "街道", "村", "社区")
_OWN = frozenset({Kind.NAME, Kind.CHARACTER})
# A division with its level is a name beside what it holds (云岭村|青禾乐园); one without is part of it (云岭药谷).
_LEVELS = tuple("省市区县旗州镇乡村道社")
# Roads that are called by where they begin and end, and what stands between the two.
_PLACES = sections("place_words.txt")
_JOINING = _PLACES["joining"]
_TO = ("至", "—", "-", "到")
# What goes on with a place's name, behind houses, roads and markets.
_PART = re.compile("小区|[一二三四五六七八九十东西南北]区(?![域间别分位块多两三])|码头(?!仓)|家属院|安置房")
_PART_ENDS = ("区", "码头", "市", "路", "街", "大道", "国", "洲")
_COMMUNITY = re.compile(f"社区(?!{either(_PLACES['of-communities'])})")
_ACTIVITY, _SITE = "活动", "示范基地"
_MONEY, _PAID = re.compile("资金|基金"), sections("program_words.txt")["money"]
# 云岭县委财经委员会｜第七次会议: committees meet, and the whole is the meeting.
_MEETING = re.compile("(?:第[一二三四五六七八九十百0-9]+次)?(?:（扩大）)?会议(?![室厅桌])")
# 云岭县｜云岭古商城: what is called by its county stands behind the county's own name.
_TWICE = re.compile(r"(?P<stem>[\u3400-\u9fff]{2,3})(?P<level>[区县市镇乡]|街道)(?=(?P=stem))")
_HOUSED = frozenset({MentionType.PLACE, MentionType.ENTERPRISE, MentionType.INSTITUTION, MentionType.PROGRAM})
# 云岭县茶叶协会｜第一届理事会
_TERM = re.compile("第[一二三四五六七八九十]+届(?:执行委员会|执委会|常务?委员会|委员会|理事会|监事会)(?!第)")
_MEETS = sections("event_words.txt")["meets"]
# 出席｜甲县与乙县深化合作｜座谈会
_MEETS_OF = re.compile("(?:举[行办]|召开|出席|参加)了?$")
_IS_HELD = re.compile("(?:日前|近日)?(?:在[^，。；]{1,14})?(?:举行|召开|举办|开幕)")
_OPENS = ("", "，", "。", "\n")
_WITH = re.compile("[与和—][^，。；：、“”\n]{1,16}")
_PARTIES = frozenset({MentionType.DISTRICT, MentionType.GOVERNMENT, MentionType.ENTERPRISE, MentionType.INSTITUTION})
_MINUTES, _LONGEST_TIME = re.compile(r"\d+\s*分\s*$"), 6
_OF_COMMUNITY = "路街苑园桥里湾庭"
_SHORT = 2
_OF_CITIES = ("区", "县")
# Names of these types may be whole in one place of a text and torn in another.
_WHOLE = frozenset(MentionType) - {MentionType.PERSON, MentionType.OFFICIAL, MentionType.DISTRICT}


def joined(text: str, mentions: list[Found]) -> list[Found]:
    """Return mentions, in order, places whole: with a division's short name in front, with what the sentence adds."""
    out: list[Found] = []
    for i, found in enumerate(mentions):
        before = out[-1] if out else None
        if before is not None and (_opens(text, before, found) or _holds(text, before, found)):
            found = Found(before.start, found.end, found.type, found.rule, found.confidence)
            out.pop()
        first = _parties(text, out, found)
        if first is not None:
            found = Found(out[first].start, found.end, found.type, found.rule, found.confidence)
            del out[first:]
        twice = _TWICE.match(text, found.start, found.end) if found.type in _HOUSED else None
        if twice is not None:
            out.append(replace(found, end=twice.end("level"), type=MentionType.DISTRICT))
            found = replace(found, start=twice.end("level"))
        whole = _with_part(text, found)
        out.append(whole if i + 1 == len(mentions) or whole.end <= mentions[i + 1].start else found)
    return out


def _opens(text: str, before: Found, found: Found) -> bool:
    """Whether a division belongs to the place after it: 云岭|药谷, 青川|至|白水高速公路."""
    if found.type is not MentionType.PLACE or before.type not in (MentionType.DISTRICT, MentionType.PLACE):
        return False
    if text[before.end : found.start] in _TO:
        return text.endswith(_JOINING, found.start, found.end)
    if before.type is not MentionType.DISTRICT or before.end != found.start:
        return False
    return before.end - before.start > 1 and not text[before.start : before.end].endswith(_LEVELS)


def _parties(text: str, before: list[Found], found: Found) -> int | None:
    """Return the first of the mentions before a meeting that is called by who meets: 出席｜甲县与乙县合作｜座谈会."""
    if found.type is not MentionType.EVENT:
        return None
    held = _IS_HELD.match(text, found.end) is not None
    for i in range(len(before) - 1, max(-1, len(before) - 3), -1):
        start = before[i].start
        called = _MEETS_OF.search(text, max(0, start - 3), start) or (
            held and text[max(0, start - 1) : start] in _OPENS
        )
        if called and before[i].type in _PARTIES and _WITH.fullmatch(text, before[i].end, found.start):
            return i
    return None


def _holds(text: str, before: Found, found: Found) -> bool:
    """Whether a city is that of the district behind it, whatever the national list says: 广州|青禾区."""
    if not before.type is found.type is MentionType.DISTRICT or before.end != found.start:
        return False
    lower = found.end - found.start > _SHORT and text.endswith(_OF_CITIES, found.start, found.end)
    return lower and any(item.level is Level.CITY for item in load().named(text[before.start : before.end]))


def _with_part(text: str, found: Found) -> Found:
    """Let a name end behind what is still its own, and 银杏路|社区 be a community.

    福安公寓|小区, 专项奖励|资金, 打擂比武|活动, 中央政治局|会议, 茶叶协会|第一届理事会. A 示范基地 is a place.
    """
    if found.type is MentionType.EVENT and text.startswith(_ACTIVITY, found.end):
        return replace(found, end=found.end + len(_ACTIVITY))
    if found.type is MentionType.GOVERNMENT and text.endswith(_MEETS, found.start, found.end):
        meeting = _MEETING.match(text, found.end)
        return found if meeting is None else replace(found, end=meeting.end(), type=MentionType.EVENT)
    if (
        found.type is MentionType.PROGRAM
        and _MONEY.match(text, found.end)
        and text.endswith(_PAID, found.start, found.end)
    ):
        return replace(found, end=found.end + 2)
    if found.type is MentionType.ASSOCIATION and (term := _TERM.match(text, found.end)) is not None:
        return replace(found, end=term.end())
    if (
        found.type is MentionType.PROGRAM
        and text.endswith(_SITE, found.start, found.end)
        and "“" not in text[found.start : found.end]
    ):
        return replace(found, type=MentionType.PLACE)
    if found.type is MentionType.PLACE and _COMMUNITY.match(text, found.end) and text[found.end - 1] in _OF_COMMUNITY:
        return replace(found, end=found.end + 2, type=MentionType.DISTRICT)
    part = _PART.match(text, found.end) if found.type is MentionType.PLACE else None
    return (
        found if part is None or text.endswith(_PART_ENDS, found.start, found.end) else replace(found, end=part.end())
    )


def without_people(text: str, found: Found) -> Found:
    """Let a village end before its people: 云岭|村民."""
    village = found.type is MentionType.DISTRICT and text.startswith("村民", found.end - 1)
    return replace(found, end=found.end - 1) if village and found.end - found.start > _SHORT else found


def parted(text: str, mentions: Iterable[Found], divisions: Iterable[Found]) -> Iterator[Found]:
    """Yield mentions, a place with a name of its own behind a division in full as two: 青禾镇|李家灶广场.

    What only says what it is goes with the division: 青禾镇文化中心, 青禾市经开区.
    """
    full: dict[int, list[Found]] = {}
    for found in divisions:
        if text[found.start : found.end].endswith(_IN_FULL):
            full.setdefault(found.start, []).append(found)
    for found in mentions:
        before = [d for d in full.get(found.start, ()) if d.end < found.end] if found.type is MentionType.PLACE else []
        division = max(before, key=_end, default=None)
        if division is None or not _named(text, division.end, found.end):
            yield found
            continue
        yield division
        yield Found(division.end, found.end, found.type, found.rule, found.confidence)


def completed(text: str, mentions: list[Found]) -> list[Found]:
    """Return mentions, in order, those whole that the text calls by more in front elsewhere, and here too.

    `茶乡走进｜校园巡展`, where `茶乡走进校园巡展` is named once; `12分｜钟健身圈`.
    """
    names: dict[tuple[MentionType, str], set[str]] = defaultdict(set)
    for found in mentions:
        if found.type in _WHOLE:
            names[found.type, text[found.end - _SHORT : found.end]].add(text[found.start : found.end])
    out: list[Found] = []
    for found in mentions:
        name = text[found.start : found.end]
        alike = names.get((found.type, text[found.end - _SHORT : found.end]), ())
        fuller = (one for one in alike if len(one) > len(name) and one.endswith(name))
        start = min((found.end - len(_shared(text, found.end, one)) for one in fuller), default=found.start)
        if text[start] == "钟" and (minutes := _MINUTES.search(text, max(0, start - _LONGEST_TIME), start)) is not None:
            start = minutes.start()
        free = not out or out[-1].end <= start
        out.append(replace(found, start=start) if free and start < found.start else found)
    return out


def _shared(text: str, end: int, name: str) -> str:
    """Return as much of a name as stands before `end`: all of it, all but the division in front, or nothing."""
    if text.endswith(name, 0, end):
        return name
    rest = load().split(name)[1]
    return rest if text.endswith(rest, 0, end) else ""


def _end(found: Found) -> int:
    return found.end


def _named(text: str, start: int, end: int) -> bool:
    """Whether something else than ordinary words stands before the last word of a stretch."""
    words = read(text)
    first, last = words.at(start), words.at(end - 1)
    if words.starts[first] != start:  # 区福运|公寓: the segmenter does not know what stands there
        return words.kind(first) in _OWN
    return any(words.kind(i) in _OWN for i in range(first, last))
