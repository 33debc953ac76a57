"""What is read out of a graph, as plain frozen rows; every fact carries the sentences that bear it out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Document:
    """A source text: its IRI and what is known of it; unknown is ""."""

    iri: str
    title: str = ""
    date: str = ""
    publisher: str = ""
    path: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of a document: code points `start` to `end` of its text, `exact` as printed, and the sentence around."""

    document: Document
    start: int
    end: int
    exact: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Ref:
    """An entity by name: full IRI, label, and class as a local name of the ontology (`Enterprise`)."""

    iri: str
    label: str
    type: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation as one document states it; `iri` the statement's, `predicate` a local name (`locatedIn`)."""

    iri: str
    subject: Ref
    predicate: str
    object: Ref
    confidence: float
    rule: str
    evidence: tuple[Evidence, ...]

    def other(self, iri: str) -> Ref:
        """Return the end that is not `iri`."""
        return self.object if self.subject.iri == iri else self.subject


@dataclass(frozen=True, slots=True)
class Post:
    """A person's post in a body or division, as one document states it."""

    iri: str
    person: Ref
    organization: Ref
    title: str
    confidence: float
    rule: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One reported quantity. `value` is in the base unit, `change` in percent, `period` two ISO dates (unknown: "")."""

    iri: str
    about: Ref | None
    indicator: str
    value: Decimal | None
    unit: str
    qualifier: str
    period: tuple[str, str]
    change: Decimal | None
    change_basis: str
    kind: str
    text: str
    upper_value: Decimal | None
    rank: int | None
    rank_scope: str
    condition: str
    confidence: float
    rule: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated stage in the life of a program or a site: `stage` one of ontology.record.STAGES, `period` two ISO dates.

    `kind` is `actual`, or `target` for what is planned; `text` the verb as printed.
    """

    iri: str
    about: Ref
    stage: str
    period: tuple[str, str]
    kind: str
    text: str
    confidence: float
    rule: str
    evidence: tuple[Evidence, ...]
