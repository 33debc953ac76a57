"""Rows as pandas frames; pandas is the extra `frames`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.rows import Figure
from ontology.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "about", "about_iri", "indicator", "value", "upper_value", "unit", "qualifier", "period_start", "period_end",
    "change", "change_basis", "rank", "rank_scope", "condition", "kind", "text", "sentence", "document", "title",
    "date", "start", "end", "rule", "confidence",
)  # fmt: skip


def figures(rows: Iterable[Figure]) -> pd.DataFrame:
    """Return figures as a frame with the columns of COLUMNS; numbers are floats, unknown bounds of periods None."""
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingExtraError("frames need pandas: pip install 'xianzhi[frames]'") from error
    return pd.DataFrame([cells(row) for row in rows], columns=list(COLUMNS))


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
