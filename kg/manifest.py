"""What a version of a graph was made of: written beside its store, read before anything else is opened."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from ontology.errors import GraphError
from ontology.iri import BASE

# Raised with every change of the folder's layout or of the quads made from a record.
FORMAT = 3

NAME = "manifest.json"

# What comes before the documents is short; a file that was cut off has another end.
_HEAD = 4096
_DOCUMENTS = b', "documents": {'
_END = b"}}\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a version.

    `path` is that of its source, `record` the key of its extraction record, `graph` the digest of all that its
    named graph depends on.
    """

    path: str
    record: str
    graph: str


@dataclass(frozen=True)
class Manifest:
    """The documents of a version by their IRI, and what they were built with.

    `duplicates` maps the path of a source to the key of its record and the document that has the same text; `curation`
    is the digest of the decisions that were replayed.
    """

    base: str = BASE
    toolchain: str = ""
    documents: Mapping[str, Entry] = field(default_factory=dict)
    duplicates: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    curation: str = ""

    @property
    def records(self) -> dict[str, str]:
        """The key of the record of every source, by path."""
        found = {entry.path: entry.record for entry in self.documents.values()}
        return found | {path: record for path, (record, _) in self.duplicates.items()}

    @property
    def version(self) -> str:
        """Return the name of the version: the same content has the same name on every machine."""
        return "v-" + hashlib.sha256(self.to_json().encode()).hexdigest()[:16]

    def to_json(self) -> str:
        """Return the manifest as JSON, in an order that depends on its content alone."""
        return self._json

    @cached_property
    def _json(self) -> str:
        documents = {
            iri: {"path": entry.path, "record": entry.record, "graph": entry.graph}
            for iri, entry in sorted(self.documents.items())
        }
        body = {
            "format": FORMAT,
            "base": self.base,
            "toolchain": self.toolchain,
            "curation": self.curation,
            "documents": documents,
            "duplicates": {path: self.duplicates[path] for path in sorted(self.duplicates)},
        }
        return json.dumps(body, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a manifest; raise ValueError where it is damaged or of another format."""
        body = _checked(json.loads(text))
        documents = {iri: Entry(**value) for iri, value in body["documents"].items()}
        duplicates = {path: (str(record), str(iri)) for path, (record, iri) in body["duplicates"].items()}
        return cls(body["base"], body["toolchain"], documents, duplicates, body["curation"])


def _checked(body: Any) -> dict[str, Any]:
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        found = body.get("format") if isinstance(body, dict) else None
        raise ValueError(f"its format is {found}, this program writes format {FORMAT}")
    return body


def read(version: Path) -> Manifest:
    """Return the manifest of the version in folder `version`; raise GraphError where it cannot be used."""
    with _reading(version):
        return Manifest.from_json((version / NAME).read_text("utf-8"))


def base(version: Path) -> str:
    """Return the base of a version without reading its documents, of which there may be many thousands.

    Raises GraphError where the manifest cannot be used.
    """
    with _reading(version), (version / NAME).open("rb") as handle:
        head, documents, _ = handle.read(_HEAD).partition(_DOCUMENTS)
        if documents:
            handle.seek(-len(_END), os.SEEK_END)
            if handle.read() == _END:
                return str(_checked(json.loads(head + b"}"))["base"])
    return read(version).base


@contextmanager
def _reading(version: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise GraphError(f"the graph in {version} is damaged ({NAME} is missing): {remedy(version)}") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GraphError(f"the graph in {version} cannot be used ({error}): {remedy(version)}") from error


def remedy(version: Path) -> str:
    """Return what to do about a version that cannot be used."""
    return f"rebuild it with `kg build PATH... --out {version.parent.parent}`"
