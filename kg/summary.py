"""What a build did and what the graph now holds, counted in the graph itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.store import View
from ontology import model
from ontology.record import MentionType

_DIVISION = model.class_of(MentionType.DISTRICT)


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
    name), `milestones` the dated stages of lives, `reasons` the nodes set aside by reason (Chinese, English),
    `conflicts` the decisions of people that the texts no longer fit. `up_to_date` says that nothing had to be done.
    """

    version: str
    documents: Documents
    entities: Mapping[str, int] = field(default_factory=dict)
    relations: Mapping[str, int] = field(default_factory=dict)
    figures: int = 0
    milestones: int = 0
    triples: int = 0
    quarantined: int = 0
    reasons: Mapping[tuple[str, str], int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    conflicts: tuple[Problem, ...] = ()
    up_to_date: bool = False
    seconds: float = 0.0


def entities(view: View) -> dict[str, int]:
    """Return how many entities the documents name, by class, the largest class first."""
    found = {name: _entities(view, name) for name in _classes()}
    special = dict(found)
    for name, count in found.items():
        # Every entity also has the superclasses of its class.
        for above in model.superclasses(name)[1:2]:
            special[above] -= count
    return _sorted(special)


def relations(view: View) -> dict[str, int]:
    """Return how many statements there are of each relation."""
    return _sorted({name: _count(view, f"?statement rdf:predicate xz:{name}") for name in model.relations()})


def figures(view: View) -> int:
    """Return how many figures there are."""
    return _count(view, "?figure a xz:Figure")


def milestones(view: View) -> int:
    """Return how many dated stages of a life there are."""
    return _count(view, "?stage a schema:Event")


def _classes() -> list[str]:
    """Return the classes of what a mention can name."""
    roots = {model.superclasses(model.class_of(kind))[-1] for kind in MentionType}
    classes = (name for name, one in model.terms().items() if one.kind == "class")
    return [name for name in classes if not roots.isdisjoint(model.superclasses(name))]


def _entities(view: View, name: str) -> int:
    # Only divisions are described without a document that names them.
    named = "FILTER EXISTS { ?entity xz:mentionedIn ?document }" if model.is_a(name, _DIVISION) else ""
    return _count(view, f"?entity a xz:{name} {named}", "DISTINCT ?entity")


def _count(view: View, pattern: str, what: str = "*") -> int:
    # One pattern at a time: a walk along one index, where a GROUP BY over all would join them.
    count = next(view.rows(f"SELECT (COUNT({what}) AS ?n) WHERE {{ {pattern} }}"))["n"]
    assert isinstance(count, ox.Literal)
    return int(count.value)


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(((name, n) for name, n in counts.items() if n > 0), key=lambda item: (-item[1], item[0])))
