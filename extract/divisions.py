"""Candidates for DISTRICT: divisions from province to village, alone or as a chain from above.

Names of the national list are found with one automaton, full and short; short ones that are words too only where the
text speaks of their surroundings. Townships, villages and communities that are not in the list are found by their
last word. A chain (杭州市余杭区径山镇小古城村) is one mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import ahocorasick_rs
from spacy.language import Language
from spacy.tokens import Doc

from extract import lexicon, villages
from extract.state import Found, State, of
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
    "division_word": 0.76,
}
# A name of these kinds is taken wherever it stands as a word of its own.
_SURE = frozenset(("full", "short", "township", "other"))
_JOIN = "、和与及"
_EVENTS = "举行|举办|召开|开幕|闭幕|启动|揭牌|揭幕|落地|发布|成立|签约|亮相|上演|开赛|开跑|落幕|开工"
_ABBREVIATION = re.compile(rf"(?<=在)[一-鿿](?={_EVENTS})|(?<=[融抵赴离])[一-鿿](?=[，。、；！])")


class Hit(NamedTuple):
    """A place where a name stands; `kind` says how far it can be trusted without context."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text plays: the divisions that it names in full, their names, and the cities they lie in."""

    names: frozenset[str]
    cities: frozenset[str]
    districts: frozenset[str]


def find(text: str, state: State) -> list[Found]:
    """Return the DISTRICT candidates of `text`, in order and without overlap."""
    hits = _scan(text)
    taken = _sure(text, hits)
    setting = _setting(text, taken, state)
    spans = [(hit.start, hit.end) for hit in taken]
    taken += [Hit(start, end, kind) for start, end, kind in villages.find(text, spans)]
    taken = _apart([*taken, *_townships(text, taken, setting)])
    taken = _with_context(text, hits, taken, setting)
    known = load().abbreviations
    taken += [Hit(*m.span(), "abbreviation") for m in _ABBREVIATION.finditer(text) if m[0] in known]
    return list(_chains(text, _apart(taken)))


def resolve_mention(name: str, state: State, near: Sequence[str] = ()) -> Division | None:
    """Return the division that a mention means in its document, None where it has no code or can be several.

    `near` is names or codes of other divisions of the document; its place and date are taken from `state`.
    """
    table, context = load(), state.context
    place = (context.place,) if context.place else ()
    found = table.resolve(name, (*place, *near), on=context.date)
    largest = [item for item in found if all(item.holds(other) for other in found)]
    return largest[0] if len(largest) == 1 else None


# --- the automaton ------------------------------------------------------------------------------------------------


@cache
def _kinds() -> Mapping[str, str]:
    """Return every form that is looked for, with its kind."""
    table = load()
    care = lexicon.sections("divisions_forms.txt")
    free, never = frozenset(care["free"]), frozenset(care["never"])
    townships = (form for form in table.township_names if form.endswith(("镇", "乡", "街道", "苏木", "地区")))
    kinds: dict[str, str] = dict.fromkeys(townships, "township")
    for form in table.upper_forms:
        meant = table.named(form)
        upper = [item for item in meant if item.level is not Level.TOWNSHIP]
        if any(item.name == form for item in upper) and form not in never:
            kinds[form] = "full" if len(form) > 2 else "pair"
        elif form not in never:
            urban = all(item.level is Level.DISTRICT and item.name.endswith("区") for item in upper)
            kinds[form] = "context" if urban and form not in free else "short"
    kinds.update((form, "word") for form in care["word"] if kinds.get(form) in ("short", "context"))
    kinds.update(dict.fromkeys(lexicon.words("divisions_other.txt") - {"[free]"}, "other"))
    kinds.update(dict.fromkeys(care["stop"], "stop"))
    return {form: kind for form, kind in kinds.items() if not villages.generic_township(form)}


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    kinds = _kinds()
    forms = sorted(kinds)
    return ahocorasick_rs.AhoCorasick(forms), tuple(kinds[form] for form in forms)


def _scan(text: str) -> list[Hit]:
    """Return all forms in `text`, also overlapping ones; of those that begin at one place the longest first."""
    automaton, kinds = _automaton()
    found = automaton.find_matches_as_indexes(text, overlapping=True)
    return sorted((Hit(start, end, kinds[n]) for n, start, end in found), key=lambda hit: (hit.start, -hit.end))


# --- what stands by itself ----------------------------------------------------------------------------------------


@cache
def _edges() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicon.sections("divisions_edges.txt").items()}


@cache
def _words() -> frozenset[str]:
    """Return common words, less those that are sure names of divisions."""
    return lexicon.words("divisions_words.txt") - {form for form, kind in _kinds().items() if kind in _SURE}


