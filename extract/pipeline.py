"""The chain of components, in order, and the only place that puts them together."""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokens import Doc

# Importing a component's module registers its factory with spaCy.
from extract import (  # noqa: F401
    crf,
    divisions,
    entities,
    events,
    figures,
    mentions,
    organisations,
    persons,
    places,
    posts,
    programs,
    relations,
    sentences,
)
from extract.state import Context, of

COMPONENTS = (
    "xianzhi_sentences",
    "xianzhi_divisions",
    "xianzhi_organisations",
    "xianzhi_persons",
    "xianzhi_programs",
    "xianzhi_places",
    "xianzhi_events",
    "xianzhi_crf",
    "xianzhi_mentions",
    "xianzhi_entities",
    "xianzhi_figures",
    "xianzhi_posts",
    "xianzhi_relations",
)

# Raised by hand whenever a rule, a data file or the model changes what comes out: a build re-reads its documents then.
VERSION = "1"

# spaCy's limit guards parsers that need a gigabyte for 100,000 words; nothing here grows faster than the text.
_MAX_LENGTH = 1_000_000_000


def load() -> Language:
    """Return a fresh `spacy.Language` for Chinese with every component of xianzhi, one token per character."""
    nlp = spacy.blank("zh")
    nlp.max_length = _MAX_LENGTH
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def analyse(nlp: Language, text: str, context: Context) -> Doc:
    """Run the pipeline over a repaired text, with what is known of its document."""
    doc = nlp.make_doc(text)
    of(doc).context = context
    return nlp(doc)
