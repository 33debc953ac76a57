"""Make a pipeline state from a text with inline marks (`{D:青峰县}`), so that a test can begin after the names."""

from __future__ import annotations

from extract import corpus, promises
from extract.state import Context, Found, Named, State
from ontology import iri
from ontology.record import KIND


def state_of(marked: str, place: str = "") -> tuple[str, State]:
    """Return the plain text and a state whose mentions and entities are the marked names."""
    article = corpus.parse(marked)
    state = State(Context(place=place))
    for start, end, kind in article.names:
        label = article.text[start:end]
        key = iri.mint(KIND[kind], label)
        state.entities.setdefault(key, Named(key, kind, label))
        state.mentions.append(Found(start, end, kind, promises.GIVEN, 1.0, key))
    return article.text, state


def label(state: State, key: str | None) -> str:
    """Return the label of an entity of the state."""
    return "" if key is None else state.entities[key].label
