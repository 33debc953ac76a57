"""What is doubtful in a graph, for a person to decide: near-duplicate names, weak statements, contradictions, failures.

Names are compared only inside a block (one group of types, one pair of characters next to each other that few names
have), so the work grows with the number of names. A pair that rules forbid to join (another numeral, direction or
division) is not asked about, nor is anything that is decided already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from kg import names, quarantine
from kg.cards import source_line
from kg.curation import Curation
from kg.curation_apply import bare
from kg.graph import KnowledgeGraph
from kg.reader import LABEL
from kg.rows import Figure, Ref, Relation
from kg.store import current_version
from ontology import iri, model
from ontology.iri import compact
from ontology.namespace import local, resolve

# Two names of this likeness are shown; below it most pairs are two things.
LIKENESS = 0.8
# Statements below this confidence are shown.
CONFIDENCE = 0.6
# A pair of characters that more names than this have says nothing of any of them (公司, 中心).
_BLOCK = 60
# A name at the end of another is as good as likeness, from so many characters on.
_INSIDE = 4
# Names that differ in a character put for another are one with a slip of typing from this likeness on.
_TYPING = 0.9

KINDS = ("near", "contradiction", "confidence", "quarantine")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubtful thing: of which kind, what it is, how likely it is wrong, the sentences for it.

    `decisions` maps the keys that may decide it (`merge`, `apart`, `reject`) to the decision as YAML values: names,
    or the fields of a relation or figure.
    """

    kind: str
    text: str
    score: float
    sentences: tuple[str, ...]
    decisions: Mapping[str, tuple[str, ...] | Mapping[str, str]]


def doubts(
    graph: KnowledgeGraph,
    curation: Curation | None = None,
    *,
    kinds: Iterable[str] = KINDS,
    below: float = CONFIDENCE,
    likeness: float = LIKENESS,
) -> Iterator[Doubt]:
    """Yield what is doubtful, kind by kind, the most doubtful of each first."""
    decided = _decided(curation or Curation())
    found = {
        "near": lambda: near(graph, likeness),
        "contradiction": lambda: contradictions(graph),
        "confidence": lambda: weak(graph, below),
        "quarantine": lambda: failed(graph),
    }
    for kind in kinds:
        for doubt in found[kind]():
            if decided.isdisjoint(_keys(doubt.decisions)):
                yield doubt


# ---- what is decided already


def _decided(curation: Curation) -> set[tuple[str, ...]]:
    keys: set[tuple[str, ...]] = set()
    for one in curation.decisions:
        if one.kind in ("merge", "apart"):
            keys |= {_pair_key(pair) for pair in combinations(one.names, 2)}
        elif one.kind == "reject" and one.fact is not None:
            keys.add(_key(one.fact.subject, one.fact.predicate, one.fact.object))
        elif one.kind == "reject" and one.figure is not None:
            keys.add(_key(one.figure.about, one.figure.indicator, one.figure.text))
    return keys


def _keys(decisions: Mapping[str, tuple[str, ...] | Mapping[str, str]]) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for what in decisions.values():
        if isinstance(what, tuple):
            found.add(_pair_key(what))
        elif "subject" in what:
            found.add(_key(what["subject"], what["predicate"], what["object"]))
        else:
            found.add(_key(what["about"], what["indicator"], what["text"]))
    return found


def _pair_key(pair: Iterable[str]) -> tuple[str, ...]:
    """Return what two ways to name a pair share: the names; for two of one name their IRIs."""
    words = sorted(pair)
    found = sorted(names.key(bare(word)) for word in words)
    return ("names", *(found if len(set(found)) > 1 else words))


def _key(*words: str) -> tuple[str, ...]:
    return ("reject", *(names.key(bare(word)) for word in words))


# ---- near-duplicate names


def near(graph: KnowledgeGraph, likeness: float = LIKENESS) -> list[Doubt]:
    """Return the pairs of entities whose names are alike and whom nothing sets apart, the likest first."""
    found = [
        _pair(graph, a, b, score)
        for block in _blocks(graph)
        for a, b in sorted(_together(block))
        if (score := _likeness(a[0], b[0])) >= likeness and not _guarded(a[0], b[0])
    ]
    return sorted(found, key=lambda one: (-one.score, one.text))


# A name with the full IRI of its entity.
_Named = tuple[str, str]


def _blocks(graph: KnowledgeGraph) -> Iterator[list[_Named]]:
    """Yield the entities that may be one: of one kind of type, divisions of the code list aside."""
    groups: defaultdict[str, list[_Named]] = defaultdict(list)
    known = set(graph.reader.entities())
    for entity, label in graph.reader.pairs(LABEL):
        kind, _, rest = compact(entity, graph.view.base).removeprefix(iri.PREFIX).partition("/")
        if entity in known and not (kind == "division" and rest.isdigit()):
            # Types are often what is doubtful: a platform may be a program or a place.
            groups["person" if kind == "person" else "division" if kind == "division" else "thing"].append(
                (label, entity)
            )
    for kind in sorted(groups):
        yield sorted(set(groups[kind]))


def _together(block: list[_Named]) -> set[tuple[_Named, _Named]]:
    """Return the pairs that share two characters next to each other which few names have."""
    by_pair: defaultdict[str, list[_Named]] = defaultdict(list)
    for named in block:
        key = names.key(named[0])
        for two in sorted({key[at : at + 2] for at in range(len(key) - 1)}):
            by_pair[two].append(named)
    small = (bearers for bearers in by_pair.values() if len(bearers) <= _BLOCK)
    return {pair for bearers in small for pair in combinations(sorted(bearers), 2) if pair[0][1] != pair[1][1]}


