"""The common grammar of names that end in a telling word: where the name begins, and how sure that is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from extract import lexicon
from extract.reading import Kind
from extract.scene import Piece, Scene
from extract.state import Found, State
from ontology.record import MentionType

# Kinds that make a name a name; ordinary words and loose characters do not.
TELLING = frozenset({Kind.NAME, Kind.DISTRICT, Kind.QUOTE})
# The level alone anchors an organ in the text's own place (区妇联); a pointing word before it does not name (我市).
LEVELS = frozenset("省市区县镇乡州旗")
POINTING = frozenset("我全该各本某两")
_ORDINAL = re.compile(r"(?:第[0-9一二三四五六七八九十百]+|首)[届次期批]|(?:19|20)[0-9]{2}年?")
# Characters that stand before names as words of their own.
_LOOSE = frozenset("新老大小原全副总各某该好旧多众诸首次年月日区市县省镇乡村州号级")
# Words that open a name when they stand right before its first telling piece, or alone.
_OPENERS = frozenset(["国家", "全国", "全省", "全市", "全区", "全县", "全球", "世界", "国际", "中华", "亚洲", "环球"])


def trim(pieces: list[Piece], text: str = "", *, numbers: bool = False) -> list[Piece]:
    """Drop ordinary words in front of the first telling piece; [] where no piece tells.

    With `text`, words such as 全国 and loose characters right before that piece are kept; with `numbers`, a number
    (第三届, 2025) tells too.
    """
    for i, piece in enumerate(pieces):
        if piece.kind in TELLING or (numbers and piece.kind is Kind.NUMBER and i + 1 < len(pieces)):
            first = i
            while text and first and _joins(text, pieces[first - 1], pieces[first]):
                first -= 1
            return pieces[first:]
    return []


def _joins(text: str, before: Piece, piece: Piece) -> bool:
    word = text[before.start : before.end]
    if before.kind is Kind.CHARACTER:
        return piece.kind in (Kind.NAME, Kind.CHARACTER) and word not in _LOOSE
    return word in _OPENERS


class Body(NamedTuple):
    """Where a name begins, and how it is told from an ordinary noun: a `look` for the rule's name."""

    start: int
    look: str


def bodies(scene: Scene, end: int, limit: int, *, numbers: bool = False, verbs: bool = False) -> Iterator[Body]:
    """Yield where the name may begin whose last word begins at `end`; none where it stands alone.

    The likeliest comes first: up to a verb, or past it where `verbs` says that names of this kind hold verbs. Then
    the other of these two (`-far`, `-near`), with the ordinary words in front (`-full`), without the division
    in front (`-past`).
    """
    far = scene.left(end, limit, brackets=True, quotes=True, verbs=True)
    cut = max((i for i, p in enumerate(far) if p.kind is Kind.VERB), default=-1)
    near = far[cut + 1 :]
    seen: set[int] = set()
    for pieces, mark in ((far, ""), (near, "-near")) if verbs else ((near, ""), (far, "-far")):
        if mark and cut < 0:
            break
        for found_body in _variants(scene, pieces, numbers=numbers):
            if found_body.start not in seen:
                seen.add(found_body.start)
                yield Body(found_body.start, found_body.look + mark)


def _variants(scene: Scene, pieces: list[Piece], *, numbers: bool) -> Iterator[Body]:
    first = _body(scene, pieces, numbers=numbers)
    if first is None:
        return
    yield first
    while pieces and pieces[0].kind in (Kind.VERB, Kind.BRACKET):
        pieces = pieces[1:]
    if pieces and pieces[0].start < first.start:
        yield Body(pieces[0].start, f"{first.look}-full")
    rest = [p for p in pieces if p.start >= first.start]
    if len(rest) > 1 and rest[0].kind is Kind.DISTRICT:
        second = "telling" if any(p.kind in TELLING for p in rest[1:]) else "ordinary"
        yield Body(rest[1].start, f"past-{second}")
    later = next((p for p in rest[1:] if p.kind is Kind.DISTRICT), None)
    if later is not None:
        yield Body(later.start, "at-place")


