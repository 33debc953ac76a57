"""Persons: names by titles, verbs of speech, lists, bylines and words of address; and who of them is an official."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import rjieba
from spacy.language import Language

from extract import person_rows, persons_addressed, persons_recurring, surnames
from extract.lexicon import Automaton, either, perhaps, propagate, sections
from extract.listed import TITLES
from extract.naming import found, settle
from extract.posts_held import Owners
from extract.reading import Kind
from extract.scene import Scene
from extract.state import BlockKind, Finder, Found, State
from ontology.record import MentionType

_WORDS = sections("person_words.txt")
_SPEECH = re.compile(perhaps(_WORDS["speech-adverbs"], _WORDS["speech"]))
_SOUNDS = person_rows.SOUNDS
_FOREIGN = re.compile(
    rf"[{_SOUNDS}]{{1,8}}(?:[·•・](?:[\u3400-\u9fff]{{1,4}}(?=[·•・])|[{_SOUNDS}]{{1,8}}))+(?:[－-][{_SOUNDS}]{{2,8}})?"
)
_BYLINE_LABEL = re.compile(rf"(?:{perhaps(_WORDS['label-front'], _WORDS['label'])})[ \t　]*[/／：:|丨]?[ \t　]*")
_NO_NAME = re.compile(
    rf"{either([*_WORDS['label'], *_WORDS['label-front'], '报道'])}(?![\u3400-\u9fff])|[/／■◎○●□（）()]"
)
_BYLINE_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff][ 　]{1,2}[\u3400-\u9fff](?![\u3400-\u9fff])")
_GAP = re.compile(r"[ \t　/／、,，]+")
_LINE = re.compile(r"[^\n]+")
_LEADERS = re.compile(
    rf"等?(?:[市区县省州镇]?[\u3400-\u9fff]{{0,8}}(?:领导|负责同志)|[\u3400-\u9fff]{{0,4}}{either(_WORDS['leaders'])})"
)
_SHORT_LINE = 45


def find(text: str, state: State) -> list[Found]:
    """Return the persons that `text` may name; organisations among the candidates of `state` tell officials."""
    scene = Scene(text, state)
    spans = [
        *_titled(scene, Owners(text, state)),
        *_speaking(scene),
        *_signed(scene),
        *_lists(scene),
        *_bylines(scene, state),
        *(_person(*span) for span in persons_addressed.find(scene)),
        *_occupied(scene),
        *_foreign(scene),
        *_bare(scene),
        *_recurring(scene),
        *_told(scene),
        *_asked(scene),
        *_leaders(scene),
    ]
    return propagate(text, settle(_one_type(text, settle(spans, state)), state))


def _person(start: int, end: int, rule: str, *, official: bool = False) -> Found:
    kind = MentionType.OFFICIAL if official else MentionType.PERSON
    return found(start, end, kind, rule + ("-official" if official else ""))


def _titled(scene: Scene, owners: Owners) -> Iterator[Found]:
    """区委书记金承涛, 村民陶春芳; also further names joined to the first by 、."""
    text = scene.text
    for start, end, kind in scene.reading.listed[TITLES]:
        official = owners.public(start, end, kind)
        after = surnames.name_at(scene.reading, end)
        if after is not None and kind == "common":
            yield _person(end, after.end, f"person.called-{after.look}")
        elif after is not None:
            yield _person(end, after.end, f"person.titled-{after.look}", official=official)
            yield from _joined(scene, after.end, official)
        elif kind != "common" and (spaced := _SPACED_NAME.match(text, end)) is not None:
            look = surnames.look(re.sub(r"\s", "", spaced[1]))
            if look is not None:
                yield _person(*spaced.span(1), f"person.titled-spaced-{look}", official=official)
        else:
            yield from _strange(scene, end)
        before = surnames.name_before(scene.reading, start)
        if before is not None and not text.startswith(("的", "们"), end):
            yield _person(before.start, start, f"person.title-after-{before.look}", official=official)
        if kind != "common":
            yield from _strange_before(scene, start)


# 县长 方达明: a name between spaces, which a short one may hold itself (方 明).
_SPACED_NAME = re.compile(
    r"[ 　]([\u3400-\u9fff]{2,4}|[\u3400-\u9fff][ 　]{1,2}[\u3400-\u9fff])(?=[ 　]*(?:[\n（，。]|$)|[ 　])"
)


def _strange(scene: Scene, start: int) -> Iterator[Found]:
    """采购商卡洛斯, 牧民图布巴图: a name without a Chinese surname after a title."""
    reading = scene.reading
    run = _SOUND_RUN.match(scene.text, start)
    if run is None or not reading.is_edge(start):
        return
    i = first = reading.at(start)
    while i < len(reading.words) and reading.starts[i + 1] <= run.end() and reading.kind(i) in _LOOSE:
        i += 1
    end = reading.starts[i] if i > first else start
    if 2 <= end - start <= _LONGEST_STRANGE and reading.kind(i) in (Kind.MARK, Kind.STOP, Kind.VERB, Kind.NUMBER):
        one = "" if i == first + 1 else "-parts"
        yield _person(start, end, f"person.titled-strange{one}")


def _strange_before(scene: Scene, end: int) -> Iterator[Found]:
    """帕提古尔老师: such a name before a title, from the edge of a word on."""
    reading, text = scene.reading, scene.text
    start = end
    while start > 0 and end - start < _LONGEST_STRANGE and text[start - 1] in _SOUNDS:
        start -= 1
    if end - start > 2 and reading.is_edge(start) and reading.is_edge(end):
        kinds = {reading.kind(i) for i in range(reading.at(start), reading.at(end - 1) + 1)}
        if kinds <= _LOOSE and not rjieba.has_word(text[start:end]):
            yield _person(start, end, "person.title-after-strange")


_SOUND_RUN = re.compile(f"[{_SOUNDS}]{{2,}}")
_LOOSE = frozenset({Kind.NAME, Kind.CHARACTER, Kind.DISTRICT})
_LONGEST_STRANGE = 6


def _joined(scene: Scene, position: int, official: bool) -> Iterator[Found]:
    while scene.text.startswith("、", position):
        name = surnames.name_at(scene.reading, position + 1) or _strange_item(scene, position + 1)
        if name is None:
            return
        yield _person(name.start, name.end, f"person.joined-{name.look}", official=official)
        position = name.end


def _strange_item(scene: Scene, start: int) -> surnames.Name | None:
    end = scene.text.find("、", start)
    return None if end < 0 else person_rows.strange(scene.reading, start, end)


def _speaking(scene: Scene) -> Iterator[Found]:
    """章红艳表示, 李明说: a name right before a verb of speech."""
    for match in _SPEECH.finditer(scene.text):
        name = surnames.name_before(scene.reading, match.start())
        if name is not None and not scene.text[max(0, name.start - 1) : name.start].isdigit():  # 200|余人
            yield _person(name.start, name.end, f"person.speaking-{name.look}")


def _lists(scene: Scene) -> Iterator[Found]:
    """沈燕俊、阮重晖、金志强等区领导: names in a row, officials where leaders are spoken of."""
    for row in person_rows.find(scene.text):
        official = bool(_LEADERS.match(scene.text, row.end))
        for name in row.names:
            yield _person(name.start, name.end, f"person.{'row' if row.all else 'list'}-{name.look}", official=official)


def _bylines(scene: Scene, state: State) -> Iterator[Found]:
    """记者 傅静之 通讯员 孙荣: names after a label, and lines of nothing but names."""
    text = scene.text
    for match in _BYLINE_LABEL.finditer(text):
        position = match.end()
        spaced = match[0][-1] in " \t　/／：:|丨"
        while True:
            name = _BYLINE_NAME.match(text, position)
            if name is None or not (spaced or surnames.name_at(scene.reading, position)):
                break
            end = name.end() - (len(name[0]) > 2 and name[0].endswith(_CREDITS))
            look = surnames.look(text[name.start() : end].replace(" ", "").replace("　", ""))
            if look is None:
                break
            yield _person(name.start(), end, f"person.byline-{look}" if spaced else "person.byline-close")
            gap = _GAP.match(text, end)
            if gap is None:
                break
            position = gap.end()
    marked = {b.start for b in state.context.blocks if b.kind is BlockKind.BYLINE}
    for line in _LINE.finditer(text):
        if len(line[0]) <= _SHORT_LINE:
            yield from _name_line(line, sure=line.start() in marked)


# Who signs: in brackets at the end of a paragraph or behind the dateline, and before 报道 at the start of a line.
_NAMES = r"([\u3400-\u9fff]{2,6}(?:[ 　、]+[\u3400-\u9fff]{2,6}){0,3})"
_SIGNS = (
    (re.compile(rf"（{_NAMES}）(?=[ 　]*(?:\n|$))"), "signed"),
    (re.compile(rf"[讯电][ 　]*（{_NAMES}）"), "reports"),
    (re.compile(rf"(?m)^[ 　]*{_NAMES}[ 　]*报道[：:]"), "reports"),
)
_CREDITS = ("摄", "文", "图")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST_NAME = 4


def _signed(scene: Scene) -> Iterator[Found]:
    """（陶小满）, 陶小满、秦放报道：: who signs a text, where nothing but names stands there."""
    for pattern, rule in _SIGNS:
        for match in pattern.finditer(scene.text):
            spans = [
                part for item in _HAN.finditer(scene.text, *match.span(1)) for part in _apart(scene.text, *item.span())
            ]
            looks = [surnames.look(scene.text[start:end]) for start, end in spans]
            if None in looks or (rule == "signed" and any(rjieba.has_word(scene.text[a:b]) for a, b in spans)):
                continue
            for (start, end), look in zip(spans, looks, strict=True):
                yield _person(start, end, f"person.{rule}-{look}")


def _apart(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretch, or the two full names that stand in it without a space: 陶小满|秦放."""
    if end - start > _LONGEST_NAME or surnames.look(text[start:end]) is None:
        for middle in (start + 3, start + 2):
            if surnames.look(text[start:middle]) == surnames.look(text[middle:end]) == "full":
                return [(start, middle), (middle, end)]
    return [(start, end)]


