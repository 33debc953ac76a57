"""Where names begin and end, whoever proposes them: what the grammar of the sentence forbids, parts and joins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import rjieba

from extract import person_rows
from extract.crf import RULE as MODEL
from extract.lexicon import either, sections, words
from extract.reading import Kind, read
from extract.state import Found
from ontology.record import MentionType

PERSONS = frozenset({MentionType.PERSON, MentionType.OFFICIAL})
_MARK = re.compile("[“”《》（）「」]")
# 3500个｜村卫生室: how many there are begins no name.
_COUNTED = re.compile(r"\d[\d.,]*[万亿]?[多余]?[个家名位座所间户处栋]")
_UNCOUNTED = frozenset(MentionType) - {MentionType.PROGRAM, MentionType.EVENT}
# Names of these types are nouns: no verb of telling stands in them.
_NOUNS = frozenset({MentionType.PLACE, MentionType.EVENT, MentionType.INSTITUTION, MentionType.ENTERPRISE})
_LONG = 6
_ROAD = 3
_LEAST = 4
_SMALL_LEVELS = ("社区", "街道", "村")
_MOTTOS = sections("narrative.txt")["mottos"]
_AIMS, _MAKES = sections("narrative.txt")["aims"], sections("narrative.txt")["makes"]
# What is said of a firm right behind its name.
_OF_FIRM = {
    MentionType.GOVERNMENT: re.compile("(?<=公司|集团|银行|股份)" + either(sections("narrative.txt")["party-bodies"])),
    MentionType.ENTERPRISE: re.compile("(?<=公司|集团)" + either(sections("narrative.txt")["owned"])),
}
_THINGS = (_NOUNS | {MentionType.GOVERNMENT, MentionType.ASSOCIATION}) - {MentionType.EVENT}
_TELLS = re.compile(either(sections("narrative.txt")["verbs"]) + "(?![会厅地区仪])")
# A school begins behind how many there are, too: 全区几十所|云岭学校.
_TELLS_OR_COUNTS = re.compile(_TELLS.pattern + "|[0-9几多数两三四五六七八九十百]+[所家]")
_ADVERBS = re.compile(either(sections("narrative.txt")["adverbs"]))
_BEFORE = {
    MentionType.PROGRAM: re.compile(either(sections("narrative.txt")["before-programs"])),
    MentionType.PLACE: re.compile(either(sections("narrative.txt")["before-places"])),
}
_LEADS_EVENT, _SHORTEST_EVENT = re.compile(either(sections("narrative.txt")["before-events"])), 3
_GOES_ON = sections("narrative.txt")["goes-on"]
_OF_CULTURES = sections("narrative.txt")["of-cultures"]
_VISIONS = sections("narrative.txt")["visions"]
_SLOGANS, _GENERAL = sections("narrative.txt")["slogans"], frozenset(sections("narrative.txt")["general"])
_FIRST = re.compile("第[一二三四五六七八九十]+[条批]|首[条座批]")
_MANY = "广大"
# 社工用｜“甲驿站”小程序: with what something is done.
_USES = re.compile("[^“”，、]*(?<![应利运])用(?=“)")
# 甲，｜乙”分享会: the half of a quotation that begins before.
_OPENS, _HALF, _FAR = "“", re.compile("[^“”]*”"), 30
# “甲”应用场景｜重点建设三大场景: what is done with a program; a document may be called by what is to be done.
_DONE = re.compile("(?:重点|加快|着力|全力|大力)(?:建设|打造|推进|发展|实施|构建)")
_DOCUMENT = re.compile("关于|《|(?:意见|方案|通知|规划|纲要|条例|措施|办法|行动|计划|工程|政策|若干)$")
# “水乡”“圣地”“国魄”三个部分: what is quoted in a row are parts of something.
_PARTS = re.compile(
    r"(?:“[^“”\n]{1,20}”\s?[、和及与]?\s?){2,}等?(?:(?:[一二两三四五六七八九十0-9]+[个大])?"
    + either(sections("narrative.txt")["parts"])
    + "|的[\u3400-\u9fff]{0,4}?"
    + either(sections("narrative.txt")["ideas"])
    + r")|(?:主题|议题|话题|课题)(?:涵盖|包括|包含|有|分别[为是])了?(?:“[^“”\n]{1,24}”\s?[、和及与]?\s?)+"
)
_TITLE = re.compile(r"《([^《》\n]{2,80})》")
_AND = re.compile("[和与及、· ]")
_WORDS = frozenset({Kind.COMMON, Kind.VERB, Kind.STOP})
# 埃及|青尼罗铁路: what follows the country must be long enough for a name.
_AFTER_COUNTRY = 4
_HOME = "中国"
# What begins behind a verb is this much less sure.
_CUT = 0.9
# How the rules of quotations are called whose words around show no program, and how seldom they are right.
_FIGURATIVE, _UNLIKELY = ("-image", "-cast"), 0.15
_CALLED = frozenset({MentionType.PROGRAM, MentionType.EVENT})
_LATER = frozenset({MentionType.EVENT, MentionType.INSTITUTION})
_TWO = frozenset({MentionType.PLACE, MentionType.INSTITUTION})
_SURE = 0.9
# What a rule proposes with less is no support for the model.
_BELIEVED, _BACKED = 0.2, 0.6
_SHORT = 2
_BESIDE = re.compile("[省市区县州旗盟]委(?=[省市区县州旗盟](?:委|政府))")


def plausible(text: str, candidates: Iterable[Found]) -> list[Found]:
    """Leave out what cannot be a name, and part what is two.

    A foreign country in front of a place or school is a name of its own, so is a firm in front of its quoted program,
    and what the sentence goes on with is no part of one. Left out are spans over the verb of the sentence, parts of
    titles in 《》, cultures taken for firms, aims taken for places, quoted aims, mottos and parts taken for programs,
    divisions cut out of roads and, of the model's own, spans that two names joined by 和 explain, what is only
    described, and persons that are ordinary words.
    """
    given: list[Found] = []
    for found in candidates:
        whole = _of_firm(text, _before_adverb(text, _behind_verb(text, found)))
        given += _abroad(text, whole) if whole.type in _TWO else _organs(text, whole)
    firms = {(f.start, f.end) for f in given if f.type is MentionType.ENTERPRISE and f.confidence >= _BACKED}
    given = [_before_verb(text, _quotation(text, _behind_owner(text, f, firms))) for f in given]
    named = titles(text)
    if named:
        given = [f for f in given if f.type is MentionType.PROGRAM or not in_title(named, f.start, f.end)]
    known = {(f.start, f.end, f.type) for f in given if f.rule != MODEL and f.confidence >= _BELIEVED}
    sure = {(f.start, f.end, f.type) for f in given if f.rule != MODEL and f.confidence >= _BACKED}
    parts = [match.span() for match in _PARTS.finditer(text)]
    images = {(f.start, f.end) for f in given if f.rule.endswith(_FIGURATIVE) and f.confidence < _UNLIKELY}
    divided = {f.start for f in given if f.type is MentionType.DISTRICT}
    roads = {text[f.start : f.start + _ROAD] for f in given if _is_road(text, f)}
    return [
        f
        for f in given
        if not (
            _told(text, f)
            or _of_road(text, f, roads)
            or _culture(text, f)
            or _no_program(text, f, parts)
            or _aim(text, f, divided)
        )
        and (f.type not in _UNCOUNTED or not _COUNTED.match(text, f.start, f.end))
        and (
            f.rule != MODEL
            or not (
                _joint(text, f, known)
                or _ordinary(text, f, known)
                or _field(text, f, sure)
                or _image(f, images)
                or _splits(text, f)
                or _deed(text, f, known)
                or _description(text, f)
            )
        )
    ]


def _is_road(text: str, found: Found) -> bool:
    """Whether a place begins with a road of three characters and the word for it: 青山东路高架."""
    if found.type is not MentionType.PLACE or found.confidence < _BACKED:
        return False
    words = read(text)
    road = text.startswith(("路", "街", "大道"), found.start + _ROAD)
    return road and words.kind(words.at(found.start)) is not Kind.STOP


def _of_road(text: str, found: Found, roads: set[str]) -> bool:
    """Whether what is taken for a division is cut out of a road that the text names: 青|山东|路."""
    start = found.end - _ROAD
    return found.type is MentionType.DISTRICT and found.start == start + 1 and text[start : found.end] in roads


def _organs(text: str, found: Found) -> Iterator[Found]:
    """Yield the organs of several levels that stand side by side one by one: 青禾省委|市委."""
    start = found.start
    if found.type is MentionType.GOVERNMENT:
        for match in _BESIDE.finditer(text, start, found.end):
            yield Found(start, match.end(), found.type, found.rule, found.confidence)
            start = match.end()
    yield found if start == found.start else Found(start, found.end, found.type, found.rule, found.confidence)


def _behind_owner(text: str, found: Found, firms: set[tuple[int, int]]) -> Found:
    """Let a program begin behind the firm whose it is: 云集网|“千店”计划; a division is part of the name."""
    if found.type is not MentionType.PROGRAM:
        return found
    quoted = text.find("“", found.start + 1, found.end)
    if quoted < 0 or (found.start, quoted) not in firms:
        return found
    return Found(quoted, found.end, found.type, found.rule, found.confidence)


def _before_verb(text: str, found: Found) -> Found:
    """Let a program that the model takes too far end before the verb: “小荷姐姐”|积极参与…服务活动."""
    if found.rule != MODEL or found.type is not MentionType.PROGRAM:
        return found
    done = _DONE.search(text, found.start + _LEAST, found.end)
    if done is not None and _DOCUMENT.search(text[found.start : found.end]) is None:
        return Found(found.start, done.start(), found.type, found.rule, found.confidence)
    if text[found.start] != "“":
        return found
    close = text.find("”", found.start, found.end)
    if close < 0 or not text[close + 1 : found.end].lstrip().startswith(_GOES_ON):
        return found
    return Found(found.start + 1, close, found.type, found.rule, found.confidence)


def _quotation(text: str, found: Found) -> Found:
    """Let a program or event that begins inside a quotation begin with it, one used for something with its own."""
    if found.type not in (MentionType.PROGRAM, MentionType.EVENT):
        return found
    start = found.start
    uses = _USES.match(text, start, found.end) if found.rule == MODEL else None
    if uses is not None:
        start = uses.end()
    elif _HALF.match(text, start, found.end):
        open_ = text.rfind(_OPENS, max(0, start - _FAR), start)
        start = open_ if open_ >= 0 and not re.search("[”。；\n]", text[open_:start]) else start
    return found if start == found.start else replace(found, start=start)


def titles(text: str) -> list[tuple[int, int]]:
    """Return where titles in 《》 stand."""
    return [match.span(1) for match in _TITLE.finditer(text)]


def in_title(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether a name is part of a title in 《》, which names something else as a whole (《绿色清河我骄傲》)."""
    i = bisect_right(spans, (start, end)) - 1
    around = [spans[k] for k in (i, i + 1) if 0 <= k < len(spans)]
    return any(first <= start and end <= last and (first, last) != (start, end) for first, last in around)


