"""Rows out of a `View`: what an entity, a statement, a post, a figure and a span of text say. The only reader of RDF.

Reads patterns of quads, which are look-ups of microseconds each; what looks through all nodes of a class is SPARQL, so
that the engine does it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from urllib.parse import unquote

import pyoxigraph as ox

from kg.rows import Document, Evidence, Figure, Milestone, Post, Ref, Relation
from kg.store import UNION, View
from ontology import model, units
from ontology.iri import BASE, expand
from ontology.namespace import DIVISIONS, XZ, local, resolve
from ontology.record import STAGES

TYPE = resolve("rdf:type")
LABEL = resolve("rdfs:label")
ALIAS = resolve("skos:altLabel")
SUBJECT, PREDICATE, OBJECT = (resolve(f"rdf:{name}") for name in ("subject", "predicate", "object"))
MEMBER, ORGANIZATION = resolve("org:member"), resolve("org:organization")
_MILESTONE_OF = resolve("schema:about")
_STAGE, _STARTS, _ENDS = resolve("dcterms:type"), resolve("schema:startDate"), resolve("schema:endDate")

_PREFERRED = resolve("skos:prefLabel")
_NAMES = ((LABEL, "label"), (ALIAS, "alias"))
_NOT_ENTITIES = frozenset({"Statement", "Membership", "Figure", "Evidence", "Document", "Indicator"})

Facts = dict[str, list[str]]


class Reader:
    """Reads one graph; documents and names are remembered, because most rows share them."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._documents: dict[str, Document] = {}
        self._refs: dict[str, Ref] = {}
        self._indicators: dict[str, str] = {}

    # ---- quads

    def facts(self, iri: str) -> Facts:
        """Return what is said of a node: the values of each predicate (full IRI), each once, sorted."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for quad in self._quads(ox.NamedNode(iri)):
            if not isinstance(quad.object, ox.Triple):
                found[quad.predicate.value].add(quad.object.value)
        return {predicate: sorted(values) for predicate, values in found.items()}

    def subjects(self, predicate: str, value: str | ox.Literal) -> list[str]:
        """Return the nodes of which `predicate` has this value, sorted."""
        term = ox.NamedNode(value) if isinstance(value, str) else value
        return sorted({subject for subject, _ in self._pairs(predicate, term)})

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Yield every subject and value of a predicate, for reading a whole graph."""
        yield from self._pairs(predicate, None)

    def instances(self, name: str) -> list[str]:
        """Return the nodes of one class of ours, by its local name, sorted."""
        return self.subjects(TYPE, resolve(f"xz:{name}"))

    def _pairs(self, predicate: str, value: ox.NamedNode | ox.Literal | None) -> Iterator[tuple[str, str]]:
        for quad in self._quads(None, ox.NamedNode(predicate), value):
            subject, object_ = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and not isinstance(object_, ox.Triple):
                yield subject.value, object_.value

    def _quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        value: ox.NamedNode | ox.Literal | None = None,
        graph: ox.NamedNode | ox.DefaultGraph = UNION,
    ) -> Iterator[ox.Quad]:
        return self.view.quads(subject, predicate, value, graph)

    # ---- names

    def entities(self) -> list[str]:
        """Return every entity that the documents name, with the divisions above them, sorted."""
        found = {subject for subject, _ in self.pairs(XZ.mentionedIn)}
        return sorted(found.union(subject for subject, _ in self.pairs(XZ.divisionCode)))

    def hierarchy(self) -> Iterator[tuple[str, str]]:
        """Yield each division with the one above it, from the graph of divisions."""
        graph = self.view.node(DIVISIONS)
        for quad in self._quads(None, ox.NamedNode(XZ.partOf), None, graph):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                yield quad.subject.value, quad.object.value

    def is_entity(self, facts: Facts) -> bool:
        """Tell whether these are the facts of an entity, rather than of a statement, a figure or a document."""
        types = {local(iri) for iri in facts.get(TYPE, ())} - {""}
        return bool(types) and not types & _NOT_ENTITIES

    def ref(self, iri: str) -> Ref:
        """Return an entity by its full IRI; what the graph does not describe is named by its IRI."""
        if iri not in self._refs:
            facts = self.facts(iri)
            label = first(facts, LABEL) or unquote(iri.rpartition("/")[2])
            self._refs[iri] = Ref(iri, label, special(facts))
        return self._refs[iri]

    def beginning(self, name: str, forms: Iterable[str]) -> list[str]:
        """Return the nodes of one class of ours whose name begins with one of these forms, sorted."""
        tests = " || ".join(f"STRSTARTS(STR(?label), {ox.Literal(form)})" for form in forms)
        found = self.view.rows(f"SELECT ?node WHERE {{ ?node a xz:{name} ; rdfs:label ?label FILTER({tests}) }}")
        return sorted({row["node"].value for row in found if isinstance(row["node"], ox.NamedNode)})

    def named(self, name: str) -> dict[str, list[str]]:
        """Return the entities of exactly this name: under `label` those shown by it, under `alias` the others."""
        found: dict[str, list[str]] = {}
        for predicate, kind in _NAMES:
            literals = (ox.Literal(name, language="zh"), ox.Literal(name))
            bearers = {iri for literal in literals for iri in self.subjects(predicate, literal)}
            found[kind] = sorted(iri for iri in bearers if self.is_entity(self.facts(iri)))
        found["alias"] = [iri for iri in found["alias"] if iri not in found["label"]]
        return found

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield each entity with each of its names; an indicator or unit among them is the caller's to drop."""
        for predicate, _ in _NAMES:
            yield from self.pairs(predicate)

    def indicators(self, name: str) -> list[str]:
        """Return the indicators of exactly this name or alias."""
        literal = ox.Literal(name, language="zh")
        return self.subjects(_PREFERRED, literal) or [
            iri for iri in self.subjects(ALIAS, literal) if not self.is_entity(self.facts(iri))
        ]

    def indicator_names(self) -> list[str]:
        """Return the names of all indicators, sorted."""
        return sorted({self._indicator(iri) for iri in self.instances("Indicator")})

    # ---- rows

    def document(self, iri: str) -> Document:
        """Return what is known of a document."""
        if iri not in self._documents:
            facts = self.facts(iri)
            self._documents[iri] = Document(
                iri=iri,
                title=first(facts, resolve("dcterms:title")),
                date=first(facts, resolve("dcterms:date")),
                publisher=first(facts, resolve("dcterms:publisher")),
                path=first(facts, XZ.path),
                url=first(facts, resolve("schema:url")),
            )
        return self._documents[iri]

    def span(self, iri: str) -> Evidence:
        """Return one span of a document."""
        facts = self.facts(iri)
        return Evidence(
            document=self.document(first(facts, resolve("oa:hasSource"))),
            start=int(first(facts, resolve("oa:start")) or 0),
            end=int(first(facts, resolve("oa:end")) or 0),
            exact=first(facts, resolve("oa:exact")),
            sentence=first(facts, resolve("schema:text")),
        )

    def spans(self, facts: Facts) -> tuple[Evidence, ...]:
        """Return the spans that bear a node out, the earliest document first."""
        found = [self.span(iri) for iri in facts.get(XZ.evidence, ())]
        return tuple(sorted(found, key=lambda one: (one.document.date, one.document.iri, one.start, one.end)))

    def relation(self, iri: str) -> Relation:
        """Return the relation that a statement states."""
        facts = self.facts(iri)
        return Relation(
            iri=iri,
            subject=self.ref(first(facts, SUBJECT)),
            predicate=local(first(facts, PREDICATE)),
            object=self.ref(first(facts, OBJECT)),
            confidence=_confidence(facts),
            rule=first(facts, XZ.rule),
            evidence=self.spans(facts),
        )

    def post(self, iri: str) -> Post:
        """Return the post that a membership states."""
        facts = self.facts(iri)
        return Post(
            iri=iri,
            person=self.ref(first(facts, MEMBER)),
            organization=self.ref(first(facts, ORGANIZATION)),
            title=first(facts, XZ.title),
            confidence=_confidence(facts),
            rule=first(facts, XZ.rule),
            evidence=self.spans(facts),
        )

    def milestones(self, about: str | None = None) -> tuple[Milestone, ...]:
        """Return the dated stages of one life, or of all, the earliest first.

        Behind an endpoint, what others say by the same words of schema.org is none.
        """
        rows = [row for row in map(self._milestone, self.stages(about)) if row.stage in STAGES]
        return tuple(sorted(rows, key=lambda row: (row.period, STAGES.index(row.stage), row.iri)))

    def stages(self, about: str | None = None) -> list[str]:
        """Return the nodes of the dated stages of one life, or of all, sorted."""
        pairs = self._pairs(_MILESTONE_OF, None if about is None else ox.NamedNode(about))
        return sorted({subject for subject, _ in pairs})

    def _milestone(self, iri: str) -> Milestone:
        facts = self.facts(iri)
        return Milestone(
            iri=iri,
            about=self.ref(first(facts, _MILESTONE_OF)),
            stage=first(facts, _STAGE),
            period=(first(facts, _STARTS), first(facts, _ENDS)),
            kind=first(facts, XZ.kind),
            text=first(facts, XZ.text),
            confidence=_confidence(facts),
            rule=first(facts, XZ.rule),
            evidence=self.spans(facts),
        )

    def figure(self, iri: str) -> Figure:
        """Return one figure."""
        facts = self.facts(iri)
        about, rank = first(facts, XZ.about), first(facts, XZ.rank)
        return Figure(
            iri=iri,
            about=self.ref(about) if about else None,
            indicator=self._indicator(first(facts, XZ.indicator)),
            value=_number(facts, XZ.value),
            unit=unit_token(first(facts, XZ.unit), self.view.base),
            qualifier=first(facts, XZ.qualifier),
            period=(first(facts, XZ.periodStart), first(facts, XZ.periodEnd)),
            change=_number(facts, XZ.change),
            change_basis=first(facts, XZ.changeBasis),
            kind=first(facts, XZ.kind),
            text=first(facts, XZ.text),
            upper_value=_number(facts, XZ.upperValue),
            rank=int(rank) if rank else None,
            rank_scope=first(facts, XZ.rankScope),
            condition=first(facts, XZ.condition),
            confidence=_confidence(facts),
            rule=first(facts, XZ.rule),
            evidence=self.spans(facts),
        )

    def _indicator(self, iri: str) -> str:
        if iri and iri not in self._indicators:
            literals = (quad.object for quad in self._quads(ox.NamedNode(iri), ox.NamedNode(_PREFERRED)))
            names = sorted(one.value for one in literals if isinstance(one, ox.Literal) and one.language == "zh")
            self._indicators[iri] = names[0] if names else unquote(iri.rpartition("/")[2])
        return self._indicators.get(iri, "")


def first(facts: Facts, predicate: str) -> str:
    """Return the first value of a predicate, or ""."""
    return next(iter(facts.get(predicate, ())), "")


def special(facts: Facts) -> str:
    """Return the most special class of a node as a local name, or ""."""
    types = sorted({local(iri) for iri in facts.get(TYPE, ())} - {""})
    return max(types, key=lambda name: (len(model.superclasses(name)), name), default="")


@cache
def _tokens(base: str) -> dict[str, str]:
    known = units.units().values()
    return {expand(one.iri, base) if one.iri.startswith("xzi:") else resolve(one.iri): one.token for one in known}


def unit_token(iri: str, base: str = BASE) -> str:
    """Return the token of a unit (`CNY`, `%`, `家`) by its full IRI, or "" for none."""
    return (_tokens(base).get(iri) or unquote(iri.rpartition("/")[2])) if iri else ""


def _number(facts: Facts, predicate: str) -> Decimal | None:
    text = first(facts, predicate)
    return Decimal(text) if text else None


def _confidence(facts: Facts) -> float:
    return float(first(facts, XZ.confidence) or 0)
