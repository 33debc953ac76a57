"""Relations that no single clause states: who is responsible for a policy's measures, who launched the program that a
paragraph is about, where the firms of a list sit."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.entities import division_id
from extract.rule_confidence import confidence, stated_of
from extract.state import BlockKind, Found, FoundRelation
from extract.subject_policies import NUMBER
from extract.surroundings import Surroundings
from extract.topics import ACTING_PLACE, ACTORS, HOME, Topics
from ontology import divisions
from ontology.record import MentionType

_PLACES = frozenset({MentionType.DISTRICT, MentionType.PLACE})
_BODIES = ACTORS - _PLACES
_ISSUERS = _BODIES | _PLACES
_RESPONSIBLE = re.compile(r"[（(。；\n](?:责任|牵头|主办|配合|实施)(?:单位|部门)[：:]")
_CLOSE = re.compile(r"[）)。；\n]|$")
# What is named behind these words was made by somebody else.
_OTHERS = re.compile(
    r"(?:贯彻|落实|按照|根据|依据|响应|对照|列入|列为|入选|入围|纳入|加入|接入|上线|获评|获得|荣获|跻身|荣登|上榜|获批|享受|参加|参与|预约"
    r"|紧扣|依托|借力|执行|作为|加装|登录|通过|使用|申报|申领|申请|参考|迎接|签约|用好|得益于|扫|打开|拿到|落户|投产|开工|对|在|为|被|投入|就|到)"
    r"[了入过]?[^，。；、]{0,8}$"
)
_LISTED_TYPES = _BODIES | {MentionType.DISTRICT, MentionType.PERSON}
_SEATED = frozenset({MentionType.ENTERPRISE, MentionType.INSTITUTION})
_LIST = re.compile(
    r"(?:(?:他们|它们|这些企业)(?:分别)?(?:是|为|有|包括)|分别(?:是|为)|代表企业(?:含|有|包括|为))[：:]?$"
)
_LISTED_IN = re.compile(r"入选|上榜|榜单|名单|入围|登榜")
_MAKES = re.compile(r"(?:制定|制订|编制|开展|实施|建立|启动|推出|出台|组织|搭建|设立)了?[“《]?$")
# Those with whom a place signs mostly come from elsewhere.
_SIGNED = re.compile(r"签约|签订|签署|协议")
_LONG_LIST = 3
# Measures nearer to each other than this belong to one policy.
_RUN = 1500
_FAR = 4000
_LONG_NAME = 8
# 1.｜延续…政策，…（责任单位：…）: how a measure begins, and how long one is at most.
_ITEM = re.compile(rf"(?<![\d.]){NUMBER}|(?<=\n)[一二三四五六七八九十]{{1,3}}、")
_MEASURE = 300
# A sentence that begins with a program is about it.
_LEAD = re.compile(
    r"(?:[\s“《‘，、：:●■◆◇▲★·—.．（）()\d一二三四五六七八九十]|今年|目前|近年来|[去前当今]年|如今|当前|此外|同时|其中|本次|此次)*"
)
_MARKS = ("“", "《", "‘")
# What a government issues under its own name.
_DOCUMENT = re.compile(
    r"(?:方案|章程|规则|条例|意见|办法|措施|规划|政策|细则|计划|规定|举措|条)(?:[（(][^（）()]*[）)])?$"
)
# Between two names of a list: `甲改革等25项改革、以及乙项目`.
_LISTED = re.compile(r"[”》、“《以及和与]{0,4}|[”》]?等[^，。；、]{0,14}[，、]?(?:以及|及|和|与)[“《]?")
# A plan and the first of its parts (某计划包括｜甲行动), and two parts between which others stand that bear no name.
_COMPRISES = re.compile(r"[”》]?(?:共|主要|具体)?(?:包括|包含|涵盖|涵括|分为)了?[^，。；“《]{0,6}[“《]?")
_FARTHER = re.compile(r"[”》]?、(?:[^，。；、“”《》]{2,24}、){1,2}[“《]?")
# Gatherings that a place itself calls together, where they are told of as held.
_CONGRESS = re.compile(r"(?:代表大会|[会]议|推进会|部署会|动员会|大会|工作会|座谈会|表彰会|现场会)$")
# Others name the place in full behind a motto or a year: `“清洁家园”青峰县环境日活动`, `2023年青峰县农民丰收节`.
_BEFORE_PLACE = re.compile(r"(?:“[^“”]{2,24}”|(?:19|20)\d\d年?度?|第[一二三四五六七八九十\d]+[届次]|首届)*")
_OWN_PLACE = re.compile(
    r"[\u3400-\u9fff]{1,7}?[区县市旗镇乡](?!场|民)[^”]{0,20}(?:活动|节|仪式|月|周|发布会|招聘会|推介会|签约会)$"
)
_ZONE = re.compile(r"(?:新区|高新区|开发区|园区|产业园|科技城)$")
_HELD = re.compile(r"[”》]?[^。；，]{0,14}(?:召开|举行|举办|开幕|闭幕)")
# What is read out at a meeting is not the county's that the paper reports from.
FINDINGS = re.compile(r"(?:报告|白皮书|蓝皮书|共识|倡议书?|宣言|指数|榜单?|案例集?|成果|应用)(?:\d{4})?$")
# Projects and financial products belong to firms and banks that the sentence need not name.
_NO_TOPIC = re.compile(r"(?:项目|工程|基金|贷|险|券|卡|[一-龥]保|产业园|资金)$")


def relations(around: Surroundings, topics: Topics, stated: Sequence[FoundRelation]) -> Iterator[FoundRelation]:
    """Yield what the context of sentences states, beside what rules over single sentences have `stated`."""
    yield from _responsible(around)
    yield from _launched(around, topics, stated)
    yield from _lists(around)


def _responsible(around: Surroundings) -> Iterator[FoundRelation]:
    """`（责任单位：甲局、乙局）` behind a measure: the bodies take part in the policy that the measures are of."""
    matches = list(_RESPONSIBLE.finditer(around.text))
    if not matches:
        return
    rule = "responsible-body"
    policy: Found | None = None
    last = -_RUN
    for match in matches:
        close = _CLOSE.search(around.text, match.end())
        if match.start() - last > _RUN:
            policy = _policy(around, match.start())
        last = match.start()
        if close is None or policy is None:
            continue
        for m in around.within(match.end(), close.start()):
            if m.type not in _BODIES:
                continue
            yield FoundRelation(
                m.entity, "participatesIn", policy.entity, match.start(), close.end(), rule, confidence(rule)
            )
            for program in _of_measure(around, match.start(), policy):
                yield FoundRelation(
                    m.entity,
                    "launched",
                    program.entity,
                    program.start,
                    close.end(),
                    "measure-of-body",
                    confidence("measure-of-body"),
                )


def _policy(around: Surroundings, at: int) -> Found | None:
    """Return the policy whose measures begin at a character: the document named most often before, in its article."""
    start = around.section(at)[0]
    items = [item.start() for item in _ITEM.finditer(around.text, max(start, at - _MEASURE), at)]
    at = items[-1] if items else at  # what the first measure itself names is no package of measures
    before = [m for m in around.within(start, at) if m.type is MentionType.PROGRAM and m.end - m.start >= _LONG_NAME]
    before = before or [m for m in around.within(max(0, at - _FAR), at) if m.type is MentionType.PROGRAM]
    documents = [m for m in before if _DOCUMENT.search(around.label(m))] or before
    counts = Counter(m.entity for m in documents)
    return max(reversed(documents), key=lambda m: counts[m.entity], default=None)


def _of_measure(around: Surroundings, at: int, policy: Found) -> list[Found]:
    """Return the programs that a measure names, from the measure before it on."""
    floor = max(around.text.rfind("单位：", 0, at), around.text.rfind("单位:", 0, at), at - 250, 0)
    return [
        m
        for m in around.within(floor, at)
        if m.type is MentionType.PROGRAM
        and m.entity != policy.entity
        and _MAKES.search(around.text, max(floor, m.start - 6), m.start)
    ]


def _launched(around: Surroundings, topics: Topics, stated: Sequence[FoundRelation]) -> Iterator[FoundRelation]:
    """A program that no clause gives a maker is that of the actor its sentence speaks of, unless it is cited."""
    done = {r.object: r.subject for r in stated if r.predicate == "launched"}
    issuers = _issuers(around)
    text = around.text
    for start, inside in _headings_last(around):
        previous: Found | None = None
        for found in inside:
            if found.type is MentionType.EVENT and found.entity not in done:
                maker = _owner(around, found)
                if maker and _HELD.match(text, found.end):
                    done[found.entity] = maker
                    yield _launch(maker, found, "launched-event-of")
            if found.type is not MentionType.PROGRAM:
                continue
            last, previous = previous, found
            if found.entity in done:
                continue
            if _NO_TOPIC.search(around.label(found)):
                continue
            near = last is not None and _beside(text, last.end, found.start)
            titled = _issuer(around, found, issuers)
            if titled:
                maker, rule = titled, "launched-titled"
            elif near and last is not None and _of_list(around, done.get(last.entity, ""), found):
                maker, rule = done[last.entity], "launched-listed"
            elif _OTHERS.search(text, max(start, found.start - 14), found.start) or topics.directive(
                start, found.start
            ):
                done[found.entity] = ""
                continue
            else:
                marked = text[found.start] in _MARKS or text[found.start - 1 : found.start] in _MARKS
                leads = marked and _LEAD.fullmatch(text, start, found.start) is not None
                maker, rule = _leading(around, topics, start, found) if leads else "", "launched-lead"
            done[found.entity] = maker
            if maker:
                yield _launch(maker, found, rule)


def _leading(around: Surroundings, topics: Topics, start: int, found: Found) -> str:
    """Return who is behind a program that a sentence begins with: the division spoken of, or the article's firm."""
    actor = topics.actor(start, found.start)
    if actor is not None and actor.rule == HOME and FINDINGS.search(around.label(found)):
        return ""
    if actor is None or actor.type is MentionType.DISTRICT or actor.entity == around.main_firm(start):
        return "" if actor is None else actor.entity
    return ""


