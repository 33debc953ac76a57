"""The figures as an RDF Data Cube (W3C, 2014), in Turtle, for statistical software.

Three data sets share their dimensions and differ in what they measure: values, growth, ranks. An observation is a
claim: what several articles report is one, derived from the figures of all. Only claims with a subject, an indicator
and the end of a period have their place in a cube. Claims that contradict each other stand under the same place as
variants 1, 2, …, the one with most sources first, because a cube may hold only one observation for each place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.claims import Claim, claims
from kg.layout import period
from kg.quads import LABEL, TYPE, decimal, text_literal, typed
from kg.reader import Reader
from ontology import iri, units
from ontology.iri import expand
from ontology.namespace import PREFIXES, XZ, resolve
from outputs.source import Graph, replacing

QB = PREFIXES["qb"]
# SDMX is used nowhere else, so its names are not in the ontology's table.
_SDMX = "http://purl.org/linked-data/sdmx/2009/"
AREA, PERIOD, UNIT = f"{_SDMX}dimension#refArea", f"{_SDMX}dimension#refPeriod", f"{_SDMX}attribute#unitMeasure"
_PREFIXES = {
    "sdmx-dimension": f"{_SDMX}dimension#", "sdmx-attribute": f"{_SDMX}attribute#",
}  # fmt: skip
_VARIANT = "xzi:cube/variant"
_SCHEME = "xzi:scheme/indicators"


@dataclass(frozen=True, slots=True)
class _Set:
    """One data set: its name, its labels, its measure, and what a claim measures there (None: nothing)."""

    name: str
    zh: str
    en: str
    measure: str
    datatype: str
    of: Callable[[Claim], ox.Literal | None]


def _value(claim: Claim) -> ox.Literal | None:
    return None if claim.figure.value is None else decimal(claim.figure.value)


def _change(claim: Claim) -> ox.Literal | None:
    return None if claim.change is None else decimal(claim.change)


def _rank(claim: Claim) -> ox.Literal | None:
    return None if claim.rank is None else typed(str(claim.rank), "integer")


_SETS = (
    _Set("values", "数值", "values", XZ.value, "decimal", _value),
    _Set("changes", "增速", "growth in percent", XZ.change, "decimal", _change),
    _Set("ranks", "位次", "ranks", XZ.rank, "integer", _rank),
)

Triples = Iterator[ox.Triple]


def write_cube(graph: Graph, target: Path) -> None:
    """Write the cube as Turtle, sorted."""
    triples = sorted(set(cube(graph)), key=str)
    with replacing(target) as part:
        ox.serialize(triples, str(part), format=ox.RdfFormat.TURTLE, prefixes={**graph.view.prefixes, **_PREFIXES})


def cube(graph: Graph) -> Triples:
    """Yield the triples of the cube: its structure, its observations, and the names of what they speak of."""
    reader = Reader(graph.view)
    rows = [reader.figure(one) for one in reader.instances("Figure")]
    placed = [row for row in rows if row.about is not None and row.indicator and row.period[1]]
    known = claims(placed)
    maker = _Maker(graph.view.base)
    yield from maker.structure()
    for kind in _SETS:
        yield from maker.observations(kind, known)
    for claim in known:
        yield from maker.names(claim)


class _Maker:
    """Makes the triples of one graph's cube."""

    def __init__(self, base: str) -> None:
        self._base = base

    def node(self, compact: str) -> ox.NamedNode:
        return ox.NamedNode(expand(compact, self._base))

    def _unit(self, token: str) -> ox.NamedNode:
        compact = units.iri(token)
        return self.node(compact) if compact.startswith(iri.PREFIX) else ox.NamedNode(resolve(compact))

    # ---- structure

    def structure(self) -> Triples:
        """Yield the properties of the cube, and the structure of each data set."""
        for property_, kind, range_, zh, en in self._properties():
            node = ox.NamedNode(property_)
            for name in ("rdf:Property", f"{QB}{kind}Property"):
                yield ox.Triple(node, TYPE, ox.NamedNode(name if name.startswith("http") else resolve(name)))
            yield ox.Triple(node, ox.NamedNode(resolve("rdfs:range")), ox.NamedNode(range_))
            yield from _labels(node, zh, en)
        yield ox.Triple(ox.NamedNode(XZ.indicator), _qb("codeList"), self.node(_SCHEME))
        for one in _SETS:
            yield from self._data_set(one)

    def _properties(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Yield each property with its kind, its range and its labels, in the order of the components."""
        xsd = PREFIXES["xsd"]
        yield AREA, "Dimension", resolve("rdfs:Resource"), "对象", "subject"
        yield PERIOD, "Dimension", resolve("time:Interval"), "时期", "period"
        yield XZ.indicator, "Dimension", XZ.Indicator, "指标", "indicator"
        yield XZ.kind, "Dimension", xsd + "string", "性质", "kind"
        yield expand(_VARIANT, self._base), "Dimension", xsd + "integer", "说法", "variant"
        for one in _SETS:
            yield one.measure, "Measure", xsd + one.datatype, one.zh, one.en
        yield UNIT, "Attribute", resolve("qudt:Unit"), "单位", "unit"
        yield XZ.qualifier, "Attribute", xsd + "string", "限定", "qualifier"

    def _data_set(self, one: _Set) -> Triples:
        node, structure = self.node(f"xzi:cube/{one.name}"), self.node(f"xzi:cube/{one.name}/structure")
        yield ox.Triple(node, TYPE, _qb("DataSet"))
        yield ox.Triple(node, _qb("structure"), structure)
        yield from _labels(node, f"县区统计：{one.zh}", f"local statistics: {one.en}")
        yield ox.Triple(structure, TYPE, _qb("DataStructureDefinition"))
        own = [row for row in self._properties() if row[1] != "Measure" or row[0] == one.measure]
        for order, (property_, kind, *_) in enumerate(own, start=1):
            component = self.node(f"xzi:cube/{one.name}/component/{order}")
            yield ox.Triple(structure, _qb("component"), component)
            yield ox.Triple(component, TYPE, _qb("ComponentSpecification"))
            yield ox.Triple(component, _qb(kind.lower()), ox.NamedNode(property_))
            yield ox.Triple(component, _qb("order"), typed(str(order), "integer"))
            if kind == "Attribute":
                yield ox.Triple(component, _qb("componentRequired"), typed("false", "boolean"))

    # ---- observations

    def observations(self, kind: _Set, known: Iterable[Claim]) -> Triples:
        """Yield the observations of one data set."""
        places: defaultdict[tuple[str, ...], list[Claim]] = defaultdict(list)
        for claim in known:
            row = claim.figure
            if row.about is not None and kind.of(claim) is not None:
                places[row.about.iri, row.indicator, *row.period, row.kind].append(claim)
        for place in sorted(places):
            ordered = sorted(places[place], key=lambda one: (-len(one.sources), one.figure.iri))
            for variant, claim in enumerate(ordered, start=1):
                yield from self._observation(kind, claim, variant, place)

    def _observation(self, kind: _Set, claim: Claim, variant: int, place: tuple[str, ...]) -> Triples:
        row, measured = claim.figure, kind.of(claim)
        assert row.about is not None
        assert measured is not None
        node = self.node(iri.digest("observation", kind.name, *place, str(variant)))
        yield ox.Triple(node, TYPE, _qb("Observation"))
        yield ox.Triple(node, _qb("dataSet"), self.node(f"xzi:cube/{kind.name}"))
        yield ox.Triple(node, ox.NamedNode(AREA), ox.NamedNode(row.about.iri))
        yield ox.Triple(node, ox.NamedNode(PERIOD), self._period(row.period))
        yield ox.Triple(node, ox.NamedNode(XZ.indicator), self.node(iri.mint("indicator", row.indicator)))
        yield ox.Triple(node, ox.NamedNode(XZ.kind), ox.Literal(row.kind))
        yield ox.Triple(node, self.node(_VARIANT), typed(str(variant), "integer"))
        yield ox.Triple(node, ox.NamedNode(kind.measure), measured)
        unit = "%" if kind.measure == XZ.change else row.unit if kind.measure == XZ.value else ""
        if unit:
            yield ox.Triple(node, ox.NamedNode(UNIT), self._unit(unit))
        yield ox.Triple(node, ox.NamedNode(XZ.qualifier), ox.Literal(row.qualifier))
        for figure in claim.figures:
            yield ox.Triple(node, ox.NamedNode(resolve("prov:wasDerivedFrom")), ox.NamedNode(figure.iri))
        for document in claim.sources:
            yield ox.Triple(node, ox.NamedNode(resolve("dcterms:source")), ox.NamedNode(document.iri))

    # ---- names

    def names(self, claim: Claim) -> Triples:
        """Yield the labels of what a claim speaks of, its period as a time interval, and its documents."""
        row = claim.figure
        if row.about is not None:
            yield ox.Triple(ox.NamedNode(row.about.iri), LABEL, text_literal(row.about.label, "zh"))
        indicator = self.node(iri.mint("indicator", row.indicator))
        yield ox.Triple(indicator, TYPE, ox.NamedNode(resolve("skos:Concept")))
        yield ox.Triple(indicator, ox.NamedNode(resolve("skos:prefLabel")), text_literal(row.indicator, "zh"))
        yield ox.Triple(indicator, ox.NamedNode(resolve("skos:inScheme")), self.node(_SCHEME))
        for token in sorted({row.unit, "%" if claim.change is not None else ""} - {""}):
            yield from _labels(self._unit(token), units.label(token), units.label(token, "en"))
        yield from self._interval(row.period)
        for document in claim.sources:
            node = ox.NamedNode(document.iri)
            yield ox.Triple(node, ox.NamedNode(resolve("dcterms:title")), text_literal(document.title, "zh"))
            if document.date:
                yield ox.Triple(node, ox.NamedNode(resolve("dcterms:date")), ox.Literal(document.date))

    def _period(self, days: tuple[str, str]) -> ox.NamedNode:
        return self.node(f"xzi:period/{days[0]}/{days[1]}" if days[0] else f"xzi:period/{days[1]}")

    def _interval(self, days: tuple[str, str]) -> Triples:
        node = self._period(days)
        yield ox.Triple(node, TYPE, ox.NamedNode(resolve("time:Interval")))
        yield ox.Triple(node, LABEL, text_literal(period(*days), "zh"))
        for name, day in zip(("time:hasBeginning", "time:hasEnd"), days, strict=True):
            if day:
                instant = self.node(f"xzi:day/{day}")
                yield ox.Triple(node, ox.NamedNode(resolve(name)), instant)
                yield ox.Triple(instant, TYPE, ox.NamedNode(resolve("time:Instant")))
                yield ox.Triple(instant, ox.NamedNode(resolve("time:inXSDDate")), typed(day, "date"))


def _qb(name: str) -> ox.NamedNode:
    return ox.NamedNode(QB + name)


def _labels(node: ox.NamedNode, zh: str, en: str) -> Triples:
    yield ox.Triple(node, LABEL, text_literal(zh, "zh"))
    yield ox.Triple(node, LABEL, text_literal(en, "en"))
