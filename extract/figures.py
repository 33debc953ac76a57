"""Find every reported quantity with its indicator, subject, bound, period, change and kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from extract import (
    figure_filter,
    figure_growth,
    figure_headlines,
    figure_kinds,
    figure_lists,
    figure_ranks,
    figure_shares,
    figure_text,
    figure_times,
    figure_vouchers,
    measures,
    subject_model,
)
from extract.figure_about import About
from extract.figure_growth import Growth
from extract.figure_item import Item
from extract.figure_text import Sentence
from extract.figure_wording import Wording
from extract.lexicon import sections
from extract.quantities import COUNTS, Quantity
from extract.rule_confidence import figure_confidence
from extract.state import State, of, text_of
from extract.subject_passage import Passage
from extract.subjects import Subjects
from extract.surroundings import Surroundings
from ontology.record import Figure


def find(text: str, state: State) -> list[Figure]:
    """Return the figures of a repaired text, in their order; adds the document's division to `state.entities`.

    Their offsets are those of this text, with the bound (`近2000亿元`); `extract.assemble` adds the print.
    """
    found, subjects = by_rules(text, state)
    if found and not subjects.overview:
        for i, figure in subject_model.corrected(found, Surroundings(text, state), subjects.fits):
            found[i] = replace(figure, confidence=figure_confidence(figure.rule))
    return figure_headlines.completed(found, state.context)


def by_rules(text: str, state: State) -> tuple[list[Figure], Subjects]:
    """Return the figures as the rules have them, and what they know of subjects."""
    reader = _Reader(text, state)
    return list(reader.figures()), reader.subjects


# 年均 of what was measured through one year is no average over several.
_YEARLY = re.compile(r"年均(?!浓度|降水|气温|水温|PM)|五年")
# A rank belongs to the number before it unless other words come between.
_ADJOINS = re.compile(
    r"[，、]?(?:总量|总数|规模|增速|增幅|增量|数量|均|分别|总体|继续|稳|连续\S{1,4}|人均|持续|和|、)*"
)
# …，｜较去年大会｜增长38.5%、59.6%
_AGAINST = re.compile(r"\s*(?:同比|环比|较|比)")
_HUNDRED_MILLION = 100_000_000
_NO_WORDS = "金额"
_SPEED = re.compile("增速|增幅")
# 约占全国｜1/10: what is about so much stands further in front.
_ABOUT = re.compile(r"(?:约|近)(?:占|合|相当于)[^，。；、\d]{0,8}$")


class _Reader:
    """Reads the sentences of one document in order and remembers what carries over."""

    def __init__(self, text: str, state: State) -> None:
        self.text = text
        self.subjects = Subjects(text, state)
        articles = (part.start for part in state.context.sections)
        self.times = figure_times.Memory(text, state.context.date, articles, overview=self.subjects.overview)
        self.passage = Passage(text, self.subjects)
        self.about = About(text, self.subjects, self.passage)
        self.years: dict[str, figure_times.Days] = {}
        self.article = -1

    def figures(self) -> Iterator[Figure]:
        sentences = list(figure_text.split(self.text, self.subjects.state))
        self.times.foresee(sentences)
        while sentences and not sentences[-1].clauses:  # nothing counts what they carry over
            sentences.pop()
        for sentence in sentences:
            self.passage.enter(sentence)
            self.times.enter(sentence)
            self._enter(sentence)
            if sentence.clauses:
                yield from self._sentence(sentence)
            self.passage.leave(sentence)
            self.times.leave(sentence)

    def _enter(self, sentence: Sentence) -> None:
        """Forget the years of statistics where an article begins."""
        article = self.subjects.articles.number(sentence.start)
        if article > self.article:
            self.article, self.years, self.about.told = article, {}, []

    def _sentence(self, sentence: Sentence) -> Iterator[Figure]:
        items = self._items(sentence)
        figure_lists.share_out(self.text, sentence, items)
        figure_lists.own(self.text, items, self.subjects)
        wording = Wording(self.text, sentence, self.subjects)
        for i, item in enumerate(items):
            item.about, item.named_by = self.about.of(sentence, item, items[:i])
            done = [other for other in items[:i] if not other.merged]
            if done and f"{self.text[item.start : item.quantity.end]}的" in done[-1].words:
                item.merged = True  # 营业收入超百亿元的｜企业数
                continue
            if done and item.left < done[-1].taken <= item.quantity.start:
                item.left = done[-1].taken
            if item.growth is not None:
                self._grow(item, wording, done)
            else:
                item.rule = wording.role(item, done)
                item.after_from = bool(done) and self._reached(done[-1], item)
                item.words = self._of_whole(sentence, done, self._words(item, wording, done))
                item.words = figure_lists.new_too(self.text, item, done)
            if not self.subjects.fits(item.about, item.words, item.named_by):
                item.about, item.named_by = self.subjects.place, "place"
        self._ranks(sentence, items)
        self._share_policy(sentence, items)
        for item in items:
            if not item.merged and item.words:
                self.about.told.append(figure := self._figure(sentence, item))
                yield figure

    def _reached(self, last: Item, item: Item) -> bool:
        """Say whether a number is what another one, after 从, has become; a list of them can go on."""
        same = last.quantity.unit == item.quantity.unit and "；" not in self.text[last.quantity.end : item.start]
        return last.rule == "from" or (last.after_from and same)

    def _share_policy(self, sentence: Sentence, items: list[Item]) -> None:
        """Give the conditions of a policy to it too: the bar for a grant that the same sentence names."""
        measure = self.subjects.measure(sentence.start)
        policy = next((item.about for item in items if item.named_by == "policy"), measure)
        granted = max((item.start for item in items if item.rule == "policy"), default=-1)
        for item in items:
            bounded = item.quantity.qualifier != "exact" or item.quantity.upper is not None
            item.bar = (
                item.start < granted and bounded and figure_kinds.is_bar(self.text, item.clause, item.quantity.end)
            )
        if policy is not None:
            loose = ("place", "heading", "group") if measure is not None else ("place", "heading")
            for item in items:
                if item.named_by in loose and self.subjects.fits(policy, item.words):
                    item.about, item.named_by = policy, "policy"

    def _words(self, item: Item, wording: Wording, done: list[Item]) -> str:
        """Return the indicator of a level."""
        if item.given and item.quantity.unit == "百分点":
            return item.given + wording.moved(item)
        if item.given:
            counts = item.quantity.use in COUNTS
            return measures.counted(item.given, item.quantity.unit) if counts else item.given
        if item.belongs_to is not None:
            return measures.uncounted(item.belongs_to.words) + "占比"
        if item.like is not None:
            own = wording.beside(item, item.like)
            return own or item.like.words
        if item.rule in ("base", "increment"):
            return wording.follow(item, done)
        if item.quantity.unit == "百分点":
            return wording.points(item, done)
        if item.quantity.use in ("money", "share", "bare") and self._grants(wording.sentence, item):
            words = wording.grants.words(item, done)
            if words:
                item.rule = "policy"
                return figure_shares.rated(words, item.quantity)
        return wording.level(item, done)

    def _of_whole(self, sentence: Sentence, done: list[Item], words: str) -> str:
        """Return for an amount without words those of the whole that it is a part of: …总计5万元。其中，甲券｜3万元."""
        if words != _NO_WORDS:
            return words
        if done and done[-1].quantity.use == "money" and self.text.startswith("、", done[-1].quantity.end):
            return done[-1].words
        told = self.about.told
        part = told and told[-1].unit == "CNY" and self.text.startswith("其中", sentence.start)
        return told[-1].indicator if part else words

    def _grants(self, sentence: Sentence, item: Item) -> bool:
        """Say whether an amount is granted, by a policy that is named or by one that is not."""
        limit = not self.subjects.overview and figure_kinds.is_limit(self.text, sentence, item.clause)
        return item.named_by == "policy" or limit

    def _items(self, sentence: Sentence) -> list[Item]:
        kept = [q for q in sentence.quantities if figure_filter.counts(self.text, q, sentence, self.subjects)]
        items = []
        for i, quantity in enumerate(kept):
            clause = sentence.clause(quantity.number)
            left = max(clause[0], kept[i - 1].end) if i else clause[0]
            if self.text.startswith("“", quantity.start - 1):
                left = quantity.start  # 意指｜“80万｜常住人口”
            right = min(clause[1], kept[i + 1].start) if i + 1 < len(kept) else clause[1]
            if quantity.qualifier == "exact" and _ABOUT.search(self.text, left, quantity.start):
                quantity = replace(quantity, qualifier="about")
            growth = figure_growth.of(self.text, left, quantity, clause[1])
            items.append(Item(quantity, clause, left, right, growth, rule="growth" if growth else "level"))
        return sorted([*items, *self._doublings(sentence, kept)], key=lambda item: item.quantity.number)

    def _doublings(self, sentence: Sentence, kept: list[Quantity]) -> Iterator[Item]:
        """Yield the growth that is said without a number: 翻番, 翻倍."""
        for growth in figure_growth.doublings(self.text, sentence.start, sentence.end):
            clause = sentence.clause(growth.start)
            left = max([clause[0], *(q.end for q in kept if q.end <= growth.start)])
            said = Quantity(growth.start, growth.end, growth.change, "%", number=growth.start, after=growth.end)
            yield Item(said, clause, left, clause[1], growth, rule="doubling", taken=growth.end)

    def _grow(self, item: Item, wording: Wording, done: list[Item]) -> None:
        """Attach a growth to the level before it, or word it as a figure of its own."""
        words = item.given or (item.like.words if item.like is not None else "")
        against = item.belongs_to is not None and _AGAINST.match(self.text, item.clause[0], item.start)
        words = words or ("" if against else wording.growth(item, done))
        level = item.belongs_to if item.belongs_to is not None else self._anchor(item, done)
        if not words and level is not None and _SPEED.search(self.text, item.start, item.quantity.start):
            words = measures.whole(level.words)  # 收入占总收入的三分之一，｜同比增速18.6%: that of the income
        if not words and level is not None and level.change is None:
            level.change, item.merged = item.growth, True
            return
        item.words = words or (level.words if level is not None else wording.earlier(item))
        item.words = figure_growth.on_average(item.words, self.text[item.clause[0] : item.quantity.start])

    def _anchor(self, item: Item, done: list[Item]) -> Item | None:
        """Return the level that a growth without words of its own goes on with; none after a semicolon."""
        for other in reversed(done):
            if "；" in self.text[other.quantity.end : item.quantity.start]:
                return None
            if other.level or other.growth is not None:
                return other
        return None

    def _ranks(self, sentence: Sentence, items: list[Item]) -> None:
        for rank in figure_ranks.find(self.text, sentence.start, sentence.end):
            before = [item for item in items if item.quantity.end <= rank.start and not item.merged]
            if len(before) <= rank.back or not _ADJOINS.fullmatch(self.text, before[-1].quantity.end, rank.start):
                continue
            ranked = before[-1 - rank.back]
            if ranked.rank is None:
                ranked.rank = rank

    def _figure(self, sentence: Sentence, item: Item) -> Figure:
        quantity, growth = item.quantity, item.growth
        period = figure_times.of(self.text, sentence, item, self.times)
        yearly = _YEARLY.search(self.text, item.clause[0], item.start)
        if yearly and (period is None or self.times.within_years(period)):
            period = self.times.averaged()
        if period is None:
            event = item.about is not None and self.subjects.created.gathers(item.about)
            period = self.times.held(sentence, event=event) or self.times.days()
        begin, until = figure_times.reached(self.text, item, period)
        done = self.subjects.overview and self.times.over and not self.times.ahead(sentence)
        kind = figure_kinds.of(self.text, sentence, item.clause, planned=self.times.planned, done=done)
        kind = "limit" if item.bar or figure_vouchers.is_term(self.text, quantity) else kind
        kind = "actual" if item.rule == "from" and kind == "target" else kind  # 从77%｜提高到80%以上
        if kind == "limit" and self.subjects.overview and quantity.unit == "人" and not item.bar:
            kind = "target" if self.times.planned else "actual"  # 适配补贴｜4万人: how many get it
        if item.rule != "from" and self.subjects.macro(item.words):
            begin, until = self._of_year(kind, (begin, until))
        gain = growth or item.change
        rule = item.rule if item.change is None else f"{item.rule}-then-growth"
        return Figure(
            about=item.about,
            indicator=item.words,
            value=None if growth else quantity.value,
            unit="" if growth else quantity.unit or self._unit(item),
            qualifier=quantity.qualifier,
            period=(_iso(begin), _iso(until)),
            change=None if gain is None else gain.change,
            kind=kind,
            text="",
            start=item.start,
            end=quantity.end,
            rule=f"figure:{rule}:{item.named_by}",
            confidence=figure_confidence(f"figure:{item.rule}:{item.named_by}"),
            change_basis="" if gain is None else gain.basis,
            upper_value=quantity.upper if growth is None else _furthest(growth, quantity),
            rank=None if item.rank is None else item.rank.rank,
            rank_scope="" if item.rank is None else item.rank.scope,
            condition=figure_kinds.condition(self.text, sentence, item.clause, quantity.start)
            if kind == "limit"
            else "",
        )

    def _of_year(self, kind: str, days: figure_times.Days) -> figure_times.Days:
        """Return the days of a statistic; one that names none is of the year or months that the last one was of."""
        if days == (None, None):
            days = self.years.get(kind, days)
            self.times.resume(days)
            return days
        self.years[kind] = days
        return days

    def _unit(self, item: Item) -> str:
        """Return the unit of a number without one; what a policy grants is money."""
        granted = item.rule == "policy" and item.quantity.use == "bare"
        return "CNY" if granted else _unit_of(item.words, self._after(item), item.quantity)

    def _after(self, item: Item) -> str:
        """Return the few characters that follow a number in its clause."""
        return self.text[item.quantity.end : min(item.quantity.end + 6, item.clause[1])]


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _furthest(growth: Growth, quantity: Quantity) -> Decimal | None:
    """Return the other end of a range of growth in percent, signed like the growth."""
    if quantity.upper is None or not quantity.value:
        return None
    return growth.change / quantity.value * quantity.upper


def _unit_of(words: str, after: str, quantity: Quantity) -> str:
    """Return the unit that a number without one must have: 人才总量突破45万."""
    if quantity.use not in ("bare", "rough"):
        return ""
    lists = sections("figure_words.txt")
    said = words + after
    people = any(word in said for word in lists["person-noun"])
    if people and (after.startswith(lists["person-noun"]) or not any(word in said for word in lists["benefit"])):
        return "人"
    if not people and after.startswith(lists["funds"]) and quantity.value >= _HUNDRED_MILLION:
        return "CNY"  # 200亿｜基金
    return "CNY" if re.sub(r"(?:支持|上限|标准)+$", "", words).endswith(lists["money-noun"]) else ""


@Language.factory("xianzhi_figures")
def make_figures(nlp: Language, name: str) -> Figures:  # noqa: ARG001
    """Make the component that finds figures."""
    return Figures()


class Figures:
    """Fills `state.figures`."""

    def __call__(self, doc: Doc) -> Doc:
        state = of(doc)
        state.figures = find(text_of(doc), state)
        return doc
