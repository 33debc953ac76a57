"""`kg why`: why two names are one thing or two, and what bears out a fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from kg.commands.common import Endpoint, Graph, opened, out, say

if TYPE_CHECKING:
    from kg.rows import Evidence
    from kg.why import Apart, Decided, Fact, Same

_WIDEST = 100
_INDENT = 4
_SHOWN = 20


def why(
    folder: Graph,
    words: Annotated[
        list[str],
        typer.Argument(metavar="A B | SUBJECT PREDICATE [OBJECT]", help="Names or IRIs.", show_default=False),
    ],
    everything: Annotated[bool, typer.Option("--all", help="Show every join and every sentence.")] = False,
    endpoint: Endpoint = None,
) -> None:
    """Print why A and B are one thing or two, or every sentence for a fact: 余杭区 地区生产总值, 甲公司 位于 乙县."""
    from kg import why as reasons
    from kg.curation import predicate
    from ontology.errors import QueryError

    if not 2 <= len(words) <= 3:
        raise QueryError("two names, or a subject, a predicate and an object: kg why DIR A B")
    shown = None if everything else _SHOWN
    with opened(folder, endpoint) as graph:
        if len(words) == 2 and not predicate(words[1]) and not reasons.is_fact(graph, *words):
            found = reasons.names_of(graph, *words)
            lines = _apart(found) if isinstance(found, reasons.Apart) else _same(found, shown)
            _print(lines)
            return
        fact = reasons.fact(graph, *words)
        _print(_fact(fact, shown))
        if not fact:
            say(f"no document states it: {' '.join(words)}")
            raise typer.Exit(1)


def _print(lines: Iterable[Text]) -> None:
    console = out()
    for line in lines:
        console.print(line)


def _same(found: Same, shown: int | None) -> Iterator[Text]:
    one = found.entity
    yield Text.assemble("同一实体 one thing: ", (one.label, "bold green"), f"  {one.compact}")
    yield from _decided(found.decided)
    groups: dict[tuple[str, str], int] = {}
    for merge in found.merges:
        key = merge.rule, f"{merge.id} ← {merge.because}" if merge.because else merge.id
        groups[key] = groups.get(key, 0) + 1
    if groups:
        yield Text("跨文档合并 joined across documents", "bold")
    for (rule, because), count in sorted(groups.items())[:shown]:
        yield Text.assemble("  ", (_safe(rule), "cyan"), f"  {_safe(because)}", (f"  {count} 篇", "dim"))
    if len(groups) > len(sorted(groups)[:shown]):
        yield Text(f"  …… 另有 {len(groups) - (shown or 0)} 条，加 --all 全部显示", "dim")
    if found.uses:
        yield Text("文档中的用法 how documents name it", "bold")
    for use in found.uses[:shown]:
        yield Text.assemble("  ", (_safe(use.name), "bold"), "  ", (_safe(use.rule), "cyan"))
        yield from _said(use.evidence)
    if not groups and not found.uses and not found.decided:
        yield Text("  名称相同 the names are the same", "dim")


def _apart(found: Apart) -> Iterator[Text]:
    yield Text("两个实体 two things:", "bold")
    for one in (found.a, found.b):
        yield Text.assemble(
            "  ", (_safe(one.label), "bold green"), f"  {_safe(one.compact)}  ", (_safe(one.place), "dim")
        )
    yield from _decided(found.decided)
    for chinese, english in found.reasons:
        yield Text.assemble("  ", _safe(chinese), (f"  {_safe(english)}", "dim"))


def _fact(found: Fact, shown: int | None) -> Iterator[Text]:
    from kg.layout import period
    from ontology import model

    yield from _decided(found.decided)
    for row in found.relations[:shown]:
        titles = {
            post.title for post in found.posts if {s.document.iri for s in post.evidence} & _sources(row.evidence)
        }
        name = model.label(row.predicate) + (f"（{'、'.join(sorted(titles))}）" if titles else "")
        head = Text.assemble(
            (_safe(row.subject.label), "green"), " ", (name, "cyan"), " → ", (_safe(row.object.label), "green")
        )
        yield Text.assemble(head, (f"  {_safe(row.rule)}  {row.confidence:.2f}", "dim"))
        for span in row.evidence:
            yield from _said(span)
    for figure in found.figures[:shown]:
        yield Text.assemble(
            (_safe(figure.indicator), "cyan"), "  ", (_safe(figure.text), "bold"),
            f"  {' — '.join(filter(None, figure.period))}", (f"  {_safe(figure.rule)}  {figure.confidence:.2f}", "dim"),
        )  # fmt: skip
        for span in figure.evidence:
            yield from _said(span)
    for stage in found.milestones[:shown]:
        aim = "  目标" if stage.kind == "target" else ""
        yield Text.assemble(
            (_safe(stage.text), "cyan"), f"  {period(*stage.period)}{aim}",
            (f"  {_safe(stage.rule)}  {stage.confidence:.2f}", "dim"),
        )  # fmt: skip
        for span in stage.evidence:
            yield from _said(span)
    for chinese, english in found.set_aside:
        yield Text(f"已隔离 set aside: {_safe(chinese)}  {_safe(english)}", "yellow")
    rest = sum(max(0, len(rows) - (shown or len(rows))) for rows in (found.relations, found.figures, found.milestones))
    if rest:
        yield Text(f"…… 另有 {rest} 条，加 --all 全部显示", "dim")


def _sources(spans: Iterable[Evidence]) -> set[str]:
    return {span.document.iri for span in spans}


def _decided(decided: Iterable[Decided]) -> Iterator[Text]:
    for one in decided:
        signed = f"{one.author}，{one.date}：{one.reason}"
        yield Text.assemble("  ", ("curation", "cyan"), f"  {_safe(one.what)}  ", (_safe(signed), "dim"))


def _said(span: Evidence) -> Iterator[Text]:
    """Yield a sentence with its span marked, and where it stands."""
    from kg.cards import source_line
    from kg.layout import wrap

    text = Text(_safe(span.sentence))
    exact = _safe("".join(span.exact.split()))
    start = text.plain.find(exact)
    if exact and start >= 0:
        text.stylize("yellow", start, start + len(exact))
    width = min(out().width, _WIDEST) - _INDENT
    for line in (*wrap(text, width), *wrap(Text(f"—— {_safe(source_line(span))}", "dim"), width)):
        yield Text.assemble(" " * _INDENT, line)


def _safe(text: str) -> str:
    from kg.layout import safe

    return safe(text)
