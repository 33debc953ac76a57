"""An entity's card for a terminal: names, class, place, posts, relations and figures, each with where it is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.text import Text

from kg.entity import Entity
from kg.layout import breaks, pad, period, wrap
from kg.rows import Evidence, Figure, Post, Relation
from ontology import model

_WORDS = {
    "zh": {
        "aliases": "别名", "place": "层级", "documents": "文档", "posts": "任职", "figures": "数据",
        "relations": "关系", "count": "{} 篇", "more": "…… 另有 {} 条，加 --all 全部显示",
    },
    "en": {
        "aliases": "names", "place": "place", "documents": "documents", "posts": "Posts", "figures": "Figures",
        "relations": "Relations", "count": "{}", "more": "… {} more, shown with --all",
    },
}  # fmt: skip
_INDENT = 4


@dataclass(frozen=True, slots=True)
class Style:
    """How a card is set: cells of the line, language of its labels, and how much of each section is shown."""

    width: int = 80
    language: str = "zh"
    items: int | None = 12
    sources: int | None = 1


def card(entity: Entity, style: Style) -> Iterator[Text]:
    """Yield the lines of an entity's card."""
    words = _WORDS[style.language]
    yield from _head(entity, style)
    yield from _section(words["posts"], _posts(entity, style), style)
    yield from _section(words["relations"], _relations(entity, style), style)
    yield from _section(words["figures"], [list(_figure(row, style)) for row in entity.figures()], style)


def _head(entity: Entity, style: Style) -> Iterator[Text]:
    words = _WORDS[style.language]
    kind = model.label(entity.type, style.language) if entity.type else ""
    yield Text.assemble((entity.label, "bold"), "  ", (kind, "cyan"), "  ", (entity.compact, "dim"))
    yield Text("─" * style.width, "dim")
    documents = entity.documents()
    days = sorted({one.date for one in documents} - {""})
    spread = words["count"].format(len(documents)) + (f"，{days[0]} – {days[-1]}" if days else "")
    rows = (("aliases", "、".join(entity.aliases)), ("place", entity.place), ("documents", spread))
    margin = max(len(words[name].encode("gb18030")) for name, _ in rows) + 2
    for name, value in rows:
        for place, line in enumerate(wrap(Text(value), style.width - margin) if value else ()):
            yield Text.assemble((pad("" if place else words[name], margin), "dim"), line)


def _section(title: str, blocks: Sequence[list[Text]], style: Style) -> Iterator[Text]:
    if not blocks:
        return
    shown = blocks if style.items is None else blocks[: style.items]
    yield Text()
    yield Text.assemble((title, "bold"), (f"  {len(blocks)}", "dim"))
    for block in shown:
        yield from block
    if len(shown) < len(blocks):
        yield Text("  " + _WORDS[style.language]["more"].format(len(blocks) - len(shown)), "dim")


def _posts(entity: Entity, style: Style) -> list[list[Text]]:
    def key(row: Post) -> tuple[str, str, str]:
        other = row.organization if row.person.iri == entity.iri else row.person
        return other.label, row.title, other.iri

    blocks = []
    for (label, title, _), rows in groupby(sorted(entity.posts(), key=key), key):
        spans = [span for row in rows for span in row.evidence]
        head = Text.assemble("  ", (label, "bold green"), "  ", title)
        blocks.append([head, *_said(spans, style)])
    return blocks


def _relations(entity: Entity, style: Style) -> list[list[Text]]:
    # Posts have a section of their own; sorting is stable, so relations stay in the order of the ontology.
    rows = [row for row in entity.relations() if row.predicate != "holdsPostIn"]

    def key(row: Relation) -> tuple[str, str, str, str]:
        other = row.other(entity.iri)
        return row.predicate, _arrow(row, entity.iri), other.label, other.iri

    names = model.relations()
    rows.sort(key=lambda row: (names.index(row.predicate), *key(row)))
    blocks = []
    for (predicate, arrow, label, _), same in groupby(rows, key):
        spans = [span for row in same for span in row.evidence]
        name = model.label(predicate, style.language)
        head = Text.assemble("  ", (name, "cyan"), f" {arrow} ", (label, "bold green"))
        blocks.append([head, *_said(spans, style)])
    return blocks


def _arrow(row: Relation, iri: str) -> str:
    if row.predicate == "partnersWith":
        return "↔"
    return "→" if row.subject.iri == iri else "←"


def _figure(row: Figure, style: Style) -> Iterator[Text]:
    change = "" if row.change is None else f"{'↑' if row.change >= 0 else '↓'}{abs(row.change):f}%"
    place = "" if row.rank is None else f"{row.rank_scope}第{row.rank}位"
    kind = "" if row.kind in ("actual", "") else {"target": "目标", "limit": "标准"}.get(row.kind, row.kind)
    more = "  ".join(filter(None, (change, place, period(*row.period), kind, row.condition)))
    yield Text.assemble("  ", (row.indicator or "—", "cyan"), "  ", (row.text, "bold"), "  ", more)
    yield from _said(row.evidence, style)


def _said(spans: Iterable[Evidence], style: Style) -> Iterator[Text]:
    """Yield the sentences, the span that counts marked in each, and below each its source."""
    known = list(spans)
    shown = known if style.sources is None else known[: style.sources]
    for span in shown:
        for line in wrap(_marked(span), style.width - _INDENT):
            yield Text.assemble(" " * _INDENT, line)
        source = source_line(span)
        if span is shown[-1] and len(shown) < len(known):
            source += f"（+{len(known) - len(shown)}）"
        for line in wrap(Text(f"—— {source}", "dim"), style.width - _INDENT):
            yield Text.assemble(" " * _INDENT, line)


def _marked(span: Evidence) -> Text:
    text = Text(span.sentence)
    exact = "".join(span.exact.split())
    start = span.sentence.find(exact)
    if exact and start >= 0:
        text.stylize("yellow", start, start + len(exact))
    return text


def source_line(span: Evidence) -> str:
    """Return where a span stands: title, publisher, date."""
    document = span.document
    title = f"《{document.title}》" if document.title else document.path
    return "，".join(filter(None, (title, document.publisher, document.date)))


__all__ = ["Style", "breaks", "card", "source_line"]
