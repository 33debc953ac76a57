"""Walks through a graph with networkx: the whole as a MultiDiGraph, the ways between two entities, what is around one.

Only entities are nodes; figures and documents are attributes of the answers. Each edge is one statement of one
document and carries its evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg import links
from kg.entity import Entity, make
from kg.links import Links, within
from kg.reader import SUBJECT, Reader
from kg.rows import Evidence, Ref, Relation
from ontology import model
from ontology.errors import NotFoundError
from ontology.namespace import XZ

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

# More ways than anybody reads; a hub has millions.
MAX_PATHS = 100

# Nobody calls two things connected over more.
LONGEST = 12

Titles = dict[tuple[str, str, str], list[str]]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way: from `source` to `target`, over relations that point either way (`relation.subject`)."""

    source: Ref
    target: Ref
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """A way from one entity to another that meets no entity twice."""

    steps: tuple[Step, ...]

    @property
    def nodes(self) -> tuple[Ref, ...]:
        """The entities on the way, both ends included."""
        return (self.steps[0].source, *(step.target for step in self.steps)) if self.steps else ()

    def __len__(self) -> int:
        return len(self.steps)


def to_networkx(
    graph: KnowledgeGraph, *, predicates: Iterable[str] = (), types: Iterable[str] = (), hierarchy: bool = False
) -> nx.MultiDiGraph:
    """Return entities and statements, all or a selection, as a network.

    `predicates` and `types` (local names; a type means those below it too) keep some; with `hierarchy` also which
    division is part of which, by the code list. Raises NotFoundError for a name that the ontology lacks.
    """
    reader = graph.reader
    wanted = links.known(predicates)
    kept = classes(types)
    nodes = [iri for iri in reader.entities() if not kept or reader.ref(iri).type in kept]
    network = _network(reader, nodes, reader.instances("Statement"), wanted)
    if hierarchy and "partOf" in wanted:
        for below, above in graph.hierarchy_edges():
            both = below in network and above in network
            stated = (network.get_edge_data(below, above) or {}).values() if both else ()
            if both and not any(edge["predicate"] == "partOf" for edge in stated):
                row = Relation("", reader.ref(below), "partOf", reader.ref(above), 1.0, links.HIERARCHY_RULE, ())
                network.add_edge(below, above, key=f"{below} partOf {above}", **_edge(row))
    return network


def subgraph(graph: KnowledgeGraph, entity: Entity, radius: int, *, predicates: Iterable[str] = ()) -> nx.MultiDiGraph:
    """Return the entities within `radius` relations of one, in either direction, and all statements between them."""
    reader = graph.reader
    known = Links(reader, predicates)
    nodes = within(known, entity.iri, radius)
    said = {iri for node in nodes for iri in reader.subjects(SUBJECT, node)}
    inside = [iri for iri in sorted(said) if reader.relation(iri).object.iri in nodes]
    return _network(reader, sorted(nodes), inside, links.known(predicates))


