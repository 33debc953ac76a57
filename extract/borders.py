"""Where names begin and end, whoever proposes them, as the grammar of the sentence around them tells."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from extract.crf import RULE as MODEL
from extract.lexicon import either, sections, words
from extract.listed import TITLES
from extract.no_names import BACKED, MARK, NOUNS, PERSONS, TELLS
from extract.reading import Kind, read
from extract.state import Found
from ontology.divisions import load
from ontology.record import MentionType

_LEAST = 4
# Most candidates are of these types, of which one rule alone moves a border.
_PLAIN = frozenset({MentionType.DISTRICT, MentionType.PERSON, MentionType.OFFICIAL})
_QUOTED = frozenset({MentionType.PROGRAM, MentionType.EVENT})
# What is said of a firm right behind its name.
_OF_FIRM = {
    MentionType.GOVERNMENT: re.compile("(?<=公司|集团|银行|股份)" + either(sections("narrative.txt")["party-bodies"])),
    MentionType.ENTERPRISE: re.compile("(?<=公司|集团)" + either(sections("narrative.txt")["owned"])),
}
_THINGS = (NOUNS | {MentionType.GOVERNMENT, MentionType.ASSOCIATION}) - {MentionType.EVENT}
# A school begins behind how many there are, too: 全区几十所|云岭学校.
_TELLS_OR_COUNTS = re.compile(TELLS.pattern + "|[0-9几多数两三四五六七八九十百]+[所家]")
# 每年都会认真组织｜绿色茶会: holding, which is a noun as well (社会组织) but behind an adverb.
_HOLDS = re.compile(either(sections("event_words.txt")["before-held"]) + "组织(?:开展|举办|举行)?")
_ADVERBS = re.compile(either(sections("narrative.txt")["adverbs"]))
_BEFORE = {
    MentionType.PROGRAM: re.compile(either(sections("narrative.txt")["before-programs"])),
    MentionType.PLACE: re.compile(either(sections("narrative.txt")["before-places"])),
}
_LEADS_EVENT, _SHORTEST_EVENT = re.compile(either(sections("narrative.txt")["before-events"])), 3
_GOES_ON = sections("narrative.txt")["goes-on"]
# 社工用｜“甲驿站”小程序: with what something is done.
_USES = re.compile("[^“”，、]*(?<![应利运])用(?=“)")
# 甲，｜乙”分享会: the half of a quotation that begins before.
_HALF, _OPENED, _FAR = re.compile("[^“”]*”"), re.compile("“[^“”。；\n]*$"), 30
# “甲”应用场景｜重点建设三大场景: what is done with a program; a document may be called by what is to be done.
_DONE = re.compile(either(sections("narrative.txt")["works"]))
_DOCUMENTS = sections("program_words.txt")["policy"]
# 埃及|青尼罗铁路: what follows the country must be long enough for a name.
_AFTER_COUNTRY = 4
_HOME = "中国"
# What begins behind a verb is this much less sure.
_CUT = 0.9
_LATER = frozenset({MentionType.EVENT, MentionType.INSTITUTION})
_TWO = frozenset({MentionType.PLACE, MentionType.INSTITUTION})
_SURE = 0.9
# 云岭科技高级｜副总裁: what goes with the title behind it.
_DEGREES = re.compile(either(sections("titles.txt")["degrees"]) + "$")
_LEADING = frozenset({MentionType.ENTERPRISE, MentionType.INSTITUTION, MentionType.ASSOCIATION})
_SHORTEST_FIRM = 2
_CITED = _LEADING | {MentionType.GOVERNMENT}
_CLAUSE = ("", "，", "。", "；", "：", "“", "\n", " ")
# 首席品牌官｜林晓, 建成后｜云溪街道
_CHIEF = re.compile("首席[\u3400-\u9fff]{1,4}$")
_BEFORE_PLACES = "后在由从对将向于与和及"
# 爱心企业｜青枫医疗公司: what a firm is said to be in front of its name.
_SAID = sections("firm_words.txt")["described"]
_WORKS = frozenset({MentionType.PROGRAM, MentionType.PLACE})
_BUILT = sections("narrative.txt")["built"]
# 计划｜总投资5亿元: what is planned for a work has a measure or a day.
_PLANNED = re.compile(r"(?:[总新年约于在明今将共分]|\d|投资|占地|用地|建[设筑成]|引[进入])")
_COST = re.compile(r"\d[\d.]*[万亿]*美?元(?:" + either(sections("subject_words.txt")["works"]) + ")?的?")
_SAYING = frozenset({Kind.COMMON, Kind.NUMBER, Kind.VERB, Kind.STOP})
_BESIDE = re.compile("[省市区县州旗盟]委(?=[省市区县州旗盟](?:委|政府))")


def settled(text: str, candidates: Iterable[Found]) -> list[Found]:
    """Return candidates from their first word to their last, and apart what is two names.

    A foreign country in front of a place or school is a name of its own, so is a firm in front of its quoted program,
    and what the sentence goes on with is no part of one.
    """
    given: list[Found] = []
    candidates = list(candidates)
    divisions = {f.start: f.end for f in candidates if f.type is MentionType.DISTRICT and f.rule != MODEL}
    for found in candidates:
        if found.type in _PLAIN:
            given.append(_behind_word(text, found))
            continue
        found = _before_planned(text, _before_reached(text, found)) if found.rule == MODEL else found
        found = _behind_verb(text, _before_title(text, _behind_what(text, _behind_source(text, found), divisions)))
        whole = _of_firm(text, _before_adverb(text, found) if found.rule == MODEL else found)
        given += _abroad(text, whole) if whole.type in _TWO else _organs(text, whole)
    firms = {(f.start, f.end) for f in given if f.type is MentionType.ENTERPRISE and f.confidence >= BACKED}
    return [_program(text, f, firms) if f.type in _QUOTED else f for f in given]


def _program(text: str, found: Found, firms: set[tuple[int, int]]) -> Found:
    return _before_verb(text, _quotation(text, _behind_owner(text, found, firms)))


def _behind_source(text: str, found: Found) -> Found:
    """Let a body begin behind the word that cites it: 据|盟文体局介绍."""
    cited = (
        found.type in _CITED and text[found.start] == "据" and text[max(0, found.start - 1) : found.start] in _CLAUSE
    )
    return replace(found, start=found.start + 1) if cited and found.end - found.start > _LEAST else found


def _behind_word(text: str, found: Found) -> Found:
    """Let a person or division begin behind the end of the word before it: 首席品牌官|林晓, 建成后|云溪街道."""
    if found.rule != MODEL:
        return found
    if found.type in PERSONS:
        before = max(0, found.start - _FAR)
        told = text[found.start] == "官" and _CHIEF.search(text, before, found.start) is not None
    else:
        name, table = text[found.start : found.end], load()
        told = name[0] in _BEFORE_PLACES and not table.readings(name) and bool(table.readings(name[1:]))
    return replace(found, start=found.start + 1) if told and found.end - found.start > _SHORTEST_FIRM else found


def _before_reached(text: str, found: Found) -> Found:
    """Let a name end before the verb that leads to a number: 友好城市｜达123对."""
    if found.type not in _THINGS or text[found.end - 1] != "达":
        return found
    counts = text[found.end : found.end + 1].isdigit() or text.startswith("到", found.end)
    return replace(found, end=found.end - 1) if counts and found.end - found.start > _LEAST else found


def _before_planned(text: str, found: Found) -> Found:
    """Let a work end before what is planned for it (甲项目｜计划总投资5亿元), and begin behind what it costs.

    5亿元建设｜甲项目
    """
    if found.type not in _WORKS:
        return found
    cost = _COST.match(text, found.start, found.end)
    start = cost.end() if cost is not None and found.end - cost.end() >= _LEAST else found.start
    planned = text.endswith(("计划", "规划"), start, found.end) and _PLANNED.match(text, found.end) is not None
    end = found.end - 2 if planned and text.endswith(_BUILT, start, found.end - 2) else found.end
    return found if (start, end) == (found.start, found.end) else replace(found, start=start, end=end)


def _organs(text: str, found: Found) -> Iterator[Found]:
    """Yield the organs of several levels that stand side by side one by one: 青禾省委|市委."""
    start = found.start
    if found.type is MentionType.GOVERNMENT:
        for match in _BESIDE.finditer(text, start, found.end):
            yield replace(found, start=start, end=match.end())
            start = match.end()
    yield found if start == found.start else replace(found, start=start)


def _behind_owner(text: str, found: Found, firms: set[tuple[int, int]]) -> Found:
    """Let a program begin behind the firm whose it is: 云集网|“千店”计划; a division is part of the name."""
    if found.type is not MentionType.PROGRAM:
        return found
    quoted = text.find("“", found.start + 1, found.end)
    if quoted < 0 or (found.start, quoted) not in firms:
        return found
    return replace(found, start=quoted)


def _before_verb(text: str, found: Found) -> Found:
    """Let a program that the model takes too far end before the verb: “甲姐姐”|积极开展…活动."""
    if found.rule != MODEL or found.type is not MentionType.PROGRAM:
        return found
    done = _DONE.search(text, found.start + _LEAST, found.end)
    if done is not None and not text.endswith(_DOCUMENTS, found.start, found.end):
        return replace(found, end=done.start())
    if text[found.start] != "“":
        return found
    close = text.find("”", found.start, found.end)
    if close < 0 or not text[close + 1 : found.end].lstrip().startswith(_GOES_ON):
        return found
    return replace(found, start=found.start + 1, end=close)


def _quotation(text: str, found: Found) -> Found:
    """Let a program or event that begins inside a quotation begin with it, one used for something with its own."""
    start = found.start
    uses = _USES.match(text, start, found.end) if found.rule == MODEL else None
    if uses is not None:
        start = uses.end()
    elif _HALF.match(text, start, found.end):
        opened = _OPENED.search(text[max(0, start - _FAR) : start])
        start -= len(opened[0]) if opened is not None else 0
    return found if start == found.start else replace(found, start=start)


def _behind_verb(text: str, found: Found) -> Found:
    """Let an event or institution begin behind the sentence's verb: 本次展览参考|青禾博物院, 云上购启动|2025年货节."""
    if found.type not in _LATER or MARK.search(text, found.start, found.end):
        return found
    before = _TELLS_OR_COUNTS if found.type is MentionType.INSTITUTION else TELLS
    rest = max((match.end() for match in before.finditer(text, found.start, found.end)), default=found.start)
    if found.type is MentionType.EVENT:
        held = (m.end() for m in _HOLDS.finditer(text, found.start, found.end) if read(text).is_edge(m.start()))
        rest = max(rest, *held, found.start)
    if rest == found.start or found.end - rest < _AFTER_COUNTRY:
        return found
    return Found(rest, found.end, found.type, found.rule, round(found.confidence * _CUT, 3))


