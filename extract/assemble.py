"""Turn an analysed `Doc` into an extraction record: offsets go back to the source, and every slice is checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from spacy.tokens import Doc

from extract import promises
from extract.entity_groups import squeeze
from extract.state import Found, FoundRelation, State, of
from ontology.record import Entity, Figure, Mention, Milestone, Record, Relation


class Located(Protocol):
    """A repaired text that knows where each character came from (`extract.layout.Layout` is one)."""

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source for a span of the repaired text."""

    def contiguous(self, start: int, end: int) -> bool:
        """Return whether nothing but white space was left out inside the span."""


def assemble(doc: Doc, layout: Located, base: Record) -> Record:
    """Return `base` filled with what the pipeline found in `doc`; `base.text` must hold the source text.

    A span that crosses a jump of the layout (a caption inside a sentence) cannot be quoted, so it is left out.
    """
    if base.text is None:
        raise ValueError("the record to fill has no source text")
    state = of(doc)
    mentions = tuple(_mention(m, layout, base.text) for m in state.mentions if layout.contiguous(m.start, m.end))
    relations = tuple(_relation(r, layout) for r in state.relations)
    figures = tuple(_figure(f, layout, base.text) for f in state.figures if layout.contiguous(f.start, f.end))
    milestones = tuple(_milestone(m, layout) for m in state.milestones)
    used = (
        {m.entity for m in mentions}
        | {end for r in relations for end in (r.subject, r.object)}
        | {f.about for f in figures if f.about}
        | {m.about for m in milestones}
    )
    return replace(
        base,
        mentions=tuple(sorted(mentions, key=lambda m: (m.start, m.end))),
        entities=_entities(state, used, mentions),
        relations=tuple(
            sorted(set(relations), key=lambda r: (r.start, r.end, r.predicate, r.subject, r.object, r.title))
        ),
        figures=tuple(sorted(figures, key=lambda f: (f.start, f.end, f.indicator))),
        milestones=tuple(sorted(milestones, key=lambda m: (m.start, m.end, m.stage, m.about))),
    )


def _entities(state: State, used: set[str], mentions: Iterable[Mention]) -> tuple[Entity, ...]:
    """Return the entities that are spoken of; where the source writes a name in other characters, so does an alias."""
    written: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.entity:
            written[mention.entity].add(mention.text)
    return tuple(
        Entity(named.id, named.type, named.label, tuple(sorted((named.aliases | written[key]) - {named.label})))
        for key, named in sorted(state.entities.items())
        if key in used
    )


def _mention(found: Found, layout: Located, source: str) -> Mention:
    start, end = layout.to_source(found.start, found.end)
    return Mention(start, end, squeeze(source[start:end]), found.type, found.entity, found.rule, promises.kept(found))


def _relation(found: FoundRelation, layout: Located) -> Relation:
    start, end = layout.to_source(found.start, found.end)
    return Relation(
        subject=found.subject,
        predicate=found.predicate,
        object=found.object,
        start=start,
        end=end,
        rule=found.rule,
        confidence=found.confidence,
        title=found.title,
    )


def _figure(found: Figure, layout: Located, source: str) -> Figure:
    start, end = layout.to_source(found.start, found.end)
    return replace(found, start=start, end=end, text=squeeze(source[start:end]))


def _milestone(found: Milestone, layout: Located) -> Milestone:
    start, end = layout.to_source(found.start, found.end)
    return replace(found, start=start, end=end)
