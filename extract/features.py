"""What the sequence model sees of a character: neighbours, word, quotes around it, candidates of the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

import rjieba

from extract.state import Found

_CLASS = re.compile(
    r"(?P<digit>[0-9０-９.%％]+)|(?P<latin>[A-Za-zＡ-Ｚａ-ｚ]+)|(?P<open>[“‘《（(「【])|(?P<close>[”’》）)」】])|(?P<mark>[，。、；：！？,;:!?\s·—…/])"
)
_QUOTED = re.compile(r"“[^“”\n]{1,30}”|《[^《》\n]{1,60}》|「[^「」\n]{1,30}」")
_LONG_WORD = 4


def characters(text: str, candidates: Iterable[Found], start: int = 0) -> list[list[str]]:
    """Return the features of each character of a sentence.

    `candidates` are spans of the whole text in which the sentence begins at `start`.
    """
    size = len(text)
    words, tags, around = _words(text)
    classes = _classes(text)
    extra = _quotes(text)
    for found in candidates:
        _mark(extra, found.start - start, found.end - start, size, found)
    c = ["<<", "<", *text, ">", ">>"]
    t = ["-", *tags, "-"]
    k = ["^", *classes, "$"]
    rows = []
    for i in range(size):
        a, b, m, y, z = c[i], c[i + 1], c[i + 2], c[i + 3], c[i + 4]
        row = [
            "0" + m,
            "1" + b,
            "2" + y,
            "3" + a,
            "4" + z,
            "5" + b + m,
            "6" + m + y,
            "7" + a + b,
            "8" + y + z,
            "w" + words[i],
            "t" + t[i + 1],
            "u" + t[i] + t[i + 1],
            "v" + t[i + 1] + t[i + 2],
            "k" + k[i] + k[i + 1] + k[i + 2],
        ]
        row += around[i]
        row += extra[i]
        rows.append(row)
    return rows


def _words(text: str) -> tuple[list[str], list[str], list[tuple[str, ...]]]:
    """Return for each character its word, the word's part of speech with the character's place in it, and what the
    words around it are."""
    pairs = [("<", "-"), ("<", "-"), *rjieba.tag(text), (">", "-"), (">", "-")]
    words: list[str] = []
    tags: list[str] = []
    around: list[tuple[str, ...]] = []
    for i in range(2, len(pairs) - 2):
        word, tag = pairs[i]
        before, after = pairs[i - 1], pairs[i + 1]
        left, right = pairs[i - 2][1] + before[1] + tag, tag + after[1] + pairs[i + 2][1]
        size = len(word)
        for place in "S" if size == 1 else "B" + "I" * (size - 2) + "E":
            words.append(word)
            tags.append(place + tag)
            around.append(
                (
                    f"x{place}{before[0]}",
                    f"y{place}{after[0]}",
                    f"z{place}{word}",
                    f"X{place}{left}",
                    f"Y{place}{right}",
                )
            )
    return words, tags, around


def _classes(text: str) -> list[str]:
    classes = ["h"] * len(text)
    for match in _CLASS.finditer(text):
        kind = (match.lastgroup or "mark")[0]
        for i in range(match.start(), match.end()):
            classes[i] = kind
    return classes


def _quotes(text: str) -> list[list[str]]:
    """Features of quoted stretches: what stands before the opening mark and after the closing one."""
    rows: list[list[str]] = [[] for _ in text]
    for match in _QUOTED.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 2) : start], text[end : end + 2]
        kind = text[start]
        shared = [
            f"q{kind}",
            f"qa{kind}{after}",
            f"qb{kind}{before}",
            f"qz{text[end - 3 : end - 1]}",
            f"qn{min(end - start, 12)}",
        ]
        for i in range(start, end):
            rows[i] += shared
        for i in range(end, min(end + 6, len(text))):
            rows[i].append("qq")
    return rows


def _mark(rows: Sequence[list[str]], start: int, end: int, size: int, found: Found) -> None:
    if start < 0 or end > size or start >= end:
        return
    kind = found.type.value
    strength = "+" if found.confidence >= 0.8 else "-"
    last = end - 1
    for i in range(start, end):
        place = "S" if start == last else "B" if i == start else "E" if i == last else "I"
        rows[i].append(f"c{kind}{place}{strength}")
        rows[i].append(f"r{found.rule}{place}")
    if start > 0:
        rows[start - 1].append(f"cb{kind}{strength}")
    if end < size:
        rows[end].append(f"ca{kind}{strength}")


def labels(size: int, spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """Return the label of each of `size` characters: B-, I-, E-, S- and the type, or O."""
    out = ["O"] * size
    for start, end, kind in spans:
        if end - start == 1:
            out[start] = "S-" + kind
            continue
        out[start:end] = ["B-" + kind, *["I-" + kind] * (end - start - 2), "E-" + kind]
    return out


def decode(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the spans `(start, end, type)` that a sequence of labels spells."""
    spans = []
    start, kind = -1, ""
    for i, tag in enumerate(chain(tags, ["O"])):
        head, _, name = tag.partition("-")
        if start >= 0 and (head in "BSO" or name != kind):
            spans.append((start, i, kind))
            start = -1
        if head in ("B", "S", "I", "E") and name and start < 0:
            start, kind = i, name
        if head in ("E", "S") and start >= 0:
            spans.append((start, i + 1, kind))
            start = -1
    return spans
