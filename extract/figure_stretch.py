"""Cut out of a stretch of text what only says when, of whom and for whom, before it is worded."""

from __future__ import annotations

import re
from itertools import zip_longest

from extract import figure_text, measures, subject_words
from extract.figure_text import Sentence
from extract.subjects import Subjects
from ontology.record import MentionType

_ACTORS = (
    MentionType.ENTERPRISE,
    MentionType.INSTITUTION,
    MentionType.PERSON,
    MentionType.OFFICIAL,
    MentionType.ASSOCIATION,
    MentionType.GOVERNMENT,
)
_SITES = (MentionType.PLACE, MentionType.ENTERPRISE, MentionType.INSTITUTION)
_NAMED = (*_ACTORS, MentionType.DISTRICT, MentionType.PLACE)
# 甲厂｜和｜乙厂, 甲园｜内的｜乙厂
_AND = re.compile("[”》]?(?:(?:[、和与及]|以及)[“《]?|(?:旗下|境内|[内里])?的?)")
_PAPERS = re.compile("建议|提案|议案")
_TAIL, _SHORTEST_TAIL = 8, 3
# 年度｜计划投资: a period that is part of what is measured too.
_OF_YEAR = ("年度", "年计划")


class Stretches:
    """The stretches of one sentence."""

    def __init__(self, text: str, sentence: Sentence, subjects: Subjects) -> None:
        self.text = text
        self.sentence = sentence
        self.subjects = subjects

    def without_names(self, left: int, right: int, about: str | None) -> str:
        """Return a stretch of text without its periods and the name of the subject."""
        apart = [p for p in self.sentence.periods if not self.text.startswith(_OF_YEAR, p.start)]
        cuts = [(figure_text.than(self.text, p.start), p.end) for p in apart]
        if (numbered := subject_words.NUMBERING.match(self.text, left, right)) is not None:
            cuts.append(numbered.span())
        for mention in self.subjects.within(left, right):
            by_it = self.text.startswith("由", mention.start - 1)
            if mention.entity == about and measures.is_bare_measure(self.text[mention.end : right].strip("”》")):
                cuts.append((left, mention.end))
                break
            if mention.entity == about and (by_it or self.subjects.stands_first(mention, left)):
                owner = next((m for m in self.subjects.within(left, mention.start) if m.end + 2 >= mention.start), None)
                cuts.append((left if owner is not None else mention.start, mention.end))
                break
        cuts += [*self._others(left, right), *self._actors(left, right)]
        kept = [cut for cut in cuts if left <= cut[0] and cut[1] <= right]
        return self._without_tail(figure_text.without(self.text, left, right, kept), about)

    def _actors(self, left: int, right: int) -> list[figure_text.Span]:
        """Return the span of the names with which a stretch begins: who did it or where is not what is measured."""
        names = [m for m in self.subjects.within(left, right) if m.type in _NAMED]
        first = next((m for m in names if self.subjects.stands_first(m, left)), None)
        if first is None or self.subjects.anaphors.tail(first.start, first.end) is not None:
            return []
        if first.type is MentionType.GOVERNMENT and _PAPERS.match(self.text, first.end):
            return []  # 县政协｜提案12件
        end = first.end
        for other in names:
            if other.start >= end and _AND.fullmatch(self.text, end, other.start):
                end = other.end
        return [(first.start, end)]

    def _without_tail(self, words: str, about: str | None) -> str:
        """Return words without the end of the subject's name with which they begin: 南溪园｜重点企业."""
        named = self.subjects.state.entities.get(about or "")
        if named is None or named.type not in _SITES:
            return words
        begun = words.lstrip("，、 ")
        size = next((n for n in range(_TAIL, _SHORTEST_TAIL - 1, -1) if named.label.endswith(begun[:n] or "，")), 0)
        return begun[size:] if size and len(begun) > size + 1 else words

    def _others(self, left: int, right: int) -> list[figure_text.Span]:
        """Return the spans of names that are no part of what is measured: examples before 等, who gives to whom."""
        names = [m for m in self.subjects.within(left, right) if m.type in _ACTORS]
        cuts = []
        first = None
        for mention, following in zip_longest(names, names[1:]):
            first = mention.start if first is None else first
            if self.text.startswith("等", mention.end) and first != mention.start and mention.end + 1 < right:
                cuts.append((first, mention.end + 1))
            if following is None or self.text[mention.end : following.start] not in ("、", "和", "”、“"):
                first = None
            if self.text[mention.start - 1] in "向给为由" and mention.start > left and mention.end < right:
                cuts.append((mention.start - 1, mention.end))
                if names[0] is not mention and self.subjects.stands_first(names[0], left):
                    cuts.append((names[0].start, names[0].end))
        return cuts
