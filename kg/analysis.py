"""What the shape of a graph tells: who stands in the middle, who belongs together, what happened when.

The measures are networkx's, on the simple graph of who is related to whom: how many documents say so does not count,
nor which way a relation points. All are the same on every run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from kg.entity import Entity, make
from kg.rows import Evidence, Figure, Milestone, Post, Relation
from kg.traverse import by_name
from ontology.errors import NotFoundError

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

# Beyond this many entities the ways between a sample of them stand for all.
_EXACT = 2_000
_SAMPLE = 400
_SEED = 0

MEASURES = ("degree", "betweenness", "closeness")


@dataclass(frozen=True, slots=True)
class Moment:
    """Something of an entity with a date, and the row it was read from.

    `kind` is `post`, `relation`, `figure` or `milestone`.
    """

    date: str
    kind: str
    text: str
    row: Post | Relation | Figure | Milestone

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The spans that bear it out."""
        return self.row.evidence


def centrality(graph: KnowledgeGraph, network: nx.MultiDiGraph, measure: str) -> list[tuple[Entity, float]]:
    """Return the entities of a network with a measure of MEASURES from 0 to 1, the most central first.

    `betweenness` is estimated from a fixed sample beyond 2,000 entities. Raises NotFoundError for another measure.
    """
    plain = _plain(network)
    if measure == "degree":
        found = nx.degree_centrality(plain)
    elif measure == "betweenness":
        many = plain.number_of_nodes() > _EXACT
        found = nx.betweenness_centrality(plain, k=_SAMPLE if many else None, seed=_SEED)
    elif measure == "closeness":
        found = nx.closeness_centrality(plain)
    else:
        raise NotFoundError(f"no measure is called {measure!r}; there are: {', '.join(MEASURES)}")
    ranked = [(make(graph.reader, iri), round(value, 12)) for iri, value in found.items()]
    return sorted(ranked, key=lambda pair: (-pair[1], pair[0].label, pair[0].iri))


def communities(graph: KnowledgeGraph, network: nx.MultiDiGraph) -> list[list[Entity]]:
    """Return groups of entities with more relations inside than between them (Louvain), the largest first.

    Entities without any relation belong to none.
    """
    plain = _plain(network)
    plain.remove_nodes_from([node for node, degree in list(plain.degree) if not degree])
    found = nx.community.louvain_communities(plain, seed=_SEED) if plain else []
    groups = [by_name(make(graph.reader, iri) for iri in group) for group in found]
    return sorted(groups, key=lambda group: (-len(group), group[0].label, group[0].iri))


def timeline(entity: Entity) -> list[Moment]:
    """Return what is dated of an entity, the earliest first.

    A figure has the end of its period, a milestone the beginning of its own; a post and a relation the date of the
    first document that states them.
    """
    moments = [Moment(_said(row.evidence), "post", _held(row, entity), row) for row in entity.posts()]
    posts = {(row.person.iri, row.organization.iri) for row in entity.posts()}
    for row in entity.relations():
        if row.predicate != "holdsPostIn" or (row.subject.iri, row.object.iri) not in posts:
            text = f"{row.subject.label} {row.predicate} {row.object.label}"
            moments.append(Moment(_said(row.evidence), "relation", text, row))
    for one in entity.figures():
        date = one.period[1] or one.period[0] or _said(one.evidence)
        moments.append(Moment(date, "figure", f"{one.indicator} {one.text}", one))
    moments += [Moment(one.period[0], "milestone", one.text, one) for one in entity.milestones()]
    return sorted((one for one in moments if one.date), key=lambda one: (one.date, one.kind, one.text, one.row.iri))


def _plain(network: nx.MultiDiGraph) -> nx.Graph:
    """Return who is related to whom, in a fixed order, so that what depends on order is the same each time."""
    plain = nx.Graph()
    plain.add_nodes_from(sorted(network))
    plain.add_edges_from(sorted({_pair(a, b) for a, b in network.edges() if a != b}))
    return plain


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _said(evidence: Iterable[Evidence]) -> str:
    return next((span.document.date for span in evidence if span.document.date), "")


def _held(row: Post, entity: Entity) -> str:
    other = row.organization if row.person.iri == entity.iri else row.person
    return f"{other.label} {row.title}".strip()
