"""`kg show`: an entity's card."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kg.commands.common import Endpoint, Graph, opened, out

_WIDEST = 100


class Language(StrEnum):
    """The language of labels."""

    ZH = "zh"
    EN = "en"


def show(
    folder: Graph,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name or IRI of an entity.", show_default=False)],
    everything: Annotated[
        bool, typer.Option("--all", help="Show all posts, stages, relations, figures and sources.")
    ] = False,
    language: Annotated[Language, typer.Option("--lang", help="The language of the labels.")] = Language.ZH,
    endpoint: Endpoint = None,
) -> None:
    """Print what the documents say of NAME: names, place, posts, life, relations, figures, each with its sentence."""
    from kg.cards import Style, card

    console = out()
    width = min(console.width, _WIDEST)
    limits: dict[str, int | None] = {"items": None, "sources": None} if everything else {}
    with opened(folder, endpoint) as graph:
        for line in card(graph.entity(name), Style(width=width, language=language.value, **limits)):
            console.print(line)
