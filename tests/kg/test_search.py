"""Text search: any part of a name or sentence is found, marked, and the same after each way to the same graph."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg import KnowledgeGraph, search
from kg.build import build
from kg.cli import app
from kg.store import current_version, open_current
from kg.tokens import marks, tokens
from ontology.errors import GraphError, QueryError
from tests.kg.factory import Extractor, Item, economy, firm, market


@pytest.fixture(scope="module")
def opened(graph: Path) -> Iterator[KnowledgeGraph]:
    """Return the small graph."""
    with KnowledgeGraph.open(graph) as known:
        yield known


def names(known: KnowledgeGraph, text: str) -> list[str]:
    """Return the names that a search finds."""
    return [hit.text for hit in known.search(text, within="names")]


@pytest.mark.parametrize("text", ["澄", "澄光", "光新材", "杭州澄光新材料有限公司"])
def test_any_part_of_a_name_finds_it(opened: KnowledgeGraph, text: str) -> None:
    assert "杭州澄光新材料有限公司" in {hit.label for hit in opened.search(text, within="names")}


def test_the_nearest_name_comes_first(opened: KnowledgeGraph) -> None:
    assert names(opened, "富阳")[0] == "富阳"
    assert names(opened, "富阳区")[0] == "富阳区"
    assert set(names(opened, "富阳区")[1:]) == {"富阳区市场监管局", "富阳区春江街道"}


def test_an_entity_is_found_once_with_its_type_and_its_earliest_document(opened: KnowledgeGraph) -> None:
    (hit,) = opened.search("陆知远", within="names")
    assert (hit.kind, hit.type, hit.documents) == ("name", "Official", 2)
    assert hit.document is not None
    assert hit.document.date == "2025-01-08"


def test_a_sentence_is_found_with_its_document_and_marks(opened: KnowledgeGraph) -> None:
    (hit,) = opened.search("高新技术企业", within="sentences")
    assert [hit.text[start:end] for start, end in hit.marks] == ["高新技术企业"]
    assert hit.document is not None
    assert hit.label == hit.document.title == "富阳区召开经济工作会议"


def test_all_words_must_be_there(opened: KnowledgeGraph) -> None:
    assert len(opened.search("富阳区 增长", within="sentences")) == 1
    assert opened.search("富阳区 下降") == []


def test_width_and_case_make_no_difference(opened: KnowledgeGraph) -> None:
    assert names(opened, "ｇｄｐ") == names(opened, "GDP") == ["GDP"]
    assert opened.search("1060.5") == opened.search("１０６０.５") != []


def test_a_number_is_found_whole(opened: KnowledgeGraph) -> None:
    assert opened.search("060.5") == opened.search("1060") == []


@pytest.mark.parametrize("text", ["", " ", "，。", '" OR "', "*", "NEAR(", "text:"])
def test_signs_are_no_syntax(opened: KnowledgeGraph, text: str) -> None:
    assert opened.search(text) == []


def test_a_search_has_a_longest_length(opened: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="200 characters"):
        opened.search("区" * 201)


@given(st.text(max_size=30), st.text(max_size=30), st.text(min_size=1, max_size=10))
def test_marks_lie_in_the_text_and_hold_what_was_asked_for(before: str, after: str, word: str) -> None:
    wanted = tokens(word)
    text = f"{before} {word} {after}"
    found = marks(text, [wanted])
    assert bool(found) == bool(wanted)
    for start, end in found:
        assert tokens(text[start:end])[: len(wanted) - 1] == wanted[:-1]


def test_an_incremental_build_answers_like_a_full_one(tmp_path: Path) -> None:
    first, second = [Item(economy()), Item(firm())], [Item(firm()), Item(market())]
    build(first, Extractor(), tmp_path / "grown")
    build(second, Extractor(), tmp_path / "grown")
    build(second, Extractor(), tmp_path / "full")
    with KnowledgeGraph.open(tmp_path / "grown") as grown, KnowledgeGraph.open(tmp_path / "full") as full:
        assert grown.index.stored
        for text in ("富阳", "澄光", "区", "GDP", "万元", "陆知远", "高新技术企业"):
            assert grown.search(text) == full.search(text)


def test_a_graph_without_an_index_is_searched_too_and_gets_one_from_a_build(tmp_path: Path) -> None:
    build([Item(economy())], Extractor(), tmp_path / "g")
    with KnowledgeGraph.open(tmp_path / "g") as known:
        expected = known.search("富阳")
    (current_version(tmp_path / "g") / search.NAME).unlink()
    with KnowledgeGraph.open(tmp_path / "g") as known:
        assert not known.index.stored
        assert known.search("富阳") == expected
    assert build([Item(economy())], Extractor(), tmp_path / "g").up_to_date
    assert search.usable(current_version(tmp_path / "g"))


def test_a_damaged_index_is_an_error(graph: Path, tmp_path: Path) -> None:
    shutil.copytree(graph, tmp_path / "g")
    path = current_version(tmp_path / "g") / search.NAME
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\x00" * (len(content) - 4096))
    known = search.Index.open(path.parent, open_current(tmp_path / "g"))
    with pytest.raises(GraphError, match="build the graph again"):
        known.bearers(["富阳"])


def test_the_command_marks_what_was_asked_for(graph: Path) -> None:
    done = CliRunner().invoke(app, ["search", str(graph), "高新技术"])
    assert done.exit_code == 0
    assert "新增【高新技术】企业150家" in done.stdout
    assert "《富阳区召开经济工作会议》，富春晨报，2025-01-08" in done.stdout


def test_the_command_says_that_nothing_was_found(graph: Path) -> None:
    done = CliRunner().invoke(app, ["search", str(graph), "查无此句"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "nothing holds '查无此句'" in done.stderr
