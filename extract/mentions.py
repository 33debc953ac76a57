"""Decide which candidates are the document's mentions, and find the same names elsewhere in it.

Two candidates never overlap in the end. Where they compete, the set with the greatest total weight wins; a
candidate that several finders agree on is surer than each of them alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from dataclasses import replace

import rjieba
from spacy.language import Language
from spacy.tokens import Doc

from extract import border_joins, borders, enumerations, no_names, sites, stated_names
from extract.crf import RULE as MODEL
from extract.lexicon import occurrences
from extract.media import SOURCE
from extract.no_names import PERSONS
from extract.reading import read
from extract.state import BlockKind, Found, State, of, text_of
from ontology.record import MentionType

# A candidate below its type's confidence is left out (swept on annotated text by other hands; see the model card).
THRESHOLD = defaultdict(
    lambda: 0.65,
    {
        MentionType.PROGRAM: 0.8,
        MentionType.DISTRICT: 0.5,
        MentionType.ASSOCIATION: 0.55,
        MentionType.GOVERNMENT: 0.65,
        MentionType.OFFICIAL: 0.75,
        MentionType.PERSON: 0.75,
        MentionType.PLACE: 0.65,
        MentionType.EVENT: 0.7,
        MentionType.INSTITUTION: 0.7,
        MentionType.ENTERPRISE: 0.9,
    },
)
# How often a division inside a longer candidate of this confidence, or a higher one, was right.
INSIDE = ((0.5, 0.1), (0.4, 0.25))
_INSIDE_FROM = min(bound for bound, _ in INSIDE)
# What is no mention itself says nothing about the division that it begins with: 安徽|制造业, 大连|工业生产.
_OWN_ONLY = frozenset({MentionType.ENTERPRISE, MentionType.INSTITUTION, MentionType.GOVERNMENT})
# A name this sure is looked for in the rest of its document.
SPREAD_FROM = 0.9
SPREAD_RULE = "repeat"
# A word that stands this often, and that the model takes for a name less than once in so many times, is none but where
# it is quoted.
_OFTEN, _SHARE = 6, 3
# From here on a rule's candidate tells that it is one all the same.
_BACKS = 0.5
_GUESSED = frozenset({MentionType.PROGRAM, MentionType.PERSON, MentionType.ENTERPRISE, MentionType.PLACE})
_OPENING = frozenset("“《「")
# The rules that read a person's title.
_TITLED = ("person.titled", "person.title-after", "person.joined")
# From here on it is believed that a person is an official.
_TOLD = 0.5
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("「", "」"))
_MARK = re.compile("[" + "".join(opening + closing for opening, closing in _PAIRS) + "]")
# Shorter names than this are too often part of another word: they are found again only where words begin and end.
_SAFE = defaultdict(lambda: 4, {**dict.fromkeys(PERSONS, 3), MentionType.DISTRICT: 3})
_SHORTEST = 2
# Half-wide marks that the layout keeps before a digit, and no name begins with.
_STOPS = ",.;:"
# What a byline says before its first name: 文/图 李鸽.
_LABELS = "文图摄"
# 新云岭人 are no people of the place, but a word of its own.
_NEWCOMERS = frozenset("新老")
# 甲隧道（即｜乙隧道）
_NAMELY, _BRACKETS = "即", ("（", "(")
_LABEL = re.compile(rf"(?:[{_LABELS}][/／]?){{1,2}}\s+")


def decide(text: str, candidates: Iterable[Found]) -> list[Found]:
    """Return the mentions among `candidates`: trimmed, without overlap, in order."""
    pooled = _pool(_trim(text, found) for found in _doubted(no_names.without(text, borders.settled(text, candidates))))
    return _heaviest(found for found in pooled if found.confidence >= THRESHOLD[found.type])


def _doubted(candidates: list[Found]) -> list[Found]:
    """Lower the rules' divisions that lie inside a longer candidate of another type, the more the surer that is."""
    around = sorted((f for f in candidates if _doubts(f)), key=_start)
    starts = [f.start for f in around]
    longest = max((f.end - f.start for f in around), default=0)
    out = []
    for found in candidates:
        if found.type is MentionType.DISTRICT and found.rule != MODEL:
            near = around[bisect_left(starts, found.end - longest) : bisect_right(starts, found.start)]
            longer = [f for f in near if f.end >= found.end and f.end - f.start > found.end - found.start]
            if longer:
                surest = max(f.confidence for f in longer)
                right = next(share for bound, share in INSIDE if surest >= bound)
                found = Found(found.start, found.end, found.type, found.rule, min(found.confidence, right))
        out.append(found)
    return out


