"""An entity's card for a terminal: names, class, place, posts, life, relations and figures, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from kg.claims import stages
from kg.entity import Entity
from kg.layout import pad, period, safe, wrap
from kg.rows import Evidence, Figure, Post, Relation
from ontology import model

_WORDS = {
    "zh": {
        "aliases": "别名", "place": "层级", "documents": "文档", "posts": "任职", "figures": "数据",
        "relations": "关系", "life": "进程", "count": "{} 篇", "more": "…… 另有 {} 条，加 --all 全部显示",
        "also": "  另见 {} 处", "target": "目标", "limit": "标准",
    },
    "en": {
        "aliases": "names", "place": "place", "documents": "documents", "posts": "Posts", "figures": "Figures",
        "relations": "Relations", "life": "Life cycle", "count": "{}", "more": "… {} more, shown with --all",
        "also": "  +{}", "target": "target", "limit": "limit",
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


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a section and the spans that bear it out."""

    head: Text
    spans: tuple[Evidence, ...]


def card(entity: Entity, style: Style) -> Iterator[Text]:
    """Yield the lines of an entity's card."""
    words = _WORDS[style.language]
    yield from _head(entity, style)
    yield from _section(words["posts"], list(_posts(entity)), style)
    yield from _section(words["life"], list(_life(entity, style.language)), style)
    yield from _section(words["relations"], list(_relations(entity, style)), style)
    yield from _section(words["figures"], list(_figures(entity, style)), style)


def _head(entity: Entity, style: Style) -> Iterator[Text]:
    words = _WORDS[style.language]
    kind = model.label(entity.type, style.language) if entity.type else ""
    yield Text.assemble((safe(entity.label), "bold"), "  ", (kind, "cyan"), "  ", (safe(entity.compact), "dim"))
    yield Text("─" * style.width, "dim")
    rows = (
        ("aliases", "、".join(entity.aliases)),
        ("place", entity.place),
        ("documents", _spread(entity, words["count"])),
    )
    margin = max(cell_len(words[name]) for name, _ in rows) + 2
    for name, value in rows:
        for place, line in enumerate(wrap(Text(safe(value)), style.width - margin) if value else ()):
            yield Text.assemble((pad("" if place else words[name], margin), "dim"), line)


def _spread(entity: Entity, count: str) -> str:
    documents = entity.documents()
    days = sorted({one.date for one in documents} - {""})
    return count.format(len(documents)) + (f"，{' – '.join(dict.fromkeys((days[0], days[-1])))}" if days else "")


def _section(title: str, items: Sequence[Item], style: Style) -> Iterator[Text]:
    if not items:
        return
    shown = items if style.items is None else items[: style.items]
    yield Text()
    yield Text.assemble((title, "bold"), (f"  {len(items)}", "dim"))
    for heads, spans in _by_sentence(shown, style):
        yield from heads
        yield from said(spans, style.width)
    if len(shown) < len(items):
        yield Text("  " + _WORDS[style.language]["more"].format(len(items) - len(shown)), "dim")


def _by_sentence(items: Iterable[Item], style: Style) -> Iterator[tuple[list[Text], list[Evidence]]]:
    """Put together what the same sentences say, so that no sentence is printed twice."""
    groups: dict[tuple[tuple[str, str], ...], tuple[list[Text], list[Evidence]]] = {}
    for item in items:
        spans = item.spans if style.sources is None else item.spans[: style.sources]
        heads, known = groups.setdefault(tuple((one.document.iri, one.sentence) for one in spans), ([], []))
        rest = len(item.spans) - len(spans)
        more = _WORDS[style.language]["also"].format(rest) if rest else ""
        heads.append(Text.assemble("  ", item.head, (more, "dim")))
        known.extend(spans)
    yield from groups.values()


