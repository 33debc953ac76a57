"""More training text from the same articles: copies in which names stand where other names of their type stood.

A copy keeps how an article speaks and changes of whom, so the model learns the surroundings of names, not the names.
Only articles with few names are copied: the corpus is denser in names than the news is, and the copies even that out.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extract.corpus import Article
from ontology.record import MentionType

SEED = 7
# Names per character; what a page of local news has at most.
_DENSE = 0.05
_PERSONS = (MentionType.PERSON, MentionType.OFFICIAL)
# Bodies are named by their place and level, which the rest of the article repeats.
_KEPT = frozenset({MentionType.GOVERNMENT})
_LEVELS = "省市区县镇乡村州道"

Slot = tuple[str, str, int]


def copies(articles: Sequence[Article]) -> Iterator[Article]:
    """Yield a copy of each article of few names, every name in it replaced by one that could stand there."""
    chance = random.Random(SEED)
    pool: dict[Slot, set[str]] = defaultdict(set)
    for article in articles:
        for start, end, kind in article.names:
            pool[_slot(article.text, start, end, kind)].add(article.text[start:end])
    choices = {slot: sorted(names) for slot, names in pool.items()}
    for article in articles:
        if len(article.names) < _DENSE * len(article.text):
            yield _replaced(article, choices, chance)


def _slot(text: str, start: int, end: int, kind: MentionType) -> Slot:
    """What a name must share with another to take its place: type, form, opening mark, rough length."""
    name, size = text[start:end], end - start
    if kind in _PERSONS:
        return "person", "", min(size, 4)
    if kind is MentionType.DISTRICT:
        return kind.value, name[-1] if name[-1] in _LEVELS else "", min(size, 4) // 4
    mark = text[start - 1 : start]
    tail = name[-1] if kind is MentionType.INSTITUTION else ""
    return kind.value, mark + tail if mark in ("“", "《") else tail, min(size, 9) // 3


def _replaced(article: Article, choices: dict[Slot, list[str]], chance: random.Random) -> Article:
    given: dict[tuple[str, MentionType], str] = {}
    parts: list[str] = []
    names: list[tuple[int, int, MentionType]] = []
    position = size = 0
    for start, end, kind in article.names:
        name = article.text[start:end]
        if kind not in _KEPT:
            name = given.setdefault((name, kind), chance.choice(choices[_slot(article.text, start, end, kind)]))
        before = article.text[position:start]
        names.append((size + len(before), size + len(before) + len(name), kind))
        parts += [before, name]
        size += len(before) + len(name)
        position = end
    return Article("".join([*parts, article.text[position:]]), tuple(names))
