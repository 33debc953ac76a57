"""The graph of indicators: what the figures measure, what is above it, and its unit."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.card import Card
from kg.scheme import indicator_quads
from kg.store import Store
from tests.kg import factory


@pytest.fixture(scope="module")
def view() -> Store:
    """Return the graph of indicators of one article."""
    figures = [
        factory.figure(None, "金融业增加值", "5亿元", "5e8", "CNY"),
        factory.figure(None, "甲乙数", "3", "3", "家"),
    ]
    record = factory.record("金融业增加值5亿元，甲乙数3家。", [], [], figures)
    return Store.memory(indicator_quads([Card.of(record)]))


def ask(view: Store, pattern: str) -> bool:
    return bool(view.query(f"ASK {{ GRAPH ?g {{ {pattern} }} }}"))


def test_an_indicator_leads_to_its_topic(view: Store) -> None:
    assert ask(
        view, '?i skos:prefLabel "金融业增加值"@zh ; skos:broader ?above ; skos:inScheme ?s ; xz:expectedUnit ?u'
    )
    assert ask(view, '?a skos:prefLabel "第三产业增加值"@zh ; skos:broader/skos:broader/skos:topConceptOf ?s')
    assert ask(view, '?t a skos:Concept ; skos:prefLabel "经济总量"@zh, ?en FILTER(LANG(?en) = "en")')


def test_expected_units_have_names(view: Store) -> None:
    assert ask(view, '?i xz:expectedUnit ?u . ?u rdfs:label "元"@zh')


def test_what_only_an_article_measures_is_outside_the_scheme(view: Store) -> None:
    assert ask(view, '?i a xz:Indicator ; skos:prefLabel "甲乙数"@zh')
    assert not ask(view, '?i skos:prefLabel "甲乙数"@zh ; skos:inScheme ?s')


def test_there_are_no_blank_nodes(view: Store) -> None:
    assert all(isinstance(quad.subject, ox.NamedNode) for quad in view.quads())
