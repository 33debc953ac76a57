"""Mentions: a name is right with its exact span and type; one that overlaps is told from one that is not there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from kg.evaluation.gold import GoldMention
from kg.evaluation.pairs import Pair
from kg.evaluation.sheet import NOTHING, Fault, Judged, Sheet, quote
from kg.excerpt import squeeze
from ontology.record import Mention

Span = tuple[int, int]


def judge(pair: Pair, sheet: Sheet) -> None:
    """Count the mentions of a document by type, and their spans whatever the type."""
    gold = {(one.start, one.end): one for one in pair.gold.mentions}
    ours = {span: one for one in pair.record.mentions if pair.gold.holds((span := _trimmed(pair.text, one))[0])}
    for span, want in gold.items():
        sheet.add("mention", want.type, gold=1, right=int(span in ours and ours[span].type is want.type))
    for span, have in ours.items():
        right = span in gold and gold[span].type is have.type
        sheet.add("mention", have.type, found=1)
        sheet.judged.append(Judged("mention", have.rule, have.confidence, right))
    sheet.add("span", "all", gold=len(gold), found=len(ours), right=len(gold.keys() & ours.keys()))
    _explain(pair, gold, ours, sheet)


def _trimmed(text: str, mention: Mention) -> Span:
    """Return the span of a mention without white space at its ends."""
    start, end = mention.start, min(mention.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _explain(pair: Pair, gold: Mapping[Span, GoldMention], ours: Mapping[Span, Mention], sheet: Sheet) -> None:
    """Fill the table of types and list the faults: every wrong name of either side stands in one of them at least."""
    near_ours, near_gold = _Spans(ours), _Spans(gold)
    partner = {span: near_ours.nearest(span) for span in gold}
    taken = set(partner.values())
    for span, near in sorted(partner.items()):
        want = gold[span]
        have = None if near is None else ours[near]
        sheet.confusion[want.type, NOTHING if have is None else have.type] += 1
        if near != span or (have is not None and have.type is not want.type):
            sheet.faults.append(_fault(pair, span, want, near, have))
    for span, have in sorted(ours.items()):
        if span in taken:
            continue
        near = near_gold.nearest(span)
        if near is None:
            sheet.confusion[NOTHING, have.type] += 1
        sheet.faults.append(_fault(pair, near, None if near is None else gold[near], span, have))


class _Spans:
    """Spans of one side, to look for those that overlap one of the other."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._longest = max((end - start for start, end in self._spans), default=0)

    def nearest(self, span: Span) -> Span | None:
        """Return the span itself if it is there, else the first of those that share most characters with it."""
        first = bisect_left(self._spans, (span[0] - self._longest, 0))
        last = bisect_left(self._spans, (span[1], 0))
        near = [(min(span[1], end) - max(span[0], start), -start, -end) for start, end in self._spans[first:last]]
        if span in self._spans[first:last]:
            return span
        shared, start, end = max(near, default=(0, 0, 0))
        return (-start, -end) if shared > 0 else None


def _fault(pair: Pair, at: Span | None, want: GoldMention | None, found: Span | None, have: Mention | None) -> Fault:
    kind = "border"
    if at is None or found is None:
        kind = "invented" if at is None else "missing"
    elif at == found:
        kind = "type"
    marks = [(*at, "gold")] if at is not None else []
    marks += [(*found, "ours")] if found is not None else []
    return Fault(
        layer="mention",
        kind=kind,
        name=want.type if want is not None else have.type if have is not None else "",
        want="" if want is None or at is None else f"{want.type} {squeeze(pair.text[slice(*at)])}",
        have="" if have is None or found is None else f"{have.type} {squeeze(pair.text[slice(*found)])}",
        source=pair.gold.source,
        span=found if at is None else at,
        rule="" if have is None else have.rule,
        confidence=None if have is None else have.confidence,
        pieces=quote(pair, marks),
    )
