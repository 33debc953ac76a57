"""The graphs of what no document says: the divisions that documents name with those above them, and the indicators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.card import Card
from kg.quads import LABEL, TYPE, text_literal
from ontology import divisions, indicators, iri, model, units
from ontology.divisions import Division
from ontology.iri import BASE, expand
from ontology.namespace import DIVISIONS, INDICATORS, XZ, resolve, term

_DIVISION = "xzi:division/"
_SCHEME = "xzi:scheme/indicators"


def division_quads(cards: Iterable[Card], *, base: str = BASE) -> Iterator[ox.Quad]:
    """Yield the graph of divisions: those of the code list that the documents name, and their ancestors."""
    graph = ox.NamedNode(expand(DIVISIONS, base))
    for one in _named(cards):
        node = _node(one, base)
        for name in model.superclasses(model.class_of_code(one.code)):
            yield ox.Quad(node, TYPE, ox.NamedNode(term(name)), graph)
        yield ox.Quad(node, LABEL, text_literal(one.name, "zh"), graph)
        yield ox.Quad(node, ox.NamedNode(XZ.divisionCode), ox.Literal(one.code), graph)
        above = divisions.load().get(one.parent)
        if above is not None:
            yield ox.Quad(node, ox.NamedNode(XZ.partOf), _node(above, base), graph)


def indicator_quads(cards: Iterable[Card], *, base: str = BASE) -> Iterator[ox.Quad]:
    """Yield the graph of indicators: what the documents' figures measure, what is above it, and the units of both."""
    cards = list(cards)
    graph = ox.NamedNode(expand(INDICATORS, base))
    printed: dict[str, set[str]] = {}
    for name in sorted({name for card in cards for name in card.indicators}):
        printed.setdefault(indicators.normalise(name), set()).add(name)
    groups = {above for name in printed for above in indicators.above(name)}
    names = sorted({*printed, *(groups - indicators.topics().keys())})
    yield from _whole_scheme(graph, base)
    for name in names:
        yield from _indicator(name, printed.get(name, ()), graph, base)
    for topic in sorted(groups & indicators.topics().keys()):
        yield from _topic(topic, graph, base)
    expected = {indicators.known()[name].unit for name in names if name in indicators.known()}
    for token in sorted({token for card in cards for token in card.units} | (expected - {""})):
        yield from _unit(token, graph, base)


def _named(cards: Iterable[Card]) -> list[Division]:
    table = divisions.load()
    codes = {name.id.removeprefix(_DIVISION) for card in cards for name in card.names if name.id.startswith(_DIVISION)}
    found: dict[str, Division] = {}
    for code in sorted(codes):
        one = table.get(code) if code.isdigit() else None
        if one is not None:
            found.update({division.code: division for division in (one, *table.ancestors(code))})
    return [found[code] for code in sorted(found)]


def _whole_scheme(graph: ox.NamedNode, base: str) -> Iterator[ox.Quad]:
    node = ox.NamedNode(expand(_SCHEME, base))
    yield ox.Quad(node, TYPE, ox.NamedNode(resolve("skos:ConceptScheme")), graph)
    for language, title in (("zh", "县区统计指标"), ("en", "Indicators of county and district statistics")):
        yield ox.Quad(node, ox.NamedNode(resolve("dcterms:title")), text_literal(title, language), graph)


def _topic(name: str, graph: ox.NamedNode, base: str) -> Iterator[ox.Quad]:
    node = _concept(name, base)
    scheme = ox.NamedNode(expand(_SCHEME, base))
    yield ox.Quad(node, TYPE, ox.NamedNode(resolve("skos:Concept")), graph)
    for language, label in (("zh", name), ("en", indicators.topics()[name])):
        yield ox.Quad(node, ox.NamedNode(resolve("skos:prefLabel")), text_literal(label, language), graph)
    for predicate in ("skos:inScheme", "skos:topConceptOf"):
        yield ox.Quad(node, ox.NamedNode(resolve(predicate)), scheme, graph)


def _concept(name: str, base: str) -> ox.NamedNode:
    """Return the node of an indicator or of a topic."""
    kind = "topic" if name in indicators.topics() else "indicator"
    return ox.NamedNode(expand(iri.mint(kind, name), base))


def _indicator(name: str, forms: Iterable[str], graph: ox.NamedNode, base: str) -> Iterator[ox.Quad]:
    node = ox.NamedNode(expand(iri.mint("indicator", name), base))
    known = indicators.known().get(name)
    yield ox.Quad(node, TYPE, ox.NamedNode(XZ.Indicator), graph)
    yield ox.Quad(node, TYPE, ox.NamedNode(resolve("skos:Concept")), graph)
    yield ox.Quad(node, ox.NamedNode(resolve("skos:prefLabel")), text_literal(name, "zh"), graph)
    aliases = set(forms) - {name}
    if known is not None:
        yield ox.Quad(node, ox.NamedNode(resolve("skos:prefLabel")), text_literal(known.label_en, "en"), graph)
        aliases |= set(known.aliases) - {name}
        yield ox.Quad(node, ox.NamedNode(resolve("skos:inScheme")), ox.NamedNode(expand(_SCHEME, base)), graph)
        yield ox.Quad(node, ox.NamedNode(resolve("skos:broader")), _concept(known.broader, base), graph)
        if known.dimension:
            yield ox.Quad(node, ox.NamedNode(XZ.dimension), ox.Literal(known.dimension), graph)
        if known.unit:
            unit = _full(units.iri(known.unit), base)
            yield ox.Quad(node, ox.NamedNode(XZ.expectedUnit), ox.NamedNode(unit), graph)
    for form in sorted(aliases):
        yield ox.Quad(node, ox.NamedNode(resolve("skos:altLabel")), text_literal(form, "zh"), graph)


def _unit(token: str, graph: ox.NamedNode, base: str) -> Iterator[ox.Quad]:
    node = ox.NamedNode(_full(units.iri(token), base))
    yield ox.Quad(node, TYPE, ox.NamedNode(resolve("qudt:Unit")), graph)
    for language in ("zh", "en"):
        yield ox.Quad(node, LABEL, text_literal(units.label(token, language), language), graph)


def _full(compact: str, base: str) -> str:
    return expand(compact, base) if compact.startswith(iri.PREFIX) else resolve(compact)


def _node(one: Division, base: str) -> ox.NamedNode:
    return ox.NamedNode(expand(_DIVISION + one.code, base))