def _doubts(found: Found) -> bool:
    """Whether a candidate is sure enough to doubt a division inside it."""
    bound = max(THRESHOLD[found.type], _INSIDE_FROM) if found.type in _OWN_ONLY else _INSIDE_FROM
    return found.type is not MentionType.DISTRICT and found.confidence >= bound


def _start(found: Found) -> int:
    return found.start


def _trim(text: str, found: Found) -> Found:
    start, end = found.start, found.end
    while start < end and (text[start].isspace() or text[start] in _STOPS):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if text[start : start + 1] == _NAMELY and text[start - 1 : start] in _BRACKETS:
        start += 1
    if start < end and text[start] in _LABELS:
        label = _LABEL.match(text, start, end)
        start = start if label is None else label.end()
    start = borders.begun(text, start, end, found.type)
    if _MARK.search(text, start, end):
        start, end = _balanced(text, start, end)
    if (start, end) == (found.start, found.end):
        return found
    return Found(start, end, found.type, found.rule, found.confidence)


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the partner of a quotation mark that stands right outside, or leave out a mark without partner."""
    for opening, closing in _PAIRS:
        surplus = text.count(opening, start, end) - text.count(closing, start, end)
        if surplus < 0 and start and text[start - 1] == opening:
            start -= 1
        elif surplus > 0 and end < len(text) and text[end] == closing:
            end += 1
        elif surplus > 0 and text[start] == opening:
            start += 1
        elif surplus < 0 and text[end - 1] == closing:
            end -= 1
        elif surplus > 0 and opening == "（":
            end = text.rindex(opening, start, end)  # 绿色学校（幼儿: a note that the name does not hold whole
        if text[start:end].startswith(opening) and text.find(closing, start, end) == end - 1:
            start, end = start + 1, end - 1
    return start, end


def _pool(candidates: Iterable[Found]) -> list[Found]:
    """Merge candidates of one span and type: the surest names the rule, agreement adds confidence.

    Whether a person is an official is a question of its own: on the name both kinds agree.
    """
    groups: dict[tuple[int, int, MentionType], list[Found]] = defaultdict(list)
    for found in candidates:
        if found.start < found.end:
            kind = MentionType.PERSON if found.type in PERSONS else found.type
            groups[found.start, found.end, kind].append(found)
    return [group[0] if len(group) == 1 else _agreed(group) for _, group in sorted(groups.items())]


def _agreed(group: list[Found]) -> Found:
    surest: dict[str, float] = {}
    for found in group:
        if found.confidence >= surest.get(found.rule, 0.0):
            surest[found.rule] = found.confidence
    _, best = max((share, rule) for rule, share in surest.items())
    doubt = 1.0
    for rule in sorted(surest):
        doubt *= 1 - surest[rule]
    one = group[0]
    return Found(one.start, one.end, _type(group), best, round(min(0.99, 1 - doubt), 3))


def _type(group: list[Found]) -> MentionType:
    """Return the type of a name's candidates: an official's where a rule says so, or the model is surer than they."""
    if len({found.type for found in group}) == 1:
        return group[0].type
    told = max((f.confidence for f in group if f.type is MentionType.OFFICIAL and f.rule != MODEL), default=0.0)
    guessed = max((f.confidence for f in group if f.type is MentionType.OFFICIAL and f.rule == MODEL), default=0.0)
    private = max((f.confidence for f in group if f.type is MentionType.PERSON), default=0.0)
    return MentionType.OFFICIAL if told >= _TOLD or guessed > private else MentionType.PERSON


def _heaviest(candidates: Iterable[Found]) -> list[Found]:
    """Return the non-overlapping candidates of the greatest total weight (weighted interval scheduling)."""
    ordered = sorted(candidates, key=lambda f: (f.end, f.start, f.type))
    ends = [f.end for f in ordered]
    best = [0.0] * (len(ordered) + 1)
    take = [False] * len(ordered)
    before = [bisect_right(ends, f.start, 0, i) for i, f in enumerate(ordered)]
    for i, found in enumerate(ordered):
        with_it = best[before[i]] + _weight(found)
        take[i] = with_it > best[i]
        best[i + 1] = max(best[i], with_it)
    chosen = []
    i = len(ordered)
    while i > 0:
        if take[i - 1]:
            chosen.append(ordered[i - 1])
            i = before[i - 1]
        else:
            i -= 1
    return chosen[::-1]


def _weight(found: Found) -> float:
    """Longer names win over the names inside them, but not against much surer ones."""
    return (found.confidence - 0.3) * float((found.end - found.start) ** 0.8)


def spread(text: str, mentions: list[Found], backed: Container[str] = ()) -> list[Found]:
    """Add the places where the surely found names of a document stand again; `backed` are names that rules found."""
    names: dict[str, Found] = {}
    for found in mentions:
        name = text[found.start : found.end]
        # A short form that the text states is found in its marks, and nowhere else: 《意见》 is no 意见.
        if found.confidence >= SPREAD_FROM and len(name) >= _SHORTEST and found.rule != stated_names.RULE:
            known = names.get(name)
            if known is None or found.confidence > known.confidence:
                names[name] = found
    if not names:
        return mentions
    words = read(text)
    again = list(occurrences(text, names))
    common = [name for name in _common(text, [name for _, _, name in again], mentions) if name not in backed]
    for name in common:
        del names[name]
        mentions = [f for f in mentions if text[f.start : f.end] != name or text[f.start - 1 : f.start] in _OPENING]
    titles = no_names.titles(text)
    starts, ends = [f.start for f in mentions], [f.end for f in mentions]
    added: list[Found] = []
    gone: set[int] = set()
    for start, end, name in occurrences(text, names) if common else again:
        known = names[name]
        alone = (words.is_edge(start) and words.is_end(end)) or (known.type in PERSONS and _unlike(text, start, end))
        if end - start < _SAFE[known.type] and not alone:
            continue
        if known.type is MentionType.PROGRAM:
            if text[start - 1 : start] == "等":  # 停车难等｜邻里大院常有的事: of what kind they are
                continue
            end = borders.with_kind(text, start, end)
        newcomers = text[start - 1 : start] in _NEWCOMERS and text.startswith("人", end)
        if (known.type is MentionType.DISTRICT and newcomers) or no_names.in_title(titles, start, end):
            continue
        repeated = _again(known, start, end)
        first = bisect_right(ends, start)
        over = range(first, bisect_left(starts, end, first))
        if any(not _torn(mentions[i], repeated) for i in over):
            continue
        gone.update(over)
        added.append(repeated)
    kept = [f for i, f in enumerate(mentions) if i not in gone] if gone else mentions
    return sorted([*kept, *added], key=lambda f: f.start)


def _again(known: Found, start: int, end: int) -> Found:
    """Return what is known from elsewhere as a mention of its own, a little less sure."""
    return Found(start, end, known.type, SPREAD_RULE, round(known.confidence * 0.9, 3))


def _unlike(text: str, start: int, end: int) -> bool:
    """Whether a name is no word, and makes none with the character before it or behind it: 李啸|正积极."""
    around = text[max(0, start - 1) : start + 1], text[end - 1 : end + 1], text[start:end]
    return not any(rjieba.has_word(word) for word in around if len(word) > 1)


def _torn(found: Found, repeated: Found) -> bool:
    """Whether a mention is no more than the model's less sure guess at a part of a name that stands elsewhere."""
    inside = repeated.start <= found.start and found.end <= repeated.end
    return inside and found.rule == MODEL and found.confidence < repeated.confidence