def _name_line(line: re.Match[str], *, sure: bool) -> Iterator[Found]:
    body = _NO_NAME.sub(lambda m: " " * len(m[0]), line[0])
    items = list(_BYLINE_NAME.finditer(body))
    rest = _BYLINE_NAME.sub("", body)
    if not items or rest.strip(" 　、/·"):
        return
    looks = [surnames.look(re.sub(r"\s", "", item[0])) for item in items]
    if sum(look is not None for look in looks) * 3 < len(items) * 2 or any(
        len(i[0]) > 3 and lk is None for i, lk in zip(items, looks, strict=True)
    ):
        return
    for item in items:
        yield _person(
            line.start() + item.start(), line.start() + item.end(), "person.byline-line" + ("-sure" if sure else "")
        )


def _recurring(scene: Scene) -> Iterator[Found]:
    """招乐山 ten times in one article: a full name by its shape and its changing company."""
    for name in persons_recurring.find(scene):
        yield _person(name.start, name.end, f"person.recurring{name.end - name.start}-{name.look}")


_NAMED = re.compile(either(_WORDS["named"]))


def _told(scene: Scene) -> Iterator[Found]:
    """有一个叫姜三元的: a name after the word that says it is one."""
    for match in _NAMED.finditer(scene.text):
        name = surnames.name_at(scene.reading, match.end())
        if name is not None and scene.reading.is_edge(match.start()):
            yield _person(name.start, name.end, f"person.told-{name.look}")


