"""Villages, communities and townships that no list decides alone, found by their last word and what stands around."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from extract import lexicon

_LAST = re.compile(r"村|社区|街道|镇|乡")
_HAN = re.compile(r"[\u3400-\u9fff]*$")
_LONGEST = {"村": 5, "社区": 5, "街道": 4, "镇": 3, "乡": 3}


@cache
def _generic() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicon.sections("divisions_generic.txt").items()}


@cache
def _edges() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicon.sections("divisions_edges.txt").items()}


def _section(last: str) -> str:
    return "村" if last == "社区" else last


def _is_generic(core: str, last: str) -> bool:
    section = _section(last)
    if core in _generic()[section]:
        return True
    return core.endswith(tuple(sorted(_generic()[section + " end"])))


def generic_township(form: str) -> bool:
    """Say whether a name of the township list is a thing in general too: 古镇, 城区街道."""
    match = re.search(r"(街道|镇|乡)$", form)
    return match is not None and (match.start() < 2 or form[: match.start()] in _generic()[match[1]])


def find(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Yield `(start, end, kind)` of names that end in 村, 社区, 街道, 镇 or 乡 outside the spans `taken`.

    `kind` is `village` for a village or community of the national list, else `pattern`.
    """
    if not _LAST.search(text):
        return
    ends = {end for _, end in taken}
    inside = {position for start, end in taken for position in range(start, end)}
    known: set[str] = set()
    open_: list[tuple[int, int, str]] = []
    for match in _LAST.finditer(text):
        if match.start() in inside or _goes_on(text, match):
            continue
        span = _name(text, match, ends, inside)
        if span is None:
            open_.append((match.start(), match.end(), match[0]))
            continue
        start, kind = span
        known.add(text[start : match.end()])
        yield start, match.end(), kind
    yield from _again(text, open_, known, inside)


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Say whether the last word is the beginning of another: 村民, 乡村, 镇长."""
    return text[match.start() : match.end() + 1] in _edges().get(match[0], ())


def _name(text: str, match: re.Match[str], ends: set[int], inside: set[int]) -> tuple[int, str] | None:
    """Return where the name before `match` begins and its kind, None where it is no name."""
    last = match[0]
    found: tuple[int, str] | None = None
    for length in range(1, _LONGEST[last] + 1):
        start = match.start() - length
        if start < 0 or start in inside or not "\u3400" <= text[start] <= "\u9fff":
            break
        core = text[start : match.start()]
        if _is_generic(core, last):
            continue
        after_division = start in ends
        listed = last in ("村", "社区") and core in lexicon.words("divisions_villages.txt")
        if after_division and (length >= 2 or last == "村"):
            return start, "village" if listed else "pattern"
        if length >= 2 and listed and _listed_stands(text, start, match):
            found = start, "village"
        elif length >= 2 and found is None and _pattern_stands(text, start, match):
            found = start, "pattern"
    return found


def _led(text: str, start: int) -> bool:
    return start == 0 or not "\u3400" <= text[start - 1] <= "\u9fff" or text[start - 1] in _edges()["before"]


def _listed_stands(text: str, start: int, match: re.Match[str]) -> bool:
    """Say whether a name of the village list stands here as a name."""
    words = lexicon.words("divisions_words.txt")
    core = text[start : match.start()]
    before = text[max(0, start - 2) : start]
    if start and text[start - 1 : start + 1] in words and core[1:] + match[0][:1] in words:
        return False
    led = _led(text, start)
    if core in words:  # 和平村, but not 文明村
        return led and _followed(text, match.end(), strict=True)
    return led or before in words or len(core) >= 3


def _pattern_stands(text: str, start: int, match: re.Match[str]) -> bool:
    """Say whether an unknown name stands here: set off before, no word in it, and followed as names are."""
    words = lexicon.words("divisions_words.txt")
    core = text[start : match.start()]
    if start and "\u3400" <= text[start - 1] <= "\u9fff":
        return False
    if any(core[i : i + 2] in words for i in range(len(core) - 1)) or set(core) & (_edges()["before"] | _NOT_IN_NAMES):
        return False
    return _followed(text, match.end(), strict=False)


def _followed(text: str, end: int, *, strict: bool) -> bool:
    rest = text[end : end + 1]
    if not rest or not "\u3400" <= rest <= "\u9fff":
        return not strict or rest in tuple("、（(")
    return rest in _edges()["follow"] and (not strict or text[end : end + 2] in _OFFICES)


_NOT_IN_NAMES = frozenset("村社区镇乡街个多名余家处座条次位级")
_OFFICES = frozenset(
    ("党委", "党支", "党总", "村委", "居委", "村民", "书记", "支书", "两委", "居民", "社工", "主任", "网格")
)


def _again(
    text: str, places: Sequence[tuple[int, int, str]], known: set[str], inside: set[int]
) -> Iterator[tuple[int, int, str]]:
    """Yield the places where a name found elsewhere in the text stands without a clear beginning."""
    for begin, end, last in places:
        for length in range(_LONGEST[last], 1, -1):
            start = begin - length
            if start >= 0 and start not in inside and text[start:end] in known:
                yield start, end, "village"
                break
