"""Find what a figure is about: the clause's own subject, else the sentence's, the paragraph's, the document's place."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, cached_property

from extract import indicators, subject_words
from extract.lexicon import either, sections
from extract.speakers import Speakers
from extract.state import Found, State
from extract.subject_anaphors import Anaphors
from extract.subject_articles import Articles
from extract.subject_created import Created
from extract.subject_divisions import Divisions, Subject
from extract.subject_neighbours import Neighbours
from extract.subject_policies import Policies
from extract.subject_words import FIRMS, OWNED, PEOPLE
from ontology.record import MentionType

_SAYS = re.compile(
    rf"(?:{subject_words.any_of('says')}|{subject_words.any_of('states')}|告诉[^，：]{{0,6}})道?(?:[，：:。“”\n]|$)"
)
_VILLAGE = 3
_RESIDENT = re.compile(rf"的?{subject_words.any_of('resident')}")
_TITLE = 6
# In a report a shorter name of a place is that of a region, which only says where (中亚班列).
_PLACE_NAME = 4
# A division that only says where the name after it lies.
_SEATED = (
    MentionType.PLACE,
    MentionType.INSTITUTION,
    MentionType.ENTERPRISE,
    MentionType.DISTRICT,
    MentionType.GOVERNMENT,
    MentionType.ASSOCIATION,
)
# Who or what can be the subject behind 该县.
_ACTING = (*PEOPLE, MentionType.ENTERPRISE, MentionType.INSTITUTION, MentionType.ASSOCIATION, MentionType.PLACE)
# 某某会议｜召开以来，: since when, not who.
_SINCE = re.compile("(?<![年月日])以来$")
_LATELY = re.compile(r"^(?:近日|日前|近期|最新|今年|去年|昨日|今日)")
# 在某某公司｜的车间里，
_WITHIN = re.compile(rf"的?[^，。；、\d]{{0,12}}?(?:[上中里内前]|{subject_words.any_of('seated')})，")
# 某某开发区｜内的｜某某科技
_IN = re.compile(r"(?:[内里中]|范围内|辖区内)?的")
# Only of such a place is the product or the budget measured.
_REGION = re.compile(r"[区城港园镇谷带圈湾州市岛国洲]$|三角|地区|中国|西部|东部|中部|东北|基地|片区")
# A name less sure than this may be no name: it keeps its numbers, but no figure is about it.
_SURE = 0.6


class Subjects:
    """The subjects of one document; `place` is the entity of the division that it is about."""

    def __init__(self, text: str, state: State) -> None:
        self.text = text
        self.state = state
        self._all = sorted(state.mentions, key=lambda m: (m.start, m.end))
        self._all_starts = [mention.start for mention in self._all]
        self.mentions = [mention for mention in self._all if mention.confidence >= _SURE and self._named(mention)]
        self.starts = [mention.start for mention in self.mentions]
        self._first_at: dict[tuple[int, MentionType, int], bool] = {}
        self.divisions = Divisions(state, self.within)
        self.place = self.divisions.place
        self.neighbours = Neighbours(text, self.within, state.entities)
        self.created = Created(text, self.within, state.entities)
        self.policies = Policies(text, self.within, state.entities)
        self.articles = Articles(text, state.context.sections, self.within, state.entities)
        self.speakers = Speakers(text, self.mentions, state.entities)
        self.anaphors = Anaphors(text, self.mentions, self.within, state.entities, self.divisions, self.speakers)

    @cached_property
    def overview(self) -> bool:
        """Whether the document tells of its division as a whole: a work report, a communiqué."""
        return self.place is not None and any(
            word in self.state.context.title for word in sections("figure_words.txt")["overview"]
        )

    def fits(self, entity: str | None, words: str, named_by: str = "") -> bool:
        """Say whether an entity can have what is measured: only a division or a region has a GDP.

        A firm has trade and research, where its own clause names it.
        """
        if entity is None or self.state.entities[entity].type is MentionType.DISTRICT:
            return True
        if self.state.entities[entity].type is MentionType.PLACE and _REGION.search(self.state.entities[entity].label):
            return True
        return not self.macro(words) or (
            named_by == "named" and self.firm(entity) and _FIRM_HAS.search(words) is not None
        )

    def macro(self, words: str) -> bool:
        """Say whether words name a statistic of a division: its product, its budget, its retail sales."""
        return _macro().search(words) is not None

    def _named(self, mention: Found) -> bool:
        """Say whether a mention reads as a name, not as the beginning of a clause (推进重点项目, 149.5万个家庭)."""
        label = self.text[mention.start : mention.end]
        if mention.type in (MentionType.DISTRICT, *PEOPLE) or label[:1] in "“《":
            return True
        if _AMOUNT.match(label) or (label.endswith("生物") and self.text.startswith("多样", mention.end)):
            return False
        words = sections("figure_words.txt")
        if label.endswith(words["generic-tail"]) or (
            mention.type is MentionType.PROGRAM and label.startswith(("建设", "累计"))
        ):
            return False
        return not (label.startswith(words["doing"]) and not label.endswith(words["work-ending"]))

    def within(self, start: int, end: int) -> list[Found]:
        """Return the sure mentions that begin in a span, in order."""
        i = bisect_left(self.starts, start)
        if i == len(self.starts) or self.starts[i] >= end:  # in most clauses
            return []
        return self.mentions[i : bisect_left(self.starts, end, i)]

    def inside_mention(self, start: int, end: int) -> bool:
        """Say whether a span lies inside a name; what is the whole of one, without quotes, is only a number (30条)."""
        i = bisect_left(self._all_starts, start + 1)
        within = [m for m in self._all[max(0, i - 3) : i] if m.start <= start and end <= m.end]
        return any((m.start, m.end) != (start, end) or self.text.startswith("”", end) for m in within)

    def lasts(self, entity: str) -> bool:
        """Say whether the next paragraph can still be about an entity: a firm, a park, a school, a village."""
        named = self.state.entities[entity]
        if named.type is MentionType.PROGRAM:
            return named.label.endswith(sections("figure_words.txt")["lasting"])
        return self.articles.small(entity) or named.type is MentionType.EVENT

    def made(self, entity: str) -> bool:
        """Say whether an entity is a work or a programme of others: a road, a project; no park of firms."""
        named = self.state.entities[entity]
        if named.type is MentionType.PLACE:
            return not named.label.endswith(sections("figure_words.txt")["firm-sites"])
        return named.type is MentionType.PROGRAM

    def firm(self, entity: str) -> bool:
        """Say whether an entity is a firm."""
        return self.state.entities[entity].type in FIRMS

    def person(self, entity: str) -> bool:
        """Say whether an entity is a person."""
        return self.state.entities[entity].type in PEOPLE

    def measure(self, start: int) -> str | None:
        """Return the policy whose numbered measure a sentence belongs to; a report has none."""
        return None if self.overview else self.policies.measure(start)

    def goes_on(self, start: int, number: int) -> bool:
        """Say whether a clause goes on with the subject of the one before: 其中, 占比, 全长, no deed of its own."""
        words = sections("figure_words.txt")
        clause = subject_words.NO_WORD.sub("", self.text[start:number])
        summed = clause.startswith("累计") and not clause.endswith(words["issues"])
        return clause in words["bare-measure"] or clause.startswith(("其", "该", "占")) or summed

    def of_clause(
        self, start: int, end: int, topic: str | None = None, since: int = -1, event: str | None = None
    ) -> Subject | None:
        """Return the entity that a clause is about, with the rule; None where the clause names none.

        `topic` is what the text before was about and `since` where the sentence begins, for words such as 该公司;
        `event` is what was held, for words such as 大会.
        """
        begins = since if since >= 0 else start
        found = self.anaphors.generic(start, end, topic, begins, overview=self.overview)
        if found is not None and found[1] == "group" and not self.overview:
            found = self._in_group(start, end) or found
        named = self.within(start, end)
        if named:  # most clauses name nothing
            found = found or self._first(named, start, end)
        if found is not None or self.overview or (named and self._gives_examples(named, start, end)):
            return found
        this = self.anaphors.this(start, event) or self.anaphors.short(start, end)
        return this or self.anaphors.pointed(start, end, topic, event)

    def _in_group(self, start: int, end: int) -> Subject | None:
        """Return the name before which 该县 or 我区 only says where: 该县｜农户某某, 我区｜某某公司."""
        match = subject_words.generic().search(self.text, start, end)
        if match is None:
            return None
        for mention in self.within(match.end(), min(match.end() + _TITLE, end)):
            told = _DESCRIBED.fullmatch(self.text, match.end(), mention.start) is not None
            if told and mention.type in _ACTING and mention.entity and not _EXAMPLES.match(self.text, mention.end, end):
                return mention.entity, "named"
        return None

    def _gives_examples(self, named: list[Found], start: int, end: int) -> bool:
        """Say whether a clause begins with examples of those that it tells of: 甲厂、乙厂等企业…."""
        first = next((m for m in named if self.stands_first(m, start)), None)
        return first is not None and _EXAMPLES.match(self.text, first.end, end) is not None

    def _first(self, named: list[Found], start: int, end: int) -> Subject | None:
        """Return the name that stands where a subject does; none in a list, nor where it only says who tells."""
        if (
            _SINCE.search(self.text, start, end)
            or self.attributes(start, end)
            or (self.overview and self.text[end - 1] == "等")
        ):
            return None
        for mention in named:
            if mention.entity and (self.stands_first(mention, start) or self._set_in(mention, start)):
                if self.overview and mention.type is MentionType.PLACE and mention.end - mention.start < _PLACE_NAME:
                    continue
                if _BESIDE.match(self.text, mention.end, end + 1) or self._no_actor(mention):
                    continue
                longer = (
                    self.anaphors.tail(mention.start, mention.end) if mention.type is MentionType.DISTRICT else None
                )
                if longer is not None:
                    return longer, "short"  # 某科技园南溪园: 南溪｜园 is no town
                seat = self._owned(self._seat(mention, end), end)
                after = _LATELY.sub("", self.text[seat.end : min(seat.end + 8, end)].lstrip("”》"))
                if after.startswith(("、", "和", "等", "与") if self.overview else ("、", "和", "等")) and (
                    self.overview or self.within(seat.end + 1, seat.end + 4)
                ):
                    return None
                if _EXAMPLES.match(self.text, seat.end, end) or self._tells(seat, after):
                    return None
                if self.overview and after.startswith(("助力", "带动", "推动", "支撑")):
                    return None  # what others reach with its help is theirs
                return seat.entity, "named"
        return None

    def _no_actor(self, mention: Found) -> bool:
        """Say whether a name right before a number is what is counted, or only says of where something is the first.

        新能源项目｜28个; 某省｜首个
        """
        counted = mention.type is MentionType.PROGRAM and _COUNT.match(self.text, mention.end) is not None
        spent = mention.type is MentionType.PROGRAM and _FUNDS.search(self.text, mention.start, mention.end) is not None
        counted = (counted or (spent and _AMOUNTS.match(self.text, mention.end) is not None)) and (
            self.text[mention.start - 1] not in "“《"
        )
        district = mention.type is MentionType.DISTRICT
        first = district and _ITS_FIRST.match(self.text, mention.end) is not None
        ranked = district and _RANKED.match(self.text, mention.end) is not None and self.divisions.above(mention.entity)
        return counted or (not self.overview and (first or ranked))

    def only_tells(self, start: int, end: int) -> bool:
        """Say whether a clause begins with who tells what it says: 某某党代会又提出…."""
        first = next((m for m in self.within(start, end) if self.stands_first(m, start)), None)
        if first is None:
            return False
        return self._tells(first, self.text[first.end : min(first.end + 8, end)].lstrip("”》"))

    def _tells(self, mention: Found, after: str) -> bool:
        """Say whether a name is only that of who tells what follows; what a division says of its plans is its own."""
        after = _AGAIN.sub("", after)
        if mention.type is MentionType.DISTRICT and after.startswith(subject_words.words("aims")):
            return False
        return (
            after.startswith(sections("figure_words.txt")["tells"])
            or _DATELINE.match(self.text, mention.end) is not None
        )

    def heading(self, position: int) -> str | None:
        """Return what the article at a position is about; a report is about its division."""
        return None if self.overview else self.articles.about(position)

    def at_large(self, start: int, number: int, *, owners: bool = True) -> str | None:
        """Return the document's division where a sentence speaks of it anywhere before a number (向区内企业发放).

        With `owners`, not where something only ranks or is compared in it (增速居全市前列).
        """
        for match in subject_words.generic().finditer(self.text, start, number):
            if match["group"] and not (owners and subject_words.against(self.text, *match.span())):
                found = self.divisions.meant(match[0], match.start(), start)
                return None if found is None else found[0]
        return None

    def speaker(self, start: int, end: int) -> str | None:
        """Return the firm whose people speak in a clause."""
        firm = next((m.entity for m in self.within(start, end) if m.type in FIRMS and m.entity), None)
        return firm if firm is not None and self.attributes(start, end) else None

    def attributes(self, start: int, end: int) -> bool:
        """Say whether a clause only tells who says what follows."""
        return _SAYS.search(self.text, start, end + 1) is not None

    def stands_first(self, mention: Found, start: int) -> bool:
        """Say whether nothing but adverbs and the like, or words that describe it, stand before a name."""
        key = (mention.start, mention.type, start)
        known = self._first_at.get(key)
        if known is None:
            known = self._first_at[key] = self._stands_first(mention, start)
        return known

    def _stands_first(self, mention: Found, start: int) -> bool:
        if self.text[mention.start - 1 : mention.start] == "的" or self.text.startswith("的“", mention.start - 2):
            return _MAKES.search(self.text, start, mention.start) is None
        lead = mention.start
        if (said := _WHAT_IT_IS.search(self.text, start, lead)) and not indicators.has_verb(said["what"]):
            lead = said.start()
        if mention.type is MentionType.PERSON and (resident := _RESIDENT.search(self.text, max(start, lead - 4), lead)):
            village = resident[0] == "村民" and resident.start() - start <= _VILLAGE  # 溪口｜村民某某
            lead = start if village else resident.start()
        return subject_words.thin(self.text, start, lead)

    def _set_in(self, mention: Found, start: int) -> bool:
        """Say whether a clause only sets its sentence somewhere, or gives an example: 在某某，以某某为例，."""
        lead = self.text[start : mention.start].rstrip("“《")
        rest = self.text[mention.end : mention.end + 16].lstrip("”》")
        place = mention.type in (MentionType.DISTRICT, MentionType.PLACE)
        if lead.endswith("在") and (rest.startswith("，") if place else _WITHIN.match(rest)):
            return subject_words.thin(self.text, start, start + len(lead) - 1)
        return lead.startswith("以") and rest.startswith("为例")

    def _owned(self, mention: Found, end: int) -> Found:
        """Return what a person is said to own (村民某某的“…”民宿), or what somebody runs: 甲集团旗下的｜乙公司."""
        runs = _RUNS.match(self.text, mention.end, end)
        for other in self.within(runs.end(), runs.end() + 1) if runs is not None else ():
            if other.type in OWNED and other.entity and not self.text.startswith(("、", "”、"), other.end):
                return other
        if mention.type is MentionType.PERSON and self.text.startswith("的", mention.end):
            for other in self.within(mention.end, min(mention.end + 3, end)):
                if other.type in _SEATED and other.entity:
                    return other
        return mention

    def _seat(self, mention: Found, end: int) -> Found:
        """Return the body or place that directly follows the name of its division, else the mention itself."""
        if mention.type in (MentionType.DISTRICT, MentionType.PLACE):
            inside = _IN.match(self.text, mention.end, end)
            for other in self.within(mention.end + 1, inside.end() + 1) if inside else ():
                if other.type in _SEATED and other.entity:
                    return other
        if mention.type in (MentionType.DISTRICT, MentionType.EVENT):
            branch = mention.type is MentionType.DISTRICT
            for other in self.within(mention.end, min(mention.end + 1, end)):
                if other.type in _SEATED and other.entity and (branch or _BRANCH.match(self.text, other.end)):
                    return other
        if mention.type is MentionType.DISTRICT:
            for other in self.within(mention.end, min(mention.end + _TITLE, end)):
                if other.type is MentionType.PERSON and _PERSON_OF.fullmatch(self.text, mention.end, other.start):
                    return other
        return mention


@cache
def _macro() -> re.Pattern[str]:
    return re.compile(either(sections("figure_words.txt")["macro"]))


_AMOUNT = re.compile(r"\d[\d.]*[万亿]?[个家户项人名台套件]")
# 某省｜首个｜大赛吸引…: the name only says of where it is the first.
_ITS_FIRST = re.compile(subject_words.any_of("first"))
# 某省｜“专精特新”企业, 某市级｜示范村: who ranks them, not whose they are.
_RANKED = re.compile(rf"[级属]?{subject_words.any_of('grade')}")
# 展销会溪口｜分会场: its figures are those of the town.
_BRANCH = re.compile(subject_words.any_of("branch"))
# 某某网｜某地4月8日电
_DATELINE = re.compile(r"\s*[^，。；：\d]{0,6}\d{1,2}月\d{1,2}日(?:电|讯|消息)")
_DESCRIBED = re.compile(rf"的?(?:[^，。；：、\d]{{0,4}}?(?:企业|公司|{subject_words.any_of('resident')}))?[“《]?")
# 某集团｜旗下的｜某公司, 农民某某｜创办的｜某合作社
_RUNS = re.compile(rf"[^，。；：、“”\d]{{0,8}}?{subject_words.any_of('runs')}的[“《]?")
# 某村｜村民某某, 某镇｜的｜专管员某某
_PERSON_OF = re.compile(rf"{_RESIDENT.pattern}|的[^，。；、“]{{0,4}}")
_FIRM_HAS = re.compile("进出口|研发|税收|网络零售额|外贸")
# 其中｜中央预算内资金｜8600万元: what kind of money it is.
_FUNDS = re.compile(r"(?:资金|投资|补助|补贴|经费)$")
_AMOUNTS = re.compile(r"(?:共|约|近|达|超过?)?\d")
_COUNT = re.compile(r"(?:已?达到?|共|超过?|突破|近|约)?\d[\d.]*[万亿]?余?[个家户项人名台套件处座条所场]")
# 构建起“产业+村民”的｜共富机制: what is made is no subject; 某公司建设的｜某项目 is.
_MAKES = re.compile(r"(?:打造|构建|形成|建成|成为|培育|搭建|走出)(?!的)[^，。；]{2,}$")
# 委员企业｜某某药业是…: what it is stands before the name.
_WHAT_IT_IS = re.compile(
    r"(?:^|(?<=[，。；：、\n]))(?P<what>[^，。；：、“”\d]{0,8}?(?:企业|公司|品牌|机构|合作社|景区|医院|学校|民宿|农场))[“《]?$"
)
# 产业园｜旁的｜某企业: the name only says where.
_BESIDE = re.compile(rf"[”》]?(?:{subject_words.any_of('beside')}(?:的|，)|所在的)")
# 甲厂、乙厂｜等4家企业: only examples of what is counted.
_EXAMPLES = re.compile(r"[”》]?(?:、[^，。；：]{1,200}?)?等(?![级高同待候于到])")
# 书记｜又｜提出
_AGAIN = re.compile(r"^(?:又|还|也|再次|首次|同时|并)?")
