"""Candidates for DISTRICT: divisions from province to village, alone or as a chain from above.

Names of the national list are found with one automaton, full and short; short ones that are words too only where the
text speaks of their surroundings. Townships, villages and communities that are not in the list are found by their
last word. A chain (杭州市余杭区径山镇小古城村) is one mention; its beginnings are candidates too, less sure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language

from extract import sentences, villages
from extract.gazetteer import (
    LOOSE,
    Hit,
    apart,
    common_words,
    edges,
    form_kinds,
    level_word_goes_on,
    named_after,
    scan,
    short_stands,
    sure,
    torn,
)
from extract.state import Finder, Found, State
from ontology.divisions import Division, Level, load
from ontology.record import MentionType

# By rule: how often its candidates were right in annotated text.
CONFIDENCE = {
    "division_chain": 0.97,
    "division_full": 0.96,
    "division_township": 0.93,
    "division_short": 0.92,
    "division_other": 0.9,
    "division_village": 0.88,
    "division_context": 0.85,
    "division_abbreviation": 0.8,
    "division_pattern": 0.76,
    "division_town": 0.76,
    "division_word": 0.76,
    "division_named": 0.76,
    "division_part": 0.05,
}
_PART = "division_part"
_JOIN = "、和与及"
_CAPITAL = "京"
_EVENTS = "举行|举办|召开|开幕|闭幕|启动|揭牌|揭幕|落地|发布|成立|签约|亮相|上演|开赛|开跑|落幕|开工"
_COUNTED = "[两二三四五六七](?:省|地|省市)(?![级道])"
_ARE_PROVINCES, _PROVINCES = re.compile(_COUNTED), re.compile(f"[一-鿿]{{2,5}}(?={_COUNTED})")
_IS_ROW, _ROW = re.compile("、[一-鿿]、"), re.compile(r"(?:[一-鿿]、){2,}[一-鿿]")
_ABBREVIATION = re.compile(
    rf"[在融抵赴离返进来](?P<name>(?<=在)[一-鿿](?={_EVENTS})|(?<=[融抵赴离])[一-鿿](?=[，。、；！])"
    r"|(?<=[抵赴离返进来])京(?=[时前后的参出进访期])|(?<=[赴返来在])[一-鿿](?=务工|就业|创业|投资|考察|就读|高校|企业))"
)


_MUNICIPALITIES = ("11", "12", "31", "50")
_HOME = 3  # mentions that make a city the one where a text plays


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text plays: names of divisions in it, digits of its own city, codes of the districts it speaks of."""

    names: frozenset[str]
    home: frozenset[str]
    districts: frozenset[str]


def find(text: str, state: State) -> list[Found]:
    """Return the DISTRICT candidates of `text`, in order; a chain is followed by its beginnings (`division_part`)."""
    hits = scan(text)
    taken = sure(text, hits)
    setting = _setting(text, taken, state)
    spans = [(hit.start, hit.end) for hit in taken]
    taken += [Hit(start, end, kind) for start, end, kind in villages.find(text, spans)]
    taken = apart([*taken, *_townships(text, taken, setting)])
    taken = _with_context(text, hits, taken, setting)
    taken += [*_abbreviations(text, setting), *_rows_of_provinces(text)]
    return list(_chains(text, apart(taken)))


def _abbreviations(text: str, setting: Setting) -> Iterator[Hit]:
    """Find one-character names: 在京举行 and 离京时 anywhere, 融杭， and 来浙务工 only at home."""
    for match in _ABBREVIATION.finditer(text):
        name, before = match["name"], text[match.start()]
        codes = load().abbreviations.get(name, ())
        here = (
            before == "在" or name == _CAPITAL or any(code[:2] == city[:2] for code in codes for city in setting.home)
        )
        if codes and here and (name == _CAPITAL or match[0] not in common_words()):
            yield Hit(*match.span("name"), "abbreviation")


