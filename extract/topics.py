"""Who a clause speaks of when it does not say so: its sentence's subject, its passage's, or the document's division."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from extract import post_bodies, post_reporters
from extract.deixis import IS, home_entity
from extract.entities import division_of
from extract.state import Found
from extract.surroundings import Surroundings
from ontology.record import MentionType

ACTORS = frozenset(
    {
        MentionType.DISTRICT,
        MentionType.GOVERNMENT,
        MentionType.ENTERPRISE,
        MentionType.INSTITUTION,
        MentionType.ASSOCIATION,
    }
)
# The rule that the mention bears which stands for the division that the document is about.
HOME = "home"
_PERSONS = frozenset({MentionType.PERSON, MentionType.OFFICIAL})
_SITE = re.compile(r"(?:园|区|城|谷|镇|港|基地|街|市场|大厦|中心|广场|综合体)$")
_SITES = frozenset({MentionType.PLACE})
_PLACES = frozenset({MentionType.PLACE, MentionType.DISTRICT})
# Behind these words a name is no subject.
_OBJECT = re.compile(
    r"(?:在|从|以|对|向|与|给|于|据|按|照|到|走进|深入|覆盖|遍布|赴|户|驻|比|把|来自|离开|为|等|和|及|带|紧扣|围绕|落实|贯彻|学习|、|率|邀请|帮助|支持|帮扶|援助|支援|推动|指导|引导|让|助|获|经|依托|借助|结合|聚焦|面向|对接|携手|联合|会同|通过|利用|(?:设立|成立|组建|打造|建成|引进|培育)了?)"
    r"[“《]?$"
)
_NO_SUBJECT = re.compile(r"[的、]|等|内[，的]|里[，的]|至|到|一带")
# What an official asks for is no fact yet.
_DIRECTIVE = re.compile(
    r"(?:^|[，；：“。、])(?:还|就|也|必须|切实|进一步|都|更|同时)*(?:要|须)(?!求|素|道|点|闻|么)|(?:建议|呼吁|希望|争取|力争|下一步)"
)
# What is done at a meeting is done by who holds it, not by who spoke before.
_AT_MEETING = re.compile(
    r"\s*(?:[^，。；]{1,8}(?:仪式|大会|会议|论坛|活动)(?:上|现场)|会上|会议|大会|仪式上|现场|活动现场|座谈会上|发布会上)"
)
_ORDERED = re.compile(r"(?:强调|指出|要求|提出)[^。]{0,30}?要")
_LEAD = re.compile(r"\s*(?:继|自从|自|随着)")
_LEAD_ENDS = re.compile(r"(?:之后|以来|以后|后)，")
_LEAD_REACH = 30
# So near to its beginning an article names the town that it is about.
_HEAD = 60
# So long a post may be, and no sentence ends in it.
_POST = 16
_STOP = re.compile(r"[。；！？]")
# A clause begins here, with a date or with what kind of thing the name is of.
_CLAUSE = re.compile(
    r"(?:[，。；：“”’》、日月年]|单位|企业|公司|平台|机构|品牌|龙头|部门|组织|媒体|院校|[此本]次|今年|目前|近年来)$"
)
# Bodies whose people speak for them. What the head of a place's committee or government tells of is the place's.
_OFFICES = ACTORS - {MentionType.DISTRICT}
_WHOLE = re.compile(r"(?:委|政府|人大|政协|常委会)$")
_TELLS = re.compile(r"[^，。；“”]{0,6}?(?:表示|介绍|透露|告诉[^，。；“”]{0,4}|说|称|坦言)(?:[，：]|$)")
_SOON = 2
# The post of who governs the division that the paper is of, and how such a one makes things known.
_HEADS = re.compile(
    r"(?:^|[，。；：“、\s])(?:[省市区县州旗镇]委(?:副书记|书记|常委))?[、，]?(?:常务)?副?[省市区县州旗镇乡]长$"
)
_ANNOUNCES = re.compile(r"(?:在[^，。；]{0,12}上)?(?:现场|正式)?(?:宣布|表示|介绍|透露|说|称)[^。；]{0,40}$")
# Parks and zones act like bodies.
ACTING_PLACE = re.compile(r"(?:园|园区|新区|高新区|开发区|科技城|小镇|谷|港|基地|片区|试验区|示范区)$")


class Topics:
    """Answers who and where the clauses of one document speak of."""

    def __init__(self, around: Surroundings) -> None:
        """Look at the mentions of `around`."""
        self._around = around
        self._text = around.text

    def actor(self, start: int, at: int) -> Found | None:
        """Return the actor of the clause at `at` in the sentence that begins at `start`."""
        found = self.subject(start, at) or self._spoken_for(start, at) or self._after_lead(start, at)
        if found is None and self._governs(start, at):
            return self._home(at)
        if found is None and _AT_MEETING.match(self._text, start, at) is None:
            found = self._first_subject_before(self._around.passage(start), start)
        if found is not None:
            return found
        return self._home(at)

    def _spoken_for(self, start: int, at: int) -> Found | None:
        """`甲县商务局局长张三表示，将实施乙计划`: whose office a sentence's last speaker holds, or who signs for it."""
        for found in reversed(self._around.within(start, at)):
            if found.type in _OFFICES and _WHOLE.search(self._around.label(found)) is None and self.has_holder(found):
                holder = next((m for m in self._around.within(found.end, at + 1) if m.type in _PERSONS), None)
                if holder is None:  # he is named behind what is asked for
                    return None
                told = 0 <= at - holder.end <= _SOON or _TELLS.match(self._text, holder.end, max(holder.end, at))
                return found if told else None
        return None

    def _governs(self, start: int, at: int) -> bool:
        """`副市长张三在会上宣布实施乙计划`: whether the sentence's last speaker heads the division."""
        speaker = self._around.last(at, _PERSONS, floor=start)
        return (
            speaker is not None
            and _HEADS.search(self._text[start : speaker.start]) is not None
            and _ANNOUNCES.match(self._text, speaker.end, at) is not None
        )

    def _home(self, at: int) -> Found | None:
        place = home_entity(self._around.state)
        return Found(at, at, MentionType.DISTRICT, HOME, 0.5, place) if place else None

    def _after_lead(self, start: int, at: int) -> Found | None:
        """`继去年推出甲之后，乙县又推出丙`: the actor of what comes first is named behind it."""
        if _LEAD.match(self._text, start, at) is None:
            return None
        close = _LEAD_ENDS.search(self._text, at, at + _LEAD_REACH)
        if close is None:
            return None
        after = self._around.within(close.end(), close.end() + _LEAD_REACH)
        return next((m for m in after if self._is_subject(m, close.end())), None)

    def person(self, at: int) -> Found | None:
        """Return the person named last in the passage: who a 他 or 她 is."""
        return self._around.last(at, _PERSONS, floor=self._around.passage(at))

    def place(self, start: int, at: int, cue: re.Pattern[str] | None = None) -> Found | None:
        """Return the park or street that the sentence from `start` on spoke of last, else its division.

        Where it names neither, that of the passage, else the document's; `cue` is what the name must contain.
        """
        for floor in (start, self._around.passage(at)):
            named = [m for m in self._around.within(floor, at) if m.type in _PLACES and m.end <= at]
            named = [m for m in named if not self._text.startswith("全", m.start)]  # all of the division: the largest
            named = [m for m in named if IS.search(self._text, max(start, m.start - 2), m.start) is None]
            if cue is not None:
                found = [m for m in named if cue.search(self._around.label(m))]
            else:
                found = [m for m in named if m.type in _SITES and _SITE.search(self._around.label(m))] or named
            if found:
                return found[-1] if self._agree(found) else None
        return self._town(at) or self._home(at)

    def _agree(self, places: list[Found]) -> bool:
        """Say whether places can be one: divisions that lie in one another, and at most one park or street."""
        if len({m.entity for m in places if m.type in _SITES}) > 1:
            return False
        found = {m.entity: division_of(m.entity) for m in places if m.type not in _SITES}
        chain = sorted((d for d in found.values() if d is not None), key=lambda d: len(d.prefix))
        return all(above.holds(below) for above, below in pairwise(chain)) and len(found) <= max(1, len(chain))

    def _town(self, at: int) -> Found | None:
        """Return the part of the document's division that an article begins with and names more than any other."""
        start, end = self._around.section(at)
        home = division_of(home_entity(self._around.state))
        named = [m for m in self._around.within(start, end) if m.type is MentionType.DISTRICT]
        parts = [
            m for m in named if (own := division_of(m.entity)) is not None and home is not None and home.holds(own)
        ]
        parts = [m for m in parts if m.entity != home_entity(self._around.state)]
        if not parts or parts[0].start - start > _HEAD:
            return None
        others = sum(m.entity != parts[0].entity for m in parts)
        return parts[0] if len(parts) - others > max(1, others) else None

    def directive(self, start: int, at: int) -> bool:
        """Say whether what stands at `at` is demanded or wished, not reported."""
        return (
            _DIRECTIVE.search(self._text[max(start, at - 80) : at]) is not None
            or _ORDERED.search(self._text, self._around.paragraph(at), at) is not None
        )

    def subject(self, start: int, at: int) -> Found | None:
        """Return the subject of the clause at `at`, if its sentence names one."""
        for found in reversed(self._around.within(start, at)):
            if found.end <= at and self._is_subject(found, start):
                return found
        return None

    def subject_of_all(self, start: int, at: int) -> Found | None:
        """Return the subject of the clause at `at` in its whole sentence, of which a semicolon ends only a part."""
        while start and self._text[start - 1] in "；;":
            i = bisect_left(self._around.sentences, (start, start)) - 1
            if i < 0:
                break
            start = self._around.sentences[i][0]
        return self.subject(start, at)

    def _first_subject_before(self, paragraph: int, start: int) -> Found | None:
        """Return the first subject of the nearest sentence before, in the same paragraph."""
        sentences = self._around.sentences
        i = bisect_left(sentences, (start, start)) - 1
        while i >= 0 and sentences[i][0] >= paragraph:
            first, last = sentences[i]
            for found in self._around.within(first, last):
                if self._begins_clause(found, first) and self._is_subject(found, first) and not self._is_paper(found):
                    return found
            i -= 1
        return None

    def _is_paper(self, found: Found) -> bool:
        """Say whether a name is that of a paper: it reports, and whatever follows is of others."""
        return found.type is MentionType.INSTITUTION and post_reporters.is_paper(self._around.label(found))

    def _begins_clause(self, found: Found, start: int) -> bool:
        """Say whether only a date or its kind stands before a name in its clause: elsewhere others speak of it."""
        return not self._text[start : found.start].strip() or _CLAUSE.search(self._text, start, found.start) is not None

    def _is_subject(self, found: Found, start: int) -> bool:
        if found.type is MentionType.PLACE:
            if ACTING_PLACE.search(self._around.label(found)) is None or not self._begins_clause(found, start):
                return False
        elif found.type not in ACTORS:
            return False
        text = self._text
        if _OBJECT.search(text, max(start, found.start - 5), found.start) or _NO_SUBJECT.match(text, found.end):
            return False
        after = self._around.within(found.end, found.end + 1)
        return not after and not self.has_holder(found)

    def has_holder(self, found: Found) -> bool:
        """Say whether a body only stands before the post of a person: who acts is that person."""
        if found.type in _PERSONS:
            return False
        after = self._around.within(found.end, found.end + _POST)
        person = next((m for m in after if m.type in _PERSONS), None)
        if person is None or _STOP.search(self._text, found.end, person.start) is not None:
            return False
        return bool(post_bodies.kind_of(self._text[found.end : person.start].rstrip())[0])