_ASKED = re.compile(r"^([\u3400-\u9fff]{2,4})[：:](?=.)", re.MULTILINE)


def _asked(scene: Scene) -> Iterator[Found]:
    """游知临：…: who answers in an interview, at the start of a line."""
    for match in _ASKED.finditer(scene.text):
        look = surnames.look(match[1])
        if look is not None and not rjieba.has_word(match[1]):
            again = "-again" if scene.text.count("\n" + match[0]) > 1 else ""
            yield _person(match.start(1), match.end(1), f"person.answers-{look}{again}")


def _occupied(scene: Scene) -> Iterator[Found]:
    """安检员王雪妍: a sure name after any word that ends like an occupation."""
    reading = scene.reading
    for match in _OCCUPATION.finditer(scene.text):
        start = match.end()
        i = reading.before(start)
        if reading.starts[i + 1] != start or len(reading.word(i)) == 1:
            continue
        if reading.kind(i) in (Kind.COMMON, Kind.NAME) and reading.kind(i + 1) in (Kind.NAME, Kind.CHARACTER):
            name = surnames.name_at(reading, start)
            if name is not None and name.look != "weak":
                yield _person(start, name.end, f"person.occupied-{name.look}")


_OCCUPATION = re.compile("[员师手工匠商主户者长生嫂徒]")


