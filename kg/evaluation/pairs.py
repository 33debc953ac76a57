"""Each gold document with the record of the same text, and the names by which both speak of a thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath, PureWindowsPath

from kg.evaluation.gold import GoldDocument
from ontology.errors import InputError
from ontology.record import Entity, Record

_SPACE = re.compile(r"\s+")
_MARKS = "“”\"'《》()（）"


def bare(text: str) -> str:
    """Return a name as names are compared: without white space, and without marks around it."""
    return _SPACE.sub("", text).strip(_MARKS)


@dataclass(frozen=True)
class Pair:
    """A gold document and the record of its text."""

    gold: GoldDocument
    record: Record
    text: str

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """The entities of the record by IRI."""
        return {one.id: one for one in self.record.entities}

    @cached_property
    def _ours(self) -> dict[str, frozenset[str]]:
        return {one.id: frozenset(map(bare, (one.label, *one.aliases))) for one in self.record.entities}

    @cached_property
    def _golds(self) -> dict[str, frozenset[str]]:
        return {one.name: frozenset(map(bare, one.names)) for one in self.gold.entities or ()}

    def ours(self, iri: str) -> frozenset[str]:
        """Return the names of an entity of the record."""
        return self._ours.get(iri, frozenset({bare(iri)}))

    def golds(self, name: str) -> frozenset[str]:
        """Return the names of a gold entity, by its canonical name."""
        return self._golds.get(name, frozenset({bare(name)}))

    def same(self, iri: str, name: str) -> bool:
        """Tell whether an entity of the record and a canonical name of the gold share a name."""
        return not self.ours(iri).isdisjoint(self.golds(name))

    def label(self, iri: str) -> str:
        """Return the label of an entity of the record."""
        return self.entities[iri].label if iri in self.entities else iri


def pair(gold: Sequence[GoldDocument], records: Iterable[Record]) -> Iterator[Pair]:
    """Yield each gold document with its record, in order; raise InputError where one has none."""
    known = {one.sha256.lower(): one for one in records}
    for document in gold:
        record = known.get(document.sha256)
        if record is None:
            raise InputError(_missing(document, known.values()))
        if record.text is None:
            raise InputError(f"the record of {document.source} holds no text")
        _inside(document, len(record.text))
        yield Pair(document, record, record.text)


def _missing(document: GoldDocument, records: Iterable[Record]) -> str:
    name = _last(document.source)
    if any(_last(record.source) == name for record in records):
        return (
            f"{document.source}: the gold was made on another text of that name "
            f"(SHA-256 {document.sha256[:12]}…); annotate the text as it is now, or build from the text as it was"
        )
    return f"{document.source}: no record of this document (SHA-256 {document.sha256[:12]}…); extract it too"


def _last(path: str) -> str:
    return PurePosixPath(PureWindowsPath(path).as_posix()).name


def _inside(document: GoldDocument, size: int) -> None:
    for kind, spans in (
        ("a region", document.regions),
        ("a mention", [(one.start, one.end) for one in document.mentions]),
        ("a figure", [(one.start, one.end) for one in document.figures or ()]),
    ):
        for start, end in spans:
            if end > size:
                raise InputError(f"{document.source}: {kind} [{start}, {end}] ends beyond the text ({size} characters)")
