"""A record as quads: the document's named graph, exactly as docs/ontology.md describes it. RDF is made only here.

There are no blank nodes. What repeats (a triple said twice) is yielded twice; a store keeps it once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

import pyoxigraph as ox

from kg.decisions import Canonical, Resolution
from kg.excerpt import sentence, squeeze
from ontology import indicators, iri, model, units
from ontology.errors import RecordError
from ontology.iri import BASE
from ontology.namespace import PREFIXES, XZ, resolve, term
from ontology.record import PREDICATES, Entity, Figure, Mention, MentionType, Milestone, Record, Relation

TYPE = ox.NamedNode(resolve("rdf:type"))
LABEL = ox.NamedNode(resolve("rdfs:label"))
MILESTONE = resolve("schema:Event")

_SHA256 = re.compile(r"[0-9a-f]{64}")
_XSD = PREFIXES["xsd"]
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DATE_TYPES = ((_DATE, "date"), (re.compile(r"\d{4}-\d\d"), "gYearMonth"), (re.compile(r"\d{4}"), "gYear"))
# A level that is not in the code list shows in the last word of the name.
_LEVELS = (
    (re.compile(r"(?:村|社区|居委会)$"), "village"),
    (re.compile(r"(?:镇|乡|街道|苏木)$"), "township"),
    (re.compile(r"(?:区|县|旗)$"), "district"),
    (re.compile(r"(?:市|州|盟|地区)$"), "city"),
    (re.compile(r"(?:省|自治区)$"), "province"),
)


def quads(record: Record, resolution: Resolution | None = None, *, base: str = BASE) -> Iterator[ox.Quad]:
    """Yield the quads of a document's graph.

    `resolution` says what its entities are in the graph; without one each is itself. `base` is the IRI under which
    entities and documents stand.
    """
    yield from _Document(record, resolution or Resolution(), base).quads()


def check(record: Record) -> Record:
    """Return the record if a graph can be made of it; raise RecordError where an IRI or a predicate is none."""
    if not _SHA256.fullmatch(record.sha256):
        raise RecordError(f"sha256 is not 64 hexadecimal digits: {record.sha256!r}")
    ids = {one.id for one in record.entities} | {one.entity for one in record.mentions}
    ids |= {end for one in record.relations for end in (one.subject, one.object)}
    ids |= {one.about for one in record.figures if one.about is not None}
    ids |= {one.about for one in record.milestones}
    for name in sorted(ids):
        if not name.startswith(iri.PREFIX) or not _iri(name):
            raise RecordError(f"not the IRI of an entity: {name!r}")
    for predicate in sorted({one.predicate for one in record.relations} - set(PREDICATES)):
        raise RecordError(f"unknown predicate {predicate!r}; known: {', '.join(PREDICATES)}")
    return record


def _iri(compact: str) -> bool:
    try:
        ox.NamedNode(iri.expand(compact))
    except ValueError:
        return False
    return True


def classes(kind: MentionType, compact: str, label: str) -> tuple[str, ...]:
    """Return the class of an entity and its superclasses in our ontology, as local names, the nearest first."""
    if kind is not MentionType.DISTRICT:
        return model.superclasses(model.class_of(kind))
    code = compact.rpartition("/")[2]
    if code.isascii() and code.isdigit():
        return model.superclasses(model.class_of_code(code))
    level = next((level for pattern, level in _LEVELS if pattern.search(label)), "")
    return model.superclasses(model.class_of_level(level) if level else model.class_of(kind))


def text_literal(value: str, language: str = "") -> ox.Literal:
    """Return a literal of printed text; what no RDF text may hold (a lone surrogate) is replaced."""
    clean = value.encode("utf-8", "replace").decode("utf-8")
    return ox.Literal(clean, language=language) if language else ox.Literal(clean)


def decimal(value: Decimal) -> ox.Literal:
    """Return an exact `xsd:decimal`, written without exponent and without zeros that say nothing."""
    plain = format(value, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return ox.Literal("0" if plain in ("", "-0") else plain, datatype=ox.NamedNode(_XSD + "decimal"))


def typed(value: str, datatype: str) -> ox.Literal:
    """Return a literal of an XML Schema datatype: `typed("2024-01-01", "date")`."""
    return ox.Literal(value, datatype=ox.NamedNode(_XSD + datatype))


class _Document:
    """Makes the graph of one document."""

    def __init__(self, record: Record, resolution: Resolution, base: str) -> None:
        self.record = record
        self.base = base
        self.id = iri.document(record.sha256)
        self.graph = self.node(self.id)
        self.digits = self.id.rpartition("/")[2]
        self._resolution = resolution
        self._entities = {entity.id: entity for entity in record.entities}

    def quads(self) -> Iterator[ox.Quad]:
        yield from self._document()
        yield from self._entity_quads()
        yield from self._relations()
        for figure in self.record.figures:
            yield from self._figure(figure)
        for milestone in self.record.milestones:
            yield from self._milestone(milestone)

    def node(self, compact: str) -> ox.NamedNode:
        if compact.startswith(iri.PREFIX):
            return ox.NamedNode(iri.expand(compact, self.base))
        return ox.NamedNode(resolve(compact))

    def canonical(self, local: str) -> Canonical:
        found = self._resolution.get(self.id, local)
        if found is not None:
            return found
        entity = self._entities.get(local)
        return Canonical(local, entity.label if entity is not None else local.rpartition("/")[2])

    def entity(self, local: str) -> ox.NamedNode:
        return self.node(self.canonical(local).id)

    def quad(self, subject: ox.NamedNode, predicate: str, object_: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(subject, ox.NamedNode(predicate), object_, self.graph)

    # ---- the document itself

    def _document(self) -> Iterator[ox.Quad]:
        record = self.record
        yield self._typed(self.graph, "Document")
        yield self.quad(self.graph, XZ.sha256, ox.Literal(record.sha256))
        yield self.quad(self.graph, XZ.path, text_literal(record.source))
        if record.title:
            yield self.quad(self.graph, resolve("dcterms:title"), text_literal(record.title, "zh"))
        for pattern, datatype in _DATE_TYPES:
            if pattern.fullmatch(record.date):
                yield self.quad(self.graph, resolve("dcterms:date"), typed(record.date, datatype))
        for predicate, values in (
            ("dcterms:publisher", (record.publisher,)),
            ("dcterms:spatial", (record.place,)),
            ("schema:url", (record.url,)),
            ("schema:author", record.authors),
        ):
            for value in filter(None, values):
                yield self.quad(self.graph, resolve(predicate), text_literal(value))

    # ---- entities

    def _entity_quads(self) -> Iterator[ox.Quad]:
        first: dict[str, Mention] = {}
        for mention in sorted(self.record.mentions, key=lambda one: (one.start, one.end)):
            first.setdefault(self.canonical(mention.entity).id, mention)
        names: defaultdict[Canonical, set[str]] = defaultdict(set)
        for entity in self.record.entities:
            canonical = self.canonical(entity.id)
            names[canonical] |= {entity.label, *entity.aliases}
            yield from self._types(entity, canonical)
        for canonical in sorted(names, key=lambda one: one.id):
            yield from self._names(canonical, names[canonical])
            if canonical.id in first:
                mention = first[canonical.id]
                yield from self._evidence(self.node(canonical.id), mention.start, mention.end, mention.text)

    def _types(self, entity: Entity, canonical: Canonical) -> Iterator[ox.Quad]:
        node = self.node(canonical.id)
        kind = canonical.type or entity.type
        for name in classes(kind, canonical.id, canonical.label):
            yield self._typed(node, name)
        code = canonical.id.rpartition("/")[2]
        if kind is MentionType.DISTRICT and code.isdigit():
            yield self.quad(node, XZ.divisionCode, ox.Literal(code))
        yield self.quad(node, XZ.mentionedIn, self.graph)

    def _names(self, canonical: Canonical, forms: Iterable[str]) -> Iterator[ox.Quad]:
        node = self.node(canonical.id)
        yield self.quad(node, LABEL.value, text_literal(canonical.label, "zh"))
        for form in sorted(set(forms) - {canonical.label}):
            yield self.quad(node, resolve("skos:altLabel"), text_literal(form, "zh"))

    def _typed(self, node: ox.NamedNode, name: str) -> ox.Quad:
        return ox.Quad(node, TYPE, ox.NamedNode(term(name)), self.graph)

    # ---- relations: a plain triple, and the statement that carries its evidence

    def _relations(self) -> Iterator[ox.Quad]:
        said: defaultdict[tuple[str, str, str], list[Relation]] = defaultdict(list)
        for relation in self.record.relations:
            said[self._triple(relation)].append(relation)
        for (subject, name, object_), relations in sorted(said.items()):
            yield self.quad(self.node(subject), term(name), self.node(object_))
            yield from self._statement((subject, name, object_), relations)
            for title in sorted({one.title for one in relations if one.predicate == "position"}):
                held = [one for one in relations if one.title == title]
                yield from self._membership(subject, object_, title, held)

    def _triple(self, relation: Relation) -> tuple[str, str, str]:
        name = model.predicate(relation.predicate)
        ends = self.canonical(relation.subject).id, self.canonical(relation.object).id
        # A symmetric relation said both ways is one statement.
        subject, object_ = sorted(ends) if name == "partnersWith" else ends
        return subject, name, object_

    def _statement(self, triple: tuple[str, str, str], relations: list[Relation]) -> Iterator[ox.Quad]:
        subject, name, object_ = triple
        node = self.node(iri.digest("statement", self.id, *triple))
        yield self._typed(node, "Statement")
        yield self.quad(node, resolve("rdf:subject"), self.node(subject))
        yield self.quad(node, resolve("rdf:predicate"), ox.NamedNode(term(name)))
        yield self.quad(node, resolve("rdf:object"), self.node(object_))
        yield from self._found(node, relations)

    def _membership(self, person: str, body: str, title: str, relations: list[Relation]) -> Iterator[ox.Quad]:
        node = self.node(iri.digest("membership", self.id, person, body, title))
        yield self._typed(node, "Membership")
        yield self.quad(node, resolve("org:member"), self.node(person))
        yield self.quad(node, resolve("org:organization"), self.node(body))
        if title:
            yield self.quad(node, XZ.title, text_literal(title))
        yield from self._found(node, relations)

    def _found(self, node: ox.NamedNode, relations: list[Relation]) -> Iterator[ox.Quad]:
        """Say by what rule and how surely it was found, from the surest place, and show every place."""
        best = min(relations, key=lambda one: (-one.confidence, one.start, one.end, one.rule))
        yield from self._rule(node, best.rule, best.confidence)
        for start, end in sorted({(one.start, one.end) for one in relations}):
            yield from self._evidence(node, start, end, "")

    def _rule(self, node: ox.NamedNode, rule: str, confidence: float) -> Iterator[ox.Quad]:
        yield self.quad(node, XZ.rule, text_literal(rule))
        yield self.quad(node, XZ.confidence, decimal(Decimal(str(round(confidence, 4)))))

    # ---- figures

    def _figure(self, figure: Figure) -> Iterator[ox.Quad]:
        local = [figure.about or "", figure.indicator, figure.unit, figure.condition, str(figure.rank)]
        numbers = [str(number) for number in (figure.value, figure.upper_value, figure.change)]
        where = [str(figure.start), str(figure.end), *figure.period]
        node = self.node(iri.digest(f"figure/{self.digits}", *where, *local, *numbers))
        yield self._typed(node, "Figure")
        if figure.about is not None:
            yield self.quad(node, XZ.about, self.entity(figure.about))
        if figure.indicator:
            name = indicators.normalise(figure.indicator)
            yield self.quad(node, XZ.indicator, self.node(iri.mint("indicator", name)))
        if figure.unit:
            yield self.quad(node, XZ.unit, self.node(units.iri(figure.unit)))
        yield from self._numbers(node, figure)
        yield from self._words(node, figure)
        yield from self._rule(node, figure.rule, figure.confidence)
        yield from self._evidence(node, figure.start, figure.end, figure.text)

    def _numbers(self, node: ox.NamedNode, figure: Figure) -> Iterator[ox.Quad]:
        for predicate, value in (
            (XZ.value, figure.value),
            (XZ.upperValue, figure.upper_value),
            (XZ.change, figure.change),
        ):
            if value is not None:
                yield self.quad(node, predicate, decimal(value))
        if figure.rank is not None:
            yield self.quad(node, XZ.rank, typed(str(figure.rank), "integer"))
        for predicate, day in zip((XZ.periodStart, XZ.periodEnd), figure.period, strict=False):
            if day:
                yield self.quad(node, predicate, typed(day, "date"))

    def _words(self, node: ox.NamedNode, figure: Figure) -> Iterator[ox.Quad]:
        for predicate, value in (
            (XZ.qualifier, figure.qualifier),
            (XZ.changeBasis, figure.change_basis),
            (XZ.kind, figure.kind),
            (XZ.text, figure.text),
            (XZ.rankScope, figure.rank_scope),
            (XZ.condition, figure.condition),
        ):
            if value:
                yield self.quad(node, predicate, text_literal(value))

    # ---- milestones: the words of schema.org, whose events they are

    def _milestone(self, one: Milestone) -> Iterator[ox.Quad]:
        where = [str(one.start), str(one.end), one.stage, *one.period]
        node = self.node(iri.digest(f"milestone/{self.digits}", one.about, *where))
        yield self.quad(node, TYPE.value, ox.NamedNode(MILESTONE))
        yield self.quad(node, resolve("schema:about"), self.entity(one.about))
        yield self.quad(node, resolve("dcterms:type"), ox.Literal(one.stage))
        for predicate, day in zip(("schema:startDate", "schema:endDate"), one.period, strict=True):
            yield self.quad(node, resolve(predicate), typed(day, "date"))
        yield self.quad(node, XZ.kind, text_literal(one.kind))
        yield self.quad(node, XZ.text, text_literal(one.text))
        yield from self._rule(node, one.rule, one.confidence)
        yield from self._evidence(node, one.start, one.end, "")

    # ---- evidence

    def _evidence(self, of: ox.NamedNode, start: int, end: int, claimed: str) -> Iterator[ox.Quad]:
        """Yield the span that bears `of` out; `claimed` is what the record says is printed there."""
        node = self.node(f"{iri.PREFIX}evidence/{self.digits}/{start}-{end}")
        yield self.quad(of, XZ.evidence, node)
        yield self._typed(node, "Evidence")
        yield self.quad(node, resolve("oa:hasSource"), self.graph)
        yield self.quad(node, resolve("oa:start"), typed(str(start), "nonNegativeInteger"))
        yield self.quad(node, resolve("oa:end"), typed(str(end), "nonNegativeInteger"))
        exact = self._exact(start, end, claimed)
        if exact:
            yield self.quad(node, resolve("oa:exact"), text_literal(exact))
        text = self.record.text
        shown = squeeze(exact) if text is None else sentence(text, start, end)
        if shown:
            yield self.quad(node, resolve("schema:text"), text_literal(shown))

    def _exact(self, start: int, end: int, claimed: str) -> str:
        """Return what is printed there; a claim that the text does not bear out stays, for validation to find."""
        text = self.record.text
        if text is None:
            return claimed
        printed = text[start:end]
        return claimed if claimed and _bare(claimed) != _bare(printed) else printed


def _bare(text: str) -> str:
    return "".join(text.split())