def _told(text: str, found: Found) -> bool:
    """Whether the sentence's own verb stands in the span (云岭区紧扣…示范区); marks shelter what they enclose."""
    if found.type not in _NOUNS or found.end - found.start < _LONG or _MARK.search(text, found.start, found.end):
        return False
    # A meeting may be called by what it is to do.
    first = found.start + (found.type is MentionType.EVENT)
    return _TELLS.search(text, first, found.end) is not None


def _behind_verb(text: str, found: Found) -> Found:
    """Let an event or institution begin behind the sentence's verb: 本次展览参考|青禾博物院, 云上购启动|2025年货节."""
    if found.type not in _LATER or _MARK.search(text, found.start, found.end):
        return found
    before = _TELLS_OR_COUNTS if found.type is MentionType.INSTITUTION else _TELLS
    rest = max((match.end() for match in before.finditer(text, found.start, found.end)), default=found.start)
    if rest == found.start or found.end - rest < _AFTER_COUNTRY:
        return found
    return Found(rest, found.end, found.type, found.rule, round(found.confidence * _CUT, 3))


def _before_adverb(text: str, found: Found) -> Found:
    """Let what the model takes for a name end before the adverb of its clause: 青禾集团|曾向云岭科技公司."""
    if found.rule != MODEL or found.type not in _THINGS or _MARK.search(text, found.start, found.end):
        return found
    words = read(text)
    for match in _ADVERBS.finditer(text, found.start + 2, found.end):
        i = words.at(match.start())
        told = words.kind(i) is Kind.STOP or (len(match[0]) > 1 and words.word(i) == match[0])
        if words.starts[i] == match.start() and told:
            return Found(found.start, match.start(), found.type, found.rule, found.confidence)
    return found


