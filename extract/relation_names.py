"""What names themselves tell: a branch belongs to its bank, a town written behind its district lies in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.entities import squeeze
from extract.rule_confidence import confidence
from extract.state import Found, FoundRelation, Named, State
from extract.surroundings import Surroundings
from ontology import divisions
from ontology.record import MentionType

_WITH_PARTS = (MentionType.ENTERPRISE, MentionType.GOVERNMENT, MentionType.INSTITUTION)
# Names of these are no part of a longer name's owner.
_BRANCH = re.compile(r"(?:支行|分行|分公司|营业部|中心支公司|支公司|分局|分院|分校)$")
# A committee's own staff offices are named like parts of it but spoken of as bodies.
_STAFF = re.compile(r"(?:部|办|办公室|办公厅|督查室|室)$")
_HEAD_OFFICE = re.compile(r"(?:分行|分公司|中心支公司)$")


def relations(around: Surroundings) -> Iterator[FoundRelation]:
    """Yield the relations that names state."""
    yield from _parts(around.state)
    yield from _chains(around.text, around.state)


def _parts(state: State) -> Iterator[FoundRelation]:
    """`甲银行乙支行` is a part of `甲银行`, and of `甲银行丙分行` where 乙 lies in 丙."""
    first: dict[str, Found] = {}
    for found in state.mentions:
        first.setdefault(found.entity, found)
    bodies = [e for e in state.entities.values() if e.type in _WITH_PARTS and e.id in first]
    for part in bodies:
        wholes = [w for w in bodies if w.type is part.type and w.id != part.id and _is_part(part, w)]
        if wholes:
            whole = max(wholes, key=lambda w: (_begins(part, w), len(w.label), w.label))
            at = first[part.id]
            rule = "name-within-name"
            yield FoundRelation(part.id, "affiliatedWith", whole.id, at.start, at.end, rule, confidence(rule))


def _is_part(part: Named, whole: Named) -> bool:
    if part.type is MentionType.GOVERNMENT and _STAFF.search(part.label):
        return False
    if _begins(part, whole):
        return True
    stem = _HEAD_OFFICE.sub("", whole.label)
    return stem != whole.label and _BRANCH.search(part.label) is not None and part.label.startswith(stem)


def _begins(part: Named, whole: Named) -> bool:
    names = (whole.label, *whole.aliases)
    return any(len(n) >= 2 and part.label != n and part.label.startswith(n) for n in names)


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
            rule = "chain-of-names"
            yield FoundRelation(found.entity, "partOf", key, found.start, found.end, rule, confidence(rule))
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
