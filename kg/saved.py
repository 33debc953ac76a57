"""Saved queries: documented .rq files with typed parameters.

A file begins with comments: the question in Chinese (`# zh:`) and English (`# en:`), each parameter as
`# param NAME TYPE: what it is`, or `# param? …` for one that may be left out, and with `# short: NAME` a column that a
table may shorten to one line. TYPE is `entity` (a name or IRI), `indicator`, `text`, `date` or `number`. In the query
a parameter is a variable that `VALUES ?NAME { UNDEF }` leaves open: so the file is plain SPARQL that runs as it is,
and a value takes the place of UNDEF as a term that the RDF library has written and escaped. Nothing that a user typed
is ever part of the query's text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ontology import indicators
from ontology.errors import InputError, NotFoundError, QueryError

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

TYPES = ("entity", "indicator", "text", "date", "number")

_HEADER = re.compile(r"#\s*(zh|en)\s*:\s*(.+)")
_PARAMETER = re.compile(r"#\s*param(\?)?\s+(\w+)\s+(\w+)\s*:\s*(.+)")
_SHORT = re.compile(r"#\s*short\s*:\s*(\w+)")
_SLOT = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}")
_DATE = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a saved query is asked with; `type` is one of TYPES."""

    name: str
    type: str
    about: str
    required: bool


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question that is answered by name: its words in Chinese and English, its parameters, its SPARQL.

    `shortened` are the columns that a table may shorten to one line.
    """

    name: str
    zh: str
    en: str
    parameters: tuple[Parameter, ...]
    sparql: str
    shortened: tuple[str, ...] = ()

    @property
    def usage(self) -> str:
        """How it is called: `figures-of ENTITY [MEASURE] [SINCE]`."""
        words = (one.name.upper() if one.required else f"[{one.name.upper()}]" for one in self.parameters)
        return " ".join((self.name, *words))

    def bind(
        self, graph: KnowledgeGraph, arguments: Sequence[str] = (), options: Mapping[str, str] | None = None
    ) -> str:
        """Return the query with its parameters set: `arguments` in order, `options` by name.

        Raises QueryError for a missing, unknown or malformed one, and NotFoundError for a name that nothing bears.
        """
        given = self._given(arguments, options or {})
        terms = {one.name: _term(graph, one, given[one.name]) for one in self.parameters if one.name in given}
        # All in one pass: a value that looks like a place for another value must stay what it is. What is left open
        # is taken out: it changes nothing but the plan, which is far worse for a variable that may be unbound.
        return _SLOT.sub(lambda slot: _values(slot[1], terms), self.sparql)

    def _given(self, arguments: Sequence[str], options: Mapping[str, str]) -> dict[str, str]:
        known = [one.name for one in self.parameters]
        unknown = sorted(set(options) - set(known))
        if unknown or len(arguments) > len(known):
            extra = unknown[0] if unknown else arguments[len(known)]
            raise QueryError(f"{self.name} takes no {extra!r}; it is called as: {self.usage}")
        given = {**dict(zip(known, arguments, strict=False)), **options}
        missing = [one.name for one in self.parameters if one.required and one.name not in given]
        if missing:
            raise QueryError(f"{self.name} needs {missing[0].upper()}; it is called as: {self.usage}")
        return given


@cache
def builtin() -> Mapping[str, SavedQuery]:
    """Return the queries that come with the package, by name."""
    return _load(files("kg").joinpath("queries"))


def folder(path: Path) -> Mapping[str, SavedQuery]:
    """Return the queries of a user's folder by name; raise InputError where it or one of them cannot be read."""
    if not path.is_dir():
        raise InputError(f"no folder of queries at {path}")
    return _load(path)


def get(name: str, more: Mapping[str, SavedQuery] | None = None) -> SavedQuery:
    """Return a query by name, `more` before our own; an unknown name raises NotFoundError with the nearest."""
    known = {**builtin(), **(more or {})}
    if name not in known:
        near = get_close_matches(name, known, n=3) or sorted(known)
        raise NotFoundError(f"no saved query is called {name!r}; there is {', '.join(near)} (kg query --list)")
    return known[name]


def parse(name: str, text: str) -> SavedQuery:
    """Read one file; raise InputError where its header is not as it should be."""
    words: dict[str, str] = {}
    parameters: list[Parameter] = []
    for line in text.splitlines():
        if header := _HEADER.fullmatch(line.strip()):
            words[header[1]] = header[2].strip()
        elif found := _PARAMETER.fullmatch(line.strip()):
            parameters.append(Parameter(found[2], found[3], found[4].strip(), required=found[1] is None))
    if not words:
        raise InputError(f"the query {name} does not say what it answers: add a line '# zh: …' or '# en: …'")
    for one in parameters:
        if one.type not in TYPES:
            raise InputError(f"the query {name}: {one.type!r} is no type of parameter; there is {', '.join(TYPES)}")
        if one.name not in _SLOT.findall(text):
            raise InputError(f"the query {name}: its parameter {one.name} needs VALUES ?{one.name} {{ UNDEF }}")
    zh, en = words.get("zh", words.get("en", "")), words.get("en", words.get("zh", ""))
    return SavedQuery(name, zh, en, tuple(parameters), text, tuple(_SHORT.findall(text)))


def _load(where: Traversable) -> dict[str, SavedQuery]:
    found = sorted((one for one in where.iterdir() if one.name.endswith(".rq")), key=lambda one: one.name)
    try:
        return {
            one.name.removesuffix(".rq"): parse(one.name.removesuffix(".rq"), one.read_text("utf-8")) for one in found
        }
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the queries in {where}: {error}") from error


def _values(name: str, terms: Mapping[str, str]) -> str:
    return f"VALUES ?{name} {{ {terms[name]} }}" if name in terms else ""


def _term(graph: KnowledgeGraph, parameter: Parameter, value: str) -> str:
    """Return a value as the SPARQL text of a term, written by the RDF library."""
    if parameter.type == "entity":
        return str(ox.NamedNode(graph.entity(value).iri))
    if parameter.type == "indicator":
        return " ".join(str(ox.NamedNode(iri)) for iri in _indicator(graph, value))
    if parameter.type == "date":
        return str(ox.Literal(_date(value), datatype=ox.NamedNode(_XSD + "date")))
    if parameter.type == "number":
        if not _NUMBER.fullmatch(value):
            raise QueryError(f"{parameter.name} is a number, not {value!r}")
        return str(ox.Literal(value, datatype=ox.NamedNode(_XSD + "decimal")))
    return str(ox.Literal(value.encode("utf-8", "replace").decode()))


def _indicator(graph: KnowledgeGraph, name: str) -> list[str]:
    for form in (name, indicators.normalise(name)):
        found = graph.reader.indicators(form)
        if found:
            return found
    known = graph.reader.indicator_names()
    near = [one for one in known if name and name in one][:5] or get_close_matches(name, known, n=5, cutoff=0.4)
    raise NotFoundError(f"no figure measures {name!r}{'; near it: ' + '、'.join(near) if near else ''}")


def _date(value: str) -> str:
    found = _DATE.fullmatch(value)
    if found is None:
        raise QueryError(f"a date is written 2024, 2024-06 or 2024-06-30, not {value!r}")
    return f"{found[1]}{found[2] or '-01'}{found[3] or '-01'}"
