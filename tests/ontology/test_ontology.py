"""The ontology is complete, consistent, and what the code takes it to be."""

from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef

from ontology import model, namespace
from ontology.model import allows, class_of, class_of_code, is_a, predicate, superclasses, terms
from ontology.namespace import TERMS, XZ, local, resolve, term
from ontology.record import KIND, PREDICATES, MentionType

ROOT = Path(model.__file__).parent
GOOD = Path(__file__).with_name("good.ttl")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
CONTRACT = """
AdministrativeDivision Province City District Township Village Organization Enterprise GovernmentBody
PublicInstitution Association Person Official Program Place Event Figure Indicator Membership Document Statement
Evidence divisionCode mentionedIn partOf locatedIn affiliatedWith launched participatesIn finances partnersWith
founded holdsPostIn title evidence about indicator value unit qualifier periodStart periodEnd change changeBasis
kind text upperValue rank rankScope condition confidence rule sha256 path programKind quarantineReason
"""


def closure(*extra: str) -> Graph:
    """Return the OWL RL closure of the ontology, the good data and `extra` Turtle."""
    graph = Graph().parse(ROOT / "ontology.ttl").parse(GOOD)
    for turtle in extra:
        graph.parse(data=f"@prefix xz: <{XZ.partOf.removesuffix('partOf')}> . {turtle}", format="turtle")
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return graph


def test_the_ontology_is_consistent_and_entails_the_shortcut_of_a_membership() -> None:
    graph = closure()
    assert not list(graph.subjects(RDF.type, OWL.Nothing))
    assert not list(graph.objects(None, ERROR))
    post = "https://w3id.org/xianzhi/id/official", XZ.holdsPostIn, "https://w3id.org/xianzhi/id/bureau"
    assert tuple(map(URIRef, post)) in graph


def test_disjoint_classes_are_live() -> None:
    assert list(closure("<x:a> a xz:Person , xz:Organization .").objects(None, ERROR))


@pytest.mark.parametrize("name", CONTRACT.split())
def test_every_term_of_the_contract_is_there(name: str) -> None:
    assert terms()[name].iri == f"https://w3id.org/xianzhi/ontology#{name}"


@pytest.mark.parametrize("name", list(TERMS))
def test_every_term_says_what_it_is_in_both_languages(name: str) -> None:
    assert sorted(terms()[name].labels) == ["en", "zh"]
    assert sorted(terms()[name].comments) == ["en", "zh"]


@pytest.mark.parametrize("name", [name for name, item in terms().items() if item.kind in ("relation", "property")])
def test_every_property_has_a_domain_and_a_range(name: str) -> None:
    assert terms()[name].domain and terms()[name].range


@pytest.mark.parametrize("name", [name for name, item in terms().items() if item.kind == "class"])
def test_every_class_is_below_one_of_another_vocabulary(name: str) -> None:
    outside = [iri for above in superclasses(name) for iri in terms()[above].parents if not local(iri)]
    assert outside


def test_labels_of_classes_are_distinct() -> None:
    for language in ("zh", "en"):
        labels = [item.labels[language] for item in terms().values() if item.kind == "class"]
        assert len(labels) == len(set(labels))


def test_the_ontology_describes_itself() -> None:
    graph = Graph().parse(ROOT / "ontology.ttl")
    about = URIRef(namespace.ONTOLOGY)
    assert {
        title.language for title in graph.objects(about, URIRef(resolve("dcterms:title"))) if isinstance(title, Literal)
    }
    assert graph.value(about, URIRef(resolve("dcterms:license"))) is not None
    assert graph.value(about, OWL.versionInfo) is not None


def test_the_closed_namespace_is_the_ontology() -> None:
    assert list(TERMS) and set(TERMS) == set(terms())
    assert {name: item.iri for name, item in terms().items()} == dict(TERMS)


def test_an_unknown_term_raises_and_names_the_nearest() -> None:
    with pytest.raises(AttributeError):
        XZ.locatedAt  # type: ignore[attr-defined]  # noqa: B018
    for ask in (term, model.term, lambda name: resolve(f"xz:{name}")):
        with pytest.raises(KeyError, match="locatedIn"):
            ask("locatedI")


def test_an_unknown_prefix_raises() -> None:
    with pytest.raises(KeyError, match="prefixes"):
        resolve("nope:thing")
    assert resolve("schema:text") == "https://schema.org/text"


def test_local_names_are_those_of_our_terms_only() -> None:
    assert local(XZ.Enterprise) == "Enterprise"
    assert local(XZ.Enterprise + "s") == local("Enterprise") == local(str(RDFS.label)) == ""


def test_a_graph_of_another_base_has_its_own_prefix() -> None:
    assert namespace.prefixes("https://example.org/")["xzi"] == "https://example.org/"


def test_every_mention_type_has_its_class() -> None:
    assert {kind: class_of(kind) for kind in MentionType} == {
        MentionType.DISTRICT: "AdministrativeDivision",
        MentionType.ENTERPRISE: "Enterprise",
        MentionType.GOVERNMENT: "GovernmentBody",
        MentionType.INSTITUTION: "PublicInstitution",
        MentionType.ASSOCIATION: "Association",
        MentionType.OFFICIAL: "Official",
        MentionType.PERSON: "Person",
        MentionType.PROGRAM: "Program",
        MentionType.PLACE: "Place",
        MentionType.EVENT: "Event",
    }
    assert set(KIND) == set(MentionType)


def test_every_predicate_of_the_record_is_a_relation() -> None:
    assert sorted(map(predicate, PREDICATES)) == sorted(model.relations())
    assert predicate("position") == "holdsPostIn"


def test_superclasses_go_upwards() -> None:
    assert superclasses("Official") == ("Official", "Person")
    assert is_a("Enterprise", "Organization") and not is_a("Organization", "Enterprise")


@pytest.mark.parametrize(
    ("relation", "subject", "object_", "allowed"),
    [
        ("locatedIn", "Enterprise", "Township", True),
        ("locatedIn", "Enterprise", "Enterprise", False),
        ("holdsPostIn", "Official", "GovernmentBody", True),
        ("founded", "Enterprise", "Enterprise", False),
        ("launched", "District", "Program", True),
    ],
)
def test_relations_keep_to_their_domain_and_range(relation: str, subject: str, object_: str, allowed: bool) -> None:
    assert allows(relation, subject, object_) is allowed


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("330000", "Province"),
        ("33", "Province"),
        ("330100", "City"),
        ("330110", "District"),
        ("429004", "District"),
        ("330110001", "Township"),
        ("330110001000", "Township"),
        ("330110001002", "Village"),
    ],
)
def test_a_division_code_tells_the_level(code: str, level: str) -> None:
    assert class_of_code(code) == level


@pytest.mark.parametrize("code", ["", "330", "33011a", "３３０１１０"])
def test_what_is_no_division_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="no division code"):
        class_of_code(code)
