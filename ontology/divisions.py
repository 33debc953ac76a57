"""The administrative divisions of China, from province to township, and what a written name can mean.

Data: `divisions.csv`, `townships.csv` and `division_names.csv` beside this file; docs/divisions.md says where they
come from. Codes have six digits down to county level and nine for townships.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path

_HERE = Path(__file__).parent
# What a short name drops. A stem of one character is no name in use: 理县 has no short form.
_LEVEL_WORD = re.compile(
    r"(?<=..)(?:特别行政区|(?:地|新|林|特|(?<![治族矿]))区|省|市|(?<!自治)县|盟|(?<![治左右前中后])旗)$"
)
_TOWNSHIP_WORD = re.compile(r"(?<=..)(?:镇|乡|街道|苏木)$")
_TOWNSHIP_WORDS = ("镇", "街道", "乡", "苏木")
_LONGEST = 16  # characters of the longest name in the table


class Level(StrEnum):
    """The levels of the code; `CITY` is every prefecture, `DISTRICT` every county-level division."""

    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    TOWNSHIP = "township"


# Digits of a code that its subdivisions share.
_DIGITS = {Level.PROVINCE: 2, Level.CITY: 4, Level.DISTRICT: 6, Level.TOWNSHIP: 9}


@dataclass(frozen=True, slots=True)
class Division:
    """One division. `parent` is a code or "" for a province.

    `valid_from` and `valid_to` are years, "" where not recorded; one with `valid_to` is gone and `successor` is the
    code of what carries it on. `formal` is false for zones and farms that have a code for statistics only.
    """

    name: str
    code: str
    level: Level
    parent: str
    valid_from: str = ""
    valid_to: str = ""
    successor: str = ""
    formal: bool = True

    @property
    def short(self) -> str:
        """The name without the word for its level, or the name itself where too little would be left."""
        word = _TOWNSHIP_WORD if self.level is Level.TOWNSHIP else _LEVEL_WORD
        return word.sub("", self.name)

    @property
    def prefix(self) -> str:
        """The digits with which the codes of its subdivisions begin."""
        return self.code[: _DIGITS[self.level]]

    def holds(self, other: Division) -> bool:
        """Say whether `other` lies within this division (a division lies within itself)."""
        return other.code.startswith(self.prefix) or other.successor.startswith(self.prefix)

    def valid(self, on: date) -> bool:
        """Say whether the division existed in the year of `on`; the year of a change counts for both sides."""
        year = str(on.year)
        return (not self.valid_from or self.valid_from <= year) and (not self.valid_to or year <= self.valid_to)


class Divisions:
    """The table, by code and by name; townships are read at first use."""

    def __init__(self, folder: Path = _HERE) -> None:
        """Read the tables of `folder`."""
        self._folder = folder
        self.upper: tuple[Division, ...] = tuple(
            Division(name, code, Level(level), parent, since, until, successor)
            for name, code, level, parent, since, until, successor in _rows(folder / "divisions.csv")
        )
        self._codes = {item.code: item for item in self.upper if item.valid_to}
        self._codes.update((item.code, item) for item in self.upper if not item.valid_to)
        self.abbreviations: dict[str, tuple[str, ...]] = {}
        self._forms: dict[str, dict[Division, None]] = {}
        for item in self.upper:
            for form in (item.name, item.short):
                self._forms.setdefault(form, {})[item] = None
        self._township_forms: dict[str, list[str]] = {}
        for form, code, kind in _rows(folder / "division_names.csv"):
            self._add(form, code, kind)

    def _add(self, form: str, code: str, kind: str) -> None:
        if kind == "abbreviation":
            self.abbreviations[form] = (*self.abbreviations.get(form, ()), code)
        elif len(code) > 6:
            self._township_forms.setdefault(form, []).append(code)
        else:
            self._forms.setdefault(form, {})[self._codes[code]] = None

    @cached_property
    def _townships(self) -> dict[str, tuple[str, bool]]:
        return {code: (name, formal == "1") for code, name, formal in _rows(self._folder / "townships.csv")}

    @cached_property
    def _township_codes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {form: list(codes) for form, codes in self._township_forms.items()}
        for code, (name, _) in self._townships.items():
            found.setdefault(name, []).append(code)
        return found

    @property
    def upper_forms(self) -> Iterable[str]:
        """All names, full and short, of divisions of county level and above."""
        return self._forms.keys()

    @property
    def township_names(self) -> Iterable[str]:
        """All names of townships, as written in full."""
        return self._township_codes.keys()

    def get(self, code: str) -> Division | None:
        """Return the division with this code, the present one where the code was used twice."""
        if len(code) <= 6:
            return self._codes.get(code)
        entry = self._townships.get(code)
        if entry is None:
            return None
        parent = code[:6] if code[:6] in self._codes else code[:4] + "00"
        return Division(entry[0], code, Level.TOWNSHIP, parent, formal=entry[1])

    def named(self, form: str) -> tuple[Division, ...]:
        """Return every division that `form` can name, in full or short, those of higher level first."""
        return _named(self, form)

    def _look_up(self, form: str) -> tuple[Division, ...]:
        found = dict.fromkeys(self._forms.get(form, ()))
        names = (form, *(form + word for word in _TOWNSHIP_WORDS))
        for code in (code for name in names for code in self._township_codes.get(name, ())):
            township = self.get(code)
            if township is not None and (township.formal or township.name == form):
                found[township] = None
        return tuple(sorted(found, key=lambda item: (_DIGITS[item.level], item.valid_to != "", item.code)))

    def ancestors(self, code: str) -> tuple[Division, ...]:
        """Return the divisions above the one with this code, the province first; none for an unknown code."""
        return _ancestors(self, code)

    def _above(self, code: str) -> tuple[Division, ...]:
        found: list[Division] = []
        item = self.get(code)
        while item is not None and item.parent:
            item = self.get(item.parent)
            if item is not None:
                found.append(item)
        return tuple(reversed(found))

    def path(self, code: str) -> str:
        """Return the name written out from the province down: `浙江省杭州市余杭区`; "" for an unknown code."""
        return _path(self, code)

    def _written(self, code: str) -> str:
        item = self.get(code)
        if item is None:
            return ""
        return "".join(part.name for part in (*self.ancestors(code), item))

    def readings(self, text: str) -> tuple[Division, ...]:
        """Return every division that `text` can mean, read as a name or as a chain of names from above."""
        found = dict.fromkeys(chain[-1] for chain in self._chains(text, None))
        return tuple(found)

    def parse(self, text: str) -> Division | None:
        """Return the division that `text` writes out (`浙江省杭州市余杭区`, `杭州余杭`); None where it can be several.

        A name of both a division and a part of it (`余杭`) is read as the larger one.
        """
        return _parse(self, text)

    def split(self, text: str) -> tuple[Division | None, str]:
        """Return the division that the longest beginning of `text` writes out, and the rest."""
        if not any(self.named(text[:end]) for end in range(2, min(len(text), _LONGEST) + 1)):
            return None, text  # most names begin with no division, which is told sooner than that none can be read
        for end in range(len(text), 1, -1):
            found = self.parse(text[:end])
            if found is not None:
                return found, text[end:]
        return None, text

    def _chains(self, text: str, above: Division | None) -> Iterator[tuple[Division, ...]]:
        for end in range(min(len(text), _LONGEST), 1, -1):
            for item in self.named(text[:end]):
                if above is not None and (item == above or not above.holds(item)):
                    continue
                if end == len(text):
                    yield (item,)
                elif item.level is not Level.TOWNSHIP:
                    for rest in self._chains(text[end:], item):
                        yield (item, *rest)

    def resolve(self, name: str, near: Sequence[str] = (), *, on: date | None = None) -> tuple[Division, ...]:
        """Return the division that `name` means among those `near` (codes or names): one, several, or none.

        Several are returned where the context does not decide; nothing is taken by default. `on` is the day of the
        text: divisions that did not exist in its year are left out where others did.
        """
        return _resolve(self, name, tuple(near), on)

    def _resolve(self, name: str, near: Sequence[str], on: date | None) -> tuple[Division, ...]:
        found = self.readings(name)
        if on is not None:
            found = tuple(item for item in found if item.valid(on)) or found
        else:
            found = tuple(item for item in found if not item.valid_to) or found
        exact = tuple(item for item in found if name.endswith(item.name))
        return _nearest(exact or found, self._context(near), short=not exact)

    def _context(self, near: Sequence[str]) -> tuple[str, ...]:
        codes = []
        for item in near:
            division = self.get(item) if item.isascii() else self.parse(item)
            if division is not None:
                codes.append(division.code)
        return tuple(codes)


@lru_cache(maxsize=1 << 15)
def _named(table: Divisions, form: str) -> tuple[Division, ...]:
    return table._look_up(form)


@lru_cache(maxsize=1 << 12)
def _ancestors(table: Divisions, code: str) -> tuple[Division, ...]:
    return table._above(code)


@lru_cache(maxsize=1 << 12)
def _path(table: Divisions, code: str) -> str:
    return table._written(code)


@lru_cache(maxsize=1 << 12)
def _resolve(table: Divisions, name: str, near: tuple[str, ...], on: date | None) -> tuple[Division, ...]:
    return table._resolve(name, near, on)


@lru_cache(maxsize=1 << 13)
def _parse(table: Divisions, text: str) -> Division | None:
    found = table.resolve(text)
    largest = [item for item in found if all(item.holds(other) for other in found)]
    return largest[0] if len(largest) == 1 else None


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(line for line in lines if line[0] != "#")
        next(rows)
        yield from rows


def _nearness(item: Division, code: str) -> int:
    """Return how many levels two divisions share: 3 for one county, 2 for one city, 1 for one province."""
    other = code[: max(2, len(code.rstrip("0")) + len(code.rstrip("0")) % 2)] if len(code) == 6 else code
    shared = min(len(item.prefix), len(other))
    return next((depth for depth, n in ((3, 6), (2, 4), (1, 2)) if n <= shared and item.code[:n] == code[:n]), 0)


def _prominence(item: Division) -> int:
    """Return how far a short name carries: a province or city anywhere, a district of 北京 like a city."""
    if item.level is Level.DISTRICT and item.parent.endswith("0000"):
        return 2
    return {Level.PROVINCE: 3, Level.CITY: 2, Level.DISTRICT: 1, Level.TOWNSHIP: 0}[item.level]


def _nearest(found: Sequence[Division], codes: Sequence[str], *, short: bool) -> tuple[Division, ...]:
    """Keep of `found` what is nearest to `codes`; a short name of a city is not given up for a far-off namesake."""
    if len(found) < 2:
        return tuple(found)
    near = {item: max((_nearness(item, code) for code in codes), default=0) for item in found}
    if short:
        top = max(_prominence(item) for item in found)
        local = [item for item in found if near[item] >= 2 and item.level is not Level.TOWNSHIP]
        if not local and top < 2:
            local = [item for item in found if near[item] == 3]
        found = local or [item for item in found if _prominence(item) == top]
    best = max(near[item] for item in found)
    kept = [item for item in found if near[item] == best]
    # 吉林 said in 吉林市 may still mean the province: it stays open.
    return tuple(item for item in near if item in kept or (short and all(item.holds(one) for one in kept)))


@cache
def load() -> Divisions:
    """Return the national table, read once."""
    return Divisions()
