"""`kg serve`: the graph as a SPARQL endpoint."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.common import Graph, say
from ontology.errors import InputError, MissingExtraError


def serve(
    folder: Graph,
    port: Annotated[int, typer.Option(help="The port; 0 takes any that is free.", min=0, max=65535)] = 7001,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--hostname", metavar="HOST", help="A host name under which it may be called; may be given again."
        ),
    ] = None,
    writable: Annotated[bool, typer.Option("--writable", help="Take updates, into a copy; needs a token.")] = False,
    token: Annotated[
        str | None, typer.Option(envvar="KG_TOKEN", help="Who has it may change the graph.", show_default=False)
    ] = None,
    timeout: Annotated[float, typer.Option(help="Seconds a query may take.", min=0.1)] = 30.0,
    rows: Annotated[int, typer.Option(help="Rows an answer may have.", min=1)] = 10_000,
    memory: Annotated[int, typer.Option(help="MB of memory a query may take.", min=64)] = 1024,
    workers: Annotated[int, typer.Option(help="Queries that run at once.", min=1, max=64)] = 2,
    queries: Annotated[Path | None, typer.Option(metavar="DIR", help="A folder with .rq files of your own.")] = None,
) -> None:
    """Serve the graph in DIR by SPARQL 1.1 Protocol, to this machine alone unless --host says otherwise."""
    from kg.sparql import Limits
    from kg.store import current_version

    if writable and not token:
        raise InputError("--writable needs a token: set KG_TOKEN, or give --token")
    current_version(folder)  # says at once what is wrong with the folder
    try:
        from kg.serve import run
        from kg.serve.settings import LOOPBACK, Settings
    except ImportError as error:
        raise MissingExtraError("kg serve needs more packages: pip install 'xianzhi[server]'") from error
    settings = Settings(
        folder=folder,
        limits=Limits(seconds=timeout, memory=memory << 20, rows=rows, bytes=256 << 20),
        workers=workers,
        names=(*LOOPBACK, host, *(names or ())),
        token=token if writable else None,
        queries=queries,
    )
    run.serve(settings, host, port, say)
