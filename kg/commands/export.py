"""`kg export`: the graph as a file for other programs."""

from __future__ import annotations

import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.common import Endpoint, Graph, binary, opened, say
from ontology.errors import InputError


class Format(StrEnum):
    """What can be written."""

    TTL = "ttl"
    NQ = "nq"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"
    QB = "qb"


def export(
    folder: Graph,
    form: Annotated[Format, typer.Option("--format", help="The format to write.", show_default=False)],
    target: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Where to; csv writes a folder or a .zip.", show_default="stdout"),
    ] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Begin csv tables with the mark that Excel needs.")] = False,
    endpoint: Endpoint = None,
) -> None:
    """Write the graph in DIR for other programs: RDF, network files or tables, each with its evidence."""
    from outputs import WRITERS, tables

    if target is None and form is Format.CSV:
        raise InputError("csv writes several tables: name a folder or a .zip file with --out")
    with opened(folder, endpoint) as graph, tempfile.TemporaryDirectory() as draft:
        where = Path(draft) / f"graph.{form.value}" if target is None else target
        try:
            if form is Format.CSV:
                tables.write(graph, where, bom=bom)
            else:
                WRITERS[form.value](graph, where)
        except OSError as error:
            raise InputError(f"cannot write {where}: {error.strerror or error}") from error
        if target is None:
            binary(where.read_bytes())
        else:
            say(f"written: {target}")
    sys.stdout.flush()
