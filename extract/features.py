"""What the sequence model sees of a character: neighbours, words, quotes around it, candidates of the rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from extract.reading import Kind, Reading, read
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

# Features are bytes, as the model's library wants them: it need not encode each of them again.
Rows = list[list[bytes]]

_NONE = b"0"
_KINDS = {kind: f"{kind:X}".encode() for kind in Kind}
# By the length of a word: the places of its characters, and whether a place can come more than once.
_PLACES = {
    0: (),
    1: ((b"S", 1),),
    2: ((b"B", 1), (b"E", 1)),
    3: ((b"B", 1), (b"I", 2), (b"E", 1)),
}


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


def _neighbours(text: str) -> list[list[bytes]]:
    """Columns of characters and pairs of them, around each character."""
    padded = [character.encode() for character in f"\n{text}\n"]
    before, here, after = padded[:-2], padded[1:-1], padded[2:]
    return [
        [b"0" + m for m in here],
        [b"1" + m for m in before],
        [b"2" + m for m in after],
        [b"5" + m + n for m, n in zip(before, here, strict=True)],
        [b"6" + m + n for m, n in zip(here, after, strict=True)],
    ]


def _words(reading: Reading) -> list[list[bytes]]:
    """Columns of the word, the words beside it, and what these are, with the character's place in its word."""
    words = [b"<", *(word.encode() for word in reading.words), b">"]
    tags = [tag.encode() for tag in reading.tags]
    kinds = [_NONE * 2, *(_KINDS[kind] for kind in reading.kinds), _NONE * 2, b""]
    columns: list[list[bytes]] = [[], [], [], [], []]
    word_column, before_column, after_column, near_column, wide_column = columns
    places: list[bytes] = []
    for i, text in enumerate(reading.words, 1):
        near = kinds[i - 1] + kinds[i] + kinds[i + 1]
        wide = (kinds[i - 2] if i > 1 else _NONE) + near + (kinds[i + 2] or _NONE)
        for place, times in _PLACES[min(len(text), 3)]:
            many = len(text) - 2 if times > 1 else 1
            word_column += [b"w" + place + words[i]] * many
            before_column += [b"x" + place + words[i - 1]] * many
            after_column += [b"y" + place + words[i + 1]] * many
            near_column += [b"Z" + place + near] * many
            wide_column += [b"z" + place + wide] * many
            places += [place + tags[i - 1]] * many
    columns.append([b"u" + a + b for a, b in zip([b"-", *places], places, strict=False)])
    columns.append([b"v" + a + b for a, b in zip(places, [*places[1:], b"-"], strict=False)])
    return columns


def _classes(text: str) -> list[bytes]:
    """The column of digit, Latin letter, bracket, mark or Han character, of three characters."""
    classes = [b"h"] * len(text)
    for match in _CLASS.finditer(text):
        kind = (match.lastgroup or "mark")[:1].encode()
        classes[match.start() : match.end()] = [kind] * (match.end() - match.start())
    padded = [b"^", *classes, b"$"]
    return [b"k" + a + b + c for a, b, c in zip(padded, classes, padded[2:], strict=False)]


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
        encoded = [feature.encode() for feature in shared]
        for row in rows[start:end]:
            row += encoded
        for row in rows[end : end + 6]:
            row.append(b"qq")


def _headings(rows: Rows, text: str) -> None:
    at = 0
    for line in text.split("\n"):
        size = len(line)
        if 0 < size < _HEADING and line[-1] not in _ENDS:
            mark = f"L{size // 12}".encode()
            for row in rows[at : at + size]:
                row.append(mark)
        at += size + 1


def _mark(rows: Rows, found: Found) -> None:
    start, last, size = found.start, found.end - 1, len(rows)
    if start < 0 or last >= size or start > last:
        return
    what = f"{found.type.value[:4]}{bisect_right(_STEPS, found.confidence)}".encode()
    if start == last:
        rows[start].append(b"cS" + what)
    else:
        rows[start].append(b"cB" + what)
        rows[last].append(b"cE" + what)
        inside = b"cI" + what
        for row in rows[start + 1 : last]:
            row.append(inside)
    if start > 0:
        rows[start - 1].append(b"cb" + what)
    if last + 1 < size:
        rows[last + 1].append(b"ca" + what)


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
