"""Whose a post is: the body or division that a title belongs to, where it does not stand right before it."""

from __future__ import annotations

import re
from functools import cache

from extract import lexicon
from extract.deixis import division_of_level, entity_of, home_entity, spoken_of, tells_of_another_firm
from extract.state import Found
from extract.surroundings import Surroundings
from ontology import divisions
from ontology.record import MentionType

_BODIES = frozenset({MentionType.ENTERPRISE, MentionType.GOVERNMENT, MentionType.INSTITUTION, MentionType.ASSOCIATION})
_SEATS = _BODIES | {MentionType.PLACE}
_FIRMS = frozenset({MentionType.ENTERPRISE})
_DIVISIONS = frozenset({MentionType.DISTRICT})
_OF_BODIES = ("organ", "firm")
_LEVEL = re.compile(r"自治区|[省市区县镇乡州旗盟]")
_COMMITTEE = re.compile(r"(?:区|县|市|省|州|镇|乡|街道)(?:委|党委|党工委|委员会)$")
# A head of government named beside these is theirs, beside a committee the division's.
_EXECUTIVE = re.compile(r"(?:政府|行署|公署|街道办|办事处)$")
_LOCAL = re.compile(
    r"^(?:(?:副|代)?(?P<level>[乡镇])长|(?P<kind>村|社区|街道)(?:党|委|支|主任|书记|办|干部|网格|工作者|民警|医生))"
)
# Posts of a village that do not say so: 第一书记, 支书.
_OF_VILLAGE = re.compile(r"(?:驻村)?(?:第一书记|工作队队?长|支书|(?:党支部|党总支|支部)书记)")
# Posts that no town has: `甲集团东阳基地副总经理` is of the firm. A village may have firms.
_MANAGES = re.compile(r"(?:经理|董事长|总裁|厂长|店长|创始人)$")
_VILLAGE = re.compile(r"(?:村|社区)$")
# Before a post without a body: whose it is was never named, or is named with a word that no list has.
_ANOTHERS = re.compile(r"(?:[给与和跟请找问向对]|派[出来]的?|带[着领]|陪同|来的|里的)$")
_UNKNOWN = re.compile(r"[\u3400-\u9fffA-Za-z·]{3,12}")
_OWN = re.compile(
    r"公司|企业|集团|项目|[工药茶]?厂|合作社|总部|中心|[联合协学商]会|委员会|部|车间|园区|[分支]行|[的了着这由据岁]|一[位名]|产业带"
)
# Marks between which a post stands with its body.
MARKS = "，。；：！？“”‘’\n（）()■●▲—"
# How far back the body of a bare post may be named.
_REACH = 500


@cache
def kinds() -> dict[str, tuple[str, re.Pattern[str] | None]]:
    """Return the words that name posts, with their kind and the cue of their bodies."""
    rows = ((*row, "")[:3] for row in lexicon.rows("posts.tsv"))
    return {word: (kind, re.compile(cue) if cue else None) for word, kind, cue in rows}


@cache
def words() -> str:
    """Return a pattern of all words that name a post, the longest first."""
    return "|".join(sorted(map(re.escape, kinds()), key=len, reverse=True))


@cache
def _last_word() -> re.Pattern[str]:
    return re.compile(rf"(?:{words()})$")


def kind_of(title: str) -> tuple[str, re.Pattern[str] | None]:
    """Return the kind of a title and the cue of its bodies, by the longest word it ends in."""
    match = _last_word().search(title)
    return ("", None) if match is None else kinds()[match[0]]


def beside(title: str, body: Found, around: Surroundings) -> str:
    """Return the entity that a title beside `body` belongs to: a 区长 is of the district, not of its committee."""
    kind, cue = kind_of(title)
    if body.type is MentionType.DISTRICT and kind == "job":
        return ""
    if body.type is MentionType.DISTRICT and _MANAGES.search(title) and not _VILLAGE.search(around.label(body)):
        return alone(title, body.start + 1, around)
    if (
        body.type is MentionType.DISTRICT
        and kind in _OF_BODIES
        and cue is not None
        and not cue.search(around.label(body))
        and not cue.search(_last_word().sub("", title))
    ):
        return alone(title, body.start, around)
    government = body.type is MentionType.GOVERNMENT and not _EXECUTIVE.search(around.label(body))
    if government and kind == "government":
        return _division_of_committee(title, body, around) or body.entity
    return body.entity


