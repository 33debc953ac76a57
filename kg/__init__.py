"""A knowledge graph of Chinese local news: build it, open it, walk it, query it.

>>> from kg import KnowledgeGraph
>>> graph = KnowledgeGraph.open("graph")                # doctest: +SKIP
>>> graph.entity("余杭区").figures()                     # doctest: +SKIP

Nothing heavy is imported before it is used; spaCy only when a graph is built.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.entity import Entity
    from kg.graph import KnowledgeGraph
    from kg.rows import Document, Evidence, Figure, Post, Ref, Relation
    from kg.sparql import Answer, Limits
    from kg.traverse import Step, Walk
    from ontology.errors import (
        EncodingError,
        GraphError,
        InputError,
        LimitError,
        MissingExtraError,
        NotFoundError,
        QueryError,
        RecordError,
        XianzhiError,
    )

__all__ = [
    "Answer",
    "Document",
    "EncodingError",
    "Entity",
    "Evidence",
    "Figure",
    "GraphError",
    "InputError",
    "KnowledgeGraph",
    "LimitError",
    "Limits",
    "MissingExtraError",
    "NotFoundError",
    "Post",
    "QueryError",
    "RecordError",
    "Ref",
    "Relation",
    "Step",
    "Walk",
    "XianzhiError",
]

_HOMES = {
    "kg.entity": ("Entity",),
    "kg.graph": ("KnowledgeGraph",),
    "kg.rows": ("Document", "Evidence", "Figure", "Post", "Ref", "Relation"),
    "kg.sparql": ("Answer", "Limits"),
    "kg.traverse": ("Step", "Walk"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a public name when it is asked for: the query process must start without the rest."""
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOME.get(name, "ontology.errors")), name)