def _rows_of_provinces(text: str) -> Iterator[Hit]:
    """Find provinces by one character each: 浙闽赣皖四省, 晋、陕、宁."""
    known, words = load().abbreviations, common_words()
    for match in sentences.finditer(_ROW, text, _IS_ROW):
        start, end = match.span()
        free = text[max(0, start - 1) : start + 1] not in words and text[end - 1 : end + 1] not in words
        if free and all(text[i] in known for i in range(start, end, 2)):
            yield from (Hit(i, i + 1, "abbreviation") for i in range(start, end, 2))
    for match in sentences.finditer(_PROVINCES, text, _ARE_PROVINCES):
        for position in range(match.end() - 1, match.start() - 1, -1):
            if text[position] not in known:
                break
            yield Hit(position, position + 1, "abbreviation")


def resolve_mention(name: str, state: State, near: Sequence[str] = ()) -> Division | None:
    """Return the division that a mention means in its document, None where it has no code or can be several.

    `near` is names or codes of other divisions of the document; its place and date are taken from `state`.
    """
    table, context = load(), state.context
    place = (context.place,) if context.place else ()
    found = table.resolve(name, (*place, *near), on=context.date)
    largest = [item for item in found if all(item.holds(other) for other in found)]
    return largest[0] if len(largest) == 1 else None


def _setting(text: str, hits: Iterable[Hit], state: State) -> Setting:
    """Return what the full names of a text, and its place, say about where it plays."""
    table = load()
    counts = Counter(text[hit.start : hit.end] for hit in hits if hit.kind != "other")
    names = set(counts)
    found = {item: counts[name] for name in sorted(names) if (item := table.parse(name)) is not None}
    place = table.parse(state.context.place) if state.context.place else None
    if place is not None:
        found[place] = sum(counts.values())
        names.update(item.name for item in (place, *table.ancestors(place.code)))
    cities: Counter[str] = Counter()
    for item, count in found.items():
        if item.level is not Level.PROVINCE or item.code[:2] in _MUNICIPALITIES:
            cities[_city(item)] += count
    enough = max(_HOME, cities.total() * 0.3)
    home = frozenset(city for city, count in cities.items() if count >= enough)
    districts = frozenset(item.code[:6] for item in found if item.level in (Level.DISTRICT, Level.TOWNSHIP))
    return Setting(frozenset(names), home, districts)


def _city(item: Division) -> str:
    """Return the digits of the city that a division lies in."""
    return item.code[:2] if item.code[:2] in _MUNICIPALITIES else item.code[:4]


def _townships(text: str, hits: Sequence[Hit], setting: Setting) -> Iterator[Hit]:
    """Find townships by their short name: where they stand in full too, of a county of the text, or right after it."""
    table, words = load(), common_words()
    shorts = set()
    for hit in hits:
        if hit.kind == "township":
            name = text[hit.start : hit.end]
            here = [item for item in table.named(name) if item.code[:6] in setting.districts]
            shorts |= {item.short for item in here if len(item.short) >= 2 and item.short not in words}
        elif hit.kind in ("full", "short"):
            yield from _township_after(text, hit, words)
    for short in sorted(short for short in shorts if short not in form_kinds()):
        at = text.find(short)
        while at >= 0:
            end = at + len(short)
            if short_stands(text, at, end):
                yield Hit(at, end, "context")
            at = text.find(short, end)


def _township_after(text: str, hit: Hit, words: frozenset[str]) -> Iterator[Hit]:
    for end in (hit.end + 3, hit.end + 2):
        form = text[hit.end : end]
        if (
            form in words
            or form_kinds().get(form) in LOOSE
            or len(form) < 2
            or torn(text, hit.end, end)
            or named_after(text, end)
        ):
            continue
        if text[end : end + 2] in edges()["after two"]:
            continue
        below = [item for item in load().named(form) if item.level is Level.TOWNSHIP and item.name != form]
        above = {item.code for item in load().named(text[hit.start : hit.end]) if item.level is not Level.PROVINCE}
        if any(item.parent in above for item in below):
            yield Hit(hit.end, end, "context")
            return