def paths(
    graph: KnowledgeGraph,
    a: Entity,
    b: Entity,
    max_length: int,
    *,
    predicates: Iterable[str] = (),
    hierarchy: bool = False,
) -> list[Walk]:
    """Return the ways from `a` to `b` over at most `max_length` relations, the shortest first, at most MAX_PATHS."""
    known = Links(graph.reader, predicates, hierarchy=hierarchy)
    if a.iri == b.iri or max_length < 1:
        return []
    # Every way lies within half its length of one of its ends: no more of the graph is read.
    near = {*within(known, a.iri, (max_length + 1) // 2), *within(known, b.iri, max_length // 2)}
    # Sorted, so that of equally long ways the same ones come first each time.
    plain = nx.Graph(sorted((one, two) for one in near for two in known.beside(one) if one < two and two in near))
    if a.iri not in plain or b.iri not in plain:
        return []
    found: list[Walk] = []
    try:
        for nodes in nx.shortest_simple_paths(plain, a.iri, b.iri):
            if len(nodes) - 1 > max_length or len(found) == MAX_PATHS:
                break
            found.append(_walk(known, nodes))
    except nx.NetworkXNoPath:
        return []
    return found


def shortest(
    graph: KnowledgeGraph,
    a: Entity,
    b: Entity,
    *,
    max_length: int = LONGEST,
    predicates: Iterable[str] = (),
    hierarchy: bool = False,
) -> Walk | None:
    """Return one shortest way from `a` to `b`, the same each time, None where there is none of `max_length`."""
    known = Links(graph.reader, predicates, hierarchy=hierarchy)
    nodes = links.shortest(known, a.iri, b.iri, max_length)
    return _walk(known, nodes) if nodes else None


def common(graph: KnowledgeGraph, a: Entity, b: Entity, *, predicates: Iterable[str] = ()) -> list[Entity]:
    """Return the entities that both are related to, by name."""
    known = Links(graph.reader, predicates)
    shared = set(known.beside(a.iri)).intersection(known.beside(b.iri)) - {a.iri, b.iri}
    return by_name(make(graph.reader, iri) for iri in shared)


def by_name(entities: Iterable[Entity]) -> list[Entity]:
    """Return entities in the order in which lists show them."""
    return sorted(entities, key=lambda one: (one.label, one.iri))


def _walk(known: Links, nodes: list[str]) -> Walk:
    ref = known.reader.ref
    return Walk(tuple(Step(ref(one), ref(two), known.relations(one, two)) for one, two in pairwise(nodes)))


def classes(types: Iterable[str]) -> frozenset[str]:
    """Return the classes that are meant, those below each included; none for all."""
    every = sorted(name for name, item in model.terms().items() if item.kind == "class")
    wanted = set(types)
    if unknown := sorted(wanted.difference(every)):
        raise NotFoundError(f"no class is called {unknown[0]!r}; there are: {', '.join(sorted(every))}")
    return frozenset(name for name in every if wanted.intersection((name, *model.superclasses(name))))


def _network(
    reader: Reader, nodes: Iterable[str], statements: Iterable[str], wanted: frozenset[str]
) -> nx.MultiDiGraph:
    network = nx.MultiDiGraph()
    titles = _titles(reader)
    for iri in nodes:
        one = make(reader, iri)
        documents = reader.facts(iri).get(XZ.mentionedIn, [])
        network.add_node(iri, label=one.label, type=one.type, aliases=list(one.aliases), documents=documents)
    for iri in statements:
        row = reader.relation(iri)
        if row.predicate in wanted and row.subject.iri in network and row.object.iri in network:
            network.add_edge(row.subject.iri, row.object.iri, key=iri, **_edge(row, titles))
    return network


def _titles(reader: Reader) -> Titles:
    """Return the titles that each document gives for a person in a body."""
    found: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for iri in reader.instances("Membership"):
        post = reader.post(iri)
        for span in post.evidence:
            found[post.person.iri, post.organization.iri, span.document.iri].add(post.title)
    return {key: sorted(titles - {""}) for key, titles in found.items()}


def _edge(row: Relation, titles: Titles | None = None) -> dict[str, Any]:
    held: set[str] = set()
    if row.predicate == "holdsPostIn" and titles is not None:
        for span in row.evidence:
            held.update(titles.get((row.subject.iri, row.object.iri, span.document.iri), ()))
    return {
        "predicate": row.predicate,
        "title": "、".join(sorted(held)),
        "confidence": row.confidence,
        "rule": row.rule,
        "evidence": [span_dict(span) for span in row.evidence],
    }


def span_dict(span: Evidence) -> dict[str, Any]:
    """Return a span as plain values: document, document_title, date, start, end, exact, sentence."""
    return {
        "document": span.document.iri,
        "document_title": span.document.title,
        "date": span.document.date,
        "start": span.start,
        "end": span.end,
        "exact": span.exact,
        "sentence": span.sentence,
    }
