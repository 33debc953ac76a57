"""`kg chart`: an indicator over time and across places, as a page to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.common import Endpoint, Graph, opened, say


def chart(
    folder: Graph,
    indicator: Annotated[str, typer.Option(help="The indicator, by any of its names.", show_default=False)],
    about: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only these entities; may be repeated.", show_default=False),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only periods that end on or after it.", show_default=False)
    ] = None,
    target: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write the page.")] = Path(
        "chart.html"
    ),
    endpoint: Endpoint = None,
) -> None:
    """Write one HTML page that charts an indicator of DIR, each point with its sentence; print its path."""
    from outputs.charts import write_chart

    with opened(folder, endpoint) as graph:
        shown = write_chart(graph, target, indicator=indicator, about=about or (), since=since)
    say(f"{shown:,} values")
    typer.echo(target.resolve())
