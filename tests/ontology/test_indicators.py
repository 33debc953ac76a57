"""The scheme of indicators is free of contradictions, and printed names find their way into it."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, SKOS, Graph, URIRef

from ontology import indicators
from ontology.indicators import clean, known, normalise
from ontology.iri import expand
from ontology.namespace import XZ

TURTLE = Path(indicators.__file__).with_name("indicators.ttl")


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("GDP", "地区生产总值"),
        ("地区生产总值（GDP）", "地区生产总值"),
        ("全区地区生产总值", "地区生产总值"),
        ("规上工业增加值", "规模以上工业增加值"),
        ("社零总额", "社会消费品零售总额"),
        ("实现社零总额达", "社会消费品零售总额"),
        ("国家高新技术企业总数", "高新技术企业"),
        ("“专精特新”企业数量", "专精特新企业"),
        ("全社会R&D经费投入强度", "研究与试验发展经费投入强度"),
        ("城镇居民\n人均可支配收入", "城镇居民人均可支配收入"),
        ("年末常住人口", "常住人口"),
        ("空气质量优良率", "空气优良率"),
    ],
)
def test_printed_names_find_the_preferred_one(printed: str, name: str) -> None:
    assert normalise(printed) == name
    assert name in known()


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("稻田插秧总数", "稻田插秧总数"),
        ("地区生产总值增速", "地区生产总值增速"),
        ("“花灯” 订单达", "花灯订单达"),
        ("", ""),
    ],
)
def test_unknown_names_are_only_cleaned(printed: str, kept: str) -> None:
    assert normalise(printed) == kept


def test_growth_and_share_are_not_taken_for_the_level() -> None:
    for tail in ("增速", "增长率", "占比", "比重"):
        assert normalise("服务业增加值" + tail) != "服务业增加值"


@given(st.text(max_size=30))
def test_normalising_twice_changes_nothing(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)


def test_a_name_or_alias_belongs_to_one_indicator() -> None:
    owner: dict[str, str] = {}
    for item in known().values():
        for form in {clean(text) for text in (item.name, *item.aliases)}:
            assert owner.setdefault(form, item.name) == item.name, form


def test_every_name_and_alias_normalises_to_its_indicator() -> None:
    for item in known().values():
        assert {normalise(form) for form in (item.name, *item.aliases)} == {item.name}


def test_every_indicator_has_both_labels_a_dimension_and_something_above() -> None:
    dimensions = "money count share rate ratio index area length mass volume energy power duration concentration"
    assert len(known()) > 500
    for item in known().values():
        assert item.label_en and item.broader and item.dimension in dimensions.split(), item.name


def test_no_chain_of_broader_indicators_is_a_ring() -> None:
    for name in known():
        seen = [name]
        while (above := known()[seen[-1]].broader) in known() and len(seen) < 10:
            seen.append(above)
        assert len(seen) == len(set(seen)), seen


def test_the_file_holds_just_these_iris() -> None:
    graph = Graph().parse(TURTLE)
    assert set(graph.subjects(RDF.type, URIRef(XZ.Indicator))) == {
        URIRef(expand(item.iri)) for item in known().values()
    }
    assert set(graph.objects(None, SKOS.broader)) <= set(graph.subjects(RDF.type, None))


def test_importing_the_package_loads_no_rdflib_and_reads_no_file() -> None:
    code = (
        "import sys; from ontology import indicators, model, namespace, units; "
        "assert 'rdflib' not in sys.modules; "
        "assert not any(read.cache_info().currsize for read in (indicators.known, model.terms, units.units))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
