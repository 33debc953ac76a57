"""Events: gatherings, ceremonies, feasts and contests with a name, by their last word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language

from extract.lexicon import words
from extract.listed import tails_of
from extract.naming import bodies, body, found, settle
from extract.reading import Kind
from extract.scene import Scene
from extract.state import Finder, Found, State
from ontology.record import MentionType

_LIMIT = {"meeting": 36, "ceremony": 32, "feast": 22, "contest": 26}
# 省第十五次党代会, 区委十五届十一次全会, 党的二十大: congresses and plenary sessions by their number.
_SESSION = re.compile(
    r"(?:(?:中国)?共产党|党的?|[省市区县州]第?)?第?[一二三四五六七八九十]+(?:届[一二三四五六七八九十]+次)"
    r"(?:全体会议|全会|会议|党代会|人代会|大会)?"
    r"|党的(?:[一二三四五六七八九十]{1,3}(?:大|届[一二三四五六七八九十]+中全会))"
    r"|[一二三四五六七八九十]{1,3}届[一二三四五六七八九十]+中全会"
    r"|(?:[省市区县州])?第?[一二三四五六七八九十]+次(?:党代会|代表大会)"
)
_QUOTED = re.compile(r"“([^“”\n]{2,20})”(?=开幕|开赛|在[\u3400-\u9fff]{2,12}(?:举行|开幕|举办|开赛))")


def find(text: str, state: State) -> list[Found]:
    """Return the events that `text` may name."""
    scene = Scene(text, state)
    spans = [*_by_tail(scene), *_sessions(scene)]
    spans += [(m.start(1), m.end(1), "event.quoted") for m in _QUOTED.finditer(text)]
    return settle((found(start, end, MentionType.EVENT, rule) for start, end, rule in spans), state)


def _by_tail(scene: Scene) -> Iterator[tuple[int, int, str]]:
    reading, text = scene.reading, scene.text
    for start, end, group in reading.listed[tails_of("EVENT")]:
        if not reading.is_end(end):
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


def _sessions(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for match in _SESSION.finditer(scene.text):
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
