"""The short forms of a firm's full name, found where they stand alone in its document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import rjieba

from extract.lexicon import either, occurrences, sections
from extract.reading import Kind
from extract.scene import Scene

_FOLLOWS = frozenset(sections("firm_words.txt")["follows"])
_CLOSING = frozenset({Kind.MARK, Kind.STOP, Kind.VERB, Kind.NUMBER})
FORM = re.compile(
    r"(?:集团)?(?:股份|控股)?(?:有限责任公司|有限公司|集团公司|总公司|分公司|公司|集团|株式会社)(?:[\u3400-\u9fff]{2,8}(?:分公司|支行|分行))?$"
)
_PLACE_HEAD = re.compile(r"^(?:中国|[\u3400-\u9fff]{2,3}[省市县区])+")
_BRACKET = re.compile(r"（[^（）]*）|\([^()]*\)")


@cache
def _trades() -> re.Pattern[str]:
    listed = sections("suffixes.txt")
    trades = {t for kind in ("brand", "house") for t in listed[f"ENTERPRISE.{kind}"] if len(t) > 1}
    return re.compile(either(trades | set(sections("firm_words.txt")["trade"])))


def short(scene: Scene, sure: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """芯屿微 after 上海芯屿微电子有限公司: the telling part of a full name where it stands alone."""
    forms: dict[str, str] = {}
    for start, end, _ in sure:
        for short, rule in _shortened(scene, start, end):
            forms.setdefault(short, rule)
    if not forms:
        return
    reading = scene.reading
    inside = bytearray(len(scene.text))
    for start, end, _ in sure:
        inside[start:end] = b"\1" * (end - start)
    for start, end, short in occurrences(scene.text, forms):
        following = reading.at(end)
        stands = reading.kind(following) in _CLOSING or reading.word(following) in _FOLLOWS
        if stands and not inside[start] and scene.district_before(end) is None:
            yield start, end, forms[short]


def _shortened(scene: Scene, start: int, end: int) -> Iterator[tuple[str, str]]:
    name = _BRACKET.sub("", scene.text[start:end])
    stem = FORM.sub("", name)
    place = scene.left(end, 30, brackets=True, verbs=True)
    head = next((p for p in place if p.start == start and p.kind is Kind.DISTRICT), None)
    stem = _PLACE_HEAD.sub("", stem) if head is None else stem[head.end - head.start :]
    core = _core(stem)
    if 2 <= len(core) <= 4 and core != name and not rjieba.has_word(core):
        yield core, "firm.short-core"
    for match in _trades().finditer(stem[len(core) :]):
        if match.start() == 0:
            short = core + match[0]
            if short != name and len(core) >= 2:
                yield short, "firm.short-trade"
    if 3 <= len(stem) <= 6 and stem != name and stem != core:
        yield stem, "firm.short-stem"


def _core(stem: str) -> str:
    """The part of a name before its first trade word."""
    match = _trades().search(stem, 2)
    return stem[: match.start()] if match else stem
