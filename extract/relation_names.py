"""What names themselves tell: a branch belongs to its bank, a town written behind its district lies in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.entities import division_id, division_of
from extract.entity_groups import squeeze
from extract.rule_confidence import confidence, stated_of
from extract.state import Found, FoundRelation, Named, State
from extract.surroundings import Surroundings
from ontology import divisions
from ontology.record import MentionType

_WITH_PARTS = (
    MentionType.ENTERPRISE,
    MentionType.GOVERNMENT,
    MentionType.INSTITUTION,
    MentionType.ASSOCIATION,
)
# Names of these are no part of a longer name's owner.
_BRANCH = re.compile(r"(?:支行|分行|分公司|营业部|中心支公司|支公司|分局|分院|分校)$")
# Of a firm: `甲数字` is no part of `甲`.
_FIRM_PART = re.compile(r"[分支]?(?:行|公司|部|店|厂|场|院|所|中心|基地|矿|站|库|局|处|集团|队|工厂|车间|号店)$")
# `甲协会乙分会` belongs to `甲协会`, but `甲联合会会长联盟` is a body of its own.
_ORGAN = re.compile(
    r"(?:委员会|执委会|常委会|理事会|支部|总支|党委|分会|支会|工委|团队|[服务突击]{2}队|工作站|[省市区县]委会)$"
)
# The head of a house is no part of it.
_WHOLE = ("总行", "总部", "总公司", "本部", "总店")
# A committee's own staff offices are named like parts of it but spoken of as bodies.
_STAFF = re.compile(r"(?:部|办|办公室|办公厅|督查室|室)$")
# The words for levels that stand above a village.
_LEVEL = re.compile(r"街道|苏木|[镇乡区县市旗省]")
# Between two divisions, so long a gap at most relates them, and none that only names one beside the other.
_LONGEST_GAP = 24
# A village's name that has more characters may begin with its county.
_SHORTEST_WRITTEN = 4
_APART = re.compile(r"[。；：]|[与和同跟对、至到]$")
# What a clause says in so many words, whatever the list has of them: the first holds the second, or lies in it.
_HOLDS = re.compile(r"(?:的|[辖境区县镇]+[内区]的?|现?共?(?:下辖|管辖|所辖|辖|下设)[有着]?)?$")
_BELONGS = re.compile(r"，?(?:(?:是|系)?(?:隶属于?|属于?|划归|归属于?|位于|地处|坐落在|坐落于)|[是系][^，。]{0,10})")
_PART = re.compile(r"[东西南北中]+(?:部|端|麓|侧|隅|郊)|境内|[的腹]?[中腹][部地]|下?辖|所?管|[，。]")
_RANKS = ("省", "市州盟", "县区旗", "镇乡道木", "村社查")
_COORDINATED = ("、", "，", "和", "与", "及", "以及")
_HEAD_OFFICE = re.compile(r"(?:分行|分公司|中心支公司)$")


def relations(around: Surroundings) -> Iterator[FoundRelation]:
    """Yield the relations that names state."""
    yield from _parts(around.state)
    yield from _chains(around.text, around.state)
    yield from _within(around)


def _parts(state: State) -> Iterator[FoundRelation]:
    """`甲银行乙支行` is a part of `甲银行`, else of `甲银行丙分行` where 乙 lies in 丙."""
    first: dict[str, Found] = {}
    for found in state.mentions:
        first.setdefault(found.entity, found)
    bodies = [e for e in state.entities.values() if e.type in _WITH_PARTS and e.id in first]
    wholes, stems = _names(bodies)
    for part in bodies:
        if part.type is MentionType.GOVERNMENT and _STAFF.search(part.label):
            continue
        if part.label.endswith(_WHOLE):
            continue
        if part.type is MentionType.ASSOCIATION and not _ORGAN.search(part.label):
            continue
        whole = _longest(part, wholes)
        if not whole and _BRANCH.search(part.label):
            whole = _longest(part, stems)
        if whole and _is_part(part, state.entities[whole]):
            at = first[part.id]
            rule = "name-within-name"
            yield FoundRelation(part.id, "affiliatedWith", whole, at.start, at.end, rule, confidence(rule))


def _is_part(part: Named, whole: Named) -> bool:
    """Say whether what a name has more than its owner is a part: not a campus in brackets, and of a firm a branch."""
    rest = next((part.label[len(n) :] for n in (whole.label, *sorted(whole.aliases)) if part.label.startswith(n)), "")
    if rest.startswith(("（", "(")):
        return False
    return part.type is not MentionType.ENTERPRISE or not rest or _FIRM_PART.search(rest) is not None


_Names = dict[tuple[MentionType, str], str]


def _names(bodies: list[Named]) -> tuple[_Names, _Names]:
    """Return the bodies by name, and the branches by their name without `分行`."""
    wholes: _Names = {}
    stems: _Names = {}
    for body in sorted(bodies, key=lambda e: e.id):
        for name in (body.label, *sorted(body.aliases)):
            wholes.setdefault((body.type, name), body.id)
        stem = _HEAD_OFFICE.sub("", body.label)
        if stem != body.label:
            stems.setdefault((body.type, stem), body.id)
    return wholes, stems


def _longest(part: Named, names: _Names) -> str:
    """Return the body of the longest name that `part` begins with."""
    found = (names.get((part.type, part.label[:n]), "") for n in range(len(part.label) - 1, 1, -1))
    return next((whole for whole in found if whole and whole != part.id), "")


def _chains(text: str, state: State) -> Iterator[FoundRelation]:
    """`甲市乙县丙镇` states that the town is part of the county, and the county of the city."""
    seen: set[tuple[str, str]] = set()
    for found in state.mentions:
        if found.type is not MentionType.DISTRICT:
            continue
        name = squeeze(text[found.start : found.end])
        below = found.entity
        village = not _coded(found)  # no list knows in what its town lies
        for key in _keys_above(name, found.entity, state):
            for part in {below: 0, found.entity if village else below: 0}:
                if key != part and (part, key) not in seen:
                    seen.add((part, key))
                    rule = "chain-of-names"
                    yield FoundRelation(part, "partOf", key, found.start, found.end, rule, confidence(rule))
            below = key


def _keys_above(name: str, entity: str, state: State) -> list[str]:
    """Return the entities of the divisions in front of the last one in a written chain, the nearest first."""
    keys = []
    for above in _above(name, entity, state):
        key = division_id(above)
        state.entities.setdefault(key, Named(key, MentionType.DISTRICT, above.name)).aliases.add(above.short)
        keys.append(key)
    if keys or division_of(entity) is not None:
        return keys
    places = (one for one in state.entities.values() if one.type is MentionType.DISTRICT and one.id != entity)
    heads = [one for one in places if name.startswith(one.label) and _LEVEL.search(one.label[-2:])]
    return [max(heads, key=lambda one: (len(one.label), one.id)).id] if heads else []


def _within(around: Surroundings) -> Iterator[FoundRelation]:
    """`余杭是杭州的一个区`, `浙江在嘉兴、宁波建站`: two divisions that a clause relates and of which the list says that
    one lies in the other; a village need not be in the list."""
    for _, _, inside in around.by_sentence:
        places = [m for m in inside if m.type is MentionType.DISTRICT]
        for i, one in enumerate(places):
            for other in _listed(around.text, places, i + 1):
                gap = around.text[one.end : places[i + 1].start]
                pair = _pair(around, one, other, gap)
                if pair is not None:
                    yield stated_of(pair[0], "partOf", pair[1], "division-in-clause")


def _pair(around: Surroundings, one: Found, other: Found, gap: str) -> tuple[Found, Found] | None:
    """Return two divisions of a clause as part and whole; None if neither is part of the other."""
    if len(gap) <= _LONGEST_GAP and not _APART.search(gap):
        if _lies_in(around, other, one):
            return other, one
        if _lies_in(around, one, other):
            return one, other
    ranks = _rank(around.label(one)), _rank(around.label(other))
    if _coded(one) and _coded(other):
        return None  # of two that it has, the list tells all
    if ranks[0] < ranks[1] and _HOLDS.fullmatch(gap):
        return other, one
    if ranks[0] > ranks[1] and _BELONGS.fullmatch(gap) and _PART.match(around.text, other.end):
        return one, other
    return None


def _coded(found: Found) -> bool:
    return division_of(found.entity) is not None


def _rank(label: str) -> int:
    """Return how far down a division is by the last word of its name; the lowest where that does not tell."""
    last = "社" if label.endswith("社区") else label[-1:]
    return next((i for i, group in enumerate(_RANKS) if last in group), len(_RANKS))


def _listed(text: str, places: list[Found], i: int) -> Iterator[Found]:
    """Yield the places that are listed from `places[i]` on: `嘉兴、宁波`."""
    for j in range(i, len(places)):
        if j > i and text[places[j - 1].end : places[j].start] not in _COORDINATED:
            return
        yield places[j]


def _lies_in(around: Surroundings, child: Found, parent: Found) -> bool:
    """Say whether the list has it that one lies in the other; of a village, the county in front of its name."""
    above, below = division_of(parent.entity), division_of(child.entity)
    if below is None and above is not None and len(around.label(child)) > _SHORTEST_WRITTEN:
        table = divisions.load()
        below = _written(around.label(child), around.state, table) or table.split(around.label(child))[0]
        if below is not None and below.code == above.code:
            return True
    return above is not None and below is not None and above.code != below.code and above.holds(below)


def _above(name: str, entity: str, state: State) -> list[divisions.Division]:
    """The divisions that stand in front of the last one in a written chain, the nearest first."""
    table = divisions.load()
    own = division_of(entity)
    if own is not None:
        ancestors = table.ancestors(own.code)
        return [
            a for a in reversed(ancestors) if a.name in name or (a.short in name and not own.name.startswith(a.short))
        ]
    head = _written(name, state, table)
    if head is None:
        return []
    return [head, *(a for a in reversed(table.ancestors(head.code)) if a.name in name or name.startswith(a.short))]


def _written(name: str, state: State, table: divisions.Divisions) -> divisions.Division | None:
    """Return the nearest division that a village's name has in front of it in full: `前进街道` of `前进街道三丰村`.

    Where several are called so it is the one that lies where the document does, else one that the text names elsewhere.
    """
    here = table.parse(state.context.place) if state.context.place else None
    for start, end in ((word.start(), word.end()) for word in reversed(list(_LEVEL.finditer(name, 2, len(name) - 1)))):
        found = table.parse(name[:end])
        if found is not None and name[:end].endswith(found.name):
            return found
        for begin in range(start - 1):
            known = [one for one in table.named(name[begin:end]) if one.name == name[begin:end]]
            near = [one for one in known if here is not None and here.holds(one)]
            near = near or [one for one in known if division_id(one) in state.entities]
            if len(near) == 1:
                return near[0]
    return None
