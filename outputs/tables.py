"""The graph as CSV tables: entities, relations, figures, posts, milestones, documents, in a folder or a zip file.

UTF-8 with `\\r\\n` after each row, as RFC 4180 has it. A cell that a spreadsheet would take for a formula gets an
apostrophe in front (`guarded`); numbers such as -3.4 stay numbers. `unguarded` takes it off again.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.reader import LABEL, Reader, first, special
from kg.rows import Evidence, Ref
from ontology.errors import InputError
from ontology.namespace import XZ, resolve
from outputs.networks import joined, type_label
from outputs.source import Graph, replacing

Row = list[str]
Rows = Callable[[Reader], Iterator[Row]]

# Full-width forms start a formula in some spreadsheets too.
_FORMULA = re.compile(r"'*[\s\u00a0\ufeff]*[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?%?")
# A zip file has no place for "no date"; this is its earliest.
_EPOCH = (1980, 1, 1, 0, 0, 0)

_SPAN = ("document", "document_title", "date", "start", "end", "exact", "sentence")


def write(graph: Graph, target: Path, *, bom: bool = False, guard: bool = True) -> None:
    """Write the tables into the folder `target`, or into one file where its name ends in `.zip`.

    `bom` puts a byte order mark in front, which Excel needs to read Chinese; `guard=False` writes cells as they are.
    Raises InputError where `target` is a folder that holds anything but these tables.
    """
    reader = Reader(graph.view)
    files = {
        f"{name}.csv": _text([list(header), *rows(reader)], bom=bom, guard=guard)
        for name, (header, rows) in TABLES.items()
    }
    if target.suffix.lower() == ".zip":
        _zip(files, target)
    else:
        _folder(files, target)


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return "'" + cell if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """Return the cell that `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _entities(reader: Reader) -> Iterator[Row]:
    for iri in reader.entities():
        facts = reader.facts(iri)
        kind = special(facts)
        names = joined(facts.get(resolve("skos:altLabel"), ()))
        code, seen = first(facts, XZ.divisionCode), facts.get(XZ.mentionedIn, [])
        label = first(facts, LABEL) or reader.ref(iri).label
        yield [iri, label, kind, type_label(kind), names, code, str(len(seen)), joined(seen)]


def _relations(reader: Reader) -> Iterator[Row]:
    for iri in reader.instances("Statement"):
        one = reader.relation(iri)
        said = [*_ref(one.subject), one.predicate, type_label(one.predicate), *_ref(one.object)]
        yield from _sourced([iri, *said, str(one.confidence), one.rule], one.evidence)


def _posts(reader: Reader) -> Iterator[Row]:
    for iri in reader.instances("Membership"):
        one = reader.post(iri)
        held = [*_ref(one.person), one.title, *_ref(one.organization)]
        yield from _sourced([iri, *held, str(one.confidence), one.rule], one.evidence)


def _figures(reader: Reader) -> Iterator[Row]:
    for iri in reader.instances("Figure"):
        one = reader.figure(iri)
        about = ["", ""] if one.about is None else _ref(one.about)
        numbers = [_plain(one.value), _plain(one.upper_value), one.unit, one.qualifier, *one.period]
        growth = [_plain(one.change), one.change_basis, _plain(one.rank), one.rank_scope]
        words = [one.kind, one.condition, one.text]
        cells = [iri, *about, one.indicator, *numbers, *growth, *words, str(one.confidence), one.rule]
        yield from _sourced(cells, one.evidence)


def _milestones(reader: Reader) -> Iterator[Row]:
    for one in reader.milestones():
        cells = [one.iri, *_ref(one.about), one.stage, *one.period, one.kind, one.text, str(one.confidence), one.rule]
        yield from _sourced(cells, one.evidence)


def _documents(reader: Reader) -> Iterator[Row]:
    for iri in reader.instances("Document"):
        facts = reader.facts(iri)
        yield [iri, *(joined(facts.get(predicate, ())) for predicate in _DOCUMENT.values())]


_DOCUMENT = {
    "title": resolve("dcterms:title"),
    "date": resolve("dcterms:date"),
    "publisher": resolve("dcterms:publisher"),
    "place": resolve("dcterms:spatial"),
    "authors": resolve("schema:author"),
    "url": resolve("schema:url"),
    "path": XZ.path,
    "sha256": XZ.sha256,
}

_ENTITY = "iri label type type_label aliases division_code document_count documents"
_RELATION = "iri subject subject_label predicate predicate_label object object_label confidence rule"
_POST = "iri person person_label title organization organization_label confidence rule"
_FIGURE = (
    "iri about about_label indicator value upper_value unit qualifier period_start period_end "
    "change change_basis rank rank_scope kind condition text confidence rule"
)
_MILESTONE = "iri about about_label stage period_start period_end kind text confidence rule"
TABLES: dict[str, tuple[tuple[str, ...], Rows]] = {
    "entities": (tuple(_ENTITY.split()), _entities),
    "relations": ((*_RELATION.split(), *_SPAN), _relations),
    "figures": ((*_FIGURE.split(), *_SPAN), _figures),
    "posts": ((*_POST.split(), *_SPAN), _posts),
    "milestones": ((*_MILESTONE.split(), *_SPAN), _milestones),
    "documents": (("iri", *_DOCUMENT), _documents),
}


def _sourced(row: Row, evidence: tuple[Evidence, ...]) -> Iterator[Row]:
    """Yield the row once for each span that bears it out."""
    for one in evidence:
        document = one.document
        where = [document.iri, document.title, document.date, str(one.start), str(one.end)]
        yield [*row, *where, one.exact, one.sentence]
    if not evidence:
        yield [*row, *([""] * len(_SPAN))]


def _ref(one: Ref) -> list[str]:
    return [one.iri, one.label]


def _plain(number: object) -> str:
    return "" if number is None else f"{number:f}" if not isinstance(number, int) else str(number)


def _text(rows: Iterable[Row], *, bom: bool, guard: bool) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([guarded(cell) for cell in row] if guard else row for row in rows)
    return stream.getvalue().encode("utf-8-sig" if bom else "utf-8", "replace")


def _zip(files: dict[str, bytes], target: Path) -> None:
    with replacing(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)


def _folder(files: dict[str, bytes], target: Path) -> None:
    """Swap a whole new folder in; nothing that is not ours is ever removed."""
    try:
        if target.exists() and (not target.is_dir() or {one.name for one in target.iterdir()} - files.keys()):
            raise InputError(f"{target} is there and is no folder of our tables: name another one")
        target.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name[:40]}."))
        try:
            fresh, old = part / "new", part / "old"
            fresh.mkdir()
            for name, content in files.items():
                (fresh / name).write_bytes(content)
            if target.exists():
                target.rename(old)
            fresh.rename(target)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise InputError(f"cannot write {target}: {error.strerror or error}") from error
