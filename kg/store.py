"""The one seam to the quad store: `View` reads, `Store` also writes; on disk or in memory.

A graph folder holds `current` (the name of a version), `versions/<name>/store` (Oxigraph) with a manifest beside it,
and `records/` (what was extracted, so that no document is read twice). A published version is never written again.
"""

from __future__ import annotations

import errno
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import IO, Self

import pyoxigraph as ox

from kg import manifest
from kg.manifest import Manifest
from ontology.errors import GraphError, QueryError
from ontology.iri import BASE, expand
from ontology.namespace import prefixes

CURRENT = "current"
VERSIONS = "versions"
STORE = "store"

# How much is loaded in one go, in bytes of N-Quads or in quads: larger parts are slower to sort, smaller ones leave the
# engine more files to merge.
_PART = 56 << 20
_QUADS = 1 << 18

# Loads at once: the engine works without the interpreter's lock, each on one core and with some ten times its part.
_AT_ONCE = 2

# That it has no such function the engine finds only as the query runs, and then raises what a damaged store does.
_UNKNOWN_FUNCTION = "The custom function"

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


# The union of all named graphs, each triple once. Oxigraph can present that union by itself, but says a triple as often
# as there are graphs that hold it, and a join of two such triples as often as the product.
UNION = ox.DefaultGraph()


class View:
    """A graph to read: SPARQL and patterns of quads. The default graph is the union of all the others."""

    def __init__(self, native: ox.Store, *, base: str = BASE) -> None:
        self._native = native
        self.base = base

    @property
    def native(self) -> ox.Store:
        """The pyoxigraph store below, for what speaks to it directly (oxrdflib, bulk exports)."""
        return self._native

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that every query may use without declaring them."""
        return prefixes(self.base)

    def query(self, sparql: str, *, values: Mapping[str, Object] | None = None) -> Result:
        """Return what `sparql` asks for; `values` binds its variables to terms, safe from injection.

        Raises QueryError where the query is wrong. There is no time limit here: foreign text goes through
        `kg.sparql`, which runs it in a child.
        """
        bound = {ox.Variable(name): term for name, term in (values or {}).items()}
        try:
            return self._native.query(sparql, prefixes=self.prefixes, substitutions=bound)
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"malformed query: {' '.join(str(error).split())}") from error
        except (OSError, RuntimeError) as error:
            if _UNKNOWN_FUNCTION in str(error):
                raise QueryError(f"malformed query: {' '.join(str(error).split())}") from error
            raise _damaged(error) from error

    def rows(self, sparql: str, *, values: Mapping[str, Object] | None = None) -> Iterator[ox.QuerySolution]:
        """Yield the rows of a SELECT, as `query` finds them."""
        found = self.query(sparql, values=values)
        assert isinstance(found, ox.QuerySolutions)
        try:
            yield from found
        except (OSError, RuntimeError) as error:
            raise _damaged(error) from error

    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: Object | None = None,  # noqa: A002 - the name RDF has for it
        graph: ox.NamedNode | ox.DefaultGraph | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield the quads that match, of every named graph unless one is given; None matches anything.

        `UNION` as the graph gives each triple once, whichever graphs hold it.
        """
        found = self._native.quads_for_pattern(subject, predicate, object, graph)
        try:
            yield from found if graph is not None else (quad for quad in found if quad.graph_name != UNION)
        except (OSError, RuntimeError) as error:
            raise _damaged(error) from error

    def graphs(self) -> list[ox.NamedNode]:
        """Return the names of all graphs, sorted."""
        names = (name for name in self._native.named_graphs() if isinstance(name, ox.NamedNode))
        return sorted(names, key=lambda name: name.value)

    def node(self, compact: str) -> ox.NamedNode:
        """Return the term of a compact IRI (`xzi:person/王伟`) under the base of this graph."""
        return ox.NamedNode(expand(compact, self.base))

    def __len__(self) -> int:
        union = next(self.rows("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"))["n"]
        assert isinstance(union, ox.Literal)
        return len(self._native) - int(union.value)


