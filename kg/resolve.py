"""Which names of different documents mean one thing: a pure function of all cards, whatever their order.

Divisions go by their code. Other names of one type are joined where they are the same, where one is the other without
its legal form, or where a full form is shared that nothing else of the type bears. A relative name (区委) is first
completed with the division of its document. Persons are never joined by name alone: `kg.persons`.
Names are compared only inside a block (one type, one form), so the work grows with the number of names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg import names, persons
from kg.card import PEOPLE, Card, Name
from kg.decisions import Canonical, Merge, Resolution
from ontology import divisions, iri
from ontology.divisions import Level
from ontology.record import KIND, MentionType

# Too wide for a village to be the only one of its name.
_WIDE = (Level.PROVINCE, Level.CITY)
# A name of these types is borne in many places; two documents of different cities need the whole name to agree.
_LOCAL = frozenset(MentionType) - PEOPLE - {MentionType.ENTERPRISE, MentionType.DISTRICT}


def resolve(cards: Iterable[Card]) -> Resolution:
    """Return the entities of the graph that these documents make together."""
    ordered = sorted(cards, key=lambda card: card.document)
    found: dict[tuple[str, str], Canonical] = {}
    merges: list[Merge] = []
    for kind in sorted(set(KIND.values()) - {"person"}):
        for group in _Block(kind, ordered).groups():
            for node in group.nodes:
                found[node.card.document, node.name.id] = group.canonical
                merges.extend(_merge(node, group))
    for who, person, merge in list(persons.resolve(ordered, found)):
        found[who] = person
        merges.extend([] if merge is None else [merge])
    return Resolution(found, tuple(sorted(merges)))


@dataclass(slots=True)
class _Node:
    """An entity of a document with its name made whole; `apart` where it is relative to nobody knows what."""

    card: Card
    name: Name
    label: str
    apart: bool = False


@dataclass(slots=True)
class _Group:
    """What is one entity so far: `canonical` is set when no more is joined to it."""

    nodes: list[_Node]
    canonical: Canonical = field(default_factory=lambda: Canonical("", ""))
    rules: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The fullest name; of names of one length, the one that most documents use."""
        return max(self.counts().items(), key=lambda item: (len(item[0]), item[1], item[0]))[0]

    def counts(self) -> dict[str, int]:
        count: dict[str, int] = defaultdict(int)
        for node in self.nodes:
            count[node.label] += 1
        return count

    def cities(self) -> set[str]:
        """Return the cities of the documents, as far as known (`3301`)."""
        chains = (names.chain(node.card.place) for node in self.nodes)
        return {chain[-1].code[:4] for chain in chains if len(chain) > 1}

    def forms(self) -> set[str]:
        """Return the keys of every full form that a document uses for it."""
        forms: set[str] = set()
        for node in self.nodes:
            whole = (names.complete(alias, node.card.place) for alias in node.name.aliases)
            forms.update(names.key(form) for form in whole if form is not None and not names.generic(form))
            if node.name.type is MentionType.ENTERPRISE:
                forms.update({names.key(names.stem(node.label))})
        return forms


