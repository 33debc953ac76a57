"""A record as quads."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.quads import check, decimal, quads
from kg.store import Store
from ontology.errors import RecordError
from ontology.record import Record
from tests.kg import factory

XZI = "https://w3id.org/xianzhi/id/"


def ask(record: Record, pattern: str) -> bool:
    return bool(Store.memory(quads(record)).query(f"ASK {{ {pattern} }}"))


def test_a_document_describes_itself_in_its_own_graph() -> None:
    record = factory.economy()
    node = f"<{XZI}document/{record.sha256[:16]}>"
    assert ask(record, f'GRAPH {node} {{ {node} a xz:Document ; xz:path "news/economy.txt" }}')
    assert ask(record, f'{node} dcterms:title "富阳区召开经济工作会议"@zh ; dcterms:date "2025-01-08"^^xsd:date')
    assert ask(record, f'{node} xz:sha256 "{record.sha256}" ; dcterms:publisher "富春晨报"')


def test_an_entity_has_its_class_and_those_above() -> None:
    assert ask(factory.economy(), 'xzi:person\\/陆知远 a xz:Official, xz:Person ; rdfs:label "陆知远"@zh')
    assert ask(factory.firm(), "xzi:enterprise\\/富春江农商银行 a xz:Enterprise, xz:Organization")


def test_a_division_has_the_class_of_its_level_and_its_code() -> None:
    assert ask(factory.firm(), 'xzi:division\\/330111 a xz:District ; xz:divisionCode "330111"')
    assert ask(factory.firm(), "xzi:division\\/330111002 a xz:Township, xz:AdministrativeDivision")


def test_a_division_without_a_code_goes_by_the_last_word_of_its_name() -> None:
    record = factory.record("白鹭湾村今年丰收。", [factory.entity("DISTRICT", "白鹭湾村")])
    assert ask(record, "xzi:division\\/白鹭湾村 a xz:Village")


def test_other_forms_of_a_name_are_alternative_labels() -> None:
    assert ask(factory.firm(), '?firm rdfs:label "杭州澄光新材料有限公司"@zh ; skos:altLabel "澄光新材"@zh')


def test_an_entity_shows_its_first_mention_with_the_sentence() -> None:
    evidence = '?e oa:exact "顾砚秋" ; schema:text ?s FILTER(CONTAINS(?s, "由顾砚秋创办"))'
    assert ask(factory.firm(), f"xzi:person\\/顾砚秋 xz:evidence ?e . {evidence}")


def test_a_relation_is_a_plain_triple_and_a_statement() -> None:
    assert ask(factory.firm(), "xzi:person\\/顾砚秋 xz:founded ?firm")
    statement = "?s a xz:Statement ; rdf:predicate xz:founded ; xz:rule 'test.said' ; xz:confidence 0.9"
    assert ask(factory.firm(), f'{statement} ; xz:evidence/oa:exact "公司由顾砚秋创办"')


def test_a_position_is_a_membership_with_its_shortcut() -> None:
    membership = "?m a xz:Membership ; org:member xzi:person\\/陆知远 ; org:organization xzi:division\\/330111"
    assert ask(factory.economy(), f'{membership} ; xz:title "区委书记" ; xz:evidence ?e')
    assert ask(factory.economy(), "xzi:person\\/陆知远 xz:holdsPostIn xzi:division\\/330111")


def test_a_relation_said_twice_is_one_statement_with_two_places() -> None:
    text = "甲山公司落户富阳区。甲山公司就在富阳区。"
    ends = ("甲山公司", "locatedIn", "富阳区")
    record = factory.record(
        text,
        [factory.entity("ENTERPRISE", "甲山公司"), factory.entity("DISTRICT", "富阳区", id=factory.FUYANG)],
        [
            factory.relation(*ends, "甲山公司落户富阳区", confidence=0.6),
            factory.relation(*ends, "甲山公司就在富阳区", confidence=0.8),
        ],
    )
    found = Store.memory(quads(record)).query("SELECT ?s ?c (COUNT(?e) AS ?n) {?s rdf:predicate xz:locatedIn ; "
                                              "xz:confidence ?c ; xz:evidence ?e} GROUP BY ?s ?c")  # fmt: skip
    assert isinstance(found, ox.QuerySolutions)
    assert [(row["c"].value, row["n"].value) for row in found] == [("0.8", "2")]  # type: ignore[union-attr]


def test_a_figure_has_every_field_that_its_record_has() -> None:
    pattern = (
        "?f a xz:Figure ; xz:about xzi:division\\/330111 ; xz:indicator xzi:indicator\\/地区生产总值 ; "
        "xz:value 106050000000.0 ; xz:unit xzi:unit\\/CNY ; xz:change 5.2 ; xz:changeBasis 'yearOnYear' ; "
        "xz:periodStart '2024-01-01'^^xsd:date ; xz:periodEnd '2024-12-31'^^xsd:date ; xz:kind 'actual' ; "
        "xz:qualifier 'exact' ; xz:text '1060.5亿元' ; xz:evidence/oa:exact '1060.5亿元'"
    )
    assert ask(factory.economy(), pattern)


def test_optional_fields_of_a_figure() -> None:
    whole = factory.figure(None, "总量", "第3位", rank=3)
    whole = replace(whole, rank_scope="全市", condition="规上", upper_value=Decimal("4.50"))
    record = factory.record("总量居全市第3位。", figures=[whole])
    assert ask(record, "?f xz:rank 3 ; xz:rankScope '全市' ; xz:condition '规上' ; xz:upperValue 4.5")
    assert not ask(record, "?f xz:about ?x")
    assert not ask(record, "?f xz:value ?x")


def test_every_piece_of_evidence_is_the_slice_of_the_text() -> None:
    for record in factory.small():
        assert record.text is not None
        store = Store.memory(quads(record))
        rows = store.query("SELECT ?a ?b ?x { ?e oa:start ?a ; oa:end ?b ; oa:exact ?x }")
        assert isinstance(rows, ox.QuerySolutions)
        spans = [(int(row["a"].value), int(row["b"].value), row["x"].value) for row in rows]  # type: ignore[union-attr]
        assert spans
        assert all(record.text[start:end] == exact for start, end, exact in spans)


def test_there_are_no_blank_nodes() -> None:
    nodes = {type(part) for one in quads(factory.firm()) for part in (one.subject, one.object, one.graph_name)}
    assert nodes == {ox.NamedNode, ox.Literal}


def test_another_base_moves_what_is_ours_alone() -> None:
    lines = [str(one) for one in quads(factory.firm(), base="https://example.org/id/")]
    assert not any(XZI in line for line in lines)
    assert any("https://example.org/id/person/顾砚秋" in line for line in lines)
    assert any("https://w3id.org/xianzhi/ontology#founded" in line for line in lines)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (replace(factory.economy(), sha256="0f3a"), "sha256"),
        (factory.record("甲", [factory.entity("PLACE", "甲", id="xzi:place/a b")]), "IRI of an entity"),
        (factory.record("甲", [factory.entity("PLACE", "甲", id="https://example.org/a")]), "IRI of an entity"),
        (factory.record("甲乙", relations=[factory.relation("xzi:place/a", "likes", "xzi:place/b", "甲")]), "likes"),
    ],
)
def test_a_record_that_no_graph_can_be_made_of_is_refused(record: Record, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        check(record)


@pytest.mark.parametrize("value", ["1E+3", "1000", "1000.000"])
def test_one_number_has_one_form(value: str) -> None:
    assert decimal(Decimal(value)).value == "1000"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15))
def test_a_number_reads_back_and_is_as_the_store_writes_it(value: Decimal) -> None:
    literal = decimal(value)
    node = ox.NamedNode("https://example.org/x")
    stored = next(iter(Store.memory([ox.Quad(node, node, literal, node)]).quads())).object
    assert Decimal(literal.value) == value
    assert stored == literal
