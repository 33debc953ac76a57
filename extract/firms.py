"""Firms: by legal form, by the house or trade word that ends their name, by lists of them, by who leads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract import firm_forms, lexicon, person_rows
from extract.lexicon import either, sections, words
from extract.listed import tails_of
from extract.naming import TELLING, bodies, found
from extract.reading import Kind
from extract.scene import Piece, Scene
from extract.state import Found
from ontology.record import MentionType

_COUNTY_ENDS = ("区", "县", "镇", "乡", "街道", "村", "社区")
_WORDS = sections("firm_words.txt")
_FOLLOWS = frozenset(_WORDS["follows"])
_VERBAL = frozenset(_WORDS["verbal"])
_GROWS = frozenset(_WORDS["grows"])
_KINDS, _EACH = tuple(_WORDS["kinds"]), tuple(_WORDS["each"])
_CLOSING = frozenset({Kind.MARK, Kind.STOP, Kind.VERB, Kind.NUMBER})
# So sure that what is left without the legal form is its short form; ordinary words before a head's title are.
_SURE = 0.73
_LIST_END = re.compile(
    r"(?:等|为代表的)(?:一?[批众多]|多?家?|[0-9]+余?多?家|[一二两三四五六七八九十百]+余?多?家|全球|国内|行业|本地|知名|龙头|头部|重点|上市|优质){0,5}"
    rf"(?P<head>[\u3400-\u9fff]{{0,6}}?{either(_WORDS['list'])})"
)
# 险峰、真格、云岭创投等机构的投资: who invests is a firm, however ordinary its name.
_INVESTORS = re.compile(
    rf"等[^，。；、\n]{{0,10}}?(?:(?:投资|创投)机构|机构[^，。；\n]{{0,8}}?{either(_WORDS['invests'])})"
)
_EXTENSION = re.compile(rf"(?P<place>（[^（）]{{2,6}}）|[\u3400-\u9fff]{{2,4}}?)?{either(_WORDS['extension'])}")
_HEADS = re.compile(either(_WORDS["heads"]))
# What stands before a name that opens its clause, and how words end that are no name but say what a firm is.
_OPENING = frozenset("，。、；：\n“”（") | {""}
_GENERIC = tuple(_WORDS["generic"])
_APPOSED = re.compile(
    rf"{either(_WORDS['apposed'])} ?“?(?P<name>[A-Z][A-Za-z]{{2,14}}(?: [A-Z][A-Za-z]{{2,14}})?)(?![A-Za-z0-9])"
)
_RIGHT_ITEM = re.compile(r"、(?P<item>[\u3400-\u9fffA-Za-z0-9]{2,10}?)(?=、|等|和|与|及|，|。)")
_LEFT_ITEM = re.compile(r"(?:、|，|有|含|括|及|如|引|资|入|与|和)(?P<item>[\u3400-\u9fffA-Za-z0-9]{2,10})、$")
_BRANCH = re.compile(r"[\u3400-\u9fff]{2,8}?(?:分公司|支公司|分行|支行|分部|分院)")
_ITEM = re.compile(r"[\u3400-\u9fffA-Za-z0-9（）()·\-]{2,14}")


@cache
def _known_firms() -> frozenset[str]:
    return frozenset(sections("well_known.txt")["ENTERPRISE"])


def find(scene: Scene) -> list[Found]:
    """Return the firms of a text."""
    spans: list[tuple[int, int, str]] = []
    for start, end, kind in scene.reading.listed[tails_of("ENTERPRISE")]:
        spans += _READERS[kind](scene, start, end)
    spans += _lists(scene)
    spans += _extended(scene)
    spans += _led(scene)
    spans += _apposed(scene)
    persons = {(name.start, name.end) for row in person_rows.find(scene.text) if row.all for name in row.names}
    spans = [span for span in spans if span[:2] not in persons and not _kind(scene.text, *span[:2])]
    sure = [span for span in spans if lexicon.confidence(span[2]) >= _SURE]
    spans += _mates(scene, sure)
    spans += firm_forms.short(scene, sure)
    named = (span for span in spans if not _kind(scene.text, *span[:2]))
    return [found(start, end, MentionType.ENTERPRISE, rule) for start, end, rule in named]


def _kind(text: str, start: int, end: int) -> bool:
    """Whether words say what sort of firms are meant, and name none: 上市公司, 各大银行."""
    return text.endswith(_KINDS, start, end) or text.startswith(_EACH, start, end)


def _extended(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """比亚迪合肥工厂, 徐工机械: a well-known firm with the place or trade that follows its name."""
    text = scene.text
    for known_end, start in scene.reading.known_by_end.items():
        if text[start:known_end] in _known_firms():
            match = _EXTENSION.match(text, known_end)
            if match and scene.reading.is_end(match.end()):
                yield start, match.end(), f"firm.extended{'-place' if match['place'] else ''}"


def _led(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """澄影创始人: an unknown word before the title of a firm's head, or ordinary ones that open a clause."""
    reading, text = scene.reading, scene.text
    for match in _HEADS.finditer(text):
        end = match.start() - (text[match.start() - 1 : match.start()] == " ")
        if not reading.is_edge(end):
            continue
        pieces = scene.left(end, 10)
        if not pieces or not 2 <= end - pieces[0].start <= 8:
            continue
        start = pieces[0].start
        opened = _opened(scene, pieces)
        if opened is not None:
            yield opened, end, "firm.led-words"
            continue
        named = [p for p in pieces if p.kind in (Kind.NAME, Kind.CHARACTER)]
        if named and len(named) >= len(pieces) - 1:
            look = "name" if any(p.kind is Kind.NAME for p in pieces) else "loose"
            yield start, end, f"firm.led-{look}"
            if start and text[start - 1] not in _OPENING and text[max(0, start - 2) : start - 1] in _OPENING:
                yield start - 1, end, "firm.led-opened"
        elif len(pieces) > 1 and text[start - 1 : start] in _OPENING and not _describes(text, start, end):
            yield start, end, "firm.led-words"


