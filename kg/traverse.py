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

from kg.entity import Entity, make
from kg.reader import OBJECT, SUBJECT, Reader
from kg.rows import Evidence, Ref, Relation
from ontology.namespace import XZ

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

# More ways than anybody reads; a hub has millions.
MAX_PATHS = 100

# The rule that edges of the divisions' own order carry in place of a statement's.
HIERARCHY_RULE = "divisions"

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


def to_networkx(graph: KnowledgeGraph, *, hierarchy: bool = False) -> nx.MultiDiGraph:
    """Return all entities and statements; with `hierarchy` also which division is part of which, by the code list."""
    reader = graph.reader
    network = _network(reader, reader.entities(), reader.instances("Statement"))
    if hierarchy:
        for below, above in graph.hierarchy_edges():
            if not any(edge["predicate"] == "partOf" for edge in (network.get_edge_data(below, above) or {}).values()):
                network.add_edge(
                    below, above, key=f"{below} partOf {above}", **_edge(_by_code_list(reader, below, above))
                )
    return network


def subgraph(graph: KnowledgeGraph, entity: Entity, radius: int) -> nx.MultiDiGraph:
    """Return the entities within `radius` relations of one, in either direction, and all statements between them."""
    reader = graph.reader
    nodes, edge = {entity.iri}, {entity.iri}
    for _ in range(radius):
        edge = {one for iri in sorted(edge) for one in _beside(reader, iri)} - nodes
        nodes |= edge
    said = {iri for node in nodes for iri in reader.subjects(SUBJECT, node)}
    inside = [iri for iri in sorted(said) if reader.relation(iri).object.iri in nodes]
    return _network(reader, sorted(nodes), inside)


def paths(graph: KnowledgeGraph, a: Entity, b: Entity, max_length: int, *, hierarchy: bool = False) -> list[Walk]:
    """Return the ways from `a` to `b` over at most `max_length` relations, the shortest first, at most MAX_PATHS."""
    reader = graph.reader
    between = _pairs(reader)
    # Sorted, so that of equally long ways the same ones come first each time.
    plain = nx.Graph(sorted(between))
    levels = set(graph.hierarchy_edges()) if hierarchy else set()
    plain.add_edges_from(sorted(levels))
    if a.iri not in plain or b.iri not in plain or a.iri == b.iri:
        return []
    found: list[Walk] = []
    try:
        for nodes in nx.shortest_simple_paths(plain, a.iri, b.iri):
            if len(nodes) - 1 > max_length or len(found) == MAX_PATHS:
                break
            found.append(Walk(tuple(_step(reader, between, levels, *pair) for pair in pairwise(nodes))))
    except nx.NetworkXNoPath:
        return []
    return found


def _pairs(reader: Reader) -> dict[tuple[str, str], list[str]]:
    """Return the statements between each pair of entities, whichever is the subject."""
    subjects = dict(reader.pairs(SUBJECT))
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for statement, object_ in reader.pairs(OBJECT):
        if statement in subjects:
            found[_pair(subjects[statement], object_)].append(statement)
    return found


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _step(
    reader: Reader, between: dict[tuple[str, str], list[str]], levels: set[tuple[str, str]], source: str, target: str
) -> Step:
    relations = [reader.relation(iri) for iri in sorted(between.get(_pair(source, target), ()))]
    if not relations:
        below, above = (source, target) if (source, target) in levels else (target, source)
        relations = [_by_code_list(reader, below, above)]
    return Step(reader.ref(source), reader.ref(target), tuple(relations))


def _by_code_list(reader: Reader, below: str, above: str) -> Relation:
    return Relation("", reader.ref(below), "partOf", reader.ref(above), 1.0, HIERARCHY_RULE, ())


def _beside(reader: Reader, iri: str) -> list[str]:
    said = [*reader.subjects(SUBJECT, iri), *reader.subjects(OBJECT, iri)]
    return [reader.relation(statement).other(iri).iri for statement in said]


def _network(reader: Reader, nodes: Iterable[str], statements: Iterable[str]) -> nx.MultiDiGraph:
    network = nx.MultiDiGraph()
    titles = _titles(reader)
    for iri in nodes:
        one = make(reader, iri)
        documents = reader.facts(iri).get(XZ.mentionedIn, [])
        network.add_node(iri, label=one.label, type=one.type, aliases=list(one.aliases), documents=documents)
    for iri in statements:
        row = reader.relation(iri)
        if row.subject.iri in network and row.object.iri in network:
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
