"""Find every reported quantity with its indicator, subject, bound, period, change and kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from extract import figure_growth, figure_times, indicators, periods, quantities
from extract.figure_growth import Growth
from extract.lexicon import sections
from extract.periods import Period
from extract.quantities import Quantity
from extract.state import FoundFigure, State, of
from extract.subjects import Subjects

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?[”」』）)]*")
_CLAUSE = re.compile(r"[^，；：,;:。！？\n—…]+")
_ONE = re.compile(r"一(?:[^\d零一二两三四五六七八九十百千万亿成]|$)")
_QUOTED = re.compile(r"“[^“”，。]{1,8}$")
_COUNTS = ("count", "digits", "bare")


@dataclass(slots=True)
class Sentence:
    """One sentence with what was found in it."""

    start: int
    end: int
    quantities: list[Quantity]
    periods: list[Period]
    clauses: list[tuple[int, int]] = field(default_factory=list)


def find(text: str, state: State) -> list[FoundFigure]:
    """Return the figures of a repaired text, in their order."""
    return list(_Reader(text, state).read())


def split(text: str, state: State) -> Iterator[Sentence]:
    """Yield the sentences of a text that hold a quantity."""
    found = quantities.find(text)
    if not found:
        return
    times = periods.find(text, state.context.date)
    starts = [quantity.number for quantity in found]
    time_starts = [period.start for period in times]
    for match in _SENTENCE.finditer(text):
        low, high = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        one = times[bisect_left(time_starts, match.start()) : bisect_left(time_starts, match.end())]
        yield Sentence(
            match.start(),
            match.end(),
            found[low:high],
            one,
            [clause.span() for clause in _CLAUSE.finditer(text, match.start(), match.end())] if low < high else [],
        )


class _Reader:
    """Reads the sentences of one document in order and remembers what carries over."""

    def __init__(self, text: str, state: State) -> None:
        self.text = text
        self.state = state
        self.subjects = Subjects(text, state)
        self.topic: str | None = None
        self.paragraph_period: figure_times.Days = figure_times.NONE
        self.paragraph_end = -1

    def read(self) -> Iterator[FoundFigure]:
        for sentence in split(self.text, self.state):
            if self.text.rfind("\n", self.paragraph_end if self.paragraph_end > 0 else 0, sentence.start) >= 0:
                self.paragraph_period = figure_times.NONE
                self.topic = None
            self.paragraph_end = sentence.end
            if sentence.quantities:
                yield from self._sentence(sentence)
            self._remember(sentence)

    def _remember(self, sentence: Sentence) -> None:
        usable = [period for period in sentence.periods if not period.compared]
        if usable:
            self.paragraph_period = (usable[-1].begin, usable[-1].until)
        for mention in self.subjects.within(sentence.start, sentence.end):
            if self.subjects._subject(mention, sentence.start, sentence.end):
                self.topic = mention.entity
                break

    def _sentence(self, sentence: Sentence) -> Iterator[FoundFigure]:
        kept = [quantity for quantity in sentence.quantities if self._counts(quantity, sentence)]
        found: list[FoundFigure] = []
        anchor = -1
        for i, quantity in enumerate(kept):
            clause = _clause_of(sentence.clauses, quantity.number)
            left = max(clause[0], kept[i - 1].end if i else clause[0])
            right = min(clause[1], kept[i + 1].start) if i + 1 < len(kept) else clause[1]
            growth = figure_growth.of(self.text, left, quantity, clause[1])
            if growth is not None:
                words = self._own_words(left, min(growth.start, quantity.start), sentence)
                if not words and anchor >= 0 and found[anchor].change is None and self._close(found[anchor].end, left):
                    found[anchor] = replace(found[anchor], change=growth.change, change_basis=growth.basis)
                    continue
                if not words:
                    words = found[anchor].indicator if anchor >= 0 else self._earlier_words(sentence, clause)
                found.append(self._figure(sentence, clause, quantity, words, growth=growth))
                continue
            words = self._level_words(left, right, quantity, sentence, found[anchor].indicator if anchor >= 0 else "")
            found.append(self._figure(sentence, clause, quantity, words))
            anchor = len(found) - 1
        yield from found

    def _close(self, end: int, left: int) -> bool:
        return "；" not in self.text[end:left] and "。" not in self.text[end:left]

    def _counts(self, quantity: Quantity, sentence: Sentence) -> bool:
        """Say whether a quantity is one that counts as a figure."""
        text = self.text
        if quantity.use == "time" or self.subjects.inside_mention(quantity.number, quantity.after):
            return False
        printed = text[quantity.number : quantity.after]
        if _ONE.match(printed) or text[quantity.start - 1 : quantity.start] in ("每", "第"):
            return False
        before = text[max(0, quantity.start - 10) : quantity.start]
        if _QUOTED.search(before) and "”" in text[quantity.after : quantity.after + 8]:
            return False
        if printed.endswith("大") and (before.endswith("等") and not printed[0].isdigit()):
            return False
        rest = text[quantity.end : quantity.end + 12]
        nxt = next((other for other in sentence.quantities if other.start >= quantity.end), None)
        if quantity.qualifier in ("over", "under") and nxt is not None and nxt.start - quantity.end <= 12:
            between = text[quantity.end : nxt.start]
            if (
                between
                and not re.search(r"[，。；、：]", between)
                and not re.match(r"的?(?:左右)?$", between)
                and nxt.use in _COUNTS
                and not re.match("(?:增长|下降)", between)
                and quantity.use != "share"
            ):
                return False
        del rest
        return True

    def _own_words(self, left: int, right: int, sentence: Sentence) -> str:
        """Return the words of a growth clause that name an indicator of its own."""
        text = self._blank(left, right, sentence)
        text = re.sub(
            r"(?:同比|环比|[比较](?:上年|去年|上月|年初|年均|上季度|前年)?(?:同期|同月)?|年均|平均|名义|实际|分别|按可比(?:价格|口径)(?:计算)?|可比|两年平均|累计|其中|均|约|也|总体|高于|预期|要|将|力争|目标|预计)",
            "",
            text,
        )
        return indicators.core_before(text)

    def _blank(self, left: int, right: int, sentence: Sentence) -> str:
        """Return a stretch of text without its periods and without the subject's name."""
        cut: list[tuple[int, int]] = [(p.start, p.end) for p in sentence.periods if p.start >= left and p.end <= right]
        for mention in self.subjects.within(left, right):
            if mention.end <= right and self.subjects._subject(mention, left, right):
                cut.append((mention.start, mention.end))
                break
        found, position = [], left
        for start, end in sorted(cut):
            if start >= position:
                found.append(self.text[position:start])
                position = end
        found.append(self.text[position:right])
        joined = "".join(found)
        group = "|".join(sorted(sections("figure_words.txt")["group"], key=len, reverse=True))
        return re.sub(rf"^\W*(?:{group})", "", joined)

    def _earlier_words(self, sentence: Sentence, clause: tuple[int, int]) -> str:
        earlier = [c for c in sentence.clauses if c[1] <= clause[0]]
        return indicators.core_before(self._blank(*earlier[-1], sentence)) if earlier else ""

    def _level_words(self, left: int, right: int, quantity: Quantity, sentence: Sentence, whole: str) -> str:
        before = self._blank(left, quantity.start, sentence)
        core = indicators.core_before(before)
        after = indicators.noun_after(self.text[quantity.end : right])
        if quantity.unit == "%":
            return self._share_words(before, core, after, whole)
        if after and quantity.use != "bare":
            verb = indicators.trailing_verb(before)
            if verb or not core or not indicators.ends_in_noun(core) or core.endswith("等"):
                return verb + _counted(after, quantity)
            return _counted(after, quantity) if quantity.use in _COUNTS else after
        if not core:
            core = whole or self._earlier_words(sentence, _clause_of(sentence.clauses, quantity.number))
        return _counted(core, quantity)

    def _share_words(self, before: str, core: str, after: str, whole: str) -> str:
        part = re.search(r"(?:占)(?P<of>[^占，]*?)(?:的?(?:比重|比例|份额|比))?(?:达到?|为|超过?|约|近|的)*$", before)
        if part:
            head = indicators.core_before(before[: part.start()]) or re.sub(r"数$", "", whole)
            return f"{head}占{part['of']}比重".replace("的比重", "比重")
        if core:
            return core
        return after or whole

    def _figure(
        self, sentence: Sentence, clause: tuple[int, int], quantity: Quantity, words: str, growth: Growth | None = None
    ) -> FoundFigure:
        about, rule = self._about(sentence, clause, quantity)
        begin, until = figure_times.of(sentence.periods, clause[0], quantity.number, clause[1], self.paragraph_period)
        unit = quantity.unit or _unit_of(words + self.text[quantity.end : quantity.end + 6])
        return FoundFigure(
            about=about,
            indicator=words,
            value=None if growth else quantity.value,
            unit="" if growth else unit,
            qualifier=quantity.qualifier,
            begin=begin,
            until=until,
            change=growth.change if growth else None,
            kind=self._kind(sentence, clause, quantity),
            start=min(growth.start, quantity.start) if growth else quantity.start,
            end=quantity.end,
            rule=f"figure:{'growth' if growth else 'level'}:{rule}",
            confidence=0.8,
            change_basis=growth.basis if growth else "",
            upper_value=None if growth else quantity.upper,
        )

    def _about(self, sentence: Sentence, clause: tuple[int, int], quantity: Quantity) -> tuple[str | None, str]:
        for start, end in reversed([c for c in sentence.clauses if c[0] <= quantity.number]):
            found = self.subjects.of_clause(start, min(end, quantity.start))
            if found is not None:
                return found
        if self.topic is not None:
            return self.topic, "paragraph"
        return self.subjects.place, "place"

    def _kind(self, sentence: Sentence, clause: tuple[int, int], quantity: Quantity) -> str:
        text = self.text[sentence.start : sentence.end]
        if any(word in text for word in sections("figure_words.txt")["limit"]):
            return "limit"
        if any(word in text for word in sections("figure_words.txt")["target-strong"]):
            return "target"
        return "actual"


def _clause_of(clauses: Sequence[tuple[int, int]], offset: int) -> tuple[int, int]:
    return next((clause for clause in clauses if clause[0] <= offset < clause[1]), clauses[-1])


def _counted(words: str, quantity: Quantity) -> str:
    """Return the name of a count: 企业 is 企业数."""
    if quantity.use not in _COUNTS or not words or words[-1] in "数量额率比值次" or not quantity.unit:
        return words
    return words + "数"


def _unit_of(words: str) -> str:
    """Return the unit that a number without one must have: 人才总量突破45万."""
    lists = sections("figure_words.txt")
    if any(word in words for word in lists["person-noun"]):
        return "人"
    return "CNY" if any(word in words for word in lists["money-noun"]) else ""


@Language.factory("xianzhi_figures")
def make_figures(nlp: Language, name: str) -> Figures:  # noqa: ARG001
    """Make the component that finds figures."""
    return Figures()


class Figures:
    """Fills `state.figures`."""

    def __call__(self, doc: Doc) -> Doc:
        state = of(doc)
        state.figures = find(doc.text, state)
        return doc


_ = (date, Decimal)