def _posts(entity: Entity) -> Iterator[Item]:
    """Yield each post once, whoever reports it: the other's name, the title, and the body where it is another's."""

    def key(row: Post) -> tuple[str, str, str, str]:
        other = row.organization if row.person.iri == entity.iri else row.person
        body = "" if entity.iri in (row.person.iri, row.organization.iri) else row.organization.label
        return row.title, other.label, other.iri, body

    said: dict[tuple[str, str, str, str], list[Post]] = {}
    for row in entity.posts(bodies=True):
        said.setdefault(key(row), []).append(row)
    for (title, label, _, body), rows in said.items():
        head = Text.assemble((safe(label), "bold green"), "  ", safe("  ".join(filter(None, (body, title)))))
        yield Item(head, tuple(span for row in rows for span in row.evidence))


def _life(entity: Entity, language: str) -> Iterator[Item]:
    for rows in stages(entity.milestones()):
        one = rows[0]
        head = Text.assemble(
            (period(*one.period), "cyan"), "  ", (safe(one.text) if language == "zh" else one.stage, "bold")
        )
        if one.kind in _WORDS[language]:
            head.append(f"  {_WORDS[language][one.kind]}")
        yield Item(head, tuple(span for row in rows for span in row.evidence))


def _relations(entity: Entity, style: Style) -> Iterator[Item]:
    # Posts have a section of their own.
    rows = [row for row in entity.relations() if row.predicate != "holdsPostIn"]

    def key(row: Relation) -> tuple[str, str, str, str]:
        other = row.other(entity.iri)
        return row.predicate, _arrow(row, entity.iri), other.label, other.iri

    names = model.relations()
    rows.sort(key=lambda row: (names.index(row.predicate), *key(row)))
    for (predicate, arrow, label, _), same in groupby(rows, key):
        name = model.label(predicate, style.language)
        head = Text.assemble((name, "cyan"), f" {arrow} ", (safe(label), "bold green"))
        yield Item(head, tuple(span for row in same for span in row.evidence))


def _arrow(row: Relation, iri: str) -> str:
    if row.predicate == "partnersWith":
        return "↔"
    return "→" if row.subject.iri == iri else "←"


def _figures(entity: Entity, style: Style) -> Iterator[Item]:
    """Yield the figures of the latest documents first, each document's in the order of its text."""
    rows = sorted(entity.figures(), key=lambda row: _place(row)[1:])
    for row in sorted(rows, key=lambda row: _place(row)[0], reverse=True):
        yield Item(_figure(row, style.language), row.evidence)


def _place(row: Figure) -> tuple[str, str, int]:
    span = row.evidence[0] if row.evidence else None
    return ("", "", 0) if span is None else (span.document.date, span.document.iri, span.start)


def _figure(row: Figure, language: str) -> Text:
    change = "" if row.change is None else f"{'↑' if row.change >= 0 else '↓'}{abs(row.change):f}%"
    rank = "" if row.rank is None else f"{row.rank_scope}第{row.rank}位"
    kind = _WORDS[language].get(row.kind, "")
    more = "  ".join(filter(None, (change, rank, period(*row.period), kind, row.condition)))
    about = (safe(row.indicator or "—"), "cyan")
    return Text.assemble(about, "  ", (safe(row.text), "bold"), "  ", safe(more))


def said(spans: Sequence[Evidence], width: int) -> Iterator[Text]:
    """Yield each sentence with the spans that count marked, and below it its source, in lines of `width` cells."""
    marked: dict[tuple[str, str], list[Evidence]] = {}
    for span in spans:
        marked.setdefault((span.document.iri, span.sentence), []).append(span)
    for (_, sentence), known in marked.items():
        text = Text(safe(sentence))
        for span in known:
            exact = safe("".join(span.exact.split()))
            start = text.plain.find(exact)
            if exact and start >= 0:
                text.stylize("yellow", start, start + len(exact))
        source = Text(f"—— {safe(source_line(known[0]))}", "dim")
        for line in (*wrap(text, width - _INDENT), *wrap(source, width - _INDENT)):
            yield Text.assemble(" " * _INDENT, line)


def source_line(span: Evidence) -> str:
    """Return where a span stands: title, publisher, date."""
    document = span.document
    title = f"《{document.title}》" if document.title else document.path
    return "，".join(filter(None, (title, document.publisher, document.date)))
