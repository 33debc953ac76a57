"""The entities of a build by name, as decisions speak of them: found by any name or IRI, joined, parted and renamed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg import names
from kg.card import Card, Name
from kg.decisions import Canonical, Resolution
from ontology import divisions, iri
from ontology.record import KIND, MentionType

# A name of a document: its document's IRI and the IRI that its record uses.
Where = tuple[str, str]

_DIVISION = "xzi:division/"


class NoSuchNameError(Exception):
    """A name that no entity bears, or several; the message says which."""


class Entities:
    """What resolving came to, changed by one decision after the other."""

    def __init__(self, cards: Iterable[Card], resolution: Resolution) -> None:
        """Start with what the names alone give."""
        self.canonical: dict[str, Canonical] = {}
        self.nodes: defaultdict[str, dict[Where, Name]] = defaultdict(dict)
        # The entities by key of a name, the surest tier first: the label, a main name of a document, an alias.
        self._tiers: tuple[defaultdict[str, set[str]], ...] = tuple(defaultdict(set) for _ in range(3))
        self._locals: defaultdict[str, set[str]] = defaultdict(set)
        self._moved: dict[str, str] = {}
        for card in cards:
            for name in card.names:
                found = resolution.get(card.document, name.id)
                if found is not None:
                    self._put((card.document, name.id), name, found)

    def find(self, word: str) -> Canonical:
        """Return the one entity of a name or IRI; raise NoSuchNameError where there is none or there are several."""
        compact = iri.compact(word)
        if compact.startswith(iri.PREFIX):
            found = self._by_iri(compact)
        else:
            key = names.key(word)
            found = next((some for some in (self._roots(tier.get(key, ())) for tier in self._tiers) if some), set())
        if not found:
            raise NoSuchNameError(f"no document names {word!r} any more")
        if len(found) > 1:
            raise NoSuchNameError(
                f"{word!r} is the name of {len(found)} entities; give the IRI of one: {', '.join(sorted(found))}"
            )
        return self._made(found.pop())

    def type(self, one: Canonical) -> MentionType:
        """Return the type of an entity; a person with a post anywhere is an official."""
        found = {name.type for name in self.nodes[one.id].values()}
        return one.type or (min(found) if found else MentionType.DISTRICT)

    def where(self, one: Canonical) -> Iterator[Where]:
        """Yield the names of documents that mean an entity, in order."""
        yield from sorted(self.nodes[one.id])

    def merge(self, kept: Canonical, gone: Canonical) -> Canonical:
        """Make one entity of two, and return it."""
        kind = self.type(kept)
        if any(KIND[name.type] != KIND[kind] for name in self.nodes[gone.id].values()):
            kept = replace(kept, type=kind)
        self.canonical[kept.id] = kept
        self.nodes[kept.id] |= self.nodes.pop(gone.id, {})
        self.canonical.pop(gone.id, None)
        self._moved[gone.id] = kept.id
        return kept

    def change(self, old: Canonical, new: Canonical) -> Canonical:
        """Put another IRI, name or type in the place of an entity's; what has that IRI already is joined with it."""
        if new.id != old.id and new.id in self.canonical:
            return self.merge(replace(self.canonical[new.id], type=new.type), old)
        if new.id != old.id:
            self.nodes[new.id] = self.nodes.pop(old.id, {})
            self.canonical.pop(old.id, None)
            self._moved[old.id] = new.id
        self.canonical[new.id] = new
        self._tiers[0][names.key(new.label)].add(new.id)
        return new

    def part(self, old: Canonical, new: Canonical, leaving: Iterable[Where]) -> Canonical:
        """Make some names of an entity another one, and return that."""
        for where in leaving:
            name = self.nodes[old.id].pop(where)
            self._put(where, name, new)
        self._unname(old)
        return new

    def named(self, label: str) -> set[str]:
        """Return the entities that are shown by this name."""
        known = self._roots(self._tiers[0].get(names.key(label), ()))
        return {one for one in known if one in self.canonical and self.canonical[one].label == label}

    def _put(self, where: Where, name: Name, of: Canonical) -> None:
        self.canonical.setdefault(of.id, of)
        self.nodes[of.id][where] = name
        for tier, forms in zip(self._tiers, ((of.label,), (name.label,), name.aliases), strict=True):
            for form in forms:
                tier[names.key(form)].add(of.id)
        self._locals[name.id].add(of.id)

    def _unname(self, one: Canonical) -> None:
        """Forget the names that nothing of an entity bears after a part of it has left."""
        left = self.nodes[one.id].values()
        borne = ({one.label}, {name.label for name in left}, {form for name in left for form in name.aliases})
        for tier, forms in zip(self._tiers, borne, strict=True):
            keys = {names.key(form) for form in forms}
            for key, found in tier.items():
                if key not in keys:
                    found.discard(one.id)
        for local in {name.id for name in left} ^ {local for local, found in self._locals.items() if one.id in found}:
            self._locals[local].discard(one.id)

    def _by_iri(self, compact: str) -> set[str]:
        root = self._root(compact)
        if root in self.canonical:
            return {root}
        found = self._roots(self._locals.get(compact, ()))
        if not found and compact.startswith(_DIVISION) and divisions.load().get(compact.removeprefix(_DIVISION)):
            return {compact}
        return found

    def _made(self, one: str) -> Canonical:
        if one not in self.canonical:
            known = divisions.load().get(one.removeprefix(_DIVISION))
            assert known is not None
            self.canonical[one] = Canonical(one, known.name)
        return self.canonical[one]

    def _roots(self, some: Iterable[str]) -> set[str]:
        return {self._root(one) for one in some}

    def _root(self, one: str) -> str:
        seen = {one}
        while one in self._moved and self._moved[one] not in seen:
            one = self._moved[one]
            seen.add(one)
        return one
