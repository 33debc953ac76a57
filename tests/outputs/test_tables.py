from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import KnowledgeGraph
from kg.reader import Reader
from ontology.errors import InputError
from outputs import WRITERS, tables
from outputs.tables import guarded, unguarded
from tests.kg.factory import entity, record
from tests.outputs.factory import graph_of, small


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return small(tmp_path_factory.mktemp("graph"))


def rows(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_entity_relation_figure_post_stage_and_document_is_there(graph: KnowledgeGraph, tmp_path: Path) -> None:
    WRITERS["csv"](graph, tmp_path / "out")
    reader = Reader(graph.view)
    for name, kind in (
        ("relations", "Statement"),
        ("figures", "Figure"),
        ("posts", "Membership"),
        ("documents", "Document"),
    ):
        assert {row["iri"] for row in rows(tmp_path / "out" / f"{name}.csv")} == set(reader.instances(kind))
    assert [row["iri"] for row in rows(tmp_path / "out/entities.csv")] == reader.entities()
    assert [row["iri"] for row in rows(tmp_path / "out/milestones.csv")] == [one.iri for one in graph.milestones()]


def test_a_figure_reads_back_with_value_unit_period_and_source(graph: KnowledgeGraph, tmp_path: Path) -> None:
    WRITERS["csv"](graph, tmp_path / "out")
    [row] = [row for row in rows(tmp_path / "out/figures.csv") if row["text"] == "1060.5亿元"]
    assert (row["value"], row["unit"], row["change"]) == ("106050000000", "CNY", "5.2")
    assert (row["about_label"], row["period_start"], row["period_end"]) == ("富阳区", "2024-01-01", "2024-12-31")
    assert row["exact"] in row["sentence"]
    assert row["document_title"] == "富阳区召开经济工作会议"


def test_a_stage_reads_back_with_its_days_and_source(graph: KnowledgeGraph, tmp_path: Path) -> None:
    WRITERS["csv"](graph, tmp_path / "out")
    [row] = rows(tmp_path / "out/milestones.csv")
    assert (row["about_label"], row["stage"], row["kind"], row["text"]) == (
        "“春江焕新”行动",
        "started",
        "target",
        "实施",
    )
    assert (row["period_start"], row["period_end"]) == ("2025-01-01", "2025-12-31")
    assert row["exact"] in row["sentence"]


def test_a_post_reads_back_with_its_title(graph: KnowledgeGraph, tmp_path: Path) -> None:
    WRITERS["csv"](graph, tmp_path / "out")
    assert ("陆知远", "区委书记", "富阳区") in {
        (row["person_label"], row["title"], row["organization_label"]) for row in rows(tmp_path / "out/posts.csv")
    }


def test_zip_holds_the_same_tables(graph: KnowledgeGraph, tmp_path: Path) -> None:
    WRITERS["csv"](graph, tmp_path / "out")
    WRITERS["csv"](graph, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        for name in archive.namelist():
            assert archive.read(name) == (tmp_path / "out" / name).read_bytes()
        assert len(archive.namelist()) == 6


def test_byte_order_mark_on_request(graph: KnowledgeGraph, tmp_path: Path) -> None:
    tables.write(graph, tmp_path / "out", bom=True)
    assert (tmp_path / "out/entities.csv").read_bytes().startswith(b"\xef\xbb\xbfiri,")
    assert rows(tmp_path / "out/entities.csv", "utf-8-sig")[0]["iri"]


def test_a_folder_of_others_is_left_alone(graph: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(InputError, match="name another"):
        WRITERS["csv"](graph, tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "keep"


def test_names_that_look_like_formulas_are_guarded(tmp_path: Path) -> None:
    name = '=HYPERLINK("x")'
    WRITERS["csv"](graph_of([record(f"{name}开业", [entity("ENTERPRISE", name)])]), tmp_path / "out")
    labels = [row["label"] for row in rows(tmp_path / "out/entities.csv")]
    assert labels == ["'" + name]
    assert [unguarded(label) for label in labels] == [name]


@pytest.mark.parametrize("cell", ["=1+1", "+x", "-x", "@x", "\tx", "\rx", " =1", "\u00a0=1", "\n=1", "＝1", "'=1"])
def test_formulas_get_an_apostrophe(cell: str) -> None:
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-3.4", "+5", "-3.4%", "1e-9", "余杭区", "", "a=b", "'"])
def test_numbers_and_words_stay(cell: str) -> None:
    assert guarded(cell) == cell


@given(st.text(alphabet="='+-@\t\r\n a1\u00a0", max_size=6))
def test_guarding_can_be_undone(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@given(st.lists(st.text(alphabet=',"\n\r=天', max_size=5), min_size=2, max_size=4))
def test_cells_read_back(cells: list[str]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow([guarded(cell) for cell in cells])
    [back] = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    assert [unguarded(cell) for cell in back] == cells
