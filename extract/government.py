"""Party and state organs: listed organs with the place, the level or the name that anchors them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract import lexicon
from extract.listed import ORGANS
from extract.naming import LEVELS, POINTING, TELLING, found, trim
from extract.reading import Kind
from extract.scene import Scene
from extract.state import Found
from ontology.record import MentionType

# Below these levels an organ of the Party is the village's or town's, and the place alone is the name.
_SMALL = ("镇", "乡", "街道", "村", "社区")
_OF_SMALL_PLACES = frozenset({"党委", "党工委", "纪委", "人大", "政协"})
# Organs that open a name of their own although another organ stands right before them (区委区政府).
_HEADS = frozenset(
    {"人民政府", "政府", "人大", "人大常委会", "政协", "党委", "法院", "检察院", "人民法院", "人民检察院", "公安"}
)
_UNIT = re.compile(
    r"(?:驻[\u3400-\u9fff]{2,6}办事处|[\u3400-\u9fff]{2,8}?(?:监管分局|分局|支队|大队|中队|分中心|派出所|科|处|司|股|庭|站|办公室|专班))(?![长员])"
    r"|第?[一二三四五六七八九十]+(?:分局|支队|大队|中队|科|处|所)(?![长员])"
)
# 服务中心办事大厅: here 办 is what is done, no office.
_DOES = ("事", "公", "理", "案", "学", "了", "好", "班", "起")
# The committees of these are no organs of the state (民建浙江省委).
_OTHER_PARTIES = ("民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社", "台盟", "共青团", "团")
# A zone's committee is named by the zone, whatever level its last character seems to say.
_ZONES = tuple(tail for tail in lexicon.sections("suffixes.txt")["PLACE.zone"] if tail.endswith("区"))
_OF_ZONES = ("管委会", "管理委员会", "执委会", "建管委")
_PATTERN = re.compile(r"[\u3400-\u9fff](?:局|委|厅)(?![部员派限面长])")
_PATTERN_LIMIT = 12
# 青禾区|驻岭北县工作队: whom a division sends to another one.
_POSTED = re.compile(r"驻[\u3400-\u9fff]{2,12}?(?:工作分队|工作队|工作组|帮扶队|前方指挥部|联络处|办事处)(?![长员])")


def find(scene: Scene) -> list[Found]:
    """Return the Party and state organs of a text."""
    spans: list[tuple[int, int, str]] = []
    for start, end, section in scene.reading.listed[ORGANS]:
        span = _anchored(scene, start, end, section, spans)
        if span is None:
            continue
        while spans and spans[-1][0] >= span[0]:
            spans.pop()
        spans.append(span)
    units = [(start, stop, rule + "-unit") for start, end, rule in spans if (stop := _unit(scene, end)) > end]
    taken = {end for _, end, _ in spans}
    spans += [span for span in _by_pattern(scene) if span[1] not in taken]
    spans += _posted(scene)
    return [found(start, end, MentionType.GOVERNMENT, rule) for start, end, rule in [*spans, *units]]


def _anchored(
    scene: Scene, start: int, end: int, section: str, before: list[tuple[int, int, str]]
) -> tuple[int, int, str] | None:
    text, reading = scene.text, scene.reading
    word = text[start:end]
    joined = before[-1] if before and before[-1][1] == start else None
    if word == "办" and text.startswith(_DOES, end):
        return None
    if joined and word not in _HEADS and section in ("joined", "organ"):
        return joined[0], end, joined[2] + "-joined"
    torn = not (reading.is_edge(start) or reading.is_edge(end))
    if section == "joined" or (
        torn and scene.district_before(start) is None and scene.district_before(start + 1) is None
    ):
        return None
    if section == "national":
        return (start, end, "government.national") if reading.is_edge(end) else None
    if section == "bare":
        return _bare(scene, start, end)
    if word.endswith(_OF_ZONES) or text.endswith(_ZONES, 0, start):
        return _named(scene, start, end, word)
    place = scene.district_before(start)
    if place is not None:
        if word in _OF_SMALL_PLACES and text[:start].endswith(_SMALL):
            return place, end, "government.small-place"
        if before and before[-1][1] == place and before[-1][2] == "government.national":
            place = before[-1][0]
        return _with_party(text, place), end, "government.district"
    if _levelled(scene, start):
        rule = "government.level" if len(word) > 2 or word in _HEADS else "government.level-short"
        return start - 1, end, rule
    return _named(scene, start, end, word)


def _levelled(scene: Scene, start: int) -> bool:
    """Whether a level (区, 市) stands right before `start` and is not pointed at (我市)."""
    text, reading = scene.text, scene.reading
    if not start or text[start - 1] not in LEVELS or text[max(0, start - 2)] in POINTING:
        return False
    return reading.is_edge(start - 1) or reading.kind(reading.before(start)) is not Kind.COMMON


def _bare(scene: Scene, start: int, end: int) -> tuple[int, int, str] | None:
    """区委, 市政府: anchored by the division whose level they begin with, or standing alone."""
    text = scene.text
    for edge in (start + 1, start):
        place = scene.district_before(edge)
        if text[: start if place is None else place].endswith(_OTHER_PARTIES):
            return None
        if place is not None and place < start:
            return _with_party(text, place), end, "government.district"
    if start and (text[start - 1] in POINTING or text[start - 1] in "社园小校地景片"):
        return None
    pieces = trim(scene.left(start, 8))
    if pieces and pieces[0].start < start and all(p.kind in TELLING for p in pieces):
        return _with_party(text, pieces[0].start), end, "government.named"
    return _with_party(text, start), end, "government.bare"


def _with_party(text: str, start: int) -> int:
    return start - 2 if text[max(0, start - 2) : start] == "中共" else start


def _named(scene: Scene, start: int, end: int, word: str) -> tuple[int, int, str] | None:
    """开发区管委会, 渭阳西路派出所: a place or a name right before the organ."""
    pieces = trim(scene.left(start, 18, brackets=True))
    if pieces:
        return pieces[0].start, end, "government.named"
    body = scene.left(start, 10)
    if body and len(word) >= 3 and body[-1].kind in (Kind.COMMON, Kind.CHARACTER):
        return body[0].start, end, "government.described"
    return (start, end, "government.alone") if len(word) >= 3 else None


def _unit(scene: Scene, end: int) -> int:
    """Where the name of a department inside the organ ends, `end` where none follows."""
    reading = scene.reading
    match = _UNIT.match(scene.text, end)
    if match is None or not reading.is_edge(end) or not reading.is_edge(match.end()):
        return end
    first, last = reading.at(end), reading.at(match.end() - 1)
    kinds = [reading.kind(i) for i in range(first, last + 1)]
    broken = {Kind.STOP, Kind.MARK, Kind.VERB} & set(kinds[:-1]) or kinds[-1] is Kind.MARK
    return end if broken and not match[0].startswith("驻") else match.end()


def _posted(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for match in _POSTED.finditer(scene.text):
        start = scene.district_before(match.start())
        if start is not None and scene.district_within(match.start() + 1, match.end()):
            yield start, match.end(), "government.posted"


def _by_pattern(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """县文旅委, 市数管局: organs in no list, by their last word and a division or level in front."""
    reading, text = scene.reading, scene.text
    for match in _PATTERN.finditer(text):
        end = match.end()
        if not reading.is_edge(end):
            continue
        pieces = scene.left(end, _PATTERN_LIMIT)
        for i, piece in enumerate(pieces):
            size = end - piece.end
            if piece.kind is Kind.DISTRICT and 2 <= size <= 9:
                yield piece.start, end, "government.pattern"
                break
            if (
                piece.kind is Kind.CHARACTER
                and text[piece.start] in LEVELS
                and (i == 0 and text[max(0, piece.start - 1)] not in POINTING)
                and 2 <= size <= 8
            ):
                yield piece.start, end, "government.pattern-level"
                break
