"""`kg extract`: files to extraction records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.build import SpacyModel, about, skip, table
from kg.commands.common import say


def extract(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files, folders or globs.", show_default=False)],
    metadata: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="Table of the documents: path, date, title, publisher, url, place."),
    ] = None,
    spacy_model: SpacyModel = None,
) -> None:
    """Print what is found in FILE..., one JSON object per document and line."""
    from extract import Extractor
    from ontology.errors import InputError

    extractor = Extractor(None if metadata is None else table(metadata), spacy_model=spacy_model)
    failed = False
    for item in extractor.items(files, skipped=skip):
        try:
            typer.echo(extractor.extract(item).to_json())
        except InputError as error:
            say(f"error: {about(item.path, str(error))}")
            failed = True
    if failed:
        raise typer.Exit(2)
