"""The vocabularies of the graph as plain strings: our closed one, the prefix table, and the named graphs.

Strings, so that pyoxigraph (`NamedNode(XZ.partOf)`) and rdflib (`URIRef(XZ.partOf)`) share them and importing this
module loads neither. A test proves that `XZ` holds just what ontology.ttl declares.
"""

# ruff: noqa: N815 - the names are those of the ontology
from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from ontology.iri import BASE

ONTOLOGY: Final = "https://w3id.org/xianzhi/ontology"
SHAPES: Final = "https://w3id.org/xianzhi/shapes#"
_XZ: Final = ONTOLOGY + "#"

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "xz": _XZ,
        "xzi": BASE,
        "org": "http://www.w3.org/ns/org#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "oa": "http://www.w3.org/ns/oa#",
        "prov": "http://www.w3.org/ns/prov#",
        "dcterms": "http://purl.org/dc/terms/",
        "schema": "https://schema.org/",
        "qudt": "http://qudt.org/schema/qudt/",
        "unit": "http://qudt.org/vocab/unit/",
        "time": "http://www.w3.org/2006/time#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "qb": "http://purl.org/linked-data/cube#",
        "sh": "http://www.w3.org/ns/shacl#",
    }
)

# Named graphs for what no document says; compact, because the user can change the base (`ontology.iri.expand`).
DIVISIONS: Final = "xzi:graph/divisions"
INDICATORS: Final = "xzi:graph/indicators"
CURATION: Final = "xzi:graph/curation"
QUARANTINE: Final = "xzi:graph/quarantine"


class XZ:
    """The terms of our ontology as full IRIs; an unknown name raises AttributeError."""

    # classes
    AdministrativeDivision: Final = _XZ + "AdministrativeDivision"
    Province: Final = _XZ + "Province"
    City: Final = _XZ + "City"
    District: Final = _XZ + "District"
    Township: Final = _XZ + "Township"
    Village: Final = _XZ + "Village"
    Organization: Final = _XZ + "Organization"
    Enterprise: Final = _XZ + "Enterprise"
    GovernmentBody: Final = _XZ + "GovernmentBody"
    PublicInstitution: Final = _XZ + "PublicInstitution"
    Association: Final = _XZ + "Association"
    Person: Final = _XZ + "Person"
    Official: Final = _XZ + "Official"
    Program: Final = _XZ + "Program"
    Place: Final = _XZ + "Place"
    Event: Final = _XZ + "Event"
    Figure: Final = _XZ + "Figure"
    Indicator: Final = _XZ + "Indicator"
    Membership: Final = _XZ + "Membership"
    Document: Final = _XZ + "Document"
    Statement: Final = _XZ + "Statement"
    Evidence: Final = _XZ + "Evidence"

    # relations between entities
    relatedTo: Final = _XZ + "relatedTo"
    partOf: Final = _XZ + "partOf"
    locatedIn: Final = _XZ + "locatedIn"
    affiliatedWith: Final = _XZ + "affiliatedWith"
    launched: Final = _XZ + "launched"
    participatesIn: Final = _XZ + "participatesIn"
    finances: Final = _XZ + "finances"
    partnersWith: Final = _XZ + "partnersWith"
    founded: Final = _XZ + "founded"
    holdsPostIn: Final = _XZ + "holdsPostIn"

    # properties of entities, documents and memberships
    divisionCode: Final = _XZ + "divisionCode"
    mentionedIn: Final = _XZ + "mentionedIn"
    programKind: Final = _XZ + "programKind"
    title: Final = _XZ + "title"
    sha256: Final = _XZ + "sha256"
    path: Final = _XZ + "path"

    # what is said, and why
    evidence: Final = _XZ + "evidence"
    confidence: Final = _XZ + "confidence"
    rule: Final = _XZ + "rule"
    quarantineReason: Final = _XZ + "quarantineReason"

    # figures and indicators
    about: Final = _XZ + "about"
    indicator: Final = _XZ + "indicator"
    value: Final = _XZ + "value"
    upperValue: Final = _XZ + "upperValue"
    unit: Final = _XZ + "unit"
    qualifier: Final = _XZ + "qualifier"
    periodStart: Final = _XZ + "periodStart"
    periodEnd: Final = _XZ + "periodEnd"
    change: Final = _XZ + "change"
    changeBasis: Final = _XZ + "changeBasis"
    kind: Final = _XZ + "kind"
    text: Final = _XZ + "text"
    rank: Final = _XZ + "rank"
    rankScope: Final = _XZ + "rankScope"
    condition: Final = _XZ + "condition"
    expectedUnit: Final = _XZ + "expectedUnit"
    dimension: Final = _XZ + "dimension"

    # kinds of programs
    programKinds: Final = _XZ + "programKinds"
    policy: Final = _XZ + "policy"
    campaign: Final = _XZ + "campaign"
    platform: Final = _XZ + "platform"
    project: Final = _XZ + "project"
    mechanism: Final = _XZ + "mechanism"
    fund: Final = _XZ + "fund"
    service: Final = _XZ + "service"


TERMS: Final[Mapping[str, str]] = MappingProxyType(
    {name: value for name, value in vars(XZ).items() if not name.startswith("_")}
)


def term(name: str) -> str:
    """Return the IRI of one of our terms by its local name; an unknown name raises KeyError with the nearest."""
    if name not in TERMS:
        nearest = ", ".join(get_close_matches(name, TERMS, n=3)) or "none is near"
        raise KeyError(f"{name!r} is no term of the ontology; nearest: {nearest}")
    return TERMS[name]


def resolve(curie: str) -> str:
    """Return the full IRI of a prefixed name: `resolve("skos:prefLabel")`; names of `xz:` must exist."""
    prefix, colon, name = curie.partition(":")
    if not colon or prefix not in PREFIXES:
        raise KeyError(f"{curie!r} has none of our prefixes: {', '.join(PREFIXES)}")
    return term(name) if prefix == "xz" else PREFIXES[prefix] + name


def local(iri: str) -> str:
    """Return the local name of one of our terms (`Enterprise`), or "" for any other IRI."""
    name = iri.removeprefix(_XZ)
    return name if name in TERMS and name != iri else ""


def prefixes(base: str = BASE) -> dict[str, str]:
    """Return the prefix table for a graph with this base for its own IRIs."""
    return {**PREFIXES, "xzi": base}
