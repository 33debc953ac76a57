"""Firms: by legal form, by the house or trade word that ends their name, by lists of them, by the people who lead them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.lexicon import Automaton, sections, words
from extract.naming import TELLING, Kind, Piece, Scene, bodies, found
from extract.state import Found
from ontology.record import MentionType

_COUNTY_ENDS = ("区", "县", "镇", "乡", "街道", "村", "社区")
# What may follow a firm's short name: its people, its premises.
_FOLLOWS = frozenset(
    [
        "董事长",
        "总经理",
        "创始人",
        "联合创始人",
        "总裁",
        "副总裁",
        "副总经理",
        "总监",
        "经理",
        "负责人",
        "相关",
        "首席",
        "首席执行官",
        "合伙人",
        "员工",
        "工程师",
        "车间",
        "厂长",
        "厂区",
        "公司",
        "集团",
        "旗下",
        "执行董事",
        "总部",
        "展台",
        "展位",
        "店",
        "门店",
        "联席",
    ]
)
_LIST_END = re.compile(
    r"等(?:一?[批众多]|多?家?|[0-9]+余?多?家|[一二两三四五六七八九十百]+余?多?家|全球|国内|行业|本地|知名|龙头|头部|重点|上市|优质){0,5}"
    r"(?P<head>[\u3400-\u9fff]{0,6}?(?:企业|公司|品牌|车企|药企|平台|厂商|商家|银行|机构|单位|供应商|服务商|巨头))"
)
_ITEM = re.compile(r"[\u3400-\u9fffA-Za-z0-9（）()·\-]{2,14}")


@cache
def _tails() -> Automaton:
    listed = sections("suffixes.txt")
    return Automaton({word: kind for kind in ("brand", "house", "legal") for word in listed[f"ENTERPRISE.{kind}"]})


def find(scene: Scene) -> list[Found]:
    """Return the firms of a text."""
    spans: list[tuple[int, int, str]] = []
    for start, end, kind in _tails().find(scene.text):
        spans += _READERS[kind](scene, start, end)
    spans += _lists(scene)
    return [found(start, end, MentionType.ENTERPRISE, rule) for start, end, rule in spans]


def _legal(scene: Scene, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    form = scene.text[start:end]
    full = form.endswith(("有限公司", "有限责任公司", "株式会社"))
    stop = _branch(scene, end) if full else end
    kind = "legal" if full else "branch" if form == "分公司" else "company"
    for name in bodies(scene, start, 30, verbs=kind != "company"):
        if form == "公司" and name.look in ("plain", "district-only", "level", "opener", "character"):
            continue
        yield name.start, stop, f"firm.{kind}.{name.look}"


def _branch(scene: Scene, end: int) -> int:
    """Where the branch named after the legal form ends."""
    match = re.compile(r"[\u3400-\u9fff]{2,8}?(?:分公司|支公司|分行|支行|分部|分院)").match(scene.text, end)
    return match.end() if match else end


def _house(scene: Scene, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    reading = scene.reading
    if not reading.is_edge(end):
        return
    if end - start == 1 and reading.word(reading.before(end)) in words("common_tails.txt"):
        return
    size = "-one" if end - start == 1 else ""
    for name in bodies(scene, start, 22):
        yield name.start, end, f"firm.house.{name.look}{size}"


def _brand(scene: Scene, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    reading, text = scene.reading, scene.text
    if not reading.is_edge(end):
        return
    after = reading.kind(reading.at(end))
    word = reading.word(reading.at(end))
    closed = after in (Kind.MARK, Kind.STOP, Kind.VERB, Kind.NUMBER) or word in _FOLLOWS
    pieces = _short(scene, scene.left(start, 12, brackets=True))
    if not pieces:
        return
    begin = pieces[0].start
    brand = sum(p.end - p.start for p in pieces if p.kind is not Kind.DISTRICT)
    if not 1 < brand <= 6 and not (brand == 1 and len(pieces) > 1):
        return
    if end - start == 1 and brand > 3:
        return
    listed = text[end : end + 1] == "、" or text[max(0, begin - 1) : begin] == "、"
    telling = any(p.kind is Kind.NAME for p in pieces)
    size = "" if end - start > 1 else "-one"
    if not closed:
        if telling:
            yield begin, end, "firm.brand-open"
    elif telling:
        yield begin, end, f"firm.brand{'-listed' if listed else ''}{size}"
    elif any(p.kind is Kind.CHARACTER for p in pieces):
        yield begin, end, f"firm.brand-loose{'-listed' if listed else ''}{size}"
    else:
        yield begin, end, f"firm.brand-words{'-listed' if listed else ''}{size}"


def _short(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    """The pieces of a short firm name: characters or a name right before the trade word, a city in front."""
    kept: list[Piece] = []
    for piece in reversed(pieces):
        if piece.kind in (Kind.NAME, Kind.CHARACTER, Kind.NUMBER) or (
            piece.kind is Kind.COMMON and not kept and piece.end - piece.start == 2
        ):
            kept.append(piece)
        elif piece.kind is Kind.COMMON and len(kept) == 1 and kept[0].kind is Kind.COMMON:
            break
        elif piece.kind is Kind.DISTRICT:
            if not scene.text[piece.start : piece.end].endswith(_COUNTY_ENDS):
                kept.append(piece)
            break
        else:
            break
    if all(p.kind in (Kind.NUMBER, Kind.DISTRICT) for p in kept):
        return []
    return kept[::-1]


def _lists(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """吸引了甲、乙、丙等一批知名品牌: every item of the list."""
    text, reading = scene.text, scene.reading
    for match in _LIST_END.finditer(text):
        if match["head"].endswith(("机构", "单位", "平台")):
            continue
        position = match.start()
        while True:
            opening = max(text.rfind(mark, max(0, position - 15), position) for mark in "、，。：；\n")
            item_start = opening + 1
            last = opening < 0 or text[opening] != "、"
            if last:
                pieces = scene.left(position, 12, brackets=True)
                named = [p for p in pieces if p.kind in TELLING or p.kind is Kind.CHARACTER]
                if not named:
                    break
                item_start = named[0].start
            item = text[item_start:position]
            if _ITEM.fullmatch(item) and _namelike(scene, item_start, position):
                yield item_start, position, "firm.list"
            else:
                break
            if last:
                break
            position = opening


def _namelike(scene: Scene, start: int, end: int) -> bool:
    reading = scene.reading
    kinds = [reading.kind(i) for i in range(reading.at(start), reading.at(end - 1) + 1)]
    return Kind.MARK not in kinds[:1] and any(k in (Kind.NAME, Kind.CHARACTER, Kind.STOP) for k in kinds)


_READERS = {"legal": _legal, "house": _house, "brand": _brand}
