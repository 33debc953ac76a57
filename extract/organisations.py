"""Organisations: Party and state organs, firms, institutions, associations, and names known in all the country."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language

from extract import firms, government, institutions
from extract.listed import known_of
from extract.naming import found, settle
from extract.reading import Kind
from extract.scene import Scene
from extract.state import Finder, Found, State
from ontology.record import MentionType

_TYPES = ("ENTERPRISE", "GOVERNMENT", "INSTITUTION", "ASSOCIATION")


def find(text: str, state: State) -> list[Found]:
    """Return the organisations that `text` may name; DISTRICT candidates of `state` are taken as given."""
    scene = Scene(text, state)
    return settle([*government.find(scene), *firms.find(scene), *institutions.find(scene), *_well_known(scene)], state)


def _well_known(scene: Scene) -> Iterator[Found]:
    reading = scene.reading
    for kind in _TYPES:
        for start, end, label in reading.listed[known_of(kind)]:
            if not (reading.is_edge(start) or reading.is_edge(end)):
                continue
            whole = reading.is_edge(start) and reading.is_edge(end)
            rule = f"known.{kind.lower()}"
            if not label:
                rule += "-doubtful"
            elif not whole:
                rule += "-cut"
            elif reading.kind(reading.at(end)) is Kind.COMMON:
                rule += "-before-noun"
            yield found(start, end, MentionType(kind), rule)


@Language.factory("xianzhi_organisations", assigns=["doc._.xianzhi"])
def make_organisations(nlp: Language, name: str) -> Finder:  # noqa: ARG001
    """Make the component that adds organisations to the candidates."""
    return Finder(find)
