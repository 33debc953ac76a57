"""The life of projects, policies and sites, dated: when one was signed, started, finished, opened.

A stage without a date is none: what is under way today is for the sentence to say. Words are in data/milestones.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extract import lexicon, periods
from extract.lexicon import either
from extract.periods import Period
from extract.state import Found, State, of, text_of
from extract.surroundings import Surroundings
from ontology.record import STAGES, MentionType, Milestone

_FILE = "milestones.txt"
_ALIVE = frozenset({MentionType.PROGRAM, MentionType.PLACE})
# Names that a clause can have without telling of them.
_SETTINGS = frozenset({MentionType.DISTRICT, MentionType.GOVERNMENT})
# Days and names stand as one character each sort, so that a pattern can step over them.
_DAY, _NAME, _LIVING = "\ue000", "\ue001", "\ue002"
# Only so much time can be when one thing happened; a longer one is a plan's or an office's.
_LONGEST = 366
# So far before its verb, in an earlier clause, a date is still the verb's.
_REACH = 60
_MOST_PLAIN = 6
# Before a place where something happens, to something else.
_AT = ("在", "于", "在“", "于“")
# Behind a name that is all of what was started or issued: `完成X行动｜拆除任务` tells of the task.
_WHOLE = re.compile(r"[”》]*(?:[^\u4e00-\u9fff]|等|以来|后|并|的|$)")
# Between the members of a list.
_JOINED = re.compile("[”》]?[、和及与][“《]?")


@cache
def _words(*names: str) -> str:
    return either(word for name in names for word in lexicon.sections(_FILE)[name])


@cache
def _stages(prefix: str = "") -> dict[str, str]:
    known = lexicon.sections(_FILE)
    return {word: stage for stage in STAGES for word in known.get(prefix + stage, ())}


@cache
def _behind_name() -> re.Pattern[str]:
    """Match what leads from a name's end to the verb that it is the subject of."""
    return re.compile(rf"[”》]?(?:（[^）]{{1,20}}）)?{_words('kinds')}*+(?:，(?=[于在]|{_DAY}))?{_to_verb()}")


@cache
def _clause() -> re.Pattern[str]:
    """Match a clause that opens with a day and has no subject of its own."""
    return re.compile(rf"，(?=[^，]{{0,4}}{_DAY}){_to_verb()}")


@cache
def _to_verb() -> str:
    plan = rf"{_words('planned')}|{_words('light')}|{_DAY}|{_NAME}|[在于至到自从]"
    behind = "".join(re.escape(word) for word in lexicon.sections(_FILE)["behind"] if len(word) == 1)
    longer = either(word for word in lexicon.sections(_FILE)["behind"] if len(word) > 1)
    goes_on = rf"(?=[{behind}{_DAY}{_NAME}\n]|{longer}|$)"
    return rf"(?P<lead>(?:{plan})*+)(?P<verb>{either(_stages())})(?:于(?P<day>{_DAY}+)|{goes_on})"


@cache
def _before_name() -> re.Pattern[str]:
    """Match the verb of who starts, issues or finishes what is named next."""
    return re.compile(
        rf"(?P<verb>{either(_stages('by-'))})[了的]?[^在于仪，。；：{_DAY}{_NAME}{_LIVING}]{{0,{_MOST_PLAIN}}}?[“《]*$"
    )


@cache
def _any_of(section: str) -> re.Pattern[str]:
    return re.compile(_words(section))


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(either({*_stages(), *_stages("by-")}))


def find(text: str, state: State) -> list[Milestone]:
    """Return the dated stages that a text states, in order; offsets are those of `text`, its own `text` is to come."""
    if not any(m.type in _ALIVE for m in state.mentions):
        return []
    around = Surroundings(text, state)
    found: dict[tuple[str, str, str, str], Milestone] = {}
    for start, end, inside in around.by_sentence:
        if any(m.type in _ALIVE for m in inside) and _verbs().search(text, start, end):
            for one in _Sentence(text, start, end, inside, around).milestones():
                found.setdefault((one.about, one.stage, *one.period), one)
    return sorted(found.values(), key=lambda one: (one.start, one.end, one.stage))


