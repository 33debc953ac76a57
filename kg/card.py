"""The little of a record that the identity of its entities depends on; kept, so that no record is read for it again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Self

from ontology import iri
from ontology.record import Entity, MentionType, Record

_TYPES = {str(kind): kind for kind in MentionType}

PEOPLE = frozenset({MentionType.OFFICIAL, MentionType.PERSON})


@dataclass(frozen=True, slots=True)
class Name:
    """One entity of one document; `posts` are the bodies and titles of a person."""

    id: str
    type: MentionType
    label: str
    aliases: tuple[str, ...] = ()
    posts: tuple[tuple[str, str], ...] = ()

    @property
    def apart(self) -> str:
        """What its IRI says to set it apart from others of its name (`王伟@钱塘区`), or ""."""
        return self.id.rpartition("/")[2].partition("@")[2]


@dataclass(frozen=True, slots=True)
class Card:
    """The names of one document, and where it was published; `indicators` and `units` are those of its figures."""

    document: str
    place: str
    publisher: str
    names: tuple[Name, ...]
    indicators: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    @classmethod
    def of(cls, record: Record) -> Self:
        """Return the card of a record, in an order that depends on its content alone."""
        posts: dict[str, set[tuple[str, str]]] = {}
        for relation in record.relations:
            if relation.predicate == "position":
                posts.setdefault(relation.subject, set()).add((relation.object, relation.title))
        return cls(
            document=iri.document(record.sha256),
            place=record.place,
            publisher=record.publisher,
            names=tuple(_name(one, posts) for one in sorted(record.entities, key=lambda one: one.id)),
            indicators=tuple(sorted({figure.indicator for figure in record.figures if figure.indicator})),
            units=tuple(sorted({figure.unit for figure in record.figures if figure.unit})),
        )

    def to_json(self) -> str:
        """Return the card as one line of JSON: there may be a million names, so without the names of fields."""
        names = [[one.id, one.type, one.label, one.aliases, one.posts] for one in self.names]
        body = [self.document, self.place, self.publisher, names, self.indicators, self.units]
        return json.dumps(body, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> Self:
        """Read what `to_json` wrote; raise ValueError, KeyError or TypeError where it is damaged."""
        document, place, publisher, found, indicators, units = json.loads(line)
        names = tuple(
            Name(name, _TYPES[kind], label, tuple(aliases), tuple((body, title) for body, title in posts))
            for name, kind, label, aliases, posts in found
        )
        return cls(document, place, publisher, names, tuple(indicators), tuple(units))


def _name(entity: Entity, posts: dict[str, set[tuple[str, str]]]) -> Name:
    held = tuple(sorted(posts.get(entity.id, ()))) if entity.type in PEOPLE else ()
    return Name(entity.id, entity.type, entity.label, tuple(sorted(set(entity.aliases))), held)
