"""Arithmetic as validation: figures that cannot all be right, as items for a reader to judge. Nothing is deleted.

Only figures that are comparable count: with a subject and a period, reported as actual, and not bound to a condition.
Values may differ by what they were rounded; `ontology/indicator_checks.txt` says which indicators hang together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product

from kg.amounts import agree, amount, margin, number
from kg.claims import Claim, claims
from kg.layout import period
from kg.rows import Figure, Ref
from ontology import indicators
from ontology.checks import checks

# What each rule says of two figures, for a reader; docs/figures.md explains them.
RULES: Mapping[str, str] = {
    "two-values": "同一对象、指标、时期，数值不同",
    "two-growths": "同一对象、指标、时期，增速不同",
    "share-within-100": "占比超出 0—100%",
    "actual-before-its-time": "报道时尚未到来的时期，却记为实绩",
    "part-within-whole": "部分大于总量",
    "parts-add-up": "各部分之和与总量不符",
    "shorter-within-longer": "较短时期的累计值大于较长时期",
    "growth-from-last-year": "增速与上年数值不符",
}

_HUNDRED = Decimal(100)
# Printed growth of 5.2% and 5.24% are the same; printed bounds and round numbers are off by more than rounding.
_GROWTH_ROUNDING = Decimal("0.1")
_ABOUT = Decimal("0.1")
# What parts leave out (rounding apart) before a sum counts as wrong: statistical discrepancies, items not listed.
_SUM = Decimal("0.005")

Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Figures that cannot all be right: the rule that says so, what it found in words, and the figures."""

    rule: str
    about: Ref
    indicator: str
    said: str
    figures: tuple[Figure, ...]


def contradictions(rows: Iterable[Figure]) -> list[Contradiction]:
    """Return what contradicts itself among figures, in order of rule, subject, indicator and words."""
    usable = [row for row in rows if _usable(row)]
    book = _Book(claims(usable))
    found = [
        *_shares(usable), *_early(usable), *_two_values(book), *_two_growths(book), *_parts(book), *_sums(book),
        *_shorter(book), *_growth(book),
    ]  # fmt: skip
    order = list(RULES)
    return sorted(found, key=lambda one: (order.index(one.rule), one.about.label, one.indicator, one.said))


def _usable(row: Figure) -> bool:
    # The first value of "from … to …" stands under the period of the second.
    earlier = row.rule.split(":")[1:2] == ["from"]
    comparable = row.kind == "actual" and not row.condition and not earlier and row.upper_value is None
    return comparable and row.about is not None and bool(row.indicator)


class _Book:
    """Claims by subject, indicator, unit and period, so that what belongs together is found."""

    def __init__(self, known: Iterable[Claim]) -> None:
        self.values: defaultdict[Key, list[Claim]] = defaultdict(list)
        self.growths: defaultdict[Key, list[Claim]] = defaultdict(list)
        for claim in known:
            row = claim.figure
            if not row.period[1]:
                continue
            if row.value is not None:
                self.values[_key(row, row.unit)].append(claim)
            if claim.change is not None:
                self.growths[_key(row, claim.change_basis or "yearOnYear")].append(claim)

    def exact(self, key: Key) -> Claim | None:
        """Return what most documents say exactly under a key, the most confident of equals."""
        found = [claim for claim in self.values.get(key, ()) if claim.figure.qualifier == "exact"]
        return min(found, key=_support, default=None)


def _key(row: Figure, what: str) -> Key:
    assert row.about is not None
    return (row.about.iri, row.indicator, what, *row.period)


def _support(claim: Claim) -> tuple[int, float, str]:
    return -len(claim.sources), -max(row.confidence for row in claim.figures), claim.figure.iri


def _item(rule: str, said: str, *rows: Figure) -> Contradiction:
    about = rows[0].about
    assert about is not None
    return Contradiction(rule, about, rows[0].indicator, said, rows)


# ---- one figure


