"""Villages and other divisions without a code: told apart by county and town, as far as documents say them.

`三丰村`, `前进街道三丰村` and `钱塘区前进街道三丰村` are one where only one of that name is known in the county; where
two towns of the county have one, a name without its town is neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg import names
from kg.card import Card, Name
from ontology.divisions import Level

_TOWN = re.compile(r"(?:.*[省市县区旗])?(.{2,}?(?:街道|镇|乡|苏木))(.{2,})")

# The name without what stands before it, its county and its town; "" where no document says it.
Village = tuple[str, str, str]


def village(card: Card, name: Name) -> Village:
    """Return what one document says of a division without a code."""
    found = _TOWN.fullmatch(name.label)
    town, bare = found.groups() if found is not None else ("", name.label)
    counties = (one.name for one in names.chain(card.place) if one.level not in (Level.PROVINCE, Level.CITY))
    return names.key(bare), name.apart or next(counties, ""), town


def settle(said: Iterable[Village]) -> Mapping[Village, Village]:
    """Return for each what it is, as far as just one fits it."""
    namesakes: dict[str, set[Village]] = defaultdict(set)
    for one in said:
        namesakes[one[0]].add(one)
    return {one: _fit(one, known) for known in namesakes.values() for one in known}


def _fit(one: Village, known: set[Village]) -> Village:
    _, county, town = one
    fits = {
        other for other in known if other != one and other[1] and county in ("", other[1]) and town in ("", other[2])
    }
    whole = {other for other in fits if other[2]} or fits
    return whole.pop() if len(whole) == 1 else one
