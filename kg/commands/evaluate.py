"""`kg evaluate`: how well what was found agrees with gold annotation."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.commands.common import out
from ontology.errors import InputError

if TYPE_CHECKING:
    from kg.evaluation import Sheet
    from kg.evaluation.gold import GoldDocument
    from ontology.record import Record


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="A JSON file of annotated texts; see docs/evaluation.md.")
    ],
    found: Annotated[
        Path,
        typer.Argument(
            metavar="DIR|RECORDS", help="The folder of a graph, or the output of `kg extract`; - is standard input."
        ),
    ],
    texts: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Where the texts of RECORDS are, if no longer where they were.", show_default=False
        ),
    ] = None,
    errors: Annotated[int, typer.Option(metavar="N", min=0, help="Print up to N errors of each kind.")] = 5,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write one HTML page with everything.", show_default=False)
    ] = None,
) -> None:
    """Compare what was found with GOLD: precision, recall and F1 by type, errors with their sentences, calibration."""
    from kg.commands.scores import show

    sheet = compare(gold, found, texts=texts)
    show(sheet, out(), errors=errors)
    if html is not None:
        from outputs.scores import write_scores

        write_scores(sheet, html, title=gold.name)
        typer.echo(html.resolve())


def compare(gold: Path, found: Path, *, texts: Path | None = None) -> Sheet:
    """Return the comparison of the records in `found`, a graph folder or a file of records, with a gold file.

    Raises InputError for gold or records that cannot be read, and where a document has no record of the same text.
    """
    from kg import evaluation
    from kg.evaluation.gold import read
    from kg.evaluation.records import of_graph

    documents = read(gold)
    records = of_graph(found) if found.is_dir() else _records(documents, gold, found, texts)
    return evaluation.evaluate(documents, records)


def _records(gold: Sequence[GoldDocument], beside: Path, found: Path, texts: Path | None) -> Iterable[Record]:
    from kg.evaluation.records import of_lines

    wanted = {one.sha256: one.source for one in gold}

    def text(record: Record) -> str | None:
        source = wanted.get(record.sha256.lower())
        if source is None:
            return None
        folders = [beside.parent] if texts is None else [texts]
        candidates = [folder / Path(name) for folder in folders for name in (source, Path(record.source).name)]
        return _text(record, candidates if texts is not None else [Path(record.source), *candidates])

    return of_lines(_lines(found), str(found), text)


def _text(record: Record, candidates: Sequence[Path]) -> str:
    """Return the text that a record was made from, read from the first of the files that holds it."""
    from extract.source import read

    there = [path for path in candidates if path.is_file()]
    for path in there:
        source = read(path)
        if source.sha256 == record.sha256.lower():
            return source.text
    if there:
        raise InputError(f"{there[0]}: has changed since the record of {record.source} was made; extract it again")
    raise InputError(f"{record.source}: the text is not there; say where the texts are with --texts FOLDER")


def _lines(path: Path) -> list[str]:
    if str(path) == "-":
        return sys.stdin.read().splitlines()
    try:
        return path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file or folder") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is no file of records: not UTF-8 (byte {error.start})") from error