def _foreign(scene: Scene) -> Iterator[Found]:
    """理查德·费曼: parts joined by a dot, between edges of words and outside quotations."""
    reading, text = scene.reading, scene.text
    for match in _FOREIGN.finditer(text):
        first = re.search(r"[·•・]", match[0])
        last = max(match[0].rfind(dot) for dot in "·•・")
        start, end = match.start(), match.end()
        while first and start < match.start() + first.start() and not reading.is_edge(start):
            start += 1
        while end > match.start() + last + 1 and not reading.is_edge(end):
            end -= 1
        if first and start == match.start() + first.start():  # 领导人格·阿: no word begins in the first part
            start = match.start()
        if end == match.start() + last + 1:
            end = match.end()
        end -= text[end - 1] == "和" and end - match.start() - last > 3
        inside = text.rfind("“", max(0, start - 20), start) > text.rfind("”", max(0, start - 20), start)
        yield _person(start, end, "person.foreign-quoted" if inside else "person.foreign")


def _bare(scene: Scene) -> Iterator[Found]:
    """A word that looks like nothing but a full name, without any context."""
    reading = scene.reading
    for i, (word, tag) in enumerate(zip(reading.words, reading.tags, strict=True)):
        if tag == "nr" and 2 <= len(word) <= 4 and reading.kind(i) is Kind.NAME and word[-1] not in surnames.NOUN_ENDS:
            name = surnames.whole(reading, reading.starts[i], reading.starts[i + 1])
            if name is not None:
                free = {reading.kind(i - 1), reading.kind(i + 1)} <= _FREE
                yield _person(name.start, name.end, f"person.bare{len(word)}{_kept(word)}{'' if free else '-tied'}")


def _kept(word: str) -> str:
    """What the dictionary knows for a name in full is more often a thing (金银花) than somebody famous."""
    if len(word) > 2 and rjieba.has_word(word):
        return "-word"
    return "" if surnames.look(word) == "full" else "-odd"


_FREE = frozenset({Kind.MARK, Kind.STOP, Kind.VERB})


def _leaders(scene: Scene) -> Iterator[Found]:
    doubtful = set(sections("well_known.txt")["PERSON?"])
    for start, end, name in _leader_names().find(scene.text):
        yield _person(start, end, "person.leader" + ("-doubtful" if name in doubtful else ""), official=True)


@cache
def _leader_names() -> Automaton:
    return Automaton({name: name for name in sections("well_known.txt")["OFFICIAL"]})


def _one_type(text: str, persons: list[Found]) -> list[Found]:
    """Make an official of every mention of a name that holds a public post somewhere in the document."""
    officials = {text[f.start : f.end] for f in persons if f.type is MentionType.OFFICIAL and f.confidence >= 0.5}
    out = []
    for item in persons:
        if item.type is MentionType.PERSON and text[item.start : item.end] in officials:
            item = found(item.start, item.end, MentionType.OFFICIAL, item.rule + "-turned")
        out.append(item)
    return out


@Language.factory("xianzhi_persons", assigns=["doc._.xianzhi"])
def make_persons(nlp: Language, name: str) -> Finder:  # noqa: ARG001
    """Make the component that adds persons to the candidates."""
    return Finder(find)
