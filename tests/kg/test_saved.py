"""Saved queries: each runs, each parameter is bound as a term, users add their own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import KnowledgeGraph, gate, saved
from ontology.errors import InputError, NotFoundError, QueryError

# What each query is asked in the test, and something that its answer must hold.
ASKED: dict[str, tuple[tuple[str, ...], str]] = {
    "affiliated-with": (("富阳区市场监管局",), ""),
    "between": (("富阳区", "陆知远"), "holdsPostIn"),
    "compare-indicator": (("GDP",), "富阳区"),
    "compare-two": (("富阳区", "澄光新材", "GDP"), "1060.5亿元"),
    "contradictions": ((), ""),
    "documents": ((), "澄光新材落户春江街道"),
    "documents-in": (("2025-03", "2025-03-31"), "澄光新材落户春江街道"),
    "evidence-of": (("陆知远",), "test.said"),
    "figures-in": (("富阳", "2024", "2024-12-31"), "1060.5亿元"),
    "figures-of": (("富阳",), "1060.5亿元"),
    "financed-by": (("澄光新材",), "富春江农商银行"),
    "firms-in": (("富阳区",), "杭州澄光新材料有限公司"),
    "founders-of": (("澄光新材",), "顾砚秋"),
    "holder-of": (("富阳区", "书记"), "陆知远"),
    "indicators": ((), "专利申请量"),
    "joined-by": (("澄光新材",), ""),
    "located-in": (("富阳区",), "春江街道"),
    "mentions-of": (("澄光新材",), "2025-03-02"),
    "milestones-of": (("“春江焕新”行动",), "实施"),
    "names-of": (("澄光新材",), "企业"),
    "officials-of": (("富阳区",), "陆知远"),
    "partners-of": (("富阳区市场监管局",), "富春江农商银行"),
    "parts-of": (("富阳区",), "春江街道"),
    "posts-in": (("富阳区",), "陆知远"),
    "posts-of": (("陆知远",), "区委书记"),
    "programs-of": (("富阳区",), "“春江焕新”行动"),
    "rank-change": (("GDP", "2024", "2024-12-31"), "富阳区"),
    "rank-indicator": (("GDP", "2024", "2024-12-31"), "富阳区"),
    "targets-of": (("富阳区",), ""),
    "timeline-of": (("富阳区",), "2025-01-08"),
    "where-is": (("澄光新材",), "浙江省"),
    "who-joined": (("“春江焕新”行动",), "富阳区"),
}


@pytest.fixture(scope="module")
def opened(graph: Path) -> Iterator[KnowledgeGraph]:
    """Return the small graph."""
    with KnowledgeGraph.open(graph) as known:
        yield known


def test_every_query_is_asked_here() -> None:
    assert sorted(saved.builtin()) == sorted(ASKED)
    assert len(ASKED) >= 14


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_query_answers_its_question(opened: KnowledgeGraph, name: str) -> None:
    arguments, expected = ASKED[name]
    rows = [tuple(map(str, row.values())) for row in opened.ask(name, *arguments)]
    assert len(rows) == len(set(rows))
    assert not expected or any(expected in row for row in rows)


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_query_says_what_it_answers_and_runs_as_it_is(opened: KnowledgeGraph, name: str) -> None:
    query = saved.get(name)
    assert query.zh.endswith("？")
    assert query.en.endswith("?")
    opened.query(query.sparql)


def test_an_optional_parameter_narrows(opened: KnowledgeGraph) -> None:
    assert len(opened.ask("figures-of", "富阳区")) == 2
    assert len(opened.ask("figures-of", "富阳区", "地区生产总值")) == 1
    assert len(opened.ask("figures-of", "富阳区", measure="地区生产总值")) == 1
    assert len(opened.ask("figures-of", "富阳区", since="2025-01-01")) == 0


def test_evidence_is_that_of_the_entity_alone(opened: KnowledgeGraph) -> None:
    rows = list(opened.ask("evidence-of", "陆知远"))
    assert {row["predicate"] for row in rows} == {"holdsPostIn"}


def test_contradictions_are_found(tmp_path: Path) -> None:
    from kg.build import build
    from tests.kg.factory import FUYANG, Extractor, Item, entity, figure, record

    year = ("2024-01-01", "2024-12-31")
    items = [
        Item(
            record(
                f"富阳区地区生产总值{text}。",
                [entity("DISTRICT", "富阳区", id=FUYANG)],
                figures=[figure("富阳区", "地区生产总值", text, value, "CNY", period=year)],
                source=f"{value}.txt",
            )
        )
        for text, value in (("1060.5亿元", "106050000000"), ("1061.2亿元", "106120000000"))
    ]
    build(items, Extractor(), tmp_path / "out")
    with KnowledgeGraph.open(tmp_path / "out") as known:
        (row,) = known.ask("contradictions")
    assert (row["values"], row["least"], row["most"]) == (2, Decimal(106050000000), Decimal(106120000000))


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("figures-of", (), "needs ENTITY"),
        ("figures-of", ("富阳区", "GDP", "2024", "more"), "takes no 'more'"),
        ("figures-of", ("富阳区", "GDP", "last year"), "a date is written"),
        ("indicators", ("a", "b"), "takes no 'b'"),
    ],
)
def test_wrong_arguments_are_errors(
    opened: KnowledgeGraph, name: str, arguments: tuple[str, ...], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        opened.ask(name, *arguments)


def test_unknown_names_list_near_ones(opened: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="figures-of"):
        opened.ask("figure-of")
    with pytest.raises(NotFoundError, match="地区生产总值"):
        opened.ask("compare-indicator", "地区生产")


HOSTILE = ['" } # ', "VALUES ?since { UNDEF }", "\\u0022", "'''", "}\nUNION{"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40) | st.sampled_from(HOSTILE))
def test_a_value_cannot_leave_its_place(opened: KnowledgeGraph, value: str) -> None:
    bound = saved.get("documents").bind(opened, (value,))
    try:
        answer = opened.query(bound)
    except QueryError as error:
        # Only what would be refused inside a text too: a decoded escape that looks like SERVICE.
        assert "refused" in str(error) or "nested" in str(error)
        return
    titles = {one.title for one in opened.documents()}
    clean = value.encode("utf-8", "replace").decode()
    assert {row["document"] for row in answer} == {title for title in titles if clean in title}


def test_a_value_that_looks_like_a_place_for_another_stays_text(opened: KnowledgeGraph) -> None:
    query = saved.parse(
        "two",
        "# zh: 两个？\n# param a text: a\n# param b text: b\nSELECT * { VALUES ?a { UNDEF } VALUES ?b { UNDEF } }",
    )
    bound = query.bind(opened, ("VALUES ?b { UNDEF }", '" } DROP ALL #'))
    assert list(opened.query(bound)) == [{"a": "VALUES ?b { UNDEF }", "b": '" } DROP ALL #'}]


def test_users_add_a_folder_of_their_own(opened: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "firms.rq").write_text("# en: Which firms?\nSELECT ?firm { ?firm a xz:Enterprise }", "utf-8")
    mine = saved.folder(tmp_path)
    assert saved.get("firms", mine).zh == "Which firms?"
    assert saved.get("figures-of", mine).name == "figures-of"
    gate.check(saved.get("firms", mine).bind(opened))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {}", "does not say what it answers"),
        ("# zh: 谁？\n# param who person: 谁\nSELECT * { VALUES ?who { UNDEF } }", "'person' is no type"),
        ("# zh: 谁？\n# param who entity: 谁\nSELECT * { ?who ?p ?o }", r"needs VALUES \?who { UNDEF }"),
    ],
)
def test_a_file_with_a_wrong_header_is_an_error(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        saved.parse("mine", text)


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder of queries"):
        saved.folder(tmp_path / "none")
