"""Find what each figure of a document is about: what stands by its number, its clause's subject, what goes on."""

from __future__ import annotations

import re

from extract import figure_kinds
from extract.figure_item import Item
from extract.figure_text import Sentence
from extract.subject_passage import Passage
from extract.subjects import Subjects
from ontology.record import Figure

# 实施某某行动，｜力争总产值突破…: what a government strives for is its own.
_STRIVES = re.compile(r"\s*力争")
_WE = re.compile(r"[“\s]*(?:目前|现在|如今|今年|去年|最近)?(?:我们|我司|咱们?|我)(?!国|区|市|县|省|镇|乡|村)")


class About:
    """Answers for the numbers of one document in their order; `told` are the figures so far of an article."""

    def __init__(self, text: str, subjects: Subjects, passage: Passage) -> None:
        self.text = text
        self.subjects = subjects
        self.passage = passage
        self.told: list[Figure] = []

    def of(self, sentence: Sentence, item: Item, done: list[Item]) -> tuple[str | None, str]:
        """Return what a figure is about and by which rule that was found."""
        if item.owner is not None:
            return item.owner, "named"
        clause, number = item.clause, item.quantity.start
        use = item.quantity.use
        direct = self.subjects.neighbours.of_number(
            clause[0],
            number,
            item.quantity.end,
            money=use in ("money", "bare"),
            measured=use in ("money", "bare", "measure") or (use == "share" and "占" in self.text[clause[0] : number]),
        )
        if direct is None and use == "count":  # 排名全省90个区县第四位
            around = self.subjects.at_large(max(clause[0], number - 2), number, owners=False)
            direct = None if around is None else (around, "group")
        direct = direct or self.passage.attended(item.quantity.end) or self._pointed(item)
        if direct is not None:
            return direct
        if figure_kinds.is_limit(self.text, sentence, clause):
            policy = self.subjects.policies.granting(sentence.start, number, near=self.subjects.overview)
            if policy is not None:
                return policy, "policy"
        quoted = self.subjects.speakers.of_quote(number)
        for start, end in reversed([other for other in sentence.clauses if other[0] <= number]):
            if quoted is not None and item.quantity.use != "measure" and _WE.match(self.text, start, end):
                return quoted, "speaker"
            if end <= number and self.subjects.overview and not self.subjects.goes_on(clause[0], number):
                break
            if end <= number:
                strives = _STRIVES.match(self.text, clause[0], number) is not None
                apart = strives or "；" in self.text[end:number] or self.subjects.only_tells(clause[0], number)
                bare = self.subjects.goes_on(clause[0], number)
                created = None if apart else self.subjects.created.by_clause(start, end, goes_on=bare)
                if created is not None:
                    return created, "created"
            told = next((other for other in done if other.clause == (start, end) and self._keeps(other, item)), None)
            if told is not None and end <= number:
                return told.about, told.named_by
            topic, event = self.passage.topic, self.passage.near_event(number)
            found = self.subjects.of_clause(start, min(end, number), topic, sentence.start, event)
            if found is not None:
                return found
        return self.passage.carried(sentence, number)

    def _keeps(self, other: Item, item: Item) -> bool:
        """Say whether a later clause is still about what stood right by an earlier number."""
        goes_on = self.subjects.goes_on(item.clause[0], item.quantity.start)
        return other.named_by == "object" or (other.named_by == "possessor" and goes_on)

    def _pointed(self, item: Item) -> tuple[str | None, str] | None:
        """Return what the same number was about before, where a text points back at it: 这｜8个项目."""
        if not self.text.startswith("这", item.quantity.start - 1):
            return None
        said = (other for other in reversed(self.told) if other.unit == item.quantity.unit)
        same = next((other for other in said if other.value == item.quantity.value), None)
        return None if same is None else (same.about, "anaphor")
