"""Find what a figure is about: the clause's own subject, else the sentence's, the paragraph's, the document's place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property

from extract import subject_words
from extract.lexicon import sections
from extract.speakers import Speakers
from extract.state import Found, Section, State
from extract.subject_divisions import Divisions, Subject
from extract.subject_neighbours import Neighbours
from extract.subject_policies import Policies
from extract.subject_words import BODIES, FIRMS, KINDS
from ontology.record import MentionType

_SAYS = re.compile(
    r"(?:说|表示|介绍|认为|指出|强调|告诉[^，：]{0,6}|坦言|透露|感慨|回忆|解释|看来|称)道?(?:[，：:。“”\n]|$)"
)
_VILLAGE = 3
_RESIDENT = re.compile(r"的?(?:[村居市]民|农户|农民|小伙|姑娘|青年|退役军人|种植户|养殖户|大户)")
_TITLE = 6
# In a report a shorter name of a place is that of a region, which only says where (中亚班列).
_PLACE_NAME = 4
_THIS = re.compile(r"[\W_]*(?:该|本届|本次|此次|本|这座|这条|这个|这家|这项)")
_PEOPLE = (MentionType.PERSON, MentionType.OFFICIAL)
# A division that only says where the name after it lies.
_SEATED = (
    MentionType.PLACE,
    MentionType.INSTITUTION,
    MentionType.ENTERPRISE,
    MentionType.DISTRICT,
    MentionType.GOVERNMENT,
    MentionType.ASSOCIATION,
)
_LATELY = re.compile(r"^(?:近日|日前|近期|最新|今年|去年|昨日|今日)")
_PIECE = re.compile(r"[^，：；]+")
_WITHIN = re.compile("[上中里内]，")
_DEMONSTRATIVE = re.compile("^(?:该|本次|本届|此次)")
_A_FIRM = re.compile(r"(?:一|这)[家间座][^，。；]{0,16}?(?:企业|公司|工厂|厂房|车间|店|农场)")
# 某某开发区｜内的｜某某科技
_IN = re.compile(r"(?:[内里中]|范围内|辖区内)?的")
_UNNAMED = re.compile(
    r"该[^，。；、的]{0,6}?(?:机|车|船|器|仪|盒|箱|药|剂|芯片|设备|装置|型号|材料|技术|疫苗|病毒|品种|新品|作品|赛道)"
    r"|这[款种台辆件批][^，。；、的]{1,8}"
)
_BELOW = ("街道", "镇", "乡", "村", "社区")
_SHORT_ARTICLE = 4000
_OFTEN = 3
_SHARE = 0.6
# Only of such a place is the product or the budget measured.
_REGION = re.compile(r"[区城港园镇谷带圈湾州市岛国洲]$|三角|地区|中国|西部|东部|中部|东北|基地|片区")
# How far back a word such as 该公司 may look for its name.
_REACH = 800
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
        self.divisions = Divisions(state, self.within)
        self.place = self.divisions.place
        self.neighbours = Neighbours(text, self.within, state.entities)
        self.policies = Policies(text, self.within, state.entities)
        self._told: dict[int, str | None] = {}
        self.speakers = Speakers(text, self.mentions, state.entities)

    @cached_property
    def overview(self) -> bool:
        """Whether the document tells of its division as a whole: a work report, a communiqué."""
        return self.place is not None and any(
            word in self.state.context.title for word in sections("figure_words.txt")["overview"]
        )

    def fits(self, entity: str | None, words: str) -> bool:
        """Say whether an entity can have what is measured: only a division or a region has a GDP."""
        if entity is None or self.state.entities[entity].type is MentionType.DISTRICT:
            return True
        if self.state.entities[entity].type is MentionType.PLACE and _REGION.search(self.state.entities[entity].label):
            return True
        return not self.macro(words)

    def macro(self, words: str) -> bool:
        """Say whether words name a statistic of a division: its product, its budget, its retail sales."""
        return any(word in words for word in sections("figure_words.txt")["macro"])

    def _named(self, mention: Found) -> bool:
        """Say whether a mention reads as a name, not as the beginning of a clause (推进重点项目, 149.5万个家庭)."""
        label = self.text[mention.start : mention.end]
        if mention.type in (MentionType.DISTRICT, *_PEOPLE) or label[:1] in "“《":
            return True
        if _AMOUNT.match(label):
            return False
        words = sections("figure_words.txt")
        if label.endswith(words["generic-tail"]) or (
            mention.type is MentionType.PROGRAM and label.startswith(("建设", "累计"))
        ):
            return False
        return not (label.startswith(words["doing"]) and not label.endswith(words["work-ending"]))

    def within(self, start: int, end: int) -> list[Found]:
        """Return the sure mentions that begin in a span, in order."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def inside_mention(self, start: int, end: int) -> bool:
        """Say whether a span lies inside a name; what is the whole of one, without quotes, is only a number (30条)."""
        i = bisect_left(self._all_starts, start + 1)
        within = [m for m in self._all[max(0, i - 3) : i] if m.start <= start and end <= m.end]
        return any((m.start, m.end) != (start, end) or self.text.startswith("”", end) for m in within)

    def lasts(self, entity: str) -> bool:
        """Say whether the next paragraph can still be about an entity: a firm, a park, a school, an association."""
        named = self.state.entities[entity]
        if named.type is MentionType.PROGRAM:
            return named.label.endswith(sections("figure_words.txt")["lasting"])
        return named.type in (*FIRMS, *BODIES)

    def last(self, kinds: tuple[MentionType, ...], before: int, reach: int = _REACH) -> str | None:
        """Return the entity of the last mention of one of `kinds` before an offset."""
        for mention in reversed(self.within(max(0, before - reach), before)):
            if mention.type in kinds and mention.entity:
                return mention.entity
        return None

    def goes_on(self, start: int, number: int) -> bool:
        """Say whether a clause goes on with the subject of the one before: 其中, 占比, 全长, no deed of its own."""
        words = sections("figure_words.txt")
        clause = _NO_WORD.sub("", self.text[start:number])
        return clause in words["bare-measure"] or clause.startswith(("其", "该", "占", "累计"))

    def of_clause(self, start: int, end: int, topic: str | None = None, since: int = -1) -> Subject | None:
        """Return the entity that a clause is about, with the rule; None where the clause names none.

        `topic` is what the text before was about and `since` where the sentence begins, for words such as 该公司.
        """
        generic = subject_words.generic().search(self.text, start, end)
        if generic is not None and self._thin(start, generic.start()):
            found = self._meant(generic, topic, since if since >= 0 else start)
            if found is not None:
                return found
        first = self._first(start, end)
        if first is not None or self.overview:
            return first
        return self._short(start, end) or self._unnamed(start, end)

    def _unnamed(self, start: int, end: int) -> Subject | None:
        """Return nothing for what a clause is about where it points at a thing without a name: 该机型, 这款产品."""
        firm = _A_FIRM.search(self.text, start, end)
        if firm is not None and (leader := self.speakers.coming(firm.end())) is not None:
            return leader, "anaphor"
        match = _UNNAMED.search(self.text, start, end)
        return (None, "unnamed") if match is not None and self._thin(start, match.start()) else None

    def _first(self, start: int, end: int) -> Subject | None:
        """Return the name that stands where a subject does; none in a list, nor where it only says who tells."""
        if self._attributes(start, end):
            return None
        if self.overview and self.text[end - 1] == "等":
            return None
        for mention in self.within(start, end):
            if mention.entity and (self.stands_first(mention, start) or self._set_in(mention, start)):
                if self.overview and mention.type is MentionType.PLACE and mention.end - mention.start < _PLACE_NAME:
                    continue
                if _BESIDE.match(self.text, mention.end, end):
                    continue
                seat = self._owned(self._seat(mention, end), end)
                after = _LATELY.sub("", self.text[seat.end : min(seat.end + 8, end)].lstrip("”》"))
                if after.startswith(("、", "和", "等", "与") if self.overview else ("、", "和", "等")) and (
                    self.overview or self.within(seat.end + 1, seat.end + 4)
                ):
                    return None
                if after.startswith(sections("figure_words.txt")["tells"]):
                    return None
                return seat.entity, "named"
        return None

    def topic(self, start: int, end: int, topic: str | None) -> str | None:
        """Return what a sentence goes on to be about: the subject of its first clause, None for none or a person."""
        found = None
        for clause in _PIECE.finditer(self.text, start, end):
            found = self.of_clause(*clause.span(), topic)
            if found is not None:
                break
        if found is None or found[0] is None or self.state.entities[found[0]].type in _PEOPLE:
            return None
        return found[0]

    def heading(self, position: int) -> str | None:
        """Return what the heading of the article at a position says it is about: a firm, or another division."""
        i = bisect_right(self._articles, position) - 1
        if i < 0 or self.overview:
            return None
        article = self.state.context.sections[i]
        for mention in self.within(article.start, article.start + len(article.heading)):
            opens = self.text[mention.start - 1 : mention.start] in ("", *" \n：:")
            if opens and mention.entity and mention.type in (MentionType.ENTERPRISE, MentionType.DISTRICT):
                return mention.entity
        return self._mostly(article)

    def _mostly(self, article: Section) -> str | None:
        """Return the firm, town or village that a short article names again and again, and hardly any other."""
        if article.end - article.start > _SHORT_ARTICLE:
            return None
        if article.start not in self._told:
            named = Counter(m.entity for m in self.within(article.start, article.end) if m.entity and self._small(m))
            most = sorted(named.items(), key=lambda pair: (-pair[1], pair[0]))[:1]
            clear = most and most[0][1] >= _OFTEN and most[0][1] >= _SHARE * named.total()
            self._told[article.start] = most[0][0] if clear else None
        return self._told[article.start]

    def _small(self, mention: Found) -> bool:
        """Say whether a mention is of a firm, or of a division below the county."""
        label = self.state.entities[mention.entity].label
        return mention.type in FIRMS or (mention.type is MentionType.DISTRICT and label.endswith(_BELOW))

    @cached_property
    def _articles(self) -> list[int]:
        return [part.start for part in self.state.context.sections]

    def created(self, start: int, end: int) -> str | None:
        """Return what a clause tells was set up, issued or held: the clauses after it are about that."""
        words = sections("figure_words.txt")
        for mention in self.within(start, end):
            if mention.type in (MentionType.DISTRICT, *_PEOPLE) or not mention.entity:
                continue
            before = self.text[max(start, mention.start - 12) : mention.start]
            abstract = self.state.entities[mention.entity].label.endswith(words["abstract"])
            listed = self.text[mention.end : mention.end + 2].lstrip("”》").startswith(("等", "、"))
            if subject_words.created().search(before) and not abstract and not listed:
                return mention.entity
        return None

    def issued(self, start: int, end: int) -> str | None:
        """Return the programme that the last clause of a sentence tells was set up or issued."""
        entity = self.created(start, end)
        programme = entity is not None and self.state.entities[entity].type is MentionType.PROGRAM
        return entity if programme else None

    def at_large(self, start: int, number: int) -> str | None:
        """Return the document's division where a sentence speaks of it anywhere before a number (向区内企业发放)."""
        match = subject_words.generic().search(self.text, start, number)
        found = None if match is None or not match["group"] else self.divisions.meant(match[0], match.start())
        return None if found is None else found[0]

    def speaker(self, start: int, end: int) -> str | None:
        """Return the firm or body whose people speak in a clause."""
        if not self._attributes(start, end):
            return None
        return next((m.entity for m in self.within(start, end) if m.type in FIRMS and m.entity), None)

    def _attributes(self, start: int, end: int) -> bool:
        """Say whether a clause only tells who says what follows."""
        return _SAYS.search(self.text, start, end + 1) is not None

    def _short(self, start: int, end: int) -> Subject | None:
        """Return the entity whose name ends in the noun with which a clause begins (会客厅, 本届大会, 该隧道)."""
        match = _THIS.match(self.text, start, end)
        begin = match.end() if match else start
        for size in range(6, 1 if match else 2, -1):
            known = self._tails.get(self.text[begin : begin + size])
            if known is None:
                continue
            i = bisect_left(known, (start, ""))
            if i and start - known[i - 1][0] <= _REACH:
                return known[i - 1][1], "short"
        return None

    @cached_property
    def _tails(self) -> dict[str, list[tuple[int, str]]]:
        """The endings of all names, with where each was named and the entity."""
        found: dict[str, list[tuple[int, str]]] = {}
        for mention in self.mentions:
            if mention.type in (*_PEOPLE, MentionType.DISTRICT) or not mention.entity:
                continue
            label = self.state.entities[mention.entity].label
            for size in range(2, min(6, len(label) - 1) + 1):
                found.setdefault(label[-size:], []).append((mention.start, mention.entity))
        return found

    def stands_first(self, mention: Found, start: int) -> bool:
        """Say whether nothing but adverbs and the like, or words that describe it, stand before a name."""
        if self.text[mention.start - 1 : mention.start] == "的" or self.text.startswith("的“", mention.start - 2):
            return True
        lead = mention.start
        if mention.type is MentionType.PERSON and (resident := _RESIDENT.search(self.text, max(start, lead - 4), lead)):
            village = resident[0] == "村民" and resident.start() - start <= _VILLAGE  # 溪口｜村民某某
            lead = start if village else resident.start()
        return self._thin(start, lead)

    def _set_in(self, mention: Found, start: int) -> bool:
        """Say whether a clause only sets its sentence somewhere, or gives an example: 在某某，以某某为例，."""
        lead = self.text[start : mention.start].rstrip("“《")
        rest = self.text[mention.end : mention.end + 4].lstrip("”》")
        place = mention.type in (MentionType.DISTRICT, MentionType.PLACE)
        if lead.endswith("在") and (rest.startswith("，") if place else _WITHIN.match(rest)):
            return self._thin(start, start + len(lead) - 1)
        return lead.startswith("以") and rest.startswith("为例")

    def _owned(self, mention: Found, end: int) -> Found:
        """Return what a person is said to own: 村民某某的“…”民宿."""
        if mention.type is MentionType.PERSON and self.text.startswith("的", mention.end):
            for other in self.within(mention.end, min(mention.end + 3, end)):
                if other.type in _SEATED and other.entity:
                    return other
        return mention

    def _thin(self, start: int, end: int) -> bool:
        lead = _NO_WORD.sub("", self.text[start:end])
        return len(lead) <= 24 and not subject_words.thin_words().sub("", lead)

    def _seat(self, mention: Found, end: int) -> Found:
        """Return the body or place that directly follows the name of its division, else the mention itself."""
        if mention.type in (MentionType.DISTRICT, MentionType.PLACE):
            inside = _IN.match(self.text, mention.end, end)
            for other in self.within(mention.end + 1, inside.end() + 1) if inside else ():
                if other.type in _SEATED and other.entity:
                    return other
        if mention.type is MentionType.DISTRICT:
            for other in self.within(mention.end, min(mention.end + 1, end)):
                if other.type in _SEATED and other.entity:
                    return other
            for other in self.within(mention.end, min(mention.end + _TITLE, end)):
                if other.type is MentionType.PERSON and _RESIDENT.fullmatch(self.text, mention.end, other.start):
                    return other
        return mention

    def _meant(self, match: re.Match[str], topic: str | None, since: int) -> Subject | None:
        """Return what a generic word means: 全区, 我国, 该公司."""
        word = match[0]
        if match["country"]:
            return self.divisions.country(), "country"
        if match["group"] or match["commune"]:
            return self.divisions.meant(word, match.start())
        if self.overview and not _DEMONSTRATIVE.match(word):
            return None  # a report speaks of all its parks and firms
        kinds = next(kinds for tail, kinds in KINDS.items() if word.endswith(tail))
        near = [m for m in self.within(since, match.start()) if m.type in kinds and m.entity]
        if near:
            return (near[-1] if word.startswith("该") else near[0]).entity, "anaphor"
        if kinds == FIRMS and (owner := self.speakers.owner(match.start())) is not None:
            return owner, "anaphor"
        if topic is not None and self.state.entities[topic].type in kinds:
            return topic, "anaphor"
        entity = self._fitting(word, kinds, match.start()) or self.last(kinds, match.start())
        return None if entity is None else (entity, "anaphor")

    def _fitting(self, word: str, kinds: tuple[MentionType, ...], before: int) -> str | None:
        """Return the last entity whose name ends as the word that means it does: 该项目 is a 项目."""
        tail = _DEMONSTRATIVE.sub("", word).removesuffix("种")
        for mention in reversed(self.within(max(0, before - _REACH), before)):
            if mention.type in kinds and mention.entity and self.state.entities[mention.entity].label.endswith(tail):
                return mention.entity
        return None


_AMOUNT = re.compile(r"\d[\d.]*[万亿]?[个家户项人名台套件]")
_NO_WORD = re.compile(r"[\W\d_]+")
# 产业园｜旁的｜某企业: the name only says where.
_BESIDE = re.compile(r"[”》]?(?:旁边?|附近|对面|隔壁|门口|以[东南西北])的")
