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

# A name with fewer characters left is no longer one.
_MIN_VARIANT, _MIN_CORE = 5, 4

_QUOTED = re.compile(r"[“「『]([^“”「」『』]+)[”」』](.*)")
_WORTH = re.compile("[十百千万]+亿元?")
_QUOTES = re.compile(r"[\s“”\"‘’「」『』《》〈〉]")


@lru_cache(maxsize=65536)
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
    """Say whether `short` can be a form of `full`: its characters in order, no numeral or direction apart.

    How much is put into a thing sets nothing apart: `茶农百亿扶持计划` is the `茶农扶持计划`.
    """
    rest = iter(key(full))
    same = _marks(_WORTH.sub("", full)) == _marks(_WORTH.sub("", short))
    return same and all(one in rest for one in key(short))


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
        if division.name.endswith(level.removeprefix("全")):
            return division.name + name[len(level) :]
    return None


def unspecific(name: str) -> bool:
    """Say whether a program or event is called so everywhere (`实施方案`, `十一次全会`), each time another."""
    found = key(name)
    return found in _words()["unspecific"]["words"] or _sessions().fullmatch(found) is not None


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


def variant(name: str, place: str) -> str:
    """Return the key that the ways to write one program, event or site share, in papers of one city.

    Words that say nothing by themselves are left out (`“片区赛马”运营机制`, `首期“春日”行动`); a site also goes without
    the division that it lies in where its own name says enough (`甲山市云溪小镇`, `place` being in 甲山市).
    """
    words = _words()["variants"]
    bare = _unplaced(name, place)
    if bare.endswith(tuple(words["sites"])) and not generic(bare):
        return key(bare)
    found = shortened(name)
    for word in words["first"]:
        found = found.removeprefix(word)
    for word in words["fillers"]:
        found = found.replace(word, "")
    return found if len(found) >= _MIN_VARIANT else key(name)


def seated(name: str, place: str) -> str:
    """Return the key of a body's name with the division that it begins with written out (`甲山供电公司` in 甲山县)."""
    for division in reversed(chain(place)):
        short = division.name[:-1]
        if len(short) > 1 and name.startswith(short) and not name.startswith(division.name):
            return shortened(division.name + name.removeprefix(short))
    return shortened(name)


@lru_cache(maxsize=65536)
def shortened(name: str) -> str:
    """Return the key of a name with every office, bank and zone in its short form (`妇女联合会` -> 妇联)."""
    found = key(name)
    for full, short in _words()["abbreviations"]["forms"]:
        found = found.replace(full, short)
    return found


def introduced(name: str) -> bool:
    """Say whether a name begins with words that are no part of it (`首期“春日”行动`)."""
    return key(name).startswith(tuple(_words()["variants"]["first"]))


def core(name: str) -> str:
    """Return what a name has in quotation marks before the word for its kind (`“春日送暖”行动` -> 春日送暖), or ""."""
    found = _QUOTED.fullmatch(name)
    if found is None or len(found[1]) < _MIN_CORE or found[2] not in _words()["variants"]["kinds"]:
        return ""
    return found[1]


def _unplaced(name: str, place: str) -> str:
    """Return a name without a division before it that the document's place lies in."""
    for division in chain(place):
        for form in (division.name, division.name[:-1]):
            if len(form) > 1 and name.startswith(form) and len(name) - len(form) >= _MIN_CORE:
                return _unplaced(name[len(form) :], place)
    return name


@lru_cache(maxsize=65536)
def _level(name: str) -> str:
    words = _words()["relative"]
    if name.startswith(tuple(words["not_relative"])):
        return ""
    if name.startswith(tuple(words["wholes"])) and not name.startswith(tuple(words["not_whole"])):
        return name[:2]
    level = next((level for level in words["levels"] if name.startswith(level)), "")
    heads = words["heads"] + (words["firm_heads"] if level in words["firm_levels"] else [])
    rest = name[len(level) :]
    return level if level and (rest.endswith(tuple(heads)) or rest.startswith(tuple(words["organs"]))) else ""


def _marks(name: str) -> Counter[str]:
    marks = _words()["distinguishing"]["characters"]
    return Counter(one for one in key(name) if one in marks)


@cache
def _sessions() -> re.Pattern[str]:
    return re.compile(_words()["unspecific"]["sessions"])


@cache
def _generic() -> frozenset[str]:
    return frozenset(key(word) for word in _words()["generic"]["words"])


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("kg").joinpath("data/names.toml").read_text("utf-8"))