def _torn(text: str, start: int, end: int) -> bool:
    """Say whether both ends of a span lie within words: 创新|乡村 is not 新乡."""
    words = _words()
    return start > 0 and text[start - 1 : start + 1] in words and text[end - 1 : end + 1] in words


def _led(text: str, start: int) -> bool:
    """Say whether a name can begin here by what stands before: a mark, the start, or a word that takes a place."""
    return start == 0 or not "\u3400" <= text[start - 1] <= "\u9fff" or text[start - 1] in _edges()["before"]


def _named_after(text: str, end: int) -> bool:
    """Say whether what follows a short name makes another name or word of it: 钱塘|江, 杭州|人."""
    edges = _edges()
    return text[end : end + 1] in edges["after"] and text[end : end + 2] not in edges["free after"]


def _short_stands(
    text: str, start: int, end: int, *, adjoins: bool = False, followed: bool = False, known: bool = False
) -> bool:
    """Say whether a short name is a word of its own here; one of a county can less be trusted beside half words.

    `adjoins` and `followed`: another name ends or begins right there; `known`: the text names the division in full.
    """
    if not followed and _named_after(text, end):
        return False
    words = _words()
    left = not adjoins and start > 0 and text[start - 1 : start + 1] in words
    right = text[end - 1 : end + 1] in words
    if left and right:
        return False
    if (left or (right and not adjoins and not _led(text, start))) and not (known or _prominent(text[start:end])):
        return False
    rest = text[end : end + 2]
    village = rest == "社区" or (rest[:1] == "村" and rest not in _edges()["村"])
    return not village or text[start:end] not in lexicon.words("divisions_villages.txt")


@cache
def _prominent(form: str) -> bool:
    """Say whether a short name is one of a province or a prefecture."""
    return any(item.level in (Level.PROVINCE, Level.CITY) for item in load().named(form))


def _full_stands(text: str, hit: Hit) -> bool:
    """Say whether a full name is not a part of other words: 西南|山区 is not 南山区."""
    words = _words()
    before = text[hit.start - 1 : hit.start + 1] if hit.start else ""
    if before in words and (text[hit.start + 1 : hit.end] in words or hit.kind == "pair"):
        return False
    return hit.kind != "pair" or _led(text, hit.start)


