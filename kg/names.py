"""What forms of a name mean the same: pure functions over the word lists of data/names.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ontology import divisions
from ontology.divisions import Division

# A form shorter than this is too often that of several things to join two documents.
MIN_ALIAS = 3

_QUOTES = re.compile(r"[\s“”\"‘’「」『』《》〈〉]")


def key(name: str) -> str:
    """Return what two spellings of one name share: width, case, spaces and quotation marks set aside."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", name)).casefold()


def stem(name: str) -> str:
    """Return a firm's name without its legal form (`某某股份有限公司` -> `某某`), or as it is."""
    for form in _words()["legal_forms"]:
        if name.endswith(form) and len(name) - len(form) >= MIN_ALIAS:
            return name[: -len(form)]
    return name


def generic(name: str) -> bool:
    """Say whether a form names nothing by itself (`研究院`), or too little to go by."""
    return len(key(name)) < MIN_ALIAS or key(name) in _generic()


def nationwide(name: str) -> bool:
    """Say whether a person's name alone says who it is, in any paper."""
    return name in _words()["nationwide"]["persons"]


def alike(full: str, short: str) -> bool:
    """Say whether `short` can be a form of `full`: its characters in order, no numeral or direction apart."""
    rest = iter(key(full))
    return all(one in rest for one in key(short)) and _marks(full) == _marks(short)


def differ(a: str, b: str) -> str:
    """Return the numerals, directions and the like that one of two names has and the other has not."""
    one, other = _marks(a), _marks(b)
    return "".join(sorted((one - other) + (other - one)))


def complete(name: str, place: str) -> str | None:
    """Return a name with the division that it leaves to the reader: 区委 in a paper of 余杭区 is 余杭区委.

    `place` is the document's division written out. A name that stands by itself is returned as it is; None where it
    is relative and `place` does not say to what.
    """
    level = _level(name)
    if not level:
        return name
    for division in reversed(chain(place)):
        if division.name.endswith(level):
            return division.name + name[len(level) :]
    return None


@lru_cache(maxsize=4096)
def chain(place: str) -> tuple[Division, ...]:
    """Return the divisions that `place` writes out, the province first; none where it cannot be told."""
    table = divisions.load()
    found = table.parse(place) if place else None
    return () if found is None else (*table.ancestors(found.code), found)


@lru_cache(maxsize=65536)
def seat(name: str) -> str:
    """Return the code of the division that a body's name begins with (`余杭区委` -> 330110), or ""."""
    found, _ = divisions.load().split(name)
    return "" if found is None else found.code


@lru_cache(maxsize=65536)
def _level(name: str) -> str:
    words = _words()["relative"]
    if name.startswith(tuple(words["not_relative"])):
        return ""
    level = next((level for level in words["levels"] if name.startswith(level)), "")
    return level if level and name[len(level) :].endswith(tuple(words["heads"])) else ""


def _marks(name: str) -> Counter[str]:
    marks = _words()["distinguishing"]["characters"]
    return Counter(one for one in key(name) if one in marks)


@cache
def _generic() -> frozenset[str]:
    return frozenset(key(word) for word in _words()["generic"]["words"])


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("kg").joinpath("data/names.toml").read_text("utf-8"))
