"""From files to extraction records: read, repair, describe, analyse, assemble."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from spacy.language import Language

from extract import layout, metadata, pipeline, source
from extract.assemble import assemble
from extract.state import Context
from ontology.record import Record


@dataclass(frozen=True, slots=True)
class Item:
    """One file to extract. `key` changes when anything changes that its record depends on."""

    file: Path
    path: str
    key: str


class Extractor:
    """Reads files into records. The pipeline is loaded when the first file needs it."""

    def __init__(self, table: metadata.Table | None = None, *, spacy_model: str | None = None) -> None:
        """Take what is known of the documents from a metadata table, if there is one.

        `spacy_model` names a spaCy pipeline, installed or in a folder, that finds names beside ours; raises
        MissingExtraError where there is none.
        """
        self._table = table
        self._spacy_model = spacy_model
        self.version = pipeline.version_with(spacy_model)

    @cached_property
    def nlp(self) -> Language:
        """The pipeline of this process."""
        return pipeline.load(spacy_name=self._spacy_model)

    def items(self, paths: Iterable[str | Path], *, skipped: Callable[[Path], None] | None = None) -> list[Item]:
        """Return the files behind `paths` (files, folders, globs), each with its key, in order of path.

        `skipped` is called with each file of a folder that is no text by its suffix.
        """
        return [self._item(file) for file in source.expand(paths, skipped=skipped)]

    def _item(self, file: Path) -> Item:
        try:
            with file.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
        except OSError:
            digest = ""  # `extract` will say why it cannot be read
        known = "" if self._table is None else repr(self._table.row(file))
        key = hashlib.sha256("\x1f".join((self.version, str(file), digest, known)).encode()).hexdigest()
        return Item(file, str(file), key)

    def extract(self, item: Item) -> Record:
        """Return the record of one file; raise InputError for one that cannot be read."""
        read = source.read(item.file)
        page = layout.repair(read.text)
        about = metadata.describe(read, page, self._table)
        doc = pipeline.analyse(self.nlp, page.text, context_of(page, about))
        return assemble(doc, page, empty(item.path, read, about))


def context_of(page: layout.Layout, about: metadata.About) -> Context:
    """Return what the pipeline is told of a document."""
    return Context(about.date, about.title, about.place, page.blocks, page.sections)


def empty(path: str, read: source.Source, about: metadata.About) -> Record:
    """Return the record of a document in which nothing was found yet."""
    return Record(
        source=path,
        sha256=read.sha256,
        title=about.title,
        date="" if about.date is None else about.date.isoformat(),
        publisher=about.publisher,
        url=about.url,
        place=about.place,
        authors=about.authors,
        origins=about.origins,
        text=read.text,
    )


def extract(paths: Iterable[str | Path], metadata_csv: str | Path | None = None) -> Iterator[Record]:
    """Yield the record of each file behind `paths`, in order of path."""
    table = None if metadata_csv is None else metadata.load_table(Path(metadata_csv))
    extractor = Extractor(table)
    for item in extractor.items(paths):
        yield extractor.extract(item)
