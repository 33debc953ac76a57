"""The seam to the quad store."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import manifest
from kg.store import UNION, Store, View, canonical_nquads, current_version, open_current
from ontology.errors import GraphError, QueryError

A, B, P = (ox.NamedNode(f"https://example.org/{name}") for name in "abp")


@pytest.fixture
def copy(graph: Path, tmp_path: Path) -> Path:
    """Return a copy of the small graph that a test may damage."""
    return Path(shutil.copytree(graph, tmp_path / "copy"))


def test_a_published_graph_opens_read_only(graph: Path) -> None:
    view = open_current(graph)
    assert len(view) > 100
    with pytest.raises(RuntimeError):
        view.native.add(ox.Quad(A, P, B, A))


def test_queries_see_all_graphs_and_know_our_prefixes(view: View) -> None:
    assert view.query("ASK { ?person xz:founded ?firm . ?firm xz:locatedIn/xz:partOf+ ?city . ?city a xz:City }")


def test_values_are_bound_as_terms(view: View) -> None:
    name = ox.Literal("富阳区", language="zh")
    assert view.query("ASK { ?d rdfs:label ?name }", values={"name": name})
    assert not view.query("ASK { ?d rdfs:label ?name }", values={"name": ox.Literal('"} ; DROP ALL')})


def test_a_malformed_query_is_one_clear_line(view: View) -> None:
    with pytest.raises(QueryError, match="malformed query") as caught:
        view.query("SELECT * WHERE {")
    assert "\n" not in str(caught.value)


def test_a_function_that_there_is_not_is_the_fault_of_the_query(view: View) -> None:
    with pytest.raises(QueryError, match="malformed query: The custom function <urn:f> is not supported"):
        view.query("SELECT (<urn:f>(1) AS ?x) {}")


def test_replacing_a_graph_leaves_the_others() -> None:
    store = Store.memory([ox.Quad(A, P, A, A), ox.Quad(B, P, B, B)])
    store.replace(A, [ox.Quad(A, P, B, A)])
    assert set(store.quads()) == {ox.Quad(A, P, B, A), ox.Quad(B, P, B, B)}
    store.replace(A, [])
    assert store.graphs() == [B]


def test_the_union_has_each_triple_once_and_drops_what_no_graph_holds() -> None:
    store = Store.memory([ox.Quad(A, P, B, A), ox.Quad(A, P, B, B)])
    rows = store.query("SELECT * WHERE { ?s ?p ?o }")
    assert isinstance(rows, ox.QuerySolutions)
    assert (len(list(rows)), len(store)) == (1, 2)
    store.replace(A, [])
    assert store.query("ASK { ?s ?p ?o }")
    store.replace(B, [])
    assert not store.query("ASK { ?s ?p ?o }")


@pytest.fixture
def parted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load in parts of few lines, as a large graph is."""
    monkeypatch.setattr("kg.store._PART", 200)
    monkeypatch.setattr("kg.store._QUADS", 3)


@pytest.mark.usefixtures("parted")
@pytest.mark.parametrize("where", ["memory", "disk"])
def test_what_is_loaded_in_parts_is_whole(where: str, tmp_path: Path) -> None:
    quads = [
        ox.Quad(A, P, ox.Literal(f"第{n % 25}行 <a> .\n{' ' * n}", language="zh"), graph)
        for n in range(50)
        for graph in (A, B)
    ]
    expected = canonical_nquads(Store.memory(quads))
    for load in (lambda store: store.load_many(iter(quads)), lambda store: store.load_lines(io.BytesIO(expected))):
        store = Store.memory() if where == "memory" else Store.open(tmp_path / str(id(load)))
        load(store)
        assert canonical_nquads(store) == expected
        assert len(list(store.quads(graph=UNION))) == 50