class _Sentence:
    """One sentence with its days and names masked."""

    def __init__(self, text: str, start: int, end: int, inside: Sequence[Found], around: Surroundings) -> None:
        self.text, self.start, self.end = text, start, end
        self.living = [m for m in inside if m.type in _ALIVE]
        self.around = around
        self.reference = around.state.context.date
        self.days = [day for p in periods.find(text[start:end], self.reference) for day in self._happened(p)]
        masked = list(text[start:end])
        for mention in inside:
            sort = _LIVING if mention.type in _ALIVE else _NAME
            masked[mention.start - start : mention.end - start] = sort * (mention.end - mention.start)
        for day in self.days:
            masked[day.start : day.end] = _DAY * (day.end - day.start)
        self.masked = "".join(masked)
        self.inside = inside

    def _happened(self, day: Period) -> Iterator[Period]:
        """Yield a period in which something can have happened; of `自2021年以来` the year it began in."""
        if day.until is None and not day.compared:
            printed = self.text[self.start + day.start : self.start + day.end]
            alone = periods.find(printed.lstrip("自从"), self.reference)
            day = replace(alone[0], start=day.start, end=day.end) if alone else day
        if day.compared or day.begin is None or day.until is None or (day.until - day.begin).days >= _LONGEST:
            return
        # 报告（2024年）: a year in brackets belongs to what stands before it.
        first, last = self.start + day.start, self.start + day.end
        if not (self.text.endswith("（", 0, first) and self.text.startswith("）", last)):
            yield day

    def milestones(self) -> Iterator[Milestone]:
        for mention in self.living:
            if self.masked[: mention.start - self.start].endswith(_AT):
                continue
            behind = _behind_name().match(self.masked, mention.end - self.start)
            if behind is not None:
                for one in self._listed(mention):
                    yield from self._stated(one, behind, "milestone-subject")
            before = _before_name().search(self.masked, 0, mention.start - self.start)
            if before is not None and _WHOLE.match(self.masked, mention.end - self.start):
                yield from self._stated(mention, before, "milestone-object", "by-")
        for clause in _clause().finditer(self.masked):
            subject = self._last(clause.start() + self.start)
            if subject is not None:
                yield from self._stated(subject, clause, "milestone-clause")

    def _listed(self, last: Found) -> Iterator[Found]:
        """Yield the members of a list that ends with a name."""
        yield last
        for one in reversed(self.living[: self.living.index(last)]):
            if not _JOINED.fullmatch(self.text, one.end, last.start):
                return
            yield one
            last = one

    def _last(self, at: int) -> Found | None:
        """Return the living name before a clause, where no other name stands between that the clause may tell of."""
        before = [m for m in self.inside if m.start < at and m.type not in _SETTINGS]
        return before[-1] if before and before[-1].type in _ALIVE else None

    def _stated(self, mention: Found, match: re.Match[str], rule: str, prefix: str = "") -> Iterator[Milestone]:
        verb = match.start("verb")
        lead = self.masked[self._clause_start(verb) : verb]
        day = self._day(match)
        if day is None or _any_of("never").search(lead):
            return
        begin, until = day.begin, day.until
        ahead = self.reference is not None and begin is not None and begin > self.reference
        first = min(mention.start, self.start + min(verb, day.start))
        last = max(mention.end, self.start + max(match.end("verb"), day.end))
        yield Milestone(
            about=mention.entity,
            stage=_stages(prefix)[match["verb"]],
            period=(_iso(begin), _iso(until)),
            kind="target" if ahead or day.towards or _any_of("planned").search(lead) else "actual",
            text=match["verb"],
            start=first,
            end=last,
            rule=rule,
            confidence=round(_confidences()[rule] * self.around.certainty(mention.entity), 3),
        )

    def _clause_start(self, at: int) -> int:
        return max(self.masked.rfind(mark, 0, at) for mark in "，；：") + 1

    def _day(self, match: re.Match[str]) -> Period | None:
        """Return the day of a verb: the one right behind it (`签约于2023年`), else the nearest before it."""
        verb = match.start("verb")
        if match.groupdict().get("day"):
            return next(day for day in self.days if day.start == match.start("day"))
        before = [day for day in self.days if day.end <= verb]
        if not before or (before[-1].end < self._clause_start(verb) and verb - before[-1].end > _REACH):
            return None
        between = self.masked[before[-1].end : verb]
        return None if _any_of("hearsay").search(between) or _verbs().search(between) else before[-1]


@cache
def _confidences() -> dict[str, float]:
    return {rule: float(value) for rule, value, *_ in lexicon.rows("milestone_confidence.tsv")}


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


@Language.factory("xianzhi_milestones", assigns=["doc._.xianzhi"])
def make_milestones(nlp: Language, name: str) -> Milestones:  # noqa: ARG001
    """Make the component that finds milestones."""
    return Milestones()


class Milestones:
    """Fills `state.milestones`."""

    def __call__(self, doc: Doc) -> Doc:
        state = of(doc)
        state.milestones = find(text_of(doc), state)
        return doc