def _division_of_committee(title: str, body: Found, around: Surroundings) -> str:
    """`区委副书记、区长`: the district of the committee."""
    printed = around.text[body.start : body.end]
    name = around.label(body) or printed
    for form in (name, printed):
        match = _COMMITTEE.search(form)
        if match is not None:
            found = division_named(form[: match.start() + len(match[0].rstrip("委党员会工"))], around)
            if found:
                return found
    return of_level(title, around, body.start)


def division_named(name: str, around: Surroundings) -> str:
    """Return the entity of a division by its name: one of the document's, or one of the national list."""
    for named in around.state.entities.values():
        if named.type is MentionType.DISTRICT and (name == named.label or name in named.aliases):
            return named.id
    if len(name) < 2:
        return ""
    division = divisions.load().parse(name)
    return "" if division is None else entity_of(division, around.state)


def of_level(title: str, around: Surroundings, at: int) -> str:
    """Return the division whose level a title names: 镇长 the town named last, 市长 the city reported from."""
    local = _LOCAL.match(title)
    if local is not None:
        suffix = local["level"] or local["kind"]
        found = around.last(at, _DIVISIONS, re.compile(rf"{suffix}$"), floor=at - _REACH)
        return found.entity if found is not None else ""
    level = _LEVEL.search(title)
    if level is None:
        return home_entity(around.state)
    if level[0] in "乡镇":
        return ""
    division = division_of_level("省" if level[0] == "自治区" else level[0], around.state)
    return entity_of(division, around.state) if division is not None else ""


def of_another(title: str, at: int, floor: int, text: str) -> bool:
    """Say whether what stands between `floor` and a bare post is another's name, or somebody who acts on its holder."""
    start = max(floor, *(text.rfind(mark, floor, at) + 1 for mark in (*MARKS, "、")))
    lead = text[start:at].strip()
    if kind_of(title)[0] != "firm" or not lead:
        return False
    return bool(_ANOTHERS.search(lead) or (_UNKNOWN.fullmatch(lead) and not _OWN.search(lead)))


def alone(title: str, at: int, around: Surroundings) -> str:
    """Return the body of a post that stands without one; "" where the text does not tell."""
    kind, cue = kind_of(title)
    if _OF_VILLAGE.fullmatch(title):
        return _village(at, around)
    if (
        kind == "government"
        or (kind == "village" and _LOCAL.match(title))
        or (kind == "party" and title[:1] in "省市区县州")
    ):
        return of_level(title, around, at)
    if kind == "firm" and cue is None:
        return _firm(at, around)
    if cue is not None and kind in ("organ", "firm", "expert"):
        paragraph = around.paragraph(at)
        found = around.last(at, _SEATS, cue, floor=max(at - _REACH, around.paragraph(paragraph - 1)))
        return found.entity if found is not None else ""
    return ""


def _village(at: int, around: Surroundings) -> str:
    """The village or community named last in this paragraph or the one before, with no firm named behind it."""
    floor = max(at - _REACH, around.paragraph(around.paragraph(at) - 1))
    found = around.last(at, _DIVISIONS, _VILLAGE, floor=floor)
    if found is None or any(m.type in _BODIES for m in around.within(found.end, at)):
        return ""
    return found.entity


def _firm(at: int, around: Surroundings) -> str:
    """The firm named last in the paragraph, else the one that the article is about; none behind one without a name."""
    firms = [m for m in around.within(around.paragraph(at), at) if m.type in _FIRMS and m.end <= at]
    found = spoken_of(around.text, firms)
    if tells_of_another_firm(around.text, around.passage(at) if found is None else found.end, at):
        return ""
    return found.entity if found is not None else around.main_firm(at)
