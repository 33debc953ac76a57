"""Claims: the same figure, whoever reports it, is one claim with several sources.

Figures are the same when they say the same of the same subject, indicator and period: equal values (or one the other
rounded, `1061亿元` for `1060.5亿元`), and no growth or rank that the other contradicts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.amounts import agree, margin
from kg.rows import Document, Evidence, Figure, Milestone


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure with all that report it, the most precise first; what one of them leaves out another may say."""

    figures: tuple[Figure, ...]

    @property
    def figure(self) -> Figure:
        """The figure that says it most precisely."""
        return self.figures[0]

    @property
    def change(self) -> Decimal | None:
        """The growth in percent, or None where no source says it."""
        return next((row.change for row in self.figures if row.change is not None), None)

    @property
    def change_basis(self) -> str:
        """What the growth compares with, or ""."""
        return next((row.change_basis for row in self.figures if row.change is not None and row.change_basis), "")

    @property
    def rank(self) -> int | None:
        """The rank, or None where no source says it."""
        return next((row.rank for row in self.figures if row.rank is not None), None)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The spans that say it, the earliest document first, each sentence once."""
        spans = sorted(
            (span for row in self.figures for span in row.evidence),
            key=lambda one: (one.document.date, one.document.iri, one.start, one.end),
        )
        return tuple({(one.document.iri, one.sentence, one.exact): one for one in spans}.values())

    @property
    def sources(self) -> tuple[Document, ...]:
        """The documents that say it, the earliest first."""
        return tuple({span.document.iri: span.document for span in self.evidence}.values())


def claims(rows: Iterable[Figure]) -> list[Claim]:
    """Return figures as claims, in order of subject, indicator, period and value."""
    groups: dict[tuple[str, ...], list[list[Figure]]] = {}
    for row in sorted(rows, key=_precision):
        known = groups.setdefault(_key(row), [])
        for same in known:
            if all(_same(row, one) for one in same):
                same.append(row)
                break
        else:
            known.append([row])
    return [Claim(tuple(same)) for key in sorted(groups) for same in groups[key]]


def stages(rows: Iterable[Milestone]) -> list[tuple[Milestone, ...]]:
    """Return milestones of one life as its stages: those that say the same, whoever reports it, together."""
    groups: dict[tuple[tuple[str, str], str, str], list[Milestone]] = {}
    for row in rows:
        groups.setdefault((row.period, row.stage, row.kind), []).append(row)
    return [tuple(found) for found in groups.values()]


def _precision(row: Figure) -> tuple[Decimal, Decimal, bool, str]:
    """Order figures so that the most precise comes first, and of those the one that says most."""
    return margin(row), row.value or Decimal(0), row.change is None, row.iri


def _key(row: Figure) -> tuple[str, ...]:
    # A figure without a subject is the same as none but itself.
    about = row.about.iri if row.about is not None else f"\uffff{row.iri}"
    what = "level" if row.value is not None else "growth" if row.change is not None else "rank"
    return (about, row.indicator, *row.period, row.kind, row.unit, row.qualifier, what, row.condition, row.rank_scope)


def _same(one: Figure, other: Figure) -> bool:
    return (
        agree(one, other)
        and one.upper_value == other.upper_value
        and _silent_or_equal(one.change, other.change)
        and _silent_or_equal(one.rank, other.rank)
    )


def _silent_or_equal(one: Decimal | int | None, other: Decimal | int | None) -> bool:
    return one is None or other is None or one == other
