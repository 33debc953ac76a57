"""Relations: the predicate and both ends must agree, by any of their names; a post also in its title."""

from __future__ import annotations

from kg.evaluation.gold import GoldRelation
from kg.evaluation.likeness import alike
from kg.evaluation.pairs import Pair, bare
from kg.evaluation.sheet import Fault, Judged, Sheet, quote
from ontology.record import Relation

# A title that shares this much with the gold's is the same one.
TITLE = 0.7
# The text states few of the many divisions that lie in one another; those it does not state are no faults.
_FREE = "partOf"
# Names of a missed relation that stand farther apart than this are not quoted together.
_TOGETHER = 120


def judge(pair: Pair, sheet: Sheet) -> None:
    """Count the relations of a document by predicate."""
    if pair.gold.relations is None:
        return
    found: dict[tuple[str, str, str, str], Relation] = {}
    for one in pair.record.relations:
        if pair.gold.holds(one.start):
            found.setdefault((one.subject, one.predicate, one.object, bare(one.title)), one)
    free = dict(found)
    for want in pair.gold.relations:
        hit = next((key for key, one in free.items() if _agrees(pair, one, want)), None)
        sheet.add("relation", want.predicate, gold=1, right=int(hit is not None))
        if hit is None:
            sheet.faults.append(_missing(pair, want))
        else:
            del free[hit]
    for key, one in found.items():
        wrong = key in free
        if wrong and one.predicate == _FREE:
            continue
        sheet.add("relation", one.predicate, found=1)
        sheet.judged.append(Judged("relation", one.rule, one.confidence, not wrong))
        if wrong:
            sheet.faults.append(_invented(pair, one))


def _agrees(pair: Pair, one: Relation, want: GoldRelation) -> bool:
    if one.predicate != want.predicate or not one.object:
        return False
    if pair.same(one.subject, want.subject) and pair.same(one.object, want.object):
        return one.predicate != "position" or same_title(one.title, want.title)
    swapped = pair.same(one.subject, want.object) and pair.same(one.object, want.subject)
    return one.predicate == "partnersWith" and swapped


def same_title(one: str, other: str) -> bool:
    """Tell whether two titles are one: equal, one within the other, or nearly the same characters."""
    first, second = bare(one), bare(other)
    if not first or not second:
        return False
    return first in second or second in first or alike(first, second) >= TITLE


def _missing(pair: Pair, want: GoldRelation) -> Fault:
    marks = _together(pair, want)
    return Fault(
        layer="relation",
        kind="missing",
        name=want.predicate,
        want=_said(want.subject, want.predicate, want.object, want.title),
        have="",
        source=pair.gold.source,
        span=(min(start for start, _, _ in marks), max(end for _, end, _ in marks)) if marks else None,
        pieces=quote(pair, marks) if marks else (),
    )


def _together(pair: Pair, want: GoldRelation) -> list[tuple[int, int, str]]:
    """Return the nearest mentions of both ends in the gold, which does not say where it states a relation."""
    subjects = [one for one in pair.gold.mentions if one.entity == want.subject]
    objects = [one for one in pair.gold.mentions if one.entity == want.object]
    pairs = [(max(a.end, b.end) - min(a.start, b.start), a, b) for a in subjects for b in objects if a is not b]
    if not pairs:
        return []
    distance, subject, object_ = min(pairs, key=lambda one: (one[0], one[1].start, one[2].start))
    spans = [(subject.start, subject.end, "gold"), (object_.start, object_.end, "gold")]
    return spans if distance <= _TOGETHER else []


def _invented(pair: Pair, one: Relation) -> Fault:
    return Fault(
        layer="relation",
        kind="invented",
        name=one.predicate,
        want="",
        have=_said(pair.label(one.subject), one.predicate, pair.label(one.object), one.title),
        source=pair.gold.source,
        span=(one.start, one.end),
        rule=one.rule,
        confidence=one.confidence,
        pieces=quote(pair, [(one.start, one.end, "ours")]),
    )


def _said(subject: str, predicate: str, object_: str, title: str) -> str:
    return f"{subject} {predicate} {object_}" + (f"（{title}）" if title else "")
