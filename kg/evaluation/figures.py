"""Figures: a quantity is found by its value and unit, or its growth, near its place; then what is said of it."""

from __future__ import annotations

from decimal import Decimal

from kg.evaluation.gold import GoldFigure
from kg.evaluation.likeness import alike, equal
from kg.evaluation.pairs import Pair
from kg.evaluation.sheet import ASPECTS, Fault, Judged, Sheet, quote
from ontology.record import Figure

# A quantity whose phrase begins this near to the gold's is the same one.
NEAR = 12
# An indicator that shares this much with the gold's says the same.
INDICATOR = 0.6


def judge(pair: Pair, sheet: Sheet) -> None:
    """Count the figures of a document by what is compared of them."""
    if pair.gold.figures is None:
        return
    found = [one for one in pair.record.figures if pair.gold.holds(one.start)]
    free = dict(enumerate(found))
    for want in pair.gold.figures:
        place = _match(want, free)
        right = {} if place is None else _compare(pair, free[place], want)
        for aspect in ASPECTS:
            sheet.add("figure", aspect, gold=1, right=int(right.get(aspect, False)))
        if place is None:
            sheet.faults.append(_fault(pair, "missing", want, None))
            continue
        have = free.pop(place)
        sheet.judged.append(Judged("figure", have.rule, have.confidence, right["all"]))
        sheet.faults += [_fault(pair, aspect, want, have) for aspect in right if not right[aspect] and aspect != "all"]
    for have in free.values():
        sheet.judged.append(Judged("figure", have.rule, have.confidence, False))
        sheet.faults.append(_fault(pair, "invented", None, have))
    for aspect in ASPECTS:
        sheet.add("figure", aspect, found=len(found))


def _match(want: GoldFigure, free: dict[int, Figure]) -> int | None:
    """Return which of the figures is the gold's: of those with its quantity, the one with the likest indicator."""
    ranked = [
        (alike(one.indicator, want.indicator), -abs(one.start - want.start), -place)
        for place, one in free.items()
        if abs(one.start - want.start) <= NEAR and _same_quantity(one, want)
    ]
    return -max(ranked)[2] if ranked else None


def _same_quantity(one: Figure, want: GoldFigure) -> bool:
    if want.value is not None:
        return equal(one.value, want.value) and one.unit == want.unit
    return equal(one.change, want.change) or (one.unit == "%" and equal(one.value, want.change))


def _compare(pair: Pair, have: Figure, want: GoldFigure) -> dict[str, bool]:
    about = pair.same(have.about, want.about) if have.about and want.about else not (have.about or want.about)
    right = {
        "quantity": True,
        "indicator": alike(have.indicator, want.indicator) >= INDICATOR,
        "about": about,
        "period": all(not end or end == ours for end, ours in zip(want.period, have.period, strict=False)),
        "change": want.value is None or equal(have.change, want.change),
    }
    return {**right, "all": all(right.values())}


def _fault(pair: Pair, kind: str, want: GoldFigure | None, have: Figure | None) -> Fault:
    marks = [(want.start, want.end, "gold")] if want is not None else []
    marks += [(have.start, have.end, "ours")] if have is not None else []
    start, end, _ = marks[0]
    return Fault(
        layer="figure",
        kind=kind,
        name=have.indicator if want is None and have is not None else "" if want is None else want.indicator,
        want="" if want is None else _gold(want, kind),
        have="" if have is None else _ours(pair, have, kind),
        source=pair.gold.source,
        span=(start, end),
        rule="" if have is None else have.rule,
        confidence=None if have is None else have.confidence,
        pieces=quote(pair, marks),
    )


def _gold(want: GoldFigure, kind: str) -> str:
    parts = {
        "indicator": want.indicator,
        "about": want.about,
        "period": _period(want.period),
        "change": _plain(want.change),
    }
    return parts[kind] or "—" if kind in parts else _whole(want.about, want.indicator, want.text)


def _ours(pair: Pair, have: Figure, kind: str) -> str:
    about = pair.label(have.about) if have.about else ""
    parts = {
        "indicator": have.indicator,
        "about": about,
        "period": _period(have.period),
        "change": _plain(have.change),
    }
    return parts[kind] or "—" if kind in parts else _whole(about, have.indicator, have.text)


def _whole(about: str, indicator: str, text: str) -> str:
    return f"{about or '—'} | {indicator or '—'} | {text}"


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def _period(period: tuple[str, str]) -> str:
    return "/".join(period) if any(period) else ""
