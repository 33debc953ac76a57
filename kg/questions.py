"""The question forms of data/questions.toml: what a question looks like, which saved query answers it, how it is said.

The language is in the file; here it is read strictly: an unknown field, slot, word, query or parameter is an error.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kg import saved
from ontology import model
from ontology.errors import InputError

PERIOD = "period"

_WORD = re.compile(r"<(\w+)>")
_SLOT = re.compile(r"\{(\w+)\}")
_BRACKETS = str.maketrans({"[": "(?:", "]": ")?", "(": "(?:"})
_FIELDS = {"name", "examples", "patterns", "query", "with", "head", "each"}
_OPTIONAL = {"top", "need"}


@dataclass(frozen=True, slots=True)
class Slot:
    """What may stand in a place of a pattern: names of entities of some classes (none: of any), or words of a form."""

    name: str
    classes: tuple[str, ...]
    form: str

    def takes(self, kind: str) -> bool:
        """Say whether an entity of this class may stand here; an indicator only where it is asked for."""
        if not self.classes:
            return not self.form and kind != "Indicator"
        return bool(kind) and any(model.is_a(kind, one) for one in self.classes)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as a regular expression in which each slot is still `{name}`, and the slots that it has."""

    text: str
    slots: tuple[str, ...]

    @property
    def open_ended(self) -> bool:
        """Whether a question of this pattern need not end in words of its own: then anything might be one."""
        return self.text.endswith(("}", "?"))

    def compile(self, forms: Mapping[str, str]) -> re.Pattern[str]:
        """Return the expression with each slot as a group of these forms."""
        return re.compile(_SLOT.sub(lambda found: f"(?P<{found[1]}>{forms[found[1]]})", self.text))


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of question. `arguments` gives the slot for each parameter of `query`; the file says what the rest is."""

    name: str
    examples: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    query: str
    arguments: tuple[tuple[str, str], ...]
    head: str
    each: str
    top: str
    need: str


@dataclass(frozen=True, slots=True)
class Forms:
    """All forms in the order of the file, their slots by name, and what may stand before and after a question.

    `levels` are the words for what a division is, which people leave out.
    """

    forms: tuple[Form, ...]
    slots: Mapping[str, Slot]
    please: re.Pattern[str]
    end: re.Pattern[str]
    levels: tuple[str, ...]


@cache
def known() -> Forms:
    """Return the forms that come with the package."""
    return parse(files("kg").joinpath("data/questions.toml").read_text("utf-8"))


def parse(text: str) -> Forms:
    """Read the text of a file of forms; raise InputError where something in it is unknown."""
    try:
        body = tomllib.loads(text)
        words = {name: str(value) for name, value in body["words"].items()}
        slots = {name: _slot(name, value) for name, value in body["slots"].items()}
        forms = tuple(_form(one, words, slots) for one in body["form"])
        levels = tuple(str(one) for one in body["levels"])
        please, end = (re.compile(_expression(words[name], words)) for name in ("please", "end"))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, re.error) as error:
        raise InputError(f"the question forms cannot be read: {error}") from error
    return Forms(forms, slots, please, end, levels)


def _slot(name: str, fields: Mapping[str, Any]) -> Slot:
    if not fields or fields.keys() - {"classes", "form"}:
        raise InputError(f"the slot {name} has either `classes` or a `form`")
    classes = tuple(fields.get("classes", ()))
    for one in classes:
        model.term(one)
    return Slot(name, classes, str(fields.get("form", "")))


def _form(fields: Mapping[str, Any], words: Mapping[str, str], slots: Mapping[str, Slot]) -> Form:
    name = str(fields.get("name", "?"))
    strange = sorted(_FIELDS.symmetric_difference(fields.keys() - _OPTIONAL))
    if strange:
        raise InputError(f"the question form {name} lacks or does not know {strange[0]!r}")
    patterns = tuple(_pattern(name, one, words, slots) for one in fields["patterns"])
    query = saved.get(fields["query"])
    places = {slot for pattern in patterns for slot in pattern.slots}
    for parameter, place in fields["with"].items():
        if parameter not in {one.name for one in query.parameters} or place.partition(".")[0] not in places:
            raise InputError(f"the question form {name}: {query.name} takes no {parameter!r} from {place!r}")
    return Form(
        name=name,
        examples=tuple(fields["examples"]),
        patterns=patterns,
        query=query.name,
        arguments=tuple(fields["with"].items()),
        head=fields["head"],
        each=fields["each"],
        top=fields.get("top", ""),
        need=fields.get("need", ""),
    )


def _pattern(form: str, text: str, words: Mapping[str, str], slots: Mapping[str, Slot]) -> Pattern:
    found = tuple(_SLOT.findall(text))
    unknown = [one for one in found if one not in slots and one != PERIOD]
    if unknown or len(set(found)) < len(found):
        raise InputError(f"the question form {form} has an unknown slot, or one twice: {text}")
    return Pattern(_expression(text, words), found)


def _expression(text: str, words: Mapping[str, str]) -> str:
    return _WORD.sub(lambda found: f"{words[found[1]]}", text).translate(_BRACKETS)
