"""The gate: queries that only read pass, whatever else a query text can be does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import gate
from ontology.errors import QueryError


@pytest.mark.parametrize(
    ("sparql", "form"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", "SELECT"),
        ("PREFIX load: <http://x/> ask { ?s load:service 'DROP # not a comment' }", "ASK"),
        ("CONSTRUCT { ?insert a ?delete } WHERE { ?insert a ?delete . FILTER(?delete != 'x'@clear) }", "CONSTRUCT"),
        ("# SERVICE in a comment\nDESCRIBE <http://x/service>", "DESCRIBE"),
        ("SELECT ?a { ?a ?b ?c FILTER(?c<3&&?c>1) }", "SELECT"),
        ('SELECT ?a { ?a ?b """LOAD "INSERT" """ }', "SELECT"),
        ("SELECT ?a { ?a rdfs:label '余杭区'@zh ; xzi:加载\\,load ?x }", "SELECT"),
    ],
)
def test_a_query_that_reads_passes(sparql: str, form: str) -> None:
    assert gate.check(sparql).form == form


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * {} SERVICE#\n<http://127.0.0.1/> {}",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { \\U00000053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "LOAD <file:///etc/hostname>",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DROP ALL",
        "clear graph <a:a>",
        "CREATE GRAPH <a:a>",
        "COPY <a:a> TO <a:b>",
        "MOVE <a:a> TO <a:b>",
        "ADD <a:a> TO <a:b>",
    ],
)
def test_what_reaches_out_or_changes_the_graph_is_refused(sparql: str) -> None:
    with pytest.raises(QueryError, match="refused"):
        gate.check(sparql)


@pytest.mark.parametrize("clause", ["FROM <file:///etc/hostname>", "FROM NAMED <FILE:/x>", "FROM <\\u0066ile:/x>"])
def test_a_query_may_not_name_a_file_to_read(clause: str) -> None:
    with pytest.raises(QueryError, match="refused"):
        gate.check(f"SELECT * {clause} {{ ?s ?p ?o }}")


BRACKETS = [("{", "}"), ("(", ")"), ("[", "]"), ("<<", ">>"), ("!", ""), ("^", "")]


@pytest.mark.parametrize(("opening", "closing"), BRACKETS)
@pytest.mark.parametrize("depth", [101, 3_000, 100_000])
def test_deep_nesting_is_refused(opening: str, closing: str, depth: int) -> None:
    with pytest.raises(QueryError, match=r"nested|bytes"):
        gate.check(f"SELECT * {{ {opening * depth} ?s ?p ?o {closing * depth} }}")


def test_brackets_in_strings_iris_and_comments_do_not_nest() -> None:
    gate.check("SELECT * { ?s ?p '" + "{" * 500 + "' } #" + "(" * 500)


def test_a_long_query_is_refused_before_it_is_read() -> None:
    with pytest.raises(QueryError, match="bytes"):
        gate.check("SELECT * { ?s ?p '" + "余" * 90_000 + "' }")


@pytest.mark.parametrize("text", ["", "   ", "# only a comment", "select", "hello", "PREFIX a: <b>"])
def test_what_is_no_query_says_so(text: str) -> None:
    if text == "select":
        assert gate.check(text).form == "SELECT"  # the engine says what is wrong with it
    else:
        with pytest.raises(QueryError, match="no query"):
            gate.check(text)


@given(st.text(max_size=200))
def test_any_text_passes_or_is_refused(text: str) -> None:
    try:
        assert gate.check(text).text == text
    except QueryError as error:
        assert "\n" not in str(error)
