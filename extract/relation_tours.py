"""Where those sit whom somebody visits on a tour: `在甲县调研。…先后走访了乙公司、丙学院`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.rule_confidence import stated_of
from extract.state import Found, FoundRelation
from extract.surroundings import Surroundings
from ontology.record import MentionType

_ON_TOUR, _ON_SCENE = "located-on-tour", "located-on-scene"
_TOUR = re.compile(
    r"(?:，?就[^，。；]{2,40}?|[^，。；、和]{0,10}?)"
    r"(?:调研|考察|走访|视察|督导|督查|检查|调度|采访|慰问|观摩|参观)"
)
_TO = re.compile(r"(?:在|到|赴|来|来到|深入|前往|走进)$")
_VISITS = re.compile(
    r"(?:走进|来到|走访|深入|察看|查看|考察|调研|参观|看望|前往|检查|步入)了?(?:位于|我[区县市]|当地)?(?:的|，)?$|(?:先后|依次|分别|实地|首先|随后)(?:到|赴|在)$"
)
# `在甲公司的车间`: as good as a visit.
_IN = re.compile(r"(?:[，。；：“”\n]|^)(?:在|只见)$")
_WORKS = re.compile(r"[^，。；]{0,10}?(?:现场|车间|厂区|厂房|工厂|生产线|产线|展厅|大棚|门店|工地|仓库|实验室|展馆)")
_GOES = re.compile(r"(?:走进|来到|探访|深入|到|赴)$")
_SITES = frozenset({MentionType.ENTERPRISE, MentionType.INSTITUTION, MentionType.PLACE, MentionType.ASSOCIATION})
_SEATED = frozenset({MentionType.ENTERPRISE, MentionType.INSTITUTION})
_PLACES = frozenset({MentionType.DISTRICT, MentionType.PLACE})
_ZONE = re.compile(r"(?:园|园区|开发区|高新区|新区|经开区|片区|科技城|科学城|小镇|街道|基地|港)$")
_GAP = re.compile(r"(?:[^，。；]{0,14}(?:项目|基地|车间|现场|工地))?[、和与及]")
_REACH = 500


def relations(around: Surroundings, stated: Sequence[FoundRelation]) -> Iterator[FoundRelation]:
    """Yield where the visited sit of whom nothing else is `stated`."""
    seated = {one.subject for one in stated if one.predicate == "locatedIn"}
    for start, _, inside in around.by_sentence:
        group = _visited(around, start, inside)
        if not group:
            continue
        place, rule = _toured(around, group[0].start), _ON_TOUR
        if place is None:
            place, rule = _scene(around, group[0].start), _ON_SCENE
        for found in group:
            if place is None or found.entity in seated or found.entity == place.entity:
                continue
            if found.type not in _SEATED and (rule != _ON_TOUR or place.type is not MentionType.DISTRICT):
                continue
            yield stated_of(found, "locatedIn", place, rule)


def _visited(around: Surroundings, start: int, inside: list[Found]) -> list[Found]:
    """Return the list of those whom a sentence goes to."""
    group: list[Found] = []
    for found in inside:
        if found.type not in _SITES:
            if group:
                break
        elif group and _GAP.fullmatch(around.text, group[-1].end, found.start):
            group.append(found)
        elif not group and (
            _VISITS.search(around.text, max(start, found.start - 12), found.start)
            or (_IN.search(around.text, max(start - 1, 0), found.start) and _WORKS.match(around.text, found.end))
        ):
            group = [found]
    return group


def _toured(around: Surroundings, at: int) -> Found | None:
    """Return where the article says that the tour leads: `在甲县调研`."""
    floor = max(around.section(at)[0], at - _REACH)
    for found in reversed(around.within(floor, at)):
        if found.type in _PLACES and _TO.search(around.text, max(0, found.start - 2), found.start):
            return found if _holds_others(around, found) and _TOUR.match(around.text, found.end) else None
    return None


def _scene(around: Surroundings, at: int) -> Found | None:
    """Return the place that the passage before has gone to: `记者来到甲县。走进乙公司`."""
    for found in reversed(around.within(around.passage(at), at)):
        if found.type in _PLACES and _GOES.search(around.text, max(0, found.start - 2), found.start):
            alone = around.text[found.end : found.end + 1] not in "、和"
            return found if alone and _holds_others(around, found) else None
    return None


def _holds_others(around: Surroundings, place: Found) -> bool:
    """Say whether a place is one in which firms sit: a division or a zone."""
    return place.type is MentionType.DISTRICT or _ZONE.search(around.label(place)) is not None
