"""Which division `the whole district`, `our city` or `the country` mean in a document."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from extract.state import Found, Named, State
from ontology import divisions
from ontology.iri import mint
from ontology.record import MentionType

LEVELS = "区市县省镇乡村州旗盟"
_REACH = 4000

# An entity, None for one that is not among the names, and the rule that found it.
Subject = tuple[str | None, str]


class Divisions:
    """The divisions of one document; `place` is the entity of the one it is about."""

    def __init__(self, state: State, within: Callable[[int, int], list[Found]]) -> None:
        self._state = state
        self._within = within
        self.place = _place(state)

    def country(self) -> str | None:
        """Return the entity of China, if the document names it."""
        for key in sorted(self._state.entities):
            named = self._state.entities[key]
            if named.type is MentionType.PLACE and (named.label == "中国" or "中国" in named.aliases):
                return key
        return None

    def above(self, entity: str) -> bool:
        """Say whether an entity is a division that the document's place lies in."""
        return self._state.entities[entity].label in self._upper

    @cached_property
    def _upper(self) -> frozenset[str]:
        """The names of the divisions that the document's place lies in."""
        table = divisions.load()
        place = table.parse(self._state.context.place) if self._state.context.place else None
        return frozenset(item.name for item in table.ancestors(place.code)) if place is not None else frozenset()

    def meant(self, word: str, before: int, since: int | None = None) -> Subject | None:
        """Return the division that 全区, 我市, 该镇 mean; `since` is where the sentence begins, for 辖区."""
        level = word[-2:] if word.endswith(("街道", "社区")) else word[-1] if word[-1] in LEVELS else word[0]
        if word.startswith("辖") or (level not in LEVELS and level not in ("街道", "社区")):
            named = [] if since is None else self._within(since, before)
            own = next((m.entity for m in reversed(named) if m.type is MentionType.DISTRICT and m.entity), self.place)
            return None if own is None else (own, "group")
        if self.place is not None and self._is(self.place, level):
            return self.place, "group"
        for mention in reversed(self._within(max(0, before - _REACH), before)):
            if mention.type is MentionType.DISTRICT and mention.entity and self._is(mention.entity, level):
                return mention.entity, "group"
        above = self._above(level)
        return None if above is None else (above, "group")

    def _is(self, entity: str, level: str) -> bool:
        return self._state.entities[entity].label.endswith(level)

    def _above(self, level: str) -> str | None:
        """Return the division of a level that the document's place lies in."""
        table = divisions.load()
        place = table.parse(self._state.context.place) if self._state.context.place else None
        if place is None:
            return None
        chain = reversed((*table.ancestors(place.code), place))
        found = next((item for item in chain if item.name.endswith(level)), None)
        return None if found is None else _division_entity(self._state, found)


def _place(state: State) -> str | None:
    """Return the entity of the document's division, added to the entities where no mention has it."""
    if not state.context.place:
        return None
    item = divisions.load().parse(state.context.place)
    return None if item is None else _division_entity(state, item)


def _division_entity(state: State, item: divisions.Division) -> str:
    key = mint("division", item.code)
    if key in state.entities:
        return key
    for other in sorted(state.entities):
        named = state.entities[other]
        if named.type is MentionType.DISTRICT and (named.label == item.name or item.name in named.aliases):
            return other
    state.entities[key] = Named(key, MentionType.DISTRICT, item.name, {item.short} - {item.name})
    return key
