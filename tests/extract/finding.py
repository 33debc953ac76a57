"""Run one finder over a sentence and read what it found."""

from __future__ import annotations

from collections.abc import Callable

from extract.state import Found, State
from ontology.record import MentionType

Finder = Callable[[str, State], list[Found]]


def state_with(text: str, *divisions: str) -> State:
    """Return a state in which the given names of divisions are found wherever they stand."""
    state = State()
    for name in divisions:
        start = text.find(name)
        while start >= 0:
            state.candidates.append(Found(start, start + len(name), MentionType.DISTRICT, "given", 0.95))
            start = text.find(name, start + 1)
    return state


def names(finder: Finder, text: str, kind: MentionType, *divisions: str, least: float = 0.0) -> set[str]:
    """Return the names of a type that a finder proposes with at least some confidence."""
    found = finder(text, state_with(text, *divisions))
    return {text[f.start : f.end] for f in found if f.type is kind and f.confidence >= least}
