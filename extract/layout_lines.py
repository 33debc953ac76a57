"""The lines of a printed text, and what their shape says: how wide they are and how they begin and end.

Widths are counted in half-width cells: a Han character takes two, an ASCII character one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from extract.layout_bylines import ends_in_credit, is_byline, is_masthead
from extract.lexicon import sections

# Characters that print nothing: soft hyphen, zero-width signs, direction marks, BOM, control characters.
INVISIBLE = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
BREAKS = "\n\r\f\v\x1c-\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{BREAKS}]+")
_FRONT = re.compile(r"---[ \t]*\r?\n(?:[^\n]{0,400}\n){0,40}?---[ \t]*(?:\r?\n|\Z)")
_EDGE = re.compile(rf"[\s{INVISIBLE}]+")
_PUNCTUATION = re.compile(r"[，。、；：！？…—·“”‘’（）《》〈〉「」『』【】]")
_ENDS = "。！？!?…"
_CLOSERS = "”’」』）》〉)】\"'"
_ASCII_RUN = re.compile(r"[!-~]+(?: [!-~]+)*")
_LIST_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节条]"
    r"|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|\d{1,2} ?[.．](?!\d{1,3}(?!\d))|\d{1,2}、|[①-⑳])"
)
_STORY = re.compile(
    r"本[报刊台网](?:讯|记者|综合|特约)|[（(][^（）()]{0,12}(?:记者|通讯员)|[（(](?:上接|下转)|#{1,6} |[*+-] "
)
_HASHES = re.compile(r"(#{1,6})[ \t]+\S")
_MARK = re.compile("[" + "".join(re.escape(m) for m in sections("layout_words.txt")["MARKS"]) + "]")
_OPENER = re.compile("(?:" + "|".join(sorted(sections("layout_words.txt")["OPENERS"], key=len, reverse=True)) + ")，")

# No column of a newspaper or magazine is wider; a longer line is a whole paragraph.
WIDEST = 130
# No column is narrower; lines this short that look alike are menus, tables or lists.
NARROWEST = 14


class End(IntEnum):
    """How surely a sentence ends with a line."""

    COMMA = 0
    OPEN = 1
    PERHAPS = 2
    SURE = 3


@dataclass(slots=True)
class Line:
    """One line that holds something, without the white space around it.

    `start` and `end` are source offsets. `breaks` counts the line breaks since the line before. `low` and `high` bound
    its printed width, as signs may be set tighter. `page` is true where a page begins, `apart` for a byline, a margin
    line or a heading marked with `#`.
    """

    start: int
    end: int
    text: str
    breaks: int
    indent: int
    page: bool
    low: float
    high: float
    signs: int
    close: End
    apart: bool


def opens_item(text: str) -> bool:
    """Return whether a text begins as a list item, a marked heading or a news story does."""
    return bool(_LIST_ITEM.match(text) or _STORY.match(text) or _MARK.match(text))


def opens_story(text: str) -> bool:
    """Return whether a text begins as only a news story, or what stands for one, does (`本报讯`, `（上接第1版）`)."""
    return _STORY.match(text) is not None


def level(text: str) -> int:
    """Return the number of `#` before a heading in Markdown, 0 for any other text."""
    match = _HASHES.match(text)
    return len(match[1]) if match else 0


def marked(text: str) -> bool:
    """Return whether a text begins with a sign that marks headings and bylines."""
    return _MARK.match(text) is not None


def opens_paragraph(text: str) -> bool:
    """Return whether a text begins with a phrase that opens paragraphs (`据了解，`)."""
    return _OPENER.match(text) is not None


def front_matter(text: str) -> int:
    """Return where the front matter of a text ends (`---`, lines of `key: value`, `---`), 0 if it has none."""
    match = _FRONT.match(text)
    return match.end() if match else 0


def read_lines(text: str) -> list[Line]:
    """Return the lines of a text that hold something to read."""
    lines = []
    previous = 0
    front = front_matter(text)
    for match in _LINE.finditer(text):
        raw = match[0]
        edge = _EDGE.match(raw)
        left = edge.end() if edge else 0
        if left == len(raw):
            continue
        tail = len(raw) - _trailing(raw)
        start, end = match.start() + left, match.start() + tail
        between = text[previous : match.start()]
        lines.append(_line(start, end, raw[left:tail], between, raw[:left]))
        lines[-1].apart |= start < front
        previous = end
    return lines


def _trailing(raw: str) -> int:
    bare = raw.rstrip()
    if bare and bare[-1] not in "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" and bare[-1] > "\x1f":
        return len(raw) - len(bare)
    # Rare: the line ends in signs that print nothing. Backwards, so that it stays linear.
    count = 0
    for char in reversed(raw):
        if not _EDGE.match(char):
            break
        count += 1
    return count


def _line(start: int, end: int, body: str, between: str, lead: str) -> Line:
    wide = (len(body) + len(body.encode("utf-8", "surrogatepass"))) // 2
    breaks = between.count("\n") or between.count("\r") or 1
    signs = len(_PUNCTUATION.findall(body)) if wide <= WIDEST else 9
    narrow = wide - signs - 0.3 * (2 * len(body) - wide)
    apart = level(body) > 0 or (
        wide <= 120 and "，" not in body and "。" not in body and (is_byline(body) or is_masthead(body))
    )
    # Some PDF exports begin each page with one space and no empty line before it; others with a form feed.
    page = "\f" in between or (lead == " " and breaks == 1 and start > 1)
    return Line(
        start, end, body, breaks, len(lead) + lead.count("\u3000"), page, narrow, wide, signs, ending(body), apart
    )


def ending(body: str) -> End:
    """Return how surely a sentence ends with `body`, which is not empty."""
    last = body[-1]
    if last in _ENDS:
        return End.SURE
    if last in _CLOSERS:
        inner = body.rstrip(_CLOSERS)
        return End.SURE if inner and inner[-1] in _ENDS else End.PERHAPS
    if last in "：:；;" or (last in "摄影图供料片" and ends_in_credit(body)):
        return End.PERHAPS
    if last in "“‘" and len(body) > 1 and body[-2] in _ENDS:
        return End.SURE  # a decorative quotation mark of the next box
    return End.COMMA if last in "，、,（《“‘—/-" else End.OPEN


def first_unit(text: str) -> int:
    """Return the width of what a typesetter cannot part from the beginning of a line: a character or a number."""
    match = _ASCII_RUN.match(text)
    if match:
        return min(match.end(), 12)
    return 4 if (len(text) > 1 and text[1] in "，。、；：！？”’）》") or text[0] in "“‘（《" else 2


def columns(lines: list[Line]) -> Iterator[tuple[float, float, float]]:
    """Yield, for each line, the width of its column and the bounds of the widths that the line fits into.

    The width is that which most neighbours agree on; a line fits a width when the next unit has no room left on it.
    """
    units = [*(first_unit(line.text) for line in lines[1:]), 2][: len(lines)]
    low = [line.low - 0.5 for line in lines]
    high = [line.high + unit - 0.5 for line, unit in zip(lines, units, strict=True)]
    for i, line in enumerate(lines):
        if line.high > WIDEST:
            yield line.high, low[i], high[i]
            continue
        near = range(max(0, i - 4), min(len(lines), i + 5))
        best, most = line.high, 0.0
        for width in {lines[j].high for j in near[max(0, i - 2 - near[0]) : i + 3 - near[0]]}:
            if NARROWEST <= width <= WIDEST:
                votes = sum((6 - abs(i - j)) for j in near if low[j] <= width <= high[j])
                if votes > most or (votes == most and width > best):
                    best, most = width, votes
        yield best, low[i], high[i]
