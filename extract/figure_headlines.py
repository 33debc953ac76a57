"""What a headline says again of the article below it: 33个项目集中开工 is of the day that the article tells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.state import BlockKind, Context
from ontology.record import Figure

_UNKNOWN = ("", "")


def completed(figures: Sequence[Figure], context: Context) -> Iterator[Figure]:
    """Yield figures in order; those of headlines that tell no days with those of the same figure in their article."""
    starts = [block.start for block in context.blocks]
    articles = [section.start for section in context.sections]
    headline = [_in_headline(figure, context, starts) for figure in figures]
    for i, figure in enumerate(figures):
        same = None
        if headline[i] and figure.period == _UNKNOWN:
            article = bisect_right(articles, figure.start)
            below = (f for j, f in enumerate(figures[i + 1 :], i + 1) if not headline[j])
            same = next((f for f in below if _alike(f, figure) and bisect_right(articles, f.start) == article), None)
        yield figure if same is None else replace(figure, period=same.period)


def _in_headline(figure: Figure, context: Context, starts: Sequence[int]) -> bool:
    at = bisect_right(starts, figure.start) - 1
    return at >= 0 and context.blocks[at].kind is BlockKind.HEADING


def _alike(one: Figure, other: Figure) -> bool:
    return (one.value, one.unit, one.change) == (other.value, other.unit, other.change)
