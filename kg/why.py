"""Why the graph says what it says: why two names are one thing or two, and what bears out a fact.

Works on a published graph alone: `merges.jsonl` keeps why names of different documents were joined, and the records in
the graph folder keep where a document uses a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg import curated, manifest, names, quarantine
from kg.cache import RECORDS, Cache
from kg.curation import predicate
from kg.decisions import Merge
from kg.entity import Entity
from kg.excerpt import sentence
from kg.graph import KnowledgeGraph
from kg.rows import Evidence, Figure, Milestone, Post, Relation
from kg.store import current_version
from ontology import indicators, iri, model
from ontology.errors import NotFoundError
from ontology.iri import compact
from ontology.namespace import CURATION, resolve


@dataclass(frozen=True, slots=True)
class Use:
    """A name as one document uses it for an entity: the rule that found it there, and where it stands first."""

    name: str
    rule: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of a person: what, who, when and why."""

    what: str
    author: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class Same:
    """Why two names are one thing: how documents were joined, where they are used, and what people decided."""

    entity: Entity
    merges: tuple[Merge, ...]
    uses: tuple[Use, ...]
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """Why two names are two things: reasons in Chinese and English, and what people decided."""

    a: Entity
    b: Entity
    reasons: tuple[tuple[str, str], ...]
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """What bears out a fact: its statements, posts, figures or stages of a life; where there are none, why."""

    relations: tuple[Relation, ...] = ()
    posts: tuple[Post, ...] = ()
    figures: tuple[Figure, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    decided: tuple[Decided, ...] = ()
    set_aside: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.relations or self.figures or self.milestones)


# ---- two names


def names_of(graph: KnowledgeGraph, a: str, b: str) -> Same | Apart:
    """Say why two names or IRIs are one thing or two; raise NotFoundError for a name that nothing bears.

    A name of several entities is the one that bears the other name too, if there is just one.
    """
    one, other = _two(graph, a, b)
    if one.iri == other.iri:
        found = tuple(_merges(graph, one))
        return Same(one, found, tuple(_uses(graph, one, a, b)), tuple(_decided(graph, one.iri)))
    decided = [one for one in _decided(graph, one.iri) if one in list(_decided(graph, other.iri))]
    return Apart(one, other, tuple(_reasons(graph, one, other)), tuple(decided))


def _two(graph: KnowledgeGraph, a: str, b: str) -> tuple[Entity, Entity]:
    both = {one.iri for one in _bearing(graph, a)} & {one.iri for one in _bearing(graph, b)}
    if len(both) == 1:
        entity = graph.entity(both.pop())
        return entity, entity
    return graph.entity(a), graph.entity(b)


def _bearing(graph: KnowledgeGraph, name: str) -> list[Entity]:
    """Return the entities of just this name."""
    try:
        return [graph.entity(name)]
    except NotFoundError:
        key = names.key(name)
        return [one for one in graph.find(name) if key in {names.key(form) for form in (one.label, *one.aliases)}]


def _merges(graph: KnowledgeGraph, of: Entity) -> Iterator[Merge]:
    if graph.folder is not None:
        found = curated.merges(current_version(graph.folder))
        yield from (one for one in found if one.canonical == of.compact)


def _uses(graph: KnowledgeGraph, of: Entity, *shown: str) -> Iterator[Use]:
    """Yield where documents use one of these names for an entity, one place each."""
    if graph.folder is None:
        return
    known = manifest.read(current_version(graph.folder)).documents
    cache = Cache(graph.folder) if (graph.folder / RECORDS).is_dir() else None
    wanted = {names.key(name) for name in shown}
    merged = {(one.document, one.id) for one in _merges(graph, of)}
    for document in of.documents():
        entry = known.get(compact(document.iri, graph.view.base))
        record = None if cache is None or entry is None else cache.get(entry.record)
        if record is None:
            continue
        here = iri.document(record.sha256)
        ids = {one.id for one in record.entities if one.id == of.compact or (here, one.id) in merged}
        ids |= {one.id for one in record.entities if {of.label, *of.aliases} & {one.label}}
        seen: set[str] = set()
        for mention in sorted(record.mentions, key=lambda one: (one.start, one.end)):
            if mention.entity in ids and names.key(mention.text) in wanted - seen:
                seen.add(names.key(mention.text))
                said = sentence(record.text or "", mention.start, mention.end)
                span = Evidence(document, mention.start, mention.end, mention.text, said)
                yield Use(mention.text, mention.rule, span)


def _reasons(graph: KnowledgeGraph, a: Entity, b: Entity) -> Iterator[tuple[str, str]]:
    if a.type != b.type and not (model.is_a(a.type, b.type) or model.is_a(b.type, a.type)):
        first, second = (model.label(one.type) for one in (a, b))
        first_en, second_en = (model.label(one.type, "en") for one in (a, b))
        yield f"类型不同：{first}与{second}", f"they are of two types: {first_en} and {second_en}"
    codes = [one.compact.rpartition("/")[2] for one in (a, b)]
    if all(code.isdigit() for code in codes):
        yield f"区划代码不同：{codes[0]}与{codes[1]}", f"they have two codes: {codes[0]} and {codes[1]}"
    shorter, longer = sorted((a.label, b.label), key=lambda name: (len(name), name))
    if marks := names.differ(a.label, b.label):
        yield f"数字、方位等字不同：{marks}", f"their numerals, directions or the like differ: {marks}"
    elif a.label == b.label:
        yield from _namesakes(a)
    elif not names.alike(longer, shorter):
        yield "名称的字不按次序相含", "neither name's characters stand in the other in their order"
    seats = {one.label: names.seat(one.label) for one in (a, b)}
    if all(seats.values()) and len(set(seats.values())) == 2 and not all(code.isdigit() for code in codes):
        yield "所属地区不同", "they begin with two different divisions"
    shared = {names.key(one) for one in a.aliases} & {names.key(one) for one in b.aliases}
    if shared:
        form = min(shared)
        count = len(_bearing(graph, form))
        yield f"“{form}”为{count}个实体共有，不足以合并", f"{form!r} is a name of {count} entities, so it joins none"
    elif a.label != b.label:
        yield "没有文档把两名用于同一实体", "no document uses both names for one thing"


