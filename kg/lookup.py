"""Entities by IRI or by name, however the name is typed, and what is near where there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property

from kg import names
from kg.entity import Entity, describe, make
from kg.reader import Reader
from ontology.errors import NotFoundError
from ontology.iri import expand

# So many namesakes are listed, so many near names.
_MANY, _NEAR = 10, 5


class Lookup:
    """Looks entities up in one graph; all names are read only where an exact look-up fails."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def find(self, name: str, limit: int) -> list[Entity]:
        """Return the entities that bear a name: shown by it, then called so, then those whose names contain it."""
        exact = self._reader.named(name)
        found = [*exact["label"], *exact["alias"]]
        if len(found) < limit and names.key(name):
            found += [iri for iri in self._containing(names.key(name)) if iri not in set(found)]
        return [make(self._reader, iri) for iri in found[:limit]]

    def one(self, name: str) -> Entity:
        """Return the entity of an IRI or a name; raise NotFoundError where there is none, or are several."""
        base = self._reader.view.base
        iri = expand(name, base)
        if iri.startswith((base, "http://", "https://")) and self._reader.is_entity(self._facts(iri)):
            return make(self._reader, iri)
        exact = self._reader.named(name)
        found = exact["label"] or exact["alias"] or list(self._keys.get(names.key(name), ()))
        if not found:
            raise NotFoundError(f"no entity is called {name!r}{self._nearest(name)}")
        if len(found) > 1:
            shown = describe(make(self._reader, one) for one in found[:_MANY])
            raise NotFoundError(f"{name!r} is the name of {len(found)} entities; give the IRI of one: {shown}")
        return make(self._reader, found[0])

    def _facts(self, iri: str) -> dict[str, list[str]]:
        # What no IRI can hold is no IRI: then it is looked up as a name.
        return {} if any(one in iri for one in ' <>"{}|^`\\\n\t') else self._reader.facts(iri)

    @cached_property
    def _keys(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of all names (width, case, spaces and quotation marks set aside), each with its entities."""
        known = set(self._reader.entities())
        found: dict[str, set[str]] = {}
        for iri, name in self._reader.names():
            if iri in known:
                found.setdefault(names.key(name), set()).add(iri)
        return {key: tuple(sorted(iris)) for key, iris in sorted(found.items())}

    def _containing(self, key: str) -> list[str]:
        found = Counter(iri for known, iris in self._keys.items() if key in known for iri in iris)
        closeness = {iri: len(self._reader.ref(iri).label) for iri in found}
        return sorted(found, key=lambda iri: (closeness[iri], iri))

    def _nearest(self, name: str) -> str:
        key = names.key(name)
        near = [known for known in self._keys if key and key in known][:_NEAR]
        near = near or get_close_matches(key, self._keys, n=_NEAR, cutoff=0.5)
        shown = dict.fromkeys(self._reader.ref(self._keys[one][0]).label for one in near)
        return f"; near it: {'、'.join(shown)}" if shown else ""
