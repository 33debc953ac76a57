"""Decisions written into `curation.yaml`: added at its end, what stands there stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg import curation
from kg.curation_yaml import indent
from kg.store import cause
from kg.versions import write
from ontology.errors import InputError

_HEAD = "# Decisions about the graph, replayed on every build.\n"
# A plain scalar of YAML that needs no quotation marks: words, with no mark that means something there.
_PLAIN = re.compile(r"[\w一-鿿][\w一-鿿.·（）“”《》—、，。;/+%-]*")
_NUMBER = re.compile(r"[-+.\d_eEx:]+")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, when, and why."""

    author: str
    date: str
    reason: str


def append(path: Path, word: str, what: tuple[str, ...] | Mapping[str, str], by: Signature) -> str:
    """Add a decision to a file, which is made where it is missing, and return its text.

    Raises InputError where the file cannot be written, or is none that decisions can be added to.
    """
    before = path.read_text("utf-8-sig") if path.is_file() else _HEAD
    curation.parse(before, str(path))
    text = _item(word, what, by, indent(before, str(path)))
    after = before + ("" if before.endswith("\n") or not before else "\n") + text
    curation.parse(after, str(path))
    try:
        write(path, after)
    except OSError as error:
        raise InputError(f"cannot write {path}: {cause(error)}") from error
    return text


def _item(word: str, what: tuple[str, ...] | Mapping[str, str], by: Signature, margin: str) -> str:
    if isinstance(what, tuple):
        said = _scalar(what[0]) if len(what) == 1 else f"[{', '.join(map(_scalar, what))}]"
    else:
        said = "{" + ", ".join(f"{name}: {_scalar(value)}" for name, value in what.items() if value) + "}"
    signed = (("author", by.author), ("date", by.date), ("reason", by.reason))
    lines = [f"- {word}: {said}", *(f"  {name}: {_scalar(value)}" for name, value in signed)]
    return "".join(f"{margin}{line}\n" for line in lines)


def _scalar(text: str) -> str:
    """Return a text as YAML reads it back."""
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _WORDS and not _NUMBER.fullmatch(text)
    # A day is written as people write it; our reader takes every scalar as text.
    if plain or re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    return json.dumps(text, ensure_ascii=False)
