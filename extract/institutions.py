"""Public institutions and associations, by the word that ends their name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract import media
from extract.lexicon import words
from extract.listed import tails_of
from extract.naming import bodies, found
from extract.scene import Scene
from extract.state import Found
from ontology.record import MentionType

_LEAGUE = re.compile(r"共青团(?P<place>[\u3400-\u9fff]{1,12}?)(?:委员会|委)(?!员|书)")
_PARTY = re.compile(
    r"(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟)(?:[\u3400-\u9fff]{1,8}?(?:委员会|[省市区县]委|总支|支部|基层委|支社))?"
)
_LIMIT = 22
# Associations that stand without a place like an organ of the place that is spoken of.
_BARE = frozenset({"团县委", "团市委", "团区委", "团省委", "关工委"})
# 余村党支部书记: the village is named, the branch only says what the person is secretary of.
_LOCAL = re.compile(r"(?:联合)?(?:党支部|党总支|村委会|居委会|村民委员会|居民委员会)(?:副?书记|副?主任|委员)")
_PLACED = re.compile(r"（[\u3400-\u9fff]{2,10}）")


def find(scene: Scene) -> list[Found]:
    """Return the institutions and associations of a text."""
    out = []
    for start, end, key in scene.reading.listed[tails_of("BODY")]:
        kind, _, group = key.partition(".")
        out += [found(a, b, MentionType(kind), rule) for a, b, rule in _named(scene, start, end, group)]
    out += [found(a, b, MentionType.ASSOCIATION, rule) for a, b, rule in _political(scene)]
    out += [found(a, b, MentionType.INSTITUTION, rule) for a, b, rule in media.find(scene)]
    return out


def _named(scene: Scene, start: int, end: int, group: str) -> Iterator[tuple[int, int, str]]:
    reading = scene.reading
    if not reading.is_end(end):
        return
    covering = reading.before(end)
    if reading.starts[covering] < start and reading.word(covering) in words("common_tails.txt"):
        return
    if scene.text[start:end] in _BARE:
        yield start, end, "body.bare"
    titled = group == "body" and _LOCAL.match(scene.text, start) is not None
    bracket = _PLACED.match(scene.text, end) if group != "body" else None
    for name in bodies(scene, start, _LIMIT, numbers=True):
        if group == "media" and "·" in scene.text[name.start : end]:
            continue  # a paper and its site are two
        yield name.start, end, "body.titled" if titled else f"{group}.{name.look}"
        if bracket is not None and "-" not in name.look:
            yield name.start, bracket.end(), f"{group}.placed"


def _political(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for match in _LEAGUE.finditer(scene.text):
        yield match.start(), match.end(), "league"
    for match in _PARTY.finditer(scene.text):
        if scene.reading.is_edge(match.start()):
            yield match.start(), match.end(), "party" if match.end() - match.start() > 4 else "party-short"