def _common(text: str, names: Iterable[str], mentions: list[Found]) -> list[str]:
    """Return the names that the model alone proposes, here and there, of a word that the text uses all the time.

    `names` are all those that may be looked for, as often as they stand in the text.
    """
    times = Counter(names)
    if not times or max(times.values()) < _OFTEN:
        return []
    told: dict[str, int] = defaultdict(int)
    sure = set()
    for found in mentions:
        name = text[found.start : found.end]
        told[name] += 1
        if found.rule != MODEL or found.type not in _GUESSED:
            sure.add(name)
    return [
        name
        for name in sorted(times)
        if name not in sure and times[name] >= _OFTEN and told[name] * _SHARE < times[name]
    ]


def vote(text: str, mentions: list[Found]) -> list[Found]:
    """Give all mentions of one name the type that its mentions support most; one post makes a person an official.

    Where a rule reads a private title and none a public one, the model's guess that it is public does not count.
    """
    votes: dict[str, dict[MentionType, float]] = defaultdict(lambda: defaultdict(float))
    for found in mentions:
        if found.rule != SPREAD_RULE:
            votes[text[found.start : found.end]][found.type] += found.confidence
    private = {text[f.start : f.end] for f in mentions if f.type is MentionType.PERSON and f.rule.startswith(_TITLED)}
    public = {text[f.start : f.end] for f in mentions if f.type is MentionType.OFFICIAL and f.rule != MODEL}
    for name in private - public:
        votes[name].pop(MentionType.OFFICIAL, None)
    winner = {name: _winner(counts) for name, counts in votes.items()}
    types = [winner.get(text[f.start : f.end], f.type) for f in mentions]
    return [f if f.type is kind else replace(f, type=kind) for f, kind in zip(mentions, types, strict=True)]


