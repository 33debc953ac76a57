"""What cannot be a name, whoever proposes it: the sentence's verb, parts of titles, aims, descriptions, mere words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import rjieba

from extract import person_rows
from extract.crf import RULE as MODEL
from extract.lexicon import either, sections
from extract.reading import Kind, read
from extract.state import Found
from ontology.record import MentionType

PERSONS = frozenset({MentionType.PERSON, MentionType.OFFICIAL})
MARK = re.compile("[“”《》（）「」]")
# 3500个｜村卫生室: how many there are begins no name.
_COUNTED = re.compile(r"\d[\d.,]*[万亿]?[多余]?[个家名位座所间户处栋]")
_UNCOUNTED = frozenset(MentionType) - {MentionType.PROGRAM, MentionType.EVENT}
# Names of these types are nouns: no verb of telling stands in them.
NOUNS = frozenset({MentionType.PLACE, MentionType.EVENT, MentionType.INSTITUTION, MentionType.ENTERPRISE})
_LONG, _PLAIN = 6, 2
_ROAD = 3
_SMALL_LEVELS = ("社区", "街道", "村")
_MOTTOS = sections("narrative.txt")["mottos"]
_AIMS, _MAKES = sections("narrative.txt")["aims"], sections("narrative.txt")["makes"]
_OF_CULTURES = sections("narrative.txt")["of-cultures"]
_VISIONS = sections("narrative.txt")["visions"]
_SLOGANS, _GENERAL = sections("narrative.txt")["slogans"], frozenset(sections("narrative.txt")["general"])
_FIRST = re.compile("第[一二三四五六七八九十]+[条批]|首[条座批]")
_MANY = "广大"
TELLS = re.compile(either(sections("narrative.txt")["verbs"]) + "(?![会厅地区仪])")
# “春茶”“古桥”“老街”三个单元: what is quoted in a row are parts of something.
_PARTS = re.compile(
    r"(?:“[^“”\n]{1,20}”\s?[、和及与]?\s?){2,}等?(?:(?:[一二两三四五六七八九十0-9]+[个大])?"
    + either(sections("narrative.txt")["parts"])
    + "|的[\u3400-\u9fff]{0,4}?"
    + either(sections("narrative.txt")["ideas"])
    + r")|(?:主题|议题|话题|课题)(?:涵盖|包括|包含|有|分别[为是])了?(?:“[^“”\n]{1,24}”\s?[、和及与]?\s?)+"
)
# What stands in every match of that, and is quick to find: two quotations in a row, or one that a theme is.
_QUOTED_PARTS = re.compile("”\\s?[、和及与]?\\s?“|[主议话课]题(?:涵盖|包括|包含|有|分别[为是])了?“")
# In a short span, only such as no short name has: 李啸|正积极.
_TELLS_PLAINLY = re.compile(either(word for word in sections("narrative.txt")["verbs"] if len(word) > _PLAIN))
_TITLE = re.compile(r"《([^《》\n]{2,80})》")
_AND = re.compile("[和与及、· ]")
_WORDS = frozenset({Kind.COMMON, Kind.VERB, Kind.STOP})
# How the rules of quotations are called whose words around show no program, and how seldom they are right.
_FIGURATIVE, _UNLIKELY = ("-image", "-cast"), 0.15
_CALLED = frozenset({MentionType.PROGRAM, MentionType.EVENT})
# Of these the end may stand in one word with what follows: 太|湖边.
_BEGUN = frozenset({MentionType.PLACE, MentionType.INSTITUTION, MentionType.ASSOCIATION})
_PARTIES = sections("narrative.txt")["parties"]
# What a rule proposes with less is no support for the model.
_BELIEVED, BACKED = 0.2, 0.6
_SHORT = 2
# 2025年计划｜新增茶园100亩: what is planned.
_YEARLY_PLAN = re.compile(r"[^“”《》\d]{0,6}(?:19|20)\d\d年计划")
# 其他｜古城复兴项目: of what kind others are; 老街的另一块“金招牌”: what something is likened to.
_LIKE_IT = re.compile(r"(?:其他|其它|类似|同类)$")
_ANOTHER = re.compile(r"另一[张个种座道条块把本份][^，。；“”]{0,8}$")
_GOES_ON = re.compile("[\u3400-\u9fff](?<![的中内里和与及书表草等])|\\d")
# 自治区级优质｜普通高中, 普惠性｜幼儿园: of what kind.
_KIND_OF_SCHOOL = re.compile(
    "(?:(?:自治区|省|市|区|县|国家)级|普惠性?|公办|民办|优质|示范性?|普通)+"
    "(?:高中|初中|小学|幼儿园|学校|中小学|医院|高校|院校|本科院校)$"
)


def without(text: str, given: Sequence[Found]) -> list[Found]:
    """Return candidates without those that are no names.

    Left out are spans over the verb of the sentence, parts of titles in 《》, cultures taken for firms, aims taken for
    places, quoted aims, mottos and parts taken for programs, divisions cut out of roads and, of the model's own, spans
    that two names joined by 和 explain, what is only described, and persons that are ordinary words.
    """
    named = titles(text)
    if named:
        given = [f for f in given if f.type is MentionType.PROGRAM or not in_title(named, f.start, f.end)]
    known = {(f.start, f.end, f.type) for f in given if f.rule != MODEL and f.confidence >= _BELIEVED}
    sure = {(f.start, f.end, f.type) for f in given if f.rule != MODEL and f.confidence >= BACKED}
    parts = [match.span() for match in _PARTS.finditer(text)] if _QUOTED_PARTS.search(text) else []
    images = {(f.start, f.end) for f in given if f.rule.endswith(_FIGURATIVE) and f.confidence < _UNLIKELY}
    divided = {f.start for f in given if f.type is MentionType.DISTRICT}
    roads = {text[f.start : f.start + _ROAD] for f in given if _is_road(text, f)}
    return [
        f
        for f in given
        if not _refuted(text, f, roads, parts, divided)
        and (f.type not in _UNCOUNTED or not text[f.start].isdigit() or not _COUNTED.match(text, f.start, f.end))
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


def _refuted(text: str, found: Found, roads: set[str], parts: list[tuple[int, int]], divided: set[int]) -> bool:
    """Whether the words themselves show that a candidate of its type is no name."""
    if found.type is MentionType.DISTRICT:
        return _of_road(text, found, roads)
    if found.type is MentionType.PROGRAM:
        return _no_program(text, found, parts)
    if found.type not in NOUNS:
        return False
    if found.type is MentionType.ENTERPRISE and _culture(text, found):
        return True
    return _told(text, found) or (found.type is MentionType.PLACE and _aim(text, found, divided))


def _is_road(text: str, found: Found) -> bool:
    """Whether a place begins with a road of three characters and the word for it: 青山东路高架."""
    if found.type is not MentionType.PLACE or found.confidence < BACKED:
        return False
    words = read(text)
    road = text.startswith(("路", "街", "大道"), found.start + _ROAD)
    return road and words.kind(words.at(found.start)) is not Kind.STOP


def _of_road(text: str, found: Found, roads: set[str]) -> bool:
    """Whether what is taken for a division is cut out of a road that the text names: 青|山东|路."""
    start = found.end - _ROAD
    return found.start == start + 1 and text[start : found.end] in roads


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
    if found.end - found.start < _LONG:
        return found.rule == MODEL and _TELLS_PLAINLY.search(text, found.start, found.end) is not None
    if MARK.search(text, found.start, found.end):
        return False
    # A meeting may be called by what it is to do.
    first = found.start + (found.type is MentionType.EVENT)
    return TELLS.search(text, first, found.end) is not None


def _no_program(text: str, found: Found, parts: list[tuple[int, int]]) -> bool:
    """Whether a program is a year and a verb, or a quoted aim (“制造强国”), a motto or a part of something."""
    if _YEARLY_PLAN.fullmatch(text, found.start, found.end):
        return _GOES_ON.match(text, found.end) is not None
    if text[found.start - 1 : found.start] != "“":
        return _LIKE_IT.search(text, max(0, found.start - 3), found.start) is not None
    if _ANOTHER.search(text, max(0, found.start - 14), found.start - 1) is not None:
        return True
    whole = text[found.end : found.end + 1] == "”"
    if whole and text.endswith(_VISIONS, found.start, found.end):
        return text[found.start : found.end] not in sections("narrative.txt")["no-visions"]
    if whole and text.startswith(_MOTTOS, found.end + 1):
        return True
    return any(start <= found.start and found.end <= end for start, end in parts)


def _aim(text: str, found: Found, divided: set[int]) -> bool:
    """Whether a zone is what somebody wants to become (打造全国…先行区), and not one that bears a name."""
    if found.start in divided or not text.endswith(_AIMS, found.start, found.end):
        return False
    return text[max(0, found.start - 8) : found.start].rstrip("“").endswith(_MAKES)


def _culture(text: str, found: Found) -> bool:
    if not text.endswith("文化", found.start, found.end):
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


# 云岭纺织机械｜制造业: what firms of a place do.
_TRADE = re.compile("(?:设计|制造|加工|研发|服务)?(?:产业|行业|企业|业)(?!集团|公司|银行|园|股份)")

# 由宁波｜运来
_CARRIED = re.compile("运[来往至到]")


def _of_trade(text: str, found: Found) -> bool:
    """Whether ordinary words alone stand between a place's name and the word for a trade."""
    words = read(text)
    first = words.at(found.start)
    kinds = [words.kind(i) for i in range(first, words.at(found.end - 1) + 1)]
    placed = kinds[0] in (Kind.DISTRICT, Kind.NAME) and words.starts[first] == found.start
    return placed and len(kinds) > 1 and all(kind is Kind.COMMON for kind in kinds[1:])


