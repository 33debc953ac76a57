"""Parks, old towns and the like: one of a name in a city, named with its district, with its city and with neither."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from extract.lexicon import either, sections
from extract.reading import Kind, read
from extract.state import Found
from ontology import divisions
from ontology.record import MentionType

_SITE = re.compile(r"(?:小镇|科技城|产业园|创业园|创新园|古城|古镇|老街|街区|大走廊)$")
_SHORTEST = 4
_PLATFORM = re.compile(r"“?(?P<site>[^“”]{2,})”?(?:产业|创新|开放)+平台")
_SPACE = re.compile(r"\s+")
# 甲产业园区 is 甲产业园, and 甲区块 is 甲片区.
_KINDS = ((re.compile("(?<=..园)区$"), ""), (re.compile("(?<=..)区块$"), "片区"))


def key(name: str, place: divisions.Division | None) -> str:
    """Return what the forms of a place's name share in a document of `place`: mostly the name itself."""
    platform = _PLATFORM.fullmatch(name)
    if platform is not None:
        return platform["site"] if place is None else _unplaced(platform["site"], place)
    name = plain(name)
    return _unplaced(name, place) if place is not None and _SITE.search(name) else name


def plain(name: str) -> str:
    """Return a place's name with the one of two words for its kind that is used for both."""
    for pattern, form in _KINDS:
        name = pattern.sub(form, name)
    return name


def is_short_zone(short: str, full: str) -> bool:
    """Say whether a zone's name only shortens how another ends: `甲经开区` and `甲经济技术开发区`."""
    ending = _endings().search(full)
    return ending is not None and any(short == full[: ending.start()] + form for form in _zones()[ending[0]])


def _unplaced(name: str, place: divisions.Division) -> str:
    """Return a site's name without the divisions in front of it that `place` lies in."""
    chain = (place, *divisions.load().ancestors(place.code))
    for form in (form for division in chain for form in (division.name, division.name[:-1])):
        if len(form) > 1 and name.startswith(form) and len(name) - len(form) >= _SHORTEST:
            return _unplaced(name[len(form) :], place)
    return name


def called_short(text: str, mentions: list[Found]) -> Iterator[tuple[int, int, Found]]:
    """Yield where a zone is called by what it is for short, with its mention in full: 高新区 of `甲市高新区`.

    The document must name one such zone only, and name it before.
    """
    zones: dict[str, list[tuple[str, Found]]] = {}
    for found in mentions:
        ending = _endings().search(text, found.start, found.end) if found.type is MentionType.PLACE else None
        if ending is not None and ending.start() > found.start:
            for short in _zones()[ending[0]]:
                zones.setdefault(short, []).append((text[found.start : ending.start()], found))
    if not zones:
        return
    words = read(text)
    called = (f for f in mentions if f.type is not MentionType.PLACE or text[f.start : f.end] not in zones)
    taken = [(f.start, f.end) for f in called]
    for match in re.finditer(either(zones), text):
        start, end = match.span()
        known = [found for _, found in zones[match[0]] if found.end <= start]
        alone = words.is_edge(start) and words.is_end(end) and not any(a < end and start < b for a, b in taken)
        if known and alone and len({head for head, _ in zones[match[0]]}) == 1:
            before = words.before(start)
            if words.kind(before) in (Kind.MARK, Kind.STOP, Kind.VERB):
                yield start, end, known[-1]


@cache
def _zones() -> dict[str, list[str]]:
    """Return by the last words of zones' names what such zones are called for short."""
    forms: dict[str, list[str]] = {}
    for entry in sections("place_words.txt")["zones"]:
        short, *endings = entry.split("|")
        for ending in (short, *endings):
            forms.setdefault(ending, []).append(short)
    return forms


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(f"{either(_zones())}$")


def is_platform(name: str) -> bool:
    """Say whether a name calls a park a platform: `“甲谷”产业平台`."""
    return _PLATFORM.fullmatch(name) is not None


def with_platforms(text: str, mentions: list[Found]) -> list[Found]:
    """Return the mentions, a program that is a park called a platform (`“甲谷”产业平台`) as the park."""
    sites = {_SPACE.sub("", text[m.start : m.end]) for m in mentions if m.type is MentionType.PLACE}
    out = []
    for found in mentions:
        name = _SPACE.sub("", text[found.start : found.end]) if found.type is MentionType.PROGRAM else ""
        match = _PLATFORM.fullmatch(name)
        site = "" if match is None else match["site"]
        known = site in sites or divisions.load().split(site)[1] in sites
        out.append(replace(found, type=MentionType.PLACE) if known else found)
    return out
