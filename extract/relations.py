"""Relations between the entities of a sentence, by the named rules of `data/relations.tsv`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extract import (
    anchors,
    lexicon,
    pair_model,
    relation_context,
    relation_events,
    relation_items,
    relation_money,
    relation_names,
    relation_tours,
    skeleton,
)
from extract.deixis import DEIXIS
from extract.hedges import DEMANDED, FOLLOWED, JOINED, NOT_STATED
from extract.rule_confidence import confidence
from extract.state import Found, FoundRelation, State, of, text_of
from extract.surroundings import Surroundings
from extract.topics import HOME, Topics
from ontology import divisions
from ontology.record import MentionType

# `全市首发`: the first in the city, whoever did it.
_FIRST = re.compile(r"首|率先|唯一")
# `成立甲中心，推出乙服务`: the centre is what somebody set up, and not who offers the service.
_MADE = re.compile(r"(?:设立|成立|组建|建设|打造|建成|引进|培育)了?[^，。；]{0,12}$")
_PILOT = "takes-part-pilot"
_PUBLIC = frozenset({MentionType.GOVERNMENT, MentionType.DISTRICT})
# In front of a verb without a named subject: `按照新近印发的甲方案`, `银行推出乙贷` say what others issued.
_CITED = re.compile(
    r"(?:按照|根据|依据|依照|对照|落实|贯彻|得益于|依托)[^，。；]{0,12}$"
    r"|(?:^|[，。；：])(?:银行|国家|学校|商家|医院|高校|海关|法院|村民|专家|本刊|本报|有的|不少|许多|一些|各地)[^，。；]{0,6}$"
)
# `向初创企业｜甲公司发放“乙贷”`: to whom something is given does not launch it.
_GIVEN = re.compile(r"(?:向|给|为|对)(?:(?!介绍|推荐|推介|展示|讲解)[^，。；\ue100-\ue1ff]){0,6}$")
# A sentence that begins with a purpose names its subject behind it.
_PURPOSE = re.compile(r"\s*为了?[^。；\ue100-\ue1ff]{0,60}$")
# A maker that the clause itself names is surer than one from the context.
_FROM_CONTEXT = re.compile(
    r"^launched-(?:carried|lead|listed|here|by-topic|titled|document|beside|of|verb-far|product|item)$"
)
# The least chance at which a relation is stated. Chances are shares measured on texts kept back, for names, and on
# annotated text, for rules, counted also on articles that no rule was written with. On further texts three in four
# above this bound held.
_LEAST = 0.34


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to state a relation; without a group `s` the subject, without `o` the place is that of the context."""

    number: int  # its place among the rules
    name: str
    predicate: str
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]
    subject: re.Pattern[str] | None = None  # what the labels of the ends must contain
    object: re.Pattern[str] | None = None


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of the data file, in order."""
    return tuple(
        Rule(number, name, predicate, skeleton.compile_pattern(pattern), skeleton.needs(pattern), *map(_cue, cues))
        for number, (name, predicate, pattern, _, _, *cues) in enumerate(lexicon.rows("relations.tsv"))
    )


@cache
def _finder() -> anchors.Finder:
    """Tell which rules may match: most need a word that a sentence does not have."""
    return anchors.Finder([rule.pattern for rule in rules()])


def _cue(cue: str) -> re.Pattern[str] | None:
    return re.compile(cue) if cue else None


@cache
def _able(kinds: frozenset[MentionType], alone: bool) -> Mapping[int, Rule]:
    """Return the rules that can match a sentence with mentions of these types, or with one that stands alone.

    They come by their numbers, because of them again only those are tried of which the sentence has a word.
    """
    signs = {skeleton.sign(kind) for kind in kinds}
    fitting = (rule for rule in rules() if all(not signs.isdisjoint(need) for need in rule.needs))
    return {rule.number: rule for rule in fitting if not alone or len(rule.needs) == 1}


def beside(text: str, state: State) -> list[FoundRelation]:
    """Return the relations of a document that it does not have yet: by the rules, and by the model what they miss."""
    around = Surroundings(text, state)
    found = find(around, state.relations)
    return found + pair_model.beside(around, state.relations + found)


def find(around: Surroundings, known: Iterable[FoundRelation] = (), *, least: float = _LEAST) -> list[FoundRelation]:
    """Return what the rules state of a document that is not known, each once, by the surest rule that states it.

    What holds with a chance of less than `least` is left out. Known are a founder's firm and the like, by his post.
    """
    topics = Topics(around)
    stated = relation_context.without_mistaken_makers(around, list(_Sentences(around, topics).relations(_able)))
    found = [
        *stated,
        *relation_context.relations(around, topics, stated),
        *relation_items.relations(around, topics, stated),
        *relation_events.relations(around),
        *relation_money.relations(around),
        *relation_names.relations(around),
        *relation_tours.relations(around, stated),
    ]
    weighed = [around.weighed(one) for one in found]
    told = {(one.subject, one.predicate, one.object) for one in known}
    kept = _each_once(_of_others([one for one in weighed if one.confidence >= least], around))
    return [one for one in kept if (one.subject, one.predicate, one.object) not in told]


def by_rule(rule: Rule, text: str, state: State) -> list[FoundRelation]:
    """Return what one rule states, without regard to the others."""
    around = Surroundings(text, state)
    return list(_Sentences(around, Topics(around)).relations(lambda *_: {rule.number: rule}))


def _of_others(found: list[FoundRelation], around: Surroundings) -> list[FoundRelation]:
    """A firm that carries out what a public body launched elsewhere takes part in it, as one does in a pilot."""
    kinds = {key: named.type for key, named in around.state.entities.items()}
    public: dict[str, set[tuple[int, int]]] = {}
    for one in found:
        if one.predicate == "launched" and kinds.get(one.subject) in _PUBLIC:
            public.setdefault(one.object, set()).add((one.start, one.end))
    piloted = {(one.subject, one.object) for one in found if one.rule == _PILOT}
    out = []
    for one in found:
        spans = public.get(one.object, set())
        if one.predicate != "launched" or kinds.get(one.object) is not MentionType.PROGRAM:
            out.append(one)
        elif kinds.get(one.subject) is MentionType.ENTERPRISE and spans and (one.start, one.end) not in spans:
            out.append(replace(one, predicate="participatesIn"))
        elif (one.subject, one.object) not in piloted:
            out.append(one)
    return out


def _each_once(found: list[FoundRelation]) -> list[FoundRelation]:
    best: dict[tuple[str, str, str], FoundRelation] = {}
    made = {r.object for r in found if r.predicate == "launched" and not _FROM_CONTEXT.match(r.rule)}
    for one in found:
        if one.predicate == "launched" and one.object in made and _FROM_CONTEXT.match(one.rule):
            continue
        key = (one.subject, one.predicate, one.object)
        if one.predicate == "partnersWith" and (one.object, one.predicate, one.subject) in best:
            continue
        known = best.get(key)
        if one.subject != one.object and (known is None or one.confidence > known.confidence):
            best[key] = one
    return sorted(best.values(), key=lambda r: (r.start, r.end, r.predicate, r.subject, r.object))


class _Sentences:
    """Reads each sentence with each rule."""

    def __init__(self, around: Surroundings, topics: Topics) -> None:
        self._around = around
        self._topics = topics

    def relations(self, able: Callable[[frozenset[MentionType], bool], Mapping[int, Rule]]) -> Iterator[FoundRelation]:
        """Yield what the rules state that are able to match a sentence with such mentions."""
        for start, end, inside in self._around.by_sentence:
            frame = skeleton.build(self._around.text, start, end, inside)
            claimed: set[tuple[int, str]] = set()
            near = _finder().may_match(frame.text)
            fitting = able(frozenset(m.type for m in inside), len(inside) == 1)
            for number in sorted(near & fitting.keys()):
                rule = fitting[number]
                for match in rule.pattern.finditer(frame.text):
                    yield from self._stated(rule, match, frame, start, claimed)

    def _stated(
        self, rule: Rule, match: re.Match[str], frame: skeleton.Skeleton, start: int, claimed: set[tuple[int, str]]
    ) -> Iterator[FoundRelation]:
        groups = rule.pattern.groupindex
        first, last = frame.span(match.start(), match.end())
        objects = frame.inside(*match.span("o")) if "o" in groups else self._place(rule, start, first)
        subjects = frame.inside(*match.span("s")) if "s" in groups else []
        if not _is_stated(rule, frame.text, match):
            return
        if rule.predicate == "locatedIn":
            objects = [o for o in objects if not any(o.end == other.start for other in objects if other is not o)]
        if "s" not in groups:
            objects = [o for o in objects if (o.start, rule.predicate) not in claimed]
            subjects = self._actor(rule, start, first, objects)
        if "o" not in groups:
            subjects = [s for s in subjects if (s.start, rule.predicate) not in claimed]
        if rule.predicate == "participatesIn":
            subjects = [one for one in subjects if not self._topics.has_holder(one)]
        each = rule.predicate == "partnersWith" and 1 < len(subjects) == len(objects) and "分别" in match[0]
        for one in self._fitting(subjects, rule.subject):
            for other in self._fitting(objects, rule.object):
                if each and subjects.index(one) != objects.index(other):  # 甲、乙分别与丙、丁签约
                    continue
                by_division = rule.predicate == "launched" and one.type is MentionType.DISTRICT
                if by_division and _elsewhere(self._around.label(one), self._around.label(other)):
                    continue
                if by_division and one.rule == DEIXIS and _FIRST.match(self._around.text, one.end):
                    continue
                claimed.add((other.start, rule.predicate))
                if "o" in groups and "s" in groups:
                    claimed.add((one.start, rule.predicate))
                yield FoundRelation(
                    one.entity, rule.predicate, other.entity, first, last, rule.name, confidence(rule.name)
                )

    def _fitting(self, found: list[Found], cue: re.Pattern[str] | None) -> list[Found]:
        return found if cue is None else [one for one in found if cue.search(self._around.label(one))]

    def _actor(self, rule: Rule, start: int, at: int, objects: list[Found]) -> list[Found]:
        if not objects or self._topics.directive(start, at):
            return []
        if rule.predicate == "launched" and all(o.type is MentionType.EVENT for o in objects):
            actor = self._topics.subject_of_all(start, at)
            return [actor] if actor is not None else []
        actor = self._topics.person(at) if rule.predicate == "founded" else self._topics.actor(start, at)
        if (
            actor is not None
            and actor.rule == HOME
            and any(relation_context.FINDINGS.search(self._around.label(o)) for o in objects)
        ):
            return []
        return [actor] if actor is not None else []

    def _place(self, rule: Rule, start: int, at: int) -> list[Found]:
        place = self._topics.place(start, at, rule.object)
        return [place] if place is not None else []


def _elsewhere(holder: str, name: str) -> bool:
    """Whether a division would launch what is named after another one beside it: 甲区…项目、乙区…项目."""
    table = divisions.load()
    own, (inner, _) = table.parse(holder), table.split(name)
    if own is None or inner is None:
        return False
    named = (other for other in (inner, *table.ancestors(inner.code)) if name.startswith(other.name))
    return any(own != other and not own.holds(other) and not other.holds(own) for other in named)


def _is_stated(rule: Rule, text: str, match: re.Match[str]) -> bool:
    """Say whether a match states its relation as a fact: nothing planned, demanded or only named in passing."""
    groups = rule.pattern.groupindex
    behind = match.end("s") if "s" in groups else match.start()
    before = match.start("o") if "o" in groups else match.end()
    if NOT_STATED.search(text, max(0, behind - 8), max(before, behind)):
        return False
    if rule.predicate != "launched":
        return True
    if DEMANDED.search(text[behind:before]) or JOINED.search(text, behind, before):
        return False
    verb = match.start()
    if "s" not in groups and (
        JOINED.search(text, max(0, verb - 12), before)
        or _CITED.search(text, 0, verb)
        or _PURPOSE.match(text, 0, verb)
        or NOT_STATED.search(text, max(0, verb - 16), verb)
    ):
        return False
    if "s" in groups and before > behind and _GIVEN.search(text, 0, match.start("s")):
        return False
    if "s" in groups and "，" in text[behind:before] and _MADE.search(text, 0, match.start("s")):
        return False
    # What the subject owns (`依托甲的乙平台`) stays its own.
    return "s" not in groups or before <= behind + 1 or not FOLLOWED.search(text[: match.start("s")])


@Language.factory("xianzhi_relations", assigns=["doc._.xianzhi"])
def make_relations(nlp: Language, name: str) -> Relations:  # noqa: ARG001
    """Make the component that finds relations between entities."""
    return Relations()


class Relations:
    """Finds relations between the entities of a document."""

    def __call__(self, doc: Doc) -> Doc:
        state = of(doc)
        state.relations += beside(text_of(doc), state)
        return doc
