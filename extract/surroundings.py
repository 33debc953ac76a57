"""What stands around a place in a document: its sentence, paragraph and article, and what is named there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable

from extract import promises, sentences
from extract.deixis import with_deixis
from extract.entities import division_of
from extract.mentions import SPREAD_RULE
from extract.state import Found, FoundRelation, State, Survey
from ontology.record import MentionType

# Of the doubt about a name this share is left each time that it is found again by what stands around it: on annotated
# text two in three of the doubtful names were right that were found twice, and one in two of those found once.
_DOUBT_LEFT = 0.6
_MOST_AGAIN = 4
# A division of the national list is the one that is meant, even where its span was a character off: 47 of 49.
_LISTED = 0.95


class Surroundings:
    """The mentions of one document in order, with the words that point at one of them."""

    def __init__(self, text: str, state: State) -> None:
        """Take the mentions and sections of a document's state."""
        self.text = text
        self.state = state
        survey = _surveyed(text, state)
        self.named, self._certainty = survey.named, survey.certainty
        # The sentences that name something, each with its mentions; many rules ask for them.
        self.by_sentence = survey.by_sentence
        self.sentences = sentences.whole(text)
        self._starts = survey.starts
        sections = state.context.sections
        self._bounds = [(s.start, s.end) for s in sections] if sections else [(0, len(text))]
        self._section_starts = [start for start, _ in self._bounds]
        self._firms: dict[int, str] = {}

    def within(self, start: int, end: int) -> list[Found]:
        """Return the mentions that begin in a span."""
        return self.named[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the bounds of the sentence of a character."""
        return self.sentences[max(bisect_right(self.sentences, (at, len(self.text))) - 1, 0)]

    def section(self, at: int) -> tuple[int, int]:
        """Return the bounds of the article that a character is in."""
        i = bisect_right(self._section_starts, at) - 1
        return self._bounds[max(i, 0)]

    def paragraph(self, at: int) -> int:
        """Return where the paragraph of a character begins."""
        return self.text.rfind("\n", 0, at) + 1

    def passage(self, at: int) -> int:
        """Return where the paragraph before that of a character begins, if it is of the same article."""
        paragraph = self.paragraph(at)
        return max(self.paragraph(paragraph - 1) if paragraph else 0, min(self.section(at)[0], paragraph))

    def label(self, found: Found) -> str:
        """Return the canonical name of what a mention names."""
        named = self.state.entities.get(found.entity)
        return "" if named is None else named.label

    def names(self, found: Found) -> tuple[str, ...]:
        """Return the canonical name of what a mention names, then its other forms."""
        named = self.state.entities.get(found.entity)
        return () if named is None else (named.label, *sorted(named.aliases))

    def certainty(self, entity: str) -> float:
        """Return how likely the name of an entity is one, and right; 1 for one that the text only points at."""
        return self._certainty.get(entity, 1.0)

    def weighed(self, one: FoundRelation) -> FoundRelation:
        """Return a relation with the chance that it holds: that of its rule, with that of its two names."""
        chance = round(one.confidence * self.certainty(one.subject) * self.certainty(one.object), 3)
        span = one.start, one.end
        return FoundRelation(one.subject, one.predicate, one.object, *span, one.rule, chance, one.title)

    def last(
        self, at: int, kinds: frozenset[MentionType], cue: re.Pattern[str] | None = None, *, floor: int = -1
    ) -> Found | None:
        """Return the mention of one of `kinds` that stands nearest before a character, in the same article."""
        bound = max(self.section(at)[0], floor)
        for found in reversed(self.named[: bisect_left(self._starts, at)]):
            if found.start < bound:
                return None
            if found.end <= at and found.type in kinds and (cue is None or cue.search(self.label(found))):
                return found
        return None

    def main_firm(self, at: int) -> str:
        """Return the firm that an article is about: the one named most often in it, if more than once; else ""."""
        start, end = self.section(at)
        if start not in self._firms:
            firms = (m.entity for m in self.within(start, end) if m.type is MentionType.ENTERPRISE)
            ranked = Counter(firms).most_common(2)
            sure = ranked and ranked[0][1] > 1 and (len(ranked) == 1 or ranked[1][1] < ranked[0][1])
            self._firms[start] = ranked[0][0] if sure else ""
        return self._firms[start]


def _surveyed(text: str, state: State) -> Survey:
    """Return the mentions, with the words that point at one, and how sure each entity is; anew where they changed."""
    if state.surveyed is None or state.surveyed.mentions != state.mentions:
        named = with_deixis(text, state)
        starts = [m.start for m in named]
        bounds = (
            (start, end, bisect_left(starts, start), bisect_left(starts, end)) for start, end in sentences.whole(text)
        )
        inside = [(start, end, named[first:last]) for start, end, first, last in bounds if first < last]
        state.surveyed = Survey(list(state.mentions), named, starts, inside, _certainties(state.mentions))
    return state.surveyed


def _certainties(mentions: Iterable[Found]) -> dict[str, float]:
    """Return for each entity what its surest mention promises, and more where its name was found again by itself."""
    surest: dict[str, float] = {}
    found: Counter[str] = Counter()
    for m in mentions:
        known = surest.get(m.entity)
        if known is None:
            known = _LISTED if division_of(m.entity) is not None else 0.0
        surest[m.entity] = max(known, promises.kept(m))
        found[m.entity] += m.rule != SPREAD_RULE
    return {
        entity: 1 - (1 - share) * _DOUBT_LEFT ** min(max(found[entity] - 1, 0), _MOST_AGAIN)
        for entity, share in surest.items()
    }
