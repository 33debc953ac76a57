"""`kg check`: figures that cannot all be right."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.commands.common import Endpoint, Graph, binary, opened, out, say

if TYPE_CHECKING:
    from rich.text import Text

    from kg.arithmetic import Contradiction
    from kg.rows import Figure

_COLUMNS = (
    "number", "rule", "about", "about_iri", "indicator", "said", "figure", "text", "value", "unit", "period_start",
    "period_end", "change", "sentence", "document", "title", "date", "start", "end",
)  # fmt: skip


class Format(StrEnum):
    """How what is found is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def check(
    folder: Graph,
    about: Annotated[str | None, typer.Option(metavar="NAME", help="Only figures about this.", show_default=False)] = (
        None
    ),
    form: Annotated[Format, typer.Option("--format", help="How to print what is found.")] = Format.TABLE,
    endpoint: Endpoint = None,
) -> None:
    """Print figures in DIR that cannot all be right, for review: the rule, and each figure with its sentence."""

    with opened(folder, endpoint) as graph:
        found = graph.contradictions(about)
    if form is Format.JSON:
        binary((json.dumps([_item(one) for one in found], ensure_ascii=False, indent=2) + "\n").encode())
    elif form is Format.CSV:
        binary(_table(found).encode("utf-8", "replace"))
    else:
        console = out()
        for line in _lines(found, min(console.width, 100)):
            console.print(line, soft_wrap=True)
    counts = Counter(one.rule for one in found)
    say("; ".join(f"{rule} {count}" for rule, count in sorted(counts.items())) or "nothing to review")


def _lines(found: Sequence[Contradiction], width: int) -> Iterator[Text]:
    from rich.text import Text

    from kg.arithmetic import RULES
    from kg.cards import said
    from kg.layout import safe, wrap

    for number, one in enumerate(found, start=1):
        if number > 1:
            yield Text()
        head = Text.assemble(
            (f"{number}  ", "dim"), (safe(one.about.label), "bold green"), "  ", (safe(one.indicator), "cyan"), "  ",
            (RULES[one.rule], "bold"), (f"  {one.rule}", "dim"),
        )  # fmt: skip
        yield from wrap(head, width)
        yield from (Text.assemble("  ", line) for line in wrap(Text(safe(one.said), "yellow"), width - 2))
        yield from said([row.evidence[0] for row in one.figures if row.evidence], width)


def _item(one: Contradiction) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "about": {"iri": one.about.iri, "label": one.about.label},
        "indicator": one.indicator,
        "said": one.said,
        "figures": [_figure(row) for row in one.figures],
    }


def _figure(row: Figure) -> dict[str, Any]:
    span = row.evidence[0] if row.evidence else None
    return {
        "figure": row.iri,
        "indicator": row.indicator,
        "text": row.text,
        "value": None if row.value is None else f"{row.value:f}",
        "unit": row.unit,
        "period_start": row.period[0],
        "period_end": row.period[1],
        "change": None if row.change is None else f"{row.change:f}",
        "sentence": "" if span is None else span.sentence,
        "document": "" if span is None else span.document.iri,
        "title": "" if span is None else span.document.title,
        "date": "" if span is None else span.document.date,
        "start": None if span is None else span.start,
        "end": None if span is None else span.end,
    }


def _table(found: Sequence[Contradiction]) -> str:
    from outputs.tables import guarded

    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(_COLUMNS)
    for number, one in enumerate(found, start=1):
        for row in one.figures:
            cells = {"number": number, "rule": one.rule, "about": one.about.label, "about_iri": one.about.iri}
            cells |= {"said": one.said, **_figure(row)}
            writer.writerow(["" if cells[name] is None else guarded(str(cells[name])) for name in _COLUMNS])
    return stream.getvalue()
