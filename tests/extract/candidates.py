"""Candidates and decided names as spans: shared by the tests of what is decided between them."""

from __future__ import annotations

from extract.state import Found
from ontology.record import MentionType as T


def found(start: int, end: int, kind: T = T.ENTERPRISE, confidence: float = 0.92, rule: str = "r") -> Found:
    return Found(start, end, kind, rule, confidence)


def spans(chosen: list[Found]) -> list[tuple[int, int]]:
    return [(f.start, f.end) for f in chosen]
