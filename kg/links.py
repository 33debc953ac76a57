"""Who is beside whom, read node by node: what walks need of a graph of any size, here or behind an endpoint.

A link is one relation between two entities, however many documents state it. Two look-ups tell all links of a node,
so that a walk of a few steps reads a few nodes and never the whole graph.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.reader import OBJECT, PREDICATE, SUBJECT, Reader
from kg.rows import Relation
from kg.store import UNION
from ontology import model
from ontology.errors import NotFoundError
from ontology.namespace import XZ, local, resolve

# The rule that links of the divisions' own order carry in place of a statement's.
HIERARCHY_RULE = "divisions"


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A relation between two entities: full IRIs of its ends, local name of its predicate."""

    subject: str
    predicate: str
    object: str

    def other(self, iri: str) -> str:
        """Return the end that is not `iri`."""
        return self.object if self.subject == iri else self.subject


class Links:
    """The links of a graph; `predicates` keeps some of them, `hierarchy` adds the divisions' own order."""

    def __init__(self, reader: Reader, predicates: Iterable[str] = (), *, hierarchy: bool = False) -> None:
        self.reader = reader
        self.hierarchy = hierarchy
        self._wanted = known(predicates)
        self._around: dict[str, tuple[Link, ...]] = {}

    def around(self, iri: str) -> tuple[Link, ...]:
        """Return the links of an entity in either direction, sorted."""
        if iri not in self._around:
            node = ox.NamedNode(iri)
            both = (self.reader.view.quads(node, None, None, UNION), self.reader.view.quads(None, None, node, UNION))
            found = {link for quads in both for quad in quads if (link := self._link(quad)) is not None}
            self._around[iri] = tuple(sorted(link for link in found if self.hierarchy or self._stated(link)))
        return self._around[iri]

    def beside(self, iri: str) -> list[str]:
        """Return the entities that an entity is linked with, sorted."""
        return sorted({link.other(iri) for link in self.around(iri)} - {iri})

    def relations(self, a: str, b: str) -> tuple[Relation, ...]:
        """Return the statements between two entities, one for each document, with their evidence."""
        between = [link for link in self.around(a) if link.other(a) == b]
        return tuple(row for link in between for row in self._rows(link))

    def _link(self, quad: ox.Quad) -> Link | None:
        name = local(quad.predicate.value)
        if name not in self._wanted or not isinstance(quad.subject, ox.NamedNode):
            return None
        return Link(quad.subject.value, name, quad.object.value) if isinstance(quad.object, ox.NamedNode) else None

    def _stated(self, link: Link) -> bool:
        """Whether a document states the link: of the divisions' order most are told by their codes alone."""
        return link.predicate != local(XZ.partOf) or bool(self._statements(link))

    def _statements(self, link: Link) -> list[str]:
        predicate = resolve(f"xz:{link.predicate}")
        reader = self.reader
        said = set(reader.subjects(SUBJECT, link.subject)).intersection(reader.subjects(OBJECT, link.object))
        return [iri for iri in sorted(said) if predicate in reader.facts(iri).get(PREDICATE, ())]

    def _rows(self, link: Link) -> Iterator[Relation]:
        stated = self._statements(link)
        yield from map(self.reader.relation, stated)
        if not stated:
            ends = self.reader.ref(link.subject), self.reader.ref(link.object)
            yield Relation("", ends[0], link.predicate, ends[1], 1.0, HIERARCHY_RULE, ())


def known(predicates: Iterable[str]) -> frozenset[str]:
    """Return the relations that are meant, all for none; raise NotFoundError for one that the ontology lacks."""
    every = frozenset(model.relations())
    wanted = frozenset(predicates)
    if unknown := sorted(wanted - every):
        raise NotFoundError(f"no relation is called {unknown[0]!r}; there are: {', '.join(sorted(every))}")
    return wanted or every


def within(links: Links, start: str, steps: int) -> dict[str, int]:
    """Return the entities within some steps of one, each with its distance, the nearest first."""
    distance = {start: 0}
    queue = deque([start])
    while queue:
        at = queue.popleft()
        if distance[at] == steps:
            break
        for one in links.beside(at):
            if one not in distance:
                distance[one] = distance[at] + 1
                queue.append(one)
    return distance


def shortest(links: Links, a: str, b: str, longest: int) -> list[str]:
    """Return the first of the shortest ways from `a` to `b` as IRIs, [] where none has at most `longest` steps.

    Both ends are searched by turns, the one with fewer nodes at its edge first.
    """
    if a == b:
        return []
    sides = ({a: ""}, {b: ""})
    edges: list[list[str]] = [[a], [b]]
    for _ in range(longest):
        side = 0 if len(edges[0]) <= len(edges[1]) else 1
        edges[side] = _grow(links, edges[side], sides[side])
        met = [one for one in edges[side] if one in sides[1 - side]]
        if met:
            return [*reversed(_back(sides[0], met[0])), *_back(sides[1], met[0])[1:]]
        if not edges[side]:
            break
    return []


def _grow(links: Links, edge: Collection[str], came: dict[str, str]) -> list[str]:
    grown = []
    for at in edge:
        for one in links.beside(at):
            if one not in came:
                came[one] = at
                grown.append(one)
    return sorted(grown)


def _back(came: dict[str, str], at: str) -> list[str]:
    way = []
    while at:
        way.append(at)
        at = came[at]
    return way
