"""A small statistical model for what grammar does not reach: a linear-chain CRF over characters.

It reads the rules' candidates as features, so it decides between them as much as it finds names of its own.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import pycrfsuite
from spacy.language import Language

from extract import features, sentences
from extract.state import Finder, Found, State
from ontology.record import MentionType

RULE = "crf"
# Beyond this many characters a "sentence" is a table or a broken page; it is cut, so that time stays linear.
_LONGEST = 600


@cache
def tagger() -> pycrfsuite.Tagger:
    """Return the trained model of the package."""
    model = pycrfsuite.Tagger()
    model.open_inmemory(_bytes())
    return model


@cache
def _bytes() -> bytes:
    """The model file; kept, because the tagger reads from these bytes as long as it lives."""
    return resources.files("extract").joinpath("model/names.crfsuite").read_bytes()


def pieces(text: str) -> list[tuple[int, int]]:
    """Return the stretches of text that are labelled one by one: sentences, cut where they are overlong."""
    return [(at, min(at + _LONGEST, end)) for start, end in sentences.spans(text) for at in range(start, end, _LONGEST)]


def find(text: str, state: State, model: pycrfsuite.Tagger | None = None) -> list[Found]:
    """Return the model's names in `text`; its confidence is the mean probability of the span's two borders."""
    model = tagger() if model is None else model
    found = []
    rows = features.characters(text, state.candidates)
    for start, end in pieces(text):
        model.set(rows[start:end])
        tags = model.tag()
        for first, last, kind in features.decode(tags):
            sure = (model.marginal(tags[first], first) + model.marginal(tags[last - 1], last - 1)) / 2
            found.append(Found(start + first, start + last, MentionType(kind), RULE, round(sure, 3)))
    return found


@Language.factory("xianzhi_crf", assigns=["doc._.xianzhi"])
def make_crf(nlp: Language, name: str) -> Finder:  # noqa: ARG001
    """Make the component that adds the model's names to the candidates."""
    return Finder(find)
