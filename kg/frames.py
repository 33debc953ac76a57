"""Rows as frames: pandas is the extra `frames`, polars is used where it is installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple
from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.rows import Evidence, Figure
from ontology.errors import MissingExtraError, NotFoundError

if TYPE_CHECKING:
    import pandas as pd

    from kg.graph import KnowledgeGraph

Cell = str | float | int | list[str] | None

COLUMNS = (
    "about", "about_iri", "indicator", "value", "upper_value", "unit", "qualifier", "period_start", "period_end",
    "change", "change_basis", "rank", "rank_scope", "condition", "kind", "text", "sentence", "document", "title",
    "date", "start", "end", "rule", "confidence",
)  # fmt: skip


_KINDS: dict[str, tuple[str, ...]] = {
    "documents": ("iri", "title", "date", "publisher", "path", "url"),
    "entities": ("iri", "label", "type", "aliases", "place", "documents"),
    "relations": (
        "iri", "subject", "subject_iri", "predicate", "object", "object_iri", "confidence", "rule",
        "sentence", "document", "title", "date", "start", "end",
    ),
    "posts": (
        "iri", "person", "person_iri", "organization", "organization_iri", "post", "confidence", "rule",
        "sentence", "document", "title", "date", "start", "end",
    ),
    "figures": COLUMNS,
    "milestones": (
        "iri", "about", "about_iri", "stage", "period_start", "period_end", "kind", "text", "confidence", "rule",
        "sentence", "document", "title", "date", "start", "end",
    ),
}  # fmt: skip


def frame(graph: KnowledgeGraph, kind: str, library: str = "pandas") -> Any:
    """Return all rows of a kind as a frame of a library; raise NotFoundError where either is unknown."""
    if kind not in _KINDS:
        raise NotFoundError(f"no rows are called {kind!r}; there are: {', '.join(_KINDS)}")
    names = list(_KINDS[kind])
    rows = [dict(zip(names, row, strict=True)) for row in _rows(graph, kind)]
    if library == "pandas":
        return _pandas().DataFrame(rows, columns=names)
    if library == "polars":
        return _polars().DataFrame(rows, schema=names, infer_schema_length=None)
    raise NotFoundError(f"no frames are made by {library!r}; there are: pandas, polars")


def _rows(graph: KnowledgeGraph, kind: str) -> Iterator[tuple[Cell, ...]]:
    if kind == "documents":
        yield from (astuple(row) for row in graph.documents())
    elif kind == "entities":
        for one in graph.entities():
            documents = [row.iri for row in one.documents()]
            yield one.iri, one.label, one.type, list(one.aliases), one.place, documents
    elif kind == "relations":
        for row in graph.relations():
            ends = row.subject.label, row.subject.iri, row.predicate, row.object.label, row.object.iri
            yield row.iri, *ends, row.confidence, row.rule, *_span(row.evidence)
    elif kind == "posts":
        for post in graph.posts():
            ends = post.person.label, post.person.iri, post.organization.label, post.organization.iri, post.title
            yield post.iri, *ends, post.confidence, post.rule, *_span(post.evidence)
    elif kind == "milestones":
        for stage in graph.milestones():
            life = stage.about.label, stage.about.iri, stage.stage, *stage.period, stage.kind, stage.text
            yield stage.iri, *life, stage.confidence, stage.rule, *_span(stage.evidence)
    else:
        yield from map(cells, graph.figure_rows())


def _span(evidence: tuple[Evidence, ...]) -> tuple[Cell, ...]:
    if not evidence:
        return (None,) * 6
    span = evidence[0]
    return span.sentence, span.document.iri, span.document.title, span.document.date, span.start, span.end


def figures(rows: Iterable[Figure]) -> pd.DataFrame:
    """Return figures as a frame with the columns of COLUMNS; numbers are floats, unknown bounds of periods None."""
    made: pd.DataFrame = _pandas().DataFrame([cells(row) for row in rows], columns=list(COLUMNS))
    return made


def _pandas() -> Any:
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingExtraError("frames need pandas: pip install 'xianzhi[frames]'") from error
    return pd


def _polars() -> Any:
    try:
        return import_module("polars")
    except ImportError as error:
        raise MissingExtraError("these frames need polars: pip install polars") from error


def cells(row: Figure) -> tuple[str | float | int | None, ...]:
    """Return one figure as the cells of a row, in the order of COLUMNS."""
    span = row.evidence[0] if row.evidence else None
    document = None if span is None else span.document
    return (
        row.about.label if row.about is not None else None,
        row.about.iri if row.about is not None else None,
        row.indicator,
        None if row.value is None else float(row.value),
        None if row.upper_value is None else float(row.upper_value),
        row.unit,
        row.qualifier,
        row.period[0] or None,
        row.period[1] or None,
        None if row.change is None else float(row.change),
        row.change_basis or None,
        row.rank,
        row.rank_scope or None,
        row.condition or None,
        row.kind,
        row.text,
        None if span is None else span.sentence,
        None if document is None else document.iri,
        None if document is None else document.title,
        None if document is None else document.date,
        None if span is None else span.start,
        None if span is None else span.end,
        row.rule,
        row.confidence,
    )