def _winner(counts: dict[MentionType, float]) -> MentionType:
    if len(counts) == 1 and PERSONS.isdisjoint(counts):  # most names
        return next(iter(counts))
    person = sum(counts.get(kind, 0.0) for kind in PERSONS)
    rest = max((c for kind, c in counts.items() if kind not in PERSONS), default=0.0)
    if person and person >= rest:
        return MentionType.OFFICIAL if counts.get(MentionType.OFFICIAL, 0.0) >= _TOLD else MentionType.PERSON
    return max(sorted(counts), key=lambda kind: counts[kind])


@Language.factory("xianzhi_mentions", assigns=["doc._.xianzhi"])
def make_mentions(nlp: Language, name: str) -> Mentions:  # noqa: ARG001
    """Make the component that turns candidates into mentions."""
    return Mentions()


class Mentions:
    """Turns candidates into mentions."""

    def __call__(self, doc: Doc) -> Doc:
        state, text = of(doc), text_of(doc)
        found = decide(text, _within_blocks(state))
        stated = stated_names.stated(text, found)
        for alias in stated:
            name = text[alias.full.start : alias.full.end]
            state.short_forms.setdefault(alias.short, name)
        uses = [use for alias in stated for use in stated_names.uses(text, alias)]
        found = _heaviest(_pool([*found, *uses])) if uses else found
        divisions = (f for f in state.candidates if f.type is MentionType.DISTRICT and f.rule != MODEL)
        found = list(border_joins.parted(text, found, divisions))
        found = border_joins.joined(text, enumerations.complete(read(text), found))
        rules = (f for f in state.candidates if f.rule != MODEL and f.confidence >= _BACKS)
        found = spread(text, found, {text[f.start : f.end] for f in rules})
        for start, end, zone in list(sites.called_short(text, found)):
            state.short_forms.setdefault(text[start:end], text[zone.start : zone.end])
            if not any((f.start, f.end) == (start, end) for f in found):
                insort(found, _again(zone, start, end), key=_start)
        found = border_joins.completed(text, found)
        state.mentions = vote(text, [border_joins.without_people(text, f) for f in found])
        return doc


def _within_blocks(state: State) -> Iterable[Found]:
    """Candidates that lie inside one block; in a masthead nothing is news, but the outlet that a text comes from."""
    blocks = state.context.blocks
    if not blocks:
        return list(state.candidates)
    starts = [b.start for b in blocks]
    kept = []
    for found in state.candidates:
        i = bisect_right(starts, found.start) - 1
        if i < 0 or found.end > blocks[i].end:
            continue
        if blocks[i].kind is not BlockKind.MASTHEAD or found.rule.startswith(SOURCE):
            kept.append(found)
    return kept
