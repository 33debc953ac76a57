"""Words that point at a division without naming it: `全区` is the district that the document reports from."""

from __future__ import annotations

import re
from bisect import bisect_right

from extract.entities import home
from extract.state import Found, Named, State
from ontology import divisions
from ontology.record import MentionType

_DEIXIS = re.compile(r"全区|我区|全市|我市|全县|我县|全镇|我镇|全省|我省|该区|该县|该市|该镇")
_LEVEL_OF = {"省": "province", "市": "city", "区": "district", "县": "district", "镇": "township"}


def home_entity(state: State) -> str:
    """Return the entity of the division that the document reports from, made if no mention has it; or ""."""
    division = home(state)
    return entity_of(division, state) if division is not None else ""


def entity_of(division: divisions.Division, state: State) -> str:
    key = f"xzi:division/{division.code}"
    if key not in state.entities:
        state.entities[key] = Named(key, MentionType.DISTRICT, division.name)
    return key


def with_deixis(text: str, state: State) -> list[Found]:
    """Return the mentions in order, with words such as `全区` added where the document's division is known."""
    place = home(state)
    if place is None:
        return state.mentions
    chain = (place, *divisions.load().ancestors(place.code))
    ends = [m.end for m in state.mentions]
    added = []
    for match in _DEIXIS.finditer(text):
        i = bisect_right(ends, match.start())
        if i < len(state.mentions) and state.mentions[i].start < match.end():
            continue
        level = _LEVEL_OF[match[0][1]]
        division = next((d for d in chain if d.level == level), None)
        if division is not None:
            key = entity_of(division, state)
            added.append(Found(match.start(), match.end(), MentionType.DISTRICT, "deixis", 0.8, key))
    return sorted([*state.mentions, *added], key=lambda m: m.start)
