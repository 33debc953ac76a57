"""Statistical models for what grammar does not reach: a linear-chain CRF over characters, and a network beside it.

They read the rules' candidates, so they decide between them as much as they find names of their own.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import NamedTuple

import numpy as np
from spacy.language import Language

from extract import features, sentences
from extract.name_model import NameModel
from extract.network import Network
from extract.reading import read
from extract.state import Finder, Found, State
from ontology.record import MentionType

RULE = "crf"
CHAIN, NETWORK = "names.npz", "network.npz"
# What the scores of the chain and of the network count for, chosen on texts kept back.
_OF_CHAIN, _OF_NETWORK = np.float32(0.9), np.float32(0.5)
# Beyond this many characters a "sentence" is a table or a broken page; it is cut, so that time stays linear.
_LONGEST = 600
_TYPES = {kind.value: kind for kind in MentionType}


class Models(NamedTuple):
    """What is trained: the weights of the chain's features, and the network beside it."""

    chain: NameModel
    network: Network

    @classmethod
    def load(cls, folder: Traversable) -> Models:
        """Read the models that `extract.training` wrote into a folder."""
        with folder.joinpath(CHAIN).open("rb") as chain, folder.joinpath(NETWORK).open("rb") as network:
            return cls(NameModel.load(chain), Network.load(network))


@cache
def models() -> Models:
    """Return the trained models of the package."""
    return Models.load(resources.files("extract").joinpath("model"))


def pieces(text: str) -> list[tuple[int, int]]:
    """Return the stretches of text that are labelled one by one: sentences, cut where they are overlong."""
    return [(at, min(at + _LONGEST, end)) for start, end in sentences.whole(text) for at in range(start, end, _LONGEST)]


def find(text: str, state: State, trained: Models | None = None) -> list[Found]:
    """Return the models' names in `text`; the confidence is the mean probability of the span's two borders.

    Chain and network vote: what they hold of a label at a character is added up before the chain's best path is sought.
    """
    names, network = trained or models()
    if not text:
        return []
    parts = pieces(text)
    seen = features.characters(text, state.candidates, names.vocabulary)
    scores = _OF_CHAIN * names.scores(seen)
    scores += _OF_NETWORK * network.scores(read(text), seen)[:, _order(names.labels, network.labels)]
    sure = names.chain.marginals(scores, parts)
    best = names.chain.best(scores, sure, parts)
    found = []
    tags = best.astype(np.uint8).tobytes()
    for start, end in parts:
        for match in names.spans.finditer(tags, start, end):
            first, last = match.start(), match.end() - 1
            confidence = round(float(sure[first, tags[first]] + sure[last, tags[last]]) / 2, 3)
            found.append(Found(first, last + 1, _TYPES[match.lastgroup or ""], RULE, confidence))
    return found


@cache
def _order(wanted: tuple[str, ...], given: tuple[str, ...]) -> list[int]:
    """Return the places of the wanted labels among those given."""
    return [given.index(label) for label in wanted]


@Language.factory("xianzhi_crf", assigns=["doc._.xianzhi"])
def make_crf(nlp: Language, name: str) -> Finder:  # noqa: ARG001
    """Make the component that adds the model's names to the candidates."""
    return Finder(find)