def _of_firm(text: str, found: Found) -> Found:
    """Let a firm end before what is said of its Party committee (…有限公司|党委书记) or of whom it belongs to."""
    tail = _OF_FIRM.get(found.type)
    match = tail.search(text, found.start, found.end) if tail is not None else None
    if match is None or match.end() != found.end:
        return found
    return Found(found.start, match.start(), MentionType.ENTERPRISE, found.rule, found.confidence)


def _no_program(text: str, found: Found, parts: list[tuple[int, int]]) -> bool:
    """Whether a quotation is an aim of a country (“制造强国”), a motto or a part of something, and no program."""
    if found.type is not MentionType.PROGRAM or text[found.start - 1 : found.start] != "“":
        return False
    whole = text[found.end : found.end + 1] == "”"
    if whole and text.endswith(_VISIONS, found.start, found.end):
        return text[found.start : found.end] not in sections("narrative.txt")["no-visions"]
    if whole and text.startswith(_MOTTOS, found.end + 1):
        return True
    return any(start <= found.start and found.end <= end for start, end in parts)


def _aim(text: str, found: Found, divided: set[int]) -> bool:
    """Whether a zone is what somebody wants to become (打造全国…先行区), and not one that bears a name."""
    if (
        found.type is not MentionType.PLACE
        or found.start in divided
        or not text.endswith(_AIMS, found.start, found.end)
    ):
        return False
    return text[max(0, found.start - 8) : found.start].rstrip("“").endswith(_MAKES)


