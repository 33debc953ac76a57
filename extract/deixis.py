"""Words that point at a named thing without naming it: `全区` is the district that the document reports from,
`该公司` the firm named last."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from extract import lexicon
from extract.entities import division_id, home
from extract.state import Found, Named, State
from ontology import divisions
from ontology.record import MentionType

# The rule that a word bears which points at a name.
DEIXIS = "deixis"
_OPENS = r"[，。；：“\n]"
_DEIXIS = re.compile(
    "全(?<![安健完齐保]全)[区市县镇省州旗盟]|我[区市县镇省州旗盟]|该[区市县镇州旗]|"
    + "|".join(lexicon.behind(_OPENS, f"{level}里(?![的面]|弄)") for level in "区市县省州")
)
# A firm without a name: what `公司` points at behind it is that one. `甲是一家…企业` only describes 甲.
_SOME_FIRM = re.compile(r"(?<![是为系])(?:[一某]|另一)[家间座][^，。；“”《》]{0,16}?(?:企业|公司|工厂|厂房|厂|合作社)")
# A platform named as the place where others sell is not the firm that is spoken of.
_CHANNEL = re.compile(r"平台|店铺|旗舰店|商城|渠道|直播间")
_EVENTS = frozenset({MentionType.EVENT})
_THIS_GATHERING = re.compile(r"(?:[本这][届次]|此次)(?P<head>[一-龥]{1,5}?[节赛展会])")
_THIS_TIME = ("本次", "本届", "此次", "这次", "该")
# `产业园位于乙镇`, `交流会由丙局主办`: a name's last word stands for it where a clause begins that tells of such.
_TOLD = "由(?![此于])|位于|坐落|地处|落户|选址|设在|建在|占地|总投资|规划面积|总?建筑面积|将于|为期"
_HEADWORD = re.compile(rf"{_OPENS}(?P<head>[一-龥]{{2,4}}?)(?=(?:就|也|则|现|将|计划|拟)?(?:{_TOLD}))")
_HEADED = frozenset({MentionType.PLACE, MentionType.INSTITUTION, MentionType.ASSOCIATION, MentionType.EVENT})
# `甲园是乙区的重点园区`: what a place is said to be of is not what the text goes on to speak of.
IS = re.compile(r"(?:是|为|系|成为|作为)$")
# How far back a word such as 该公司 looks for its name.
_REACH = 500
_FIRMS = frozenset({MentionType.ENTERPRISE})
_PARKS = frozenset({MentionType.PLACE})
# So many names before a word are looked at for the firm that the paragraph speaks of.
_NEAR = 40
# A firm that one came from; where a firm stands that a clause is about.
_FORMER = re.compile(r"(?:从|原|曾在|离开|辞去)$")
_HEAD = re.compile(r"(?:[，。；：“”！？\n月日]|在|走进|来到|位于|近日|日前)$")


def home_entity(state: State) -> str:
    """Return the entity of the division that the document reports from, made if no mention has it; or ""."""
    division = home(state)
    return entity_of(division, state) if division is not None else ""


def entity_of(division: divisions.Division, state: State) -> str:
    """Return the entity of a division, made if no mention has it."""
    key = division_id(division)
    if key not in state.entities:
        state.entities[key] = Named(key, MentionType.DISTRICT, division.name)
    return key


def division_of_level(level: str, state: State) -> divisions.Division | None:
    """Return the division whose name ends in `level` (`区`, `市`, `县`), from the document's own one upward."""
    place = home(state)
    if place is None:
        return None
    chain = (place, *reversed(divisions.load().ancestors(place.code)))
    return next((d for d in chain if _is_level(d, level)), None)


def _is_level(division: divisions.Division, level: str) -> bool:
    if level == "省":
        return division.level == "province"
    return division.name.endswith(level) and division.level != "province"


