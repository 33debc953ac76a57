"""What the confidence of a mention promises: of names found like it in texts kept back, this share was right.

Within the pipeline confidences say which candidate to prefer; added up and taken from a model that is too sure of
itself, they are no shares. What leaves the pipeline is translated here: by how the name was found, its type, and how
sure the pipeline was. `python -m extract.held_out` measures the table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from extract.lexicon import rows
from extract.state import Found

# Lower ends of the steps in which the pipeline's confidence is told apart.
STEPS = (0.0, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98, 0.99)
RULES = "rule"
# A name that somebody marked (`extract.given`) was not found, so its confidence is its own.
GIVEN = "given"
# Ways of finding that are measured apart from those by any rule: by the model, again where it stood before.
_APART = frozenset({"crf", "repeat", GIVEN})

Key = tuple[str, str, int]


def source(rule: str) -> str:
    """Return how a name was found, from the rule that it bears."""
    return rule if rule in _APART else RULES


def step(confidence: float) -> int:
    """Return the step in which a confidence of the pipeline lies."""
    return max(0, bisect_right(STEPS, confidence) - 1)


def kept(found: Found) -> float:
    """Return the share of names found like this one that are right; the pipeline's confidence if none was measured."""
    return _kept(found.rule, found.type, found.confidence)


@lru_cache(4096)
def _kept(rule: str, kind: str, confidence: float) -> float:
    return _measured().get((source(rule), kind, step(confidence)), confidence)


@cache
def _measured() -> Mapping[Key, float]:
    lines = rows("mention_confidence.tsv")
    return MappingProxyType({(how, kind, step(float(low))): float(share) for how, kind, low, share, *_ in lines})
