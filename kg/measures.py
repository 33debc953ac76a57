"""Which indicators a user means by a name: any name or alias of one, of a topic, or one that only the articles use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from kg.rows import Figure
from ontology import indicators
from ontology.errors import NotFoundError, QueryError

_MANY = 5
_DATE = re.compile(r"(\d{4})(?:(-(?:0[1-9]|1[0-2]))(-(?:0[1-9]|[12]\d|3[01]))?)?")


def select(
    rows: Iterable[Figure], used: Iterable[str], indicator: str | None, since: str | None, *, narrower: bool = False
) -> list[Figure]:
    """Return the rows of an indicator and a time: indicators of the scheme first, by period and name.

    `used` are the names of all indicators of the graph: one of them that no row measures is no error.
    """
    rows = list(rows)
    known = {*used, *(row.indicator for row in rows)}
    wanted = None if indicator is None else measures(indicator, known, narrower=narrower)
    first = None if since is None else date(since)
    kept = [row for row in rows if wanted is None or row.indicator in wanted]
    return sorted((row for row in kept if first is None or _end(row) >= first), key=_order)


def date(text: str) -> str:
    """Return the first day of `2024`, `2024-06` or `2024-06-30`; raise QueryError for what is no date."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise QueryError(f"a date is written 2024, 2024-06 or 2024-06-30, not {text!r}")
    return f"{found[1]}{found[2] or '-01'}{found[3] or '-01'}"


def measures(name: str, used: Iterable[str], *, narrower: bool = False) -> frozenset[str]:
    """Return the indicators among `used` that a name means; raise NotFoundError, with the nearest, where none is.

    `name` is a preferred name, an alias or a printed form (`GDP`, `全区生产总值`). The name of a topic (`财政税收`)
    means all indicators below it; with `narrower` so does that of an indicator.
    """
    known = frozenset(used)
    preferred = indicators.normalise(name)
    found = known & {preferred, name}
    if narrower or (not found and name in indicators.topics()):
        found |= {one for one in known if {name, preferred} & set(indicators.above(one))}
    if not found:
        raise NotFoundError(f"no figure measures {name!r}{_near(name, known)}")
    return found


def _near(name: str, known: frozenset[str]) -> str:
    names = sorted(known, key=lambda one: (one not in indicators.known(), len(one), one))
    near = [one for one in names if name and name in one][:_MANY] or get_close_matches(name, names, n=_MANY, cutoff=0.4)
    return f"; near it: {'、'.join(near)}" if near else ""


def _order(row: Figure) -> tuple[bool, str, str, int, str]:
    """Order figures: indicators of the scheme first, the latest period first, then by name."""
    return row.indicator not in indicators.known(), _back(_end(row)), row.indicator, -len(row.period[0]), row.iri


def _back(day: str) -> str:
    """Return a key that sorts later days first; an unknown day comes last."""
    return "".join(chr(ord("9") - ord(digit) + ord("0")) if digit.isdigit() else digit for digit in day) or "~"


def _end(row: Figure) -> str:
    return row.period[1] or row.period[0]
