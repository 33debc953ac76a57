"""Read ranks: `总量居全省第一`, `排名全省90个区县（市）第四位`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.numbers import parse

_RANK = re.compile(
    r"(?:持续|稳|连续\S{1,4}|继续)?(?:位居|位列|稳居|跃居|高居|居|位于|列|排名|排在|排|名列|蝉联|升至|跃升至?|夺得?)"
    r"(?P<scope>[^，。；第]{0,18}?)第(?P<rank>[一二三四五六七八九十]{1,3}|\d{1,3})"
    r"(?P<others>(?:[、和与及]第(?:[一二三四五六七八九十]{1,3}|\d{1,3}))*)(?:位|名|(?![批次届期个季]))"
)


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank among `scope` at `text[start:end]`; `back` counts from the end of a list of ranks (分别居第四、第八)."""

    start: int
    end: int
    rank: int
    scope: str
    back: int = 0


def find(text: str, start: int, end: int) -> list[Rank]:
    """Return the ranks that a stretch of text states."""
    found = []
    for match in _RANK.finditer(text, start, end) if text.find("第", start, end) >= 0 else ():
        scope = match["scope"].strip("的在 ")
        respectively = text.endswith("分别", start, match.start())
        others = re.split("[、和与及]第", match["others"])[1:] if respectively else []
        values = [parse(word) for word in (match["rank"], *others)]
        for back, value in enumerate(reversed(values)):
            if value is not None:
                found.append(Rank(match.start(), match.end(), int(value), scope, back))
    return found
