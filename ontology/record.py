"""The extraction record: what `extract` says of one document and all that `kg` knows of it.

One JSON object per document and line. Offsets are code points in the decoded source text, end exclusive.
Field names in JSON are those of the contract; Python uses the same names in snake case.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from ontology.errors import RecordError


class MentionType(StrEnum):
    """The ten kinds of named things; what each covers is said in docs/annotation.md."""

    DISTRICT = "DISTRICT"
    ENTERPRISE = "ENTERPRISE"
    GOVERNMENT = "GOVERNMENT"
    INSTITUTION = "INSTITUTION"
    ASSOCIATION = "ASSOCIATION"
    OFFICIAL = "OFFICIAL"
    PERSON = "PERSON"
    PROGRAM = "PROGRAM"
    PLACE = "PLACE"
    EVENT = "EVENT"


# Path segment of the IRIs of each type (`xzi:enterprise/…`).
KIND: dict[MentionType, str] = {
    MentionType.DISTRICT: "division",
    MentionType.ENTERPRISE: "enterprise",
    MentionType.GOVERNMENT: "government",
    MentionType.INSTITUTION: "institution",
    MentionType.ASSOCIATION: "association",
    MentionType.OFFICIAL: "person",
    MentionType.PERSON: "person",
    MentionType.PROGRAM: "program",
    MentionType.PLACE: "place",
    MentionType.EVENT: "event",
}

PREDICATES = (
    "position",
    "locatedIn",
    "partOf",
    "affiliatedWith",
    "launched",
    "participatesIn",
    "finances",
    "partnersWith",
    "founded",
)

# The stages in the life of a program or a site, in their usual order.
STAGES = ("approved", "signed", "issued", "started", "finished", "opened", "ended")


@dataclass(frozen=True, slots=True)
class Mention:
    """A named mention: `text` is the source slice without line breaks and stray spaces."""

    start: int
    end: int
    text: str
    type: MentionType
    entity: str
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing of the document: compact IRI, canonical name and every other form used for it."""

    id: str
    type: MentionType
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two entities, with the span that states it; `title` only for `position`."""

    subject: str
    predicate: str
    object: str
    start: int
    end: int
    rule: str
    confidence: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One reported quantity. `value` is in the base unit; `period` is ISO dates, an unknown bound is "".

    At least one of `value`, `change` (percent) and `rank` is set.
    """

    about: str | None
    indicator: str
    value: Decimal | None
    unit: str
    qualifier: str
    period: tuple[str, str]
    change: Decimal | None
    kind: str
    text: str
    start: int
    end: int
    rule: str
    confidence: float
    change_basis: str = ""
    upper_value: Decimal | None = None
    rank: int | None = None
    rank_scope: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated stage in the life of a program or a site: `stage` one of STAGES, `period` ISO dates, `text` its verb.

    `kind` is `actual`, or `target` for what is planned.
    """

    about: str
    stage: str
    period: tuple[str, str]
    kind: str
    text: str
    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Record:
    """All that was found in one document.

    `origins` says where date, title and place came from (`metadata`, `frontmatter`, `filename`, `text`).
    `text` is the decoded source text; it stays out of the JSON.
    """

    source: str
    sha256: str
    title: str = ""
    date: str = ""
    publisher: str = ""
    url: str = ""
    place: str = ""
    authors: tuple[str, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    figures: tuple[Figure, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    text: str | None = None

    def to_json(self) -> str:
        """Return the record as one line of JSON, without the text."""
        body = {_camel(f.name): _plain(getattr(self, f.name)) for f in fields(self) if f.name != "text"}
        return json.dumps(body, ensure_ascii=False, separators=(", ", ": "))

    @classmethod
    def from_json(cls, line: str, text: str | None = None) -> Self:
        """Read one line of JSON; raise RecordError for anything that is not a record."""
        try:
            body = json.loads(line, parse_float=Decimal)
        except ValueError as error:
            raise RecordError(f"not JSON: {error}") from error
        if not isinstance(body, dict):
            raise RecordError(f"an extraction record is a JSON object, not {type(body).__name__}")
        values = _arguments(cls, body)
        for name, part in _PARTS.items():
            values[name] = tuple(_build(part, item) for item in values.get(name, ()))
        values["authors"] = tuple(values.get("authors", ()))
        try:
            return cls(**values, text=text)
        except TypeError as error:
            raise RecordError(f"incomplete record: {error}") from error


_PARTS: Mapping[str, type] = {
    "mentions": Mention,
    "entities": Entity,
    "relations": Relation,
    "figures": Figure,
    "milestones": Milestone,
}


def _camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: value[key] for key in sorted(value)}
    if hasattr(value, "__dataclass_fields__"):
        return {_camel(f.name): _plain(getattr(value, f.name)) for f in fields(value)}
    return value


def _arguments(kind: type, body: Mapping[str, Any]) -> dict[str, Any]:
    names = {_camel(f.name): f.name for f in fields(kind) if f.name != "text" or kind is not Record}
    unknown = sorted(body.keys() - names.keys())
    if unknown:
        raise RecordError(f"unknown field {unknown[0]!r} in {kind.__name__.lower()}")
    return {names[key]: value for key, value in body.items()}


def _build(kind: type, item: Any) -> Any:
    if not isinstance(item, dict):
        raise RecordError(f"a {kind.__name__.lower()} is a JSON object, not {type(item).__name__}")
    values = _arguments(kind, item)
    try:
        if "type" in values:
            values["type"] = MentionType(values["type"])
        for name in ("value", "change", "upper_value"):
            if values.get(name) is not None:
                values[name] = Decimal(str(values[name]))
        if "confidence" in values:
            values["confidence"] = float(values["confidence"])
        for name in ("aliases", "period"):
            if name in values:
                values[name] = tuple(values[name])
        return kind(**values)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise RecordError(f"bad {kind.__name__.lower()}: {error}") from error