def _likeness(a: str, b: str) -> float:
    """Return how alike two names are, 0 to 1."""
    one, other = sorted((names.key(a), names.key(b)), key=len)
    if one == other or names.key(names.stem(a)) == names.key(names.stem(b)):
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    ends = len(one) >= _INSIDE and other.endswith(one)
    # The bound is cheap and rejects most pairs.
    score = matcher.ratio() if ends or matcher.quick_ratio() >= LIKENESS / 2 else 0.0
    if other.startswith(one) or (score < _TYPING and _replaced(matcher)):
        # What is added at the end names a part (区委, 区委组织部); one word for another is another thing (工行, 农行).
        return 0.0
    return round(max(score, LIKENESS if ends else 0.0), 4)


def _replaced(matcher: SequenceMatcher[str]) -> bool:
    """Say whether one text becomes the other by words put in place of words alone."""
    tags = {tag for tag, *_ in matcher.get_opcodes()}
    return tags == {"equal", "replace"}


def _guarded(a: str, b: str) -> bool:
    """Say whether a numeral, a direction or a division sets two names apart."""
    if names.differ(a, b):
        return True
    seats = names.seat(a), names.seat(b)
    return all(seats) and seats[0] != seats[1]


def _pair(graph: KnowledgeGraph, a: _Named, b: _Named, score: float) -> Doubt:
    refs = [graph.reader.ref(one[1]) for one in (a, b)]
    refs.sort(key=lambda one: (-len(graph.entity(one.iri).documents()), -len(one.label), one.iri))
    shown = "  /  ".join(f"{one.label}（{model.label(one.type) if one.type else ''}）" for one in refs)
    words = tuple(compact(one.iri, graph.view.base) for one in refs)
    said = tuple(line for one in refs for line in _first(graph, one))
    return Doubt("near", shown, score, said, {"merge": words, "apart": words})


def _first(graph: KnowledgeGraph, one: Ref) -> Iterator[str]:
    for span in graph.entity(one.iri).evidence()[:1]:
        yield f"{span.sentence} —— {source_line(span)}"


# ---- statements


def weak(graph: KnowledgeGraph, below: float = CONFIDENCE) -> list[Doubt]:
    """Return the statements below a confidence, the least sure first."""
    rows = [row for row in graph.relations() if row.confidence < below]
    return [_statement(graph, row) for row in sorted(rows, key=lambda row: (row.confidence, row.iri))]


def _statement(graph: KnowledgeGraph, row: Relation) -> Doubt:
    text = f"{row.subject.label} {model.label(row.predicate)} {row.object.label}"
    ends = (compact(one.iri, graph.view.base) for one in (row.subject, row.object))
    reject = {"subject": next(ends), "predicate": row.predicate, "object": next(ends)}
    said = tuple(f"{span.sentence} —— {source_line(span)}" for span in row.evidence)
    return Doubt("confidence", f"{text}  （{row.rule}）", round(1 - row.confidence, 4), said, {"reject": reject})


# ---- figures


def contradictions(graph: KnowledgeGraph) -> list[Doubt]:
    """Return the figures that cannot all be right; to reject one is to decide for the others."""
    found = []
    for one in graph.contradictions():
        rows = [row for row in one.figures if row.about is not None and row.evidence]
        said = tuple(f"{row.evidence[0].sentence} —— {source_line(row.evidence[0])}" for row in rows)
        found += [
            Doubt("contradiction", f"{one.said}  [{_figure(row)}]", 0.5, said, {"reject": _rejected(graph, row)})
            for row in sorted(rows, key=lambda row: (row.confidence, row.iri))[:1]
        ]
    return found


def _figure(row: Figure) -> str:
    return f"{row.about.label if row.about is not None else ''} {row.indicator} {row.text}"


def _rejected(graph: KnowledgeGraph, row: Figure) -> dict[str, str]:
    about = "" if row.about is None else compact(row.about.iri, graph.view.base)
    document = compact(row.evidence[0].document.iri, graph.view.base)
    return {"about": about, "indicator": row.indicator, "text": row.text, "document": document}


# ---- what failed validation


def failed(graph: KnowledgeGraph) -> list[Doubt]:
    """Return the relations that failed validation, with the reason; to reject one is to leave it out for good."""
    if graph.folder is None:
        return []
    found = {}
    for _, rejected in sorted(quarantine.load(current_version(graph.folder)).items()):
        for one in rejected:
            ends = dict(_ends(one.triples))
            if ends.keys() >= {"subject", "predicate", "object"}:
                words = {name: compact(value, graph.view.base) for name, value in ends.items() if name != "predicate"}
                words["predicate"] = local(ends["predicate"])
                labels = [graph.reader.ref(ends[name]).label for name in ("subject", "object")]
                text = f"{labels[0]} {model.label(words['predicate'])} {labels[1]}  （{one.reasons[0][0]}）"
                order = {name: words[name] for name in ("subject", "predicate", "object")}
                found[text] = Doubt("quarantine", text, 1.0, (), {"reject": order})
    return [found[text] for text in sorted(found)]


_RDF = resolve("rdf:type").removesuffix("type")


def _ends(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        parts = line.split(" ", 2)
        if len(parts) == 3 and parts[1].startswith(f"<{_RDF}") and parts[2].startswith("<"):
            yield parts[1][1:-1].removeprefix(_RDF), parts[2].strip(" .")[1:-1]
