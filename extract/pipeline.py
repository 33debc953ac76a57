"""The chain of components, in order, and the only place that puts them together."""

from __future__ import annotations

import gc
import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import ontology

# Importing a component's module registers its factory with spaCy.
from extract import (  # noqa: F401
    crf,
    divisions,
    entities,
    events,
    figures,
    mentions,
    milestones,
    organisations,
    persons,
    places,
    posts,
    programs,
    relations,
    sentences,
    spacy_model,
    spacy_names,
)
from extract.state import Context, of
from extract.tokens import Characters

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
    "xianzhi_milestones",
)

# Files that decide what comes out of the pipeline; what models are trained on only does through them.
_DECIDING = (".py", ".txt", ".tsv", ".csv", ".jsonl", ".toml", ".npz")
_TRAINED_ON = frozenset({"corpus", "figures", "relations"})
_LIBRARIES = ("spacy", "rjieba", "ahocorasick-rs")

# spaCy's limit guards parsers that need a gigabyte for 100,000 words; nothing here grows faster than the text.
_MAX_LENGTH = 1_000_000_000


@cache
def version() -> str:
    """Return a digest of all that decides what the pipeline finds: rules, data, model and the libraries under them.

    A build reads its documents again when this changes, so nobody has to remember to raise a number.
    """
    digest = hashlib.sha256()
    for home in (Path(__file__).parent, Path(ontology.__file__ or "").parent):
        for path in sorted(home.rglob("*")):
            if path.suffix in _DECIDING and _TRAINED_ON.isdisjoint(path.parts):
                digest.update(path.relative_to(home).as_posix().encode())
                digest.update(path.read_bytes())
    for name in _LIBRARIES:
        digest.update(f"{name} {metadata.version(name)}".encode())
    return digest.hexdigest()[:16]


def version_with(spacy_name: str | None) -> str:
    """Return that digest for the pipeline with another one beside it; raise as `spacy_model.describe` does."""
    if spacy_name is None:
        return version()
    return hashlib.sha256(f"{version()}\x1f{spacy_model.describe(spacy_name).key}".encode()).hexdigest()[:16]


def load(*, spacy_name: str | None = None) -> Language:
    """Return a fresh `spacy.Language` for Chinese with every component of xianzhi, one token per character.

    `spacy_name` names another pipeline, installed or in a folder, whose persons, places and organisations become
    candidates too.
    """
    nlp = spacy.blank("zh")
    nlp.max_length = _MAX_LENGTH
    nlp.tokenizer = Characters(nlp.vocab)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    if spacy_name is not None:
        # The model for names was trained on our own candidates, so it must not see these.
        nlp.add_pipe("xianzhi_spacy", after="xianzhi_crf", config={"model": spacy_name})
    return nlp


def analyse(nlp: Language, text: str, context: Context) -> Doc:
    """Run the pipeline over a repaired text, with what is known of its document."""
    doc = nlp.make_doc(text)
    state = of(doc)
    state.context, state.text = context, text
    # A page is many thousand small things that live until it is read; to look for cycles among them again and again
    # takes a fiftieth of the time and finds hardly any.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return nlp(doc)
    finally:
        if collecting:
            gc.enable()