def _beside(text: str, start: int, end: int) -> bool:
    """Say whether what stands between two programs makes them items of one list, or the second a part of the first."""
    return any(pattern.fullmatch(text, start, end) for pattern in (_LISTED, _COMPRISES, _FARTHER))


def _of_list(around: Surroundings, maker: str, found: Found) -> bool:
    """Say whether the next of a list is its neighbour's maker's: a firm's project may stand beside another's."""
    kind = around.state.entities[maker].type if maker else MentionType.ENTERPRISE
    return kind is not MentionType.ENTERPRISE and FINDINGS.search(around.label(found)) is None


def without_mistaken_makers(around: Surroundings, stated: Sequence[FoundRelation]) -> list[FoundRelation]:
    """Leave out makers that only the context gives to a document whose title names another."""
    issuers = _issuers(around)

    def mistaken(one: FoundRelation) -> bool:
        if one.rule != "launched-carried":
            return False
        issuer = _named_first(around.state.entities[one.object].label, issuers)
        return issuer not in ("", one.subject)

    return [one for one in stated if not mistaken(one)]


def _launch(maker: str, found: Found, rule: str) -> FoundRelation:
    return FoundRelation(maker, "launched", found.entity, found.start, found.end, rule, confidence(rule))


def _headings_last(around: Surroundings) -> list[tuple[int, list[Found]]]:
    """Return the sentences with their mentions: a heading names what the text below it tells more of."""
    headings = sorted((b.start, b.end) for b in around.state.context.blocks if b.kind is BlockKind.HEADING)
    starts = [start for start, _ in headings]

    def heads(at: int) -> bool:
        i = bisect_right(starts, at) - 1
        return i >= 0 and at < headings[i][1]

    return sorted(((start, inside) for start, _, inside in around.by_sentence), key=lambda one: heads(one[0]))


