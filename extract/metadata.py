"""What is known of a document before it is read: its date, title, publisher, address, place and authors.

Each is looked for in the metadata table, then in front matter, then in the file's name, then in the text, and the
record says where it was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from extract.layout import Layout
from extract.layout_bylines import DATE, HAN, is_credit, names_in
from extract.layout_lines import front_matter
from extract.lexicon import sections
from extract.metadata_place import place_in, place_named
from extract.metadata_table import FIELDS, Row, Table, load_table, parse_date
from extract.source import Source
from extract.state import Block, BlockKind

__all__ = ["About", "Row", "Table", "describe", "load_table"]

_PRINT = sections("mastheads.txt")
_KEYS = {
    "title": "title",
    "标题": "title",
    "date": "date",
    "日期": "date",
    "时间": "date",
    "publisher": "publisher",
    "source": "publisher",
    "来源": "publisher",
    "url": "url",
    "link": "url",
    "链接": "url",
    "place": "place",
    "地点": "place",
    "author": "authors",
    "authors": "authors",
    "作者": "authors",
}
_DATE = re.compile(DATE)
_COMPACT_DATE = re.compile(r"(?<![0-9A-Za-z])(?:19|20)\d\d(?:[-_.年/]?\d{1,2}[-_.月/]?\d{1,2}日?)(?![0-9A-Za-z])")
_SPEECH = re.compile(rf"^[—-]+ *({DATE})")
_PAPER = re.compile(rf"《?((?:[{HAN}] *){{1,9}}(?:{'|'.join(_PRINT['PAPERS'])}))》?")
_SOURCE = re.compile(rf"(?:{'|'.join(_PRINT['SOURCES'])}) *[:：] *([^ ]{{2,20}})")
_SIGNS = " #◇◆●○■□▲△▶►★☆◎⊙※•"
# So many blocks at most make up the head of a page.
_HEAD = 30
_SHORTEST_TITLE = 6


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a document. `origins` says where each was found: metadata, frontmatter, filename or text."""

    date: date | None = None
    title: str = ""
    publisher: str = ""
    url: str = ""
    place: str = ""
    authors: tuple[str, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)


def describe(source: Source, layout: Layout, table: Table | None = None) -> About:
    """Return what is known of a document; what is found nowhere is None or empty."""
    row = None if table is None else table.row(source.path)
    given: list[tuple[str, Mapping[str, str]]] = [
        ("metadata", {} if row is None else row.known()),
        ("frontmatter", _front(source.text)),
        ("filename", _from_name(source.path)),
    ]
    found: dict[str, str] = {}
    origins: dict[str, str] = {}
    for name in (*FIELDS, "authors"):
        for origin, values in given:
            if values.get(name):
                found[name], origins[name] = values[name], origin
                break
    for name, value in _from_text(layout, found):
        found[name], origins[name] = value, "text"
    day = found.get("date")
    return About(
        date=date.fromisoformat(day) if day else None,
        title=found.get("title", ""),
        publisher=found.get("publisher", ""),
        url=found.get("url", ""),
        place=found.get("place", ""),
        authors=tuple(found["authors"].split("\n")) if "authors" in found else (),
        origins=origins,
    )


def _front(text: str) -> dict[str, str]:
    """Return the values of front matter (`---`, `key: value` lines, `---`); keys we do not know are passed over."""
    found: dict[str, str] = {}
    for line in text[: front_matter(text)].splitlines()[1:-1]:
        key, _, value = line.partition(":") if ":" in line else line.partition("：")
        name = _KEYS.get(key.strip().lower())
        value = value.strip().strip("\"'[]")
        if name == "date":
            day = parse_date(value)
            value = "" if day is None else day.isoformat()
        elif name == "authors":
            value = "\n".join(part.strip(" \"'") for part in re.split(r"[,，、;；]", value) if part.strip())
        elif name == "place":
            value = place_named(value) or value
        if name and value:
            found.setdefault(name, value)
    return found


def _from_name(path: Path) -> dict[str, str]:
    """Return the date, the paper, the place and the title that a file's name holds (`余杭晨报_2024-05-01.txt`)."""
    found: dict[str, str] = {}
    stem = path.stem
    for match in _COMPACT_DATE.finditer(stem):
        day = parse_date(match[0])
        if day is not None:
            found["date"] = day.isoformat()
            stem = stem[: match.start()] + "_" + stem[match.end() :]
            break
    parts = [part for part in re.split(r"[_\s—]+|(?<=\D)-|-(?=\D)", stem) if part]
    for part in parts:
        if _PAPER.fullmatch(part):
            found.setdefault("publisher", part)
        elif place_named(part):
            found.setdefault("place", place_named(part))
        elif len(re.findall(f"[{HAN}]", part)) >= _SHORTEST_TITLE:
            found.setdefault("title", part)
    return found


def _from_text(layout: Layout, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what the text itself says of what is not known yet."""
    head = [(block, layout.text[block.start : block.end]) for block in layout.blocks[:_HEAD]]
    title = known.get("title", "")
    if not title:
        title = _title(layout, head)
        if title:
            yield "title", title
    if "date" not in known:
        day = _date(head) or _date(
            [(block, layout.text[block.start : block.end]) for block in layout.blocks[_HEAD:][-3:]]
        )
        if day:
            yield "date", day
    paper = known.get("publisher", "")
    if not paper:
        paper = _publisher(head)
        if paper:
            yield "publisher", paper
    if "place" not in known:
        place = place_in(layout, title, paper)
        if place:
            yield "place", place
    if "authors" not in known:
        authors = _authors(layout)
        if authors:
            yield "authors", "\n".join(authors)


def _title(layout: Layout, head: Iterable[tuple[Block, str]]) -> str:
    """Return the first heading before the first paragraph, else the first heading of all."""
    for block, text in head:
        title = text.strip(_SIGNS)
        if block.kind is BlockKind.HEADING and len(title) >= _SHORTEST_TITLE and title[0] not in "—-":
            return title
        if block.kind is BlockKind.PARAGRAPH and len(text) > _SHORTEST_TITLE:
            break
    return next((section.heading for section in layout.sections if section.heading), "")


def _date(head: Iterable[tuple[Block, str]]) -> str:
    """Return the date of a masthead, or that on which a speech was given."""
    speech = ""
    for block, text in head:
        if block.kind is BlockKind.MASTHEAD:
            match = _DATE.search(text)
            day = parse_date(match[0]) if match else None
            if day is not None:
                return day.isoformat()
        elif block.kind is BlockKind.HEADING and not speech:
            match = _SPEECH.match(text)
            day = parse_date(match[1]) if match else None
            speech = "" if day is None else day.isoformat()
    return speech


def _publisher(head: Iterable[tuple[Block, str]]) -> str:
    for block, text in head:
        if block.kind is BlockKind.MASTHEAD:
            match = _SOURCE.match(text) or _PAPER.fullmatch(text)
            if match:
                return match[1].replace(" ", "")
    return ""


def _authors(layout: Layout) -> list[str]:
    """Return the persons named in bylines, each once, in order; makers of pictures are not authors."""
    names: list[str] = []
    for block in layout.blocks:
        text = layout.text[block.start : block.end]
        if block.kind is BlockKind.BYLINE and not is_credit(text):
            names += names_in(text)
    return list(dict.fromkeys(names))
