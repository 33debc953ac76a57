"""The records to compare: those that a graph was built from, or a file of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kg.cache import Cache
from kg.manifest import remedy
from kg.store import current_manifest, current_version
from ontology.errors import GraphError, RecordError
from ontology.record import Record


def of_graph(folder: Path) -> Iterator[Record]:
    """Yield the records of the published version of a graph, with their texts; raise GraphError where one is lost."""
    known = current_manifest(folder).records
    cache = Cache(folder)
    for path in sorted(known):
        record = cache.get(known[path])
        if record is None:
            raise GraphError(f"the record of {path} is damaged or missing: {remedy(current_version(folder))}")
        yield record


def of_lines(lines: Iterable[str], name: str, text: Callable[[Record], str | None]) -> Iterator[Record]:
    """Yield the record of each line of the file called `name`; `text` gives the text of a record.

    Raises RecordError, with the number of the line, for one that is no record.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = Record.from_json(line)
        except RecordError as error:
            raise RecordError(f"{name}, line {number}: {error}") from error
        yield replace(record, text=text(record))
