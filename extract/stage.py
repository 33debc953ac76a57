"""Where the articles of a document play: where it does, or in a city that one of them speaks of throughout."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from extract.state import State
from ontology import divisions

# An article plays in another city when it names that one so often, and so many times its own.
_THROUGHOUT = 4


class Stage:
    """Where each article of a document plays: where the document does, or in a city that it speaks of throughout."""

    def __init__(
        self, state: State, home: divisions.Division | None, named: Iterable[tuple[str, Sequence[int]]]
    ) -> None:
        """Take where the document plays, and the divisions named in it: code and numbers of their mentions."""
        table = divisions.load()
        self._home = home
        self._starts = [s.start for s in state.context.sections]
        self._places = [m.start for m in state.mentions]
        self._counts: dict[int, Counter[divisions.Division]] = defaultdict(Counter)
        for code, mentions in named:
            division = table.get(code) if code else None
            if division is not None and division.level != "province":
                for i in mentions:
                    self._counts[self._section(i)][_county(division)] += 1

    def _section(self, mention: int) -> int:
        return bisect_right(self._starts, self._places[mention])

    def at(self, mention: int) -> str:
        """Return the county, or the city, in which the article around a mention plays."""
        if self._home is None:
            return ""
        counts = self._counts[self._section(mention)]
        cities: Counter[str] = Counter()
        for division, count in counts.items():
            cities[division.code[:4]] += count
        city = max(sorted(cities), key=lambda code: cities[code], default="")
        if not city or cities[city] < _THROUGHOUT or cities[city] < _THROUGHOUT * cities[self._home.code[:4]]:
            return self._home.name
        of_city = {d: n for d, n in counts.items() if d.code.startswith(city)}
        return max(sorted(of_city, key=lambda d: d.code), key=lambda d: (of_city[d], d.level == "district")).name


def _county(division: divisions.Division) -> divisions.Division:
    table = divisions.load()
    return (table.get(division.code[:6]) or division) if division.level == "township" else division
