"""How far a rule of relations, posts or figures is to be trusted, and what one of relations states."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from extract import lexicon
from extract.state import Found, FoundRelation

# A rule that was never seen at work is worth this much; the others are drawn towards it.
_PRIOR = 0.75


@cache
def _measured() -> Mapping[str, float]:
    return MappingProxyType({rule: float(value) for rule, value, *_ in lexicon.rows("relation_confidence.tsv")})


def confidence(rule: str) -> float:
    """Return the precision of a rule on annotated text, 0 to 1."""
    return _measured().get(rule, _PRIOR)


@cache
def _shares() -> Mapping[tuple[str, str], float]:
    rows = lexicon.rows("figure_confidence.tsv")
    return MappingProxyType({(what, rule): float(share) for what, rule, share, _ in rows})


def figure_confidence(rule: str) -> float:
    """Return how often figures of a rule, with a subject found like this one, are right."""
    _, reading, subject = rule.split(":")
    told = _shares().get(("rule", reading.removesuffix("-then-growth")), _PRIOR)
    return round(told * _shares().get(("subject", subject), _PRIOR), 3)


def stated_of(one: Found, predicate: str, other: Found, rule: str) -> FoundRelation:
    """Return the relation that a rule states of two mentions, with the span that holds both."""
    first, last = min(one.start, other.start), max(one.end, other.end)
    return FoundRelation(one.entity, predicate, other.entity, first, last, rule, confidence(rule))
