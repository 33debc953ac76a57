"""Whether confidences keep their promise: how often each rule was right, and each band of confidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.evaluation.sheet import Judged

# Lower ends of the bands; sparse below one half, where little is kept.
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Line:
    """What was found under a rule or in a band: how many, how many right, and their mean confidence."""

    name: str
    found: int
    right: int
    promised: float

    @property
    def precision(self) -> float:
        """Share of the found that are right."""
        return self.right / self.found

    @property
    def gap(self) -> float:
        """How much surer the findings were than right; below 0, how much less sure."""
        return self.promised - self.precision


def by_rule(judged: Iterable[Judged]) -> list[Line]:
    """Return a line for each rule, the one that found most first."""
    groups: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.rule].append(one)
    lines = [_line(rule, found) for rule, found in groups.items()]
    return sorted(lines, key=lambda line: (-line.found, line.name))


def by_band(judged: Iterable[Judged]) -> list[Line]:
    """Return a line for each band of confidence in which something was found, the lowest first."""
    groups: defaultdict[float, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[max(low for low in BANDS if low <= max(one.confidence, 0.0))].append(one)
    ends = dict(zip(BANDS, (*BANDS[1:], 1.0), strict=True))
    return [_line(f"{low:.2f}–{ends[low]:.2f}", groups[low]) for low in sorted(groups)]


def error(judged: Iterable[Judged]) -> float:
    """Return the expected calibration error: the mean gap of the bands, each by the number of its findings."""
    lines = by_band(judged)
    found = sum(line.found for line in lines)
    return sum(abs(line.gap) * line.found for line in lines) / found if found else 0.0


def _line(name: str, found: list[Judged]) -> Line:
    right = sum(one.right for one in found)
    return Line(name, len(found), right, sum(one.confidence for one in found) / len(found))
