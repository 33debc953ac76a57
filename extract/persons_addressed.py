"""Persons by how they are spoken of: a surname with a word of address (张大伯), or with 老 or 小 (老叶)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract import sentences, surnames
from extract.lexicon import either, sections, words
from extract.reading import Kind
from extract.scene import Scene

_UNFAMILIAR = frozenset(sections("person_words.txt")["unfamiliar"])
_FAMILIAR = re.compile(rf"[老小阿][{''.join(sorted(surnames.single()))}](?![\u3400-\u9fff]?[们家])")
_WORDED = frozenset({Kind.COMMON, Kind.VERB, Kind.STOP})


def find(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Yield those persons, each with its rule."""
    yield from _addressed(scene)
    yield from _familiar(scene)


@cache
def _kin() -> re.Pattern[str]:
    return re.compile(either(words("kin.txt")))


@cache
def _address() -> re.Pattern[str]:
    names = "".join(sorted(surnames.single()))
    return re.compile(
        f"(?=[老小阿{names}])(?:[老小阿]?[{names}]|[{names}][一-鿿]{{0,2}})(?P<kin>{_kin().pattern})(?![们部办处长])"
    )


def _addressed(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """张大伯, 金女士: a surname with a word of address."""
    reading = scene.reading
    for match in sentences.finditer(_address(), scene.text, _kin()):
        end, last = match.end(), match.start("kin") - 1
        start = last if _worded(scene, match.start(), last) else match.start()
        if last > start or not reading.is_edge(start) or (len(match["kin"]) == 1 and not reading.is_edge(end)):
            continue
        if surnames.joins(scene.text, start):
            continue
        first = reading.at(start)
        if reading.word(first) == scene.text[start:end] and reading.kind(first) is Kind.COMMON:
            continue
        rule = "person.address" if len(match["kin"]) > 1 else "person.address-short"
        yield start, end, rule + ("-rare" if scene.text[start] in surnames.rare() else "")


def _worded(scene: Scene, start: int, last: int) -> bool:
    """Whether an ordinary word, which may begin like a surname, stands before the surname: 居民|王奶奶."""
    reading = scene.reading
    worded = start < last and reading.is_edge(last) and reading.kind(reading.before(last)) in _WORDED
    return worded and scene.text[last] in surnames.single()


def _familiar(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """老叶, 小林: a surname with 老 or 小 that the sentence goes on from."""
    reading = scene.reading
    for match in _FAMILIAR.finditer(scene.text):
        start, end = match.span()
        word = reading.word(reading.at(start)) == match[0] and reading.kind(reading.at(start)) is Kind.COMMON
        if (word and match[0][1] in _UNFAMILIAR) or not reading.is_edge(start) or not reading.is_edge(end):
            continue
        if reading.kind(reading.at(end)) in (Kind.MARK, Kind.STOP, Kind.VERB):
            rare = "-rare" if match[0][1] in surnames.rare() else ""
            yield start, end, f"person.familiar{rare}"
