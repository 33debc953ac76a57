"""Entities: one of the gold is found where an entity of its type, named in a region, shares a name with it."""

from __future__ import annotations

from kg.evaluation.gold import GoldEntity
from kg.evaluation.pairs import Pair
from kg.evaluation.sheet import Fault, Sheet, quote
from ontology.record import Mention


def judge(pair: Pair, sheet: Sheet) -> None:
    """Count the entities of a document by type."""
    if pair.gold.entities is None:
        return
    first: dict[str, Mention] = {}
    for one in pair.record.mentions:
        if one.entity and pair.gold.holds(one.start):
            first.setdefault(one.entity, one)
    free = dict.fromkeys(sorted(first))
    for want in pair.gold.entities:
        hit = next((iri for iri in free if _type(pair, iri) == want.type and pair.same(iri, want.name)), None)
        sheet.add("entity", want.type, gold=1, right=int(hit is not None))
        if hit is None:
            sheet.faults.append(_missing(pair, want))
        else:
            del free[hit]
    for iri, seen in first.items():
        sheet.add("entity", _type(pair, iri), found=1)
        if iri in free:
            sheet.faults.append(_invented(pair, iri, seen))


def _type(pair: Pair, iri: str) -> str:
    return str(pair.entities[iri].type) if iri in pair.entities else "?"


def _missing(pair: Pair, want: GoldEntity) -> Fault:
    seen = next((one for one in pair.gold.mentions if one.entity == want.name), None)
    return Fault(
        layer="entity",
        kind="missing",
        name=want.type,
        want=f"{want.type} {want.name}",
        have="",
        source=pair.gold.source,
        span=None if seen is None else (seen.start, seen.end),
        pieces=() if seen is None else quote(pair, [(seen.start, seen.end, "gold")]),
    )


def _invented(pair: Pair, iri: str, seen: Mention) -> Fault:
    return Fault(
        layer="entity",
        kind="invented",
        name=_type(pair, iri),
        want="",
        have=f"{_type(pair, iri)} {pair.label(iri)}",
        source=pair.gold.source,
        span=(seen.start, seen.end),
        rule=seen.rule,
        confidence=seen.confidence,
        pieces=quote(pair, [(seen.start, seen.end, "ours")]),
    )
