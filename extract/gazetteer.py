"""Names of the national list in running text: one automaton for all forms, and what lets a name stand there.

A form is `full`, `pair` (a full name of two characters: 理县), `township`, `short`, `context` (that of an urban
district), `word` and `named` (short names that are words too), `other` (outside the national code) or `stop` (no name).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import ahocorasick_rs
import rjieba

from extract import lexicon, villages
from ontology.divisions import Level, load

# A name of these kinds is taken wherever it stands as a word of its own.
SURE = frozenset(("full", "short", "township", "other"))
# A name of these kinds is looked at again when it is known where the text plays.
LOOSE = frozenset(("short", "context", "word", "named"))
_VILLAGE_NEXT = re.compile(r"[\u3400-\u9fff]{2,5}?(?:村|社区)")


class Hit(NamedTuple):
    """A place where a name stands; `kind` says how far it can be trusted without context."""

    start: int
    end: int
    kind: str


@cache
def form_kinds() -> Mapping[str, str]:
    """Return every form that is looked for, with its kind."""
    table = load()
    care = lexicon.sections("divisions_forms.txt")
    free, never = frozenset(care["free"]), frozenset(care["never"])
    kinds = {form: "township" for form in table.township_names if villages.is_township(form)}
    for form in table.upper_forms:
        meant = table.named(form)
        upper = [item for item in meant if item.level is not Level.TOWNSHIP]
        present = [item for item in upper if not item.valid_to] or upper
        if any(item.name == form for item in upper) and form not in never:
            kinds[form] = "full" if len(form) > 2 else "pair"
        elif form not in never:
            urban = all(item.level is Level.DISTRICT and item.name.endswith("区") for item in present)
            kinds[form] = "context" if urban and form not in free else "short"
    waters = [form for form, kind in kinds.items() if kind == "context" and form[2:] and form[-1] in "江河湖山海"]
    kinds.update((form, "word") for form in (*care["word"], *waters) if kinds.get(form) in LOOSE)
    kinds.update((form, "named") for form in care["named"] if kinds.get(form) in LOOSE)
    kinds.update(dict.fromkeys(lexicon.words("divisions_other.txt") - {"[free]"}, "other"))
    kinds.update(dict.fromkeys(care["stop"], "stop"))
    return kinds


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    kinds = form_kinds()
    forms = sorted(kinds)
    return ahocorasick_rs.AhoCorasick(forms), tuple(kinds[form] for form in forms)


def scan(text: str) -> list[Hit]:
    """Return all forms in `text`, also overlapping ones; of those that begin at one place the longest first."""
    automaton, kinds = _automaton()
    found = automaton.find_matches_as_indexes(text, overlapping=True)
    return [Hit(start, -end, kinds[n]) for start, end, n in sorted((start, -end, n) for n, start, end in found)]


@cache
def edges() -> Mapping[str, frozenset[str]]:
    """Return what may stand before and after names, by heading of its file."""
    return {name: frozenset(words) for name, words in lexicon.sections("divisions_edges.txt").items()}


@cache
def common_words() -> frozenset[str]:
    """Return common words, less those that are sure names of divisions."""
    return lexicon.words("divisions_words.txt") - {form for form, kind in form_kinds().items() if kind in SURE}


def torn(text: str, start: int, end: int) -> bool:
    """Say whether both ends of a span lie within words: 创新|乡村 is not 新乡."""
    words = common_words()
    return start > 0 and text[start - 1 : start + 1] in words and text[end - 1 : end + 1] in words


def _led(text: str, start: int) -> bool:
    """Say whether a name can begin here by what stands before: a mark, the start, or a word that takes a place."""
    return start == 0 or not is_han(text[start - 1]) or text[start - 1] in edges()["before"]


def is_han(character: str) -> bool:
    """Say whether a character is a Chinese one."""
    return "\u3400" <= character <= "\u9fff"


def named_after(text: str, end: int) -> bool:
    """Say whether what follows a short name makes another name or word of it: 钱塘|江, 杭州|人."""
    rest, allowed = text[end : end + 2], edges()["free after"]
    return rest[:1] in edges()["after"] and rest not in allowed and rest not in common_words()


def short_stands(
    text: str, start: int, end: int, *, adjoins: bool = False, followed: bool = False, known: bool = False
) -> bool:
    """Say whether a short name is a word of its own here; one of a county can less be trusted beside half words.

    `adjoins` and `followed`: another name ends or begins right there; `known`: the text names the division in full.
    """
    if not followed and named_after(text, end):
        return False
    if text[start] in "镇乡村" and not (adjoins or _led(text, start)):
        return False  # the level word of what stands before
    if text[end : end + 1] == "人" and text[start - 1 : start] in ("新", "老"):
        return False
    words = common_words()
    left = not adjoins and start > 0 and text[start - 1 : start + 1] in words
    right = text[end - 1 : end + 1] in words
    if left and right:
        return False
    led = start == 0 or not is_han(text[start - 1]) or text[start - 1] in edges()["lead"]
    if not adjoins and start > 1 and rjieba.has_word(text[start - 2 : start + 1]):
        return False  # 供应商|都
    if (left or (right and not adjoins and not led)) and not (known or _prominent(text[start:end])):
        return False
    rest = text[end : end + 2]
    village = rest == "社区" or (rest[:1] == "村" and rest not in edges()["村"])
    return not village or text[start:end] not in lexicon.words("divisions_villages.txt")


@cache
def _prominent(form: str) -> bool:
    """Say whether a short name is one of a province or a prefecture."""
    return any(item.level in (Level.PROVINCE, Level.CITY) for item in load().named(form))


def _full_stands(text: str, hit: Hit) -> bool:
    """Say whether a full name is not a part of other words: 西南|山区 is not 南山区."""
    words, rest = common_words(), text[hit.start + 1 : hit.end]
    if hit.kind == "township" and rest in words and hit.start and is_han(text[hit.start - 1]):
        return text[hit.start - 1] in edges()["lead"] and text[hit.start - 1] != "于"  # 快于|城镇
    before = text[hit.start - 1 : hit.start + 1] if hit.start else ""
    if (before in words or before in form_kinds()) and (rest in words or hit.kind == "pair"):
        return False
    return hit.kind != "pair" or _led(text, hit.start)


def level_word_goes_on(text: str, end: int) -> bool:
    """Say whether the last character of a full name belongs to the next word: 余杭|区域, but not 余杭区|域外."""
    if text[end - 1 : end + 1] not in edges().get(text[end - 1], ()):
        return False
    if text[end - 1] in "镇乡" and _VILLAGE_NEXT.match(text, end):
        return False
    return text[end : end + 2] not in common_words()


def sure(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Take from left to right what needs no context, the longest first."""
    full = {hit.start for hit in hits if hit.kind in ("full", "township")}
    names = {hit.start: hit.end for hit in hits if hit.kind == "short" and _prominent(text[hit.start : hit.end])}
    names.update((hit.start, hit.end) for hit in hits if hit.kind in ("full", "township"))
    found: list[Hit] = []
    position = 0
    for hit in hits:
        if hit.start < position or hit.kind in ("context", "word", "named"):
            continue
        adjoins = bool(found) and found[-1].end == hit.start
        if hit.kind in ("full", "pair", "township"):
            taken = _full(text, hit, full, names, adjoins=adjoins)
        elif hit.kind == "stop":
            position = hit.end
            continue
        else:
            taken = _short(text, hit, names, adjoins=adjoins)
        if taken is not None:
            found.append(taken)
            position = taken.end
    return found


