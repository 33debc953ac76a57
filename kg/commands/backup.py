"""`kg backup` and `kg restore`: a graph as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.common import Graph

File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup, .tar.gz.", show_default=False)]


def backup(folder: Graph, file: File) -> None:
    """Write the graph in DIR to FILE: equal graphs give equal files, and any later version can check them."""
    from kg.backup import backup as save

    saved = save(folder, file)
    typer.echo(f"{file}: {saved.version}, {saved.documents:,} documents, {saved.quads:,} quads, sha256 {saved.sha256}")


def restore(
    file: File,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.", show_default=False)],
) -> None:
    """Make DIR the graph that was saved in FILE, after checking all that FILE holds."""
    from kg.backup import restore as load

    saved = load(file, folder)
    typer.echo(f"{folder}: {saved.version}, {saved.documents:,} documents, {saved.quads:,} quads")
