"""Questions in Chinese, answered by saved queries: no model, only question forms and the graph's own names.

What a question names is found first: every part of it that some entity or indicator of the graph is called, by any of
its names, the longest before the shorter; and periods. The first form that fits all of the question answers it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from kg import names, saved, when
from kg.entity import describe, make
from kg.layout import period
from kg.questions import PERIOD, Form, Forms, Slot, known
from kg.sparql import DEFAULT, Answer, Limits, Value
from ontology import indicators, model
from ontology.errors import NotFoundError, QueryError

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

LONGEST = 100

# No name is longer than this, and one character is never enough to go by.
_NAME = range(2, 41)
_SHORT = range(2, 5)
_NEVER = "(?!)"
_ANYTHING = "[^,。?!]{2,20}?"
_EDGES = "?!。.,;:？！，；： "
# So many readings of a question are tried until one has an answer.
_TRIES = 4
_SAID = 8
_NEAR = 5
_MANY = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """A question understood: its form, what stands in its slots (labels, periods as printed), and the query."""

    form: Form
    slots: Mapping[str, str]
    sparql: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a question: in words (`text`, "" where the graph has none), as rows, and the query that gave it."""

    question: str
    reading: Reading
    answer: Answer
    text: str

    @property
    def sparql(self) -> str:
        """The query, with the parameters of the question set."""
        return self.reading.sparql

    def __str__(self) -> str:
        return self.text


def reply(graph: KnowledgeGraph, question: str, *, limits: Limits = DEFAULT) -> Reply:
    """Answer a question.

    Raises NotFoundError where no form fits (with the nearest ones), where it asks of something that the graph does
    not know, or that several things are called.
    """
    found = attempt(graph, question, limits=limits)
    if found is None:
        near = " ".join(nearest(question))
        raise NotFoundError(f"no form of question fits {question!r}; one can ask, for example: {near}")
    return found


def attempt(graph: KnowledgeGraph, question: str, *, limits: Limits = DEFAULT) -> Reply | None:
    """Answer a question like `reply`, or return None where no form fits."""
    first: Reply | None = None
    for reading in islice(readings(graph, question), _TRIES):
        answer = graph.query(reading.sparql, limits=limits)
        found = Reply(question, reading, answer, _say(reading, list(answer)))
        if found.text:
            return found
        first = first or found
    return first


def readings(graph: KnowledgeGraph, question: str) -> Iterator[Reading]:
    """Yield the ways to understand a question, the best first; none where no form fits."""
    forms = known()
    text = _bare(question, forms)
    named = _Named(graph, text, forms)
    found = False
    while True:
        taken = ""
        for form, match in _matches(forms, named, frozenset()):
            found = True
            taken = taken or next((match[one] for one in match.re.groupindex if one in forms.slots and match[one]), "")
            yield _reading(graph, form, match, named)
        if not taken or not named.drop(taken):
            break
    if not found:
        _explain(graph, forms, named)


def nearest(question: str) -> list[str]:
    """Return examples of the forms that are most like a question: that share with it what few forms have."""
    shared = _pairs(_bare(question, known()))
    pairs = {example: _pairs(example) for form in known().forms for example in form.examples}
    spread = Counter(pair for found in pairs.values() for pair in found)
    likeness = {
        form.examples[0]: max(sum(1 / spread[pair] for pair in sorted(shared & pairs[one])) for one in form.examples)
        for form in known().forms
    }
    return sorted(likeness, key=lambda example: -likeness[example])[:_NEAR]


# ---- understanding


@dataclass(slots=True)
class _Named:
    """What a question names: the parts of it that entities and indicators are called, and by slot what fits there."""

    graph: KnowledgeGraph
    text: str
    forms: Forms
    bearers: dict[str, dict[str, bool]] = field(init=False)

    def __post_init__(self) -> None:
        size = len(self.text)
        parts = {self.text[at : at + length] for at in range(size) for length in _NAME if at + length <= size}
        self.bearers = self.graph.index.bearers(parts)
        self._shortened(parts)
        for part in sorted(parts - self.bearers.keys()):
            # 全区生产总值 is an indicator too, by what is left of it.
            known = self.graph.index.bearers([names.key(indicators.normalise(part))])
            measured = {iri: shown for found in known.values() for iri, shown in found.items() if self._measure(iri)}
            if measured:
                self.bearers[part] = measured

    def _shortened(self, parts: set[str]) -> None:
        """Take a division by its name without what it is (浙江 for 浙江省), where nothing is called just so."""
        short = {part: [part + level for level in self.forms.levels] for part in parts if len(part) in _SHORT}
        full = self.graph.index.bearers(name for part in short.keys() - self.bearers.keys() for name in short[part])
        for part in sorted(short.keys() - self.bearers.keys()):
            found = {iri: shown for name in short[part] for iri, shown in full.get(name, {}).items() if shown}
            meant = [iri for iri in found if _division(self._type(iri))]
            if meant:
                self.bearers[part] = dict.fromkeys(meant, True)

    def forms_of(self, slot: Slot) -> str:
        """Return the expression of what fits a slot, the longest first."""
        if slot.form:
            return slot.form
        fitting = sorted((part for part in self.bearers if self.fitting(slot, part)), key=lambda one: (-len(one), one))
        return "|".join(map(re.escape, fitting)) or _NEVER

    def fitting(self, slot: Slot, part: str) -> dict[str, bool]:
        """Return who may stand in a slot under a name, with whether they are shown by it."""
        return {iri: shown for iri, shown in self.bearers.get(part, {}).items() if slot.takes(self._type(iri))}

    def one(self, slot: Slot, part: str) -> str:
        """Return the entity that a name means in a slot: those shown by it before those only called so."""
        found = self.fitting(slot, part)
        best = sorted(iri for iri, shown in found.items() if shown) or sorted(found)
        if len(best) > 1 and slot.name != "indicator":
            shown = describe(make(self.graph.reader, iri) for iri in best[:_MANY])
            raise NotFoundError(f"{part!r} is the name of {len(best)} entities; ask with the full name of one: {shown}")
        return best[0]

    def drop(self, part: str) -> bool:
        """Forget a name, so that a shorter one can take its place; say whether it was known."""
        return self.bearers.pop(part, None) is not None

    def _measure(self, iri: str) -> bool:
        return self._type(iri) == "Indicator"

    def _type(self, iri: str) -> str:
        return self.graph.reader.ref(iri).type


