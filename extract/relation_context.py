"""Relations that no single clause states: who spoke at the meeting just named, who launched the program that a
paragraph is about, which division a chain of names lies in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extract import sentences
from extract.deixis import home_entity, with_deixis
from extract.entities import squeeze
from extract.state import Found, FoundRelation, Named, State
from ontology import divisions
from ontology.record import MentionType

_PERSONS = frozenset({MentionType.PERSON, MentionType.OFFICIAL})
_BODIES = frozenset({MentionType.GOVERNMENT, MentionType.ENTERPRISE, MentionType.INSTITUTION, MentionType.ASSOCIATION})
_LAUNCHERS = _BODIES | {MentionType.DISTRICT}
# A sentence that goes on with the meeting named before it.
_AT_THE_EVENT = re.compile(
    r"^\s*(?:会上|会前|会后|会议|现场|活动现场|活动中|活动上|论坛上|大会上|仪式上|开幕式上|座谈会上|发布会上|与会)"
)
_SPEAKS = re.compile(
    r"^(?:、|，|等|分别|先后|共同|一行|主持会议并|在会上|作|同志|[^，。；]{0,6}?)*?(?:表示|指出|强调|介绍|说|出席|参加|主持|致辞|讲话|发言|要求|建议|宣布|发布|作[^，。]{0,8}报告|宣读)"
)
_RESPONSIBLE = re.compile(r"[（(](?:责任|牵头|主办|配合|实施)单位[：:]")
# What is named behind these words was made by somebody else.
_OTHERS = re.compile(
    r"(?:贯彻|落实|按照|根据|依据|围绕|响应|对照|列入|列为|入选|入围|纳入|加入|接入|上线|获评|获得|荣获|跻身|荣登|上榜|获批|享受|参加|参与"
    r"|紧扣|依托|借力|执行|作为|加装|登录|通过|使用|申报|申领|申请|参考|迎接|签约)[了入过]?[^，。；、]{0,10}$"
)
_REACH = 400


def relations(text: str, state: State, stated: Sequence[FoundRelation]) -> Iterator[FoundRelation]:
    """Yield what the context of sentences states, beside what rules over single sentences have `stated`."""
    yield from _at_events(text, state)
    yield from _responsible(text, state)
    yield from _launched(text, state, stated)
    yield from _chains(text, state)


def _by_sentence(text: str, mentions: list[Found]) -> Iterator[tuple[int, int, list[Found]]]:
    starts = [m.start for m in mentions]
    for start, end in sentences.spans(text):
        yield start, end, mentions[bisect_left(starts, start) : bisect_left(starts, end)]


def _at_events(text: str, state: State) -> Iterator[FoundRelation]:
    """Who speaks, chairs or attends in the sentences after an event is named takes part in it."""
    event: Found | None = None
    carries = 0
    for start, end, inside in _by_sentence(text, state.mentions):
        cue = _AT_THE_EVENT.match(text, start, end) is not None
        carries = 6 if cue and event is not None else carries - 1
        if event is not None and (cue or carries > 0) and start - event.start <= _REACH:
            yield from _speakers(text, end, inside, event, "event-carried")
        here = [m for m in inside if m.type is MentionType.EVENT]
        if here:
            event, carries = here[-1], 3


def _speakers(text: str, end: int, inside: list[Found], event: Found, rule: str) -> Iterator[FoundRelation]:
    for i, found in enumerate(inside):
        if found.type not in _PERSONS:
            continue
        after = inside[i + 1].start if i + 1 < len(inside) else end
        group_end = found.end
        j = i
        while j + 1 < len(inside) and inside[j + 1].type in _PERSONS and inside[j + 1].start - inside[j].end <= 1:
            j += 1
            group_end = inside[j].end
            after = inside[j + 1].start if j + 1 < len(inside) else end
        if _SPEAKS.match(text[group_end : max(after, group_end)]):
            yield FoundRelation(
                found.entity, "participatesIn", event.entity, min(event.start, found.start), found.end, rule, 0.7
            )


def _responsible(text: str, state: State) -> Iterator[FoundRelation]:
    """`（责任单位：甲局、乙局）` behind a measure: the bodies take part in the policy that the measures are of."""
    policies = [m for m in state.mentions if m.type is MentionType.PROGRAM and m.end - m.start >= 8]
    starts = [m.start for m in state.mentions]
    for match in _RESPONSIBLE.finditer(text):
        close = text.find("）", match.end())
        before = [m for m in policies if m.start < match.start()]
        if close < 0 or not before:
            continue
        counts: dict[str, int] = {}
        for m in before:
            counts[m.entity] = counts.get(m.entity, 0) + 1
        policy = max(reversed(before), key=lambda m: counts[m.entity])
        for m in state.mentions[bisect_left(starts, match.end()) : bisect_left(starts, close)]:
            if m.type in _BODIES:
                yield FoundRelation(
                    m.entity, "participatesIn", policy.entity, match.start(), close + 1, "responsible-body", 0.6
                )


def _launched(text: str, state: State, stated: Sequence[FoundRelation]) -> Iterator[FoundRelation]:
    """A program that no clause gives a maker is that of the actor its paragraph speaks of, unless it is cited."""
    done = {r.object for r in stated if r.predicate == "launched"}
    topic: Found | None = None
    for start, end, inside in _by_sentence(text, with_deixis(text, state)):
        for found in inside:
            if found.type in _LAUNCHERS and text[found.end : found.end + 1] not in ("、", "和"):
                topic = found
            if found.type is not MentionType.PROGRAM or found.entity in done:
                continue
            if _OTHERS.search(text, max(start, found.start - 14), found.start):
                done.add(found.entity)
                continue
            maker = topic.entity if topic is not None else home_entity(state)
            if maker:
                done.add(found.entity)
                first = found.start if topic is None or topic.start < start else min(topic.start, found.start)
                yield FoundRelation(maker, "launched", found.entity, first, found.end, "launched-by-topic", 0.55)
        if text[end - 1 : end] == "\n" and len(inside) == 0:
            topic = None


def _chains(text: str, state: State) -> Iterator[FoundRelation]:
    """`余杭区径山镇` states that the town is part of the district."""
    table = divisions.load()
    seen: set[tuple[str, str]] = set()
    for found in state.mentions:
        if found.type is not MentionType.DISTRICT:
            continue
        name = squeeze(text[found.start : found.end])
        for above in _above(name, found.entity, table):
            key = f"xzi:division/{above.code}"
            if key == found.entity or (found.entity, key) in seen:
                continue
            seen.add((found.entity, key))
            state.entities.setdefault(key, Named(key, MentionType.DISTRICT, above.name)).aliases.add(above.short)
            yield FoundRelation(found.entity, "partOf", key, found.start, found.end, "chain-of-names", 0.95)
            break


def _above(name: str, entity: str, table: divisions.Divisions) -> list[divisions.Division]:
    """The divisions that stand in front of the last one in a written chain, the nearest first."""
    code = entity.removeprefix("xzi:division/")
    own = table.get(code)
    if own is not None:
        ancestors = table.ancestors(own.code)
        return [
            a for a in reversed(ancestors) if a.name in name or (a.short in name and not own.name.startswith(a.short))
        ]
    head, rest = table.split(name)
    return [head] if head is not None and rest else []
