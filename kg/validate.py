"""Documents checked before they are published: what fails is set aside with its reason, never dropped.

SHACL (`ontology/shapes.ttl`, run by pySHACL) says what valid data looks like. Two checks that it cannot express are
made here: that the printed text stands at the offsets of its evidence, and that no relation ties a thing to itself.
A node that fails takes along what rests on it: a statement without its evidence proves nothing.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from kg.quads import MILESTONE
from kg.quarantine import Reason, Rejected
from ontology import model
from ontology.namespace import SHAPES, XZ, resolve, term

# Terms of a batch that are made but once; a document has some thousand.
_NODES = 50_000

Reasons = dict[str, set[Reason]]
Triple = tuple[str, str, str]

_TYPE = resolve("rdf:type")
_ENDS = tuple(resolve(f"rdf:{name}") for name in ("subject", "predicate", "object"))
_STRING = resolve("xsd:string")  # to rdflib, "exact" and "exact"^^xsd:string are two
_FACTS = frozenset({XZ.Statement, XZ.Membership, XZ.Figure, MILESTONE})

_RESTS = ("所依据的内容未通过校验", "it rests on something that failed validation")
_OFFSETS = ("原文片段与所标位置的文本不符", "the text at these offsets is not what the evidence says is printed there")
_ITSELF = ("关系的两端是同一实体", "the relation ties an entity to itself")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A document after validation: the quads that are published, and the nodes that are set aside."""

    kept: tuple[ox.Quad, ...]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A document before validation: its quads, and its source text where that is at hand."""

    quads: tuple[ox.Quad, ...]
    text: str | None = None


def validate(drafts: Sequence[Draft], context: Iterable[ox.Quad] = ()) -> list[Verdict]:
    """Return the verdict on each document; they are checked in one go, with equal results for each.

    `context` holds the types of what documents refer to without describing it.
    """
    failures, triples = _shacl([quad for draft in drafts for quad in draft.quads], context)
    return [_judge(draft, failures, triples) for draft in drafts]


def _judge(draft: Draft, failures: Mapping[str, set[Reason]], triples: Mapping[Triple, set[Reason]]) -> Verdict:
    document = _Document(draft.quads)
    reasons: Reasons = defaultdict(set)
    for node in document.subjects:
        reasons[node] |= failures.get(node, set())
    for node, triple in document.statements():
        reasons[node] |= triples.get(triple, set()) | ({_ITSELF} if triple[0] == triple[2] else set())
    for node in document.misplaced(draft.text):
        reasons[node].add(_OFFSETS)
    found = {node: why for node, why in reasons.items() if why}
    return document.split(document.spread(found)) if found else Verdict(draft.quads, ())


class _Document:
    """The quads of a document, looked up by subject and by object."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.subjects: defaultdict[str, dict[ox.Quad, None]] = defaultdict(dict)
        self.pointing: defaultdict[str, set[str]] = defaultdict(set)
        for quad in quads:
            self.subjects[_id(quad.subject)][quad] = None
            if isinstance(quad.object, ox.NamedNode):
                self.pointing[_id(quad.object)].add(_id(quad.subject))

    def values(self, node: str, predicate: str) -> list[str]:
        return [_id(quad.object) for quad in self.subjects[node] if quad.predicate.value == predicate]

    def one_of(self, node: str, classes: frozenset[str]) -> bool:
        return not classes.isdisjoint(self.values(node, _TYPE))

    def statements(self) -> Iterator[tuple[str, Triple]]:
        """Yield each statement with the triple that it is about."""
        for node in self.subjects:
            ends = [self.values(node, end) for end in _ENDS]
            if all(len(found) == 1 for found in ends):
                yield node, (ends[0][0], ends[1][0], ends[2][0])

    def misplaced(self, text: str | None) -> Iterator[str]:
        """Yield the evidence whose printed text does not stand at its offsets."""
        for node in list(self.subjects) if text is not None else []:
            for exact in self.values(node, resolve("oa:exact")):
                start, end = (self.values(node, resolve(f"oa:{name}")) for name in ("start", "end"))
                if not start or not end or text is None or text[int(start[0]) : int(end[0])] != exact:
                    yield node

    def spread(self, reasons: Reasons) -> Reasons:
        """Add the facts that rest on what failed: its statements, memberships, figures and milestones."""
        found = {node: set(why) for node, why in reasons.items()}
        queue = sorted(found)
        while queue:
            for node in sorted(self.pointing[queue.pop()]):
                if node not in found and self.one_of(node, _FACTS) and not self._stands(node, found):
                    found[node] = {_RESTS}
                    queue.append(node)
        return found

    def _stands(self, node: str, gone: Mapping[str, set[Reason]]) -> bool:
        """Say whether a fact has sound evidence left, and all else that it speaks of."""
        evidence = set(self.values(node, XZ.evidence))
        spoken = {_id(quad.object) for quad in self.subjects[node]} - evidence
        return not evidence <= gone.keys() and gone.keys().isdisjoint(spoken)

    def split(self, reasons: Reasons) -> Verdict:
        """Part what failed, with the plain triples and the evidence that nothing else bears, from the rest."""
        moved = {node: dict(self.subjects[node]) for node in sorted(reasons)}
        standing = {triple for node, triple in self.statements() if node not in reasons}
        for node, triple in self.statements():
            if node in reasons and triple not in standing:
                moved[node] |= self._plain(triple)
        taken = {quad for quads in moved.values() for quad in quads}
        taken |= self._dangling(set(reasons), moved)
        kept = tuple(quad for quads in self.subjects.values() for quad in quads if quad not in taken)
        return Verdict(kept, tuple(_rejected(node, reasons[node], moved[node]) for node in sorted(moved)))

    def _plain(self, triple: Triple) -> dict[ox.Quad, None]:
        same = (quad for quad in self.subjects[triple[0]] if quad.predicate.value == triple[1])
        return {quad: None for quad in same if _id(quad.object) == triple[2]}

    def _dangling(self, gone: set[str], moved: dict[str, dict[ox.Quad, None]]) -> set[ox.Quad]:
        """Move the evidence that only what is gone pointed to, and the links to evidence that is gone itself."""
        taken: set[ox.Quad] = set()
        for node in sorted(gone):
            for evidence in self.values(node, XZ.evidence):
                if evidence not in gone and self.pointing[evidence] <= gone:
                    moved[node] |= self.subjects[evidence]
                    taken |= self.subjects[evidence].keys()
            for other in sorted(self.pointing[node] - gone):
                links = {quad: None for quad in self.subjects[other] if _id(quad.object) == node}
                moved[node] |= links
                taken |= links.keys()
        return taken


