"""What decisions make of the names of a build: pure functions, replayed on every build.

A decision is applied in three places: `cards` parts forms that one document takes for one name, before names are
joined; `apply` changes what the names of all documents come to; `kg.curation_record` leaves out of a document what is
rejected.
Decisions hold in the order of the file, each on what those before it have left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from kg import names
from kg.card import Card, Name
from kg.curation import Curation, Decision, mention_type
from kg.curation_names import Entities, NoSuchNameError, Where
from kg.decisions import Canonical, Merge, Resolution
from ontology import divisions, indicators, iri, model
from ontology.record import KIND, MentionType

RULE = "curation"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A decision with the entities that it turned out to be about, and those that it left (compact IRIs)."""

    decision: Decision
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    # The ends of a fact to reject or add.
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A decision that the texts no longer fit, and why."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The names of a build after all decisions, what each came to, and which of them the texts no longer fit."""

    resolution: Resolution = field(default_factory=Resolution)
    resolved: tuple[Resolved, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    rejected: frozenset[str] = frozenset()
    types: Mapping[str, MentionType] = field(default_factory=dict)

    def cards(self, cards: Iterable[Card]) -> Iterator[Card]:
        """Yield the cards as the graphs of divisions and indicators need them: names as they came out."""
        named = {one for found in self.resolved for one in (*found.ends, *found.after)}
        for card in cards:
            found = ((name, self.resolution.get(card.document, name.id)) for name in card.names)
            kept = (replace(name, id=one.id) for name, one in found if one is not None and one.id not in self.rejected)
            yield replace(card, names=tuple(kept))
        extra = tuple(Name(one, MentionType.DISTRICT, one) for one in sorted(named) if one.startswith("xzi:division/"))
        figures = [one.decision.figure for one in self.resolved if one.decision.kind == "add"]
        measures = {one.indicator for one in figures if one is not None}
        units = {one.unit for one in figures if one is not None and one.unit}
        yield Card("xzi:graph/curation", "", "", extra, tuple(sorted(measures)), tuple(sorted(units)))

    def touching(self, card: Card, path: str) -> tuple[Resolved, ...]:
        """Return the rejections that may leave something out of one document."""
        here = {
            one.id for one in (self.resolution.get(card.document, name.id) for name in card.names) if one is not None
        }
        return tuple(
            one
            for one in self.resolved
            if one.decision.kind == "reject"
            and here.issuperset(one.ends or one.before)
            and _of(one.decision, card, path)
        )


# ---- forms that one document takes for one name


def cards(curation: Curation, found: Sequence[Card]) -> list[Card]:
    """Return the cards with the names parted that a decision keeps apart and a document takes for one."""
    kept_apart = list(pairs(curation))
    return [_parted(card, kept_apart) for card in found] if kept_apart else list(found)


def pairs(curation: Curation) -> Iterator[frozenset[str]]:
    """Yield the names to keep apart, two by two, as keys."""
    for one in curation.decisions:
        if one.kind == "apart" and not one.documents:
            keys = sorted({names.key(bare(name)) for name in one.names})
            yield from (frozenset((a, b)) for a in keys for b in keys if a < b)


def bare(word: str) -> str:
    """Return the name in an IRI, or the name that a word is."""
    compact = iri.compact(word)
    return compact.rpartition("/")[2].partition("@")[0] if compact.startswith(iri.PREFIX) else word


def _parted(card: Card, kept_apart: Iterable[frozenset[str]]) -> Card:
    found = list(card.names)
    for pair in kept_apart:
        for place, name in enumerate(found):
            away = leaving(name.label, name.aliases, pair)
            if away:
                found[place] = replace(name, aliases=tuple(one for one in name.aliases if one not in away))
                made = Name(minted(name.type, away[0]), name.type, away[0], tuple(away[1:]))
                if all(one.id != made.id for one in found):
                    found.append(made)
    return card if found == list(card.names) else replace(card, names=tuple(sorted(found, key=lambda one: one.id)))


def leaving(label: str, aliases: Iterable[str], pair: frozenset[str]) -> list[str]:
    """Return the forms that leave a name which bears both of a pair: those of the one that is not its label."""
    forms = sorted(aliases, key=lambda form: (-len(form), form))
    keys = {names.key(form) for form in (label, *forms)}
    if not pair <= keys:
        return []
    stays = names.key(label)
    away = min(pair - {stays}) if stays in pair else max(pair, key=lambda key: (-len(key), key))
    return [form for form in forms if names.key(form) == away]


def minted(kind: MentionType, label: str) -> str:
    return iri.mint(KIND[kind], label)


# ---- what the names come to


def apply(curation: Curation, found: Sequence[Card], resolution: Resolution, paths: Mapping[str, str]) -> Outcome:
    """Return what the decisions make of the names; `paths` is where each document comes from."""
    if not curation:
        return Outcome(resolution)
    entities = Entities(found, resolution)
    resolved: list[Resolved] = []
    conflicts: list[Conflict] = []
    changes = _Changes(entities, paths)
    for decision in curation.decisions:
        try:
            resolved.append(changes.apply(decision))
        except NoSuchNameError as error:
            conflicts.append(Conflict(decision.line, str(error)))
    conflicts.extend(changes.conflicts)
    known = {where: one for one in entities.canonical.values() for where in entities.where(one)}
    types = {one.id: entities.type(one) for one in entities.canonical.values()}
    merges = tuple(sorted({*_kept(resolution, known, changes.why), *changes.merges(known)}))
    rejected = frozenset(changes.rejected)
    return Outcome(Resolution(known, merges), tuple(resolved), tuple(sorted(conflicts, key=_line)), rejected, types)


def _line(one: Conflict) -> tuple[int, str]:
    return one.line, one.message


def _kept(resolution: Resolution, known: Mapping[Where, Canonical], why: Mapping[Where, str]) -> Iterator[Merge]:
    """Yield the merges that names alone gave, under the IRI that the entity now has; none for a name that left."""
    for one in resolution.merges:
        now = known.get((one.document, one.id))
        if now is not None and (one.document, one.id) not in why:
            yield replace(one, canonical=now.id)


class _Changes:
    """Applies decisions one by one."""

    def __init__(self, entities: Entities, paths: Mapping[str, str]) -> None:
        self.entities = entities
        self.conflicts: list[Conflict] = []
        self.rejected: set[str] = set()
        # Names that a decision put where they are, with whose it is and why.
        self.why: dict[Where, str] = {}
        self._paths = paths
        self._do = {
            "merge": self._merge,
            "apart": self._apart,
            "rename": self._rename,
            "retype": self._retype,
            "reject": self._reject,
            "add": self._add,
        }

    def apply(self, decision: Decision) -> Resolved:
        return self._do[decision.kind](decision)

    def merges(self, known: Mapping[Where, Canonical]) -> Iterator[Merge]:
        """Yield what the decisions joined or set apart, each with its reason."""
        for (document, local), because in self.why.items():
            yield Merge(known[document, local].id, document, local, RULE, because)

    def _sign(self, one: Canonical, decision: Decision) -> None:
        because = f"{decision.author} {decision.date}: {decision.reason}"
        self.why.update(dict.fromkeys(self.entities.where(one), because))

    def _merge(self, decision: Decision) -> Resolved:
        found = [self.entities.find(name) for name in decision.names]
        kept = found[0]
        for other in found[1:]:
            gone = self.entities.canonical.get(other.id)
            if gone is not None and gone.id != kept.id:
                self._sign(gone, decision)
                kept = self.entities.merge(kept, gone)
        return Resolved(decision, tuple(dict.fromkeys(one.id for one in found)), (kept.id,))

    def _apart(self, decision: Decision) -> Resolved:
        if decision.documents:
            return self._elsewhere(decision)
        found = [self.entities.find(name) for name in decision.names]
        after = [found[0].id]
        for name, other in zip(decision.names[1:], found[1:], strict=True):
            if other.id not in after:
                after.append(other.id)
                continue
            stays = next(one for one, same in zip(decision.names, found, strict=True) if same.id == other.id)
            after.append(self._split(decision, other, stays, name))
        return Resolved(decision, tuple(one.id for one in found), tuple(after))

    def _split(self, decision: Decision, one: Canonical, stays: str, leaves: str) -> str:
        """Make two of an entity that bears both names: the one that it is shown by stays."""
        one = self.entities.canonical[one.id]
        if names.key(one.label) == names.key(bare(leaves)):
            stays, leaves = leaves, stays
        key = names.key(bare(leaves))
        nodes = self.entities.nodes[one.id]
        going = [where for where in sorted(nodes) if names.key(nodes[where].label) == key]
        if not going:
            raise NoSuchNameError(f"{stays!r} and {leaves!r} are one name in every document that has both")
        if len(going) == len(nodes):
            raise NoSuchNameError(f"every document calls it {leaves!r}; there is nothing left to keep apart")
        label = min(nodes[where].label for where in going)
        made = Canonical(minted(nodes[going[0]].type, label), label, one.type)
        if made.id == one.id:
            made = replace(made, id=iri.mint(KIND[nodes[going[0]].type], label, decision.id.rpartition("/")[2][:8]))
        self.entities.part(one, made, going)
        self._sign(made, decision)
        return made.id

    def _elsewhere(self, decision: Decision) -> Resolved:
        """Make another entity of one in some documents: two people of one name."""
        one = self.entities.find(decision.names[0])
        nodes = self.entities.nodes[one.id]
        going = [
            where for where in sorted(nodes) if is_one(decision.documents, where[0], self._paths.get(where[0], ""))
        ]
        if not going:
            raise NoSuchNameError(f"{decision.names[0]!r} is in none of the documents {'、'.join(decision.documents)}")
        kind = nodes[going[0]].type
        made = Canonical(iri.mint(KIND[kind], one.label, decision.to), one.label, one.type)
        self.entities.part(one, made, going)
        self._sign(made, decision)
        return Resolved(decision, (one.id,), (one.id, made.id))

    def _rename(self, decision: Decision) -> Resolved:
        one = self._free(decision)
        for other in sorted(self.entities.named(decision.to) - {one.id}):
            self._warn(decision, f"{decision.to!r} is also what {other} is called; to make them one, use merge")
        return Resolved(decision, (one.id,), (self.entities.change(one, replace(one, label=decision.to)).id,))

    def _retype(self, decision: Decision) -> Resolved:
        one = self._free(decision)
        kind, old = mention_type(decision.to), self.entities.type(one)
        new = replace(one, type=kind)
        if KIND[kind] != KIND[old]:
            self._sign(one, decision)
            new = replace(new, id=minted(kind, one.label))
        return Resolved(decision, (one.id,), (self.entities.change(one, new).id,))

    def _free(self, decision: Decision) -> Canonical:
        """Return the entity of a decision; what the code list says of a division is not ours to change."""
        one = self.entities.find(decision.names[0])
        if divisions.load().get(one.id.rpartition("/")[2]) is not None and one.id.startswith("xzi:division/"):
            raise NoSuchNameError(f"{one.label} is a division of the national code list, which says its name and type")
        return one

    def _reject(self, decision: Decision) -> Resolved:
        if decision.fact is not None or decision.figure is not None or decision.stage is not None:
            return Resolved(decision, ends=self._ends(decision))
        one = self.entities.find(decision.names[0])
        self.rejected.add(one.id)
        return Resolved(decision, (one.id,))

    def _add(self, decision: Decision) -> Resolved:
        ends = self._ends(decision)
        if decision.fact is not None:
            kinds = (self._class(one) for one in ends)
            if not model.allows(decision.fact.predicate, *kinds):
                subject, object_ = (self.entities.canonical[one].label for one in ends)
                raise NoSuchNameError(
                    f"{decision.fact.predicate} does not hold between {subject} and {object_} by their types"
                )
        return Resolved(decision, ends=ends)

    def _class(self, one: str) -> str:
        canonical = self.entities.canonical[one]
        return model.class_of(self.entities.type(canonical))

    def _ends(self, decision: Decision) -> tuple[str, ...]:
        fact, other = decision.fact, decision.figure or decision.stage
        words = (fact.subject, fact.object) if fact is not None else (other.about if other is not None else "",)
        return tuple(self.entities.find(word).id for word in words)

    def _warn(self, decision: Decision, message: str) -> None:
        self.conflicts.append(Conflict(decision.line, message))


def _of(decision: Decision, card: Card, path: str) -> bool:
    """Say whether a rejection can be about a document; of a figure only where it has one of that indicator."""
    figure, stage = decision.figure, decision.stage
    if figure is None:
        return stage is None or not stage.document or is_one((stage.document,), card.document, path)
    here = not figure.document or is_one((figure.document,), card.document, path)
    return here and indicators.normalise(figure.indicator) in {indicators.normalise(one) for one in card.indicators}


def is_one(wanted: Iterable[str], document: str, path: str) -> bool:
    """Say whether a document is one of those: by IRI, by path, or by the name of its file."""
    return any(iri.compact(one) == document or one in (path, PurePath(path).name) for one in wanted)
