"""The RDF Data Cube, read back and held against the integrity constraints of its recommendation."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from outputs.cube import write_cube
from tests.kg import factory
from tests.outputs.factory import graph_of

QB = "PREFIX qb: <http://purl.org/linked-data/cube#> PREFIX xz: <https://w3id.org/xianzhi/ontology#> "

# Each asks for what must not be there (RDF Data Cube, section 11.1).
CONSTRAINTS = {
    "IC-1 one data set for each observation": """{ ?o a qb:Observation .
        FILTER NOT EXISTS { ?o qb:dataSet ?one } } UNION { ?o qb:dataSet ?one, ?two FILTER(?one != ?two) }""",
    "IC-2 one structure for each data set": """?d a qb:DataSet .
        FILTER NOT EXISTS { ?d qb:structure ?s . ?s a qb:DataStructureDefinition }""",
    "IC-3 a structure has a measure": """?s a qb:DataStructureDefinition .
        FILTER NOT EXISTS { ?s qb:component/qb:measure ?m . ?m a qb:MeasureProperty }""",
    "IC-4 a dimension has a range": """?d a qb:DimensionProperty .
        FILTER NOT EXISTS { ?d <http://www.w3.org/2000/01/rdf-schema#range> ?range }""",
    "IC-6 only attributes are optional": """?s qb:component ?c . ?c qb:componentRequired false .
        FILTER NOT EXISTS { ?c qb:attribute ?a . ?a a qb:AttributeProperty }""",
    "IC-11 all dimensions of each observation": """?o qb:dataSet/qb:structure/qb:component/qb:dimension ?d .
        FILTER NOT EXISTS { ?o ?d ?value }""",
    "IC-12 no two observations in one place": """{ SELECT ?place (COUNT(*) AS ?n) { { SELECT ?o
        (CONCAT(STR(?set), GROUP_CONCAT(CONCAT(STR(?d), STR(?value)))) AS ?place) {
        { SELECT ?o ?set ?d ?value { ?o qb:dataSet ?set ; ?d ?value . ?set qb:structure/qb:component/qb:dimension ?d }
        ORDER BY ?o ?d } } GROUP BY ?o ?set } } GROUP BY ?place } FILTER(?n > 1)""",
    "IC-14 all measures of each observation": """?o qb:dataSet/qb:structure/qb:component/qb:measure ?m .
        FILTER NOT EXISTS { ?o ?m ?value }""",
}


@pytest.fixture
def cube(tmp_path: Path) -> ox.Store:
    """Return the cube of the small graph, and of an article that contradicts it."""
    text = "富阳区去年实现地区生产总值1061.2亿元。"
    year = ("2024-01-01", "2024-12-31")
    figures = [factory.figure("富阳区", "地区生产总值", "1061.2亿元", "106120000000", "CNY", period=year)]
    again = factory.record(text, [factory.entity("DISTRICT", "富阳区", id=factory.FUYANG)], [], figures, source="b.txt")
    write_cube(graph_of([*factory.small(), again]), tmp_path / "cube.ttl")
    store = ox.Store()
    store.load(path=str(tmp_path / "cube.ttl"), format=ox.RdfFormat.TURTLE)
    return store


def rows(store: ox.Store, query: str) -> list[list[str]]:
    found = store.query(QB + query)
    assert isinstance(found, ox.QuerySolutions)
    return [[str(value.value) for value in row] for row in found]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", sorted(CONSTRAINTS))
def test_the_cube_is_well_formed(cube: ox.Store, name: str) -> None:
    assert not bool(cube.query(f"{QB} ASK {{ {CONSTRAINTS[name]} }}"))


def test_values_growth_and_units_read_back(cube: ox.Store) -> None:
    sdmx = "http://purl.org/linked-data/sdmx/2009"
    place = f"?o xz:indicator ?i ; <{sdmx}/dimension#refArea> ?a ; <{sdmx}/dimension#refPeriod> ?p ."
    names = '?i ?label "地区生产总值"@zh . ?a ?label2 "富阳区"@zh . ?p ?label3 "2024年"@zh'
    values = rows(cube, f"SELECT DISTINCT ?v {{ ?o xz:value ?v . {place} {names} }} ORDER BY ?v")
    assert values == [["106050000000"], ["106120000000"]]
    growth = f"SELECT DISTINCT ?c ?u {{ ?o xz:change ?c ; <{sdmx}/attribute#unitMeasure> ?u . {place} {names} }}"
    assert rows(cube, growth) == [["5.2", "http://qudt.org/vocab/unit/PERCENT"]]


def test_contradicting_claims_are_variants_of_one_place(cube: ox.Store) -> None:
    place = '?o xz:value ?v ; xz:indicator ?i . ?i ?label "地区生产总值"@zh .'
    query = f"SELECT ?n {{ {place} ?o <https://w3id.org/xianzhi/id/cube/variant> ?n }}"
    assert sorted(rows(cube, query)) == [["1"], ["2"]]


def test_observations_lead_to_figures_and_documents(cube: ox.Store) -> None:
    query = """SELECT DISTINCT ?title { ?o a qb:Observation ; <http://purl.org/dc/terms/source> ?d .
        ?d <http://purl.org/dc/terms/title> ?title } ORDER BY ?title"""
    assert ["富阳区召开经济工作会议"] in rows(cube, query)
    derived = "<http://www.w3.org/ns/prov#wasDerivedFrom>"
    assert not bool(cube.query(f"{QB} ASK {{ ?o a qb:Observation FILTER NOT EXISTS {{ ?o {derived} ?f }} }}"))
