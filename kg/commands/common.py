"""What the commands share: their two consoles, the argument that names a graph, and how errors end."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from kg.layout import safe
from ontology.errors import XianzhiError

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

# A pipe has no width; a table in a file should not be folded at 80.
_PIPE_WIDTH = 120

Graph = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a graph.", show_default=False)]

Endpoint = Annotated[
    str | None, typer.Option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint; DIR is then left out.")
]


class Reading(typer.core.TyperCommand):
    """A command that reads a graph: with `--endpoint` its DIR is left out."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; a dash stands in for a DIR that is left out."""
        remote = any(one == "--endpoint" or one.startswith("--endpoint=") for one in args)
        return super().parse_args(ctx, ["-", *args] if remote else args)


def opened(folder: Path, endpoint: str | None) -> KnowledgeGraph:
    """Return the graph in a folder, or the one behind an endpoint."""
    from kg.graph import KnowledgeGraph

    return KnowledgeGraph.open(folder) if endpoint is None else KnowledgeGraph.connect(endpoint)


def out() -> Console:
    """Return the console for results."""
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else _PIPE_WIDTH
    return Console(width=width, highlight=False, soft_wrap=False)


def err() -> Console:
    """Return the console for progress and messages."""
    return Console(stderr=True, highlight=False)


def say(message: str) -> None:
    """Print a message for the user, on one line and not as a result."""
    typer.echo(safe(" ".join(message.split())), err=True)


def binary(data: bytes) -> None:
    """Write a result as it is."""
    stream = typer.get_binary_stream("stdout")
    stream.write(data)
    stream.flush()


class Commands(typer.core.TyperGroup):
    """The command group: an error of ours is one line and exit code 2, Ctrl-C one line and 130."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except XianzhiError as error:
            say(f"error: {error}")
            raise typer.Exit(2) from error
        except KeyboardInterrupt:
            say("stopped; what was finished is kept")
            raise typer.Exit(130) from None
        except BrokenPipeError:
            # Whoever read our output has seen enough.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        return result
