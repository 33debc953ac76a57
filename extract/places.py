"""Places: zones, roads, waters, mountains, sites and buildings by their last word; regions and countries by list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.language import Language

from extract import sentences
from extract.lexicon import Automaton, confidence, either, occurrences, sections, words
from extract.listed import tails_of
from extract.naming import bodies, body, found, settle
from extract.reading import Kind
from extract.scene import Scene
from extract.state import Finder, Found, State
from ontology.record import MentionType

_WORDS = sections("place_words.txt")
_BEFORE = frozenset(_WORDS["before"])
_AFTER = tuple(word for word in _WORDS["after"] if word not in ("里", "上", "内", "的", "段"))
_SURE = 0.6
# The country that half of all names begin with.
_HOME = "中国"
_LIMIT = {"zone": 20, "road": 14, "nature": 12, "site": 16, "building": 18}
# Before a word of these kinds a well-known name is over (长三角|的, 滇中|崛起), but not before these marks.
_FREE = frozenset({Kind.MARK, Kind.STOP, Kind.VERB, Kind.NUMBER})
_OPENS_MORE = re.compile("[（·—“《”]|[0-9百千]+强")
_BOUND = ("（", "新")
_OF_REGIONS = frozenset(_WORDS["of-regions"])
# 钱塘快速路（钱塘区段）, 艮山东路东延段: what may follow a road's name and belongs to it.
_STRETCH = re.compile(r"（[\u3400-\u9fff]{2,8}段）|[东西南北]延段?|[东西南北]段")
# 真金路51号, 与青荷路交叉口: what only roads are followed by.
_ADDRESS = re.compile(r"[0-9]+(?:[-—之][0-9]+)?[号弄]|(?:与[\u3400-\u9fff]{2,6}[路街道])?(?:交叉|交界|交汇|交会|路口)")
_FACILITY = re.compile(
    f"(?=[社村{''.join(sorted({word[0] for word in _WORDS['facilities']}))}])"  # most characters begin no facility
    f"(?P<level>社区|村)?{either(_WORDS['facilities'])}+{either(_WORDS['houses'])}(?![长员])"
)
_LEVELS = ("街道", "社区", "村", "镇", "乡", "区", "县", "市")
_ROAD = "号(?:大街|路|线|公路|大道)"
_IS_ROAD, _NUMBERED_ROAD = (
    re.compile(_ROAD),
    re.compile(rf"[\u3400-\u9fff]{{0,4}}?[A-Z]?[0-9一二三四五六七八九十]+{_ROAD}"),
)
# 中俄两国, 访华期间, 俄外长, 美方: countries by one character each.
_LETTER = f"[{''.join(_WORDS['letters'])}]"
_LETTERS = {
    # 以|中青年 are no countries.
    "pair": re.compile(f"(?P<one>{_LETTER})(?!中青年)(?P<two>{_LETTER})(?={either(_WORDS['between'])})"),
    "both": re.compile(f"(?P<one>欧|日)(?P<two>美|韩)(?={either(_WORDS['both'])})"),
    "visit": re.compile(
        f"(?<![下上回走采信寻探查])(?P<verb>{either(_WORDS['visits'])})(?P<one>{either(_WORDS['hosts'])})"
    ),
    "post": re.compile(f"(?P<one>{_LETTER})(?={either(_WORDS['state-posts'])})"),
    "side": re.compile(f"(?P<one>[{''.join(_WORDS['sides'])}])(?=方)"),
}
_VISITED = re.compile(either(_WORDS["visited"]))
_COUNTRY_AFTER = re.compile(r"(?:人|籍|裔|族|包|袍|队|军|式|文|语|化|菜|元|史|画|共产党|银行|石油|石化|移动|联通|电信)")


@cache
def _known() -> Automaton:
    listed = sections("well_known.txt")
    labels = dict.fromkeys(listed["PLACE"], "region")
    labels |= dict.fromkeys(listed["PLACE?"], "region-doubtful")
    return Automaton(labels | dict.fromkeys(words("countries.txt"), "country") | {_HOME: "home"})


def find(text: str, state: State) -> list[Found]:
    """Return the places that `text` may name; divisions and organisations are found elsewhere."""
    scene = Scene(text, state)
    houses = list(_of_divisions(scene))
    told = {(start, end) for start, end, _ in houses}
    spans = [*_by_tail(scene), *_listed(scene), *_numbered_roads(scene), *_by_letter(scene)]
    spans = [*houses, *(span for span in spans if span[:2] not in told)]
    spans += _short_forms(scene, spans)
    return settle((found(start, end, MentionType.PLACE, rule) for start, end, rule in spans), state)


def _by_tail(scene: Scene) -> Iterator[tuple[int, int, str]]:
    reading, text = scene.reading, scene.text
    for start, end, group in reading.listed[tails_of("PLACE")]:
        if not reading.is_end(end) and not (group == "road" and _ADDRESS.match(text, end)):
            continue
        covering = reading.before(end)
        split = reading.starts[covering] < start
        if split and reading.word(covering) in words("common_tails.txt"):
            continue
        stretch = _STRETCH.match(text, end) if group == "road" else None
        stop = stretch.end() if stretch else end
        size = "-one" if end - start == 1 else ""
        if split and reading.kind(covering) not in (Kind.NAME, Kind.CHARACTER):
            begin = reading.starts[covering]
            located = _place_of(scene, group, begin, stop)
            if group == "road" and start - begin > 1 and located:
                yield begin, stop, f"place.road.word{size}{located}"
            continue
        for name in bodies(scene, start, _LIMIT[group], numbers=group in ("road", "building")):
            located = _place_of(scene, group, name.start, stop)
            yield name.start, stop, f"place.{group}.{name.look}{size}{located}"


def _by_letter(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for name, pattern in _LETTERS.items():
        for match in pattern.finditer(scene.text):
            if _letter_stands(scene, name, match):
                for group in pattern.groupindex:
                    if group != "verb":
                        yield *match.span(group), f"place.country-{name}"


def _letter_stands(scene: Scene, name: str, match: re.Match[str]) -> bool:
    """Whether the words of the sentence leave the letter free: 中|双方, but not 其中|双方; 访美, but not 对|美好."""
    start, end = match.span()
    reading, text = scene.reading, scene.text
    if name == "side":
        return reading.is_edge(start) and reading.is_end(end + 1)
    if not reading.is_edge(start) or not reading.is_end(end):
        return False
    everyday = name == "visit" and match["verb"] in _WORDS["everyday"]
    return not everyday or _VISITED.match(text, end) is not None


def _place_of(scene: Scene, group: str, start: int, end: int) -> str:
    """Return what stands around a name: `-address` where only a road can stand, `-at` at a word of place."""
    if group == "road" and _ADDRESS.match(scene.text, end):
        return "-address"
    return "-at" if _located(scene, start, end) else ""


def _located(scene: Scene, start: int, end: int) -> bool:
    """Whether a word of place stands right before or after."""
    reading = scene.reading
    if reading.word(reading.before(start)) in _BEFORE and reading.is_edge(start):
        return True
    return scene.text.startswith(_AFTER, end)


def _short_forms(scene: Scene, spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """医药港 after 杭州医药港: the name without the division in front, where it stands alone."""
    forms: dict[str, str] = {}
    covered = bytearray(len(scene.text))
    for start, end, rule in spans:
        if confidence(rule) < _SURE:
            continue
        covered[start:end] = b"\1" * (end - start)
        pieces = scene.left(end, end - start, brackets=True, verbs=True)
        head = next((p for p in pieces if p.start == start), None)
        if head is not None and head.kind in (Kind.DISTRICT, Kind.NAME) and end - head.end >= 3:
            forms.setdefault(scene.text[head.end : end], "place.short")
    if forms:
        for start, end, _ in occurrences(scene.text, forms):
            if not covered[start] and scene.reading.is_edge(start) and scene.reading.is_end(end):
                yield start, end, "place.short"


def _listed(scene: Scene) -> Iterator[tuple[int, int, str]]:
    reading, text = scene.reading, scene.text
    for start, end, label in _known().find(text):
        edges = reading.is_edge(start) + reading.is_edge(end)
        if edges + (end - start >= 3) < 2:
            continue
        if label in ("country", "home") and _COUNTRY_AFTER.match(text, end):
            yield start, end, "place.country-attribute"
        elif _located(scene, start, end):
            yield start, end, f"place.{label}-at"
        else:
            yield start, end, f"place.{label}" + ("-free" if _free(scene, start, end) else "")


def _of_divisions(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """云桥街道|社区党群服务中心, 石岭村|展示馆: a house by what it is for, with the division it belongs to."""
    for match in _FACILITY.finditer(scene.text):
        for start in (match.start(), *(() if match["level"] is None else (match.end("level"),))):
            division = scene.district_before(start)
            if division is not None and start - division > 2 and scene.text.endswith(_LEVELS, division, start):
                yield division, match.end(), "place.building.of-division"
                break


def _free(scene: Scene, start: int, end: int) -> bool:
    """Whether a well-known name ends here, and is not the beginning of a longer one (滇中引水工程)."""
    reading = scene.reading
    before = reading.before(start)
    if _OPENS_MORE.match(scene.text, end) or reading.word(before).endswith(_BOUND):
        return False
    home = scene.text.startswith(_HOME, start)
    if home and reading.is_edge(start) and reading.kind(before) is Kind.NAME:  # 平遥|中国|年
        return False
    after = reading.at(end)
    return reading.is_end(end) and (reading.kind(after) in _FREE or reading.word(after) in _OF_REGIONS)


def _numbered_roads(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """12号大街, 3号线: roads and lines named by a number, with the place word in front."""
    for match in sentences.finditer(_NUMBERED_ROAD, scene.text, _IS_ROAD):
        digits = re.search(r"[A-Z]?[0-9一二三四五六七八九十]+号", match[0])
        start = match.start() + (digits.start() if digits else 0)
        name = body(scene, start, 10)
        begin = name.start if name and name.look in ("name", "district") else start
        yield begin, match.end(), "place.road-numbered"


@Language.factory("xianzhi_places", assigns=["doc._.xianzhi"])
def make_places(nlp: Language, name: str) -> Finder:  # noqa: ARG001
    """Make the component that adds places to the candidates."""
    return Finder(find)
