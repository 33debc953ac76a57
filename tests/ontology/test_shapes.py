"""The shapes accept good data and name what is wrong with bad data."""

from pathlib import Path

import pyshacl
import pytest
from rdflib import RDFS, Graph, Literal, URIRef

from ontology import model
from ontology.namespace import PREFIXES, SHAPES, resolve

GOOD = Path(__file__).with_name("good.ttl").read_text("utf-8")
E = "https://w3id.org/xianzhi/id/"
HEADER = f"@prefix e: <{E}> . " + "".join(f"@prefix {name}: <{iri}> . " for name, iri in PREFIXES.items())


def violations(graph: Graph) -> list[tuple[str, str, str]]:
    """Return the violated shape, the focus node and the value node of every result, sorted."""
    whole = graph + model.validation_context()
    _, report, _ = pyshacl.validate(whole, shacl_graph=model.shapes(), inplace=True)
    found = []
    for result in report.subjects(URIRef(resolve("rdf:type")), URIRef(resolve("sh:ValidationResult"))):
        shape, focus, value = (
            str(report.value(result, URIRef(resolve(f"sh:{name}"))) or "")
            for name in ("sourceShape", "focusNode", "value")
        )
        found.append((shape.removeprefix(SHAPES), focus.removeprefix(E), value.removeprefix(E)))
    return sorted(found)


def changed(subject: str, predicate: str, value: str) -> Graph:
    """Return the good graph with the values of one property replaced by `value` (Turtle, or "" for none)."""
    graph = Graph().parse(data=GOOD, format="turtle")
    graph.remove((URIRef(E + subject), URIRef(resolve(predicate)), None))
    if value:
        graph.parse(data=f"{HEADER} e:{subject} {predicate} {value} .", format="turtle")
    return graph


def test_good_data_passes() -> None:
    assert violations(Graph().parse(data=GOOD, format="turtle")) == []


BAD = [
    ("firm", "rdfs:label", "", "Entity-label"),
    ("firm", "rdfs:label", '"Yunxi Machines"@en', "Entity-label"),
    ("firm", "rdfs:label", '"云溪机械"@zh , "云溪机械公司"@zh', "Entity-label"),
    ("district", "xz:evidence", "e:document", "Entity-evidence"),
    ("district", "xz:mentionedIn", '"news/a.txt"', "Entity-mentionedIn"),
    ("district", "xz:divisionCode", '"9901"', "Division-code"),
    ("district", "xz:divisionCode", "990102", "Division-code"),
    ("program", "xz:programKind", '"platform"', "Program-kind"),
    ("document", "xz:path", "", "Document-path"),
    ("document", "xz:sha256", "", "Document-sha256"),
    ("document", "xz:sha256", '"0f3a"', "Document-sha256"),
    ("evidence", "oa:hasSource", "", "Evidence-source"),
    ("evidence", "oa:hasSource", "e:firm", "Evidence-source"),
    ("evidence", "oa:start", '"6"^^xsd:nonNegativeInteger', "Evidence-start"),
    ("evidence", "oa:start", '"-1"^^xsd:integer', "Evidence-start"),
    ("evidence", "oa:end", "", "Evidence-end"),
    ("evidence", "oa:exact", '""', "Evidence-exact"),
    ("evidence", "oa:exact", "", "Evidence-exact"),
    ("statement", "rdf:subject", "", "Statement-subject"),
    ("statement", "rdf:predicate", "skos:related", "Statement-predicate"),
    ("statement", "rdf:object", '"云溪产业园"', "Statement-object"),
    ("statement", "xz:confidence", "1.2", "Statement-confidence"),
    ("statement", "xz:confidence", "-0.1", "Statement-confidence"),
    ("statement", "xz:rule", "", "Statement-rule"),
    ("statement", "xz:evidence", "", "Statement-evidence"),
    ("membership", "org:member", "e:firm", "Membership-member"),
    ("membership", "org:organization", "e:program", "Membership-organization"),
    ("membership", "xz:title", "", "Membership-title"),
    ("membership", "xz:evidence", "", "Membership-evidence"),
    ("level", "xz:about", "e:indicator", "Figure-about"),
    ("level", "xz:indicator", "", "Figure-indicator"),
    ("level", "xz:value", '"12亿"', "Figure-value"),
    ("level", "xz:value", "1.2e9", "Figure-value"),
    ("level", "xz:value", "1400000000.0", "Figure-value"),
    ("level", "xz:upperValue", "1300000000", "Figure-upperValue"),
    ("level", "xz:unit", '"元"', "Figure-unit"),
    ("level", "xz:qualifier", '"roughly"', "Figure-qualifier"),
    ("level", "xz:kind", '"guess"', "Figure-kind"),
    ("level", "xz:change", '"4.8%"', "Figure-change"),
    ("level", "xz:changeBasis", '"lastWeek"', "Figure-changeBasis"),
    ("level", "xz:periodStart", '"2025-01-01"^^xsd:date', "Figure-periodStart"),
    ("level", "xz:periodStart", '"2024-01-01"', "Figure-periodStart"),
    ("level", "xz:periodEnd", '"2024"^^xsd:gYear', "Figure-periodEnd"),
    ("level", "xz:text", "", "Figure-text"),
    ("level", "xz:evidence", "", "Figure-evidence"),
    ("level", "xz:confidence", "", "Figure-confidence"),
    ("level", "xz:rule", "", "Figure-rule"),
    ("place", "xz:rank", "0", "Figure-rank"),
    ("place", "xz:rank", "", "Figure-quantity"),
    ("stage", "schema:about", "e:firm", "Milestone-about"),
    ("stage", "dcterms:type", '"dreamt"', "Milestone-stage"),
    ("stage", "schema:startDate", '"2025-01-01"^^xsd:date', "Milestone-startDate"),
    ("stage", "schema:endDate", '"2024"', "Milestone-endDate"),
    ("stage", "xz:kind", '"limit"', "Milestone-kind"),
    ("stage", "xz:evidence", "", "Milestone-evidence"),
]


