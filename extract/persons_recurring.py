"""Persons told by the whole text: a string shaped like a name that comes again and again in changing company."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

import rjieba

from extract import surnames
from extract.reading import Kind, Reading
from extract.scene import Scene

# As often a name of three characters, or of two, must come before it is told by that alone.
_TIMES = {3: 3, 4: 3, 2: 4}
# As many different characters must stand around it: a part of one longer word has always the same neighbours.
_COMPANY = 3


def find(scene: Scene) -> Iterator[surnames.Name]:
    """Yield every mention of the full names that the text uses again and again."""
    reading, text = scene.reading, scene.text
    places: dict[str, list[int]] = defaultdict(list)
    # Most texts have no two characters that could begin a name so often; that is seen quickly.
    pairs = Counter(run[:2] for run in _shape().findall(text))
    often = {pair for pair, times in pairs.items() if times >= min(_TIMES.values())}
    for match in _shape().finditer(text) if often else ():
        start = match.start()
        if text[start : start + 2] not in often:
            continue
        longest = match[1]
        for size in range(2 + (longest[:2] in surnames.compound()), len(longest) + 1):
            places[longest[:size]].append(start)
    for name, starts in places.items():
        if len(starts) < _TIMES[len(name)] or name[-1] in surnames.NOUN_ENDS or rjieba.has_word(name):
            continue
        if _free(text, name, starts) and not _divided(scene, name, starts):
            names = [surnames.whole(reading, start, start + len(name)) for start in starts]
            seen = [known for known in names if known is not None and not _worded(reading, known)]
            if 2 * len(seen) >= len(starts):
                look = _best(seen)
                yield from (surnames.Name(start, start + len(name), look) for start in starts)


def _worded(reading: Reading, name: surnames.Name) -> bool:
    """Whether an ordinary word of two characters stands in the name (普惠 in 普惠性)."""
    i = reading.at(name.start)
    while i < len(reading.words) and reading.starts[i] < name.end:
        if len(reading.words[i]) > 1 and reading.kind(i) in _ORDINARY:
            return True
        i += 1
    return False


_ORDINARY = frozenset({Kind.COMMON, Kind.VERB, Kind.STOP, Kind.DISTRICT, Kind.NUMBER})


def _best(seen: list[surnames.Name]) -> str:
    looks = {name.look for name in seen}
    return next(look for look in ("sure", "likely", "weak") if look in looks)


def _free(text: str, name: str, starts: list[int]) -> bool:
    """Whether the neighbours on both sides change, so that the name is no part of a longer word."""
    size = len(name)
    before = {text[start - 1 : start] for start in starts}
    after = {text[start + size : start + size + 1] for start in starts}
    return len(before) > 1 and len(after) > 1 and len(before) + len(after) > _COMPANY


def _divided(scene: Scene, name: str, starts: list[int]) -> bool:
    """Whether the name begins with a division that the text names elsewhere: 青禾元|素 beside 青禾."""
    begun = {start + size for start in starts for size in range(2, len(name) + 1)}
    return any(name.startswith(text) for text in scene.divisions(begun))


@cache
def _shape() -> re.Pattern[str]:
    compound = sorted(surnames.compound())
    single = "".join(sorted(surnames.single()))
    # Most characters begin no surname, and nearly all others no compound one: to ask first is four times as fast.
    begins = "".join(sorted({name[0] for name in compound}))
    surname = f"(?:(?=[{begins}])(?:{'|'.join(compound)})|[{single}])"
    return re.compile(f"(?=[{begins}{single}])(?=({surname}[\u3400-\u9fff]{{1,2}}))")
