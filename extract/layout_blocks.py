"""What each paragraph of a page is, and which one goes on with a sentence that a caption or a column end broke off."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from extract.layout_bylines import ends_in_credit, is_byline, is_credit, is_masthead, is_name_list
from extract.layout_joins import HEADLESS, STOPLESS, WIDE_CLAUSE, Continuity, Paragraph, phrased
from extract.layout_lines import End, Line, level, marked, opens_item, opens_paragraph
from extract.state import BlockKind

# So many captions, headings and credits at most stand inside a broken sentence.
_REACH = 6
# A caption or a running head is no longer than this (half-width cells).
_CAPTION = 160
# What stands between the steps of a web page's trail: home > news > district news.
_TRAIL = frozenset({">", ">>", "»", "›"})
_STOP = re.compile(r"[。！？]")
_FRAGMENT = re.compile(r"[\dA-Za-z.%+-]{1,8}")
_BODY_NAME = re.compile(r"[\u4e00-\u9fff]{2,12}(?:中心|报社|日报|晚报|晨报|局|部|办|委|台|网)")


@dataclass(slots=True)
class Unit:
    """One block to be: its lines, and the numbers of those lines that do not follow the line before in the source."""

    kind: BlockKind
    lines: list[Line]
    jumps: set[int] = field(default_factory=set)
    tight: bool = True

    @property
    def open(self) -> bool:
        """Return whether the block stops inside a sentence."""
        return self.kind is BlockKind.PARAGRAPH and self.lines[-1].close <= End.OPEN


def arrange(paragraphs: list[Paragraph], pairs: Continuity, usual: int, front: int) -> list[Unit]:
    """Return the blocks of a text in reading order: what interrupts a sentence stands behind its paragraph.

    `usual` line breaks stand between most lines; up to the source offset `front` reaches the front matter.
    """
    kinds = _kinds(paragraphs, usual)
    for i, paragraph in enumerate(paragraphs):
        if paragraph.lines[0].start >= front:
            break
        kinds[i] = BlockKind.MASTHEAD
    _reopen(paragraphs, kinds, pairs)
    units: list[Unit] = []
    i = 0
    while i < len(paragraphs):
        unit = Unit(kinds[i], list(paragraphs[i].lines), tight=_tight(paragraphs[i]))
        i += 1
        aside: list[Unit] = []
        while unit.open:
            j = _continuation(paragraphs, kinds, i, unit.lines[-1], pairs)
            if j is None:
                break
            aside += [Unit(kinds[k], paragraphs[k].lines, tight=_tight(paragraphs[k])) for k in range(i, j)]
            if j > i:
                unit.jumps.add(len(unit.lines))
            unit.lines += paragraphs[j].lines
            i = j + 1
        units += [unit, *aside]
    return _merge_titles(units, pairs)


def _tight(paragraph: Paragraph) -> bool:
    """Return whether the lines follow each other without a space: those of free titles are phrases of their own."""
    return not paragraph.title or opens_item(paragraph.lines[0].text)


def _kinds(paragraphs: list[Paragraph], usual: int) -> list[BlockKind]:
    """Return the kind of each paragraph."""
    running = Counter(p.lines[0].text for p in paragraphs if p.title and len(p.lines) == 1)
    hashed = any(level(p.lines[0].text) > 0 for p in paragraphs)
    kinds: list[BlockKind] = []
    for i, paragraph in enumerate(paragraphs):
        after = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        before = kinds[-1] if kinds else None
        if paragraph.title:
            kind = _margin(paragraph.text, before, running, after is None or not after.title or _apart(after, usual))
            if i and paragraphs[i - 1].text in _TRAIL:
                kind = BlockKind.MASTHEAD
            kind = kind or _title_kind(paragraph, before, after, usual, hashed)
        else:
            credited = after is not None and after.title and is_credit(after.text)
            gap = paragraph.lines[0].breaks > usual + 1 and usual > 1 and not _STOP.search(paragraph.text)
            caption = paragraph.width <= _CAPTION and (gap or credited or ends_in_credit(paragraph.text))
            kind = BlockKind.CAPTION if caption else BlockKind.PARAGRAPH
        kinds.append(kind)
    return kinds


def _apart(paragraph: Paragraph, usual: int) -> bool:
    return paragraph.lines[0].breaks > usual or level(paragraph.lines[0].text) > 0


def _margin(text: str, before: BlockKind | None, running: Counter[str], closed: bool) -> BlockKind | None:
    """Return the kind of a line that is told by its words; `closed` says that no other title line follows it."""
    if is_byline(text):
        return BlockKind.BYLINE
    if is_masthead(text) or (running[text] >= 3 and len(text) <= 20):
        return BlockKind.MASTHEAD
    if is_credit(text) or ends_in_credit(text):
        return BlockKind.CAPTION
    if (before is BlockKind.BYLINE or (closed and before is BlockKind.HEADING)) and is_name_list(text):
        return BlockKind.BYLINE
    if text.startswith(("■", "○", "●", "◎", "□")) and is_name_list(text):
        return BlockKind.BYLINE
    return BlockKind.BYLINE if before is BlockKind.BYLINE and _BODY_NAME.fullmatch(text) else None


def _title_kind(
    paragraph: Paragraph, before: BlockKind | None, after: Paragraph | None, usual: int, hashed: bool
) -> BlockKind:
    """Tell a caption from a heading: a picture leaves a gap, and no text follows that the words are the heading of."""
    line = paragraph.lines[0]
    if level(line.text) > 0 or marked(line.text) or phrased(line):
        return BlockKind.HEADING
    heads = after is not None and not after.title
    if after is not None and after.title and (is_credit(after.text) or ends_in_credit(after.text)):
        return BlockKind.CAPTION
    if line.breaks > usual + 1 and (hashed or usual > 1):
        return BlockKind.CAPTION
    if before is BlockKind.CAPTION and (hashed or not heads):
        return BlockKind.CAPTION
    return BlockKind.HEADING


def _reopen(paragraphs: list[Paragraph], kinds: list[BlockKind], pairs: Continuity) -> None:
    """Turn what looked like a title into the beginning of the paragraph behind it, where its end asks for more."""
    for i in range(len(paragraphs) - 1):
        line, after = paragraphs[i].lines[-1], paragraphs[i + 1]
        if kinds[i] is not BlockKind.HEADING or kinds[i + 1] is not BlockKind.PARAGRAPH or line.close > End.OPEN:
            continue
        if level(line.text) > 0 or opens_item(line.text) or phrased(line) or after.narrowed:
            continue
        first = after.lines[0].text
        comma = "，" in line.text or "……" in line.text
        clause = comma and (line.high >= WIDE_CLAUSE or pairs.known(line.text, first))
        if line.text[-1] in STOPLESS or first[0] in HEADLESS or clause:
            paragraphs[i].title = False
            kinds[i] = BlockKind.PARAGRAPH


def _continuation(
    paragraphs: list[Paragraph], kinds: list[BlockKind], start: int, last: Line, pairs: Continuity
) -> int | None:
    """Return which of the next paragraphs goes on with the sentence that `last` breaks off, if that is clear."""
    for j in range(start, min(start + _REACH, len(paragraphs))):
        line = paragraphs[j].lines[0]
        if kinds[j] is BlockKind.PARAGRAPH:
            return j if _goes_on(paragraphs[j], line, last, pairs) else None
        if paragraphs[j].title and _FRAGMENT.fullmatch(line.text) and j == start:
            return j
        if kinds[j] is BlockKind.BYLINE and not is_credit(line.text):
            return None
        if kinds[j] is BlockKind.HEADING and (level(line.text) > 0 or not (marked(line.text) or line.breaks > 2)):
            follows = j + 1 < len(paragraphs) and pairs.known(last.text, paragraphs[j + 1].lines[0].text)
            if level(line.text) > 0 or not follows:
                return None
    return None


def _goes_on(paragraph: Paragraph, line: Line, last: Line, pairs: Continuity) -> bool:
    if opens_item(line.text) or opens_paragraph(line.text):
        return False
    known = pairs.known(last.text, line.text)
    return known or not (paragraph.narrowed or line.indent > 1)


def _merge_titles(units: list[Unit], pairs: Continuity) -> list[Unit]:
    """Return the blocks, with the lines of one heading put together where the text itself writes them together."""
    merged: list[Unit] = []
    for unit in units:
        last = merged[-1] if merged else None
        if last and last.kind is unit.kind is BlockKind.HEADING and _one_title(last.lines[-1], unit.lines[0], pairs):
            last.lines += unit.lines
            last.tight = True
        else:
            merged.append(unit)
    return merged


def _one_title(line: Line, after: Line, pairs: Continuity) -> bool:
    if level(after.text) > 0 or marked(after.text) or min(len(line.text), len(after.text)) < 2:
        return False
    return pairs.written(line.text, after.text)
