"""What a build did and what the graph now holds, counted in the graph itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.manifest import Manifest
from kg.store import View
from ontology import model
from ontology.namespace import local


@dataclass(frozen=True, slots=True)
class Problem:
    """A source that could not be read, and why; the others go on."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Documents:
    """How many sources are new, changed, unchanged and gone since the version before.

    `duplicates` pairs each source whose text another one has too with that one: it is counted nowhere else.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    duplicates: tuple[tuple[str, str], ...] = ()

    @property
    def total(self) -> int:
        """The documents that the graph holds."""
        return self.new + self.changed + self.unchanged


@dataclass(frozen=True, slots=True)
class Summary:
    """The end of a build.

    `entities` counts by class (local name, the most special one), `relations` the statements by predicate (local
    name), `reasons` the nodes set aside by reason (Chinese, English). `up_to_date` says that nothing had to be done.
    """

    version: str
    documents: Documents
    entities: Mapping[str, int] = field(default_factory=dict)
    relations: Mapping[str, int] = field(default_factory=dict)
    figures: int = 0
    triples: int = 0
    quarantined: int = 0
    reasons: Mapping[tuple[str, str], int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    up_to_date: bool = False
    seconds: float = 0.0


def entities(view: View) -> dict[str, int]:
    """Return how many entities the documents name, by class, the largest class first."""
    found = _counts(
        view, "SELECT ?key (COUNT(DISTINCT ?e) AS ?n) WHERE { ?e xz:mentionedIn ?d ; a ?key } GROUP BY ?key"
    )
    special = dict(found)
    for name, count in found.items():
        # Every entity also has the superclasses of its class.
        for above in model.superclasses(name)[1:2]:
            special[above] = special.get(above, 0) - count
    return _sorted({name: count for name, count in special.items() if count > 0})


def relations(view: View) -> dict[str, int]:
    """Return how many statements there are of each relation."""
    where = "?statement a xz:Statement ; rdf:predicate ?key"
    return _sorted(_counts(view, f"SELECT ?key (COUNT(*) AS ?n) WHERE {{ {where} }} GROUP BY ?key"))


def figures(view: View) -> int:
    """Return how many figures there are."""
    where = "?figure a xz:Figure, ?key"
    return sum(_counts(view, f"SELECT ?key (COUNT(*) AS ?n) WHERE {{ {where} }} GROUP BY ?key").values())


def reasons(manifest: Manifest) -> dict[tuple[str, str], int]:
    """Return how many nodes were set aside for each reason."""
    found = Counter(
        reason for entry in manifest.documents.values() for one in entry.quarantined for reason in one.reasons
    )
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _counts(view: View, sparql: str) -> dict[str, int]:
    found = view.query(sparql)
    assert isinstance(found, ox.QuerySolutions)
    counts = {row["key"]: row["n"] for row in found}
    return {
        local(key.value): int(count.value)
        for key, count in counts.items()
        if isinstance(key, ox.NamedNode) and isinstance(count, ox.Literal) and local(key.value)
    }


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