def _full(text: str, hit: Hit, full: set[int], names: Mapping[int, int], *, adjoins: bool) -> Hit | None:
    """Return what stands at a full name: itself, its short form (余杭|区域), or nothing."""
    start, end, kind = hit
    if not adjoins and not _full_stands(text, hit):
        return None
    if kind == "township" and end - 1 in names and text[start : end - 1] in common_words():
        return None  # 联合|镇江
    if end not in full and level_word_goes_on(text, end):
        return Hit(start, end - 1, "short") if form_kinds().get(text[start : end - 1]) in SURE else None
    return Hit(start, end, "full" if kind == "pair" else kind)


def _short(text: str, hit: Hit, names: Mapping[int, int], *, adjoins: bool) -> Hit | None:
    """Return what stands at a short name: itself, with the level word of a foreign city, or nothing."""
    start, end, kind = hit
    if not short_stands(text, start, end, adjoins=adjoins, followed=end in names):
        return None
    words = common_words()
    torn = not adjoins and start > 0 and text[start - 1 : start + 1] in words
    for inner in range(start + 1, end):
        other = names.get(inner, 0)
        if other > end and (torn or not _prominent(text[start:end])) and text[other - 1 : other + 1] not in words:
            return None  # 美丽|江西, 新|宁夏
    longer = kind == "other" and text[end : end + 1] in ("市", "州") and text[end : end + 2] not in edges()["市"]
    return Hit(start, end + longer, kind)


def apart(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits in order without overlap; those that come first in `hits` stay."""
    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in hits:
        places = range(hit.start, hit.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(hit)
    return sorted(kept)
