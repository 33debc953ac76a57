"""Text search over the names of entities and indicators, and the sentences that bear out what the graph says.

The index is one SQLite file (FTS5) in the folder of a version. Its rows belong to the graph that states them, so the
next version takes over the file and does again only the graphs that changed; where there is no file, as in a graph
of an earlier program or on a server, one is made in memory. Answers depend on content alone, never on row numbers.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

import pyoxigraph as ox

from kg import names
from kg.reader import ALIAS, LABEL, TYPE, Reader
from kg.rows import Document
from kg.store import View
from kg.tokens import marks, open_ended, tokens
from ontology.errors import GraphError, QueryError
from ontology.namespace import DIVISIONS, INDICATORS, QUARANTINE, local, resolve

NAME = "search.db"

# Raised with every change of the tables or of what is a token.
FORMAT = 1

LONGEST = 200

Row = tuple[str | int, ...]
Where = Literal["names", "sentences", "all"]

_PREFERRED = resolve("skos:prefLabel")
_TEXT = resolve("schema:text")
_SOURCE = resolve("oa:hasSource")
_NAMES = ((LABEL, 0), (_PREFERRED, 0), (ALIAS, 1))
_UNNAMED = frozenset({"Statement", "Membership", "Figure", "Evidence", "Document"})

# What `kg.tokens` has parted by spaces is left as it is: numbers keep their point and percent sign.
_FTS = """USING fts5 (text, content='', tokenize="ascii tokenchars '.%'")"""

_SCHEMA = f"""
PRAGMA user_version = {FORMAT};
CREATE TABLE names (id INTEGER PRIMARY KEY, graph TEXT, iri TEXT, name TEXT, key TEXT, alias INTEGER);
CREATE INDEX names_graph ON names (graph);
CREATE INDEX names_key ON names (key);
CREATE VIRTUAL TABLE names_text {_FTS};
CREATE TABLE sentences (id INTEGER PRIMARY KEY, graph TEXT, iri TEXT, sentence TEXT);
CREATE INDEX sentences_graph ON sentences (graph);
CREATE VIRTUAL TABLE sentences_text {_FTS};
"""

# An exact name before one that begins so before one that only contains it; one that is shown before another form.
_FIND_NAMES = """
SELECT iri, name, MIN((CASE WHEN key = :key THEN 0 WHEN substr(key, 1, :size) = :key THEN 2 ELSE 4 END + alias) * 10000
  + length(name)) AS place, COUNT(DISTINCT graph) AS graphs