def _issuers(around: Surroundings) -> dict[str, str]:
    """Return who can issue documents, by name; nobody where nothing is called like one, as in most texts."""
    if not any(_DOCUMENT.search(e.label) for e in around.state.entities.values()):
        return {}
    return {
        name: e.id
        for e in sorted(around.state.entities.values(), key=lambda e: e.id)
        if e.type in _ISSUERS and (e.type is not MentionType.PLACE or ACTING_PLACE.search(e.label) is not None)
        for name in (e.label, *sorted(e.aliases))
        if len(name) > 1
    }


def _issuer(around: Surroundings, found: Found, issuers: dict[str, str]) -> str:
    """`青峰县关于支持民营经济的若干措施` is the county's, by its title."""
    return _named_first(around.label(found), issuers)


def _named_first(label: str, issuers: dict[str, str]) -> str:
    """Return who is named at the head of a document's title, or ""."""
    if _DOCUMENT.search(label) is None:
        return ""
    heads = (issuers.get(label[:n], "") for n in range(min(len(label) - 1, 24), 1, -1))
    return next((issuer for issuer in heads if issuer), "")


def _owner(around: Surroundings, found: Found) -> str:
    """`青峰县第一次妇女代表大会` is held by the county, a zone's by the zone; a match of its name need not be."""
    label = around.label(found)
    zones = [m for m in around.state.mentions if m.type is MentionType.PLACE and _is_zone(around.names(m), label)]
    if zones:
        return zones[0].entity
    if _CONGRESS.search(label) is None:
        head = _BEFORE_PLACE.match(label)
        label = label[head.end() :] if head is not None else label
        if _OWN_PLACE.match(label) is None:
            return ""
    division, _ = divisions.load().split(label)
    key = "" if division is None else division_id(division)
    return key if key in around.state.entities else ""