def _before_adverb(text: str, found: Found) -> Found:
    """Let what the model takes for a name end before the adverb of its clause: 青禾集团|曾向云岭科技公司."""
    if found.type not in _THINGS or MARK.search(text, found.start, found.end):
        return found
    words = read(text)
    for match in _ADVERBS.finditer(text, found.start + 2, found.end):
        i = words.at(match.start())
        told = words.kind(i) is Kind.STOP or (len(match[0]) > 1 and words.word(i) == match[0])
        if words.starts[i] == match.start() and told:
            return replace(found, end=match.start())
    return found


def _behind_what(text: str, found: Found, divisions: Mapping[int, int]) -> Found:
    """Let a firm begin behind ordinary words that say what it is: 青禾县爱心企业|青枫医疗公司."""
    if found.type is not MentionType.ENTERPRISE or MARK.search(text, found.start, found.end):
        return found
    words = read(text)
    start = divisions.get(found.start, found.start)
    for i in range(words.at(start), words.before(found.end)):
        if words.kind(i) not in _SAYING:
            break
        rest = words.starts[i + 1]
        if words.word(i).endswith(_SAID) and words.kind(i + 1) is Kind.NAME and found.end - rest >= _LEAST:
            return replace(found, start=rest)
    return found


def _before_title(text: str, found: Found) -> Found:
    """Let an organisation end before the degree of the title behind it: 云岭科技高级|副总裁."""
    if found.type not in _LEADING:
        return found
    degree = _DEGREES.search(text, found.start + _SHORTEST_FIRM, found.end)
    if degree is None:
        return found
    titles = read(text).listed[TITLES]
    i = bisect_left(titles, (degree.start(), 0, ""))
    titled = i < len(titles) and titles[i][0] in (degree.start(), degree.end())
    return replace(found, end=degree.start()) if titled else found


