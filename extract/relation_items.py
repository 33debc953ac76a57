"""The items of a list (`1.甲行动`, `●乙计划`, in a heading or heading a paragraph) belong to whose plan it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.rule_confidence import confidence
from extract.state import BlockKind, Found, FoundRelation
from extract.surroundings import Surroundings
from extract.topics import ACTORS, Topics
from ontology.record import MentionType

_RULE = "launched-item"
_MARK = re.compile(
    r"\s*(?:[●■◆◇▲▼△★☆○◎⊙▶►◥·•—\-▪⦿]+|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]|[①-⑳]|(?:第[一二三四五六七八九十]|[一二三四五六七八九十]是)[，、]?)\s*"
    r"(?:深入|大力|全面|全力|扎实)?(?:实施|推进|开展|打造|建设|建立|推出|启动)?[“《‘]?"
)
_PLAIN = re.compile(r"\s*[“《‘]?")
_BEHIND = re.compile(r"[”》’]?(?:[。：:，\s]|$|[（(])")
# A list has at least so many items.
_FEWEST = 2


def relations(around: Surroundings, topics: Topics, stated: Sequence[FoundRelation]) -> Iterator[FoundRelation]:
    """Yield who is behind the programs that are items of a list; `stated` is what single sentences state."""
    items: dict[int, list[Found]] = {}
    headings = _Headings(around)
    for found in around.state.mentions:
        if found.type is MentionType.PROGRAM and _is_item(around.text, found, headings):
            items.setdefault(around.section(found.start)[0], []).append(found)
    for section, group in items.items():
        if len({found.entity for found in group}) < _FEWEST:
            continue
        maker = _maker(around, section, stated) or _spoken_of(topics, group[0].start)
        for found in group:
            if maker:
                yield FoundRelation(maker, "launched", found.entity, found.start, found.end, _RULE, confidence(_RULE))


class _Headings:
    """Says whether a name fills a heading that is not the first of its article."""

    def __init__(self, around: Surroundings) -> None:
        self._blocks = [b for b in around.state.context.blocks if b.kind in (BlockKind.HEADING, BlockKind.CAPTION)]
        self._starts = [b.start for b in self._blocks]
        self._around = around

    def filled(self, found: Found) -> bool:
        i = bisect_right(self._starts, found.start) - 1
        if i < 0 or self._blocks[i].end < found.end:
            return False
        block, text = self._blocks[i], self._around.text
        return block.start > self._around.section(found.start)[0] and bool(
            _PLAIN.fullmatch(text, block.start, found.start) and len(text[found.end : block.end].strip("”》’ ")) <= 1
        )


def _is_item(text: str, found: Found, headings: _Headings) -> bool:
    start = text.rfind("\n", 0, found.start) + 1
    marked = _MARK.fullmatch(text, start, found.start) is not None and _BEHIND.match(text, found.end) is not None
    return marked or headings.filled(found)


def _maker(around: Surroundings, section: int, stated: Sequence[FoundRelation]) -> str:
    """Return who the article says most often to have launched something, or ""."""
    end = around.section(section)[1]
    kinds = {key: named.type for key, named in around.state.entities.items()}
    makers = Counter(
        one.subject
        for one in stated
        if one.predicate == "launched" and section <= one.start < end and kinds.get(one.subject) in ACTORS
    )
    return max(sorted(makers), key=lambda key: makers[key], default="")


def _spoken_of(topics: Topics, at: int) -> str:
    actor = topics.actor(at, at)
    return "" if actor is None else actor.entity