FROM names_text JOIN names ON names.id = names_text.rowid WHERE names_text MATCH :match
GROUP BY iri ORDER BY place / 10000, graphs DESC, place, iri LIMIT :limit
"""
_FIND_SENTENCES = """
SELECT sentences.iri, sentence FROM sentences_text JOIN sentences ON sentences.id = sentences_text.rowid
WHERE sentences_text MATCH :match ORDER BY round(bm25(sentences_text), 6), graph, sentence LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: a name (`iri` and `type` those of its entity) or a sentence (`iri` that of the evidence).

    `text` is the name or the sentence, `marks` the offsets in it of what was asked for, `label` the entity's name or
    the document's title. `document` is where it stands; for a name, the earliest that has it, None where none does.
    """

    kind: Literal["name", "sentence"]
    iri: str
    label: str
    type: str
    text: str
    marks: tuple[tuple[int, int], ...]
    document: Document | None
    documents: int


class Index:
    """The text index of one version, open to read. `stored` is False for one that was made in memory."""

    def __init__(self, connection: sqlite3.Connection, *, stored: bool) -> None:
        self._connection = connection
        self.stored = stored

    @classmethod
    def open(cls, version: Path | None, view: View) -> Self:
        """Open the index in the folder of a version; make it in memory from `view` where there is none to use."""
        if version is not None and usable(version):
            return cls(_connect(f"{(version / NAME).absolute().as_uri()}?mode=ro&immutable=1"), stored=True)
        connection = _connect(":memory:")
        _create(connection)
        _fill(connection, view, _graphs(view))
        return cls(connection, stored=False)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def search(self, reader: Reader, text: str, *, within: Where = "all", limit: int = 20) -> list[Hit]:
        """Return what holds all words of `text` (parted by spaces), names first; at most `limit` of each kind.

        Names are ordered by how near they are, sentences by how much of them is what was asked for. Raises
        QueryError for a text that is too long.
        """
        if len(text) > LONGEST:
            raise QueryError(f"a search is at most {LONGEST} characters long, not {len(text)}")
        words = [word for word in map(tokens, text.split()) if word]
        if not words:
            return []
        found: list[Hit] = []
        if within in ("names", "all"):
            found += self._names(reader, text, words, limit)
        if within in ("sentences", "all"):
            found += self._sentences(reader, words, limit)
        return found

    def bearers(self, keys: Iterable[str]) -> dict[str, dict[str, bool]]:
        """Return who bears these names (`kg.names.key`): by key the entities, with whether they are shown by it."""
        found: dict[str, dict[str, bool]] = {}
        for key in sorted(set(keys)):
            rows = self._rows("SELECT iri, MIN(alias) FROM names WHERE key = :key GROUP BY iri", key=key)
            if rows:
                found[key] = {iri: not alias for iri, alias in sorted(rows)}
        return found

    def _names(self, reader: Reader, text: str, words: list[list[str]], limit: int) -> Iterator[Hit]:
        key = names.key(text)
        rows = self._rows(_FIND_NAMES, match=_match(words), key=key, size=len(key), limit=limit)
        for iri, name, _, _ in rows:
            ref = reader.ref(iri)
            documents = [reader.document(one) for one in reader.facts(iri).get(resolve("xz:mentionedIn"), ())]
            first = min(documents, key=lambda one: (one.date, one.iri), default=None)
            yield Hit("name", iri, ref.label, ref.type, name, marks(name, words), first, len(documents))

    def _sentences(self, reader: Reader, words: list[list[str]], limit: int) -> Iterator[Hit]:
        for iri, sentence in self._rows(_FIND_SENTENCES, match=_match(words), limit=limit):
            sources = reader.facts(iri).get(_SOURCE, [])
            document = reader.document(sources[0]) if sources else Document("")
            title = document.title or document.path
            yield Hit("sentence", iri, title, "Evidence", sentence, marks(sentence, words), document, 1)

    def _rows(self, sql: str, **values: str | int) -> list[tuple[str, ...]]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise GraphError(f"the text index is damaged, build the graph again: {error}") from error


def usable(version: Path) -> bool:
    """Say whether a version has an index that this program reads."""
    if not (version / NAME).is_file():
        return False
    try:
        with closing(_connect(f"{(version / NAME).absolute().as_uri()}?mode=ro&immutable=1")) as known:
            return bool(known.execute("PRAGMA user_version").fetchone()[0] == FORMAT)
    except sqlite3.Error:
        return False


def write(version: Path, view: View, *, before: Path | None = None, changed: Iterable[str] = ()) -> None:
    """Write the index of a version into its folder.

    Where the version `before` has one, only the documents in `changed` (compact IRIs; also those that are gone) are
    done again, and what no document states.
    """
    path = version / NAME
    draft = path.with_suffix(".tmp")
    with _writing(path):
        draft.unlink(missing_ok=True)
        graphs = [view.node(one) for one in (*sorted(changed), DIVISIONS, INDICATORS)]
        old = before is not None and usable(before)
        if before is not None and old:
            shutil.copyfile(before / NAME, draft)
        with closing(_connect(str(draft))) as connection:
            if not old:
                _create(connection)
                graphs = _graphs(view)
            with connection:
                _fill(connection, view, graphs)
        draft.replace(path)


def ensure(version: Path, view: View) -> None:
    """Write the index of a published version that lacks it, as those of an earlier program do."""
    if not usable(version):
        write(version, view)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise GraphError(f"cannot write {path}: {error}") from error


def _connect(name: str) -> sqlite3.Connection:
    # A server answers from several threads; SQLite itself lets one in at a time.
    return sqlite3.connect(name, uri=name.startswith("file:"), check_same_thread=False)


def _create(connection: sqlite3.Connection) -> None:
    # The file becomes a version's only when it is whole: what is undone after a crash is never read.
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.executescript(_SCHEMA)


def _fill(connection: sqlite3.Connection, view: View, graphs: Iterable[ox.NamedNode]) -> None:
    """Make the rows of these graphs what the graphs state now; what stays the same is left as it is."""
    for graph in graphs:
        for table, columns, rows in (
            ("names", "iri, name, key, alias", _named(view, graph)),
            ("sentences", "iri, sentence", _sentences(view, graph)),
        ):
            there = connection.execute(f"SELECT id, {columns} FROM {table} WHERE graph = ?", (graph.value,))
            _change(connection, table, graph.value, {tuple(values): row for row, *values in there}, rows)


def _change(connection: sqlite3.Connection, table: str, graph: str, there: dict[Row, int], rows: list[Row]) -> None:
    kept = set(rows)
    gone = [(row, values) for values, row in there.items() if values not in kept]
    following = connection.execute(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {table}").fetchone()[0]
    new = list(enumerate((values for values in rows if values not in there), start=following))
    # The index keeps no text of its own, so it is told what was there.
    connection.executemany(
        f"INSERT INTO {table}_text ({table}_text, rowid, text) VALUES ('delete', ?, ?)",
        [(row, " ".join(tokens(str(values[1])))) for row, values in gone],
    )
    connection.executemany(f"DELETE FROM {table} WHERE id = ?", [(row,) for row, _ in gone])
    if new:
        places = ", ".join("?" * (len(new[0][1]) + 2))
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", [(row, graph, *values) for row, values in new])
        connection.executemany(
            f"INSERT INTO {table}_text (rowid, text) VALUES (?, ?)",
            [(row, " ".join(tokens(str(values[1])))) for row, values in new],
        )


def _graphs(view: View) -> list[ox.NamedNode]:
    return [graph for graph in view.graphs() if graph != view.node(QUARANTINE)]


def _named(view: View, graph: ox.NamedNode) -> list[Row]:
    """Return the names that a graph gives: IRI, name, key, and whether it is only another name."""
    types: dict[str, set[str]] = {}
    for quad in view.quads(None, ox.NamedNode(TYPE), None, graph):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            types.setdefault(quad.subject.value, set()).add(local(quad.object.value))
    found: dict[tuple[str, str], int] = {}
    for predicate, alias in _NAMES:
        for quad in view.quads(None, ox.NamedNode(predicate), None, graph):
            name = quad.object
            if not isinstance(quad.subject, ox.NamedNode) or not isinstance(name, ox.Literal):
                continue
            kinds = types.get(quad.subject.value, set()) - {""}
            if kinds and not kinds & _UNNAMED and name.language in (None, "zh"):
                found.setdefault((quad.subject.value, name.value), alias)
    return [(iri, name, names.key(name), alias) for (iri, name), alias in sorted(found.items())]


def _sentences(view: View, graph: ox.NamedNode) -> list[Row]:
    """Return the sentences that a graph carries, each once: IRI of an evidence, sentence."""
    found: dict[str, str] = {}
    for quad in view.quads(None, ox.NamedNode(_TEXT), None, graph):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            text, iri = quad.object.value, quad.subject.value
            found[text] = min(iri, found.get(text, iri))
    return [(iri, text) for text, iri in sorted(found.items())]


def _match(words: list[list[str]]) -> str:
    """Return the words as FTS5 asks for them: each a phrase of its tokens, all of them there."""
    return " AND ".join(f'"{" ".join(word)}"{" *" if open_ended(word) else ""}' for word in words)
