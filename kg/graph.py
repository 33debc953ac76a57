"""The graph as Python sees it.

>>> from kg import KnowledgeGraph
>>> graph = KnowledgeGraph.build(["news/"], "graph")                  # doctest: +SKIP
>>> graph = KnowledgeGraph.open("graph")                              # doctest: +SKIP
>>> for post in graph.entity("余杭区").posts():                        # doctest: +SKIP
...     print(post.title, post.person.label, post.evidence[0].sentence)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg.entity import Entity, make
from kg.lookup import Lookup
from kg.reader import Reader
from kg.rows import Document, Figure, Milestone, Post, Relation
from kg.sparql import DEFAULT, Answer, ChildEngine, Engine, Limits
from kg.store import STORE, View, current_version, open_current
from ontology.errors import MissingExtraError
from ontology.iri import BASE

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from kg.analysis import Moment
    from kg.arithmetic import Contradiction
    from kg.ask import Reply
    from kg.claims import Claim
    from kg.search import Hit, Index, Where
    from kg.traverse import Walk


class KnowledgeGraph:
    """A published graph, opened to read. Usable as a context manager; `close` ends the process that runs queries."""

    def __init__(self, view: View, engine: Engine, *, folder: Path | None = None) -> None:
        self.view = view
        self.folder = folder
        self._engine = engine
        self._reader = Reader(view)
        self._lookup = Lookup(self._reader)

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
        return self._lookup.find(name, limit)

    def entity(self, name: str | Entity) -> Entity:
        """Return an entity by full IRI, compact IRI (`xzi:…`) or a name that only one bears.

        Raises NotFoundError where there is none, with the nearest names, or several, with their types and places.
        """
        return name if isinstance(name, Entity) else self._lookup.one(name)

    def entities(self) -> Iterator[Entity]:
        """Yield every entity, in order of IRI."""
        return (make(self._reader, iri) for iri in self._reader.entities())

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

    def milestones(self) -> Iterator[Milestone]:
        """Yield every dated stage in the life of a program or a site, the earliest first."""
        return iter(self._reader.milestones())

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

    def neighbors(
        self,
        entity: str | Entity,
        predicate: str | None = None,
        *,
        type: str | None = None,  # noqa: A002 - its name
    ) -> list[Entity]:
        """Return the entities related to one, by name, in either direction.

        `predicate` (`locatedIn`) keeps only that relation, `type` (`Enterprise`, `Organization`) only those of a class
        or of one below it.
        """
        from kg import traverse
        from kg.links import Links

        of = self.entity(entity)
        known = Links(self._reader, () if predicate is None else (predicate,))
        kept = traverse.classes(() if type is None else (type,))
        found = (make(self._reader, iri) for iri in known.beside(of.iri))
        return traverse.by_name(one for one in found if not kept or one.type in kept)

    def common(self, a: str | Entity, b: str | Entity, *, predicates: Iterable[str] = ()) -> list[Entity]:
        """Return the entities that both are related to, by name."""
        from kg import traverse

        return traverse.common(self, self.entity(a), self.entity(b), predicates=predicates)

    def shortest_path(
        self, a: str | Entity, b: str | Entity, *, predicates: Iterable[str] = (), hierarchy: bool = False
    ) -> Walk | None:
        """Return one shortest way from one entity to another, None where there is none of up to 12 relations.

        `predicates` names the relations that may be followed. Only what lies near the two is read, so this is for
        graphs of any size.
        """
        from kg import traverse

        return traverse.shortest(self, self.entity(a), self.entity(b), predicates=predicates, hierarchy=hierarchy)

    def paths(
        self,
        a: str | Entity,
        b: str | Entity,
        max_length: int = 3,
        *,
        predicates: Iterable[str] = (),
        hierarchy: bool = False,
    ) -> list[Walk]:
        """Return the ways from one entity to another over at most `max_length` relations, the shortest first.

        Relations are followed in both directions; each step says which way it points. `predicates` names those that
        may be followed; with `hierarchy` the divisions' own order counts too. A way meets no entity twice.
        """
        from kg import traverse

        ends = self.entity(a), self.entity(b)
        return traverse.paths(self, *ends, max_length, predicates=predicates, hierarchy=hierarchy)

    def subgraph(self, entity: str | Entity, radius: int = 1, *, predicates: Iterable[str] = ()) -> nx.MultiDiGraph:
        """Return what lies within `radius` relations of an entity, in the form of `to_networkx`."""
        from kg import traverse

        return traverse.subgraph(self, self.entity(entity), radius, predicates=predicates)

    def to_networkx(
        self, *, predicates: Iterable[str] = (), types: Iterable[str] = (), hierarchy: bool = False
    ) -> nx.MultiDiGraph:
        """Return entities and relations, all or some, as a networkx MultiDiGraph; `docs/python.md` lists attributes."""
        from kg import traverse

        return traverse.to_networkx(self, predicates=predicates, types=types, hierarchy=hierarchy)

    def centrality(
        self, measure: str = "degree", *, predicates: Iterable[str] = (), types: Iterable[str] = ()
    ) -> list[tuple[Entity, float]]:
        """Return the entities with their `degree`, `betweenness` or `closeness`, the most central first."""
        from kg import analysis

        return analysis.centrality(self, self.to_networkx(predicates=predicates, types=types), measure)

    def communities(self, *, predicates: Iterable[str] = (), types: Iterable[str] = ()) -> list[list[Entity]]:
        """Return groups of entities that have more to do with each other than with others, the largest first."""
        from kg import analysis

        return analysis.communities(self, self.to_networkx(predicates=predicates, types=types))

    def timeline(self, entity: str | Entity) -> list[Moment]:
        """Return posts, relations, figures and stages of the life of an entity by date, the earliest first."""
        from kg import analysis

        return analysis.timeline(self.entity(entity))

    def frame(self, kind: str, *, library: str = "pandas") -> Any:
        """Return all rows of a kind as a pandas or polars DataFrame.

        Kinds are `documents`, `entities`, `relations`, `posts`, `figures` and `milestones`. Needs the extra
        `frames`, or polars. Raises NotFoundError for another kind or library.
        """
        from kg import frames

        return frames.frame(self, kind, library)

    # ---- looks

    def counts(self) -> dict[str, int]:
        """Return how much there is: documents, entities, relations, posts, figures and stages of a life."""
        kinds = (("relations", "Statement"), ("posts", "Membership"), ("figures", "Figure"))
        return {
            "documents": len(self._reader.instances("Document")),
            "entities": len(self._reader.entities()),
            **{name: len(self._reader.instances(kind)) for name, kind in kinds},
            "milestones": len(self._reader.stages()),
        }

    def __repr__(self) -> str:
        return f"KnowledgeGraph({str(self.folder)!r})"

    def _repr_html_(self) -> str:
        from kg.notebook import overview

        return overview(self)

    def hierarchy_edges(self) -> Iterator[tuple[str, str]]:
        """Yield each division with the one above it, from the graph of divisions (full IRIs)."""
        return self._reader.hierarchy()