class _Block:
    """The names of one type, grouped step by step."""

    def __init__(self, kind: str, cards: Iterable[Card]) -> None:
        self.kind = kind
        self.by_key: dict[str, _Group] = {}
        for card in cards:
            for name in card.names:
                if KIND[name.type] == kind:
                    node = _node(card, name)
                    self.by_key.setdefault(_key(node), _Group([])).nodes.append(node)

    def groups(self) -> Iterator[_Group]:
        """Yield the groups, each with its canonical IRI and name."""
        if self.kind == "division":
            self._settle()
        else:
            self._join()
        namesakes = self._namesakes()
        for key in sorted(self.by_key):
            group = self.by_key[key]
            others = [other for other in namesakes[key.partition("@")[0]] if other != key]
            group.canonical = self._canonical(group, key.partition("@")[2], others)
            yield group

    def _settle(self) -> None:
        """Take a village named in a paper of nowhere in particular for the only one of that name that is known."""
        for found in self._namesakes().values():
            homes = [key for key in found if not key.endswith("@")]
            if len(found) == 2 and len(homes) == 1:
                self.by_key[homes[0]].nodes.extend(self.by_key.pop(f"{homes[0].partition('@')[0]}@").nodes)

    def _namesakes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self.by_key):
            found[key.partition("@")[0]].append(key)
        return found

    def _join(self) -> None:
        """Join the groups that share a form which no third one bears."""
        bearers: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self.by_key):
            for form in sorted(self.by_key[key].forms() | {key}):
                bearers[form].append(key)
        moved: dict[str, str] = {}
        for form in sorted(bearers):
            if len(bearers[form]) == 2:
                self._pair(form, [_root(moved, key) for key in bearers[form]], moved)

    def _pair(self, form: str, keys: list[str], moved: dict[str, str]) -> None:
        if keys[0] == keys[1]:
            return
        short, full = sorted((self.by_key[key] for key in keys), key=lambda one: (len(one.label), one.label))
        if not _one_thing(full, short):
            return
        gone = next(key for key in keys if self.by_key[key] is short)
        kept = next(key for key in keys if self.by_key[key] is full)
        legal = names.key(names.stem(full.label)) == form
        rule = "legal-form" if legal else "shared-form"
        for label in short.counts():
            full.rules.setdefault(label, (rule, form))
        full.rules.update(short.rules)
        full.nodes.extend(short.nodes)
        moved[gone] = kept
        del self.by_key[gone]

    def _canonical(self, group: _Group, where: str, others: list[str]) -> Canonical:
        first = group.nodes[0]
        code = _code(first.name)
        if first.name.apart or (self.kind == "division" and code):
            known = divisions.load().get(code)
            return Canonical(first.name.id, known.name if known is not None else group.label)
        if self.kind == "division":
            apart = _county(where, others)
        else:
            apart = first.card.document.rpartition("/")[2] if first.apart else ""
        return Canonical(iri.mint(self.kind, group.label, apart), group.label)


def _county(code: str, others: list[str]) -> str:
    """Return what sets a village apart from its namesakes: its county, written out if that name repeats too."""
    table = divisions.load()
    here = table.get(code)
    if not others or here is None:
        return ""
    known = (table.get(other.partition("@")[2]) for other in others)
    alone = all(one is None or one.name != here.name for one in known)
    return here.name if alone else table.path(code)


def _node(card: Card, name: Name) -> _Node:
    whole = names.complete(name.label, card.place) if name.type is not MentionType.DISTRICT else name.label
    return _Node(card, name, whole if whole is not None else name.label, apart=whole is None)


def _key(node: _Node) -> str:
    """Return the block of a name.

    A division goes by its code, one without a code by its county as well; a relative name that nothing completes goes
    by its document, and one that its own document sets apart (`王伟@钱塘区`) stays so.
    """
    if node.name.apart:
        return f"{names.key(node.label)}@{node.name.apart}"
    if node.name.type is not MentionType.DISTRICT:
        return names.key(node.label) + (f"@{node.card.document}" if node.apart else "")
    counties = (one.code[:6] for one in names.chain(node.card.place) if one.level not in _WIDE)
    return _code(node.name) or f"{names.key(node.label)}@{next(counties, '')}"


def _code(name: Name) -> str:
    code = name.id.rpartition("/")[2]
    return code if code.isascii() and code.isdigit() else ""


def _root(moved: Mapping[str, str], key: str) -> str:
    while key in moved:
        key = moved[key]
    return key


def _one_thing(full: _Group, short: _Group) -> bool:
    if any(node.apart for node in (*full.nodes, *short.nodes)) or not names.alike(full.label, short.label):
        return False
    if full.nodes[0].name.type not in _LOCAL:
        return True
    here, there = full.cities(), short.cities()
    return not here or not there or bool(here & there)


def _merge(node: _Node, group: _Group) -> Iterator[Merge]:
    where = (group.canonical.id, node.card.document, node.name.id)
    if node.label in group.rules:
        rule, form = group.rules[node.label]
        yield Merge(*where, rule, form)
    elif node.label != node.name.label:
        yield Merge(*where, "relative-name", node.card.place)
