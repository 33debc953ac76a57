"""How indicators hang together in numbers: sums, parts, flows, shares and growth, read from indicator_checks.txt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType

# Points by which growth may differ where nothing else is said: last year's value is often revised a little.
_POINTS = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class Checks:
    """What holds between indicators, by preferred name."""

    sums: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, tuple[str, ...]]
    flow: tuple[str, ...]
    level: tuple[str, ...]
    share: tuple[str, ...]
    open: tuple[str, ...]
    growth: Mapping[str, Decimal]

    def is_flow(self, name: str) -> bool:
        """Tell whether an indicator is counted up through the year, so that a longer period has at least as much."""
        return name.endswith(self.flow) and not any(word in name for word in self.level)

    def is_share(self, name: str) -> bool:
        """Tell whether a percentage of this name cannot be above 100."""
        return name.endswith(self.share) and not any(word in name for word in self.open)

    def points(self, name: str) -> Decimal:
        """Return the percentage points by which printed growth may differ from the growth of printed values."""
        return next((points for ending, points in self.growth.items() if name.endswith(ending)), _POINTS)


@cache
def checks() -> Checks:
    """Return the rules of the table."""
    fields: defaultdict[str, list[list[str]]] = defaultdict(list)
    for line in files("ontology").joinpath("indicator_checks.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, *rest = line.split("\t")
            fields[kind].append(rest)
    parts: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for whole, *those in (*fields["sum"], *fields["part"]):
        parts[whole].update(dict.fromkeys(those))
    return Checks(
        sums=MappingProxyType({whole: tuple(those) for whole, *those in fields["sum"]}),
        parts=MappingProxyType({whole: tuple(those) for whole, those in parts.items()}),
        flow=_words(fields["flow"]),
        level=_words(fields["level"]),
        share=_words(fields["share"]),
        open=_words(fields["open"]),
        growth=MappingProxyType({ending: Decimal(points) for ending, points in fields["growth"]}),
    )


def _words(lines: list[list[str]]) -> tuple[str, ...]:
    return tuple(word for line in lines for word in line)
