"""What a text goes on to be about: who acted in the sentences before, what was held, what its article is about."""

from __future__ import annotations

import re
from bisect import bisect_right

from extract import subject_words
from extract.figure_text import Sentence
from extract.state import BlockKind
from extract.subject_divisions import Subject
from extract.subject_words import BODIES, FIRMS
from extract.subjects import Subjects
from ontology.record import MentionType

# How many characters after its last naming a firm or park can still be what a paragraph is about.
_REACH = 400
# How far behind the news of an event the text can still be at it: 活动现场，….
_EVENT_REACH = 1500
_PIECE = re.compile(r"[^，：；]+")
# A sentence that goes on with what the one before says was issued.
_OF_ISSUED = re.compile(subject_words.any_of("of-issued"))
_BULLET = re.compile(r"\s*[△▲◆◇●○■□★☆※•·【]")
_ASIDES = (BlockKind.CAPTION, BlockKind.BYLINE, BlockKind.MASTHEAD)
# Years of work are those of who holds the event, not of the event.
_LONGER = re.compile(rf"\s*(?:据了解，|据悉，|据介绍，)?{subject_words.any_of('longer')}")
_THIS_IS = re.compile(r"\s*(?:这|这些|这一切|这组数据|这一数据)(?:正|都|就|便)?是")
_HELD = (*FIRMS, MentionType.EVENT, MentionType.PROGRAM)
_CAME = subject_words.any_of("comes")
_COMES = re.compile(
    rf"[^，。；：\d]{{0,12}}?(?:{_CAME}|开展)[^，。；]{{0,6}}?{subject_words.any_of('talks')}"
    rf"|[^。；]{{0,60}}?等(?:近|约)?\d+[多余]?人(?:共同)?{_CAME}"
)
# 记者从某某发布会上｜获悉: only where it was heard.
_HEARD = re.compile("获悉|了解到|得知")
_OF_EVENT = re.compile(r"[”》]?(?:报告|精神|[^，。；]{0,6}(?:提出|明确|指出|强调|要求|以来))")
_VISITS = re.compile(subject_words.any_of("visits"))
# Between the verb and the name: 走进｜位于某某镇的｜某某公司.
_ON_THE_WAY = 16