def with_deixis(text: str, state: State) -> list[Found]:
    """Return the mentions in order, with the words added that point at one of them."""
    starts = [m.start for m in state.mentions]
    ends = [m.end for m in state.mentions]
    added = []
    for start, end, word in _words(text):
        i = bisect_right(ends, start)
        if i < len(ends) and starts[i] < end:
            continue
        kinds, last = _meant(text, state, bisect_left(starts, start), start, word)
        if last is not None and kinds == _FIRMS and tells_of_another_firm(text, last.end, start):
            continue
        if last is not None:
            added.append(Found(start, end, last.type, DEIXIS, 0.8, last.entity))
    told = {m.start for m in added}
    added += (m for m in _gatherings(text, state, starts, ends) if m.start not in told)
    told |= {m.start for m in added}
    added += (m for m in _headwords(text, state, starts, ends) if m.start not in told)
    told |= {m.start for m in added}
    for start, end, level in _levels(text):
        i = bisect_right(ends, start)
        if start in told or (i < len(ends) and starts[i] < end):
            continue
        division = division_of_level(level, state)
        if division is not None:
            added.append(Found(start, end, MentionType.DISTRICT, DEIXIS, 0.8, entity_of(division, state)))
    return sorted([*state.mentions, *added], key=lambda m: m.start)


def _gatherings(text: str, state: State, starts: list[int], ends: list[int]) -> Iterator[Found]:
    """Yield `本届龙虾节` where an event was named whose name ends so, and nothing named begins there."""
    for match in _THIS_GATHERING.finditer(text):
        i = bisect_right(ends, match.start())
        if i < len(ends) and starts[i] < match.end():
            continue
        cue = re.compile(f"{match['head']}$")
        last = _last(text, state, bisect_left(starts, match.start()), match.start(), _EVENTS, cue)
        if last is not None:
            yield Found(*match.span(), last.type, DEIXIS, 0.8, last.entity)


def _headwords(text: str, state: State, starts: list[int], ends: list[int]) -> Iterator[Found]:
    """Yield `产业园` at the head of a clause where a name before it ends so."""
    for match in _HEADWORD.finditer(text):
        head, start = match["head"], match.start("head")
        i = bisect_right(ends, start)
        if i < len(ends) and starts[i] < match.end():
            continue
        last = _last(text, state, bisect_left(starts, start), start, _HEADED, re.compile(f".{head}$"))
        if last is not None:
            yield Found(start, match.end(), last.type, DEIXIS, 0.8, last.entity)


@lru_cache(maxsize=4)
def _levels(text: str) -> list[tuple[int, int, str]]:
    """Return where words stand that point at the document's division of a level, with that: 全区, 我市, 县里."""
    return [(*match.span(), match[0].rstrip("里")[-1]) for match in _DEIXIS.finditer(text)]


@lru_cache(maxsize=4)
def _words(text: str) -> list[tuple[int, int, str]]:
    """Return where words stand that point at what was named before, with the word of the list that they are like."""
    plain = [(match.start(), match.end(), match[0]) for match in _pointing().finditer(text)]
    taken = {end for _, end, _ in plain}
    these = ((*match.span("head"), f"该{match['head']}") for match in _this().finditer(text))
    return sorted([*plain, *(one for one in these if one[1] not in taken)])


def spoken_of(text: str, firms: Sequence[Found]) -> Found | None:
    """Return the firm that a clause begins with or goes to, the last such; else the last; none that one came from."""
    firms = [m for m in firms if not _FORMER.search(text, max(0, m.start - 3), m.start)]
    heads = [m for m in firms if not m.start or _HEAD.search(text, max(0, m.start - 2), m.start)]
    if not heads:
        return firms[-1] if firms else None
    between = text[heads[-1].end : firms[-1].start]
    return firms[-1] if between and set(between) <= set("、和与及") else heads[-1]


