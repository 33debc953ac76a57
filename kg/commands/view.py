"""`kg view`: the graph as a page to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.common import Graph
from ontology.errors import InputError


def view(
    folder: Graph,
    target: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write the page.")] = Path(
        "graph.html"
    ),
    title: Annotated[str | None, typer.Option(help="The heading of the page.", show_default=False)] = None,
) -> None:
    """Write one HTML page that shows the graph and needs no network; print its path."""
    from kg.graph import KnowledgeGraph
    from outputs.page import write_page

    with KnowledgeGraph.open(folder) as graph:
        try:
            write_page(graph, target, title=title or folder.resolve().name)
        except OSError as error:
            raise InputError(f"cannot write {target}: {error.strerror or error}") from error
    typer.echo(target.resolve())
