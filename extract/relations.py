"""Relations between the entities of a sentence, by the named rules of `data/relations.tsv`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extract import lexicon, relation_context, sentences, skeleton
from extract.deixis import home_entity, with_deixis
from extract.state import Found, FoundRelation, State, of
from ontology.record import MentionType

# A plan or a negation before the verb: the text does not state the relation as a fact.
_NOT_STATED = re.compile(
    r"(?:尚未|未能|没有|并未|从未|不再|拟于?|有望|力争|争取|拒绝|婉拒|取消|如果|假如)[^，。]{0,6}$"
)
_TOPICS = frozenset(
    {
        MentionType.DISTRICT,
        MentionType.GOVERNMENT,
        MentionType.ENTERPRISE,
        MentionType.INSTITUTION,
        MentionType.ASSOCIATION,
    }
)
# Between the topic and what is said of it there is seldom more than this many characters.
_REACH = 120


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to state a relation; without a group `s` the subject is the topic of the sentence."""

    name: str
    predicate: str
    confidence: float
    pattern: re.Pattern[str]
    carried: bool


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of the data file, in order."""
    return tuple(
        Rule(name, predicate, float(confidence), skeleton.compile_pattern(pattern), "(?P<s>" not in pattern)
        for name, predicate, confidence, pattern, *_ in lexicon.rows("relations.tsv")
    )


def find(text: str, state: State) -> list[FoundRelation]:
    """Return the relations of a document, each once, with the first span that states it."""
    best: dict[tuple[str, str, str], FoundRelation] = {}
    stated = list(_stated(text, state))
    for found in [*stated, *relation_context.relations(text, state, stated), *_from_names(state)]:
        key = (found.subject, found.predicate, found.object)
        if found.predicate == "partnersWith" and (found.object, found.predicate, found.subject) in best:
            continue
        known = best.get(key)
        if found.subject != found.object and (known is None or found.confidence > known.confidence):
            best[key] = found
    return sorted(best.values(), key=lambda r: (r.start, r.end, r.predicate, r.subject, r.object))


def _stated(text: str, state: State) -> Iterator[FoundRelation]:
    named = with_deixis(text, state)
    starts = [m.start for m in named]
    topic: Found | None = None
    for start, end in sentences.spans(text):
        inside = named[bisect_left(starts, start) : bisect_left(starts, end)]
        if inside:
            frame = skeleton.build(text, start, end, inside)
            yield from _in_sentence(frame, topic if topic and start - topic.start < 3 * _REACH else None, state)
            topic = next((m for m in inside if m.type in _TOPICS), topic)
        if text[start:end].endswith("\n"):
            topic = None


def _in_sentence(frame: skeleton.Skeleton, topic: Found | None, state: State) -> Iterator[FoundRelation]:
    claimed: set[tuple[int, str]] = set()
    for rule in rules():
        for match in rule.pattern.finditer(frame.text):
            objects = frame.inside(*match.span("o"))
            verb_from = match.end("s") if not rule.carried else match.start()
            if _NOT_STATED.search(frame.text[max(0, verb_from - 8) : match.start("o")]):
                continue
            if rule.carried:
                objects = [o for o in objects if (o.start, rule.predicate) not in claimed]
                subjects = [s] if (s := _topic(frame, match.start(), topic, state)) else []
            else:
                subjects = frame.inside(*match.span("s"))
            start, end = frame.span(match.start(), match.end())
            for one in subjects:
                for other in objects:
                    claimed.add((other.start, rule.predicate))
                    yield FoundRelation(
                        one.entity, rule.predicate, other.entity, start, end, rule.name, rule.confidence
                    )


def _topic(frame: skeleton.Skeleton, before: int, topic: Found | None, state: State) -> Found | None:
    """Who a clause without a subject speaks of: the first actor before it in its sentence, else the last sentence's,
    else the division that the document reports from."""
    for found in frame.inside(0, before):
        if found.type in _TOPICS:
            return found
    if topic is not None:
        return topic
    place = home_entity(state)
    return Found(0, 0, MentionType.DISTRICT, "home", 0.5, place) if place else None


def _from_names(state: State) -> Iterator[FoundRelation]:
    """What a name itself tells: a branch belongs to its bank, an office to its bureau, a village to its town."""
    first: dict[str, Found] = {}
    for found in state.mentions:
        first.setdefault(found.entity, found)
    bodies = [
        e
        for e in state.entities.values()
        if e.type in (MentionType.ENTERPRISE, MentionType.GOVERNMENT, MentionType.INSTITUTION) and e.id in first
    ]
    for part in bodies:
        wholes = [
            w
            for w in bodies
            if w.type is part.type and len(w.label) >= 2 and w.label != part.label and part.label.startswith(w.label)
        ]
        if wholes:
            whole = max(wholes, key=lambda w: len(w.label))
            at = first[part.id]
            yield FoundRelation(part.id, "affiliatedWith", whole.id, at.start, at.end, "name-within-name", 0.75)


@Language.factory("xianzhi_relations", assigns=["doc._.xianzhi"])
def make_relations(nlp: Language, name: str) -> Relations:  # noqa: ARG001
    """Make the component that finds relations between entities."""
    return Relations()


class Relations:
    """Finds relations between the entities of a document."""

    def __call__(self, doc: Doc) -> Doc:
        state = of(doc)
        state.relations += find(doc.text, state)
        return doc
