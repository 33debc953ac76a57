"""`kg query`: SPARQL and saved queries."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.commands.common import Endpoint, binary, opened, out, say
from ontology.errors import InputError, QueryError

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.saved import SavedQuery
    from kg.sparql import Answer


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"


def query(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="The folder of a graph.", show_default=False)
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="SPARQL | ARGS", help="A query, or the arguments of --name.", show_default=False),
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Read the query from a file; - is stdin.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="A saved query.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the saved queries.")] = False,
    queries: Annotated[Path | None, typer.Option(metavar="DIR", help="A folder with .rq files of your own.")] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="How to print the answer.", show_default="table")
    ] = None,
    timeout: Annotated[float, typer.Option(help="Seconds a query may take.", min=0.1)] = 30.0,
    limit: Annotated[int, typer.Option(help="Rows that are printed at most.", min=1)] = 100_000,
    endpoint: Endpoint = None,
) -> None:
    """Ask the graph in DIR: kg query DIR 'SELECT ...', or --name figures-of 余杭区; the prefixes are known."""
    from kg import saved

    more = saved.folder(queries) if queries is not None else {}
    if listed:
        _list({**saved.builtin(), **more})
        return
    if folder is None:
        raise QueryError("which graph? kg query DIR 'SELECT …', or kg query --list")
    from kg.sparql import Limits

    with opened(folder, endpoint) as graph:
        sparql = _sparql(graph, words or [], file, name, more)
        answer = graph.query(sparql, limits=Limits(seconds=timeout, rows=limit))
        _print(answer, form, graph.view.prefixes, () if name is None else saved.get(name, more).shortened)


def _sparql(
    graph: KnowledgeGraph, words: list[str], file: Path | None, name: str | None, more: Mapping[str, SavedQuery]
) -> str:
    from kg import saved

    if name is not None:
        found = saved.get(name, more)
        options = {one.name for one in found.parameters}
        named = {key: value for key, sign, value in (word.partition("=") for word in words) if sign and key in options}
        return found.bind(graph, [word for word in words if word.partition("=")[0] not in named], named)
    if file is not None:
        return _read(file)
    if len(words) != 1:
        raise QueryError("give one query in quotation marks, --file, or --name; kg query --list shows the saved ones")
    return words[0]


def _read(file: Path) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the query in {file}: {error}") from error


def _print(answer: Answer, form: Format | None, prefixes: Mapping[str, str], shortened: Collection[str] = ()) -> None:
    from kg import results

    if form in (None, Format.TABLE) and answer.kind == "select":
        console = out()
        for line in results.table(answer, prefixes, console.width, shortened=shortened):
            console.print(line, soft_wrap=True)
        count = len(answer)
        say("1 row" if count == 1 else f"{count:,} rows")
    else:
        default = Format.TURTLE if answer.kind == "graph" else Format.CSV
        chosen = default if form in (None, Format.TABLE) else form
        binary(results.serialize(answer, chosen.value, prefixes))
    if answer.truncated:
        say("truncated: there is more than the limit allows; raise --limit or narrow the query")


def _list(known: Mapping[str, SavedQuery]) -> None:
    from rich.text import Text

    console = out()
    for name in sorted(known):
        one = known[name]
        console.print(Text(one.usage, "bold"))
        console.print(Text(f"    {one.zh}"))
        if one.en != one.zh:
            console.print(Text(f"    {one.en}", "dim"))
