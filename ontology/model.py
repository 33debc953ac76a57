"""What ontology.ttl says, ready for use: classes, labels, superclasses, relations with domain and range.

Classes and relations go by local name here (`Enterprise`, `locatedIn`); `ontology.namespace.term` gives the IRI.

Validation with pySHACL: its `ont_graph` copies only class and property axioms and clones the data each time, and
`sh:class` looks for types in the data graph alone. So put what a document refers to (types *and* labels of entities
that other graphs describe) and `validation_context()` into one throw-away rdflib graph with the document's triples,
and call `pyshacl.validate(data, shacl_graph=shapes(), inplace=True)`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from ontology.namespace import XZ, local, resolve
from ontology.record import MentionType

if TYPE_CHECKING:
    from rdflib import Graph

Node = NamedNode | BlankNode | Literal | Triple
_RDF_TYPE = resolve("rdf:type")
_SUBCLASS = resolve("rdfs:subClassOf")
_SUBPROPERTY = resolve("rdfs:subPropertyOf")
_FIRST, _REST = resolve("rdf:first"), resolve("rdf:rest")


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the ontology. `parents` are IRIs, also of other vocabularies; `domain` and `range` local names.

    `kind` is `class`, `relation`, `property` or `concept`. `notation` is the mention type, the level or the
    predicate that the term stands for in the record, or "".
    """

    name: str
    iri: str
    kind: str
    labels: Mapping[str, str]
    comments: Mapping[str, str]
    parents: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    notation: str


@cache
def terms() -> Mapping[str, Term]:
    """Return every term of ours by local name, in the order of the file."""
    source = _Source(parse(files("ontology").joinpath("ontology.ttl").read_bytes(), format=RdfFormat.TURTLE))
    names = (local(iri) for iri in source.subjects())
    return MappingProxyType({name: source.term(name) for name in names if name})


def term(name: str) -> Term:
    """Return one term by its local name; an unknown name raises KeyError with the nearest."""
    known = terms()
    if name not in known:
        raise KeyError(f"{name!r} is no term of the ontology; nearest: {get_close_matches(name, known)}")
    return known[name]


def label(name: str, language: str = "zh") -> str:
    """Return the label of a term in `zh` or `en`."""
    return term(name).labels[language]


@cache
def superclasses(name: str) -> tuple[str, ...]:
    """Return a class of ours and its superclasses in our ontology, the nearest first."""
    found = [name]
    for parent in term(name).parents:
        if local(parent):
            found += [above for above in superclasses(local(parent)) if above not in found]
    return tuple(found)


def is_a(name: str, ancestor: str) -> bool:
    """Tell whether a class is, or is below, another."""
    return ancestor in superclasses(name)


@cache
def relations() -> tuple[str, ...]:
    """Return the local names of the relations between entities, in the order of the file."""
    return tuple(name for name, item in terms().items() if item.kind == "relation")


@cache
def predicate(name: str) -> str:
    """Return the relation (local name) that a predicate of the record stands for: `position` is `holdsPostIn`."""
    for relation in relations():
        if name in (relation, term(relation).notation):
            return relation
    raise KeyError(f"{name!r} is no predicate of the record")


@cache
def allows(relation: str, subject: str, object_: str) -> bool:
    """Tell whether a relation may hold between members of these two classes, by its domain and range."""
    known = term(relation)
    return any(is_a(subject, name) for name in known.domain) and any(is_a(object_, name) for name in known.range)


@cache
def class_of(kind: MentionType) -> str:
    """Return the class (local name) of the things that mentions of a type name."""
    return _by_notation(kind.value)


@cache
def class_of_level(level: str) -> str:
    """Return the class of a division's level: `province`, `city`, `district`, `township` or `village`."""
    return _by_notation(level)


def class_of_code(code: str) -> str:
    """Return the class of the division with a national code of 2 to 12 digits; any other string raises ValueError."""
    if not (code.isascii() and code.isdigit() and len(code) in (2, 4, 6, 9, 12)):
        raise ValueError(f"{code!r} is no division code")
    full = code.ljust(12, "0")
    for digits, level in ((10, "village"), (7, "township"), (5, "district"), (3, "city")):
        if full[digits - 1 :].strip("0"):
            return class_of_level(level)
    return class_of_level("province")


@cache
def shapes() -> Graph:
    """Return the SHACL shapes as an rdflib graph; treat it as read-only."""
    from rdflib import Graph

    return Graph().parse(data=files("ontology").joinpath("shapes.ttl").read_bytes(), format="turtle")


def validation_context() -> Graph:
    """Return a fresh rdflib graph of the subclass triples that `sh:class` needs to see: ours and the shapes' unions."""
    from rdflib import RDFS, Graph, URIRef

    graph = Graph()
    for item in terms().values():
        for parent in item.parents:
            if item.kind == "class" and local(parent):
                graph.add((URIRef(item.iri), RDFS.subClassOf, URIRef(parent)))
    for triple in shapes().triples((None, RDFS.subClassOf, None)):
        graph.add(triple)
    return graph


def _by_notation(notation: str) -> str:
    for name, item in terms().items():
        if item.kind == "class" and item.notation == notation:
            return name
    raise KeyError(f"no class stands for {notation!r}")


class _Source:
    """The triples of the file, looked up by subject and predicate."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._objects: defaultdict[str, defaultdict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            self._objects[_key(triple.subject)][_key(triple.predicate)].append(triple.object)

    def subjects(self) -> list[str]:
        return list(self._objects)

    def term(self, name: str) -> Term:
        iri = resolve(f"xz:{name}")
        found = self._objects[iri]
        return Term(
            name=name,
            iri=iri,
            kind=self._kind(iri),
            labels=_texts(found[resolve("rdfs:label")]),
            comments=_texts(found[resolve("rdfs:comment")]),
            parents=tuple(map(_key, found[_SUBCLASS] + found[_SUBPROPERTY])),
            domain=self._union(found[resolve("rdfs:domain")]),
            range=self._union(found[resolve("rdfs:range")]),
            notation=next((_key(item) for item in found[resolve("skos:notation")]), ""),
        )

    def _kind(self, iri: str) -> str:
        types = set(map(_key, self._objects[iri][_RDF_TYPE]))
        if resolve("owl:Class") in types:
            return "class"
        if types & {resolve("owl:ObjectProperty"), resolve("owl:DatatypeProperty")}:
            above = map(_key, self._objects[iri][_SUBPROPERTY])
            return "relation" if XZ.relatedTo in above else "property"
        return "concept"

    def _union(self, nodes: list[Node]) -> tuple[str, ...]:
        members: list[Node] = []
        for node in nodes:
            lists = self._objects[_key(node)][resolve("owl:unionOf")] if isinstance(node, BlankNode) else []
            members += [item for head in lists for item in self._list(head)] if lists else [node]
        return tuple(local(_key(item)) or _key(item) for item in members)

    def _list(self, head: Node) -> list[Node]:
        cell = self._objects[_key(head)]
        return [*cell[_FIRST], *(item for rest in cell[_REST] for item in self._list(rest))]


def _key(node: Node) -> str:
    return str(node) if isinstance(node, (BlankNode, Triple)) else node.value


def _texts(nodes: list[Node]) -> Mapping[str, str]:
    texts = {node.language: node.value for node in nodes if isinstance(node, Literal) and node.language}
    return MappingProxyType(texts)
