"""`kg review`: what is doubtful, one by one, and what a person decides about it."""

from __future__ import annotations

import getpass
import json
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from kg.commands.common import Graph, binary, out, say

if TYPE_CHECKING:
    from kg.review import Doubt

_KEYS = {"m": "merge", "a": "apart", "r": "reject"}
_SHOWN = {"merge": "m 合并 merge", "apart": "a 分开 apart", "reject": "r 剔除 reject"}
_NAMES = {"near": "近似名称", "contradiction": "数据矛盾", "confidence": "置信度低", "quarantine": "未通过校验"}
_WIDEST = 100


class Kind(StrEnum):
    """What is doubtful."""

    NEAR = "near"
    CONTRADICTION = "contradiction"
    CONFIDENCE = "confidence"
    QUARANTINE = "quarantine"


class Format(StrEnum):
    """How the list is printed."""

    TABLE = "table"
    JSON = "json"


def review(
    folder: Graph,
    curation: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The file of decisions.", show_default="that of the last build"),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Print the list and ask nothing.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How the list is printed.")] = Format.TABLE,
    kinds: Annotated[list[Kind] | None, typer.Option("--kind", help="Only this kind; may be given again.")] = None,
    below: Annotated[float, typer.Option(help="Statements below this confidence.", min=0, max=1)] = 0.6,
    likeness: Annotated[float, typer.Option(help="Names at least this alike.", min=0, max=1)] = 0.8,
    author: Annotated[str | None, typer.Option(help="Who decides.", show_default="the name of the user")] = None,
) -> None:
    """Go through what is doubtful in DIR, one by one, and write what is decided into the file of decisions."""
    from kg import curation as decisions
    from kg.graph import KnowledgeGraph
    from kg.review import KINDS, doubts

    where = curation if curation is not None else decisions.remembered(folder)
    known = decisions.load(where) if where is not None and where.is_file() else None
    chosen = [kind.value for kind in kinds] if kinds else KINDS
    with KnowledgeGraph.open(folder) as graph:
        found = list(doubts(graph, known, kinds=chosen, below=below, likeness=likeness))
    if form is Format.JSON:
        binary((json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2) + "\n").encode())
    elif listed:
        _list(found)
    else:
        _ask(found, _writable(where), author or _user())


def _writable(where: Path | None) -> Path:
    from ontology.errors import InputError

    if where is None:
        raise InputError("no file of decisions is known for this graph: name one with --curation FILE")
    return where


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "?"


def _plain(one: Doubt) -> dict[str, object]:
    return {
        "kind": one.kind,
        "text": one.text,
        "score": one.score,
        "sentences": list(one.sentences),
        "decisions": {
            word: dict(what) if not isinstance(what, tuple) else list(what) for word, what in one.decisions.items()
        },
    }


def _list(found: list[Doubt]) -> None:
    from kg.layout import safe, wrap

    console = out()
    for one in found:
        head = Text.assemble((f"{one.score:.2f}  ", "dim"), (_NAMES[one.kind], "cyan"), "  ", safe(one.text))
        for line in wrap(head, console.width):
            console.print(line)
    say("; ".join(f"{kind} {sum(one.kind == kind for one in found)}" for kind in _NAMES))


def _ask(found: list[Doubt], where: Path, author: str) -> None:
    """Show one after the other and do what the key says; each decision is in the file before the next is shown."""
    from kg.curation_write import Signature, append

    console = out()
    done = 0
    for count, one in enumerate(found, start=1):
        _show(one, f"{count}/{len(found)}")
        key = _key([word for word in _KEYS.values() if word in one.decisions])
        if key == "q":
            break
        if key in _KEYS:
            reason = typer.prompt("理由 reason", default=_NAMES[one.kind], prompt_suffix=": ").strip()
            by = Signature(author, date.today().isoformat(), reason)
            console.print(Text(append(where, _KEYS[key], one.decisions[_KEYS[key]], by).rstrip(), "green"))
            done += 1
    say(f"{done} written to {where}; build again to apply them" if done else "nothing was decided")
    sys.stdout.flush()


def _show(one: Doubt, place: str) -> None:
    from kg.layout import safe, wrap

    console = out()
    width = min(console.width, _WIDEST)
    head = Text.assemble((f"{place}  ", "dim"), (_NAMES[one.kind], "cyan"), "  ", (safe(one.text), "bold"))
    for line in wrap(head, width):
        console.print(line)
    for sentence in dict.fromkeys(one.sentences):
        for line in wrap(Text(safe(sentence)), width - 4):
            console.print(Text.assemble("    ", line))


def _key(words: list[str]) -> str:
    """Return the key that was pressed, one that means something here; the end of the input quits."""
    keys = {key for key, word in _KEYS.items() if word in words} | {"s", "q"}
    typer.echo("  " + "  ".join([*(_SHOWN[word] for word in words), "s 跳过 skip", "q 退出 quit"]) + "  ", nl=False)
    while True:
        try:
            key = typer.getchar().lower()
        except (EOFError, OSError):
            key = "q"
        if key in ("\x03", "\x04", "\x1b", ""):
            key = "q"
        if key in keys:
            typer.echo(key)
            return key
