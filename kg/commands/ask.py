"""`kg ask`: questions in Chinese."""

from __future__ import annotations

from itertools import dropwhile
from typing import Annotated

import typer

from kg.commands.common import Endpoint, Graph, opened, out, say


def ask(
    folder: Graph,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="A question in Chinese.", show_default=False)],
    sparql: Annotated[bool, typer.Option("--sparql", help="Print the query only.")] = False,
    limit: Annotated[int, typer.Option(help="Rows that are printed at most.", min=1)] = 20,
    endpoint: Endpoint = None,
) -> None:
    """Answer QUESTION from the graph in DIR, with the sentences that bear it out and the query that found them."""
    from rich.text import Text

    from kg import ask as asking
    from kg import results
    from kg.layout import safe, wrap
    from kg.sparql import Limits

    console = out()
    with opened(folder, endpoint) as graph:
        found = asking.attempt(graph, question)
        if found is None:
            say(f"no form of question fits {question!r}; one can ask, for example:")
            for example in asking.nearest(question):
                say(f"  {example}")
            raise typer.Exit(1)
        if sparql:
            typer.echo(found.sparql)
            return
        # What is said rests on all rows; only so many are printed.
        rows = graph.query(found.sparql, limits=Limits(rows=limit))
        if found.text:
            for line in wrap(Text(safe(found.text), "bold"), console.width):
                console.print(line, soft_wrap=True)
            console.print()
            for line in results.table(rows, graph.view.prefixes, console.width):
                console.print(line, soft_wrap=True)
        else:
            say("the graph has no answer to this question")
        console.print()
        for code in _body(found.sparql):
            console.print(Text(safe(code), "dim"), soft_wrap=True)
    if rows.truncated:
        say("there is more: raise --limit")
    if not found.text:
        raise typer.Exit(1)


def _body(sparql: str) -> list[str]:
    """Return the lines of a query without the comments that head it."""
    return list(dropwhile(lambda line: line.startswith("#"), sparql.splitlines()))
