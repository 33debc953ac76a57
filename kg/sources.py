"""Sources to records: what was read before is not read again, what cannot be read is put on a list."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Generic, Protocol, TypeVar

from kg.cache import Cache
from kg.quads import check
from kg.summary import Problem
from ontology.errors import InputError
from ontology.record import Record

# Told the stage (`extract` or `validate`), how many documents are done, and how many there are.
Progress = Callable[[str, int, int], None]


class Item(Protocol):
    """A source. `key` is a digest of its content and metadata; it raises InputError where they cannot be read."""

    @property
    def key(self) -> str:
        """The digest."""

    @property
    def path(self) -> str:
        """What names the source; it goes into the graph."""


AnyItem = TypeVar("AnyItem", bound=Item)
TakenItem = TypeVar("TakenItem", bound=Item, contravariant=True)


class Extractor(Protocol[TakenItem]):
    """What makes a record of a source; raises InputError for one that is no text.

    `version` changes whenever the same source may give another record.
    """

    @property
    def version(self) -> str:
        """The version of the extraction."""

    def extract(self, item: TakenItem, /) -> Record:
        """Return the record of a source, with its text."""


class Sources(Generic[AnyItem]):
    """The records of a build: `records` maps the path of a source to the key of its record."""

    def __init__(self, extractor: Extractor[AnyItem], cache: Cache) -> None:
        """Start with none; `cache` keeps what `extractor` makes."""
        self.records: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.cache = cache
        self._extractor = extractor
        self._items: dict[str, AnyItem] = {}

    def collect(self, items: Iterable[AnyItem], report: Progress) -> None:
        """Extract every source of which no record is kept; each is kept before the next is read."""
        self._items = {item.path: item for item in items}
        for count, path in enumerate(sorted(self._items), start=1):
            try:
                self._collect(path)
            except InputError as error:
                self.problems.append(Problem(path, str(error)))
            report("extract", count, len(self._items))

    def record(self, path: str) -> Record:
        """Return the record of a source, extracted again where the one that was kept is damaged."""
        kept = self.cache.get(self.records[path])
        return kept if kept is not None else self._extract(path)

    def _collect(self, path: str) -> None:
        key = "\x1f".join((self._items[path].key, path, self._extractor.version))
        self.records[path] = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:32]
        if self.records[path] in self.cache:
            return
        try:
            self._extract(path)
        except InputError:
            del self.records[path]
            raise

    def _extract(self, path: str) -> Record:
        record = check(replace(self._extractor.extract(self._items[path]), source=path))
        self.cache.put(self.records[path], record)
        return record