def tells_of_another_firm(text: str, start: int, end: int) -> bool:
    """Say whether a firm without a name comes up in a span in which none is named."""
    return _SOME_FIRM.search(text, start, end) is not None


def _meant(text: str, state: State, i: int, at: int, word: str) -> tuple[frozenset[MentionType], Found | None]:
    """Return what a word points at, and the types that it can have."""
    kinds: frozenset[MentionType] = frozenset()
    for kinds, cue in _kinds()[word]:
        last = _last(text, state, i, at, kinds, cue)
        if last is not None:
            return kinds, last
    return kinds, None


@cache
def _kinds() -> dict[str, list[tuple[frozenset[MentionType], re.Pattern[str]]]]:
    """Words that point, with the types the thing can have and what its name contains, in the order to be tried."""
    kinds: dict[str, list[tuple[frozenset[MentionType], re.Pattern[str]]]] = {}
    for row, types, cue in ((*row, "")[:3] for row in lexicon.rows("deixis.tsv")):
        words = [f"{this}{row[1:]}" for this in _THIS_TIME] if row.startswith("~") else [row]
        for word in words:
            kinds.setdefault(word, []).append((frozenset(map(MentionType, types.split("|"))), re.compile(cue)))
    return kinds


@cache
def _this() -> re.Pattern[str]:
    """`这家公司`, `这个位于甲镇、占地百亩的产业园区`: the words that 该 points with, described at length."""
    heads = sorted((word[1:] for word in _kinds() if word[0] == "该"), key=len, reverse=True)
    described = r"这[个座家条所处片](?:[^。；“”\n]{0,40}的)?[一-龥]{0,4}?"
    return re.compile(rf"{described}(?P<head>{'|'.join(heads)})(?![家们法群业])")


@cache
def _pointing() -> re.Pattern[str]:
    words = sorted(_kinds(), key=len, reverse=True)
    after_mark = [w for w in words if w[0] not in "该本此这"]
    these = "|".join(w for w in words if w[0] in "该本此这")
    # A bare 公司 points only where a clause begins with it, a bare 园区 also where one goes, 街道 also before a name.
    alone = "|".join(lexicon.behind(_OPENS, f"{w}(?![法章、])") for w in after_mark)
    places = [w for w in after_mark if any(MentionType.PLACE in kinds for kinds, _ in _kinds()[w])]
    visited = "|".join(lexicon.behind("(?:走进|来到|入驻|落户)", f"{w}(?=[内的，、])") for w in places)
    leaders = lexicon.behind("、", "公司(?=董事长|总经理|负责人|总裁|创始人|副总)")
    return re.compile(f"{these}|{alone}|{visited}|街道(?=[“《])|社区(?=[“《])|{leaders}")


def _last(
    text: str, state: State, i: int, at: int, kinds: frozenset[MentionType], cue: re.Pattern[str]
) -> Found | None:
    if kinds == _FIRMS:
        floor = text.rfind("\n", 0, at) + 1
        firms = [m for m in state.mentions[max(0, i - _NEAR) : i] if m.start >= floor and m.type in kinds]
        firms = [
            m for m in firms if not _CHANNEL.match(text, m.end) and (not cue.pattern or cue.search(_label(state, m)))
        ]
        if firms and not _crosses(state, firms[0].start, at):
            return spoken_of(text, firms)
    for found in reversed(state.mentions[:i]):
        if at - found.start > _REACH or _crosses(state, found.start, at):
            return None
        if kinds == _FIRMS and _CHANNEL.match(text, found.end):
            continue
        if kinds == _PARKS and IS.search(text, max(0, found.start - 2), found.start):
            continue
        if found.type in kinds and (not cue.pattern or cue.search(_label(state, found))):
            return found
    return None


def _label(state: State, found: Found) -> str:
    named = state.entities.get(found.entity)
    return "" if named is None else named.label


def _crosses(state: State, first: int, last: int) -> bool:
    return any(first < section.start <= last for section in state.context.sections)
