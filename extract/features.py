"""What the sequence model sees of a character: neighbours, words, quotes around it, candidates of the rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from extract.reading import Reading, read
from extract.state import Found

_CLASS = re.compile(
    r"(?P<digit>[0-9０-９.%％]+)|(?P<latin>[A-Za-zＡ-Ｚａ-ｚ]+)|(?P<open>[“‘《（(「【])|(?P<close>[”’》）)」】])"
    r"|(?P<mark>[，。、；：！？,;:!?\s·—…/])"
)
_QUOTED = re.compile(r"“[^“”\n]{1,30}”|《[^《》\n]{1,60}》|「[^「」\n]{1,30}」")
_ENDS = frozenset("。！？；”…")
# A line without a full stop and shorter than this is a heading or a byline.
_HEADING = 36
# How sure a candidate is, in steps: the model learns by itself what each step is worth.
_STEPS = (0.15, 0.3, 0.45, 0.6, 0.75, 0.87, 0.95)

Rows = list[list[str]]


def characters(text: str, candidates: Iterable[Found]) -> Rows:
    """Return the features of each character of a text, of which `candidates` are spans."""
    reading = read(text)
    columns = [*_neighbours(text), *_words(reading), _classes(text)]
    rows = [list(row) for row in zip(*columns, strict=True)]
    _quotes(rows, text, reading)
    _headings(rows, text)
    for found in candidates:
        _mark(rows, found)
    return rows


def _neighbours(text: str) -> list[list[str]]:
    """Columns of characters and pairs of them, around each character."""
    size = len(text)
    padded = f"\n{text}\n"
    b, y = padded[:size], padded[2:]
    return [
        ["0" + m for m in text],
        ["1" + m for m in b],
        ["2" + m for m in y],
        ["5" + m + n for m, n in zip(b, text, strict=True)],
        ["6" + m + n for m, n in zip(text, y, strict=True)],
    ]


def _words(reading: Reading) -> list[list[str]]:
    """Columns of the word, the words beside it, and what these are, with the character's place in its word."""
    words, tags = ["<", *reading.words, ">"], ["-", *reading.tags, "-"]
    kinds = ["00", *(f"{kind:X}" for kind in reading.kinds), "00"]
    columns: list[list[str]] = [[], [], [], [], []]
    places: list[str] = []
    for i in range(1, len(words) - 1):
        word = words[i]
        near = kinds[i - 1] + kinds[i] + kinds[i + 1]
        wide = (kinds[i - 2] if i > 1 else "0") + near + (kinds[i + 2] if i + 2 < len(kinds) else "0")
        values = ("w", word), ("x", words[i - 1]), ("y", words[i + 1]), ("Z", near), ("z", wide)
        for place, times in (("S", 1),) if len(word) == 1 else (("B", 1), ("I", len(word) - 2), ("E", 1)):
            for column, (name, value) in zip(columns, values, strict=True):
                column += [name + place + value] * times
            places += [place + tags[i]] * times
    before, after = ["-", *places], [*places[1:], "-"]
    columns.append(["u" + a + b for a, b in zip(before, places, strict=False)])
    columns.append(["v" + a + b for a, b in zip(places, after, strict=False)])
    return columns


def _classes(text: str) -> list[str]:
    """The column of digit, Latin letter, bracket, mark or Han character, of three characters."""
    classes = ["h"] * len(text)
    for match in _CLASS.finditer(text):
        classes[match.start() : match.end()] = [(match.lastgroup or "mark")[0]] * (match.end() - match.start())
    padded = ["^", *classes, "$"]
    return ["k" + a + b + c for a, b, c in zip(padded, classes, padded[2:], strict=False)]


def _quotes(rows: Rows, text: str, reading: Reading) -> None:
    """Features of quoted stretches: what stands before and behind, what they are made of, how often they come."""
    matches = list(_QUOTED.finditer(text))
    times = Counter(match[0][1:-1] for match in matches)
    for match in matches:
        start, end = match.span()
        kind, inner = text[start], match[0][1:-1]
        first, last, next_ = reading.at(start + 1), reading.before(end - 1), reading.at(end)
        bare = "+" if text.count(inner) > times[inner] else ""
        shared = [
            "q" + kind,
            f"qa{kind}{text[end : end + 2]}",
            f"qb{kind}{text[max(0, start - 2) : start]}",
            "qz" + text[end - 3 : end - 1],
            f"qn{min(end - start, 12)}",
            "qw" + reading.word(reading.before(start)),
            "qv" + reading.word(next_),
            "qV" + reading.word(next_) + reading.word(next_ + 1),
            f"qk{reading.kind(first):X}{reading.kind(last):X}{min(last - first, 4)}",
            f"qr{min(times[inner], 3)}{bare}",
        ]
        for row in rows[start:end]:
            row += shared
        for row in rows[end : end + 6]:
            row.append("qq")


def _headings(rows: Rows, text: str) -> None:
    at = 0
    for line in text.split("\n"):
        size = len(line)
        if 0 < size < _HEADING and line[-1] not in _ENDS:
            mark = f"L{size // 12}"
            for row in rows[at : at + size]:
                row.append(mark)
        at += size + 1


def _mark(rows: Rows, found: Found) -> None:
    start, last, size = found.start, found.end - 1, len(rows)
    if start < 0 or last >= size or start > last:
        return
    what = f"{found.type.value[:4]}{bisect_right(_STEPS, found.confidence)}"
    if start == last:
        rows[start].append("cS" + what)
    else:
        rows[start].append("cB" + what)
        rows[last].append("cE" + what)
        inside = "cI" + what
        for row in rows[start + 1 : last]:
            row.append(inside)
    if start > 0:
        rows[start - 1].append("cb" + what)
    if last + 1 < size:
        rows[last + 1].append("ca" + what)


def labels(size: int, spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """Return the label of each of `size` characters: B-, I-, E- and the type, or O."""
    out = ["O"] * size
    for start, end, kind in spans:
        tail = ["E-" + kind] if end - start > 1 else []
        out[start:end] = ["B-" + kind, *["I-" + kind] * (end - start - 2), *tail]
    return out


def decode(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the spans `(start, end, type)` that a sequence of labels spells."""
    spans = []
    start, kind = -1, ""
    for i, tag in enumerate(chain(tags, ["O"])):
        head, _, name = tag.partition("-")
        if start >= 0 and (head in "BO" or name != kind):
            spans.append((start, i, kind))
            start = -1
        if name and start < 0:
            start, kind = i, name
        if head == "E" and start >= 0:
            spans.append((start, i + 1, kind))
            start = -1
    return spans