def _shares(rows: Iterable[Figure]) -> Iterator[Contradiction]:
    for row in rows:
        wrong = row.value is not None and not 0 <= row.value <= _HUNDRED
        if wrong and row.unit == "%" and checks().is_share(row.indicator):
            yield _item("share-within-100", _said(row), row)


def _early(rows: Iterable[Figure]) -> Iterator[Contradiction]:
    for row in rows:
        said = min((span.document.date for span in row.evidence if span.document.date), default="")
        if said and row.period[0] > said:
            yield _item("actual-before-its-time", f"{_said(row)}，报道于 {said}", row)


# ---- the same thing said twice


def _two_values(book: _Book) -> Iterator[Contradiction]:
    for known in book.values.values():
        first, *rest = sorted(known, key=lambda claim: (claim.figure.qualifier != "exact", *_support(claim)))
        against = [one for one in rest if _comparable(first, one) and _disagree(first.figure, one.figure)]
        if against:
            said = " ≠ ".join([_said(first.figure), *(one.figure.text for one in against)])
            yield _item("two-values", said, first.figure, *(one.figure for one in against))


def _comparable(one: Claim, other: Claim) -> bool:
    """Tell whether two claims are likely about one thing.

    Two values in one sentence are a whole and its part, or then and now. A name that is not in the scheme may stand
    for several things of one article.
    """
    said = [{(span.document.iri, span.sentence) for span in claim.evidence} for claim in (one, other)]
    if said[0] & said[1]:
        return False
    return one.figure.indicator in indicators.known() or one.sources != other.sources


def _disagree(one: Figure, other: Figure) -> bool:
    """Tell whether `one` contradicts `other`, each exact or a bound."""
    if one.value is None or other.value is None or agree(one, other):
        return False
    words = {one.qualifier, other.qualifier}
    if "about" in words:
        return abs(one.value - other.value) > _ABOUT * max(abs(one.value), abs(other.value))
    if "exact" not in words:
        return False
    exact, bound = (one, other) if one.qualifier == "exact" else (other, one)
    assert exact.value is not None
    assert bound.value is not None
    low, high = exact.value - margin(exact), exact.value + margin(exact)
    return high < bound.value if bound.qualifier == "over" else bound.qualifier == "exact" or low > bound.value


def _two_growths(book: _Book) -> Iterator[Contradiction]:
    for known in book.growths.values():
        ordered = sorted((one for one in known if one.figure.qualifier == "exact"), key=_support)
        if not ordered:
            continue
        first, *rest = ordered
        against = [one for one in rest if _comparable(first, one) and _apart(first, one) > _GROWTH_ROUNDING]
        if against:
            rows = [_grown(one) for one in (first, *against)]
            growths = " ≠ ".join(f"{number(row.change)}%" for row in rows if row.change is not None)
            yield _item("two-growths", f"{_when(first.figure)}增速 {growths}", *rows)


def _apart(one: Claim, other: Claim) -> Decimal:
    """Return the percentage points between the growths of two claims."""
    return abs((one.change or Decimal(0)) - (other.change or Decimal(0)))


def _grown(claim: Claim) -> Figure:
    return next(row for row in claim.figures if row.change is not None)


# ---- wholes and parts


def _parts(book: _Book) -> Iterator[Contradiction]:
    for whole, of in _exact(book):
        for name in checks().parts.get(whole.indicator, ()):
            part = book.exact((of[0], name, *of[2:]))
            if part is not None and _above(part.figure, whole):
                yield _item("part-within-whole", f"{_named(part.figure)} > {_named(whole)}", part.figure, whole)


def _sums(book: _Book) -> Iterator[Contradiction]:
    for whole, of in _exact(book):
        names = checks().sums.get(whole.indicator, ())
        parts = [found.figure for name in names if (found := book.exact((of[0], name, *of[2:]))) is not None]
        if not names or len(parts) < len(names) or whole.value is None:
            continue
        total = sum((part.value for part in parts if part.value is not None), Decimal(0))
        off = abs(total - whole.value) - sum(map(margin, parts), margin(whole))
        if off > _SUM * abs(whole.value):
            added = " + ".join(map(_named, parts))
            yield _item("parts-add-up", f"{added} = {amount(total, whole.unit)} ≠ {_named(whole)}", whole, *parts)


