"""Gold annotation as JSON: what people marked in the regions of some texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from ontology.errors import InputError
from ontology.record import PREDICATES, MentionType

T = TypeVar("T")
_TYPES = tuple(str(one) for one in MentionType)


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A name where it stands; `entity` is the canonical name of what it names."""

    start: int
    end: int
    type: MentionType
    entity: str


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A named thing: its canonical name and every form used for it."""

    name: str
    type: MentionType
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A relation between canonical names; `title` only for `position`."""

    subject: str
    predicate: str
    object: str
    title: str


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A quantity with its place in the text; `about` is a canonical name or ""."""

    about: str
    indicator: str
    text: str
    value: Decimal | None
    unit: str
    period: tuple[str, str]
    change: Decimal | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One annotated text. `sha256` is that of the decoded text in UTF-8; `regions` are the spans that were read.

    A layer that nobody annotated is None: it is not compared.
    """

    source: str
    sha256: str
    regions: tuple[tuple[int, int], ...]
    mentions: tuple[GoldMention, ...]
    entities: tuple[GoldEntity, ...] | None
    relations: tuple[GoldRelation, ...] | None
    figures: tuple[GoldFigure, ...] | None

    def holds(self, position: int) -> bool:
        """Tell whether a character lies in an annotated region."""
        return any(start <= position < end for start, end in self.regions)


def read(path: Path) -> tuple[GoldDocument, ...]:
    """Return the documents of a gold file; raise InputError, with the place in the file, for one that is none."""
    try:
        body = json.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: not JSON ({error})") from error
    documents = _Item(body, str(path)).items("documents", _document)
    if not documents:
        raise InputError(f"{path}: holds no documents")
    return documents


class _Item:
    """One object of the file, and where it stands."""

    def __init__(self, value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise InputError(f"{where}: should be a JSON object, is {_named(value)}")
        self._value: Mapping[str, Any] = value
        self.where = where

    def text(self, name: str, default: str | None = None) -> str:
        return str(self._typed(name, str, "a string", default))

    def position(self, name: str) -> int:
        value = self._typed(name, int, "a number of characters")
        if isinstance(value, bool) or value < 0:
            raise self.wrong(name, "a number of characters", value)
        return int(value)

    def number(self, name: str) -> Decimal | None:
        value = self._value.get(name)
        if value is None or value == "":
            return None
        try:
            number = Decimal(str(value))
        except InvalidOperation as error:
            raise self.wrong(name, "a number or empty", value) from error
        if isinstance(value, bool) or not number.is_finite():
            raise self.wrong(name, "a number or empty", value)
        return number

    def strings(self, name: str, default: list[str] | None = None) -> tuple[str, ...]:
        value = self._typed(name, list, "a list of strings", default)
        if not all(isinstance(one, str) for one in value):
            raise self.wrong(name, "a list of strings", value)
        return tuple(value)

    def spans(self, name: str) -> tuple[tuple[int, int], ...]:
        value = self._typed(name, list, "a list of [start, end]")
        for one in value:
            if not (isinstance(one, list) and len(one) == 2 and all(type(end) is int for end in one)):
                raise self.wrong(name, "a list of [start, end]", value)
        return tuple((start, end) for start, end in value)

    def kind(self, name: str) -> MentionType:
        value = self.text(name)
        if value not in _TYPES:
            raise self.wrong(name, f"one of {', '.join(_TYPES)}", value)
        return MentionType(value)

    def items(self, name: str, build: Callable[[_Item], T]) -> tuple[T, ...]:
        value = self._typed(name, list, "a list")
        return tuple(build(_Item(one, f"{self.where}: {name}[{place}]")) for place, one in enumerate(value))

    def layer(self, name: str, build: Callable[[_Item], T]) -> tuple[T, ...] | None:
        return self.items(name, build) if name in self._value else None

    def wrong(self, name: str, wanted: str, value: Any) -> InputError:
        return InputError(f"{self.where}: {name} should be {wanted}, is {_named(value)}")

    def _typed(self, name: str, kind: type, wanted: str, default: Any = None) -> Any:
        value = self._value.get(name, default)
        if value is None:
            raise InputError(f"{self.where}: {name} is missing")
        if not isinstance(value, kind):
            raise self.wrong(name, wanted, value)
        return value


def _named(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:60] + "…"


def _document(item: _Item) -> GoldDocument:
    return GoldDocument(
        source=item.text("source"),
        sha256=item.text("sha256").lower(),
        regions=item.spans("regions"),
        mentions=item.items("mentions", _mention),
        entities=item.layer("entities", _entity),
        relations=item.layer("relations", _relation),
        figures=item.layer("figures", _figure),
    )


def _span(item: _Item) -> tuple[int, int]:
    start, end = item.position("start"), item.position("end")
    if start >= end:
        raise InputError(f"{item.where}: start {start} is not before end {end}")
    return start, end


def _mention(item: _Item) -> GoldMention:
    return GoldMention(*_span(item), item.kind("type"), item.text("entity", ""))


def _entity(item: _Item) -> GoldEntity:
    name = item.text("name")
    return GoldEntity(name, item.kind("type"), item.strings("names", [name]))


def _relation(item: _Item) -> GoldRelation:
    predicate = item.text("predicate")
    if predicate not in PREDICATES:
        raise item.wrong("predicate", f"one of {', '.join(PREDICATES)}", predicate)
    return GoldRelation(item.text("subject"), predicate, item.text("object", ""), item.text("title", ""))


def _figure(item: _Item) -> GoldFigure:
    period = item.strings("period", ["", ""])
    if len(period) != 2:
        raise item.wrong("period", "two dates", list(period))
    start, end = _span(item)
    return GoldFigure(
        about=item.text("about", ""),
        indicator=item.text("indicator", ""),
        text=item.text("text", ""),
        value=item.number("value"),
        unit=item.text("unit", ""),
        period=(period[0], period[1]),
        change=item.number("change"),
        start=start,
        end=end,
    )
