"""Posts of persons: `区委常委、常务副区长孙刚锋` states two, `领导张三、李四出席` one for each of the list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extract import lexicon, sentences
from extract.deixis import entity_of, home_entity
from extract.entities import home
from extract.state import Found, FoundRelation, State, of
from ontology import divisions
from ontology.record import MentionType

_PERSONS = (MentionType.PERSON, MentionType.OFFICIAL)
_HOLDERS = frozenset(
    {
        MentionType.ENTERPRISE,
        MentionType.GOVERNMENT,
        MentionType.INSTITUTION,
        MentionType.ASSOCIATION,
        MentionType.DISTRICT,
        MentionType.PLACE,
    }
)
# What may stand in front of a post's word and belongs to the post.
_RANK = (
    r"(?:原|前|时任|现任|新任|代|代理|常务|第一|执行|联合|高级|资深|首席|名誉|兼任?|党委|党组|党工委|党总支|党支部|总支|支部|纪委"
    r"|人大|政协|工会|团委|妇联|技术|市场|运营|生产|销售|研发|项目|行政|品牌|产品|财务|人事|总务部?|办公室"
    r"|[A-Za-z一-龥]{0,6}(?:部|处|科|室|中心|组|站|办))*"
)
_LIST_GAP = re.compile(r"\s*(?:[、，/和与及]|以及)\s*$|\s+$")
_ACT = re.compile(r"^(?:，|是|为|系|现任|时任|任|曾任|担任|出任|当选为?|（)")
_ABROAD = re.compile(r"[，。；：！？“”\n（(]")


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for word, kind, *_ in lexicon.rows("posts.tsv")}


@cache
def _post() -> str:
    words = "|".join(sorted(map(re.escape, _kinds()), key=len, reverse=True))
    return rf"{_RANK}(?:{words})"


@cache
def _before() -> re.Pattern[str]:
    """One or more posts right before a name: `常委、常务副区长`, `创始人兼CEO`."""
    return re.compile(rf"(?P<posts>{_post()}(?:(?:[、兼]|兼任){_post()})*)(?:等)?[：:]?\s*$")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?P<posts>{_post()}(?:[、兼]{_post()})*)")


@dataclass(frozen=True, slots=True)
class _Title:
    """Posts as printed and the body that stands before them, if one does."""

    text: str
    start: int
    end: int
    body: Found | None


def find(text: str, state: State) -> list[FoundRelation]:
    """Return the posts stated in a document, each once."""
    seen: dict[tuple[str, str, str], FoundRelation] = {}
    for found in _all(text, state):
        seen.setdefault((found.subject, found.object, found.title), found)
    return sorted(seen.values(), key=lambda r: (r.start, r.end, r.title))


def _all(text: str, state: State) -> Iterator[FoundRelation]:
    starts = [m.start for m in state.mentions]
    for start, end in sentences.spans(text):
        inside = state.mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        carried: list[_Title] = []
        previous: Found | None = None
        for i, person in enumerate(inside):
            if person.type not in _PERSONS:
                continue
            titles = _titles_before(text, person, inside[:i], start)
            rule = "post-before-name"
            if not titles and previous is not None and _LIST_GAP.fullmatch(text[previous.end : person.start]):
                titles, rule = carried, "post-of-list"
            if not titles:
                titles, rule = _titles_after(text, person, inside[i + 1 :], end), "post-after-name"
                carried = []
            else:
                carried = titles
            previous = person
            for title in titles:
                body = _body(title, state)
                if body:
                    yield FoundRelation(
                        subject=person.entity,
                        predicate="position",
                        object=body,
                        start=min(title.start, person.start),
                        end=max(title.end, person.end),
                        rule=rule,
                        confidence=0.85 if title.body is not None else 0.7,
                        title=title.text,
                    )


def _titles_before(text: str, person: Found, earlier: list[Found], floor: int) -> list[_Title]:
    """Return the posts that stand right before a name, each with its own body where several are listed."""
    match = _before().search(text, max(floor, person.start - 60), person.start)
    titles: list[_Title] = []
    end = person.start
    while match is not None:
        at = match.start("posts")
        inner = [m for m in earlier if m.start < match.end("posts") and m.end > at and m.type in _HOLDERS]
        if inner:
            at = inner[-1].end
        body = next((m for m in reversed(earlier) if m.type in _HOLDERS and _touches(text, m, at)), None)
        titles[:0] = _split(text, at, match.end("posts"), body)
        end = body.start if body is not None else at
        if end <= floor or text[end - 1 : end] not in "、，":
            break
        match = _before().search(text, max(floor, end - 40), end - 1)
    return titles


def _touches(text: str, body: Found, at: int) -> bool:
    """Return whether a body stands right before a post, but for a mark, `的` or a short office name."""
    return body.end <= at and at - body.end <= 10 and not re.search(r"[，。；：、“”\n]", text[body.end : at])


def _titles_after(text: str, person: Found, later: list[Found], ceiling: int) -> list[_Title]:
    """Return the posts of an apposition or a clause: `张三，甲公司董事长` or `张三担任乡党委书记`."""
    act = _ACT.match(text[person.end : ceiling])
    if act is None:
        return []
    at = person.end + act.end()
    body = later[0] if later and later[0].start - at <= 2 and later[0].type in _HOLDERS else None
    match = _after().match(text, body.end if body is not None else at, ceiling)
    if match is None or (body is None and act[0] == "，"):
        return []
    return _split(text, match.start("posts"), match.end("posts"), body)


def _split(text: str, start: int, end: int, body: Found | None) -> list[_Title]:
    """Split `党委书记、董事长` into posts; those of one firm stay together as they are printed."""
    whole = text[start:end]
    if body is not None and body.type in (MentionType.ENTERPRISE, MentionType.INSTITUTION, MentionType.ASSOCIATION):
        return [_Title(whole, start, end, body)] if whole else []
    parts = re.finditer(r"[^、]+", whole)
    return [_Title(part[0], start + part.start(), start + part.end(), body) for part in parts]


def _body(title: _Title, state: State) -> str:
    """Return the body or division that a post belongs to; "" where the text does not tell."""
    if title.body is not None:
        return title.body.entity
    kind = next((k for word, k in sorted(_kinds().items(), key=lambda x: -len(x[0])) if title.text.endswith(word)), "")
    if kind == "government":
        return _division_of(title.text, state)
    if kind == "party" and title.text[:1] in "省市区县镇乡":
        return _division_of(title.text, state)
    return ""


def _division_of(title: str, state: State) -> str:
    """Return the division whose level the post names: a 区长 is of the district that the document reports from."""
    place = home(state)
    if place is None:
        return ""
    level = next(
        (
            kind
            for word, kind in (("省", "province"), ("市", "city"), ("区", "district"), ("县", "district"))
            if word in title
        ),
        "",
    )
    chain = (place, *divisions.load().ancestors(place.code))
    division = next((d for d in chain if d.level == level), None)
    return entity_of(division, state) if division is not None else "" if level else home_entity(state)


@Language.factory("xianzhi_posts", assigns=["doc._.xianzhi"])
def make_posts(nlp: Language, name: str) -> Posts:  # noqa: ARG001
    """Make the component that finds posts."""
    return Posts()


class Posts:
    """Finds the posts of persons."""

    def __call__(self, doc: Doc) -> Doc:
        state = of(doc)
        state.relations += find(doc.text, state)
        return doc
