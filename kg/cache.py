"""Extraction records kept in the graph folder: a document is read once, also when the build is killed after it."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from kg.versions import write
from ontology.errors import RecordError
from ontology.record import Record

RECORDS = "records"


class Cache:
    """The records of a graph folder by key; a record keeps its text, which its JSON form leaves out."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / RECORDS
        self._folder.mkdir(exist_ok=True)
        self._known = {path.stem for path in self._folder.glob("*.json")}

    def __contains__(self, key: str) -> bool:
        return key in self._known

    def get(self, key: str) -> Record | None:
        """Return a record, or None where there is none or it is damaged: then it is extracted again."""
        try:
            line, _, rest = self._path(key).read_text("utf-8").partition("\n")
            return Record.from_json(line, text=json.loads(rest))
        except (OSError, ValueError, RecordError):
            self._known.discard(key)
            return None

    def put(self, key: str, record: Record) -> None:
        """Keep a record, whole when this returns."""
        # A power cut may lose it, which shows when it is read; waiting for the disk would cost more than extracting.
        text = json.dumps(record.text, ensure_ascii=False)
        write(self._path(key), f"{record.to_json()}\n{text}\n", durable=False)
        self._known.add(key)

    def keep(self, keys: Collection[str]) -> None:
        """Drop every record but these."""
        for key in sorted(self._known.difference(keys)):
            self._path(key).unlink(missing_ok=True)
            self._known.discard(key)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"
