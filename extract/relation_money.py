"""Who finances whom where bank, verb and borrower stand in different clauses or sentences of one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.post_bodies import kind_of
from extract.rule_confidence import stated_of
from extract.state import Found, FoundRelation
from extract.surroundings import Surroundings
from ontology.record import MentionType

_LENDER = re.compile(
    r"银行|[支分]行|农商|信保|通商|信用社|联社|信合|保险|人寿|财险|人保|太保|平安|太平|创投|基金|投资|资本|担保|小贷|^[工农中建交]行"
)
_GIVES = re.compile(
    r"贷款|授信|放款|放贷|放了|发放|融资|领投|跟投|赔付|理赔|赔款|捐款|捐赠|信贷|金融支持|送[来上去]了?|投放|续贷|垫付|保险金|投出|万元投资|亿元投资|万元的?“|办理了"
)
_AMOUNT = re.compile(r"\d[\d.,]*\s*(?:余|多)?[万亿]?元|金融支持|赔款|保险金")
# Sums over many borrowers say nothing of one.
_MANY = re.compile(r"累计|合计|共(?:计|为|发放)|\d+(?:余|多)?[户家]|余额|总额|不良率|新增")
_OFFER = re.compile(r"专项额度|最高|推出|设立|规模")
_PLANS = re.compile(r"拟|计划|承诺|尚未|未能|拒绝|婉拒")
_VISITED = re.compile(r"(?:来到|走进|前往|深入|位于|在|赴|到)$")
_RECEIVERS = frozenset({MentionType.ENTERPRISE, MentionType.PERSON, MentionType.ASSOCIATION})
_COORDINATED = ("、", "和", "与", "及", "以及")
_PRODUCT = re.compile(r"(?:贷|卡|保|险|保险|保单|宝|融|快贷|通保)$")
_OTHERS = frozenset({MentionType.GOVERNMENT, MentionType.ASSOCIATION, MentionType.INSTITUTION, MentionType.DISTRICT})
_HIM = re.compile(r"[给为向][他她]")
_FIRM_WORD = re.compile(r"公司|企业|我们|该厂|为其|他们")
_TO_IT = re.compile(
    r"[给为向对](?:该|这家|本)?(?:企业|公司|合作社|其|他|她|[一-龥]{0,4}[农商养种]{1,2}[户殖]户?|客户)[^。；，]{0,16}?(?:发放|投放|授信|办理|提供|追加|审批|批准|送)"
)
_TO = re.compile(r"(?:为|给|向|对|帮助|支持)(?:村民|居民|农户|农民|商户|客户|个体户|[一-龥]{1,2}户|种植大户)?$")


def relations(around: Surroundings) -> Iterator[FoundRelation]:
    """Yield loans, investments and payments of which the borrower is named elsewhere in the passage."""
    for start, end in around.sentences:
        inside, text = around.within(start, end), around.text[start:end]
        if not _GIVES.search(text) or not _AMOUNT.search(text) or _MANY.search(text):
            continue
        lenders = _lenders(around, inside, end) or _carried(around, inside, start, end)
        if not lenders:
            continue
        to = _receiver(around, inside, lenders, start, end)
        for product in (m for m in inside if m.type is MentionType.PROGRAM and _PRODUCT.search(around.label(m))):
            yield stated_of(lenders[-1], "launched", product, "launched-product")
            if to is not None:
                yield stated_of(to, "participatesIn", product, "takes-part-product")
        if to is not None:
            for lender in lenders:
                yield stated_of(lender, "finances", to, "finances-paragraph")


def _lenders(around: Surroundings, inside: list[Found], end: int) -> list[Found]:
    """Return the lenders of a sentence, and the firms listed with one of them."""
    firms = [m for m in inside if m.type is MentionType.ENTERPRISE]
    groups: list[list[Found]] = []
    for firm in firms:
        if groups and around.text[groups[-1][-1].end : firm.start] in _COORDINATED:
            groups[-1].append(firm)
        else:
            groups.append([firm])
    lending = [g for g in groups if any(_LENDER.search(around.label(m)) for m in g)]
    return [m for g in lending if _gives(around, inside, g[-1], end) for m in g]


def _carried(around: Surroundings, inside: list[Found], start: int, end: int) -> list[Found]:
    """`…最终为企业发放贷款9万元`: the one lender that the paragraph has spoken of before."""
    if _TO_IT.search(around.text, start, end) is None or _PLANS.search(around.text, start, end):
        return []
    before = [m for m in around.within(around.paragraph(start), start) if m.type is MentionType.ENTERPRISE]
    lenders = [m for m in before if _LENDER.search(around.label(m))]
    others = {m.entity for m in inside if m.type in _OTHERS or _LENDER.search(around.label(m))}
    return lenders[-1:] if len({m.entity for m in lenders}) == 1 and not others else []


def _gives(around: Surroundings, inside: list[Found], lender: Found, end: int) -> bool:
    """Say whether the verb of giving behind a lender is its own, and more than an offer."""
    verb = _GIVES.search(around.text, lender.end, end)
    if verb is None or _only_offers(around, inside, lender, end) or _PLANS.search(around.text, lender.end, verb.end()):
        return False
    return not any(
        m.type in _OTHERS
        and lender.end < m.start < verb.start()
        and not _is_given_to(around.text, m.start)
        and not _VISITED.search(around.text, max(0, m.start - 4), m.start)
        for m in inside
    )


def _only_offers(around: Surroundings, inside: list[Found], lender: Found, end: int) -> bool:
    """Say whether a lender sets something up (`推出甲贷`) and the sentence names nobody who got it."""
    if _OFFER.match(around.text, lender.end, end) is None:
        return False
    return not any(m.type in _RECEIVERS and m.start > lender.end and _is_given_to(around.text, m.start) for m in inside)


def _receiver(around: Surroundings, inside: list[Found], lenders: list[Found], start: int, end: int) -> Found | None:
    """Return who got the money: named behind 为/给 or speaking in the sentence, else the passage's last firm."""
    taken = {m.entity for m in lenders}
    able = [m for m in inside if m.type in _RECEIVERS and m.entity not in taken and not _LENDER.search(around.label(m))]
    for found in able:
        if _is_given_to(around.text, found.start):
            return found
    floor = around.paragraph(start)
    people = [m for m in around.within(floor, lenders[0].start) if m.type is MentionType.PERSON]
    if people and (_HIM.search(around.text, start, end) or _speaks_alone(around, people[-1], start)):
        return people[-1]
    ends = [start, *(m.end for m in inside)]
    starts = [*(m.start for m in inside), end]
    spoken_of = any(_FIRM_WORD.search(around.text, a, b) for a, b in zip(ends, starts, strict=True))
    for bound in (floor, around.passage(start)) if spoken_of else (start,):
        firms = [m for m in around.within(bound, end) if m.type is MentionType.ENTERPRISE and m.entity not in taken]
        firms = [m for m in firms if not _LENDER.search(around.label(m)) and around.text[m.start - 1 : m.start] != "在"]
        if firms:
            return firms[-1]
    main = around.main_firm(start)
    if main and main not in taken and not _LENDER.search(around.state.entities[main].label):
        return Found(start, start, MentionType.ENTERPRISE, "main-firm", 0.5, main) if spoken_of else None
    return None


def _is_given_to(text: str, at: int) -> bool:
    return _TO.search(text, max(0, at - 6), at) is not None


def _speaks_alone(around: Surroundings, person: Found, start: int) -> bool:
    """Say whether a speaker of this sentence is no firm's: `养殖户张三说，甲保险公司赔付了2万元`."""
    if person.start < start:
        return False
    return kind_of(around.text[max(start, person.start - 8) : person.start])[0] != "firm"