def _sure(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Take from left to right what needs no context, the longest first."""
    edges, kinds = _edges(), _kinds()
    starts = {hit.start for hit in hits if hit.kind in ("full", "township")}
    shorts = {hit.start for hit in hits if hit.kind in ("full", "township", "short")}
    found: list[Hit] = []
    position = 0
    for hit in hits:
        start, end, kind = hit
        if start < position or kind in ("context", "word"):
            continue
        if kind in ("full", "pair", "township"):
            adjoins = bool(found) and found[-1].end == start
            if not adjoins and not _full_stands(text, hit):
                continue
            if text[end - 1 : end + 1] in edges.get(text[end - 1], ()) and end not in starts:
                if kind == "township" or kinds.get(text[start : end - 1]) not in _SURE:
                    continue
                end, kind = end - 1, "short"
            found.append(Hit(start, end, "full" if kind == "pair" else kind))
        elif kind == "stop":
            pass
        elif _short_stands(text, start, end, adjoins=bool(found) and found[-1].end == start, followed=end in shorts):
            if kind == "other" and text[end : end + 1] in ("市", "州") and text[end : end + 2] not in edges["市"]:
                end += 1
            found.append(Hit(start, end, kind))
        else:
            continue
        position = end
    return found


def _apart(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits in order without overlap; those that come first in `hits` stay."""
    kept: dict[int, Hit] = {}
    for hit in hits:
        if not any(position in kept for position in range(hit.start, hit.end)):
            kept.update(dict.fromkeys(range(hit.start, hit.end), hit))
    return sorted(set(kept.values()))


# --- what needs context -------------------------------------------------------------------------------------------


def _setting(text: str, hits: Iterable[Hit], state: State) -> Setting:
    """Return what the full names of a text, and its place, say about where it plays."""
    table = load()
    names = {text[hit.start : hit.end] for hit in hits if hit.kind != "other"}
    found = [item for item in map(table.parse, sorted(names)) if item is not None]
    place = table.parse(state.context.place) if state.context.place else None
    if place is not None:
        found.append(place)
        names.update(item.name for item in (place, *table.ancestors(place.code)))
    cities = {item.code[:4] for item in found if item.level is not Level.PROVINCE}
    cities |= {
        item.prefix for item in found if item.level is Level.PROVINCE and item.code[:2] in ("11", "12", "31", "50")
    }
    districts = {item.code[:6] for item in found if item.level in (Level.DISTRICT, Level.TOWNSHIP)}
    return Setting(frozenset(names), frozenset(cities), frozenset(districts))


def _townships(text: str, hits: Sequence[Hit], setting: Setting) -> Iterator[Hit]:
    """Find townships by their short name: of a county the text speaks of, where they also stand in full, or after it."""
    table, words = load(), _words()
    shorts = set()
    for hit in hits:
        if hit.kind == "township":
            name = text[hit.start : hit.end]
            here = [item for item in table.named(name) if item.code[:6] in setting.districts]
            shorts |= {item.short for item in here if len(item.short) >= 2 and item.short not in words}
        elif hit.kind in ("full", "short"):
            yield from _township_after(text, hit, words)
    for short in sorted(shorts - _kinds().keys()):
        for match in re.finditer(re.escape(short), text):
            if _short_stands(text, *match.span()):
                yield Hit(*match.span(), "context")


def _township_after(text: str, hit: Hit, words: frozenset[str]) -> Iterator[Hit]:
    for end in (hit.end + 3, hit.end + 2):
        form = text[hit.end : end]
        if form in words or len(form) < 2 or _torn(text, hit.end, end) or _named_after(text, end):
            continue
        below = [item for item in load().named(form) if item.level is Level.TOWNSHIP and item.name != form]
        above = [item for item in load().named(text[hit.start : hit.end]) if item.level is Level.DISTRICT]
        if any(upper.holds(item) for upper in above for item in below):
            yield Hit(hit.end, end, "context")
            return


def _with_context(text: str, hits: Sequence[Hit], taken: list[Hit], setting: Setting) -> list[Hit]:
    """Add short names that are words too where their surroundings are spoken of; twice, for lists of them."""
    waiting = [hit for hit in hits if hit.kind in ("context", "word", "short")]
    for _ in range(2):
        ends = {hit.end: hit for hit in taken}
        starts = {hit.start: hit for hit in taken}
        more = [hit for hit in waiting if _fits(text, hit, setting, ends, starts)]
        taken = _apart([*taken, *more])
    return taken


def _fits(text: str, hit: Hit, setting: Setting, ends: Mapping[int, Hit], starts: Mapping[int, Hit]) -> bool:
    start, end, kind = hit
    meant = [item for item in load().named(text[start:end]) if item.level is not Level.TOWNSHIP]
    if kind == "short":
        known = any(item.name in setting.names for item in meant)
        return known and _short_stands(text, start, end, known=True)
    if not _short_stands(text, start, end):
        return False
    above = ends.get(start)
    if above is not None and any(
        upper != item and upper.holds(item) for upper in load().named(text[above.start : above.end]) for item in meant
    ):
        return kind != "word" or text[end - 1 : end + 1] not in _words()
    if any(item.name in setting.names for item in meant):
        words = _words()
        return kind != "word" or not (text[start - 1 : start + 1] in words or text[end - 1 : end + 1] in words)
    if kind == "context":
        return any(item.code[:4] in setting.cities or item.code[:2] in setting.cities for item in meant)
    beside = []
    if start and text[start - 1] in _JOIN:
        beside.append(ends.get(start - 1))
    if text[end : end + 1] in tuple(_JOIN):
        beside.append(starts.get(end + 1))
    return any(
        one.level is item.level and one.parent == item.parent
        for other in beside
        if other is not None
        for one in load().named(text[other.start : other.end])
        for item in meant
    )


# --- chains -------------------------------------------------------------------------------------------------------


def _chains(text: str, hits: Sequence[Hit]) -> Iterator[Found]:
    """Join names that follow each other from above to below, and make candidates."""
    n = 0
    while n < len(hits):
        first = last = n
        while last + 1 < len(hits) and _below(text, hits[first], hits[last], hits[last + 1]):
            last += 1
        rule = "division_" + (hits[n].kind if first == last else "chain")
        yield Found(hits[first].start, hits[last].end, MentionType.DISTRICT, rule, CONFIDENCE[rule])
        n = last + 1


def _below(text: str, first: Hit, above: Hit, hit: Hit) -> bool:
    """Say whether `hit` carries on the chain that began with `first`."""
    if above.end != hit.start or "abbreviation" in (above.kind, hit.kind) or above.kind in ("other", "village"):
        return False
    if hit.kind in ("village", "pattern"):
        return True
    table = load()
    upper = table.readings(text[first.start : above.end])
    lower = table.named(text[hit.start : hit.end])
    return any(one != item and one.holds(item) for one in upper for item in lower)


@Language.factory("xianzhi_divisions")
def make_divisions(nlp: Language, name: str) -> Divisions:  # noqa: ARG001
    """Make the component that proposes divisions."""
    return Divisions()


class Divisions:
    """Adds the DISTRICT candidates of a document to its state."""

    def __call__(self, doc: Doc) -> Doc:
        state = of(doc)
        state.candidates += find(doc.text, state)
        return doc
