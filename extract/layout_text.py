"""The characters of a block: which of the source stay, with the source offset of each.

Stray spaces go, and the parts of a name list stay apart.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from itertools import pairwise

from extract.layout_blocks import Unit
from extract.layout_bylines import HAN, is_name
from extract.layout_lines import INVISIBLE
from extract.lexicon import rows
from extract.state import BlockKind

_VISIBLE = re.compile(rf"[^\s{INVISIBLE}]+")
_ODD = re.compile(rf"[\s{INVISIBLE}]")
_GAP = re.compile(r"[ \n]")
_HASHES = re.compile(r"#{1,6}[ \t]+|[*+-][ \t]+(?=\S)")
# A byline inside a paragraph: `本报讯（记者 李明 王 芳）`, `（通讯员 李明）`.
_INLINE = re.compile(r"[（(][^（）()。，]{0,40}?(?:记者|通讯员|作者|摄影)[^（）()。，]{0,60}[）)]")
_LIST = re.compile(rf"(?<![{HAN}])[{HAN}]{{2,4}}(?:[ \n][{HAN}]{{2,4}}){{2,}}(?![{HAN} \n])")
_NAMES = re.compile(rf"[{HAN}]+(?:[ \n]+[{HAN}]+)+")
_WORD = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_WIDE = {0xFF01 + i: 0x21 + i for i in range(94) if chr(0x21 + i).isalnum() or chr(0x21 + i) in "%./"}
# Web pages often have half-wide marks: `去年,该县`, `产值增长3%,`; `1,200`, `15:30` and Latin text keep theirs, and
# brackets in which nothing Chinese stands.
_BESIDE = rf"{HAN}、。，；：！？“”‘’《》（）%"
_NARROW = re.compile(rf"(?<=[{_BESIDE}])[,:;!?]|[,:;!?](?=[{HAN}“‘《])")
_BRACKETS = re.compile(rf"\(([^()\n]{{0,40}}[{HAN}][^()\n]{{0,40}})\)")
_WIDENED = str.maketrans(",:;!?", "，：；！？")
_UNUSUAL = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\uff05\uff0e\uff0f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")


def _table() -> dict[int, int]:
    table = {ord(radical): ord(ideograph) for radical, ideograph in rows("layout_radicals.tsv")}
    for code in range(0xF900, 0xFB00):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[code] = ord(plain)
    return table | _WIDE


_UNIFIED = _table()


def unify(text: str) -> str:
    """Return `text`, of the same length, in ordinary characters.

    Radicals, compatibility ideographs and wide digits become ordinary ones, and half-wide marks between Chinese words
    the wide ones that are printed there.
    """
    text = text.translate(_UNIFIED) if _UNUSUAL.search(text) else text
    text = _BRACKETS.sub(r"（\1）", text) if "(" in text else text
    return _NARROW.sub(lambda match: match[0].translate(_WIDENED), text)


def write(source: str, unit: Unit) -> tuple[str, array[int], list[int]]:
    """Return the text of a block, the source offset of each of its characters, and where in it the source jumps."""
    soft, origin, jumps = _soft(source, unit)
    gaps = [match.start() for match in _GAP.finditer(soft)]
    if not gaps:
        return soft, origin, jumps
    dropped = [k for k, keep in zip(gaps, _kept(soft, gaps, unit), strict=True) if not keep]
    kept = "".join(_without(soft, dropped))
    offsets = array("q")
    for start, end in _stretches(len(soft), dropped):
        offsets += origin[start:end]
    moved = [jump - sum(k < jump for k in dropped) for jump in jumps]
    return kept.replace("\n", " "), offsets, moved


def _soft(source: str, unit: Unit) -> tuple[str, array[int], list[int]]:
    """Return the visible text with one space for each gap in a line and one line break for each line break."""
    parts: list[str] = []
    origin: array[int] = array("q")
    jumps: list[int] = []
    for number, line in enumerate(unit.lines):
        if number:
            if number in unit.jumps:
                jumps.append(len(origin))
            parts.append("\n")
            origin.append(_gap_before(source, line.start))
        start = line.start
        if (not number and unit.kind is not BlockKind.PARAGRAPH) or (not number and line.text[0] in "*+-"):
            hashes = _HASHES.match(source, line.start, line.end)
            start = hashes.end() if hashes else start
        if not _ODD.search(source, start, line.end):
            parts.append(source[start : line.end])
            origin.extend(range(start, line.end))
            continue
        last = start
        for match in _VISIBLE.finditer(source, start, line.end):
            gap = source[last : match.start()]
            if gap and last > start:
                blank = next((k for k, char in enumerate(gap) if char.isspace()), None)
                if blank is not None:
                    parts.append(" ")
                    origin.append(last + blank)
            parts.append(match[0])
            origin.extend(range(match.start(), match.end()))
            last = match.end()
    return "".join(parts), origin, jumps


def _gap_before(source: str, start: int) -> int:
    """Return the offset of the white space before a line; every line but the first has some."""
    k = start - 1
    while k > 0 and not source[k].isspace():
        k -= 1
    return k


def _kept(soft: str, gaps: list[int], unit: Unit) -> Iterator[bool]:
    """Yield, for each gap, whether a space stays there."""
    names = set(_name_gaps(soft, unit.kind))
    listed = set(_listed(soft)) if unit.kind is BlockKind.PARAGRAPH else set()
    for k in gaps:
        left, right = soft[k - 1] if k else "", soft[k + 1 : k + 2]
        if soft[k] == "\n" and unit.kind is BlockKind.PARAGRAPH and _inside_number(soft, k):
            yield False
        elif left in _WORD and right in _WORD:
            yield soft[k] == " " or left.isdigit() or not right.isdigit()  # not in `PM` / `2.5`
        elif left.isascii() and right.isascii():
            yield (left in _WORD or left in ",.;:!?)") and (right in _WORD or right == "(")
        elif k in names:
            yield True
        elif not ((_is_han(left) or left in "”》）)") and (_is_han(right) or right in "“《（(")):
            yield unit.kind is BlockKind.MASTHEAD and soft[k] == " "
        elif soft[k] == "\n":
            yield not unit.tight
        elif unit.kind is BlockKind.BYLINE or _lone(soft, k):
            yield False
        else:
            yield unit.kind is not BlockKind.PARAGRAPH or k in listed


def _inside_number(soft: str, k: int) -> bool:
    """Return whether a line ends inside a number: between digits, or behind its point or comma."""
    before, after = soft[max(0, k - 2) : k], soft[k + 1 : k + 2]
    return after.isdigit() and (before[-1:].isdigit() or (before[-1:] in (".", ",") and before[:1].isdigit()))


def _listed(soft: str) -> Iterator[int]:
    """Yield the gaps of a list of persons inside a paragraph (`获奖者：李明 王芳 孙荣`)."""
    for match in _LIST.finditer(soft):
        names = match[0].split()
        if 2 * sum(map(is_name, names)) > len(names):
            yield from range(*match.span())


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\u2e80" <= char <= "\u2fdf" or char >= "\U00020000"


def _lone(soft: str, k: int) -> bool:
    """Return whether the gap stands between characters set apart one by one (`聚 焦 服 务`)."""
    before = k < 2 or soft[k - 2] in " \n"
    after = k + 2 >= len(soft) or soft[k + 2] in " \n"
    return before and after


def _name_gaps(soft: str, kind: BlockKind) -> Iterator[int]:
    """Yield the gaps between the names of a byline; gaps inside a name are not among them."""
    spans = [(0, len(soft))] if kind is BlockKind.BYLINE else [m.span() for m in _INLINE.finditer(soft)]
    for start, end in spans:
        for match in _NAMES.finditer(soft, start, end):
            yield from _between_names(match[0], match.start())


def _between_names(text: str, start: int) -> Iterator[int]:
    """Yield the gaps between names: one character is no name, so it takes the next piece; the last joins back."""
    pieces = [(m.start(), m.end()) for m in re.finditer(r"[^ \n]+", text)]
    whole = True
    for number, ((first, end), (begin, stop)) in enumerate(pairwise(pieces)):
        whole = not whole or end - first > 1
        last = number == len(pieces) - 2
        if text[end] == "\n" and (end - first > 4 or stop - begin == 1):
            continue  # a line that ends inside a name
        if whole and not (last and stop - begin == 1 and text[begin] not in "文图摄"):
            yield start + end
        elif whole:
            whole = False


def _without(text: str, dropped: list[int]) -> Iterator[str]:
    for start, end in _stretches(len(text), dropped):
        yield text[start:end]


def _stretches(length: int, dropped: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of `range(length)` between the dropped numbers."""
    start = 0
    for k in dropped:
        if k > start:
            yield start, k
        start = k + 1
    if start < length:
        yield start, length
