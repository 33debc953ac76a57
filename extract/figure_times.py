"""Give each figure of a sentence the period it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extract.periods import Period

Days = tuple[date | None, date | None]
NONE: Days = (None, None)


def of(periods: Sequence[Period], clause_start: int, number: int, clause_end: int, inherited: Days) -> Days:
    """Return the days of the figure at `number`: the nearest period before it, else after it in its clause."""
    usable = [period for period in periods if not period.compared]
    before = [period for period in usable if period.end <= number]
    if before:
        return before[-1].begin, before[-1].until
    after = [period for period in usable if number < period.start < clause_end]
    if after:
        return after[0].begin, after[0].until
    return inherited