@pytest.mark.parametrize(("subject", "predicate", "value", "shape"), BAD)
def test_one_bad_fact_names_its_shape_and_node(subject: str, predicate: str, value: str, shape: str) -> None:
    found = violations(changed(subject, predicate, value))
    assert (shape, subject) in {(name, focus) for name, focus, _ in found}


# relation, wrong subject, wrong object, right subject, right object
WRONG_ENDS = [
    ("partOf", "firm", "park", "district", "province"),
    ("locatedIn", "district", "firm", "firm", "park"),
    ("affiliatedWith", "person", "district", "firm", "institute"),
    ("launched", "park", "firm", "district", "program"),
    ("participatesIn", "program", "person", "firm", "event"),
    ("finances", "event", "park", "firm", "association"),
    ("partnersWith", "event", "program", "district", "firm"),
    ("founded", "firm", "district", "person", "firm"),
    ("holdsPostIn", "firm", "program", "official", "bureau"),
]


def test_every_relation_is_tried_with_wrong_ends() -> None:
    assert tuple(row[0] for row in WRONG_ENDS) == model.relations()


@pytest.mark.parametrize(("relation", "bad_subject", "bad_object", "subject", "object_"), WRONG_ENDS)
def test_a_relation_between_the_wrong_classes_names_the_triple(
    relation: str, bad_subject: str, bad_object: str, subject: str, object_: str
) -> None:
    graph = Graph().parse(data=GOOD, format="turtle")
    predicate = URIRef(resolve(f"xz:{relation}"))
    graph.add((URIRef(E + bad_subject), predicate, URIRef(E + object_)))
    graph.add((URIRef(E + subject), predicate, URIRef(E + bad_object)))
    assert set(violations(graph)) == {
        (f"{relation}-domain", object_, bad_subject),
        (f"{relation}-range", subject, bad_object),
    }


def test_an_end_without_a_type_is_found() -> None:
    assert ("locatedIn-range", "firm", "nowhere") in violations(changed("firm", "xz:locatedIn", "e:nowhere"))


def test_every_shape_has_messages_in_both_languages_and_a_severity() -> None:
    shapes = model.shapes()
    for shape in shapes.subjects(URIRef(resolve("rdf:type")), URIRef(resolve("sh:PropertyShape"))):
        messages = list(shapes.objects(shape, URIRef(resolve("sh:message"))))
        languages = sorted(m.language or "" for m in messages if isinstance(m, Literal))
        assert languages == ["en", "zh"], shape
        assert shapes.value(shape, URIRef(resolve("sh:severity"))) is not None, shape


def test_the_shapes_are_themselves_valid_and_use_no_sparql() -> None:
    assert pyshacl.validate(Graph(), shacl_graph=model.shapes(), meta_shacl=True)[0]
    assert not list(model.shapes().subject_objects(URIRef(resolve("sh:sparql"))))


def test_every_property_shape_is_tried_with_bad_data() -> None:
    shapes = model.shapes()
    named = {
        str(shape).removeprefix(SHAPES)
        for shape in shapes.subjects(URIRef(resolve("sh:severity")))
        if next(shapes.objects(shape, URIRef(resolve("sh:message"))), None) is not None
    }
    tried = {row[3] for row in BAD} | {f"{row[0]}-{end}" for row in WRONG_ENDS for end in ("domain", "range")}
    assert named == tried


def test_the_unions_are_those_of_the_ontology() -> None:
    shapes, context = model.shapes(), model.validation_context()
    for relation in model.relations():
        for end, classes in (("domain", model.term(relation).domain), ("range", model.term(relation).range)):
            asked = shapes.value(URIRef(f"{SHAPES}{relation}-{end}"), URIRef(resolve("sh:class")))
            members = {URIRef(resolve(f"xz:{name}")) for name in classes}
            assert members == ({asked} if len(members) == 1 else set(context.subjects(RDFS.subClassOf, asked)))


def test_the_context_holds_just_the_subclasses() -> None:
    context = model.validation_context()
    assert set(context.predicates()) == {RDFS.subClassOf}
    assert (URIRef(resolve("xz:Official")), RDFS.subClassOf, URIRef(resolve("xz:Person"))) in context
