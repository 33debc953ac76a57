"""Which persons of different documents are one: never by the name alone.

Two persons of one name are one where they hold a post in one body, or in a division and a body seated there, or the
same post in papers of one place. A person without a post is the one of that name with a post in the place of the
paper (county level or below) if there is just one, and is otherwise joined with those without a post in papers of
that place or that publisher. Where a name then still stands for several, each takes what sets it apart:
`xzi:person/王伟@钱塘区`, the body's name or the paper's place. A person of whom nothing is known but a name keeps the
plain IRI if there is one such document, and is set apart by the document otherwise. Only of a few people, known all
over the country, does the name say enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg import names
from kg.card import PEOPLE, Card, Name
from kg.decisions import Canonical, Merge
from ontology import divisions, iri

# Digits of a code that say the city; a county's has more.
_CITY_DIGITS = 4


@dataclass(slots=True)
class _Person:
    """A person of one document with what is known of where he or she belongs; codes are those of counties."""

    card: Card
    name: Name
    bodies: frozenset[str] = frozenset()
    divisions: frozenset[str] = frozenset()
    seats: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    place: str = ""
    reason: str = ""


# What two mentions must share to be one person, with the name of the rule.
Tie = tuple[str, str]
# The rules, the strongest first: the first that holds is the reason given.
_STRENGTH = ("same-body", "body-of-division", "same-title", "nationwide", "same-place", "same-publisher")


def resolve(
    cards: Iterable[Card], bodies: Mapping[tuple[str, str], Canonical]
) -> Iterator[tuple[tuple[str, str], Canonical, Merge | None]]:
    """Yield for each person of each document what it is in the graph, and the decision where it is not plain.

    `bodies` holds the other entities, by document and compact IRI.
    """
    blocks: defaultdict[str, list[_Person]] = defaultdict(list)
    for card in cards:
        for name in card.names:
            if name.type in PEOPLE:
                blocks[f"{names.key(name.label)}@{name.apart}"].append(_person(card, name, bodies))
    labels = {one.id: one.label for one in bodies.values()}
    for key in sorted(blocks):
        for cluster, canonical in _named(key.rpartition("@")[2], _clusters(blocks[key]), labels):
            for one in cluster:
                where = one.card.document, one.name.id
                yield where, canonical, Merge(canonical.id, *where, one.reason, _because(one)) if one.reason else None


def _person(card: Card, name: Name, bodies: Mapping[tuple[str, str], Canonical]) -> _Person:
    held = [bodies.get((card.document, body), Canonical(body, body)) for body, _ in name.posts]
    place = names.chain(card.place)
    return _Person(
        card,
        name,
        bodies=frozenset(body.id for body in held),
        divisions=_counties(body.id.removeprefix("xzi:division/") for body in held),
        seats=_counties(names.seat(body.label) for body in held if body.id.startswith("xzi:government/")),
        titles=frozenset(title for _, title in name.posts if title),
        place=min(_counties([place[-1].code] if place else []), default=""),
    )


def _counties(codes: Iterable[str]) -> frozenset[str]:
    """Return the counties among these codes: people who share no more than a city share little."""
    return frozenset(code[:6] for code in codes if code.isdigit() and len(code.rstrip("0")) > _CITY_DIGITS)


def _clusters(block: list[_Person]) -> list[list[_Person]]:
    """Group the persons of one name, those with posts first."""
    if names.nationwide(block[0].name.label):
        return _group(block, lambda _: {("nationwide", "")})
    named = frozenset(code for one in block for code in one.divisions)
    holders = _group([one for one in block if one.bodies], lambda one: _posts(one, named))
    rest = []
    for one in (one for one in block if not one.bodies):
        here = [cluster for cluster in holders if any(one.place in other.seats | other.divisions for other in cluster)]
        if one.place and len(here) == 1:
            one.reason = "place-of-post"
            here[0].append(one)
        else:
            rest.append(one)
    return holders + _group(rest, _paper)


def _posts(one: _Person, named: frozenset[str]) -> set[Tie]:
    """Return the ties of a person with posts; a body to its division if one of that name has a post in it."""
    ties = {("same-body", body) for body in one.bodies}
    ties |= {("body-of-division", code) for code in (one.seats | one.divisions) & named}
    return ties | {("same-title", f"{one.place} {title}") for title in one.titles if one.place}


def _paper(one: _Person) -> set[Tie]:
    ties = {("same-place", one.place)} if one.place else set()
    return ties | ({("same-publisher", one.card.publisher)} if one.card.publisher else set())


def _group(persons: list[_Person], ties: Callable[[_Person], set[Tie]]) -> list[list[_Person]]:
    """Put together what shares a tie, directly or through others."""
    owner: dict[Tie, int] = {}
    clusters: dict[int, list[_Person]] = {}
    home: dict[int, int] = {}
    for index, one in enumerate(persons):
        shared = sorted((tie for tie in ties(one) if tie in owner), key=lambda tie: (_STRENGTH.index(tie[0]), tie[1]))
        one.reason = shared[0][0] if shared else ""
        clusters[index] = [one]
        for other in sorted({_find(home, owner[tie]) for tie in shared}):
            clusters[index] = clusters.pop(other) + clusters[index]
            home[other] = index
        owner.update(dict.fromkeys(ties(one), index))
    return [clusters[index] for index in sorted(clusters)]


def _find(home: Mapping[int, int], index: int) -> int:
    while index in home:
        index = home[index]
    return index


def _named(
    given: str, clusters: list[list[_Person]], labels: Mapping[str, str]
) -> Iterator[tuple[list[_Person], Canonical]]:
    """Give each cluster its IRI; two that would still share one take their smallest document's digits.

    `given` is what the documents' own IRIs set all of them apart by.
    """
    apart = [_apart(cluster, labels) if len(clusters) > 1 else given for cluster in clusters]
    for cluster, words in zip(clusters, apart, strict=True):
        label = min(one.name.label for one in cluster)
        if apart.count(words) > 1:
            words = f"{words}-{_digits(cluster)}".strip("-")
        yield cluster, Canonical(iri.mint("person", label, words), label)


def _apart(cluster: list[_Person], labels: Mapping[str, str]) -> str:
    bodies = sorted(body for one in cluster for body in one.bodies)
    if bodies:
        most = max(set(bodies), key=lambda body: (bodies.count(body), body))
        return labels.get(most, most.rpartition("/")[2])
    places = sorted({one.place for one in cluster if one.place})
    known = divisions.load().get(places[0]) if places else None
    return known.name if known is not None else min((one.card.publisher for one in cluster), default="")


def _digits(cluster: list[_Person]) -> str:
    return min(one.card.document for one in cluster).rpartition("/")[2]


def _because(one: _Person) -> str:
    return " ".join(sorted(one.bodies)) or one.card.place or one.card.publisher
