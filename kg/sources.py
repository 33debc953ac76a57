"""Sources to records: what was read before is not read again, what cannot be read is put on a list."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Generic, Protocol, TypeVar

from kg import pool
from kg.cache import Cache
from kg.quads import check
from kg.summary import Problem
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

    def collect(self, items: Iterable[AnyItem], report: Progress, *, processes: int = 1) -> None:
        """Extract every source of which no record is kept; each is kept as soon as it is made.

        With more than one of `processes` the extractor and the items must be picklable.
        """
        self._items = {item.path: item for item in items}
        self.records = {path: self._key(path) for path in sorted(self._items)}
        missing = [path for path in self.records if self.records[path] not in self.cache]
        problems: dict[str, str] = {}
        for count, (path, made) in enumerate(
            self._made(missing, processes), start=len(self.records) - len(missing) + 1
        ):
            if isinstance(made, Record):
                self.cache.put(self.records[path], made)
            else:
                problems[path] = str(made)
            report("extract", count, len(self._items))
        self.records = {path: key for path, key in self.records.items() if path not in problems}
        self.problems.extend(Problem(path, problems[path]) for path in sorted(problems))

    def record(self, path: str) -> Record:
        """Return the record of a source, extracted again where the one that was kept is damaged."""
        kept = self.cache.get(self.records[path])
        if kept is None:
            kept = _checked(self._extractor, self._items[path])
            self.cache.put(self.records[path], kept)
        return kept

    def _key(self, path: str) -> str:
        key = "\x1f".join((self._items[path].key, path, self._extractor.version))
        return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:32]

    def _made(self, paths: Sequence[str], processes: int) -> Iterator[tuple[str, pool.Made]]:
        make, items = partial(_checked, self._extractor), [self._items[path] for path in paths]
        for item, made in pool.extract(make, items, processes):
            yield item.path, made


def _checked(extractor: Extractor[AnyItem], item: AnyItem) -> Record:
    return check(replace(extractor.extract(item), source=item.path))
