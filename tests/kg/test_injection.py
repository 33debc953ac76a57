"""Any text in any filter gives what a filter over plain Python rows gives, and is never read as a query."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg import KnowledgeGraph, measures
from kg.build import build
from kg.cli import app
from kg.names import key
from kg.search import LONGEST
from kg.tokens import marks, tokens
from ontology.errors import NotFoundError, QueryError, XianzhiError
from tests.kg.factory import Extractor, Item, entity, record, small

# Firms that are called so: what looks like a query must find them, and them alone.
HOSTILE = (
    '甲" } # 厂',
    "乙'''厂",
    "丙 UNION { ?s ?p ?o } 厂",
    "丁\\u0022厂",
    "戊<urn:x>厂",
    "己%' OR 1=1 --厂",
    "庚* NEAR(厂",
)
PARTS = ("富阳", "富阳区", "澄光新材", "陆知远", "GDP", "地区生产总值", "书记", "2024", "2025-03", *HOSTILE)
TEXTS = st.one_of(
    st.sampled_from(PARTS),
    st.text(min_size=1, max_size=40),
    st.text(alphabet="\"'\\<>{}()?$#@;^%*_-.富阳厂\n\r\t", min_size=1, max_size=20),
    st.tuples(st.sampled_from(PARTS), st.sampled_from(['"', "'", "\\", "}", ">", "#", "*", "%", "_"])).map("".join),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small graph with the firms of hostile names."""
    out = tmp_path_factory.mktemp("hostile") / "graph"
    text = "".join(f"{name}开业。\n" for name in HOSTILE)
    more = record(text, [entity("ENTERPRISE", name) for name in HOSTILE], title=HOSTILE[0], source="hostile.txt")
    build([Item(one) for one in (*small(), more)], Extractor(), out)
    return out


@pytest.fixture(scope="module")
def known(folder: Path) -> Iterator[KnowledgeGraph]:
    """Return it opened."""
    with KnowledgeGraph.open(folder) as opened:
        yield opened