def body(scene: Scene, end: int, limit: int, *, numbers: bool = False, verbs: bool = False) -> Body | None:
    """Return the likeliest of `bodies`."""
    return next(bodies(scene, end, limit, numbers=numbers, verbs=verbs), None)


def _body(scene: Scene, pieces: list[Piece], *, numbers: bool) -> Body | None:
    text = scene.text
    while pieces and pieces[0].kind in (Kind.VERB, Kind.BRACKET):
        pieces = pieces[1:]
    if not pieces:
        return None
    named = trim(pieces, text, numbers=numbers)
    ordinal = next((i for i, p in enumerate(named) if i and _ORDINAL.fullmatch(text, p.start, p.end)), None)
    if numbers and ordinal is not None and named[ordinal - 1].kind is not Kind.DISTRICT:
        return Body(named[ordinal].start, "ordinal")
    if named:
        kinds = {p.kind for p in named}
        look = "name" if Kind.NAME in kinds else "quote" if Kind.QUOTE in kinds else "district"
        if not kinds & TELLING:
            look = "numbered"
        elif look == "district" and len(named) == 1:
            look = "district-only"
        return Body(named[0].start, look)
    last = text[pieces[-1].start : pieces[-1].end]
    if last in LEVELS and (len(pieces) == 1 or pieces[-2].kind is not Kind.CHARACTER):
        return None if text[max(0, pieces[-1].start - 1)] in POINTING else Body(pieces[-1].start, "level")
    opener = next((p for p in pieces if text[p.start : p.end] in _OPENERS), None)
    if opener:
        return Body(opener.start, "opener")
    if pieces[0].kind is Kind.CHARACTER and text[pieces[0].start : pieces[0].end] in LEVELS:
        return Body(pieces[0].start, "level-far")
    if pieces[-1].kind is Kind.CHARACTER:
        return Body(pieces[-1].start if len(pieces) == 1 else pieces[0].start, "character")
    if pieces[0].kind is Kind.NUMBER:
        return Body(pieces[0].start, "numbered")
    return Body(pieces[0].start, "plain")


def found(start: int, end: int, kind: MentionType, rule: str) -> Found:
    """Return a candidate with its rule's measured confidence."""
    return Found(start, end, kind, rule, lexicon.confidence(rule))


def settle(candidates: Iterable[Found], state: State) -> list[Found]:
    """Return candidates in order, each span and type once, by its surest rule.

    What lies inside a longer candidate of some weight, its own finder's or an earlier one's, is marked `-inside`, and
    what an earlier finder gives another type `-rival`: the rule is less sure there.
    """
    best: dict[tuple[int, int, MentionType], Found] = {}
    for item in candidates:
        key = (item.start, item.end, item.type)
        if key not in best or item.confidence > best[key].confidence:
            best[key] = item
    if not best:
        return []
    spans = sorted({(f.start, -f.end) for f in (*best.values(), *state.candidates) if f.confidence >= _WEIGHTY})
    rivals = {(f.start, f.end): f.type for f in state.candidates if f.confidence >= _WEIGHTY}
    starts = [start for start, _ in spans]
    reach = list(accumulate((-end for _, end in spans), max))
    out = []
    for key in sorted(best):
        item = best[key]
        before = bisect_left(starts, item.start)
        covered = before > 0 and reach[before - 1] >= item.end
        if not covered and before < len(spans) and starts[before] == item.start:
            covered = -spans[before][1] > item.end
        if covered and not item.rule.endswith("-inside"):
            item = found(item.start, item.end, item.type, item.rule + "-inside")
        elif rivals.get((item.start, item.end), item.type) is not item.type:
            item = found(item.start, item.end, item.type, item.rule + "-rival")
        out.append(item)
    return out


# From here on a candidate casts doubt on those inside it.
_WEIGHTY = 0.5