class Store(View):
    """A graph to write, in memory or on disk."""

    @classmethod
    def memory(cls, quads: Iterable[ox.Quad] = (), *, base: str = BASE) -> Self:
        """Return a store in memory that holds `quads`."""
        store = cls(ox.Store(), base=base)
        store.load(quads)
        return store

    @classmethod
    def open(cls, path: Path, *, base: str = BASE) -> Self:
        """Open or create a store on disk for writing; raise GraphError where that fails."""
        try:
            return cls(ox.Store(str(path)), base=base)
        except OSError as error:
            raise GraphError(f"cannot write the graph in {path}: {cause(error)}") from error

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads without a transaction: for a store that nobody reads yet."""
        self._native.bulk_extend(both for quad in quads for both in (quad, _in_union(quad)))

    def load_many(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads without blank nodes as `load_lines` does: while `quads` yields more, others are being loaded."""
        several = iter(quads)
        self._load(iter(lambda: _lines(islice(several, _QUADS)), b""))

    def load_lines(self, handle: IO[bytes]) -> None:
        """Add canonical N-Quads (`canonical_nquads`), the fastest way there is: for a store that nobody reads yet.

        Raises SyntaxError for what is none; the store is then to be thrown away.
        """
        self._load(iter(lambda: handle.read(_PART) + handle.readline(), b""))

    def _load(self, parts: Iterable[bytes]) -> None:
        """Load the quads and the union of each part; no load waits for another, so that all cores are busy."""
        loading: deque[Future[None]] = deque()
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for part in parts:
                loading += [pool.submit(self._load_named, part), pool.submit(self._load_union, part)]
                while len(loading) > 2 * _AT_ONCE:
                    loading.popleft().result()
            for load in loading:
                load.result()

    def _load_named(self, lines: bytes) -> None:
        self._native.bulk_load(lines, format=ox.RdfFormat.N_QUADS)

    def _load_union(self, lines: bytes) -> None:
        """Add the triples of quads, which `_load_named` checks; a line ends with the name of its graph and a stop.

        As triples, so that a line in which anything else stands there is refused and not taken for a quad.
        """
        triples = b" .\n".join([line.rsplit(b" ", 2)[0] for line in lines.split(b"\n") if line])
        self._native.bulk_load(triples + b" .\n", format=ox.RdfFormat.N_TRIPLES, lenient=True)

    def replace(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> int:
        """Make `quads` all that is in `graph`, and return by how many there are more now.

        An empty graph is no longer listed.
        """
        before = set(self._native.quads_for_pattern(None, None, None, graph))
        after = set(quads)
        self._remove(before - after)
        # What the engine writes in another way than it was given (xsd:nonNegativeInteger) is removed and added again.
        self._native.extend(both for quad in after - before for both in (quad, _in_union(quad)))
        if not after:
            self._native.remove_graph(graph)
        return sum(1 for _ in self._native.quads_for_pattern(None, None, None, graph)) - len(before)

    def _remove(self, quads: Iterable[ox.Quad]) -> None:
        for quad in quads:
            self._native.remove(quad)
            others = self._native.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if all(one.graph_name == UNION for one in others):
                self._native.remove(_in_union(quad))

    def flush(self) -> None:
        """Return once everything written is on disk."""
        self._native.flush()


def cause(error: OSError) -> str:
    """Return what the system says went wrong, without the engine's own trace."""
    full = os.strerror(errno.ENOSPC)
    return full if full in str(error) else error.strerror or " ".join(str(error).split())


def _damaged(error: Exception) -> GraphError:
    """Return the error for files that are damaged where opening the store did not look: it is found in reading."""
    return GraphError(f"the graph is damaged, build it again: {' '.join(str(error).split())}")


def _lines(quads: Iterable[ox.Quad]) -> bytes:
    made = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert made is not None  # it is where no file is given to write to
    return made


def _in_union(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, UNION)


def current_version(folder: Path) -> Path:
    """Return the folder of the published version of a graph folder; raise GraphError where there is none."""
    if not folder.is_dir():
        raise GraphError(f"no graph at {folder}: make one with `kg build PATH... --out {folder}`")
    try:
        name = (folder / CURRENT).read_text("utf-8").strip()
    except FileNotFoundError as error:
        raise GraphError(f"{folder} holds no graph: make one with `kg build PATH... --out {folder}`") from error
    except (OSError, UnicodeDecodeError) as error:
        raise GraphError(f"cannot read {folder / CURRENT}: {error}") from error
    if not name or Path(name).name != name or not (folder / VERSIONS / name).is_dir():
        raise GraphError(f"the graph in {folder} is damaged: rebuild it with `kg build PATH... --out {folder}`")
    return folder / VERSIONS / name


def current_manifest(folder: Path) -> Manifest:
    """Return the manifest of the published version."""
    return manifest.read(current_version(folder))


def open_current(folder: Path) -> View:
    """Open the published version of a graph folder to read it.

    Raises GraphError where the folder is missing, damaged or of another format; the message holds the command
    that rebuilds it.
    """
    version = current_version(folder)
    try:
        return _open(version)
    except GraphError:
        if current_version(folder) == version:
            raise
        return _open(current_version(folder))  # two builds were published while we looked


def _open(version: Path) -> View:
    return open_version(version, manifest.base(version))


def open_version(version: Path, base: str) -> View:
    """Open a version whose base is known already; raise GraphError where it is damaged."""
    try:
        return View(ox.Store.read_only(str(version / STORE)), base=base)
    except (OSError, ValueError, RuntimeError) as error:  # a corrupt store is a RuntimeError to pyoxigraph
        raise GraphError(f"the graph in {version} is damaged: {manifest.remedy(version)}") from error


def canonical_nquads(view: View) -> bytes:
    """Return every quad as one N-Quads line, sorted: two graphs are equal where these bytes are.

    There are no blank nodes in our graphs, so sorting is all that canonical form needs.
    """
    return "".join(sorted(f"{quad} .\n" for quad in view.quads())).encode()
