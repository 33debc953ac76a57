"""Who finances whom where bank, verb and borrower stand in different clauses or sentences of one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.rule_confidence import confidence
from extract.state import Found, FoundRelation
from extract.surroundings import Surroundings
from ontology.record import MentionType

_LENDER = re.compile(
    r"银行|[支分]行|农商|信保|通商|信用社|联社|信合|保险|人寿|财险|人保|太保|平安|太平|创投|基金|投资|资本|担保|小贷|^[工农中建交]行"
)
_GIVES = re.compile(
    r"贷款|授信|放款|放贷|放了|发放|融资|领投|跟投|赔付|理赔|赔款|捐款|捐赠|信贷|金融支持|送来|投放|续贷|垫付|保险金|投出|万元投资|亿元投资|万元的?“|办理了"
)
_AMOUNT = re.compile(r"\d[\d.,]*\s*(?:余|多)?[万亿]?元|金融支持|赔款|保险金")
# Sums over many borrowers say nothing of one.
_MANY = re.compile(r"累计|合计|共(?:计|为|发放)|\d+(?:余|多)?[户家]|余额|总额|不良率|新增")
_OFFER = re.compile(r"专项额度|最高|推出|设立|规模")
_RECEIVERS = frozenset({MentionType.ENTERPRISE, MentionType.PERSON, MentionType.ASSOCIATION})
_FIRMS = frozenset({MentionType.ENTERPRISE})
_TO = re.compile(r"(?:为|给|向|对|帮助|支持)$")


def relations(around: Surroundings) -> Iterator[FoundRelation]:
    """Yield loans, investments and payments of which the borrower is named elsewhere in the paragraph."""
    for start, end, inside in around.by_sentence():
        text = around.text[start:end]
        if not _GIVES.search(text) or not _AMOUNT.search(text) or _MANY.search(text):
            continue
        lenders = [m for m in inside if m.type is MentionType.ENTERPRISE and _LENDER.search(around.label(m))]
        if not lenders:
            continue
        to = _receiver(around, inside, start, end)
        if to is None:
            continue
        rule = "finances-paragraph"
        for lender in lenders:
            if lender.entity != to.entity and not _only_offers(around, lender, end):
                first, last = min(lender.start, to.start), max(lender.end, to.end)
                yield FoundRelation(lender.entity, "finances", to.entity, first, last, rule, confidence(rule))


def _only_offers(around: Surroundings, lender: Found, end: int) -> bool:
    """`甲银行设立100亿元专项额度`: nobody has the money yet."""
    clause = around.text[lender.end : end]
    return _OFFER.match(clause) is not None


def _receiver(around: Surroundings, inside: list[Found], start: int, end: int) -> Found | None:
    """Return who got the money: named behind 为/给 in the sentence, else the paragraph's last firm, else its person."""
    able = [m for m in inside if m.type in _RECEIVERS and not _LENDER.search(around.label(m))]
    for found in able:
        if _TO.search(around.text, max(start, found.start - 2), found.start):
            return found
    floor = around.paragraph(start)
    firms = [m for m in around.within(floor, end) if m.type is MentionType.ENTERPRISE]
    firms = [m for m in firms if not _LENDER.search(around.label(m))]
    if firms:
        return firms[-1]
    main = around.main_firm(start)
    if main and not _LENDER.search(around.state.entities[main].label):
        return Found(start, start, MentionType.ENTERPRISE, "main-firm", 0.5, main)
    people = [m for m in around.within(floor, start) if m.type is MentionType.PERSON]
    return people[-1] if people else None
