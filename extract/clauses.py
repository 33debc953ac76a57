"""Where a name begins in its clause: behind the last word that no such name holds, or where the clause opens."""

from __future__ import annotations

import re
from collections.abc import Collection

from extract.reading import Kind
from extract.scene import Scene

_EDGE = frozenset("，。；：、！？!?;,\n“《（(】＝|｜△■●★◆◇▲□○　…")
_CLOSING = {"）": "（", ")": "(", "”": "“"}
_BROKEN, _PAIRED = re.compile(r"[。；！？\n]"), re.compile("“[^“”]*”|（[^（）]*）|\\([^()]*\\)")
_LONGEST = 46


def opening(text: str, end: int) -> int:
    """Return where the stretch without a stop begins that ends at `end`; marks in pairs are passed."""
    at = end
    while at > 0 and end - at < _LONGEST:
        mark = text[at - 1]
        if mark in _CLOSING:
            mate = text.rfind(_CLOSING[mark], max(0, at - 30), at)
            if mate < 0 or _BROKEN.search(text, mate, at):
                return at
            at = mate
        elif mark in _EDGE or text.startswith("——", at - 2):
            return at
        else:
            at -= 1
    return at


def behind_cut(scene: Scene, edge: int, end: int, cuts: Collection[str], *, stops: bool = True) -> int:
    """Return where a name begins whose clause opens at `edge`: behind its last word of `cuts`, or `edge`.

    With `stops`, behind any function word too; what stands in marks or is a known name is passed.
    """
    text, reading = scene.text, scene.reading
    sheltered = [match.span() for match in _PAIRED.finditer(text, edge, end)]
    sheltered += [(reading.known_by_end[at], at) for at in range(edge + 1, end + 1) if at in reading.known_by_end]
    start = edge
    for i in range(reading.before(end), -1, -1):
        at, word = reading.starts[i], reading.word(i)
        if at < edge:
            break
        if any(first <= at < last for first, last in sheltered):
            continue
        if word in cuts or (stops and reading.kind(i) is Kind.STOP and len(word) > 1):
            start = at + len(word)
            break
    return max([start, *(at for at in scene.items if start < at < end)])
