"""When two numbers are one, and how much two wordings share."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from kg.evaluation.pairs import bare

_TOLERANCE = 1e-6


def equal(one: Decimal | None, other: Decimal | None) -> bool:
    """Tell whether two numbers agree to a millionth; None agrees with None alone."""
    if one is None or other is None:
        return one is other
    a, b = float(one), float(other)
    return abs(a - b) <= _TOLERANCE * max(1.0, abs(a), abs(b))


def alike(one: str, other: str) -> float:
    """Return the share of characters that two wordings have in common, 0 to 1, whatever their order (Dice)."""
    a, b = Counter(bare(one)), Counter(bare(other))
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0
