"""The version that is published, and the next one made from it."""

from __future__ import annotations

import gc
import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg import curated, manifest, quarantine, scheme, search, summary
from kg.card import Card
from kg.curated import Curated
from kg.curation import Curation
from kg.manifest import Entry, Manifest
from kg.quads import quads
from kg.quarantine import Quarantine, Rejected
from kg.sources import Progress, Sources
from kg.store import STORE, Store, View, current_version, open_version
from kg.summary import Documents, Problem, Summary
from kg.versions import publish, staging, write
from ontology.errors import GraphError
from ontology.namespace import CURATION, DIVISIONS, INDICATORS, QUARANTINE

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.validate import Verdict

CARDS = "cards.jsonl"
COUNT = "quads"

# pySHACL has a price per call and a price per quad; at this size the first no longer counts.
_BATCH = 20_000

# Of the documents; where more than these change, a new store is filled sooner than the old one is changed.
_MOST = 0.5

# What a document's graph depends on besides its record and the names of the others.
_MAKERS = {
    "kg": (
        "card",
        "curated",
        "curation",
        "curation_apply",
        "curation_graph",
        "curation_names",
        "curation_record",
        "curation_yaml",
        "decisions",
        "excerpt",
        "names",
        "persons",
        "quads",
        "quarantine",
        "resolve",
        "scheme",
        "validate",
        "villages",
    ),
    "ontology": ("divisions", "indicators", "iri", "model", "namespace", "units"),
}
_FACTS = {
    "kg": ("data/names.toml",),
    "ontology": (
        "ontology.ttl",
        "shapes.ttl",
        "indicators.ttl",
        "indicator_affixes.txt",
        "units.csv",
        "divisions.csv",
        "division_names.csv",
        "townships.csv",
    ),
}


@cache
def toolchain() -> str:
    """Return a digest of the code and facts that turn records into graphs: a change of theirs remakes each graph."""
    makers = [(package, f"{name}.py") for package, names in sorted(_MAKERS.items()) for name in names]
    facts = [(package, name) for package, names in sorted(_FACTS.items()) for name in names]
    parts = (files(package).joinpath(name).read_bytes() for package, name in makers + facts)
    return _digest(str(manifest.FORMAT), *(hashlib.sha256(part).hexdigest() for part in parts))


@dataclass(frozen=True, slots=True)
class Published:
    """A version that readers are served."""

    folder: Path
    manifest: Manifest
    view: View
    quarantine: Quarantine
    conflicts: tuple[Problem, ...]

    @classmethod
    def read(cls, out: Path, base: str) -> Self | None:
        """Return the published version, or None where there is none that can be built on."""
        try:
            folder = current_version(out)
            found = cls.of(folder, manifest.read(folder))
        except (GraphError, OSError, ValueError, KeyError, TypeError):
            return None
        return found if found.manifest.base == base else None

    @classmethod
    def of(cls, folder: Path, known: Manifest) -> Self:
        """Open the version in a folder; raise GraphError, OSError or ValueError for a damaged one."""
        return cls(folder, known, open_version(folder, known.base), quarantine.load(folder), curated.conflicts(folder))

    @property
    def quads(self) -> int:
        """How many quads there are: kept, because to count a million takes longer than to change one document."""
        try:
            return int((self.folder / COUNT).read_text("ascii"))
        except (OSError, ValueError):
            return len(self.view)

    def made_of(self, records: Mapping[str, str], curation: str) -> bool:
        """Say whether it is just what a build of these records and decisions (by their digest) would make."""
        same = self.manifest.toolchain == toolchain() and self.manifest.curation == curation
        return same and self.manifest.records == records

    def documents(self) -> Documents:
        """Count its documents for a build that changes nothing."""
        paths = {document: entry.path for document, entry in self.manifest.documents.items()}
        doubles = tuple((path, paths[document]) for path, (_, document) in sorted(self.manifest.duplicates.items()))
        return Documents(unchanged=len(paths), duplicates=doubles)

    def cards(self) -> dict[str, Card]:
        """Return the cards of its documents by key of record; those that cannot be read are left out."""
        if self.manifest.toolchain != toolchain():
            return {}
        try:
            lines = (self.folder / CARDS).read_text("utf-8").splitlines()
            known = {card.document: card for card in map(Card.from_json, lines)}
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        documents = self.manifest.documents.items()
        return {entry.record: known[document] for document, entry in documents if document in known}

    def summary(self, documents: Documents, *, up_to_date: bool = False) -> Summary:
        """Count what the graph holds."""
        return Summary(
            version=self.folder.name,
            documents=documents,
            entities=summary.entities(self.view),
            relations=summary.relations(self.view),
            figures=summary.figures(self.view),
            milestones=summary.milestones(self.view),
            triples=self.quads,
            quarantined=quarantine.count(self.quarantine),
            reasons=quarantine.reasons(self.quarantine),
            conflicts=self.conflicts,
            up_to_date=up_to_date,
        )


@dataclass(slots=True)
class _Plan:
    """What the next version holds: its cards by document, the paths, the duplicates, and the graphs to be made."""

    cards: dict[str, Card] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    duplicates: dict[str, tuple[str, str]] = field(default_factory=dict)
    graphs: dict[str, str] = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


