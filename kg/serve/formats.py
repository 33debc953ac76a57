"""Media types of answers and which of them a client wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# By the name that `?format=` takes; the first of each is what clients get that do not care.
TABLES: Mapping[str, str] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
GRAPHS: Mapping[str, str] = {
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
# Other types under which the same is asked for.
_ALSO: Mapping[str, str] = {
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/x-turtle": "turtle",
    "text/plain": "ntriples",
}
# What is read from outside. RDF/XML and JSON-LD are not: they expand entities and fetch contexts.
UPLOADS: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/x-turtle": "turtle",
    "application/n-triples": "ntriples",
    "text/plain": "ntriples",
}


def of_form(form: str) -> Mapping[str, str]:
    """Return the formats in which the answer to a query of this form (`SELECT`, …) is written."""
    return TABLES if form in ("SELECT", "ASK") else GRAPHS


def choose(accept: str, offered: Mapping[str, str]) -> str | None:
    """Return the name of the format that an Accept header likes best, or None where it takes none of them."""
    types = [(one.partition(";")[0], name) for name, one in offered.items()]
    types += [(one, name) for one, name in _ALSO.items() if name in offered]
    ranges = _ranges(accept or "*/*")
    liked = [(_quality(ranges, one), -place, name) for place, (one, name) in enumerate(types)]
    best = max(liked)
    return best[2] if best[0] > 0 else None


def _ranges(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in accept.lower().split(","):
        name, *parameters = (one.strip() for one in part.split(";"))
        found[name] = _weight(parameters)
    return found


def _weight(parameters: Sequence[str]) -> float:
    for one in parameters:
        if one.startswith("q="):
            try:
                return float(one[2:])
            except ValueError:
                return 0.0
    return 1.0


def _quality(ranges: Mapping[str, float], name: str) -> float:
    """Return how much a type is liked: the most special range that covers it decides."""
    for covering in (name, f"{name.partition('/')[0]}/*", "*/*"):
        if covering in ranges:
            return ranges[covering]
    return 0.0
