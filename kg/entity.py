"""An entity of a graph, with everything that the documents say of it.

>>> district = graph.entity("余杭区")                      # doctest: +SKIP
>>> district.place, district.aliases                      # doctest: +SKIP
('浙江省 › 杭州市 › 余杭区', ('余杭', '杭州市余杭区'))
>>> [(post.title, post.person.label) for post in district.posts()]      # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg import names
from kg.reader import ALIAS, MEMBER, OBJECT, ORGANIZATION, SUBJECT, Reader, first
from kg.rows import Document, Evidence, Figure, Milestone, Post, Ref, Relation
from ontology import model
from ontology.iri import compact
from ontology.namespace import XZ

# A chain of places is no longer than this, whatever the documents state.
_MAX_LEVELS = 8

SEPARATOR = " › "


@dataclass(frozen=True, slots=True)
class Entity:
    """One named thing: its full IRI, the name it is shown by, its class (local name, `Enterprise`), its other names."""

    iri: str
    label: str
    type: str
    aliases: tuple[str, ...]
    _reader: Reader = field(repr=False, compare=False)

    @property
    def compact(self) -> str:
        """The IRI in its short form, `xzi:enterprise/…`."""
        return compact(self.iri, self._reader.view.base)

    def __str__(self) -> str:
        return self.label

    def relations(self, predicate: str | None = None) -> tuple[Relation, ...]:
        """Return the relations that it is either end of, posts included as `holdsPostIn`, by predicate and date.

        `predicate` is a local name of the ontology (`locatedIn`) and keeps only that one.
        """
        found = {*self._reader.subjects(SUBJECT, self.iri), *self._reader.subjects(OBJECT, self.iri)}
        rows = (self._reader.relation(iri) for iri in sorted(found))
        kept = (row for row in rows if predicate is None or row.predicate == predicate)
        order = {name: place for place, name in enumerate(model.relations())}
        return tuple(sorted(kept, key=lambda row: (order.get(row.predicate, 99), _day(row.evidence), row.iri)))

    def posts(self, *, bodies: bool = False) -> tuple[Post, ...]:
        """Return the posts that the person holds, or that persons hold in the body or division, by date.

        With `bodies` a division has those in the bodies that bear its name too: 余杭区 those in 余杭区委.
        """
        places = [self.iri, *(one.iri for one in self.bodies())] if bodies else [self.iri]
        found = {iri for place in places for iri in self._reader.subjects(ORGANIZATION, place)}
        rows = [self._reader.post(iri) for iri in sorted(found.union(self._reader.subjects(MEMBER, self.iri)))]
        return tuple(sorted(rows, key=lambda row: (_day(row.evidence), row.title, row.iri)))

    def bodies(self) -> tuple[Ref, ...]:
        """Return the bodies of Party and government that bear a division's name; none for what is no division."""
        code = first(self._reader.facts(self.iri), XZ.divisionCode)
        if not code:
            return ()
        forms = (self.label, *(name for name in self.aliases if name.endswith(self.label)))
        # There may be thousands of bodies: the engine looks through them, and only those of the right name are read.
        found = [self._reader.ref(iri) for iri in self._reader.beginning("GovernmentBody", forms)]
        if len(self._reader.named(self.label)["label"]) > 1:
            # Another division has this name too; the code list is slow to load, so it is asked only here.
            found = [one for one in found if names.seat(one.label) == code]
        return tuple(found)

    def figures(self) -> tuple[Figure, ...]:
        """Return the figures about it, by indicator, the latest period first."""
        rows = [self._reader.figure(iri) for iri in self._reader.subjects(XZ.about, self.iri)]
        rows.sort(key=lambda row: (row.period[1], row.period[0], _day(row.evidence)), reverse=True)
        return tuple(sorted(rows, key=lambda row: row.indicator))

    def milestones(self) -> tuple[Milestone, ...]:
        """Return the dated stages of its life (signed, started, opened …), the earliest first."""
        return self._reader.milestones(self.iri)

    def evidence(self) -> tuple[Evidence, ...]:
        """Return where it is named: its first mention in each document, the earliest document first."""
        return self._reader.spans(self._reader.facts(self.iri))

    def documents(self) -> tuple[Document, ...]:
        """Return the documents that name it, the earliest first."""
        found = [self._reader.document(iri) for iri in self._reader.facts(self.iri).get(XZ.mentionedIn, ())]
        return tuple(sorted(found, key=lambda one: (one.date, one.iri)))

    def hierarchy(self) -> tuple[Ref, ...]:
        """Return the divisions above it, the highest first: by `partOf`, and for others from where they are located."""
        chain: list[Ref] = []
        at = self.iri
        while len(chain) < _MAX_LEVELS:
            above = self._above(at)
            if above is None or above.iri == self.iri or above in chain:
                break
            chain.append(above)
            at = above.iri
        return tuple(reversed(chain))

    @property
    def place(self) -> str:
        """Its place in the hierarchy of divisions, written out with its own name last; "" where nothing is above it."""
        chain = self.hierarchy()
        return SEPARATOR.join([*(one.label for one in chain), self.label]) if chain else ""

    def _above(self, iri: str) -> Ref | None:
        facts = self._reader.facts(iri)
        for predicate in (XZ.partOf, XZ.locatedIn):
            found = [self._reader.ref(above) for above in facts.get(predicate, ())]
            if found:
                return min(found, key=_depth)
        return None

    def _repr_html_(self) -> str:
        from kg.notebook import card

        return card(self)


def make(reader: Reader, iri: str) -> Entity:
    """Return the entity with this full IRI, which must be in the graph."""
    ref = reader.ref(iri)
    aliases = reader.facts(iri).get(ALIAS, [])
    shown = sorted(set(aliases) - {ref.label}, key=lambda name: (-len(name), name))
    return Entity(iri, ref.label, ref.type, tuple(shown), reader)


def describe(entities: Iterable[Entity]) -> str:
    """Return entities as one line for a message: name, class, place and IRI of each."""
    return "; ".join(
        f"{one.label} ({', '.join(filter(None, (_class(one), one.place)))}) {one.compact}" for one in entities
    )


def _class(entity: Entity) -> str:
    return model.label(entity.type, "zh") if entity.type else ""


def _day(evidence: tuple[Evidence, ...]) -> str:
    return evidence[0].document.date if evidence else ""


def _depth(ref: Ref) -> tuple[int, str]:
    """Order places so that the nearest comes first: a village before its district, a district before its province."""
    levels = ("Place", "Village", "Township", "District", "City", "Province")
    return (levels.index(ref.type) if ref.type in levels else len(levels), ref.iri)
