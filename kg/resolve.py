"""Which names of different documents mean one thing: a pure function of all cards, whatever their order.

Divisions go by their code. Other names of one type are joined where they are the same, where one is the other without
its legal form, or where a full form is shared that nothing else of the type bears. A relative name (区委) is first
completed with the division of its document. Persons are never joined by name alone: `kg.persons`.
Names are compared only inside a block (one type, one form), so the work grows with the number of names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg import names, persons, villages
from kg.card import PEOPLE, Card, Name
from kg.decisions import Canonical, Merge, Resolution
from ontology import divisions, iri
from ontology.divisions import Level
from ontology.record import KIND, MentionType

# Too wide for a village to be the only one of its name.
_WIDE = (Level.PROVINCE, Level.CITY)
# What is called now with one more word, now with one less.
_VARIED = frozenset({"program", "event", "place"})
# What is called by a general word means something else in each document.
_UNSPECIFIC = frozenset({MentionType.PROGRAM, MentionType.EVENT})
# What the papers of so many provinces name alike is known all over the country.
_NATIONWIDE = 3
# A name of these types is borne in many places: a short form is one of them only among documents of one city.
_LOCAL = frozenset(MentionType) - PEOPLE - {MentionType.ENTERPRISE, MentionType.DISTRICT}


def resolve(cards: Iterable[Card]) -> Resolution:
    """Return the entities of the graph that these documents make together."""
    ordered = sorted(cards, key=lambda card: card.document)
    found: dict[tuple[str, str], Canonical] = {}
    merges: list[Merge] = []
    named: defaultdict[str, list[tuple[Card, Name]]] = defaultdict(list)
    for card in ordered:
        for name in card.names:
            named[KIND[name.type]].append((card, name))
    for kind in sorted(set(KIND.values()) - {"person"}):
        for group in _Block(kind, named[kind]).groups():
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
        """The name that most documents use; of those that as many use, the fullest with no words before it."""
        counts = self.counts()
        return max(counts, key=lambda name: (counts[name], not names.introduced(name), len(name), name))

    @property
    def fullest(self) -> str:
        """The longest name."""
        return max(self.counts(), key=lambda name: (len(name), name))

    def counts(self) -> dict[str, int]:
        """Return in how many documents each name is the main one."""
        count: dict[str, int] = defaultdict(int)
        for node in self.nodes:
            count[node.label] += 1
        return count

    def areas(self) -> set[str]:
        """Return the cities of the documents, or provinces where no more is known, as the digits of their codes."""
        chains = (names.chain(node.card.place) for node in self.nodes)
        return {chain[-1].code[: 2 if chain[-1].level is Level.PROVINCE else 4] if chain else "" for chain in chains}

    def forms(self) -> set[str]:
        """Return the keys of every full form that a document uses for it."""
        forms: set[str] = set()
        for node in self.nodes:
            whole = (names.complete(alias, node.card.place) for alias in node.name.aliases)
            forms.update(names.key(form) for form in whole if form is not None and not names.generic(form))
            if node.name.type is MentionType.ENTERPRISE:
                forms.add(names.key(names.stem(node.label)))
            if node.name.type is MentionType.PROGRAM:
                forms |= {names.key(names.core(node.label))} - {""}
        return forms


class _Block:
    """The names of one type, grouped step by step."""

    def __init__(self, kind: str, named: Iterable[tuple[Card, Name]]) -> None:
        self.kind = kind
        self.by_key: dict[str, _Group] = {}
        nodes = [_node(card, name) for card, name in named]
        uncoded = (node for node in nodes if kind == "division" and not _code(node.name))
        settled = villages.settle(villages.village(node.card, node.name) for node in uncoded)
        for node in nodes:
            self.by_key.setdefault(_key(node, settled), _Group([])).nodes.append(node)

    def groups(self) -> Iterator[_Group]:
        """Yield the groups, each with its canonical IRI and name."""
        if self.kind != "division":
            self._vary()
            self._join()
        namesakes = Counter(key.partition("@")[0] for key in self.by_key)
        for key in sorted(self.by_key):
            group = self.by_key[key]
            alone = namesakes[key.partition("@")[0]] == 1
            group.canonical = _division(group, key, alone) if self.kind == "division" else _other(group, self.kind)
            yield group

    def _vary(self) -> None:
        """Join the groups whose names are ways to write one."""
        alike: defaultdict[str, list[str]] = defaultdict(list)
        for key in sorted(self.by_key):
            for variant in sorted({self._variant(node) for node in self.by_key[key].nodes}):
                alike[variant].append(key)
        moved: dict[str, str] = {}
        for variant in sorted(alike):
            first, *others = alike[variant]
            for other in others:
                keys = [_root(moved, first), _root(moved, other)]
                groups = [self.by_key[key] for key in dict.fromkeys(keys)]
                if len(groups) == 2 and _one_place(*groups):
                    self._merge_groups(keys, "name-variant", variant, moved)

    def _variant(self, node: _Node) -> str:
        way = names.variant if self.kind in _VARIED else names.seated
        return way(node.label, node.card.place)

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
            elif self.kind == "program" and form in bearers[form]:
                self._by_core(form, bearers[form], moved)

    def _by_core(self, form: str, bearers: list[str], moved: dict[str, str]) -> None:
        """Join to a program those that have its name in quotation marks before a word for their kind."""
        for other in bearers:
            keys = [_root(moved, form), _root(moved, other)]
            if keys[0] == keys[1] or names.key(names.core(self.by_key[keys[1]].label)) != form:
                continue
            if _one_place(self.by_key[keys[0]], self.by_key[keys[1]]):
                self._merge_groups(keys, "shared-form", form, moved)

    def _pair(self, form: str, keys: list[str], moved: dict[str, str]) -> None:
        if keys[0] == keys[1]:
            return
        short, full = sorted((self.by_key[key] for key in keys), key=lambda one: (len(one.fullest), one.fullest))
        if not _one_thing(full, short):
            return
        legal = names.key(names.stem(full.fullest)) == form
        self._merge_groups(keys, "legal-form" if legal else "shared-form", form, moved)

    def _merge_groups(self, keys: list[str], rule: str, form: str, moved: dict[str, str]) -> None:
        """Put the group with the shorter name into the other."""
        gone, kept = sorted(keys, key=lambda key: (len(self.by_key[key].fullest), self.by_key[key].fullest))
        short, full = self.by_key[gone], self.by_key[kept]
        # Either may turn out to have the name that it is shown by.
        for label in (*short.counts(), *full.counts()):
            full.rules.setdefault(label, (rule, form))
        full.rules.update(short.rules)
        full.nodes.extend(short.nodes)
        moved[gone] = kept
        del self.by_key[gone]


def _division(group: _Group, key: str, alone: bool) -> Canonical:
    """Return a division: one of the code list by its code, a village by its bare name and what sets it apart."""
    code = _code(group.nodes[0].name)
    if code:
        known = divisions.load().get(code)
        return Canonical(group.nodes[0].name.id, known.name if known is not None else group.label)
    bare = min((node.name for node in group.nodes), key=lambda name: (len(name.label), name.label, not name.apart))
    county, _, town = key.partition("@")[2].partition("/")
    if bare.apart or alone:
        return Canonical(bare.id, bare.label)
    return Canonical(iri.mint("division", bare.label, county + town), bare.label)


def _other(group: _Group, kind: str) -> Canonical:
    first = group.nodes[0]
    if first.name.apart:
        return Canonical(first.name.id, group.label)
    apart = first.card.document.rpartition("/")[2] if first.apart else ""
    return Canonical(iri.mint(kind, group.label, apart), group.label)


def _node(card: Card, name: Name) -> _Node:
    whole = names.complete(name.label, card.place) if name.type is not MentionType.DISTRICT else name.label
    label = whole if whole is not None else name.label
    return _Node(card, name, label, apart=whole is None or (name.type in _UNSPECIFIC and names.unspecific(label)))


def _key(node: _Node, settled: Mapping[villages.Village, villages.Village]) -> str:
    """Return the block of a name.

    A division goes by its code, a village by its county and town; a relative name that nothing completes goes by its
    document, and one that its own document sets apart (`王伟@钱塘区`) stays so.
    """
    if node.name.type is MentionType.DISTRICT:
        found = villages.village(node.card, node.name)
        bare, county, town = settled.get(found, found)
        return _code(node.name) or f"{bare}@{county}/{town}"
    apart = node.card.document if node.apart else node.name.apart
    return names.key(node.label) + (f"@{apart}" if apart else "")


def _code(name: Name) -> str:
    code = name.id.rpartition("/")[2]
    return code if code.isascii() and code.isdigit() else ""


def _root(moved: Mapping[str, str], key: str) -> str:
    while key in moved:
        key = moved[key]
    return key


def _one_thing(full: _Group, short: _Group) -> bool:
    return names.alike(full.fullest, short.fullest) and _one_place(full, short)


def _one_place(full: _Group, short: _Group) -> bool:
    """Say whether no document sets two groups apart, and those of a local type are of one city."""
    if any(node.apart for node in (*full.nodes, *short.nodes)):
        return False
    if full.nodes[0].name.type not in _LOCAL:
        return True
    return _near(full.areas() | short.areas()) or _is_nationwide(full) or _is_nationwide(short)


def _is_nationwide(group: _Group) -> bool:
    return len({area[:2] for area in group.areas()} - {""}) >= _NATIONWIDE


def _near(areas: set[str]) -> bool:
    """Say whether all these documents are of one city, or of it and its province."""
    return "" not in areas and all(max(areas, key=len).startswith(area) for area in areas)


def _merge(node: _Node, group: _Group) -> Iterator[Merge]:
    if node.name.id == group.canonical.id:
        return
    where = (group.canonical.id, node.card.document, node.name.id)
    if node.label in group.rules and node.label != group.canonical.label:
        rule, form = group.rules[node.label]
        yield Merge(*where, rule, form)
    elif node.label != node.name.label:
        yield Merge(*where, "relative-name", node.card.place)