def _namesakes(of: Entity) -> Iterator[tuple[str, str]]:
    if model.is_a(of.type, "Person"):
        yield (
            "同名不足以合并人物：须有共同的机构、职务或地方",
            "people are not joined by name: body, post or place must agree",
        )
    else:
        yield "同名而文档所示的地方或上级不同", "one name, but the documents put them in different places"


# ---- facts


def fact(graph: KnowledgeGraph, subject: str, word: str, object_: str | None = None) -> Fact:
    """Return what bears out a relation (by any name of the predicate), the figures of an indicator, or a stage.

    A stage goes by its name (`started`) or by a verb that reports it (`启动`). Raises NotFoundError for names that the
    graph does not know and for a word that is nothing of these.
    """
    of = graph.entity(subject)
    name = predicate(word)
    if name and object_ is not None:
        return _relation(graph, of, name, graph.entity(object_))
    if name:
        rows = tuple(row for row in of.relations(name) if name == "partnersWith" or row.subject.iri == of.iri)
        return Fact(rows, tuple(row for row in of.posts() if name == "holdsPostIn" and row.person.iri == of.iri))
    figures = _figures(of, word, object_ or "")
    milestones = _milestones(of, word)
    if not figures and not milestones and not _measured(graph, word):
        known = "、".join(f"{model.label(one)} {one}" for one in model.relations())
        raise NotFoundError(f"{word!r} is no relation ({known}) and no indicator of this graph")
    return Fact(figures=figures, milestones=milestones, decided=tuple(_decided(graph, of.iri)))


def is_fact(graph: KnowledgeGraph, subject: str, word: str) -> bool:
    """Say whether two words are an entity and an indicator or a stage of it, or an indicator that is nothing else."""
    try:
        of = graph.entity(subject)
    except NotFoundError:
        return False
    return bool(_figures(of, word, "") or _milestones(of, word)) or (
        _measured(graph, word) and not _bearing(graph, word)
    )


def _measured(graph: KnowledgeGraph, word: str) -> bool:
    return bool(graph.reader.indicators(word) or graph.reader.indicators(indicators.normalise(word)))


def _figures(of: Entity, word: str, text: str) -> tuple[Figure, ...]:
    wanted, part = indicators.normalise(word), names.key(text)
    return tuple(row for row in of.figures() if row.indicator in (word, wanted) and _says(row, part))


def _milestones(of: Entity, word: str) -> tuple[Milestone, ...]:
    """Return the stages of a life that a word names; of a verb those of its stage, in whichever words."""
    rows = of.milestones()
    stages = {row.stage for row in rows if word in (row.stage, row.text)}
    return tuple(row for row in rows if row.stage in stages)


def _says(row: Figure, part: str) -> bool:
    """Say whether a figure is of a value or period that is asked for."""
    said = (names.key(row.text), "" if row.value is None else f"{row.value:f}", *row.period)
    return not part or any(part in one for one in said)


def _relation(graph: KnowledgeGraph, subject: Entity, name: str, object_: Entity) -> Fact:
    ends = {(subject.iri, object_.iri)} | ({(object_.iri, subject.iri)} if name == "partnersWith" else set())
    rows = tuple(row for row in subject.relations(name) if (row.subject.iri, row.object.iri) in ends)
    posts = (
        tuple(row for row in subject.posts() if row.organization.iri == object_.iri) if name == "holdsPostIn" else ()
    )
    decided = [one for one in _decided(graph, subject.iri) if one in list(_decided(graph, object_.iri))]
    aside = () if rows else tuple(_set_aside(graph, subject, name, object_))
    return Fact(rows, posts, decided=tuple(decided), set_aside=aside)


def _set_aside(graph: KnowledgeGraph, subject: Entity, name: str, object_: Entity) -> Iterator[tuple[str, str]]:
    """Yield why a statement of this relation failed validation."""
    if graph.folder is None:
        return
    triple = f"<{subject.iri}> <{resolve(f'xz:{name}')}> <{object_.iri}>"
    found = {
        reason
        for rejected in quarantine.load(current_version(graph.folder)).values()
        for one in rejected
        if any(line.startswith(triple) for line in one.triples)
        for reason in one.reasons
    }
    yield from sorted(found)


def _decided(graph: KnowledgeGraph, entity: str) -> Iterator[Decided]:
    """Yield the decisions about an entity, in order of date."""
    view, where = graph.view, graph.view.node(CURATION)
    found = set()
    for word in ("prov:used", "prov:generated"):
        found |= {quad.subject for quad in view.quads(None, ox.NamedNode(resolve(word)), ox.NamedNode(entity), where)}
    rows = []
    for node in found:
        assert isinstance(node, ox.NamedNode)
        facts = graph.reader.facts(node.value)
        words = ("rdf:value", "dcterms:creator", "dcterms:date", "dcterms:description")
        rows.append(Decided(*(" ".join(facts.get(resolve(word), ())) for word in words)))
    yield from sorted(rows, key=lambda one: (one.date, one.what))
