"""Records of texts whose names somebody has marked: what our rules for posts and relations find among them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract import entities, layout, metadata, posts, promises, relations, source
from extract.assemble import assemble
from extract.documents import context_of, empty
from extract.state import Found, of
from extract.surroundings import Surroundings
from ontology.record import MentionType, Record

Name = tuple[int, int, MentionType]
# A name that the layout has torn apart by more than this is left out.
_LONGEST = 80


def record(file: Path, names: Iterable[Name], table: metadata.Table | None = None) -> Record:
    """Return the record of a text with the given names (spans of the decoded text) and all that rules state of them.

    No relation is left out for its confidence, which is that of its rule. Raises InputError for a file that cannot be
    read.
    """
    read = source.read(file)
    doc, page, about = prepared(read, names, table)
    state = of(doc)
    state.relations = posts.find(page.text, state)
    state.relations += relations.find(Surroundings(page.text, state), state.relations, least=0.0)
    return assemble(doc, page, empty(str(file), read, about))


def prepared(
    read: source.Source, names: Iterable[Name], table: metadata.Table | None = None
) -> tuple[Doc, layout.Layout, metadata.About]:
    """Return a text with the given names (spans of it) grouped into entities, and nothing else found yet."""
    page = layout.repair(read.text)
    about = metadata.describe(read, page, table)
    doc = Doc(Vocab())
    state = of(doc)
    state.context, state.text = context_of(page, about), page.text
    state.mentions = _placed(names, page)
    entities.group(page.text, state)
    return doc, page, about


def _placed(names: Iterable[Name], page: layout.Layout) -> list[Found]:
    """Return names at their places in the repaired text, in order and without overlap."""
    at: dict[int, int] = {}
    for i, character in enumerate(page.text):
        if not character.isspace():
            at.setdefault(page.origin(i), i)
    out: list[Found] = []
    for start, end, kind in sorted(names):
        first, last = at.get(start), at.get(end - 1)
        if first is None or last is None or not first <= last < first + _LONGEST:
            continue
        if not out or out[-1].end <= first:
            out.append(Found(first, last + 1, kind, promises.GIVEN, 1.0))
    return out
