"""`kg path`: how two entities are connected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.commands.common import Endpoint, Graph, opened, out, say

if TYPE_CHECKING:
    from kg.rows import Relation
    from kg.traverse import Step, Walk

_SHOWN = 10


def path(
    folder: Graph,
    a: Annotated[str, typer.Argument(metavar="A", help="A name or IRI of an entity.", show_default=False)],
    b: Annotated[str, typer.Argument(metavar="B", help="A name or IRI of another.", show_default=False)],
    max_length: Annotated[int, typer.Option(help="Relations on the way at most.", min=1, max=10)] = 4,
    hierarchy: Annotated[bool, typer.Option(help="Also go over divisions and the ones above them.")] = False,
    only: Annotated[list[str] | None, typer.Option(metavar="RELATION", help="Go over this relation only.")] = None,
    endpoint: Endpoint = None,
) -> None:
    """Print the ways from A to B, the shortest first, each step with the sentence that states it."""

    with opened(folder, endpoint) as graph:
        start, end = graph.entity(a), graph.entity(b)
        found = graph.paths(start, end, max_length, predicates=only or (), hierarchy=hierarchy)
        if not found:
            more = "" if hierarchy else "; try --hierarchy"
            say(f"no way from {start.label} to {end.label} over at most {max_length} relations{more}")
            raise typer.Exit(1)
        for number, walk in enumerate(found[:_SHOWN], start=1):
            _print(number, walk)
        if len(found) > _SHOWN:
            say(f"{len(found) - _SHOWN} more ways")


def _print(number: int, walk: Walk) -> None:
    from rich.text import Text

    from kg.layout import safe

    console = out()
    console.print(Text.assemble((f"{number}. ", "dim"), (safe(" — ".join(node.label for node in walk.nodes)), "bold")))
    for step in walk.steps:
        _step(step)


def _step(step: Step) -> None:
    from rich.text import Text

    from kg.cards import source_line
    from kg.layout import safe, wrap
    from ontology import model

    console = out()
    width = min(console.width, 100) - 6
    shown: Relation = step.relations[0]
    head = Text.assemble(
        "   ",
        (safe(shown.subject.label), "green"),
        " ",
        (model.label(shown.predicate), "cyan"),
        " → ",
        (safe(shown.object.label), "green"),
    )
    console.print(head)
    for span in shown.evidence[:1]:
        for line in [
            *wrap(Text(safe(span.sentence)), width),
            *wrap(Text(f"—— {safe(source_line(span))}", "dim"), width),
        ]:
            console.print(Text.assemble("      ", line))