class Rows:
    """All of a graph as plain rows, and each filter over them."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._names = [(one.iri, name) for one in graph.entities() for name in (one.label, *one.aliases)]
        self._titles = {one.title for one in graph.documents()}
        self._figures = list(graph.figure_rows())
        self._posts = [one.title for one in graph.entity("富阳区").posts(bodies=True)]

    def named(self, text: str) -> set[str]:
        """Who bears a name that contains the text, or is it."""
        return {iri for iri, name in self._names if name == text or (key(text) and key(text) in key(name))}

    def searched(self, text: str) -> set[str]:
        """Who bears a name in which all words of the text stand."""
        words = [word for word in map(tokens, text.split()) if word]
        return {iri for iri, name in self._names if words and all(marks(name, [word]) for word in words)}

    def titled(self, text: str) -> set[object]:
        """The documents whose title contains the text."""
        return {title for title in self._titles if text in title}

    def held(self, text: str) -> set[object]:
        """The posts in the district whose title contains the text."""
        return {title for title in self._posts if text in title}

    def measured(self, text: str) -> set[object]:
        """The indicators with figures whose name contains the text."""
        return {row.indicator for row in self._figures if text in row.indicator}

    def since(self, text: str) -> set[object] | None:
        """The figures about the district whose period ends on the day or later; None where it is no day."""
        try:
            day = measures.date(text)
        except QueryError:
            return None
        rows = (row for row in self._figures if row.about is not None and row.about.label == "富阳区")
        return {row.text for row in rows if (row.period[1] or row.period[0]) >= day}


def asked(graph: KnowledgeGraph, name: str, column: str, *arguments: str, **options: str) -> set[object] | None:
    """Return a column of a saved query; None where the arguments are refused, never because they are malformed."""
    try:
        return {row[column] for row in graph.ask(name, *arguments, **options)}
    except QueryError as error:
        # A text that would read as SERVICE if its escapes were decoded twice is refused rather than looked up.
        assert "malformed" not in str(error)
        return None


def in_all_filters(graph: KnowledgeGraph, rows: Rows, text: str) -> None:
    """Compare every filter of Python with that over the rows."""
    clean = text.encode("utf-8", "replace").decode()
    assert {one.iri for one in graph.find(text)} == rows.named(text)
    found = {hit.iri for hit in graph.search(text[:LONGEST], within="names", limit=100) if hit.type != "Indicator"}
    assert found == rows.searched(text[:LONGEST])
    for name, column, before, expected in (
        ("documents", "document", (), rows.titled(clean)),
        ("holder-of", "title", ("富阳区",), rows.held(clean)),
        ("indicators", "indicator", (), rows.measured(clean)),
    ):
        answer = asked(graph, name, column, *before, text)
        assert answer == expected or (answer is None and "\\" in text)
    assert asked(graph, "figures-of", "text", "富阳区", since=text) == rows.since(text)
    _measure(graph, text)
    for ask in (partial(graph.entity, text), partial(graph.paths, text, "富阳区", 2), partial(graph.timeline, text)):
        _only_bearers(ask, rows, text)


def _measure(graph: KnowledgeGraph, text: str) -> None:
    """An indicator is one of those that there are, or is said to be none."""
    try:
        chosen = {row.indicator for row in graph.select("富阳区", text)}
    except NotFoundError:
        chosen = set()
    else:
        assert chosen <= measures.measures(text, graph.reader.indicator_names())
    try:
        answer = {row["indicator"] for row in graph.ask("figures-of", "富阳区", text)}
    except NotFoundError:
        answer = set()
    assert answer <= chosen


def _only_bearers(ask: Callable[[], object], rows: Rows, text: str) -> None:
    try:
        ask()
    except XianzhiError as error:
        assert "malformed" not in str(error)
    else:
        assert rows.named(text) or text.startswith(("http", "xzi:"))


@pytest.mark.parametrize("count", [60, pytest.param(10_000, marks=pytest.mark.slow)])
def test_any_text_in_any_filter_of_python(known: KnowledgeGraph, count: int) -> None:
    rows = Rows(known)

    @settings(max_examples=count, deadline=None, database=None)
    @given(TEXTS)
    def look_up(text: str) -> None:
        in_all_filters(known, rows, text)

    look_up()
    for text in PARTS:
        in_all_filters(known, rows, text)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_firm_with_a_hostile_name_is_found_by_it(known: KnowledgeGraph, name: str) -> None:
    assert known.entity(name).label == name
    assert [row["date"] for row in known.ask("mentions-of", name)] == [None]


# How each command takes a text.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "show": ("show", "{folder}", "--", "{text}"),
    "search": ("search", "{folder}", "--", "{text}"),
    "figures": ("figures", "{folder}", "--", "{text}"),
    "figures of an indicator": ("figures", "{folder}", "富阳区", "--indicator={text}"),
    "figures since": ("figures", "{folder}", "富阳区", "--since={text}"),
    "path": ("path", "{folder}", "--", "{text}", "富阳区"),
    "ask": ("ask", "{folder}", "--", "{text}在哪里"),
    "a saved query": ("query", "{folder}", "--name", "holder-of", "--", "富阳区", "{text}"),
    "why": ("why", "{folder}", "--", "{text}", "位于", "富阳区"),
}


@pytest.mark.parametrize("count", [4, pytest.param(1_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("command", COMMANDS)
def test_any_text_in_any_filter_of_the_command_line(folder: Path, command: str, count: int) -> None:
    @settings(max_examples=count, deadline=None, database=None)
    @given(TEXTS)
    def run(text: str) -> None:
        words = [one.replace("{folder}", str(folder)).replace("{text}", text) for one in COMMANDS[command]]
        done = CliRunner().invoke(app, words)
        assert done.exit_code in (0, 1, 2), (text, done.output)
        assert "malformed" not in done.output
        assert "Traceback" not in done.output

    run()
