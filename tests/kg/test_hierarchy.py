"""What lies in a village or a park is found in the districts above it, by paths and not by copied triples."""

from __future__ import annotations

import pytest

from kg.build import build
from kg.graph import KnowledgeGraph
from kg.store import open_current
from tests.kg import factory
from tests.kg.factory import Extractor, Item

VILLAGE, PARK = "春江街道白鹭湾村", "云溪产业园"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    text = (
        "春江街道白鹭湾村有澄光新材，云溪产业园位于春江街道，园内有砚秋科技。"
        "富春江农商银行设在富阳区，青岚电子位于临安区。"
    )
    record = factory.record(
        text,
        [
            factory.entity("DISTRICT", VILLAGE),
            factory.entity("DISTRICT", "春江街道", id=factory.CHUNJIANG),
            factory.entity("DISTRICT", "富阳区", id=factory.FUYANG),
            factory.entity("DISTRICT", "临安区", id="xzi:division/330112"),
            factory.entity("PLACE", PARK),
            *(factory.entity("ENTERPRISE", name) for name in ("澄光新材", "砚秋科技", "富春江农商银行", "青岚电子")),
        ],
        [
            factory.relation(VILLAGE, "partOf", "春江街道", "春江街道白鹭湾村"),
            factory.relation("澄光新材", "locatedIn", VILLAGE, "白鹭湾村有澄光新材"),
            factory.relation(PARK, "locatedIn", "春江街道", "云溪产业园位于春江街道"),
            factory.relation("砚秋科技", "locatedIn", PARK, "园内有砚秋科技"),
            factory.relation("富春江农商银行", "locatedIn", "富阳区", "富春江农商银行设在富阳区"),
            factory.relation("青岚电子", "locatedIn", "临安区", "青岚电子位于临安区"),
        ],
        place="浙江省杭州市富阳区",
    )
    folder = tmp_path_factory.mktemp("hierarchy") / "g"
    build([Item(record)], Extractor(), folder)
    return KnowledgeGraph.open(folder)


def firms(known: KnowledgeGraph, where: str) -> set[str]:
    return {str(row["firm"]) for row in known.ask("firms-in", where)}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("白鹭湾村", {"澄光新材"}),
        (PARK, {"砚秋科技"}),
        ("春江街道", {"澄光新材", "砚秋科技"}),
        ("富阳区", {"澄光新材", "砚秋科技", "富春江农商银行"}),
        ("浙江省", {"澄光新材", "砚秋科技", "富春江农商银行", "青岚电子"}),
    ],
)
def test_firms_are_found_at_every_level_above(known: KnowledgeGraph, where: str, expected: set[str]) -> None:
    assert firms(known, known.find(where)[0].iri) == expected


def test_no_triple_is_copied_upwards(known: KnowledgeGraph) -> None:
    assert known.folder is not None
    pattern = (
        "?firm a xz:Enterprise ; rdfs:label '砚秋科技'@zh ; xz:locatedIn ?where . ?where a xz:AdministrativeDivision"
    )
    assert not open_current(known.folder).query(f"ASK {{ {pattern} }}")


def test_the_place_of_a_firm_is_written_out(known: KnowledgeGraph) -> None:
    assert known.entity("澄光新材").place.startswith("浙江省 › 杭州市 › 富阳区 › 春江街道")