def _with_context(text: str, hits: Sequence[Hit], taken: list[Hit], setting: Setting) -> list[Hit]:
    """Add short names that are words too where their surroundings are spoken of; twice, for lists of them."""
    waiting = [hit for hit in hits if hit.kind in LOOSE or hit.kind == "township"]
    for _ in range(2):
        covered = {place for hit in taken for place in range(hit.start, hit.end)}
        waiting = [hit for hit in waiting if covered.isdisjoint(range(hit.start, hit.end))]
        ends = {hit.end: hit for hit in taken}
        starts = {hit.start: hit for hit in taken}
        more = [hit for hit in waiting if _fits(text, hit, setting, ends, starts)]
        if not more:
            break
        taken = apart([*taken, *more])
    return taken


def _fits(text: str, hit: Hit, setting: Setting, ends: Mapping[int, Hit], starts: Mapping[int, Hit]) -> bool:
    start, end, kind = hit
    if kind == "township":
        here = any(item.code[:6] in setting.districts for item in load().named(text[start:end]))
        return here and not torn(text, start, end) and not level_word_goes_on(text, end)
    meant = [item for item in load().named(text[start:end]) if item.level is not Level.TOWNSHIP]
    if kind == "short":
        known = any(item.name in setting.names for item in meant)
        return known and short_stands(text, start, end, known=True)
    if not short_stands(text, start, end):
        return False
    above = ends.get(start)
    if above is not None and any(
        upper != item and upper.holds(item) for upper in load().named(text[above.start : above.end]) for item in meant
    ):
        begun = text[end - 1 : end + 1] in common_words() or text[end : end + 2] in edges()["after two"]
        return not begun
    if any(item.name in setting.names for item in meant):
        words = common_words()
        return kind == "context" or not (text[start - 1 : start + 1] in words or text[end - 1 : end + 1] in words)
    if kind == "named":
        return False
    if kind == "context" and any(_city(item) in setting.home for item in meant):
        return text[end : end + 2] not in edges()["after two"]
    beside = []
    if start and text[start - 1] in _JOIN:
        beside.append(ends.get(start - 1))
    if text[end : end + 1] in tuple(_JOIN):
        beside.append(starts.get(end + 1))
    return any(
        one.level is item.level and (one.parent == item.parent or one.level is Level.CITY)
        for other in beside
        if other is not None
        for one in load().named(text[other.start : other.end])
        for item in meant
    )


def _chains(text: str, hits: Sequence[Hit]) -> Iterator[Found]:
    """Join names that follow each other from above to below, and make candidates."""
    n = 0
    while n < len(hits):
        first = last = n
        while last + 1 < len(hits) and _below(text, hits[first], hits[last], hits[last + 1]):
            last += 1
        rule = "division_" + (hits[n].kind if first == last else "chain")
        yield Found(hits[first].start, hits[last].end, MentionType.DISTRICT, rule, CONFIDENCE[rule])
        for part in hits[first:last]:  # where the rest of the chain is the beginning of another name
            yield Found(hits[first].start, part.end, MentionType.DISTRICT, _PART, CONFIDENCE[_PART])
        n = last + 1


def _below(text: str, first: Hit, above: Hit, hit: Hit) -> bool:
    """Say whether `hit` carries on the chain that began with `first`."""
    if (
        above.end != hit.start
        or "abbreviation" in (above.kind, hit.kind)
        or above.kind in ("other", "village", "pattern")
    ):
        return False
    if hit.kind in ("village", "pattern"):
        return True
    table = load()
    upper = table.readings(text[first.start : above.end])
    lower = table.named(text[hit.start : hit.end])
    if hit.kind in ("township", "town") and above.kind in ("full", "short", "context"):
        return True  # the list may be older or younger than the text
    return any(one != item and one.holds(item) for one in upper for item in lower)


@Language.factory("xianzhi_divisions")
def make_divisions(nlp: Language, name: str) -> Finder:  # noqa: ARG001
    """Make the component that proposes divisions."""
    return Finder(find)
