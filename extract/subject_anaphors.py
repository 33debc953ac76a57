"""What words mean that point at a thing named before: 全区, 我国, 该公司, 会客厅, 平台, 她."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import cache, cached_property

from extract import subject_words
from extract.lexicon import either
from extract.speakers import Speakers
from extract.state import Found, Named
from extract.subject_divisions import Divisions, Subject
from extract.subject_words import FIRMS, KINDS, LENDERS, PEOPLE
from ontology.record import MentionType

# How far back such a word may look for its name.
_REACH = 800
_PERSON_REACH = 300
_THIS = re.compile(rf"[\W_]*{subject_words.any_of('this')}")
_DEMONSTRATIVE = re.compile("^(?:该|本次|本届|此次)")
_A_FIRM = re.compile(rf"(?:一|这)[家间座][^，。；]{{0,16}}?{subject_words.any_of('premises')}")
_UNNAMED = re.compile(
    rf"该[^，。；、的]{{0,6}}?{subject_words.any_of('unnamed')}"
    rf"|这(?:[款种台辆件]|批(?!{subject_words.any_of('batch')}))[^，。；、的]{{1,8}}"
)
_THIS_EVENT = re.compile(
    rf"(?:这|此|本)(?:个|场|次|届|项|一)?[^，。；、\d]{{0,8}}?(?P<kind>{subject_words.any_of('gathering')})(?![^，。；]{{0,2}}(?:期|后|前))"
)
_PRONOUN = re.compile(r"[他她](?![们人国乡省市县地山])")
# 平台经济, 项目建设: no thing named before.
_COMPOUND = re.compile(subject_words.any_of("compound"))
# 行动｜开展以来，….
_BEGUN = re.compile(
    rf"(?P<kind>{subject_words.any_of('measures')})(?:自[^，。；]{{2,12}}?)?"
    rf"{either((*subject_words.words('issued'), *subject_words.words('goes-on')))}以来"
)
_LEADS = re.compile(rf"(?:^|[，。：:！？；\n”—])[“《]?$|{subject_words.any_of('brings')}了?[^，。；]{{0,6}}$")
_BRIEFINGS = subject_words.words("briefing")
# Words for what a passage is about, whatever its name is.
_ANY = {
    **dict.fromkeys(("公司", "企业", "集团", "合作社"), FIRMS),
    **dict.fromkeys(("平台", "系统"), (MentionType.PROGRAM,)),
    **dict.fromkeys(("项目", "园区"), (MentionType.PROGRAM, MentionType.PLACE)),
    **dict.fromkeys(("活动", "大会", "展会", "赛事"), (MentionType.EVENT,)),
}
_TAIL = 6
# Nothing but the members of a list stands between two of its names.
_ROW = re.compile("[^，。；：]*、[^，。；：]*")
# How far apart the names of a list can begin.
_LIST = 60


class Anaphors:
    """The words of one document that point back; `within` returns the sure mentions that begin in a span."""

    def __init__(
        self,
        text: str,
        mentions: list[Found],
        within: Callable[[int, int], list[Found]],
        entities: Mapping[str, Named],
        divisions: Divisions,
        speakers: Speakers,
    ) -> None:
        self._text = text
        self._mentions = mentions
        self._within = within
        self._entities = entities
        self._divisions = divisions
        self._speakers = speakers

    def generic(self, start: int, end: int, topic: str | None, since: int, *, overview: bool) -> Subject | None:
        """Return what a generic word at the head of a clause means; `topic` is what the text before was about.

        `since` is where the sentence begins. A report speaks of all its parks and firms, not of the last one named.
        """
        match = subject_words.generic().search(self._text, start, end)
        if match is None or not subject_words.thin(self._text, start, match.start()):
            return None
        word = match[0]
        if match["country"]:
            return self._divisions.country(), "country"
        if match["group"] or match["commune"]:
            if subject_words.against(self._text, *match.span()):
                return None
            return self._divisions.meant(word, match.start(), since)
        if overview and not _DEMONSTRATIVE.match(word):
            return None
        kinds = next(kinds for tail, kinds in KINDS.items() if word.endswith(tail))
        near = [m for m in self._within(since, match.start()) if m.type in kinds and m.entity and self._met(m, word)]
        if near:
            return (near[-1] if word.startswith("该") else near[0]).entity, "anaphor"
        told = topic is not None and self._entities[topic].type in FIRMS
        if kinds == FIRMS and not told and (owner := self._speakers.owner(match.start())) is not None:
            return owner, "anaphor"
        tail = _DEMONSTRATIVE.sub("", word).removesuffix("种")
        fitting = self._fitting(tail, kinds, match.start())
        if fitting is not None and tail not in ("公司", "企业", "集团"):
            return fitting, "anaphor"
        if topic is not None and self._can_be(tail, topic, kinds):
            return topic, "anaphor"
        entity = fitting or self._last(tail, kinds, match.start())
        return None if entity is None else (entity, "anaphor")

    def _met(self, mention: Found, word: str) -> bool:
        """Say whether a word can mean a name by its look: 大会 is no 发布会."""
        label = self._entities[mention.entity].label
        alike = label.endswith(word[-1]) and not label.endswith(_BRIEFINGS)
        return mention.type is not MentionType.EVENT or word[-2:] in label or alike

    def _can_be(self, tail: str, entity: str, kinds: tuple[MentionType, ...]) -> bool:
        """Say whether a word can mean an entity: a firm that lends is no 厂, and no other firm is a 行."""
        named = self._entities[entity]
        lends = any(word in named.label for word in LENDERS)
        return named.type in kinds and (kinds != FIRMS or tail.endswith("行") == lends or tail == "公司")

    def _last(self, tail: str, kinds: tuple[MentionType, ...], before: int) -> str | None:
        """Return the entity of the last mention that a word can mean."""
        for mention in reversed(self._within(max(0, before - _REACH), before)):
            if mention.entity and self._can_be(tail, mention.entity, kinds):
                return mention.entity
        return None

    def _fitting(self, tail: str, kinds: tuple[MentionType, ...], before: int, *, leading: bool = False) -> str | None:
        """Return the last entity that is called so: by its name (某某｜项目) or behind it (“某某”｜平台).

        A `leading` one is what its clause tells of, not one thing among others: it begins it, or is made in it.
        """
        for mention in reversed(self._within(max(0, before - _REACH), before)):
            if mention.type not in kinds or not mention.entity:
                continue
            if leading and not _LEADS.search(self._text, max(0, mention.start - 12), mention.start):
                continue
            named = self._entities[mention.entity]
            held = mention.type is MentionType.EVENT and tail in named.label
            so = any(form.endswith(tail) for form in (named.label, *named.aliases))
            if so or held or _called(tail).match(self._text, mention.end):
                return mention.entity
        return None

    def pointed(self, start: int, end: int, topic: str | None, event: str | None = None) -> Subject | None:
        """Return what a clause that names nothing points at: by a noun, by 他, by 这款…; `event` is what was held."""
        if subject_words.pointing().search(self._text, start, end) is None:
            return None
        return (
            self.bare(start, end, topic, event)
            or self.event(start, end, event)
            or self.person(start, end)
            or self.unnamed(start, end)
        )

    def bare(self, start: int, end: int, topic: str | None, event: str | None = None) -> Subject | None:
        """Return what the noun with which a clause begins means, where something was called so: 平台注册用户…."""
        begin = subject_words.lead().match(self._text, start, end).end()  # type: ignore[union-attr]
        since = _BEGUN.match(self._text, begin, end)
        if since is not None:
            begun = self._fitting(since["kind"], (MentionType.PROGRAM,), begin)
            return None if begun is None else (begun, "anaphor")
        match = subject_words.bare().match(self._text, begin, end)
        if match is None or _COMPOUND.match(self._text, match.end()):
            return None
        kinds = KINDS[match[0]]
        fitting = self._fitting(match[0], kinds, begin, leading=not match[0].endswith("会场"))
        if fitting is None and topic is not None and self._entities[topic].type in _ANY.get(match[0], ()):
            fitting = topic
        if fitting is None and _ANY.get(match[0]) == (MentionType.EVENT,):
            fitting = event
        return None if fitting is None else (fitting, "anaphor")

    def event(self, start: int, end: int, event: str | None = None) -> Subject | None:
        """Return the event that a clause points at by its kind: 这个省级侨创｜赛, 此次｜活动.

        `event` is what was held: 本届 means that.
        """
        match = _THIS_EVENT.search(self._text, start, end)
        if match is None or not subject_words.thin(self._text, start, match.start()):
            return None
        for mention in reversed(self._within(max(0, start - _REACH), start)):
            label = self._entities[mention.entity].label if mention.entity else ""
            if mention.type is MentionType.EVENT and label.endswith((match["kind"], match["kind"][-1:])):
                return mention.entity, "anaphor"
        return (event, "anaphor") if event is not None and match[0].startswith("本届") else None

    def person(self, start: int, end: int) -> Subject | None:
        """Return whom 他 or 她 means at the head of a clause."""
        match = _PRONOUN.search(self._text, start, end)
        if match is None or not subject_words.thin(self._text, start, match.start()):
            return None
        named = reversed(self._within(max(0, match.start() - _PERSON_REACH), match.start()))
        entity = next((m.entity for m in named if m.type in PEOPLE and m.entity), None)
        return None if entity is None else (entity, "anaphor")

    def unnamed(self, start: int, end: int) -> Subject | None:
        """Return nothing for what a clause is about where it points at a thing without a name: 该机型, 这款产品."""
        firm = _A_FIRM.search(self._text, start, end)
        if firm is not None and (leader := self._speakers.coming(firm.end())) is not None:
            return leader, "anaphor"
        match = _UNNAMED.search(self._text, start, end)
        if match is None or not subject_words.thin(self._text, start, match.start()):
            return None
        return None, "unnamed"

    def short(self, start: int, end: int) -> Subject | None:
        """Return the entity whose name ends in the noun with which a clause begins (会客厅, 本届大会, 该隧道)."""
        match = _THIS.match(self._text, start, end)
        begin = match.end() if match else start
        found = self.tail(begin, begin + (1 if match else 2), since=start)
        return None if found is None else (found, "short")

    def tail(self, begin: int, beyond: int, since: int | None = None) -> str | None:
        """Return the entity whose name ends in what stands at a place and reaches beyond another."""
        if self._text[begin : begin + 2] not in self._heads:
            return None
        before = begin if since is None else since
        for size in range(_TAIL, beyond - begin, -1):
            known = self._tails.get(self._text[begin : begin + size])
            if known is None:
                continue
            i = bisect_left(known, (before, ""))
            if i and before - known[i - 1][0] <= _REACH:
                return None if self._one_of(known[:i]) else known[i - 1][1]
        return None

    def _one_of(self, known: list[tuple[int, str]]) -> bool:
        """Say whether the last of some names stands in a list of such: 甲消费券、乙消费券 are not the 消费券."""
        if len(known) == 1:
            return False
        (at, one), (last, other) = known[-2:]
        return one != other and last - at <= _LIST and _ROW.fullmatch(self._text, at, last) is not None

    def this(self, start: int, event: str | None) -> Subject | None:
        """Return what was held, where 本届… gives a short form of its name: 本届｜茶博会, of 某某茶业博览会."""
        match = _THIS.match(self._text, start) if event is not None else None
        if match is None or event is None:
            return None
        label = self._entities[event].label
        for size in range(_TAIL, 1, -1):
            short = self._text[match.end() : match.end() + size]
            if short[-1:] == label[-1:] and _within(short, label):
                return event, "short"
        return None

    @cached_property
    def _tails(self) -> dict[str, list[tuple[int, str]]]:
        """The endings of all names, with where each was named and the entity."""
        found: dict[str, list[tuple[int, str]]] = {}
        for mention in self._mentions:
            if mention.type in (*PEOPLE, MentionType.DISTRICT) or not mention.entity:
                continue
            label = self._entities[mention.entity].label
            for size in range(2, min(_TAIL, len(label) - 1) + 1):
                found.setdefault(label[-size:], []).append((mention.start, mention.entity))
        return found

    @cached_property
    def _heads(self) -> frozenset[str]:
        """The two characters with which these endings begin: nearly all places are told apart by them."""
        return frozenset(tail[:2] for tail in self._tails)


def _within(short: str, label: str) -> bool:
    """Say whether the characters of a short form stand in a name in their order."""
    rest = iter(label)
    return all(char in rest for char in short)


@cache
def _called(tail: str) -> re.Pattern[str]:
    return re.compile(rf"”?[^，。；：、“”的了是]{{0,8}}?{tail}")