def _of_firm(text: str, found: Found) -> Found:
    """Let a firm end before what is said of its Party committee (…有限公司|党委书记) or of whom it belongs to."""
    tail = _OF_FIRM.get(found.type)
    match = tail.search(text, found.start, found.end) if tail is not None else None
    if match is None or match.end() != found.end:
        return found
    return Found(found.start, match.start(), MentionType.ENTERPRISE, found.rule, found.confidence)


@cache
def _countries() -> re.Pattern[str]:
    return re.compile(either(name for name in words("countries.txt") if name != _HOME and len(name) > 1))


def _abroad(text: str, found: Found) -> Iterator[Found]:
    """Yield a place or school and the foreign country right in front of it as two, one without such as it is."""
    country = _countries().match(text, found.start, found.end)
    if country is None or found.end - country.end() < _AFTER_COUNTRY or text[country.end()] in "国族":
        yield found
        return
    yield Found(found.start, country.end(), MentionType.PLACE, "place.country", _SURE)
    yield replace(found, start=country.end())


def begun(text: str, start: int, end: int, kind: MentionType) -> int:
    """Where a name begins that other words run into: 浙江发布促进…行动方案, 首期“…”行动, 旅游景点云岭古村."""
    if kind is MentionType.EVENT and (led := _LEADS_EVENT.match(text, start, end)) is not None:
        return led.end() if end - led.end() >= _SHORTEST_EVENT and read(text).is_edge(led.end()) else start
    before_it = _BEFORE.get(kind)
    if before_it is None or text[start - 1 : start] == "《":
        return start
    mark = MARK.search(text, start, end)
    words = read(text)
    for before in before_it.finditer(text, start, end if mark is None else mark.start()):
        rest = before.end()
        enough = rest == mark.start() if mark is not None else end - rest >= _AFTER_COUNTRY
        if enough and words.is_edge(before.start()) and words.is_edge(rest):
            start = rest
    return start


@cache
def _kinds() -> re.Pattern[str]:
    listed = sections("program_heads.txt")
    return re.compile(either(word for word in {*listed["plain"], *listed["in"]} if len(word) > 1))


def with_kind(text: str, start: int, end: int) -> int:
    """Return where a program's name ends that stands again without marks: 民生救助保险 where “民生救助” was known."""
    kind = None if text[start - 1 : start] in "“《" else _kinds().match(text, end)
    return kind.end() if kind is not None and read(text).is_edge(kind.end()) else end