def _field(text: str, found: Found, sure: set[tuple[int, int, MentionType]]) -> bool:
    """Whether no rule is sure of this firm, and it stands in a row of fields of trade (具身智能、生物制药等产业)."""
    if found.type is not MentionType.ENTERPRISE or (found.start, found.end, found.type) in sure:
        return False
    if _CARRIED.match(text, found.end - 1) or (_TRADE.match(text, found.end) and _of_trade(text, found)):
        return True
    listed = "、" in (text[found.end : found.end + 1], text[found.start - 1 : found.start])
    return listed and _FIELDS.match(text, found.end) is not None


def _stored(name: str) -> bool:
    """Whether the dictionary has the word, and it is not made of the sounds of foreign names alone."""
    return rjieba.has_word(name) and not set(name) <= set(person_rows.SOUNDS)


def _splits(text: str, found: Found) -> bool:
    """Whether a name begins within an ordinary word (共同富|裕示范区), or a program or event ends so (关爱行|动暨)."""
    edges = (found.start, found.end) if found.type in _CALLED else (found.start,) if found.type in _BEGUN else ()
    words = read(text)
    return any(
        not words.is_edge(at) and words.kind(words.at(at)) in _WORDS and rjieba.has_word(words.word(words.at(at)))
        for at in edges
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
    """Whether a place or body is spoken of without its name: 现代化一流茶城, 行业协会, 云岭第一条隧道."""
    if found.type is MentionType.PLACE:
        slogan = text.startswith(_SLOGANS, found.start, found.end)
        told = TELLS.match(text, found.start, found.end) or _FIRST.search(text, found.start, found.end)
        return slogan or told is not None
    if found.type is MentionType.PROGRAM:
        return text[found.start] in "-－—"
    if found.type is MentionType.INSTITUTION:
        return _KIND_OF_SCHOOL.match(text, found.start, found.end) is not None
    name = text[found.start : found.end]
    party = name.endswith("党") and not name.endswith(_PARTIES)  # 某区注重|党的建设: one of the few parties, or none
    general = name.removeprefix("联合") in _GENERAL  # 联合|行业协会发布
    return found.type is MentionType.ASSOCIATION and (general or _MANY in name or party)


def _image(found: Found, images: set[tuple[int, int]]) -> bool:
    """Whether the words around a quotation show that it is an image or what something is called (老街的“课堂”)."""
    return found.type is MentionType.PROGRAM and (found.start, found.end) in images
