"""The names of a build after resolving and after the decisions of people, and what a version keeps of them.

`merges.jsonl` holds why names were joined, so that `kg why` needs no build; `curation.json` which rejections left
something out of which document, and which decisions the texts no longer fit.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from kg import curation_apply, curation_graph, curation_record
from kg.card import Card
from kg.curation import Curation, describe
from kg.curation_apply import Conflict, Outcome
from kg.decisions import Merge, Resolution
from kg.resolve import resolve
from kg.store import View
from kg.summary import Problem
from kg.versions import write
from ontology import iri
from ontology.record import Record

MERGES = "merges.jsonl"
EFFECTS = "curation.json"


@dataclass(slots=True)
class Curated:
    """What names come to; `paths` says where each document comes from."""

    curation: Curation
    outcome: Outcome
    cards: list[Card]
    paths: Mapping[str, str]
    _by_document: dict[str, Card]
    # The rejections that left something out, by document.
    _used: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, curation: Curation, cards: Mapping[str, Card], paths: Mapping[str, str]) -> Self:
        """Resolve the names of all documents, and replay the decisions on them."""
        parted = curation_apply.cards(curation, [cards[document] for document in sorted(cards)])
        outcome = curation_apply.apply(curation, parted, resolve(parted), paths)
        final = list(outcome.cards(parted)) if curation else parted
        return cls(curation, outcome, final, paths, {card.document: card for card in parted})

    @property
    def resolution(self) -> Resolution:
        """The entities of the graph."""
        return self.outcome.resolution

    def touching(self, document: str) -> Iterator[str]:
        """Yield all that the graph of a document depends on besides its record."""
        card = self._by_document[document]
        for name in card.names:
            found = self.resolution.get(document, name.id)
            if found is not None:
                gone = " rejected" if found.id in self.outcome.rejected else ""
                yield f"{name.id} {found.id} {found.label} {found.type or ''}{gone}"
        yield from (one.decision.id for one in self.outcome.touching(card, self.paths[document]))

    def record(self, whole: Record) -> Record:
        """Return a record as the decisions leave it."""
        kept, used = curation_record.record(self.curation, whole, self.outcome)
        if used:
            self._used[iri.document(whole.sha256)] = used
        return kept

    def keep(self, before: Path | None, documents: Collection[str]) -> None:
        """Take over from the version before what was left out of documents whose graphs stay as they are."""
        known = {} if before is None or not self.curation else _effects(before)[0]
        self._used.update({document: known[document] for document in sorted(known) if document in documents})

    def quads(self, base: str) -> Iterator[ox.Quad]:
        """Yield the graph of decisions."""
        yield from curation_graph.quads(self.curation, self.outcome, base=base)

    def save(self, version: Path, view: View) -> None:
        """Write what a version keeps; `view` holds the graphs of its documents."""
        lines = (json.dumps(astuple(one), ensure_ascii=False) for one in self.resolution.merges)
        write(version / MERGES, "".join(f"{line}\n" for line in lines))
        conflicts = [*self.outcome.conflicts, *self._idle(), *curation_graph.contradictions(self.outcome, view)]
        told = sorted({(one.line, one.message) for one in conflicts})
        used = {document: sorted(self._used[document]) for document in sorted(self._used)}
        body = {"used": used, "conflicts": [[f"{self.curation.path}:{line}", message] for line, message in told]}
        write(version / EFFECTS, json.dumps(body, ensure_ascii=False) + "\n")

    def _idle(self) -> Iterator[Conflict]:
        """Yield the rejections of facts that no document states."""
        used = frozenset().union(*self._used.values())
        for one in self.outcome.resolved:
            if one.decision.kind == "reject" and not one.before and one.decision.id not in used:
                yield Conflict(one.decision.line, f"no document states this any more: {describe(one.decision)}")


def conflicts(version: Path) -> tuple[Problem, ...]:
    """Return the decisions that the texts of a version no longer fit; raise OSError or ValueError for a damaged one."""
    return _effects(version)[1]


def merges(version: Path) -> list[Merge]:
    """Return why names were joined in a version; none where it does not say."""
    try:
        lines = (version / MERGES).read_text("utf-8").split("\n")[:-1]
        return [Merge(*json.loads(line)) for line in lines]
    except (OSError, ValueError, TypeError):
        return []


def _effects(version: Path) -> tuple[dict[str, frozenset[str]], tuple[Problem, ...]]:
    body = json.loads((version / EFFECTS).read_text("utf-8"))
    used = {str(document): frozenset(found) for document, found in body["used"].items()}
    return used, tuple(Problem(path, message) for path, message in body["conflicts"])