def _division(kind: str) -> bool:
    return bool(kind) and model.is_a(kind, "AdministrativeDivision")


def _bare(question: str, forms: Forms) -> str:
    if len(question) > LONGEST:
        raise QueryError(f"a question is at most {LONGEST} characters long, not {len(question)}")
    text = names.key(question).strip(_EDGES)
    found = forms.please.match(text)
    text = text[found.end() :].lstrip(_EDGES) if found else text
    shorter = re.sub(f"{forms.end.pattern}$", "", text)
    return shorter.strip(_EDGES)


def _matches(forms: Forms, named: _Named, loose: frozenset[str]) -> Iterator[tuple[Form, re.Match[str]]]:
    """Yield the forms that fit the question; anything may stand in the slots that are `loose`."""
    parts = {name: named.forms_of(slot) for name, slot in forms.slots.items()}
    parts |= dict.fromkeys(loose, _ANYTHING)
    parts[PERIOD] = when.PATTERN
    for form in forms.forms:
        for pattern in form.patterns:
            if "indicator" in loose and pattern.open_ended:
                continue
            found = pattern.compile(parts).fullmatch(named.text)
            if found is not None and (PERIOD not in pattern.slots or _dates(found) is not None):
                yield form, found
                break


def _dates(match: re.Match[str]) -> tuple[str, str] | None:
    return when.parse(match[PERIOD]) if match[PERIOD] else ("", "")


def _reading(graph: KnowledgeGraph, form: Form, match: re.Match[str], named: _Named) -> Reading:
    values: dict[str, str] = {}
    shown: dict[str, str] = {}
    for name, part in match.groupdict().items():
        slot = named.forms.slots.get(name)
        if part is None:
            continue
        if slot is None:
            start, end = _dates(match) or ("", "")
            values |= {f"{PERIOD}.start": start, f"{PERIOD}.end": end}
            shown[name] = period(start, end)
        elif slot.form:
            values[name] = shown[name] = part
        else:
            iri = named.one(slot, part)
            shown[name] = graph.reader.ref(iri).label
            values[name] = shown[name] if name == "indicator" else iri
    given = {parameter: values[place] for parameter, place in form.arguments if place in values}
    return Reading(form, shown, saved.get(form.query).bind(graph, (), given))


def _explain(graph: KnowledgeGraph, forms: Forms, named: _Named) -> None:
    """Raise NotFoundError where a form would fit if only the graph knew a name."""
    entities = frozenset(name for name, slot in forms.slots.items() if not slot.form and name != "indicator")
    for loose in (entities, frozenset({"indicator"})):
        for form, match in islice(_matches(forms, named, loose), 1):
            for name, part in match.groupdict().items():
                if name in loose and part is not None and not named.fitting(forms.slots[name], part):
                    if name == "indicator":
                        saved.get("compare-indicator").bind(graph, (part,))
                    found = graph.entity(part)
                    wanted = "、".join(forms.slots[name].classes)
                    raise NotFoundError(f"{found.label} is no {wanted}, of which {form.examples[0]!r} asks")


# ---- answering


def _say(reading: Reading, rows: list[dict[str, Value]]) -> str:
    """Return the rows in words, or "" where there are none."""
    form = reading.form
    rows = [row for row in rows if row.get(form.need) is not None] or rows if form.need else rows
    if not rows:
        return ""
    if form.top:
        rows = [row for row in rows if row.get(form.top) == rows[0].get(form.top)]
    said = list(dict.fromkeys(_fill(form.each, {**reading.slots, **_row(row)}) for row in rows))
    said = [one for one in said if one]
    head = _fill(form.head, {**reading.slots, "count": str(len(said))})
    more = f"……共{len(said)}项" if len(said) > _SAID else ""
    return f"{head}{'；'.join(said[:_SAID])}{more}。" if said else ""


def _row(row: Mapping[str, Value]) -> dict[str, str]:
    """Return the columns of a row as words, with the period, the change and the aim of a figure or stage."""
    shown = {name: "" if value is None else str(value) for name, value in row.items()}
    shown["time"] = period(_day(row.get("from")), _day(row.get("to")))
    shown["aim"] = "目标" if row.get("kind") == "target" else ""
    # A figure that is nothing but a change says so in its own words.
    shown["growth"] = _growth(row.get("change")) if row.get("value") is not None else ""
    return shown


def _growth(change: Value) -> str:
    if not isinstance(change, (Decimal, int)):
        return ""
    return f"，{'下降' if change < 0 else '增长'}{Decimal(change).copy_abs().normalize():f}%" if change else "，持平"


def _day(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else ""


def _fill(template: str, values: Mapping[str, str]) -> str:
    filled = re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], ""), template)
    return filled.replace("（）", "").removeprefix("，")


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
