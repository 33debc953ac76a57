"""`kg figures`: what is reported, as a list, a table for spreadsheets, or a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.commands.common import Endpoint, Graph, binary, opened, out, say

if TYPE_CHECKING:
    from rich.text import Text

    from kg.claims import Claim

_WIDEST = 100
_KINDS = {"target": "目标", "limit": "标准"}


def figures(
    folder: Graph,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A name or IRI of an entity.", show_default=False)
    ] = None,
    indicator: Annotated[
        str | None, typer.Option(help="An indicator or topic, by any of its names.", show_default=False)
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only periods that end on or after it.", show_default=False)
    ] = None,
    narrower: Annotated[bool, typer.Option("--narrower", help="With the indicators below --indicator.")] = False,
    table: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write CSV; - is stdout.", show_default=False)
    ] = None,
    workbook: Annotated[
        Path | None, typer.Option("--xlsx", metavar="FILE", help="Write an Excel file.", show_default=False)
    ] = None,
    endpoint: Endpoint = None,
) -> None:
    """Print the figures about NAME, or all of DIR, each with its period, growth and sentence; one line for a claim."""
    from kg.claims import claims
    from outputs import sheets

    with opened(folder, endpoint) as graph:
        rows = graph.select(name, indicator, since, narrower=narrower)
    if workbook is not None:
        sheets.write_workbook(rows, workbook)
        say(f"written: {workbook}, {len(rows):,} figures")
    if table is not None and str(table) == "-":
        binary(sheets.csv_text(rows).encode("utf-8", "replace"))
    elif table is not None:
        sheets.write_csv(rows, table)
        say(f"written: {table}, {len(rows):,} figures")
    if workbook is None and table is None:
        known = claims(rows)
        place = {row.iri: number for number, row in enumerate(rows)}
        known.sort(key=lambda claim: min(place[row.iri] for row in claim.figures))
        console = out()
        for line in _lines(known, min(console.width, _WIDEST), subjects=name is None):
            console.print(line, soft_wrap=True)
        say(f"{len(known):,} claims in {len(rows):,} figures")


def _lines(known: Sequence[Claim], width: int, *, subjects: bool) -> Iterator[Text]:
    """Yield each claim on one line and its first sentence, shortened, on the next, under a line for each period."""
    from rich.text import Text

    from kg.layout import period, safe, shorten
    from ontology import indicators

    heading = ""
    for claim in known:
        row = claim.figure
        group = "指标体系外" if row.indicator not in indicators.known() else period(*row.period) or "时期不明"
        if group != heading:
            yield from (Text(),) if heading else ()
            yield Text(group, "bold")
            heading = group
        about = "" if row.about is None or not subjects else row.about.label
        head = Text.assemble(
            "  ", (safe(about), "green"), "  " if about else "", (safe(row.indicator), "cyan"), "  ",
            (safe(row.text), "bold"), safe(_more(claim, dated=group != "指标体系外")),
        )  # fmt: skip
        yield head
        span = claim.evidence[0] if claim.evidence else None
        if span is not None:
            also = f"（共 {len(claim.sources)} 篇）" if len(claim.sources) > 1 else ""
            source = f"{safe(span.document.date)}{also}  "
            yield Text("    " + shorten(source + safe(span.sentence), width - 4), "dim")


def _more(claim: Claim, *, dated: bool) -> str:
    from kg.layout import period

    row = claim.figure
    change = "" if claim.change is None else f"{'↑' if claim.change >= 0 else '↓'}{abs(claim.change):f}%"
    if row.value is None or row.unit == "%":
        change = ""
    rank = "" if claim.rank is None else f"{row.rank_scope}第{claim.rank}位"
    when = "" if dated else period(*row.period)
    parts = [one for one in (change, rank, when, _KINDS.get(row.kind, ""), row.condition) if one]
    return "  " + "  ".join(parts) if parts else ""
