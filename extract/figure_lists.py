"""Hand out the numbers of a list to its members: `A、B分别达到3家、5家`, `分别增长4.1%、6.2%`."""

from __future__ import annotations

import re

from extract import indicators
from extract.figure_text import Sentence
from extract.figure_wording import Item
from extract.lexicon import sections

_JOIN = re.compile(r"\s*[、和与及]\s*|以及")
_RESPECTIVELY = "分别"


def runs(text: str, items: list[Item]) -> list[list[Item]]:
    """Return the runs of items of one unit that only 、 or 和 part, and that follow 分别 in their clause."""
    found: list[list[Item]] = []
    for item in items:
        if found and _continues(text, found[-1][-1], item):
            found[-1].append(item)
        else:
            found.append([item])
    return [run for run in found if len(run) > 1 and _RESPECTIVELY in text[run[0].clause[0] : run[0].quantity.start]]


def _continues(text: str, last: Item, item: Item) -> bool:
    same = last.quantity.unit == item.quantity.unit or last.quantity.use == item.quantity.use == "count"
    return same and _JOIN.fullmatch(text[last.quantity.end : item.quantity.start]) is not None


def names(text: str, sentence: Sentence, run: list[Item]) -> list[str]:
    """Return the members of the list before 分别, one for each item; none where the numbers do not agree."""
    clause = run[0].clause
    at = text.rfind(_RESPECTIVELY, clause[0], run[0].quantity.start)
    for stretch in (text[clause[0] : at], *_earlier(text, sentence, clause)):
        parts = _members(stretch, len(run))
        if parts:
            return _with_head(parts)
    return []


def _earlier(text: str, sentence: Sentence, clause: tuple[int, int]) -> list[str]:
    before = sentence.before(clause)
    return [] if before is None else [text[before[0] : before[1]]]


def _members(stretch: str, count: int) -> list[str]:
    """Split a list into its members; empty where it has another number of them."""
    stretch = re.sub(r"(?:同比|环比|比上年|较上年)$", "", stretch)
    parts = [part for part in re.split(r"、", stretch) if part.strip()]
    if len(parts) == count - 1 and parts:
        last = re.split(r"以及|[和与及]", parts[-1])
        parts = parts[:-1] + last if len(last) == 2 else parts
    if len(parts) != count:
        return []
    cleaned = [indicators.before(part) for part in parts]
    return cleaned if all(cleaned) else []


def _with_head(parts: list[str]) -> list[str]:
    """Give `工业` in `工业、服务业增加值` the measure that only the last member names."""
    heads = sorted(sections("figure_words.txt")["measure-head"], key=lambda word: (-len(word), word))
    head = next((head for head in heads if parts[-1].endswith(head) and parts[-1] != head), "")
    if not head:
        return parts
    return [part if any(part.endswith(h) for h in heads) else part + head for part in parts]
