"""Events: gatherings, ceremonies, feasts and contests with a name, by their last word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language

from extract import sentences
from extract.clauses import behind_cut, opening
from extract.lexicon import either, sections, words
from extract.listed import tails_of
from extract.naming import TELLING, bodies, body, found, settle
from extract.reading import Kind
from extract.scene import Scene
from extract.state import Finder, Found, State
from ontology.record import MentionType

_LIMIT = {"meeting": 36, "ceremony": 32, "feast": 22, "contest": 26}
# 省第十五次党代会, 区委十五届十一次全会, 省委十二届三次、四次全会, 党的二十大: congresses and plenary sessions by their
# number, with the body that meets.
_COUNT = "[一二三四五六七八九十]{1,3}"
_SESSION = re.compile(
    r"(?:(?:中国?共(?:产党)?)?(?:自治区党委|[省市区县州旗盟]委|党委)|中国共产党|党的?|[省市区县州])?"
    rf"第?{_COUNT}届{_COUNT}次(?:、(?:{_COUNT}届)?{_COUNT}次)*"
    r"(?:(?:全体)?(?:[（(]扩大[）)])?会议|全会|党代会|人代会|大会)?"
    rf"|党的(?:{_COUNT}大|{_COUNT}届{_COUNT}中(?:、{_COUNT}中)*全会)"
    rf"|{_COUNT}届{_COUNT}中(?:、{_COUNT}中)*全会"
    rf"|(?:[省市区县州])?第?{_COUNT}次(?:党代会|代表大会)"
)
_IS_SESSION = re.compile(f"届{_COUNT}|党的{_COUNT}|次(?:党代会|代表大会)")
_QUOTED = re.compile(r"“([^“”\n]{2,20})”(?=开幕|开赛|在[\u3400-\u9fff]{2,12}(?:举行|开幕|举办|开赛))")

_WORDS = sections("event_words.txt")
_HOLDS = re.compile(f"{either(_WORDS['holds'])}(?:[了的]|的是)?")
_QUOTATION, _PARTED = re.compile("“[^“”]*”"), re.compile("[“”、的了]|[和与](?=“?第|首届)")
_IS_HELD = re.compile(f"(?:在[^，。；！？\n在]{{2,20}}?|{either(_WORDS['how-held'])})*{either(_WORDS['is-held'])}")
_CUTS = frozenset(_WORDS["cuts"])
_DATED = re.compile(r"(?:19|20)[0-9]{2}年?|第[0-9一二三四五六七八九十]+[届次期批]|首届")
_DAY = re.compile(r"(?:[0-9]+(?:月[0-9]+)?日|近日|日前|昨[日天]|今[日天]|当[日天])?(?:上午|下午|晚上?|清晨|傍晚)?")
# Shorter ones are told as well by their last words; longer stretches are clauses.
_ENOUGH, _LONG, _FARTHEST = 6, 8, 60


def find(text: str, state: State) -> list[Found]:
    """Return the events that `text` may name."""
    scene = Scene(text, state)
    spans = [*_by_tail(scene), *_sessions(scene)]
    spans += [(m.start(1), m.end(1), "event.quoted") for m in _QUOTED.finditer(text)]
    return settle((found(start, end, MentionType.EVENT, rule) for start, end, rule in spans), state)


def _by_tail(scene: Scene) -> Iterator[tuple[int, int, str]]:
    reading, text = scene.reading, scene.text
    for start, end, group in reading.listed[tails_of("EVENT")]:
        if not reading.is_end(end) or text.startswith(_WORDS["of-bodies"], end):
            continue
        covering = reading.before(end)
        if reading.starts[covering] < start and (
            reading.word(covering) in words("common_tails.txt")
            or (reading.kind(covering) is Kind.COMMON and end - start == 1)
        ):
            continue
        if end - start == 1 and (
            reading.kind(reading.at(end)) is Kind.COMMON or text[end - 2 : end] in words("verb_tails.txt")
        ):
            continue
        for name in bodies(scene, start, _LIMIT[group], numbers=True, verbs=True):
            size = "-one" if end - start == 1 else "-long" if end - name.start >= 9 else ""
            yield name.start, end, f"event.{group}.{name.look}{size}"
        yield from _cut(scene, start, end, group)
        begun = _held(scene, end)
        if begun is not None and end - begun > _ENOUGH:
            plain = all(
                p.kind not in TELLING and p.kind is not Kind.NUMBER
                for p in scene.left(end, end - begun, quotes=True, verbs=True)
            )
            yield begun, end, f"event.{group}.held{'-plain' if plain else ''}"


def _cut(scene: Scene, start: int, end: int, group: str) -> Iterator[tuple[int, int, str]]:
    """An event from the last word of its clause that no such name holds, with its year, quarter and quotation."""
    text = scene.text
    first = behind_cut(scene, opening(text, start), start, _CUTS, stops=False)
    day = _DAY.match(text, first, start)
    first = day.end() if day else first
    if end - first < _LONG or first >= start or text[first] in "（(和与及":
        return
    held = _HOLDS.search(text, max(0, first - _ENOUGH), first) or _IS_HELD.match(text, end)
    looks = _looks(scene, first, start)
    if held or (group != "feast" and looks not in ("name", "plain")):
        yield first, end, f"event.{group}.cut-{'held' if held else 'bare'}-{looks}"


def _looks(scene: Scene, start: int, end: int) -> str:
    """What a stretch holds that tells it from an ordinary noun."""
    if _DATED.match(scene.text, start):
        return "dated"
    if "“" in scene.text[start:end]:
        return "quote"
    if scene.district_within(start, end):
        return "district"
    words = range(scene.reading.at(start), scene.reading.before(end) + 1)
    return "name" if any(scene.reading.kind(i) is Kind.NAME for i in words) else "plain"


def _held(scene: Scene, end: int) -> int | None:
    """Where an event begins that its clause says is held: right behind 召开, or as the clause's subject before 举行."""
    text = scene.text
    stop = max(text.rfind(mark, max(0, end - _FARTHEST), end) for mark in "，。；：！？\n") + 1
    held = [match.end() for match in _HOLDS.finditer(text, stop, end) if scene.reading.is_edge(match.start())]
    if held:
        return held[-1] if _whole(text, held[-1], end) else None
    if not _IS_HELD.match(text, end):
        return None
    day = _DAY.match(text, stop, end)
    start = day.end() if day else stop
    start = max([start, *(i for i in range(start, end - _ENOUGH) if scene.opens(i))])
    return start if stop and _whole(text, start, end) else None


def _whole(text: str, start: int, end: int) -> bool:
    """Whether all quotation marks of a stretch have their partner in it, and it is no list and no clause."""
    rest = _QUOTATION.sub("", text[start:end])
    return not _PARTED.search(rest)


def _sessions(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for match in sentences.finditer(_SESSION, scene.text, _IS_SESSION):
        if match.end() - match.start() < 3:
            continue
        start = match.start()
        place = scene.district_before(start)
        if place is not None:
            yield place, match.end(), "event.session-of"
            continue
        name = body(scene, start, 10)
        if name and name.look in ("name", "district", "level"):
            yield name.start, match.end(), "event.session-of"
        else:
            yield start, match.end(), "event.session"


@Language.factory("xianzhi_events", assigns=["doc._.xianzhi"])
def make_events(nlp: Language, name: str) -> Finder:  # noqa: ARG001
    """Make the component that adds events to the candidates."""
    return Finder(find)
