"""What a text tells was set up, issued, held or handed out: what comes after is about that."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from extract import subject_words
from extract.lexicon import either, sections
from extract.state import Found, Named
from extract.subject_words import PEOPLE
from ontology.record import MentionType

_NEVER_MADE = (MentionType.DISTRICT, *PEOPLE)
_GATHERINGS = (MentionType.EVENT, MentionType.PROGRAM)
_TOOK_PLACE = re.compile(
    rf"[”》]?(?:（[^）]{{2,24}}）)?(?:[在于][^，。；]{{0,24}})?(?:正式|隆重|成功|圆满)?{either(sections('figure_words.txt')['held'])}"
    r"(?!以来|以后|之后|后|前)"
)
_NAMED = re.compile(r"[“”\d第届省市区县镇乡村会]")
# 公布的某某试点名单｜之一; “某某”、｜“某某”等
_ONE_OF = re.compile(r"[”》]?(?:等|、|[“《]|[^，。；]{0,6}之一)")
_ISSUED = re.compile(rf"[”》]?(?:正式|集中|现场|同步|成功)?{subject_words.any_of('issued')}(?=[，。；了])")
# “某某”｜知识竞赛活动
_CALLED = re.compile(rf"[”》]?[^，。；、“]{{0,8}}?{subject_words.any_of('gathering')}")
_HANDED_OUT = re.compile(subject_words.any_of("granted-kind"))
_GRANTED_REACH = 2000
# 购车｜补贴: so many characters before such a word say of what kind it is.
_HEAD = 2
_BUILDS = re.compile(rf"{subject_words.any_of('works')}(?!区)(?:了|的)?[^，。；、\d]{{0,6}}$")
_HOLDS = re.compile(r"(?:举[行办]|召开|承办|主办)了?$")


class Created:
    """The deeds of one document; `within` returns the sure mentions that begin in a span."""

    def __init__(self, text: str, within: Callable[[int, int], list[Found]], entities: Mapping[str, Named]) -> None:
        self._text = text
        self._within = within
        self._entities = entities

    def gathers(self, entity: str) -> bool:
        """Say whether an entity is an event, or an activity that was named as a programme."""
        named = self._entities[entity]
        if named.label.endswith(("活动", "仪式")) and _NAMED.search(named.label) is None:
            return False  # 春季项目签约活动 says only what was done
        return named.type is MentionType.EVENT or (
            named.type is MentionType.PROGRAM and named.label.endswith(("活动", "大赛", "比赛", "招聘会"))
        )

    def by_clause(self, start: int, end: int, *, goes_on: bool = False) -> str | None:
        """Return what a clause tells was set up, issued or held: the clauses after it are about that.

        With `goes_on` the next one is but a measure, which can be that of what was built, too: 建设某平台，｜投资3亿元.
        """
        if goes_on and (built := self._built(start, end)) is not None:
            return built
        for mention in self._within(start, end):
            if not mention.entity or mention.type in _NEVER_MADE:
                continue
            if self._made(mention, start) or self._took_place(mention, end):
                return mention.entity
        return None

    def _built(self, start: int, end: int) -> str | None:
        """Return what a clause ends with that it tells was built."""
        named = [m for m in self._within(start, end) if m.entity and m.type not in _NEVER_MADE]
        last = named[-1] if named else None
        if last is None or self._text[last.end : end].strip("”》 \n"):
            return None
        if _BUILDS.search(self._text, start, last.start) is None:
            return None
        return None if self._text.startswith(("、", "和", "及", "与"), last.start - 1) else last.entity

    def _made(self, mention: Found, start: int) -> bool:
        """Say whether the words before a name tell that it was set up; not one of several, nor by what means."""
        before = self._text[max(start, mention.start - 12) : mention.start]
        verb = subject_words.created().search(before)
        if verb is None or "通过" in self._text[start : mention.start]:
            return False
        event = mention.type is MentionType.EVENT or _CALLED.match(self._text, mention.end) is not None
        held = event or self.gathers(mention.entity)
        if verb[0].startswith(subject_words.words("organises")) and not held:
            return False
        if _ONE_OF.match(self._text, mention.end):
            return False
        label = self._entities[mention.entity].label.rstrip("”")
        if label.endswith(sections("figure_words.txt")["abstract"]) and _HOLDS.search(before) is None:
            return False
        return mention.type is not MentionType.EVENT or self.gathers(mention.entity)

    def _took_place(self, mention: Found, end: int) -> bool:
        """Say whether the words behind a name tell that it was held: 某某区2024年环境日活动｜举行."""
        if mention.type is MentionType.PROGRAM and _ISSUED.match(self._text, mention.end, end + 1):
            return True
        held = mention.type in _GATHERINGS and _TOOK_PLACE.match(self._text, mention.end, end) is not None
        return held and self.gathers(mention.entity)

    def issued(self, start: int, end: int) -> str | None:
        """Return the programme that the last clause of a sentence tells was set up or issued."""
        entity = self.by_clause(start, end)
        programme = entity is not None and self._entities[entity].type is MentionType.PROGRAM
        return entity if programme else None

    def granted(self, start: int, end: int) -> str | None:
        """Return the programme that hands out what a sentence speaks of: 消费券每张50元, of 某某消费券发放活动."""
        kinds = [match.span() for match in _HANDED_OUT.finditer(self._text, start, end)]
        for mention in reversed(self._within(max(0, start - _GRANTED_REACH), start) if kinds else ()):
            if mention.type not in _GATHERINGS or not mention.entity:
                continue
            if "、" in (self._text[mention.start - 1 : mention.start], self._text[mention.end : mention.end + 1]):
                continue  # one of several kinds
            label = self._entities[mention.entity].label
            if any(self._text[max(start, at - _HEAD) : to] in label for at, to in kinds if at - _HEAD >= start):
                return mention.entity
            if any(self._text[at:to] in label for at, to in kinds if to - at > _HEAD):
                return mention.entity
            if "券" in label and any("券" in self._text[at:to] for at, to in kinds):
                return mention.entity
        return None
