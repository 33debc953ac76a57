"""The graphs that a request names (`using-graph-uri`) written into the text of its update, as the protocol asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.gate import tokens
from ontology.errors import QueryError


def rewrite(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return an update whose WHERE clauses read only these graphs (IRIs that have been checked).

    Raises QueryError where the update names graphs itself (USING, WITH), which the protocol forbids. `DELETE WHERE {P}`
    becomes `DELETE {P} USING … WHERE {P}`: its pattern is template and condition in one.
    """
    if not default and not named:
        return update
    clause = " ".join([*(f"USING <{one}>" for one in default), *(f"USING NAMED <{one}>" for one in named)])
    parts: list[str] = []
    done = 0
    for start, before, pattern in _conditions(update):
        parts += [update[done:start], f"{pattern} " if before == "DELETE" else "", clause, " "]
        done = start
    return "".join([*parts, update[done:]])


def _conditions(update: str) -> Iterator[tuple[int, str, str]]:
    """Yield where each WHERE of an operation begins, the word before it, and the group that follows it."""
    depth, before = 0, ""
    found: list[tuple[int, str]] = []
    opened = 0
    for match in tokens(update):
        text, word = match[0], match[0].upper() if match.lastgroup == "word" else ""
        if match.lastgroup == "open":
            opened = match.start() if depth == 0 else opened
            depth += 1
        elif match.lastgroup == "close":
            depth -= 1
            if depth == 0 and found:
                start, word_before = found.pop()
                yield start, word_before, update[opened : match.end()]
        elif depth == 0 and word in ("USING", "WITH"):
            raise QueryError(f"the request names graphs and so does {word} in the update: only one may")
        elif depth == 0 and word == "WHERE":
            found.append((match.start(), before))
        before = word or text