def _is_zone(names: tuple[str, ...], label: str) -> bool:
    return any(_ZONE.search(name) and label.startswith(name) for name in names)


def _lists(around: Surroundings) -> Iterator[FoundRelation]:
    """`他们分别是甲、乙、丙`: the firms sit in the division, and are on the list, that the paragraph spoke of."""
    for start, _, inside in around.by_sentence:
        firms = _listed_names(around, start, inside)
        if len(firms) < _LONG_LIST:
            continue
        floor = around.passage(start)
        place = around.last(firms[0].start, _PLACES, floor=floor)
        program = around.last(firms[0].start, frozenset({MentionType.PROGRAM}), floor=floor)
        for predicate, rule, target in (
            ("locatedIn", "located-listed", place),
            ("participatesIn", "takes-part-enumerated", program),
        ):
            if target is None or (target is program and not _LISTED_IN.search(around.text, floor, firms[0].start)):
                continue
            if target is place and (
                firms[0].type not in _SEATED or _SIGNED.search(around.text, floor, firms[0].start) is not None
            ):
                continue
            for firm in firms:
                yield stated_of(firm, predicate, target, rule)


def _listed_names(around: Surroundings, start: int, inside: list[Found]) -> list[Found]:
    """Return the names of one type that are listed behind words such as 分别是."""
    names: list[Found] = []
    for found in inside:
        gap = around.text[names[-1].end : found.start] if names else ""
        if names and found.type is names[0].type and gap in ("、", "，", "和", "及", "以及"):
            names.append(found)
        elif len(names) < _LONG_LIST:
            begins = found.type in _LISTED_TYPES and _LIST.search(
                around.text, max(start, found.start - 12), found.start
            )
            names = [found] if begins else []
    return names
