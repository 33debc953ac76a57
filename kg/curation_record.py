"""What decisions make of a document's record: names parted that are kept apart, and what is rejected left out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from kg import names
from kg.curation import Curation, Decision
from kg.curation_apply import Outcome, is_one, leaving, minted, pairs
from ontology import indicators, iri, model
from ontology.record import Entity, Figure, Mention, Milestone, Record, Relation


def record(curation: Curation, whole: Record, outcome: Outcome) -> tuple[Record, frozenset[str]]:
    """Return the record without what is rejected, names parted, and which rejections left something out."""
    if not curation:
        return whole, frozenset()
    for pair in pairs(curation):
        whole = _split(whole, pair)
    return _Rejecting(whole, outcome).done()


def _split(whole: Record, pair: frozenset[str]) -> Record:
    """Part the entities that bear both names of a pair; what a span says with the one name alone goes with it."""
    for entity in whole.entities:
        away = leaving(entity.label, entity.aliases, pair)
        if away:
            left = replace(entity, aliases=tuple(one for one in entity.aliases if one not in away))
            made = Entity(minted(entity.type, away[0]), entity.type, away[0], tuple(away[1:]))
            whole = _Parting(left, made).done(whole)
    return whole


@dataclass(frozen=True, slots=True)
class _Parting:
    """An entity of a record that becomes two."""

    left: Entity
    made: Entity

    def done(self, whole: Record) -> Record:
        known = any(one.id == self.made.id for one in whole.entities)
        entities = (self.left if one.id == self.left.id else one for one in whole.entities)
        return replace(
            whole,
            entities=(*entities, *(() if known else (self.made,))),
            mentions=tuple(self._mention(one) for one in whole.mentions),
            relations=tuple(self._relation(one, whole.text) for one in whole.relations),
            figures=tuple(self._figure(one, whole.text) for one in whole.figures),
            milestones=tuple(self._milestone(one, whole.text) for one in whole.milestones),
        )

    def _mention(self, one: Mention) -> Mention:
        forms = {names.key(form) for form in (self.made.label, *self.made.aliases)}
        goes = one.entity == self.left.id and names.key(one.text) in forms
        return replace(one, entity=self.made.id) if goes else one

    def _relation(self, one: Relation, text: str | None) -> Relation:
        if self.left.id not in (one.subject, one.object) or not self._said(one.start, one.end, text):
            return one
        ends = (self.made.id if end == self.left.id else end for end in (one.subject, one.object))
        return replace(one, subject=next(ends), object=next(ends))

    def _figure(self, one: Figure, text: str | None) -> Figure:
        said = one.about == self.left.id and self._said(one.start, one.end, text)
        return replace(one, about=self.made.id) if said else one

    def _milestone(self, one: Milestone, text: str | None) -> Milestone:
        said = one.about == self.left.id and self._said(one.start, one.end, text)
        return replace(one, about=self.made.id) if said else one

    def _said(self, start: int, end: int, text: str | None) -> bool:
        """Say whether a span has only the name that leaves."""
        printed = names.key((text or "")[start:end])
        stays = [names.key(form) for form in (self.left.label, *self.left.aliases)]
        goes = [names.key(form) for form in (self.made.label, *self.made.aliases)]
        for form in (one for one in goes if one in printed):
            rest = printed.replace(form, "\x00")
            if not any(one in rest for one in stays):
                return True
        return False


class _Rejecting:
    """Leaves out of a record what is rejected, and notes which decisions did so."""

    def __init__(self, whole: Record, outcome: Outcome) -> None:
        self._whole = whole
        self._outcome = outcome
        self._document = iri.document(whole.sha256)
        self._used: set[str] = set()
        self._relations: defaultdict[tuple[str, ...], list[Decision]] = defaultdict(list)
        self._figures: defaultdict[str, list[Decision]] = defaultdict(list)
        self._stages: defaultdict[tuple[str, str], list[Decision]] = defaultdict(list)
        for one in outcome.resolved:
            if one.decision.kind == "reject" and one.decision.fact is not None:
                self._relations[one.ends[0], one.decision.fact.predicate, one.ends[1]].append(one.decision)
            elif one.decision.kind == "reject" and one.decision.figure is not None:
                self._figures[one.ends[0]].append(one.decision)
            elif one.decision.kind == "reject" and one.decision.stage is not None:
                self._stages[one.ends[0], one.decision.stage.stage].append(one.decision)

    def done(self) -> tuple[Record, frozenset[str]]:
        whole, gone = self._whole, self._gone
        kept = replace(
            whole,
            mentions=tuple(one for one in whole.mentions if not gone(one.entity)),
            entities=tuple(one for one in whole.entities if not gone(one.id)),
            relations=tuple(one for one in whole.relations if not self._relation(one)),
            figures=tuple(self._about(one) for one in whole.figures if not self._figure(one)),
            milestones=tuple(one for one in whole.milestones if not gone(one.about) and not self._milestone(one)),
        )
        return kept, frozenset(self._used)

    def _gone(self, local: str) -> bool:
        return self._id(local) in self._outcome.rejected

    def _id(self, local: str) -> str:
        found = self._outcome.resolution.get(self._document, local)
        return local if found is None else found.id

    def _relation(self, one: Relation) -> bool:
        ends, name = (self._id(one.subject), self._id(one.object)), model.predicate(one.predicate)
        same = self._relations.get((ends[0], name, ends[1]), [])
        if name == "partnersWith":
            same = same + self._relations.get((ends[1], name, ends[0]), [])
        used = {found.id for found in same if found.fact is not None and found.fact.title in ("", one.title)}
        self._used |= used
        return bool(used) or not self._outcome.rejected.isdisjoint(ends)

    def _about(self, one: Figure) -> Figure:
        """Return a figure without its subject where that is rejected: the number is printed all the same."""
        return replace(one, about=None) if one.about is not None and self._gone(one.about) else one

    def _figure(self, one: Figure) -> bool:
        known = self._figures.get(self._id(one.about), []) if one.about is not None else []
        used = {found.id for found in known if self._fits(found, one)}
        self._used |= used
        return bool(used)

    def _milestone(self, one: Milestone) -> bool:
        used = {
            found.id
            for found in self._stages.get((self._id(one.about), one.stage), [])
            if found.stage is not None and (not found.stage.document or self._here(found.stage.document))
        }
        self._used |= used
        return bool(used)

    def _here(self, document: str) -> bool:
        return is_one((document,), self._document, self._whole.source)

    def _fits(self, decision: Decision, one: Figure) -> bool:
        wanted = decision.figure
        assert wanted is not None
        same = indicators.normalise(wanted.indicator) == indicators.normalise(one.indicator)
        text = not wanted.text or names.key(wanted.text) == names.key(one.text)
        value = wanted.value is None or wanted.value == one.value
        here = not wanted.document or self._here(wanted.document)
        return same and text and value and here