class Next:
    """The next version of a graph folder."""

    def __init__(self, out: Path, base: str, before: Published | None, report: Progress, curation: Curation) -> None:
        """Build on `before`, where there is one."""
        self._curation = curation
        self._out = out
        self._base = base
        self._before = before
        self._report = report
        self._old = before.manifest if before is not None else Manifest(base=base)

    def publish(self, sources: Sources[Any]) -> Summary:
        """Make the version, have it read by everyone from now on, and return what it holds."""
        with _uncollected():
            plan, names = self._plan(sources)
        staged = staging(self._out)
        try:
            staged.mkdir()
            known = self._fill(staged, sources, plan, names)
            publish(self._out, staged, known.version)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        kept = {*known.records.values(), *self._old.records.values()}
        sources.cache.keep(kept)
        after = Published.of(current_version(self._out), known)
        return after.summary(self._documents(sources.records, plan))

    # ---- what is to be done

    def _plan(self, sources: Sources[Any]) -> tuple[_Plan, Curated]:
        plan = _Plan()
        known = self._before.cards() if self._before is not None else {}
        for path, key in sorted(sources.records.items()):
            card = known.get(key) or Card.of(sources.record(path))
            if card.document in plan.cards:
                plan.duplicates[path] = (key, card.document)
            else:
                plan.cards[card.document], plan.paths[card.document] = card, path
        names = Curated.of(self._curation, plan.cards, plan.paths)
        for document in sorted(plan.cards):
            plan.graphs[document] = _digest(
                toolchain(), self._base, sources.records[plan.paths[document]], *names.touching(document)
            )
            entry = self._old.documents.get(document)
            if entry is None or entry.graph != plan.graphs[document]:
                plan.stale.append(document)
        plan.gone = sorted(self._old.documents.keys() - plan.cards.keys())
        return plan, names

    def _documents(self, records: Mapping[str, str], plan: _Plan) -> Documents:
        old = self._old.records
        primary = set(plan.paths.values())
        return Documents(
            new=len(primary - old.keys()),
            changed=sum(path in old and old[path] != records[path] for path in primary),
            unchanged=sum(old.get(path) == records[path] for path in primary),
            removed=len(old.keys() - records.keys()),
            duplicates=tuple((path, plan.paths[document]) for path, (_, document) in sorted(plan.duplicates.items())),
        )

    # ---- doing it

    def _fill(self, staged: Path, sources: Sources[Any], plan: _Plan, names: Curated) -> Manifest:
        rejected = self._still_rejected(plan)
        names.keep(None if self._before is None else self._before.folder, plan.cards.keys() - plan.stale)
        verdicts = self._verdicts(sources, plan, names, rejected)
        store, count = self._store(staged, plan, verdicts)
        for name, content in (
            (DIVISIONS, scheme.division_quads(names.cards, base=self._base)),
            (INDICATORS, scheme.indicator_quads(names.cards, base=self._base)),
            (QUARANTINE, quarantine.quads(rejected, base=self._base)),
            (CURATION, names.quads(self._base)),
        ):
            count += store.replace(store.node(name), content)
        store.flush()
        write(staged / COUNT, f"{count}\n")
        before = None if self._before is None else self._before.folder
        search.write(staged, store, before=before, changed=[*plan.stale, *plan.gone])
        write(staged / CARDS, "".join(plan.cards[document].to_json() + "\n" for document in sorted(plan.cards)))
        quarantine.save(staged, rejected)
        names.save(staged, store)
        entries = {
            document: Entry(path, sources.records[path], plan.graphs[document]) for document, path in plan.paths.items()
        }
        known = Manifest(self._base, toolchain(), entries, plan.duplicates, self._curation.digest)
        write(staged / manifest.NAME, known.to_json())
        return known

    def _still_rejected(self, plan: _Plan) -> dict[str, tuple[Rejected, ...]]:
        """Return what was set aside in documents whose graphs stay as they are."""
        stays = plan.cards.keys() - plan.stale
        before = self._before.quarantine if self._before is not None else {}
        return {document: before[document] for document in sorted(before) if document in stays}

    def _store(self, staged: Path, plan: _Plan, verdicts: Iterable[tuple[str, Verdict]]) -> tuple[Store, int]:
        """Return the new store with the documents' graphs, and how many quads it holds."""
        if self._before is None or len(plan.stale) + len(plan.gone) > len(plan.cards) * _MOST:
            store = Store.open(staged / STORE, base=self._base)
            store.load_many(chain(self._kept(plan), (quad for _, verdict in verdicts for quad in verdict.kept)))
            return store, len(store)
        self._before.view.native.backup(str(staged / STORE))  # links the old files, which are never written again
        store = Store.open(staged / STORE, base=self._base)
        count = self._before.quads
        for document in plan.gone:
            count += store.replace(store.node(document), ())
        for document, verdict in verdicts:
            count += store.replace(store.node(document), verdict.kept)
        return store, count

    def _kept(self, plan: _Plan) -> Iterator[Quad]:
        """Yield the graphs that stay as they are."""
        if self._before is not None:
            view = self._before.view
            for document in sorted(plan.cards.keys() - plan.stale):
                yield from view.quads(graph=view.node(document))

    def _verdicts(
        self,
        sources: Sources[Any],
        plan: _Plan,
        names: Curated,
        rejected: dict[str, tuple[Rejected, ...]],
    ) -> Iterator[tuple[str, Verdict]]:
        """Yield each graph that is to be made; what is set aside is noted in `rejected`."""
        from kg.validate import Draft, validate  # pySHACL takes longer to import than an unchanged graph to check

        drafts: dict[str, Draft] = {}
        for count, document in enumerate(plan.stale, start=1):
            record = sources.record(plan.paths[document])
            made = dict.fromkeys(quads(names.record(record), names.resolution, base=self._base))
            drafts[document] = Draft(tuple(made), record.text)
            if count == len(plan.stale) or sum(len(draft.quads) for draft in drafts.values()) > _BATCH:
                for name, verdict in zip(drafts, validate(list(drafts.values())), strict=True):
                    rejected.update({name: verdict.rejected} if verdict.rejected else {})
                    yield name, verdict
                self._report("validate", count, len(plan.stale))
                drafts = {}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Do without the collector of cycles while a million small things are made, none of them in a cycle."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
