"""Tell what was reached from what is aimed at and from what a policy grants or demands."""

from __future__ import annotations

import re
from functools import cache

from extract.figure_text import Sentence, Span
from extract.lexicon import sections
from extract.periods import Period

_LONGEST_CONDITION = 60


@cache
def _any(use: str) -> re.Pattern[str]:
    words = sections("figure_words.txt")[use]
    return re.compile("|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))))


def of(text: str, sentence: Sentence, clause: Span, period: Period | None, *, planned: bool) -> str:
    """Return `limit`, `target` or `actual` for a figure of this clause; `planned` says its section is a plan."""
    around = text[clause[0] : clause[1]]
    if _any("limit").search(around):
        return "limit"
    so_far = text[sentence.start : clause[1]]
    if _any("target").search(so_far) or (period is not None and period.towards):
        return "target"
    return "target" if planned else "actual"


def is_limit(text: str, clause: Span) -> bool:
    """Say whether a clause grants something or sets a bar."""
    return _any("limit").search(text, clause[0], clause[1]) is not None


def condition(text: str, sentence: Sentence, clause: Span) -> str:
    """Return the condition that a policy sets before what it grants, as printed, cut to a readable length."""
    start = max((text.rfind(mark, sentence.start, clause[0]) for mark in "；:：。"), default=-1) + 1
    start = max(start, sentence.start)
    words = text[start : clause[0]].strip(" ，；\n")
    return words[:_LONGEST_CONDITION] if words.startswith(("对", "对于", "凡", "符合", "针对", "给予")) else ""
