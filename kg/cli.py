"""The command line: `kg`. Results go to stdout; progress and messages to stderr."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from kg.commands import (
    ask,
    backup,
    build,
    chart,
    check,
    demo,
    evaluate,
    export,
    extract,
    figures,
    path,
    query,
    review,
    search,
    serve,
    show,
    view,
    why,
)
from kg.commands.common import Commands, Reading

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="From Chinese local news to a knowledge graph with evidence for every fact.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"xianzhi {version('xianzhi')}")
        raise typer.Exit


@app.callback()
def _main(
    shown: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


app.command("build")(build.build)
app.command("extract")(extract.extract)
app.command("query", cls=Reading)(query.query)
app.command("ask", cls=Reading)(ask.ask)
app.command("search", cls=Reading)(search.search)
app.command("show", cls=Reading)(show.show)
app.command("path", cls=Reading)(path.path)
app.command("why", cls=Reading)(why.why)
app.command("figures", cls=Reading)(figures.figures)
app.command("check", cls=Reading)(check.check)
app.command("review")(review.review)
app.command("evaluate")(evaluate.evaluate)
app.command("chart", cls=Reading)(chart.chart)
app.command("export", cls=Reading)(export.export)
app.command("view")(view.view)
app.command("serve")(serve.serve)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("demo")(demo.demo)


def main() -> None:
    """Run the command line of this process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A file name that is no text must not break off what is printed.
            stream.reconfigure(errors="backslashreplace")
    app()


if __name__ == "__main__":
    main()
