"""The sentences of a text that hold quantities, with their clauses, and stretches of them without what is known."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract import periods, quantities, spoken_money
from extract.lexicon import either, sections
from extract.periods import Period
from extract.quantities import Quantity
from extract.state import State

Span = tuple[int, int]

# 翻番 and 翻倍 tell growth without a number.
_DOUBLING = "翻"
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?[”」』）)]*")
# A colon after a name (`总投资：`) belongs to it; brackets and dashes set off remarks.
# A space that the repair left between characters parts the pieces of a heading.
_CLAUSE = re.compile(
    r"(?:[^，；：,;:。！？\n—…（）() ]|—(?!—)(?<!——)|[（(][^（）()\n，；。]{1,8}[)）]"
    r"| (?![\u4e00-\u9fff“])|(?<![\u4e00-\u9fff”]) )+"
)

# 2022年｜环境日活动举行: the year is part of the name.
_YEAR = re.compile(r"20\d\d年度?")
_HELD = re.compile(
    r"[^，。；：]{0,40}?(?:活动|大会|会议|论坛|[大比]赛|节|展|仪式|会)[”》]?[^，。；、]{0,16}?"
    + either(sections("figure_words.txt")["held"])
)
# What leads to the name of what was held, and how such a name ends.
_LEAD = 24
_FEW_DAYS = 10
_EVENT_NAME = re.compile(r"(?:在|举行|举办|召开|开展|(?:承办|主办|举办|举行)的)[^，。；：]{0,20}$")
_KIND = re.compile(r"[^，。；：]{0,40}?(?:活动|大会|会议|论坛|[大比]赛|节|展|仪式|会)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence at `text[start:end]` with its clauses and what was found in it."""

    start: int
    end: int
    quantities: tuple[Quantity, ...]
    periods: tuple[Period, ...]
    clauses: tuple[Span, ...]

    def clause(self, offset: int) -> Span:
        """Return the clause that holds an offset, the last one for none."""
        return next((clause for clause in self.clauses if clause[0] <= offset < clause[1]), self.clauses[-1])

    def before(self, clause: Span) -> Span | None:
        """Return the clause before another one, None for the first."""
        i = self.clauses.index(clause)
        return self.clauses[i - 1] if i else None


def split(text: str, state: State) -> Iterator[Sentence]:
    """Yield the sentences of a text in order; those without a quantity have no clauses."""
    found = spoken_money.taken_in(text, quantities.find(text))
    if not found and _DOUBLING not in text:
        return
    names = [(mention.start, mention.end) for mention in state.mentions]
    times = _outside(periods.find(text, state.context.date), names)
    starts = [quantity.number for quantity in found]
    time_starts = [period.start for period in times]
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        low, high = bisect_left(starts, start), bisect_left(starts, end)
        within = _without_names(text, times[bisect_left(time_starts, start) : bisect_left(time_starts, end)])
        told = low < high or text.find(_DOUBLING, start, end) >= 0
        clauses = tuple(clause.span() for clause in _CLAUSE.finditer(text, start, end)) if told else ()
        yield Sentence(start, end, tuple(found[low:high]), tuple(within), clauses)


def _outside(times: list[Period], names: list[Span]) -> list[Period]:
    """Leave out the periods that are part of a name (2022年浙江省半导体大会)."""
    names.sort()
    starts = [start for start, _ in names]
    kept = []
    for period in times:
        i = bisect_left(starts, period.start + 1) - 1
        if i < 0 or names[i][1] <= period.start or names[i][1] == period.end:
            kept.append(period)
    return kept


def _without_names(text: str, times: list[Period]) -> list[Period]:
    """Leave out the year of an event whose day was said: 6月2日，某某区｜2022年｜环境日活动举行."""
    kept: list[Period] = []
    day = any(is_day(period) for period in times)
    for period in times:
        if day and not is_day(period) and _of_event(text, period):
            continue
        named = _YEAR.fullmatch(text, period.start, period.end) and _HELD.match(text, period.end)
        if not (named and kept and is_day(kept[-1])):
            kept.append(period)
    return kept


def _of_event(text: str, period: Period) -> bool:
    """Say whether a period is part of what was held: 举行｜2021年二季度｜开工仪式, 在｜一季度｜开工活动现场."""
    lead = _EVENT_NAME.search(text, max(0, period.start - _LEAD), period.start)
    return lead is not None and _KIND.match(text, period.end) is not None


def is_day(period: Period) -> bool:
    """Say whether a period is a day, or the few days for which something was held."""
    begin, until = period.begin, period.until
    return begin is not None and until is not None and (until - begin).days < _FEW_DAYS


def than(text: str, start: int) -> int:
    """Return where a period begins, with the word that compares with it: 比｜去年, 环比｜五一."""
    start -= text.startswith(("比", "较"), max(0, start - 1))
    return start - text.startswith(("同比", "环比"), max(0, start - 1))


def without(text: str, left: int, right: int, cuts: Iterable[Span]) -> str:
    """Return `text[left:right]` without the given spans."""
    parts, position = [], left
    for start, end in sorted(cuts):
        if position <= start and end <= right:
            parts.append(text[position:start])
            position = end
    parts.append(text[position:right])
    return "".join(parts)