def _id(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(node) if isinstance(node, ox.Triple) else node.value


def _rejected(node: str, reasons: set[Reason], quads: Iterable[ox.Quad]) -> Rejected:
    lines = (str(ox.Triple(quad.subject, quad.predicate, quad.object)) for quad in quads)
    return Rejected(node, tuple(sorted(reasons)), tuple(sorted(lines)))


def _shacl(
    quads: Iterable[ox.Quad], context: Iterable[ox.Quad]
) -> tuple[Mapping[str, set[Reason]], Mapping[Triple, set[Reason]]]:
    """Return why nodes fail, and why triples do: a relation's shape names the triple, not the node."""
    data = model.validation_context()
    seen = _seen()
    for quad in (*quads, *context):
        predicate = seen.get(quad.predicate.value)
        if predicate is not None:
            data.add((_node(_id(quad.subject)), predicate, _rdflib(quad.object)))
    with _quiet():
        conforms, report, _ = pyshacl.validate(data, shacl_graph=model.shapes(), inplace=True)
    return ({}, {}) if conforms else _results(report)


def _results(report: rdflib.Graph) -> tuple[Mapping[str, set[Reason]], Mapping[Triple, set[Reason]]]:
    nodes: defaultdict[str, set[Reason]] = defaultdict(set)
    triples: defaultdict[Triple, set[Reason]] = defaultdict(set)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        reason = _messages(report, result)
        focus, value = str(report.value(result, SH.focusNode)), report.value(result, SH.value)
        name, _, side = str(report.value(result, SH.sourceShape)).removeprefix(SHAPES).partition("-")
        if side not in ("domain", "range"):
            nodes[focus].add(reason)
        elif side == "range":
            triples[focus, term(name), str(value)].add(reason)
        else:
            triples[str(value), term(name), focus].add(reason)
    return nodes, triples


def _messages(report: rdflib.Graph, result: rdflib.term.Node) -> Reason:
    found = {
        message.language: str(message)
        for message in report.objects(result, SH.resultMessage)
        if isinstance(message, rdflib.Literal)
    }
    return found.get("zh", ""), found.get("en", "")


@cache
def _seen() -> Mapping[str, rdflib.URIRef]:
    """Return the predicates that the shapes look at; the rest of a document need not be converted."""
    looked = {str(node) for triple in model.shapes() for node in triple if isinstance(node, rdflib.URIRef)}
    return {name: rdflib.URIRef(name) for name in looked | {_TYPE}}


@lru_cache(maxsize=_NODES)
def _node(name: str) -> rdflib.URIRef:
    return rdflib.URIRef(name)


def _rdflib(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> rdflib.term.Node:
    if not isinstance(value, ox.Literal):
        return _node(_id(value))
    if value.language or value.datatype.value == _STRING:
        return rdflib.Literal(value.value, lang=value.language)
    return rdflib.Literal(value.value, datatype=_node(value.datatype.value))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from logging each literal that its datatype does not allow: the report says it better."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
