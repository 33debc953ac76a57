"""`kg search`: names and sentences by any part of them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from kg.commands.common import Endpoint, Graph, opened, out, say
from kg.layout import safe, wrap
from ontology import model

if TYPE_CHECKING:
    from kg.rows import Document
    from kg.search import Hit

_WIDEST = 100
_INDENT = "    "


class Within(StrEnum):
    """Where to look."""

    NAMES = "names"
    SENTENCES = "sentences"
    ALL = "all"


def search(
    folder: Graph,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for.", show_default=False)],
    within: Annotated[Within, typer.Option("--in", help="Where to look.")] = Within.ALL,
    limit: Annotated[int, typer.Option(help="How many names and how many sentences at most.", min=1)] = 20,
    endpoint: Endpoint = None,
) -> None:
    """Find names of entities and indicators, and evidence sentences, that hold all of WORDS."""
    console = out()
    with opened(folder, endpoint) as graph:
        if endpoint is None and not graph.index.stored:
            say(f"{folder} has no text index, so one was made for this search; `kg build` writes it")
        found = graph.search(" ".join(words), within=within.value, limit=limit)
        for hit in found:
            _print(console, hit)
    if not found:
        say(f"nothing holds {' '.join(words)!r}")
        raise typer.Exit(1)
    for kind in ("name", "sentence"):
        if sum(hit.kind == kind for hit in found) == limit:
            say(f"there may be more {kind}s: raise --limit or add a word")


def _print(console: Console, hit: Hit) -> None:
    shown = _marked(hit, color=console.is_terminal)
    if hit.kind == "sentence":
        console.print(Text(_source(hit.document), "dim"), soft_wrap=True)
        for line in wrap(shown, min(console.width, _WIDEST) - len(_INDENT)):
            console.print(Text(_INDENT).append_text(line), soft_wrap=True)
        return
    kind = model.label(hit.type, "zh") if hit.type else ""
    rest = [kind, f"= {safe(hit.label)}" if hit.label != hit.text else "", _source(hit.document)]
    more = f"等{hit.documents}篇" if hit.documents > 1 else ""
    console.print(shown, Text("  ".join(filter(None, rest)) + more, "dim"), sep="  ", soft_wrap=True)


def _marked(hit: Hit, *, color: bool) -> Text:
    """Return the text with what was asked for in colour, or in brackets where there is none."""
    shown, at = Text(), 0
    for start, end in hit.marks:
        shown.append(safe(hit.text[at:start]))
        match = safe(hit.text[start:end])
        shown.append(*((match, "bold red") if color else (f"【{match}】",)))
        at = end
    return shown.append(safe(hit.text[at:]))


def _source(document: Document | None) -> str:
    if document is None:
        return ""
    return safe("，".join(filter(None, (f"《{document.title or document.path}》", document.publisher, document.date))))