def _culture(text: str, found: Found) -> bool:
    if found.type is not MentionType.ENTERPRISE or not text.endswith("文化", found.start, found.end):
        return False
    name = text[found.start : found.end]
    return any(text.startswith(word, at + len(name)) for at in _places(text, name) for word in _OF_CULTURES)


def _places(text: str, name: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)


def _joint(text: str, found: Found, known: set[tuple[int, int, MentionType]]) -> bool:
    return any(
        (found.start, at.start(), found.type) in known and (at.end(), found.end, found.type) in known
        for at in _AND.finditer(text, found.start, found.end)
    )


def _ordinary(text: str, found: Found, known: set[tuple[int, int, MentionType]]) -> bool:
    """Whether no rule knows this person, and it is a word of the dictionary or cuts one in two."""
    if found.type not in PERSONS or any((found.start, found.end, kind) in known for kind in PERSONS):
        return False
    words = read(text)
    first, last = words.at(found.start), words.at(found.end - 1)
    if first == last and found.end - found.start > _SHORT and _stored(text[found.start : found.end]):
        return True
    return any(
        len(words.word(i)) > 1
        and words.kind(i) in _WORDS
        and (words.starts[i] < found.start or words.starts[i + 1] > found.end or first == last)
        for i in {first, last}
    )


