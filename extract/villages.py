"""Villages, communities and townships that no list decides alone, found by their last word and what stands around."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from extract import lexicon

_LAST = re.compile(r"村|社区|居民区|街道|镇|乡")
_VILLAGE_NEXT = re.compile(r"[\u3400-\u9fff]{2,5}?(?:村|社区)")
_LOCAL = ("村", "社区", "居民区")
# 清河镇|石河村|里: right behind its town a village may be where something is, too.
_WHERE = "里口头边旁外"
_ROW = re.compile(
    r"(?P<names>[\u3400-\u9fff]{2,4}(?:、[\u3400-\u9fff]{2,4})+)等(?:周边|附近|沿线|相邻)?"
    r"(?:[0-9]+|[一二两三四五六七八九十百几]+)?[余多]?个(?:行政|自然|中心|试点|示范)?(?:村|社区|乡镇|镇街|街道|镇|乡)(?![民企长级服医团党干组])"
)
# What stands in every such row, and in hardly any text: it is quick to find.
_COUNTED = re.compile("个(?:行政|自然|中心|试点|示范)?(?:村|社区|乡镇|镇街|街道|镇|乡)")
_LONGEST = {"村": 5, "社区": 5, "居民区": 4, "街道": 4, "镇": 3, "乡": 3}


@cache
def _generic() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicon.sections("divisions_generic.txt").items()}


@cache
def _generic_ends(section: str) -> tuple[str, ...]:
    return tuple(sorted(_generic()[section + " end"]))


@cache
def _edges() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicon.sections("divisions_edges.txt").items()}


def _section(last: str) -> str:
    return "村" if last in _LOCAL else last


def _is_generic(core: str, last: str) -> bool:
    section = _section(last)
    if core in _generic()[section]:
        return True
    return core.endswith(_generic_ends(section))


def is_township(form: str) -> bool:
    """Say whether a name of the township list is a name wherever it stands, unlike 古镇, 城区街道 or a farm."""
    match = re.search(r"(街道|镇|乡|苏木|地区)$", form)
    return match is not None and match.start() > 1 and form[: match.start()] not in _generic().get(match[1], ())


def find(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Yield `(start, end, kind)` of names that end in 村, 社区, 街道, 镇 or 乡 outside the spans `taken`.

    `kind` is `village` for a village or community of the national list, `pattern` for another, `town` for a township.
    """
    if not _LAST.search(text):
        return
    ends = {end for _, end in taken}
    inside = {position for start, end in taken for position in range(start, end)}
    known: set[str] = set()
    open_: list[tuple[int, int, str]] = []
    for match in _LAST.finditer(text):
        if match.start() in inside:
            continue
        span = _name(text, match, ends, inside)
        if _goes_on(text, match) and not (span and span[0] in ends and text[match.end()] in _WHERE):
            continue
        if span is None:
            open_.append((match.start(), match.end(), match[0]))
            continue
        start, kind = span
        if kind == "town":
            ends.add(match.end())
        known.add(text[start : match.end()])
        yield start, match.end(), kind
    yield from _again(text, open_, known, inside)
    yield from _rows(text, inside)


def _rows(text: str, inside: set[int]) -> Iterator[tuple[int, int, str]]:
    """Yield places in a row by their names alone: 石河、上坪、岚口等五个村; the first one where it begins plainly."""
    for match in _ROW.finditer(text) if _COUNTED.search(text) else ():
        first, last = match.span("names")
        cuts = [first + m.start() for m in re.finditer("、", match["names"])]
        spans = [(start + 1, end) for start, end in pairwise([first - 1, *cuts, last])]
        start = cuts[0] - (spans[1][1] - spans[1][0])  # as long as the next: 带动|石坪场、岚口场
        led = not _after_han(text, start) or text[start - 2 : start] in lexicon.words("divisions_words.txt")
        spans[:1] = [(start, cuts[0])] if led else []
        for start, end in spans:
            core = text[start:end]
            named = core not in lexicon.words("divisions_words.txt") and not set(core) & _edges()["not in names"]
            if named and not inside & set(range(start, end)):
                yield start, end, "pattern"


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Say whether the last word is the beginning of another: 村民, 乡村, 镇长."""
    end = match.end()
    joined = text[match.start() : end + 1] in _edges().get(match[0], ())
    return joined and text[end : end + 2] not in lexicon.words("divisions_words.txt")  # 村|落户


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
        listed = last in _LOCAL and core in lexicon.words("divisions_villages.txt")
        unlisted = "pattern" if last in _LOCAL else "town"
        if start in ends and (listed or _plain(core) or _set_off(text, core, match.end())):
            return start, "village" if listed else unlisted
        if listed and _listed_stands(text, start, match):
            found = start, "village"
        elif length == 1 and last == "村" and not _after_han(text, start) and _official(text, match.end()):
            found = start, "village"  # 余村党支部
        elif length >= 2 and found is None and _pattern_stands(text, start, match):
            found = start, unlisted
    return found


def _after_han(text: str, start: int) -> bool:
    return start > 0 and "\u3400" <= text[start - 1] <= "\u9fff"


def _led(text: str, start: int) -> bool:
    return not _after_han(text, start) or text[start - 1] in _edges()["before"]


def _official(text: str, end: int) -> bool:
    return text[end : end + 2] in _edges()["offices"]


def _listed_stands(text: str, start: int, match: re.Match[str]) -> bool:
    """Say whether a name of the village list stands here as a name."""
    words = lexicon.words("divisions_words.txt")
    core = text[start : match.start()]
    before = text[max(0, start - 2) : start]
    if start and text[start - 1 : start + 1] in words and core[1:] + match[0][:1] in words:
        return False
    led = _led(text, start)
    if core in words:  # 和平村, but not 文明村
        surely = _official(text, match.end()) or text[match.end() : match.end() + 1] in tuple("、（(")
        return ((led or before in words) and surely) or (start > 0 and text[start - 1] in "在到从、")
    return led or before in words or len(core) >= 3


def _pattern_stands(text: str, start: int, match: re.Match[str]) -> bool:
    """Say whether an unknown name stands here: set off before, no word in it, and followed as names are."""
    if _after_han(text, start) or not _plain(text[start : match.start()]):
        return False
    if match[0] in _LOCAL:
        return text[start - 1 : start] == "、" or _official(text, match.end())
    if _VILLAGE_NEXT.match(text, match.end()) is not None:
        return True
    return text.count(text[start : match.end()]) > 1 and len(text[start : match.start()]) > 1


def _set_off(text: str, core: str, end: int) -> bool:
    """Say whether a name right after that of a township may hold common words, since its end is plain to see."""
    after = text[end : end + 1]
    clear = not after or not "\u3400" <= after <= "\u9fff" or after in "的等" or _official(text, end)
    return clear and len(core) <= 3 and not set(core) & _edges()["not in names"]


def _plain(core: str) -> bool:
    """Say whether an unknown name is made as names are: no common word in it, no particle."""
    words = lexicon.words("divisions_words.txt")
    joined = any(core[i : i + 2] in words for i in range(len(core) - 1))
    return not joined and not set(core) & _edges()["not in names"]


def _again(
    text: str, places: Sequence[tuple[int, int, str]], known: set[str], inside: set[int]
) -> Iterator[tuple[int, int, str]]:
    """Yield the places where a name found elsewhere in the text stands without a clear beginning."""
    for begin, end, last in places:
        for length in range(_LONGEST[last], 0, -1):
            start = begin - length
            if start >= 0 and start not in inside and text[start:end] in known:
                yield start, end, "village" if last in _LOCAL else "town"
                break