def _opened(scene: Scene, pieces: list[Piece]) -> int | None:
    """Return where an adverb opens a clause that is no sentence, but ordinary words and a legal form: 向上|创业集团."""
    reading, start, last = scene.reading, pieces[0].start, pieces[-1]
    form = firm_forms.FORM.fullmatch(scene.text, last.start, last.end)
    if form is None or any(piece.kind is not Kind.COMMON for piece in pieces[:-1]):
        return None
    i = reading.before(start)
    adverb = reading.kind(i) is Kind.VERB and not reading.tags[i].startswith("v")
    if not adverb or len(pieces) == 1 or len(reading.word(i)) == 1:
        return None
    begin = reading.starts[i]
    return begin if scene.text[begin - 1 : begin] in _OPENING else None


def _describes(text: str, start: int, end: int) -> bool:
    """Whether the words say what is led (某公司创始人), or hold another title (创始人兼CEO)."""
    return text.endswith(_GENERIC, start, end) or _HEADS.search(text, start, end) is not None


def _apposed(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """游戏公司 Kestrel: a foreign name behind the word that says it is a firm."""
    for match in _APPOSED.finditer(scene.text):
        if match["name"].lower() not in _WORDS["no-firms"]:
            yield *match.span("name"), "firm.apposed"


def _mates(scene: Scene, sure: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The other items of a list with 、 in which a sure firm stands."""
    ends = {end: start for start, end, _ in sure}
    starts = {start: end for start, end, _ in sure}
    for start, end, _ in sure:
        position = end
        while match := _RIGHT_ITEM.match(scene.text, position):
            item = match.span("item")
            if item[0] in starts or not _is_item(scene, *item):
                break
            yield *item, "firm.mate"
            position = item[1]
        position = start
        while position not in ends and scene.text[position - 1 : position] == "、":
            if position - 1 in ends:
                break
            left = _LEFT_ITEM.search(scene.text, max(0, position - 14), position)
            if left is None:
                break
            begin = _after_stop(scene, *left.span("item"))
            if left.end("item") - begin < 2 or not _namelike(scene, begin, left.end("item")):
                break
            yield begin, left.end("item"), "firm.mate"
            if begin != left.start("item") or scene.text[begin - 1] != "、":
                break
            position = begin


def _is_item(scene: Scene, start: int, end: int) -> bool:
    return _after_stop(scene, start, end) == start and _namelike(scene, start, end)


def _after_stop(scene: Scene, start: int, end: int) -> int:
    """Where the part of a stretch begins that follows its last function word or verb."""
    reading = scene.reading
    for i in range(reading.at(end - 1), reading.at(start) - 1, -1):
        if reading.kind(i) is Kind.STOP or (reading.kind(i) is Kind.VERB and reading.starts[i + 1] < end):
            return max(start, reading.starts[i + 1])
    return start


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
    match = _BRANCH.match(scene.text, end)
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
    closed = after in _CLOSING or word in _FOLLOWS
    pieces = _short(scene, scene.left(start, 12, brackets=True))
    if not pieces:
        return
    begin = pieces[0].start
    brand = sum(p.end - p.start for p in pieces if p.kind is not Kind.DISTRICT)
    if not 1 < brand <= 6 and not (brand == 1 and len(pieces) > 1):
        return
    if end - start == 1 and brand > 3:
        return
    if text[start:end] in _VERBAL and (reading.kind(reading.at(end)) is Kind.NUMBER or word in _GROWS):
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
    """吸引了甲、乙、丙等一批知名品牌, 以甲为代表的企业: every item of the list.

    An ordinary word (百合花) is one where most are like names.
    """
    for match in _LIST_END.finditer(scene.text):
        if match["head"].endswith(("机构", "单位", "平台")):
            continue
        items = list(_items(scene, match.start()))
        named = [_namelike(scene, *item) for item in items]
        if 2 * sum(named) >= len(items):
            for (start, end), like in zip(items, named, strict=True):
                if like or not _verbal(scene, start, end):
                    yield start, end, "firm.list" if like else "firm.list-word"
    for match in _INVESTORS.finditer(scene.text):
        items = list(_items(scene, match.start()))
        if any(_namelike(scene, *item) for item in items):
            yield from ((start, end, "firm.list") for start, end in items if not _verbal(scene, start, end))


def _items(scene: Scene, end: int) -> Iterator[tuple[int, int]]:
    """Yield the items of the list that ends at `end`, from the last to the first."""
    text = scene.text
    while True:
        opening = max(text.rfind(mark, max(0, end - 15), end) for mark in "、，。：；\n")
        start = opening + 1
        last = opening < 0 or text[opening] != "、"
        if last:
            pieces = scene.left(end, 12, brackets=True)
            named = [p for p in pieces if p.kind in TELLING or p.kind is Kind.CHARACTER]
            start = named[0].start if named else pieces[0].start if pieces else end
        if not _ITEM.fullmatch(text, start, end):
            return
        yield start, end
        if last:
            return
        end = opening


def _verbal(scene: Scene, start: int, end: int) -> bool:
    """Whether a verb or function word stands in the stretch, so that it is no plain noun."""
    reading = scene.reading
    kinds = {reading.kind(i) for i in range(reading.at(start), reading.at(end - 1) + 1)}
    return bool(kinds & {Kind.VERB, Kind.STOP})


@cache
def _others() -> tuple[str, ...]:
    """Ends of names that are no firms."""
    listed = sections("suffixes.txt")
    organs = sections("organs.txt")
    ends = {t for key, tails in listed.items() if not key.startswith("ENTERPRISE") for t in tails if len(t) > 1}
    return tuple(sorted(ends | set(organs["organ"]) | set(organs["bare"])))


def _namelike(scene: Scene, start: int, end: int) -> bool:
    reading = scene.reading
    if scene.text[start:end].endswith(_others()):
        return False
    kinds = [reading.kind(i) for i in range(reading.at(start), reading.at(end - 1) + 1)]
    return Kind.MARK not in kinds[:1] and any(k in (Kind.NAME, Kind.CHARACTER, Kind.STOP) for k in kinds)


_READERS = {"legal": _legal, "house": _house, "brand": _brand}
