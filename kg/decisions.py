"""What resolving names across documents comes to: an entity for each name, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ontology.record import MentionType


@dataclass(frozen=True, slots=True)
class Canonical:
    """An entity of the graph: its compact IRI and the name it is shown by; `type` where it is not its documents'."""

    id: str
    label: str
    type: MentionType | None = None


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """A decision to call an entity of a document by another IRI than its own name gives: which, and by what rule."""

    canonical: str
    document: str
    id: str
    rule: str
    because: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities of the graph, by document and the compact IRI that the document's record uses."""

    entities: Mapping[tuple[str, str], Canonical] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()

    def get(self, document: str, local: str) -> Canonical | None:
        """Return what `local` is in the graph, or None where its document has no such entity."""
        return self.entities.get((document, local))
