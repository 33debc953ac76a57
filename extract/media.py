"""Papers, sites, channels and accounts, by where a text names who tells it: bylines, datelines, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract import sentences, surnames
from extract.lexicon import either, sections
from extract.scene import Scene

# The rule of what a text names as its source, which counts in a masthead too.
SOURCE = "media.source"
_WORDS = sections("bylines.txt")
_OUTLET = either(_WORDS["OUTLETS"])
_NONE = frozenset(_WORDS["NOT OUTLETS"])
_OWN = ("本报", "本网", "本台", "本刊")
_NAME = rf"[\u3400-\u9fff]{{1,8}}?{_OUTLET}(?!{_OUTLET})"
_REPORTER = rf"{either(sections('person_words.txt')['label-front'])}*(?:记者|通讯员)"
_DATE = r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日"
_DATELINE = rf"(?:[\u3400-\u9fff]{{2,3}})?[ 　]?(?:{_DATE})?(?:讯(?![息号])|电(?=[ 　]*[（(]))"
_BYLINE = re.compile(
    r"(?:(?<![\u3400-\u9fffA-Za-z])|(?<=告诉)|(?<=接受)|(?<=[给向对据日]))"
    rf"(?P<name>{_NAME}(?:·{_NAME})?)[ 　]?(?:{_REPORTER}|{_DATELINE}|(?<=报)报道)"
)
_SOURCE = re.compile(
    r"[来稿]源(?<!数据.源)(?<!资料.源)[ 　]*[：:丨|][ 　]*"
    r"(?P<name>[\u3400-\u9fff]{2,10}(?:-[\u3400-\u9fff]{2,6})?)(?![\u3400-\u9fff])"
)
_CREDITED = re.compile(
    rf"(?<![\u3400-\u9fff])(?P<name>{_NAME})[ 　/／]+(?P<who>[\u3400-\u9fff]{{2,3}})(?=[ 　]|$)", re.MULTILINE
)
_TOLD_BY, _SLASH, _IS_CHANNEL = map(re.compile, ("记者|通讯员|讯|电|报道", "[ 　/／]", "频道|分社|记者站"))
_CHANNEL = re.compile(r"[\u3400-\u9fff]{1,3}[网社报台][\u3400-\u9fff]{2,3}(?:频道|分社|记者站)")
# 她告诉|潮报: words of the sentence in front of the name.
_TELLING = re.compile("告诉|接受|[给向对据]")
_PART = re.compile(r"[^·-]+")


def find(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Yield the outlets of a text: 潮报全媒体记者, 岭南网9月3日讯, 来源：青禾发布, 南海网青禾频道."""
    text = scene.text
    for match in sentences.finditer(_BYLINE, text, _TOLD_BY):
        if not match["name"].startswith(_OWN) and not _person(match["name"]):
            yield from _parts(text, *match.span("name"), "media.byline")
    for match in _SOURCE.finditer(text):
        if not match["name"].endswith(_WORDS["NO SOURCES"]) and not _person(match["name"]):
            kind = "" if match["name"].endswith(_WORDS["OUTLETS"]) else "-other"
            yield from _parts(text, *match.span("name"), SOURCE + kind)
    for match in sentences.finditer(_CREDITED, text, _SLASH):
        if surnames.look(match["who"]) == "full" and not _person(match["name"]):
            yield from _parts(text, *match.span("name"), "media.credited")
    for match in sentences.finditer(_CHANNEL, text, _IS_CHANNEL):
        if scene.reading.is_edge(match.start()):
            yield *match.span(), "media.channel"


def _parts(text: str, start: int, end: int, rule: str) -> Iterator[tuple[int, int, str]]:
    """Yield the outlets of a stretch: a paper and its site are two (青禾日报·岭南网)."""
    told = max((match.end() for match in _TELLING.finditer(text, start, end)), default=start)
    for part in _PART.finditer(text, told, end):
        if part[0] not in _NONE:
            yield *part.span(), rule


def _person(name: str) -> bool:
    """Whether the name is as well a person's (陈玉台), by its shape."""
    return surnames.look(name) == "full" and not name.endswith(_WORDS["BODIES"])