def _exact(book: _Book) -> Iterator[tuple[Figure, Key]]:
    for key in book.values:
        claim = book.exact(key)
        if claim is not None:
            yield claim.figure, key


def _above(one: Figure, other: Figure) -> bool:
    if one.value is None or other.value is None:
        return False
    return one.value - margin(one) > other.value + margin(other)


# ---- periods


def _shorter(book: _Book) -> Iterator[Contradiction]:
    flows: defaultdict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for row, key in _exact(book):
        if checks().is_flow(row.indicator) and row.period[0]:
            flows[key[:3]].append(row)
    for rows in flows.values():
        for one, other in combinations(sorted(rows, key=lambda row: (row.period[1], row.period[0])), 2):
            for short, long in ((one, other), (other, one)):
                if _within(short.period, long.period) and _above(short, long):
                    yield _item("shorter-within-longer", f"{_said(short)} > {_said(long)}", short, long)


def _within(short: tuple[str, str], long: tuple[str, str]) -> bool:
    # Only within one year: plans and campaigns over several years count otherwise.
    same_year = short[0][:4] == long[0][:4] == long[1][:4]
    return same_year and long[0] <= short[0] and short[1] <= long[1] and short != long


def _growth(book: _Book) -> Iterator[Contradiction]:
    for key, known in book.growths.items():
        about, indicator, basis, start, end = key
        if basis != "yearOnYear" or start[:4] != end[:4]:
            continue
        units = sorted({of[2] for of in book.values if of[:2] == key[:2] and of[3:] == key[3:]} - {"%"})
        for claim, unit in product(known, units):
            now = claim if claim.figure.unit == unit else book.exact((about, indicator, unit, start, end))
            before = book.values.get((about, indicator, unit, _year_before(start), _year_before(end)), ())
            earlier = sorted((one for one in before if one.figure.qualifier == "exact"), key=_support)
            # Where articles differ about last year, one that fits is enough; that they differ is an item of its own.
            if now is not None and earlier and not any(_fits(claim, now.figure, one.figure) for one in earlier):
                yield _grows(claim, now.figure, earlier[0].figure)


def _fits(claim: Claim, now: Figure, last: Figure) -> bool:
    """Tell whether the growth is that of the two values, but for rounding and what last year's value was revised."""
    if claim.change is None or now.value is None or not last.value or now.qualifier != "exact":
        return True
    rounding = (margin(now) / abs(last.value) + margin(last) * abs(now.value) / last.value**2) * _HUNDRED
    return abs(_counted(now, last) - claim.change) - rounding <= checks().points(now.indicator)


def _counted(now: Figure, last: Figure) -> Decimal:
    return ((now.value or Decimal(0)) / (last.value or Decimal(1)) - 1) * _HUNDRED


def _grows(claim: Claim, now: Figure, last: Figure) -> Contradiction:
    grown = _grown(claim)
    counted = f"{_counted(now, last):.1f}%"
    said = f"{_said(now)}，增速 {number(grown.change or Decimal(0))}%；{_said(last)}，按数值算得增速 {counted}"
    return _item("growth-from-last-year", said, *dict.fromkeys((now, grown, last)))


def _year_before(day: str) -> str:
    before = f"{int(day[:4]) - 1:04d}{day[4:]}"
    return before.replace("-02-29", "-02-28")


# ---- words


def _when(row: Figure) -> str:
    return f"{period(*row.period)}"


def _said(row: Figure) -> str:
    return f"{_when(row)} {row.text}" if row.period[1] else row.text


def _named(row: Figure) -> str:
    return f"{row.indicator} {row.text}"
