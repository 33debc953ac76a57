"""What figures measure: the scheme of indicators.ttl, and the way from a printed name to the preferred one.

A figure of the extraction record keeps the text's own words; the graph groups figures by `normalise`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from ontology.iri import expand, mint
from ontology.namespace import resolve
from ontology.units import units

_DROPPED = re.compile(r"[\s“”\"'‘’《》「」]+")
_EDGES = ":,，、。;；·-—"
# More words than this round a known name make it another quantity.
_MOST_AFFIXES = 3
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of the scheme. `unit` is the expected unit's token, "" where there is none.

    `broader` is the preferred name of the indicator or topic above it.
    """

    name: str
    label_en: str
    aliases: tuple[str, ...]
    unit: str
    dimension: str
    broader: str

    @property
    def iri(self) -> str:
        """The compact IRI of the indicator."""
        return mint("indicator", self.name)


@cache
def known() -> Mapping[str, Indicator]:
    """Return the indicators of the scheme by preferred name, in the order of the file."""
    read = _read()
    found = (_indicator(fields, read) for fields in read.values() if resolve("xz:dimension") in fields)
    return MappingProxyType({item.name: item for item in found})


@cache
def topics() -> Mapping[str, str]:
    """Return the topics that group the indicators, by name, with their English names, in the order of the file."""
    groups = (fields for fields in _read().values() if resolve("skos:topConceptOf") in fields)
    return MappingProxyType({names["zh"]: names["en"] for names in map(_by_language, groups)})


def above(name: str) -> tuple[str, ...]:
    """Return what is above an indicator of the scheme: the broader indicators, the nearest first, then the topic."""
    chain: list[str] = []
    while name in known():
        name = known()[name].broader
        chain.append(name)
    return tuple(chain)


@lru_cache(maxsize=10_000)
def normalise(name: str) -> str:
    """Return the preferred name of an indicator; a name the scheme does not know is only cleaned.

    Words round it that change nothing (全区, 累计, 总数, 达) are taken off when what is left is known.
    """
    cleaned = clean(name)
    index = _index()
    return next((index[shorter] for shorter in _shorter(cleaned) if shorter in index), cleaned)


def clean(name: str) -> str:
    """Return a printed name without spaces and quotation marks, with half-width Latin letters and brackets."""
    bare = _DROPPED.sub("", unicodedata.normalize("NFKC", name))
    # Dropping a space can put a combining mark beside its letter.
    return unicodedata.normalize("NFKC", bare).strip(_EDGES)


def _shorter(name: str) -> Iterator[str]:
    """Yield the name, then what is left of it with one affix off, then with two, up to the most."""
    names = [name]
    for _ in range(_MOST_AFFIXES + 1):
        yield from names
        names = list(dict.fromkeys(cut for item in names for cut in _cuts(item)))


def _cuts(name: str) -> Iterator[str]:
    prefixes, suffixes = _affixes()
    for affix in suffixes:
        if name.endswith(affix) and len(name) - len(affix) >= _SHORTEST_NAME:
            yield name[: -len(affix)]
    for affix in prefixes:
        if name.startswith(affix) and len(name) - len(affix) >= _SHORTEST_NAME:
            yield name[len(affix) :]


@cache
def _affixes() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the prefixes and the suffixes that may be taken off, the shortest first."""
    found: dict[str, list[str]] = {"prefix": [], "suffix": []}
    for line in files("ontology").joinpath("indicator_affixes.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            place, _, word = line.partition("\t")
            found[place].append(word)
    return tuple(sorted(found["prefix"], key=len)), tuple(sorted(found["suffix"], key=len))


@cache
def _index() -> Mapping[str, str]:
    """Return cleaned name or alias -> preferred name."""
    return MappingProxyType(
        {clean(form): item.name for item in known().values() for form in (item.name, *item.aliases)}
    )


def _read() -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Return subject -> predicate -> (text, language) of the file, in its order."""
    subjects: defaultdict[str, defaultdict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for triple in parse(files("ontology").joinpath("indicators.ttl").read_bytes(), format=RdfFormat.TURTLE):
        subjects[_text(triple.subject)][triple.predicate.value].append(
            (_text(triple.object), (isinstance(triple.object, Literal) and triple.object.language) or "")
        )
    return {subject: dict(fields) for subject, fields in subjects.items()}


def _indicator(
    fields: Mapping[str, list[tuple[str, str]]], read: Mapping[str, Mapping[str, list[tuple[str, str]]]]
) -> Indicator:
    above = fields[resolve("skos:broader")][0][0]
    unit = fields.get(resolve("xz:expectedUnit"), [("", "")])[0][0]
    names = _by_language(fields)
    return Indicator(
        name=names["zh"],
        label_en=names["en"],
        aliases=tuple(text for text, _ in fields.get(resolve("skos:altLabel"), [])),
        unit=_tokens()[unit] if unit else "",
        dimension=fields[resolve("xz:dimension")][0][0],
        broader=_by_language(read[above])["zh"],
    )


def _by_language(fields: Mapping[str, list[tuple[str, str]]]) -> dict[str, str]:
    return {language: text for text, language in fields[resolve("skos:prefLabel")]}


@cache
def _tokens() -> Mapping[str, str]:
    """Return full unit IRI -> token."""
    return {_full(item.iri): token for token, item in units().items()}


def _full(unit: str) -> str:
    return resolve(unit) if unit.startswith("unit:") else expand(unit)


def _text(node: NamedNode | BlankNode | Literal | Triple) -> str:
    return str(node) if isinstance(node, (BlankNode, Triple)) else node.value
