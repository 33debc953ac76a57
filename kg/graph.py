"""The graph as Python sees it.

>>> from kg import KnowledgeGraph
>>> graph = KnowledgeGraph.build(["news/"], "graph")                  # doctest: +SKIP
>>> graph = KnowledgeGraph.open("graph")                              # doctest: +SKIP
>>> for post in graph.entity("余杭区").posts():                        # doctest: +SKIP
...     print(post.title, post.person.label, post.evidence[0].sentence)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kg import names
from kg.entity import Entity, describe, make
from kg.reader import Reader
from kg.rows import Document, Figure, Post, Relation
from kg.sparql import DEFAULT, Answer, ChildEngine, Engine, Limits
from kg.store import STORE, View, current_version, open_current
from ontology.errors import MissingExtraError, NotFoundError
from ontology.iri import BASE, expand

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from kg.arithmetic import Contradiction
    from kg.ask import Reply
    from kg.claims import Claim
    from kg.search import Hit, Index, Where
    from kg.traverse import Walk

_MANY = 10


class KnowledgeGraph:
    """A published graph, opened to read. Usable as a context manager; `close` ends the process that runs queries."""

    def __init__(self, view: View, engine: Engine, *, folder: Path | None = None) -> None:
        self.view = view
        self.folder = folder
        self._engine = engine
        self._reader = Reader(view)

    # ---- opening

    @classmethod
    def open(cls, folder: str | Path) -> Self:
        """Open the graph in a folder that `build` wrote; raise GraphError where there is none or it is damaged."""
        where = Path(folder)
        view = open_current(where)
        return cls(view, ChildEngine(current_version(where) / STORE, base=view.base), folder=where)

    @classmethod
    def build(cls, paths: Iterable[str | Path], out: str | Path, metadata: str | Path | None = None) -> Self:
        """Extract the files behind `paths`, write the graph to folder `out` and open it.

        Only what changed since the last build is done again. Files that cannot be read are left out; what became of
        each is in the summary that `kg.commands.build.build_graph` returns.
        """
        from kg.commands.build import build_graph

        build_graph(list(paths), Path(out), metadata=None if metadata is None else Path(metadata))
        return cls.open(out)

    @classmethod
    def connect(
        cls,
        url: str,
        *,
        update: str | None = None,
        store: str | None = None,
        token: str | None = None,
        base: str = BASE,
    ) -> Self:
        """Return the graph behind a SPARQL endpoint; needs the extra `server`.

        `update` and `store` are the addresses of its updates and graphs where they are others; `base` begins the
        IRIs of its entities.
        """
        try:
            from kg.endpoint import Endpoint
            from kg.remote import RemoteEngine, RemoteView
        except ImportError as error:
            raise MissingExtraError("endpoints need httpx: pip install 'xianzhi[server]'") from error
        engine = RemoteEngine(Endpoint(url, update=update, store=store, token=token), base=base)
        return cls(RemoteView(engine, base=base), engine)

    def close(self) -> None:
        """End the process that runs queries, or the connections to an endpoint."""
        self._engine.close()
        index = self.__dict__.pop("index", None)
        if index is not None:
            index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- entities

    @property
    def reader(self) -> Reader:
        """What reads rows out of the graph; for exporters and other parts that walk it as a whole."""
        return self._reader

    def find(self, name: str, *, limit: int = 50) -> list[Entity]:
        """Return the entities that bear a name: shown by it, then called so, then those whose names contain it."""
        exact = self._reader.named(name)
        found = [*exact["label"], *exact["alias"]]
        if len(found) < limit and names.key(name):
            found += [iri for iri in self._containing(names.key(name)) if iri not in set(found)]
        return [make(self._reader, iri) for iri in found[:limit]]

    def entity(self, name: str | Entity) -> Entity:
        """Return an entity by full IRI, compact IRI (`xzi:…`) or a name that only one bears.

        Raises NotFoundError where there is none, with the nearest names, or several, with their types and places.
        """
        if isinstance(name, Entity):
            return name
        iri = expand(name, self.view.base)
        if iri.startswith((self.view.base, "http://", "https://")) and self._reader.is_entity(self._facts(iri)):
            return make(self._reader, iri)
        exact = self._reader.named(name)
        found = exact["label"] or exact["alias"] or self._spelt(name)
        if not found:
            raise NotFoundError(f"no entity is called {name!r}{self._nearest(name)}")
        if len(found) > 1:
            shown = describe(make(self._reader, one) for one in found[:_MANY])
            raise NotFoundError(f"{name!r} is the name of {len(found)} entities; give the IRI of one: {shown}")
        return make(self._reader, found[0])

    def entities(self) -> Iterator[Entity]:
        """Yield every entity, in order of IRI."""
        return (make(self._reader, iri) for iri in self._reader.entities())

    def _facts(self, iri: str) -> dict[str, list[str]]:
        # What no IRI can hold is no IRI: then it is looked up as a name.
        return {} if any(one in iri for one in ' <>"{}|^`\\\n\t') else self._reader.facts(iri)

    @cached_property
    def _keys(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of all names (width, case, spaces and quotation marks set aside), each with its entities."""
        known = set(self._reader.entities())
        found: dict[str, set[str]] = {}
        for iri, name in self._reader.names():
            if iri in known:
                found.setdefault(names.key(name), set()).add(iri)
        return {key: tuple(sorted(iris)) for key, iris in sorted(found.items())}

    def _spelt(self, name: str) -> list[str]:
        return list(self._keys.get(names.key(name), ()))

    def _containing(self, key: str) -> list[str]:
        found = Counter(iri for known, iris in self._keys.items() if key in known for iri in iris)
        closeness = {iri: len(self._reader.ref(iri).label) for iri in found}
        return sorted(found, key=lambda iri: (closeness[iri], iri))

    def _nearest(self, name: str) -> str:
        key = names.key(name)
        near = [known for known in self._keys if key and key in known][:5]
        near = near or get_close_matches(key, self._keys, n=5, cutoff=0.5)
        shown = dict.fromkeys(self._reader.ref(self._keys[one][0]).label for one in near)
        return f"; near it: {'、'.join(shown)}" if shown else ""

    # ---- words

    @cached_property
    def index(self) -> Index:
        """The text index of the graph; made in memory where the folder has none."""
        from kg.search import Index

        return Index.open(None if self.folder is None else current_version(self.folder), self.view)

    def search(self, text: str, *, within: Where = "all", limit: int = 20) -> list[Hit]:
        """Return the names and sentences that hold all words of `text` (parted by spaces), at most `limit` of each.

        `within` is `names`, `sentences` or `all`. Names come first, the nearest at the top.
        """
        return self.index.search(self._reader, text, within=within, limit=limit)

    # ---- rows

    def documents(self) -> Iterator[Document]:
        """Yield every document, in order of IRI."""
        return (self._reader.document(iri) for iri in self._reader.instances("Document"))

    def relations(self) -> Iterator[Relation]:
        """Yield every relation as each document states it, in order of IRI."""
        return (self._reader.relation(iri) for iri in self._reader.instances("Statement"))

    def posts(self) -> Iterator[Post]:
        """Yield every post as each document states it, in order of IRI."""
        return (self._reader.post(iri) for iri in self._reader.instances("Membership"))

    def figure_rows(self) -> Iterator[Figure]:
        """Yield every figure, in order of IRI; `figures` gives a selection of them as a frame."""
        return (self._reader.figure(iri) for iri in self._reader.instances("Figure"))

    def select(
        self,
        about: str | Entity | None = None,
        indicator: str | None = None,
        since: str | None = None,
        *,
        narrower: bool = False,
    ) -> list[Figure]:
        """Return the figures of a subject, an indicator, a time, those of indicators in the scheme first.

        `about` is an entity or a name of one; `indicator` any name or alias of an indicator (`GDP`), or of a topic
        (`财政税收`), which means all below it, as an indicator does with `narrower`; `since` a date (`2024`, `2024-06`,
        `2024-06-30`): only figures whose period ends on or after it. Raises NotFoundError where a name means nothing.
        """
        from kg import measures

        rows = list(self.figure_rows() if about is None else self.entity(about).figures())
        return measures.select(rows, self._reader.indicator_names(), indicator, since, narrower=narrower)

    def figures(
        self,
        about: str | Entity | None = None,
        indicator: str | None = None,
        since: str | None = None,
        *,
        narrower: bool = False,
    ) -> pd.DataFrame:
        """Return what `select` does as a pandas DataFrame, one row for each figure; needs the extra `frames`.

        Values are in the base unit (`CNY`, not 亿元).
        """
        from kg import frames

        return frames.figures(self.select(about, indicator, since, narrower=narrower))

    def claims(
        self, about: str | Entity | None = None, indicator: str | None = None, since: str | None = None
    ) -> list[Claim]:
        """Return figures as claims: what several articles report is one claim with several sources."""
        from kg import claims

        return claims.claims(self.select(about, indicator, since))

    def contradictions(self, about: str | Entity | None = None) -> list[Contradiction]:
        """Return figures that cannot all be right, each with the name of the rule that says so, for review."""
        from kg import arithmetic

        return arithmetic.contradictions(self.select(about))

    # ---- queries

    def query(self, sparql: str, *, limits: Limits = DEFAULT) -> Answer:
        """Return the answer to a SPARQL query, which runs in a child process with limits of time and memory.

        The prefixes of the ontology are declared already; the default graph is the union of all documents. Rows are
        dicts of Python values. Raises QueryError where the query is wrong, refused, or runs into a limit.

        >>> graph.query("SELECT ?name WHERE { ?firm a xz:Enterprise ; rdfs:label ?name }")    # doctest: +SKIP
        """
        return self._engine.run(sparql, limits=limits)

    def ask(self, name: str, *arguments: str, limits: Limits = DEFAULT, **options: str) -> Answer:
        """Return the answer to a saved query: `graph.ask("figures-of", "余杭区", since="2024-01-01")`."""
        from kg import saved

        return self._engine.run(saved.get(name).bind(self, arguments, options), limits=limits)

    def ask_question(self, question: str, *, limits: Limits = DEFAULT) -> Reply:
        """Return the answer to a question in Chinese: `graph.ask_question("余杭区2024年的地区生产总值是多少")`.

        Its `text` says it, its `answer` holds the rows, its `sparql` the query. Raises NotFoundError where no form of
        question fits, or a name in it is unknown or that of several entities.
        """
        from kg import ask

        return ask.reply(self, question, limits=limits)

    @property
    def dataset(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset through oxrdflib, read-only, for what is written for rdflib."""
        import rdflib
        from oxrdflib import OxigraphStore

        data = rdflib.Dataset(store=OxigraphStore(store=self.view.native))
        for prefix, iri in sorted(self.view.prefixes.items()):
            data.namespace_manager.store.bind(prefix, rdflib.URIRef(iri))
        return data

    # ---- walks

    def neighbors(self, entity: str | Entity, predicate: str | None = None) -> list[Entity]:
        """Return the entities related to one, by name; `predicate` (`locatedIn`) keeps only that relation."""
        of = self.entity(entity)
        found = {row.other(of.iri) for row in of.relations(predicate)}
        return [make(self._reader, one.iri) for one in sorted(found, key=lambda one: (one.label, one.iri))]

    def paths(self, a: str | Entity, b: str | Entity, max_length: int = 3, *, hierarchy: bool = False) -> list[Walk]:
        """Return the ways from one entity to another over at most `max_length` relations, the shortest first.

        Relations are followed in both directions; each step says which way it points. With `hierarchy` the divisions'
        own order counts too.
        """
        from kg import traverse

        return traverse.paths(self, self.entity(a), self.entity(b), max_length, hierarchy=hierarchy)

    def subgraph(self, entity: str | Entity, radius: int = 1) -> nx.MultiDiGraph:
        """Return what lies within `radius` relations of an entity, in the form of `to_networkx`."""
        from kg import traverse

        return traverse.subgraph(self, self.entity(entity), radius)

    def to_networkx(self, *, hierarchy: bool = False) -> nx.MultiDiGraph:
        """Return all entities and relations as a networkx MultiDiGraph; `docs/python.md` lists its attributes."""
        from kg import traverse

        return traverse.to_networkx(self, hierarchy=hierarchy)

    # ---- looks

    def counts(self) -> dict[str, int]:
        """Return how much there is: documents, entities, relations, posts and figures."""
        kinds = (("relations", "Statement"), ("posts", "Membership"), ("figures", "Figure"))
        return {
            "documents": len(self._reader.instances("Document")),
            "entities": len(self._reader.entities()),
            **{name: len(self._reader.instances(kind)) for name, kind in kinds},
        }

    def __repr__(self) -> str:
        return f"KnowledgeGraph({str(self.folder)!r})"

    def _repr_html_(self) -> str:
        from kg.notebook import overview

        return overview(self)

    def hierarchy_edges(self) -> Iterator[tuple[str, str]]:
        """Yield each division with the one above it, from the graph of divisions (full IRIs)."""
        return self._reader.hierarchy()
