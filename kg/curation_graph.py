"""The graph of decisions: what each changed, by whom, when and why, and the facts that people added.

A decision is a `prov:Activity` that used the entities it found and generated those it left; an entity that is no
more points to what took its place (`dcterms:isReplacedBy`). An added fact is stated as one of a document is, with the
line of the file as its evidence: the graph `xzi:graph/curation` is itself the document that says it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import PurePath

import pyoxigraph as ox

from kg.curation import Curation, Decision, Fact, Quantity, describe
from kg.curation_apply import RULE, Conflict, Outcome, Resolved
from kg.quads import TYPE, decimal, text_literal, typed
from kg.store import View
from ontology import indicators, iri, model, units
from ontology.iri import expand
from ontology.namespace import CURATION, XZ, local, resolve, term
from ontology.record import MentionType

_TITLE = "人工订正"
# A title whose holder is not the only one.
_SHARED = ("副", "委员", "常委", "成员", "代表", "顾问", "专家", "教授", "研究员", "书记员", "干事", "工作人员", "记者")


def quads(curation: Curation, outcome: Outcome, *, base: str) -> Iterator[ox.Quad]:
    """Yield the graph of decisions; nothing where there are none."""
    if curation:
        yield from _Graph(curation, outcome, base).quads()


class _Graph:
    def __init__(self, curation: Curation, outcome: Outcome, base: str) -> None:
        self._curation = curation
        self._outcome = outcome
        self._base = base
        self._graph = self._node(CURATION)

    def quads(self) -> Iterator[ox.Quad]:
        yield self._typed(self._graph, "Document")
        yield self._quad(self._graph, XZ.sha256, ox.Literal(self._curation.sha256))
        yield self._quad(self._graph, XZ.path, text_literal(PurePath(self._curation.path).name))
        yield self._quad(self._graph, resolve("dcterms:title"), text_literal(_TITLE, "zh"))
        for one in self._outcome.resolved:
            node = self._node(one.decision.id)
            yield from self._decision(node, one)
            if one.decision.kind == "add":
                yield from self._fact(node, one)

    def _decision(self, node: ox.NamedNode, one: Resolved) -> Iterator[ox.Quad]:
        decision = one.decision
        yield self._quad(node, TYPE.value, ox.NamedNode(resolve("prov:Activity")))
        for predicate, value in (
            ("dcterms:type", text_literal(decision.kind)),
            ("dcterms:creator", text_literal(decision.author)),
            ("dcterms:date", typed(decision.date, "date")),
            ("dcterms:description", text_literal(decision.reason)),
            ("rdf:value", text_literal(describe(decision))),
        ):
            yield self._quad(node, resolve(predicate), value)
        for predicate, some in (("prov:used", one.before or one.ends), ("prov:generated", one.after)):
            for entity in dict.fromkeys(some):
                yield self._quad(node, resolve(predicate), self._node(entity))
        for gone in sorted(set(one.before) - set(one.after)) if len(one.after) == 1 else ():
            yield self._quad(self._node(gone), resolve("dcterms:isReplacedBy"), self._node(one.after[0]))

    # ---- facts that were added

    def _fact(self, node: ox.NamedNode, one: Resolved) -> Iterator[ox.Quad]:
        fact, figure = one.decision.fact, one.decision.figure
        if fact is not None:
            yield from self._relation(node, one, fact)
        elif figure is not None:
            yield from self._figure(node, one, figure)

    def _relation(self, node: ox.NamedNode, one: Resolved, fact: Fact) -> Iterator[ox.Quad]:
        subject, object_ = (self._node(end) for end in one.ends)
        statement = self._node(iri.digest("statement", CURATION, one.ends[0], fact.predicate, one.ends[1]))
        yield self._quad(subject, term(fact.predicate), object_)
        yield self._typed(statement, "Statement")
        yield self._quad(statement, resolve("rdf:subject"), subject)
        yield self._quad(statement, resolve("rdf:predicate"), ox.NamedNode(term(fact.predicate)))
        yield self._quad(statement, resolve("rdf:object"), object_)
        yield from self._said(statement, node, one.decision)
        if fact.title:
            member = self._node(iri.digest("membership", CURATION, *one.ends, fact.title))
            yield self._typed(member, "Membership")
            yield self._quad(member, resolve("org:member"), subject)
            yield self._quad(member, resolve("org:organization"), object_)
            yield self._quad(member, XZ.title, text_literal(fact.title))
            yield from self._said(member, node, one.decision)
        yield from self._described(one)

    def _figure(self, node: ox.NamedNode, one: Resolved, figure: Quantity) -> Iterator[ox.Quad]:
        of = self._node(iri.digest("figure/curation", one.decision.id))
        yield self._typed(of, "Figure")
        yield self._quad(of, XZ.about, self._node(one.ends[0]))
        name = indicators.normalise(figure.indicator)
        yield self._quad(of, XZ.indicator, self._node(iri.mint("indicator", name)))
        if figure.unit:
            yield self._quad(of, XZ.unit, self._node(units.iri(figure.unit)))
        for predicate, number in ((XZ.value, figure.value), (XZ.change, figure.change)):
            if number is not None:
                yield self._quad(of, predicate, decimal(number))
        for predicate, day in zip((XZ.periodStart, XZ.periodEnd), figure.period, strict=True):
            if day:
                yield self._quad(of, predicate, typed(day, "date"))
        yield self._quad(of, XZ.kind, ox.Literal("actual"))
        yield self._quad(of, XZ.qualifier, ox.Literal("exact"))
        yield self._quad(of, XZ.text, text_literal(figure.text or _printed(figure)))
        yield from self._said(of, node, one.decision)
        yield from self._described(one)

    def _described(self, one: Resolved) -> Iterator[ox.Quad]:
        """Say of which class the ends are that no document names: divisions of the code list, by their own graph."""
        for end in one.ends:
            kind = self._outcome.types.get(end)
            if kind is not None and kind is not MentionType.DISTRICT:
                for name in model.superclasses(model.class_of(kind)):
                    yield self._typed(self._node(end), name)

    def _said(self, of: ox.NamedNode, by: ox.NamedNode, decision: Decision) -> Iterator[ox.Quad]:
        exact = self._curation.text[decision.start : decision.end].rstrip()
        end = decision.start + len(exact)
        node = self._node(f"{iri.PREFIX}evidence/curation/{decision.start}-{end}")
        yield self._quad(of, XZ.rule, ox.Literal(RULE))
        yield self._quad(of, XZ.confidence, decimal(Decimal(1)))
        yield self._quad(of, resolve("prov:wasGeneratedBy"), by)
        yield self._quad(of, XZ.evidence, node)
        yield self._typed(node, "Evidence")
        yield self._quad(node, resolve("oa:hasSource"), self._graph)
        yield self._quad(node, resolve("oa:start"), typed(str(decision.start), "nonNegativeInteger"))
        yield self._quad(node, resolve("oa:end"), typed(str(end), "nonNegativeInteger"))
        yield self._quad(node, resolve("oa:exact"), text_literal(exact))
        signed = f"{decision.reason}（{decision.author}，{decision.date}）"
        yield self._quad(node, resolve("schema:text"), text_literal(signed))

    def _node(self, compact: str) -> ox.NamedNode:
        return ox.NamedNode(expand(compact, self._base) if compact.startswith(iri.PREFIX) else resolve(compact))

    def _typed(self, node: ox.NamedNode, name: str) -> ox.Quad:
        return self._quad(node, TYPE.value, ox.NamedNode(term(name)))

    def _quad(self, node: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(node, ox.NamedNode(predicate), value, self._graph)


def _printed(figure: Quantity) -> str:
    number = figure.change if figure.value is None else figure.value
    unit = "%" if figure.value is None else units.label(figure.unit)
    return f"{number:f}{unit}"


# ---- what the texts say otherwise


def contradictions(outcome: Outcome, view: View) -> Iterator[Conflict]:
    """Yield the added facts of which a document of this graph says something else."""
    for one in outcome.resolved:
        if one.decision.kind == "add":
            found = sorted(set(_others(one, view)))
            for said in found:
                yield Conflict(one.decision.line, f"{describe(one.decision)}: a document says {said}")


def _others(one: Resolved, view: View) -> Iterator[str]:
    fact, figure = one.decision.fact, one.decision.figure
    if figure is not None:
        yield from _other_figures(one.ends[0], figure, view)
    elif fact is not None and fact.title:
        yield from _other_holders(one.ends, fact.title, view)
    elif fact is not None and fact.predicate in ("partOf", "locatedIn"):
        yield from _other_places(one.ends, fact.predicate, view)


def _other_figures(about: str, figure: Quantity, view: View) -> Iterator[str]:
    """Yield the values that documents have for the same entity, indicator, unit and period."""
    name = indicators.normalise(figure.indicator)
    start, end = figure.period
    dates = f'xz:periodStart "{start}"^^xsd:date ; xz:periodEnd "{end}"^^xsd:date ;' if start else ""
    number = "value" if figure.value is not None else "change"
    rows = _rows(
        view,
        "SELECT DISTINCT ?said ?number ?about ?indicator ?of WHERE { "
        f"?figure xz:about ?about ; xz:indicator ?indicator ; {dates} "
        f'xz:kind "actual" ; xz:qualifier "exact" ; xz:{number} ?number ; xz:text ?said ; xz:rule ?rule '
        "OPTIONAL { ?figure xz:unit ?unit } OPTIONAL { ?figure xz:periodEnd ?end } "
        f'FILTER(?rule != "{RULE}") FILTER NOT EXISTS {{ ?figure xz:condition ?condition }} '
        + ("" if start else "FILTER(!BOUND(?end)) ")
        + ("FILTER(?unit = ?of) }" if figure.unit and figure.value is not None else "}"),
        about=view.node(about),
        indicator=view.node(iri.mint("indicator", name)),
        of=_unit(figure.unit, view),
    )
    mine = figure.value if figure.value is not None else figure.change
    yield from (said for said, number in rows if Decimal(number) != mine)


def _unit(token: str, view: View) -> ox.NamedNode:
    compact = units.iri(token)
    return view.node(compact) if compact.startswith(iri.PREFIX) else ox.NamedNode(resolve(compact))


def _other_holders(ends: tuple[str, ...], title: str, view: View) -> Iterator[str]:
    """Yield who else holds a post that only one holds."""
    if any(word in title for word in _SHARED):
        return
    rows = _rows(
        view,
        "SELECT DISTINCT ?name ?title ?body ?holder ?wanted WHERE { "
        "?post org:organization ?body ; xz:title ?title ; org:member ?who ; "
        "xz:rule ?rule . ?who rdfs:label ?name "
        f'FILTER(?who != ?holder && ?rule != "{RULE}" && STR(?title) = ?wanted) }}',
        body=view.node(ends[1]),
        holder=view.node(ends[0]),
        wanted=ox.Literal(title),
    )
    yield from (f"{name} {held}" for name, held in rows)


def _other_places(ends: tuple[str, ...], predicate: str, view: View) -> Iterator[str]:
    """Yield the other places of the same level in which documents put it."""
    rows = _rows(
        view,
        "SELECT DISTINCT ?name ?other ?subject ?place WHERE { ?statement rdf:subject ?subject ; "
        f"rdf:predicate xz:{predicate} ; rdf:object ?other ; xz:rule ?rule . ?other rdfs:label ?name "
        f'FILTER(?other != ?place && ?rule != "{RULE}") }}',
        subject=view.node(ends[0]),
        place=view.node(ends[1]),
    )
    level = _level(view, view.node(ends[1]).value)
    yield from (f"{local_name(predicate)} {name}" for name, other in rows if level and _level(view, other) == level)


def local_name(predicate: str) -> str:
    """Return the Chinese label of a relation."""
    return model.label(predicate)


def _level(view: View, entity: str) -> str:
    types = (quad.object for quad in view.quads(ox.NamedNode(entity), TYPE))
    names = sorted({local(one.value) for one in types if isinstance(one, ox.NamedNode)} - {""})
    deepest = max(names, key=lambda name: (len(model.superclasses(name)), name), default="")
    return deepest if deepest and model.is_a(deepest, "AdministrativeDivision") else ""


def _rows(view: View, sparql: str, **values: ox.NamedNode | ox.Literal) -> list[tuple[str, str]]:
    rows = []
    for row in view.rows(sparql, values=values):
        pair = [row[index] for index in (0, 1)]
        rows.append(tuple(one.value for one in pair if isinstance(one, (ox.NamedNode, ox.Literal))))
    return sorted((a, b) for a, b in rows)
