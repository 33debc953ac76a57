"""Find every reported quantity with its indicator, subject, bound, period, change and kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extract import figure_filter, figure_growth, figure_kinds, figure_lists, figure_ranks, figure_text, figure_times
from extract.figure_text import Sentence, Span
from extract.figure_wording import Item, Wording
from extract.lexicon import rows, sections
from extract.periods import Period
from extract.quantities import Quantity
from extract.state import FoundFigure, State, of
from extract.subjects import Subjects


def find(text: str, state: State) -> list[FoundFigure]:
    """Return the figures of a repaired text, in their order; adds the document's division to `state.entities`."""
    return list(_Reader(text, state).figures())


class _Reader:
    """Reads the sentences of one document in order and remembers what carries over."""

    def __init__(self, text: str, state: State) -> None:
        self.text = text
        self.subjects = Subjects(text, state)
        self.times = figure_times.Memory(text)
        self.topic: str | None = None
        self.position = 0

    def figures(self) -> Iterator[FoundFigure]:
        for sentence in figure_text.split(self.text, self.subjects.state):
            if "\n" in self.text[self.position : sentence.start]:
                self.topic = None
            self.position = sentence.end
            self.times.enter(sentence)
            if sentence.quantities:
                yield from self._sentence(sentence)
            self._remember(sentence)
            self.times.leave(sentence)

    def _remember(self, sentence: Sentence) -> None:
        found = self.subjects.of_clause(sentence.start, sentence.end, self.topic)
        if found is not None and found[0] is not None:
            self.topic = found[0]

    def _sentence(self, sentence: Sentence) -> Iterator[FoundFigure]:
        items = self._items(sentence)
        wording = Wording(self.text, sentence, self.subjects)
        done: list[Item] = []
        found: list[FoundFigure] = []
        anchor: int | None = None
        for item in items:
            item.about, item.named_by = self._about(sentence, item)
            if done:
                item.left = max(item.left, done[-1].taken if done[-1].taken <= item.quantity.start else 0)
            if item.growth is not None:
                anchor = self._grow(item, wording, found, anchor, sentence, done)
                continue
            item.words = self._words(item, wording, done)
            done.append(item)
            found.append(self._figure(sentence, item))
            anchor = len(found) - 1
        yield from found

    def _words(self, item: Item, wording: Wording, done: list[Item]) -> str:
        if item.named_by == "policy" and item.quantity.use in ("money", "share"):
            words = wording.policy(item, done)
            if words:
                item.rule = "policy"
                return words
        return wording.level(item, done)

    def _items(self, sentence: Sentence) -> list[Item]:
        kept = [q for q in sentence.quantities if figure_filter.counts(self.text, q, sentence, self.subjects)]
        items = []
        for i, quantity in enumerate(kept):
            clause = sentence.clause(quantity.number)
            left = max(clause[0], kept[i - 1].end) if i else clause[0]
            right = min(clause[1], kept[i + 1].start) if i + 1 < len(kept) else clause[1]
            growth = figure_growth.of(self.text, left, quantity, clause[1])
            items.append(Item(quantity, clause, left, right, growth, rule="growth" if growth else "level"))
        return items

    def _grow(
        self,
        item: Item,
        wording: Wording,
        found: list[FoundFigure],
        anchor: int | None,
        sentence: Sentence,
        done: list[Item],
    ) -> int | None:
        """Attach a growth to the level before it, or make it a figure of its own; return the new anchor."""
        growth = item.growth
        assert growth is not None
        words = wording.growth(item)
        if not words and anchor is not None:
            level = found[anchor]
            if level.change is None and "；" not in self.text[level.end : item.left]:
                found[anchor] = replace(
                    level,
                    change=growth.change,
                    change_basis=growth.basis,
                    rule=level.rule.replace("level", "level-growth"),
                )
                return anchor
            words = level.indicator
        item.words = words or wording._earlier(item)
        done.append(item)
        found.append(self._figure(sentence, item))
        return anchor if not words else None

    def _about(self, sentence: Sentence, item: Item) -> tuple[str | None, str]:
        """Return what a figure is about and by which rule that was found."""
        clause, number = item.clause, item.quantity.start
        direct = self.subjects.of_number(clause[0], number, item.quantity.end)
        if direct is not None:
            return direct
        if figure_kinds.is_limit(self.text, clause):
            policy = self.subjects.policy(number)
            if policy is not None:
                return policy, "policy"
        for start, end in reversed([other for other in sentence.clauses if other[0] <= number]):
            if end <= number:
                created = self.subjects.created(start, end)
                if created is not None:
                    return created, "created"
            found = self.subjects.of_clause(start, min(end, number), self.topic)
            if found is not None:
                return found
        return self._carried(sentence)

    def _carried(self, sentence: Sentence) -> tuple[str | None, str]:
        """Return what the text before was about, for a sentence that names no subject."""
        if self.topic is not None:
            return self.topic, "paragraph"
        speaker = next(filter(None, (self.subjects.speaker(*clause) for clause in sentence.clauses)), None)
        if speaker is not None:
            return speaker, "speaker"
        return self.subjects.place, "place"

    def _figure(self, sentence: Sentence, item: Item) -> FoundFigure:
        quantity, growth = item.quantity, item.growth
        period = figure_times.of(sentence, item.clause, quantity.number)
        begin, until = (period.begin, period.until) if period is not None else self.times.days
        kind = figure_kinds.of(self.text, sentence, item.clause, period, planned=False)
        unit = quantity.unit or _unit_of(item.words + self.text[quantity.end : quantity.end + 6], quantity)
        return FoundFigure(
            about=item.about,
            indicator=item.words,
            value=None if growth else quantity.value,
            unit="" if growth else unit,
            qualifier=quantity.qualifier,
            begin=begin,
            until=until,
            change=growth.change if growth else None,
            kind=kind,
            start=min(growth.start, quantity.start) if growth else quantity.start,
            end=quantity.end,
            rule=f"figure:{item.rule}:{item.named_by}",
            confidence=0.8,
            change_basis=growth.basis if growth else "",
            upper_value=None if growth else quantity.upper,
            condition=figure_kinds.condition(self.text, sentence, item.clause) if kind == "limit" else "",
        )


def _unit_of(words: str, quantity: Quantity) -> str:
    """Return the unit that a number without one must have: 人才总量突破45万."""
    if quantity.use != "bare":
        return ""
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
