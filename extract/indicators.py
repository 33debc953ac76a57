"""Word what a figure measures: the text's own words without the subject, the value, adverbs and light verbs."""

from __future__ import annotations

import re
from functools import cache

import rjieba

from extract.lexicon import sections

_EDGE = "，。；：、,;: \u3000“”‘’\"'（）()《》—-·…◇■●*#\n"
_NOUN_TAGS = ("n", "a", "b", "j", "l", "i", "s", "z", "eng", "x", "f", "t", "m", "vn", "g", "o", "q", "k", "h")
_PREPOSITIONS = frozenset("为 向 对 给 在 通过 由 以 将 把 按 按照 围绕 针对 依托 于 用".split())
_LONGEST = 24


@cache
def _words(use: str) -> frozenset[str]:
    return frozenset(sections("figure_words.txt")[use])


@cache
def _edge(use: str, *, front: bool) -> re.Pattern[str]:
    either = "|".join(sorted(map(re.escape, _words(use)), key=lambda word: (-len(word), word)))
    return re.compile(rf"^(?:{either})" if front else rf"(?:{either})$")


def strip_tail(text: str) -> str:
    """Return `text` without the light verbs and adverbs that lead to a number."""
    pattern = _edge("tail", front=False)
    while True:
        text = text.strip(_EDGE)
        shorter = pattern.sub("", text)
        if shorter == text:
            return text
        text = shorter


def strip_lead(text: str) -> str:
    """Return `text` without the conjunctions and adverbs at its beginning."""
    words = [word for word, _ in rjieba.tag(text.strip(_EDGE))]
    while words and (words[0] in _words("lead") or not words[0].strip(_EDGE)):
        words.pop(0)
    return "".join(words).strip(_EDGE)


def noun_after(text: str) -> str:
    """Return the noun phrase with which `text` begins: what is counted (`30余家｜企业代表齐聚`)."""
    found: list[str] = []
    tags: list[str] = []
    tokens = rjieba.tag(text)
    for i, (word, tag) in enumerate(tokens):
        if not found and word in _words("noun-skip"):
            continue
        if word in "，。；：！？、,;:（(\n" and word != "、":
            break
        if word == "、" and not found:
            break
        if found and word in _words("verbs-ending"):
            break
        if word in _words("verbs-ending") and tag.startswith(("v", "d", "p", "c")):
            break
        if tag.startswith(("p", "d", "r", "y", "e", "w")) or (tag.startswith("u") and word != "的"):
            break
        if word == "的" or tag == "c":
            following = tokens[i + 1][1] if i + 1 < len(tokens) else ""
            if not following.startswith(("n", "a", "b", "j", "v")) or not found:
                break
        if tag.startswith("v") and tag != "vn":
            following = tokens[i + 1][1] if i + 1 < len(tokens) else "x"
            if not following.startswith(("n", "vn", "j", "l")):
                break
        found.append(word)
        tags.append(tag)
        if len("".join(found)) >= _LONGEST:
            break
    while found and (found[-1] in "的和与及、" or found[-1] in _EDGE):
        found.pop()
    return "".join(found).strip(_EDGE)


def core_before(text: str) -> str:
    """Return the words before a number that name what is measured."""
    text = strip_lead(strip_tail(text))
    if not text:
        return ""
    tokens = rjieba.tag(text)
    tokens = _without_phrase(tokens)
    words = [
        word for word, _ in tokens if word not in _words("light") and word not in ("已", "累计", "共", "均", "也", "还")
    ]
    return "".join(words).strip(_EDGE)


def _without_phrase(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Drop `为…` and `对…` phrases before the last verb (`为个体工商户减免租金` measures `减免租金`)."""
    verbs = [i for i, (word, tag) in enumerate(tokens) if tag == "v" and i]
    for i, (word, tag) in enumerate(tokens):
        if word in _PREPOSITIONS and tag.startswith(("p", "v", "d")):
            later = [v for v in verbs if v > i + 1]
            if later:
                return tokens[:i] + tokens[later[-1] :] if i and i < 3 else tokens[later[-1] :]
    return tokens


def trailing_verb(text: str) -> str:
    """Return the verb with which the words before a number end, where it tells what happened to what is counted."""
    tokens = rjieba.tag(strip_tail(text))
    if tokens and tokens[-1][0] in _words("verbs-kept"):
        return str(tokens[-1][0])
    return ""


def ends_in_noun(text: str) -> bool:
    """Say whether the words before a number end in what is measured."""
    tokens = rjieba.tag(text)
    return bool(tokens) and tokens[-1][1].startswith(("n", "vn", "j", "l", "eng", "a", "b", "i", "x", "k", "g", "z"))
