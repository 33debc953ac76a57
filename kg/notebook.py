"""What a notebook shows of a graph, an entity and an answer: small tables of escaped text, nothing that runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from ontology import model

if TYPE_CHECKING:
    from kg.entity import Entity
    from kg.graph import KnowledgeGraph

# A cell of a notebook is no place for more.
_ROWS = 50


def table(names: Sequence[str], rows: Iterable[Mapping[str, Any]], *, truncated: bool = False) -> str:
    """Return rows as an HTML table, the first fifty; what is left out is said below it."""
    known = list(rows)
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = "".join(f"<tr>{''.join(_cell(row.get(name)) for name in names)}</tr>" for row in known[:_ROWS])
    rest = f"<p>{_ROWS} of {len(known):,} rows</p>" if len(known) > _ROWS else ""
    cut = "<p>truncated: there are more rows than the limit allows</p>" if truncated else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}{cut}"


def card(entity: Entity) -> str:
    """Return names, class and place of an entity, and how much is known of it."""
    found = (
        (entity.posts(), "任职"),
        (entity.milestones(), "进程"),
        (entity.relations(), "关系"),
        (entity.figures(), "数据"),
    )
    counts = " · ".join(f"{len(rows)} {name}" for rows, name in found)
    rows = [
        ("类型", model.label(entity.type) if entity.type else ""),
        ("别名", "、".join(entity.aliases)),
        ("层级", entity.place),
        ("IRI", entity.compact),
        ("内容", counts),
    ]
    body = "".join(f"<tr><th>{name}</th>{_cell(value)}</tr>" for name, value in rows if value)
    return f"<table><caption><b>{escape(entity.label)}</b></caption>{body}</table>"


def overview(graph: KnowledgeGraph) -> str:
    """Return how much a graph holds."""
    rows = "".join(f"<tr><th>{name}</th>{_cell(f'{count:,}')}</tr>" for name, count in graph.counts().items())
    return f"<table><caption>{escape(repr(graph))}</caption>{rows}</table>"


def _cell(value: object) -> str:
    return f"<td>{'' if value is None else escape(str(value))}</td>"
