"""Where articles begin on a page that holds several, and the bylines that stand inside their paragraphs."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extract.layout_bylines import is_byline, is_credit, is_name_list
from extract.state import Block, BlockKind, Section

_LEAD = re.compile(r"(?:本[报刊台网]\S{0,8}[讯电])?[ ]?[（(]([^（）()。]{2,80})[）)][ ]?")
_TAIL = re.compile(r"[（(]([^（）()。，]{2,60})[）)]$")
_STORY = re.compile(r"本[报刊台网]\S{0,8}[讯电][ （(，]|[（(]上接")
_WRITES = re.compile(r"记者|通讯员|作者|评论员|见习|实习")
_SIGNS = " #◇◆●○■□▲△▶►★☆◎⊙※•"


def split_bylines(body: str, start: int, kind: BlockKind) -> list[Block]:
    """Return the blocks of one paragraph that begins at `start`: the text, and the bylines that open or close it."""
    if kind is not BlockKind.PARAGRAPH:
        return [Block(start, start + len(body), kind)]
    left, right = 0, len(body)
    lead = _LEAD.match(body)
    if lead and _WRITES.search(lead[1]):
        left = lead.end()
    tail = _TAIL.search(body, left)
    if tail and tail.start() > left and (is_byline(tail[1]) or is_name_list(tail[1])):
        right = tail.start()
    spans = [(0, left, BlockKind.BYLINE), (left, right, kind), (right, len(body), BlockKind.BYLINE)]
    return [Block(start + a, start + b, what) for a, b, what in spans if a < b]


def find_sections(
    text: str, blocks: Sequence[Block], pages: Collection[int], levels: dict[int, int]
) -> tuple[Section, ...]:
    """Return the articles of a text, one behind the other, from its first character to its last.

    `pages` holds the offsets of blocks that begin a page, `levels` the number of `#` of marked headings.
    """
    if not blocks:
        return ()
    starts = sorted({0, *_starts(text, blocks, pages, levels)})
    ends = [*starts[1:], len(text)]
    return tuple(
        Section(start, end, _heading(text, blocks, start, end)) for start, end in zip(starts, ends, strict=True)
    )


def _starts(text: str, blocks: Sequence[Block], pages: Collection[int], levels: dict[int, int]) -> Sequence[int]:
    starts: list[int] = []
    page: int | None = None
    group: int | None = None
    for i, block in enumerate(blocks):
        if block.start in pages:
            page = block.start
        if block.kind is BlockKind.MASTHEAD:
            continue
        body = text[block.start : block.end]
        if block.kind is BlockKind.HEADING:
            group = block.start if group is None else group
            if levels.get(block.start) == 1:
                starts.append(group)
            continue
        byline = block.kind is BlockKind.BYLINE and not is_credit(body)
        opens = byline and (i == 0 or blocks[i - 1].end != block.start)
        if opens or _STORY.match(body):
            if group is not None:
                starts.append(group)
            elif page is not None or _STORY.match(body):
                starts.append(block.start if page is None else page)
        if group is not None and group in pages:
            starts.append(group)
        if opens or group in pages:
            page = None
        group = None
    return starts


def _heading(text: str, blocks: Sequence[Block], start: int, end: int) -> str:
    """Return the first heading of an article, all its lines, without the signs before it; "" if it has none."""
    parts: list[str] = []
    for block in blocks:
        if block.end <= start or block.kind is BlockKind.MASTHEAD:
            continue
        if block.start >= end or (parts and block.kind is not BlockKind.HEADING):
            break
        if block.kind is BlockKind.HEADING:
            parts.append(text[block.start : block.end].strip(_SIGNS))
    return " ".join(part for part in parts if part)
