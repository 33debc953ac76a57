"""A small statistical model for what grammar does not reach: a linear-chain CRF over characters.

It reads the rules' candidates as features, so it decides between them as much as it finds names of its own.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import numpy as np
from spacy.language import Language

from extract import features, sentences
from extract.name_model import NameModel
from extract.state import Finder, Found, State
from ontology.record import MentionType

RULE = "crf"
# Beyond this many characters a "sentence" is a table or a broken page; it is cut, so that time stays linear.
_LONGEST = 600


@cache
def model() -> NameModel:
    """Return the trained model of the package."""
    with resources.files("extract").joinpath("model/names.npz").open("rb") as file:
        return NameModel.load(file)


def pieces(text: str) -> list[tuple[int, int]]:
    """Return the stretches of text that are labelled one by one: sentences, cut where they are overlong."""
    return [(at, min(at + _LONGEST, end)) for start, end in sentences.spans(text) for at in range(start, end, _LONGEST)]


def find(text: str, state: State, names: NameModel | None = None) -> list[Found]:
    """Return the model's names in `text`; its confidence is the mean probability of the span's two borders."""
    names = model() if names is None else names
    parts = pieces(text)
    scores = names.scores(features.characters(text, state.candidates, names.vocabulary))
    sure = names.chain.marginals(scores, parts)
    best = names.chain.best(scores, sure, parts)
    found = []
    tags = best.astype(np.uint8).tobytes()
    for start, end in parts:
        for match in names.spans.finditer(tags, start, end):
            first, last = match.start(), match.end() - 1
            confidence = round(float(sure[first, tags[first]] + sure[last, tags[last]]) / 2, 3)
            found.append(Found(first, last + 1, MentionType(str(match.lastgroup)), RULE, confidence))
    return found


@Language.factory("xianzhi_crf", assigns=["doc._.xianzhi"])
def make_crf(nlp: Language, name: str) -> Finder:  # noqa: ARG001
    """Make the component that adds the model's names to the candidates."""
    return Finder(find)
