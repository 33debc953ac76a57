"""The graph page inside a notebook: one frame with everything in it, shut off from the notebook around it.

>>> from outputs.notebook import picture
>>> picture(graph, "余杭区", radius=2)                                    # doctest: +SKIP
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

import networkx as nx

from kg.entity import Entity
from kg.graph import KnowledgeGraph
from kg.store import View
from outputs.page import render
from outputs.page_data import LIMIT
from outputs.source import replacing

# Scripts of the page run, but reach neither the notebook nor the network; a picture can be saved.
_SANDBOX = "allow-scripts allow-downloads"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page that notebooks show by themselves: Jupyter, VS Code and Colab call `_repr_html_`."""

    page: str
    height: int = 640

    def save(self, target: str | Path) -> None:
        """Write the page to a file of its own."""
        with replacing(Path(target)) as part:
            part.write_text(self.page, "utf-8", newline="\n")

    def _repr_html_(self) -> str:
        style = f"width:100%;height:{self.height}px;border:1px solid #d0d7de;border-radius:6px"
        return f'<iframe sandbox="{_SANDBOX}" style="{style}" srcdoc="{escape(self.page)}"></iframe>'


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a graph, for the writer of pages."""

    view: View
    network: nx.MultiDiGraph

    def to_networkx(self) -> nx.MultiDiGraph:
        return self.network


def picture(
    graph: KnowledgeGraph,
    around: str | Entity | None = None,
    *,
    radius: int = 2,
    height: int = 640,
    title: str = "",
    limit: int = LIMIT,
) -> Picture:
    """Return the graph, or what lies within `radius` relations of an entity, as a picture to look at and search.

    Raises NotFoundError where `around` is no entity's name; `height` is in pixels.
    """
    if around is None:
        return Picture(render(graph, title=title or "县志", limit=limit), height)
    entity = graph.entity(around)
    part = _Part(graph.view, graph.subgraph(entity, radius))
    return Picture(render(part, title=title or entity.label, limit=limit), height)
