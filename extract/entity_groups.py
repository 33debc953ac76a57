"""Join the mentions of one thing under one name: a short form with the one full form it can stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

import rjieba

from extract import aliases
from extract.state import State
from ontology import divisions
from ontology.record import MentionType

PERSONS = (MentionType.PERSON, MentionType.OFFICIAL)
LEVELS = ("自治区", "省", "市", "区", "县", "州", "镇", "乡")
DIVIDED = ("街道", *LEVELS)
_LONG = 6
_BARE = re.compile(r"(?<=..)(?:社区|街道|[村镇乡区县市])$")


@dataclass(slots=True)
class Group:
    """The mentions of one thing while it is being put together."""

    type: MentionType
    code: str = ""
    label: str = ""
    forms: dict[str, int] = field(default_factory=dict)
    mentions: list[int] = field(default_factory=list)


def squeeze(text: str) -> str:
    """Return a name without line breaks and spaces."""
    return "".join(text.split())


def merge_short_forms(groups: list[Group], state: State) -> list[Group]:
    """Join each short form to the one full form it can stand for; a form that could stand for two stays alone."""
    places = {form for g in groups if g.type is MentionType.DISTRICT for form in g.forms}
    by_type: dict[MentionType, list[Group]] = defaultdict(list)
    for one in groups:
        by_type[one.type].append(one)
    stated = {squeeze(short): squeeze(full) for short, full in state.short_forms.items()}

    def stands_for(short: Group, full: Group) -> bool:
        return any(
            aliases.shortens(form, full.label, full.type, lambda head: head in places or _is_division(head))
            for form in sorted({short.label} | (short.forms.keys() & stated.keys()))
        )

    def tells(short: Group, full: Group) -> bool:
        return any(stated.get(form) in full.forms for form in short.forms)

    gone: set[int] = set()
    for kind in sorted(by_type.keys() - set(PERSONS)):
        tests = (_is_bare_division,) if kind is MentionType.DISTRICT else (tells, stands_for, _is_end)
        near = _Near(by_type[kind], stated)
        longest_first = sorted(by_type[kind], key=lambda g: (-len(g.label), g.label))
        for test in tests:
            for short in longest_first:
                if id(short) in gone:
                    continue
                fulls = [f for f in near.of(short) if id(f) not in gone and test(short, f)]
                if len(fulls) == 1:
                    _absorb(fulls[0], short)
                    gone.add(id(short))
                    near.moved(short, fulls[0])
    return [g for g in groups if id(g) not in gone]


class _Near:
    """Finds the groups of one type whose names share two characters with the beginning of another's."""

    def __init__(self, groups: list[Group], stated: dict[str, str]) -> None:
        self._stated = stated
        self._known: dict[tuple[int, int], list[Group]] = {}
        self._by_form: dict[str, Group] = {}
        self._by_pair: dict[str, dict[int, Group]] = defaultdict(dict)
        for one in groups:
            for form in one.forms:
                self._by_form.setdefault(form, one)
            name = aliases.bare(one.label)
            for i in range(len(name) - 1):
                self._by_pair[name[i : i + 2]][id(one)] = one
            self._by_pair[name[:1]][id(one)] = one

    def moved(self, short: Group, full: Group) -> None:
        """Look for `full` where the text states that something is short for a form of `short`."""
        if self._stated.keys() & short.forms.keys():
            self._by_form |= dict.fromkeys(short.forms, full)
            self._known.clear()

    def of(self, short: Group) -> list[Group]:
        """Return the groups that `short` may be a short form of."""
        key = id(short), len(short.forms)  # it may have taken in another one since it was asked for
        if key in self._known:
            return self._known[key]
        near: dict[int, Group] = {}
        for name in (short.label, *(form for form in short.forms if form in self._stated)):
            for pair in aliases.beginnings(name):
                near.update(self._by_pair.get(pair, {}))
        for form in short.forms:
            full = self._by_form.get(self._stated.get(form, ""))
            if full is not None:
                near[id(full)] = full
        near.pop(id(short), None)
        return self._known.setdefault(key, list(near.values()))


def _is_end(short: Group, full: Group) -> bool:
    """`产业大脑` is the end of the one name that stood before it: `生物医药产业大脑`.

    What is long, in marks, a place or not made of words alone (`惠农租`) may stand before the full name too.
    """
    name = aliases.bare(short.label)
    own = (
        short.type is MentionType.PLACE
        or len(name) >= _LONG
        or name != short.label
        or any(len(word) == 1 for word in rjieba.cut(name))
    )
    forms = {full.label, *full.forms} if own or min(full.mentions) < min(short.mentions) else ()
    return any(aliases.ends(short.label, form, full.type) for form in forms)


def _is_bare_division(short: Group, full: Group) -> bool:
    """`万和` is `万和社区` of the same document, and `三丰村` its `前进街道三丰村`, whatever is called so elsewhere."""
    if any(_is_village_of(form, short.label) for form in full.forms):
        return not short.code and not full.code
    return any(_without_level(form) in short.forms for form in full.forms) and all(
        _without_level(form) == form for form in short.forms
    )


def _is_village_of(form: str, short: str) -> bool:
    """Whether `form` is the village `short` with more divisions before it: 甲县乙镇丙村 of 丙村, or of 甲县丙村."""
    if form == short or not short.endswith(("村", "社区")):
        return False
    parts = [(short[:k], short[k:]) for k in range(len(short) - 1) if not k or short[:k].endswith(DIVIDED)]
    return any(
        form.startswith(head) and form.endswith(rest) and form[: -len(rest)].endswith(DIVIDED) for head, rest in parts
    )


def _without_level(form: str) -> str:
    return _BARE.sub("", form)


@cache
def _is_division(name: str) -> bool:
    return bool(divisions.load().readings(name))


def _absorb(full: Group, short: Group) -> None:
    for form, count in short.forms.items():
        full.forms[form] = full.forms.get(form, 0) + count
    full.mentions += short.mentions
