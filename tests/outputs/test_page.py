from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import KnowledgeGraph
from kg.rows import Document, Evidence
from outputs.page import embedded, render, write_page
from outputs.page_data import marked, period, web_address, words
from tests.kg.factory import small
from tests.outputs.factory import graph_of


@pytest.fixture(scope="module")
def news() -> KnowledgeGraph:
    return graph_of(small())


@pytest.fixture(scope="module")
def page(news: KnowledgeGraph) -> str:
    return render(news)


def data(page: str) -> dict[str, object]:
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    known: dict[str, object] = json.loads(found[1])
    return known


def test_nothing_is_loaded(page: str) -> None:
    assert re.findall(r"<(?:script|img|iframe|object|embed)[^>]+src=", page) == []
    assert re.findall(r"<link[^>]+href=\"(?!data:,\")", page) == []
    assert "sourceMappingURL" not in page
    assert "@import" not in page


def test_only_our_scripts_and_style_may_run(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy[1]
    assert "connect-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1]
    bodies = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL)
    assert len(bodies) == 3
    for body in bodies:
        assert base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() in policy[1].replace("&#43;", "+")


def test_equal_graphs_give_equal_pages(news: KnowledgeGraph, page: str) -> None:
    assert render(news) == page == render(graph_of(reversed(small())))


def test_nodes_and_edges_come_with_places_and_no_forces(page: str) -> None:
    known = data(page)["network"]
    assert isinstance(known, dict)
    assert known["options"]["physics"] == {"enabled": False}
    places = [(node["x"], node["y"]) for node in known["nodes"]]
    assert len(places) == len(set(places)) > 5


def test_every_edge_has_a_sentence(page: str) -> None:
    known = data(page)
    edges, evidence = known["edges"], known["evidence"]
    assert isinstance(edges, list)
    assert isinstance(evidence, list)
    for edge in edges:
        for number in edge["evidence"]:
            _, _, exact, _, start, end = evidence[number]
            assert exact
            assert end > start
        assert edge["evidence"]


def test_above_the_limit_the_most_connected_are_shown(news: KnowledgeGraph) -> None:
    known = data(render(news, limit=4))
    totals, nodes = known["totals"], known["nodes"]
    assert isinstance(totals, dict)
    assert isinstance(nodes, list)
    assert (totals["shown"], len(nodes)) == (4, 4)
    assert totals["entities"] > 4
    assert "富阳区" in {node["label"] for node in nodes}


def test_the_file_is_written_whole(news: KnowledgeGraph, page: str, tmp_path: Path) -> None:
    write_page(news, tmp_path / "new" / "graph.html")
    assert (tmp_path / "new/graph.html").read_text("utf-8") == page
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["graph.html"]


@given(st.text())
def test_embedded_text_cannot_end_its_element_and_reads_back(text: str) -> None:
    made = embedded({"text": text})
    assert not set(made) & set("<>&\u2028\u2029")
    assert json.loads(made) == {"text": text}


def test_lone_surrogates_can_be_embedded() -> None:
    assert embedded("\ud800").encode("utf-8") == b'"\\ud800"'


@pytest.mark.parametrize(
    ("bounds", "shown"),
    [
        (("2024-01-01", "2024-12-31"), "2024"),
        (("2021-01-01", "2025-12-31"), "2021 – 2025"),
        (("2024-01-01", "2024-06-30"), "2024-01 – 2024-06"),
        (("2024-02-01", "2024-02-29"), "2024-02"),
        (("2024-03-05", "2024-03-05"), "2024-03-05"),
        (("", "2025-12-31"), "– 2025-12-31"),
        (("2025-01-01", "2025-02-31"), "2025-01-01 – 2025-02-31"),
        (("", ""), ""),
    ],
)
def test_periods_are_short(bounds: tuple[str, str], shown: str) -> None:
    assert period(bounds) == shown


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "//host", "data:text/html,x", "http://[", ""]
)
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    assert web_address(url) == ""
    assert web_address("https://news.example/a?b=c") == "https://news.example/a?b=c"


def test_a_span_with_line_breaks_is_marked_in_its_sentence() -> None:
    evidence = Evidence(Document("d"), 3, 9, "钱塘\n  区委", "昨天钱塘区委开会。")
    assert marked(evidence) == ("昨天", "钱塘区委", "开会。")


def test_both_languages_say_the_same_things() -> None:
    ui = words()["ui"]
    assert ui["zh"].keys() == ui["en"].keys()