# 、生物医药、新能源等新兴产业: in a row that ends so stand fields of trade.
_FIELDS = re.compile(
    r"(?:[、和及与][^，。；、：\n和及与]{2,10}){0,8}?等?[^，。；、：\n]{0,6}?(?:领域|产业|行业|赛道|品类|门类|业态)"
    r"(?!园|[^，。；\n]{0,6}(?:企业|公司|龙头|品牌|项目|集团))"
)


def _field(text: str, found: Found, sure: set[tuple[int, int, MentionType]]) -> bool:
    """Whether no rule is sure of this firm, and it stands in a row of fields of trade (具身智能、生物制药等产业)."""
    if found.type is not MentionType.ENTERPRISE or (found.start, found.end, found.type) in sure:
        return False
    listed = "、" in (text[found.end : found.end + 1], text[found.start - 1 : found.start])
    return listed and _FIELDS.match(text, found.end) is not None


def _stored(name: str) -> bool:
    """Whether the dictionary has the word, and it is not made of the sounds of foreign names alone."""
    return rjieba.has_word(name) and not set(name) <= set(person_rows.SOUNDS)


def _splits(text: str, found: Found) -> bool:
    """Whether a program or event begins or ends within an ordinary word (关爱行|动暨)."""
    if found.type not in _CALLED:
        return False
    words = read(text)
    return any(
        not words.is_edge(at) and words.kind(words.at(at)) in _WORDS and rjieba.has_word(words.word(words.at(at)))
        for at in (found.start, found.end)
    )


def _deed(text: str, found: Found, known: set[tuple[int, int, MentionType]]) -> bool:
    """Whether no rule knows this community, and a verb is all that stands before what it is (完善社区)."""
    if found.type is not MentionType.DISTRICT or (found.start, found.end, found.type) in known:
        return False
    kind = next((level for level in _SMALL_LEVELS if text.endswith(level, found.start, found.end)), None)
    words = read(text)
    first = words.at(found.start)
    whole = words.starts[first] == found.start and kind is not None
    return whole and words.kind(first) is Kind.VERB and words.starts[first + 1] == found.end - len(kind or "")


def _description(text: str, found: Found) -> bool:
    """Whether a place or body is spoken of without its name: 国际化一流新区, 行业协会, 云岭第一条隧道."""
    if found.type is MentionType.PLACE:
        slogan = text.startswith(_SLOGANS, found.start, found.end)
        told = _TELLS.match(text, found.start, found.end) or _FIRST.search(text, found.start, found.end)
        return slogan or told is not None
    if found.type is MentionType.PROGRAM:
        return text[found.start] in "-－—"
    name = text[found.start : found.end]
    return found.type is MentionType.ASSOCIATION and (name in _GENERAL or _MANY in name)


def _image(found: Found, images: set[tuple[int, int]]) -> bool:
    """Whether the words around a quotation show that it is an image or what something is called (老街的“课堂”)."""
    return found.type is MentionType.PROGRAM and (found.start, found.end) in images


@cache
def _countries() -> re.Pattern[str]:
    return re.compile(either(name for name in words("countries.txt") if name != _HOME and len(name) > 1))


def _abroad(text: str, found: Found) -> Iterator[Found]:
    """Yield a place or school and the foreign country right in front of it as two, one without such as it is."""
    country = _countries().match(text, found.start, found.end)
    if country is None or found.end - country.end() < _AFTER_COUNTRY or text.startswith("国", country.end()):
        yield found
        return
    yield Found(found.start, country.end(), MentionType.PLACE, "place.country", _SURE)
    yield Found(country.end(), found.end, found.type, found.rule, found.confidence)


def begun(text: str, start: int, end: int, kind: MentionType) -> int:
    """Where a name begins that other words run into: 浙江发布促进…行动方案, 首期“…”行动, 旅游景点云岭古村."""
    if kind is MentionType.EVENT and (led := _LEADS_EVENT.match(text, start, end)) is not None:
        return led.end() if end - led.end() >= _SHORTEST_EVENT and read(text).is_edge(led.end()) else start
    before_it = _BEFORE.get(kind)
    if before_it is None or text[start - 1 : start] == "《":
        return start
    mark = _MARK.search(text, start, end)
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