class Passage:
    """Follows the sentences of one document in their order."""

    def __init__(self, text: str, subjects: Subjects) -> None:
        self._text = text
        self._subjects = subjects
        self._asides = [(b.start, b.end) for b in subjects.state.context.blocks if b.kind in _ASIDES]
        self._position = 0
        self._told = 0
        self._issued: str | None = None
        self._event: str | None = None
        self._held_at = 0
        self._reported = False
        self.topic: str | None = None

    def enter(self, sentence: Sentence) -> None:
        """Forget the topic where an article begins, and a division's where a paragraph does."""
        articles = self._subjects.articles
        if articles.number(sentence.start) > articles.number(self._position):
            self.topic = self._event = None
        elif "\n" in self._text[self._position : sentence.start] and self._fades(sentence.start):
            self.topic = None
        self._position = sentence.end

    def leave(self, sentence: Sentence) -> None:
        """Remember what a sentence was about."""
        start = self._after_aside(sentence.start)
        if self._subjects.overview or start >= sentence.end:
            return
        last = sentence.clauses[-1] if sentence.clauses else (start, sentence.end)
        self._issued = self._subjects.created.issued(*last)
        topic = self._held(start, sentence.end) or self._acted(start, sentence.end)
        if topic is not None:
            self.topic, self._told = topic, sentence.end
            if self._subjects.created.gathers(topic):
                kept = self._reported and topic == self._event
                self._reported = kept or self._subjects.articles.opens(start)
                self._event, self._held_at = topic, sentence.end

    def near_event(self, position: int) -> str | None:
        """Return the event that a position still is near to."""
        return self._event if position - self._held_at <= _EVENT_REACH else None

    def attended(self, after: int) -> Subject | None:
        """Return the event of the text where those that a number ends with came to it: 200余人｜参加启动仪式."""
        event = self.near_event(after)
        return (event, "event") if event is not None and _COMES.match(self._text, after) else None

    def carried(self, sentence: Sentence, number: int) -> Subject:
        """Return what the text before was about, for a sentence that names no subject."""
        subjects = self._subjects
        at_large = subjects.at_large(sentence.start, number)
        if at_large is not None:
            return at_large, "group"
        event = self.near_event(sentence.start)
        if event is not None and subject_words.scene(self._text, sentence.start):
            return event, "event"
        if self._issued is not None and _OF_ISSUED.match(self._text, sentence.start):
            return self._issued, "created"
        said = subjects.speakers.of_words(number) if self._may_be_others() else None
        if said is not None:
            return said, "speaker"
        if (later := self._told_after(sentence, number)) is not None:
            return later, "named"
        speaker = next(filter(None, (subjects.speaker(*clause) for clause in sentence.clauses)), None)
        if speaker is not None and self._may_be_others():
            return speaker, "speaker"
        longer = self.topic == self._event and _LONGER.match(self._text, sentence.start) is not None
        if self.topic is not None and not longer:
            return self.topic, "paragraph"
        if (granted := subjects.created.granted(sentence.start, sentence.clause(number)[1])) is not None:
            return granted, "created"
        heading = subjects.heading(sentence.start)
        return (subjects.place, "place") if heading is None else (heading, "heading")

    def _may_be_others(self) -> bool:
        """Say whether a firm that speaks may speak of itself: of a road or a project its builders speak too."""
        return self.topic is None or not self._subjects.made(self.topic)

    def _told_after(self, sentence: Sentence, number: int) -> str | None:
        """Return whose figures they were, where the end of the sentence says so: 近70个岗位，｜这是某某公司的成果."""
        following = [clause for clause in sentence.clauses if clause[0] > number]
        for clause in following:
            if (event := self._at_event(clause)) is not None:
                return event
        later = next((clause for clause in following if _THIS_IS.match(self._text, *clause)), None)
        if later is None:
            return None
        return next((m.entity for m in self._subjects.within(*later) if m.entity), None)

    def _at_event(self, clause: tuple[int, int]) -> str | None:
        """Return the event that tells where it was, behind a dash: 签约26个项目——某某签约仪式上."""
        if not self._text.startswith("—", clause[0] - 1):
            return None
        held = (m for m in self._subjects.within(*clause) if m.entity and self._subjects.created.gathers(m.entity))
        return next((m.entity for m in held if self._text.startswith(("上", "”上", "现场", "中"), m.end)), None)

    def _fades(self, position: int) -> bool:
        """Say whether the topic ends with its paragraph; a firm or park goes on for a while."""
        topic, far = self.topic, position - self._told > _REACH
        if topic is not None and topic == self._event and not self._reported:
            return True
        apart = self._subjects.measure(position) is not None or _BULLET.match(self._text, position) is not None
        return topic is None or far or not self._subjects.lasts(topic) or apart

    def _after_aside(self, position: int) -> int:
        """Return where the text goes on behind a caption, byline or masthead, else the position itself."""
        i = bisect_right(self._asides, (position, len(self._text)))
        return self._asides[i - 1][1] if i > 0 and position < self._asides[i - 1][1] else position

    def _held(self, start: int, end: int) -> str | None:
        """Return the event that a sentence tells was held, or the firm that it tells was founded."""
        if not any(m.type in _HELD for m in self._subjects.within(start, end)):
            return None
        for clause in _PIECE.finditer(self._text, start, end):
            if _HEARD.search(self._text, *clause.span()):
                continue
            event = self._subjects.created.by_clause(*clause.span())
            if event is not None and (self._subjects.created.gathers(event) or self._subjects.firm(event)):
                return event
        return None

    def _acted(self, start: int, end: int) -> str | None:
        """Return the subject of the first clause that has one, or where the reader is led; None for a person."""
        subjects = self._subjects
        firms = self._may_be_others() and any(m.type in FIRMS for m in subjects.within(start, end))
        visits = _VISITS.search(self._text, start, end) is not None
        for clause in _PIECE.finditer(self._text, start, end):
            span = clause.span()
            if firms and (speaker := subjects.speaker(*span)) is not None:
                return speaker
            found = subjects.of_clause(*span, self.topic)
            if found is not None and not self._only_cited(found[0], *span):
                return found[0] if found[0] and not subjects.person(found[0]) else None
            if visits and (visited := self._visited(*span)) is not None:
                return visited
        return None

    def _only_cited(self, entity: str | None, start: int, end: int) -> bool:
        """Say whether a clause only cites a congress: 某某党代会｜报告提出."""
        if entity is None or not self._subjects.created.gathers(entity):
            return False
        named = (m for m in self._subjects.within(start, end) if m.entity == entity)
        return any(_OF_EVENT.match(self._text, m.end, end) for m in named)

    def _visited(self, start: int, end: int) -> str | None:
        """Return where a clause leads the reader: 走进位于某某镇的｜某某公司."""
        verb = _VISITS.search(self._text, start, end)
        named = [m for m in self._subjects.within(verb.end(), end) if m.entity] if verb else []
        led = named if verb and named and named[0].start - verb.end() <= _ON_THE_WAY else []
        kinds: tuple[MentionType, ...]
        for kinds in (FIRMS, BODIES, (MentionType.DISTRICT,)):
            there = [m for m in led if m.type in kinds and m.entity != self._subjects.place]
            if there:
                return there[-1].entity
        return None