@pytest.mark.usefixtures("parted")
@pytest.mark.parametrize(
    "wrong",
    [
        "<urn:a> <urn:p> 'a' <urn:g> .",
        "<urn:a> <urn:p> <urn:not an iri> <urn:g> .",
        '<urn:a> <urn:p> "a <urn:g> .',
        "<urn:a> <urn:p> <urn:o> .",
        '<urn:a> <urn:p> "o"^^<urn:t> .',
        '<urn:a> <urn:p> "o" .',
        "<urn:a> <urn:p> <urn:o> <urn:g> . ",
        "<urn:a> <urn:p> <urn:o> <urn:g>",
        "<urn:a> <urn:p> <urn:o><urn:g> .",
        "<urn:a> <urn:p> <urn:o> <urn:g> . # <urn:x> .",
        "text",
        "\x00",
    ],
)
@pytest.mark.parametrize("last", [True, False])
def test_a_line_that_is_no_quad_is_refused_in_one_line(wrong: str, last: bool) -> None:
    good = "".join(f"<urn:a> <urn:p> <urn:o{n}> <urn:g> .\n" for n in range(20))
    text = f"{good}{wrong}\n{'' if last else good}"
    with pytest.raises(SyntaxError) as caught:
        Store.memory().load_lines(io.BytesIO(text.encode()))
    assert "\n" not in str(caught.value)


def test_a_file_that_ends_within_a_line_is_refused() -> None:
    with pytest.raises(SyntaxError, match=r"line 2.*Unexpected end"):
        Store.memory().load_lines(io.BytesIO(b"<urn:a> <urn:p> <urn:o> <urn:g> .\n<urn:a> <urn:p>"))


def test_canonical_form_does_not_depend_on_the_order() -> None:
    quads = [ox.Quad(A, P, ox.Literal(f"第{n}行\n\u2028"), B) for n in range(20)]
    assert canonical_nquads(Store.memory(quads)) == canonical_nquads(Store.memory(reversed(quads)))
    assert canonical_nquads(Store.memory(quads)).count(b"\n") == 20


def test_a_folder_without_a_graph_says_how_to_make_one(tmp_path: Path) -> None:
    for folder in (tmp_path / "missing", tmp_path):
        with pytest.raises(GraphError, match="kg build"):
            open_current(folder)


def test_a_damaged_store_says_how_to_rebuild_it(copy: Path) -> None:
    for path in (current_version(copy) / "store").glob("CURRENT"):
        path.write_bytes(b"nonsense")
    with pytest.raises(GraphError, match=r"damaged.*kg build"):
        open_current(copy)


def test_damage_that_is_found_in_reading_is_one_clear_line(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.load(ox.Quad(ox.NamedNode(f"urn:{n}"), P, ox.Literal(f"第{n}行" * 20), A) for n in range(3000))
    store.flush()
    del store
    for path in tmp_path.glob("*.sst"):
        data = path.read_bytes()
        if len(data) > 5000:  # the parts of the graph itself
            first, last = len(data) // 4, len(data) // 2
            path.write_bytes(data[:first] + bytes(last - first) + data[last:])
    view = View(ox.Store.read_only(str(tmp_path)))
    for read in (lambda: view.quads(), lambda: view.quads(graph=A), lambda: view.rows("SELECT ?o { ?s ?p ?o }")):
        with pytest.raises(GraphError, match="damaged, build it again") as caught:
            list(read())
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', '{"format": 1, "documents": {"a": 1}}'])
def test_a_damaged_manifest_says_how_to_rebuild_it(copy: Path, text: str) -> None:
    (current_version(copy) / manifest.NAME).write_text(text)
    with pytest.raises(GraphError, match="kg build"):
        open_current(copy)


@pytest.mark.parametrize("size", [2, 10, 100, 1000])
def test_a_manifest_that_was_cut_off_is_damage(copy: Path, size: int) -> None:
    path = current_version(copy) / manifest.NAME
    path.write_bytes(path.read_bytes()[:-size])
    with pytest.raises(GraphError, match="kg build"):
        open_current(copy)


def test_the_base_of_a_version_is_that_of_its_manifest(graph: Path) -> None:
    version = current_version(graph)
    assert manifest.base(version) == manifest.read(version).base


def test_a_graph_of_another_format_says_how_to_rebuild_it(copy: Path) -> None:
    path = current_version(copy) / manifest.NAME
    path.write_text(path.read_text("utf-8").replace(f'"format": {manifest.FORMAT}', '"format": 0'), "utf-8")
    with pytest.raises(GraphError, match=r"format is 0.*kg build"):
        open_current(copy)


@pytest.mark.parametrize("name", ["", "..", "v-none", "../../etc", "\udce4"])
def test_a_pointer_to_nowhere_is_damage(copy: Path, name: str) -> None:
    (copy / "current").write_bytes(name.encode("utf-8", "surrogateescape"))
    with pytest.raises(GraphError):
        open_current(copy)
