"""Programs: policy documents, quoted names with or without their kind, and unquoted names by their kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from spacy.language import Language

from extract import projects
from extract.lexicon import Automaton, either, sections
from extract.naming import LEVELS, found, settle, trim
from extract.reading import Kind
from extract.scene import Piece, Scene
from extract.state import Finder, Found, State
from ontology.record import MentionType

_BOOK = re.compile(r"《([^《》\n]{2,80})》")
_QUOTE = re.compile(r"“([^“”\n]{2,40})”")
_WORDS = sections("program_words.txt")
_POLICY = re.compile(
    rf"(?:{either(_WORDS['policy'])}|[0-9]+条)(?:（[^（）]{{1,20}}）|\([^()]{{1,20}}\)|20[0-9]{{2}})?$"
)
_PERIODICAL = re.compile(either(_WORDS["periodical"]) + "$")
_ARTISTIC = re.compile(either(_WORDS["art"]) + "[了的]?$")
_TOUCHES, _CASTS = re.compile(either(_WORDS["touches"]) + "$"), re.compile(either(_WORDS["casts"]) + "$")
_NEAR = frozenset({"-opened", "-touched"})
_STOPPED = re.compile("[，。、；：！？…）\n]|$")
_SAYINGS = _WORDS["sayings"]
_COINED = _WORDS["coined"]
_BUILT = _WORDS["built"]
_OPENS, _NO_NOUN = re.compile("“"), frozenset({Kind.STOP, Kind.VERB})
_SHORTENED = re.compile(r"[（(]\s*(?:以下|下)?(?:简)?称[为作]?[：:]?\s*[“《]{1,2}([^”》）)\n]{1,30})[”》]{1,2}\s*[）)]")
_PLAIN_LIMIT = 22


def find(text: str, state: State) -> list[Found]:
    """Return the programs, policies, services and products that `text` may name."""
    scene = Scene(text, state)
    spans = [
        *_documents(scene),
        *_quoted(scene),
        *_plain(scene),
        *_counted(scene),
        *_national(scene),
        *_rolls(scene),
        *projects.find(scene),
    ]
    heads = ((start, end, _group(text, end)) for start, end, _ in _plain_heads().find(text))
    spans += projects.begun(scene, heads)
    return settle((found(start, end, MentionType.PROGRAM, rule) for start, end, rule in spans), state)


@cache
def _heads() -> Automaton:
    """Heads after a quotation: in, out or both."""
    listed = sections("program_heads.txt")
    labels = dict.fromkeys(listed["out"], "out")
    labels |= dict.fromkeys(listed["in"], "in")
    return Automaton(labels | dict.fromkeys(listed["both"], "both"))


@cache
def _plain_heads() -> Automaton:
    return Automaton({head: head for head in sections("program_heads.txt")["plain"]})


def _documents(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """《…》: a policy by its last word, a work of art by the word before it."""
    text = scene.text
    short = {match.start(1) for match in _SHORTENED.finditer(text)}
    policies = set()
    for match in _BOOK.finditer(text):
        start, end = match.span(1)
        title = match[1]
        before = text[max(0, match.start() - 12) : match.start()]
        if _ARTISTIC.search(before.rstrip("“‘")):
            continue
        if _POLICY.search(title):
            policies.add(title)
            yield start, end, "program.policy"
        elif start in short or title in policies:
            yield start, end, "program.policy-short"
        elif not _PERIODICAL.search(title):
            yield start, end, "program.titled"


def _quoted(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """“…” with the word that says what it is, a verb that opens it, or alone."""
    text = scene.text
    heads = _heads_by_start(scene)
    matches = list(_QUOTE.finditer(text))
    times = Counter(match[1] for match in matches)
    known = {match[1] for match in matches if match.end() in heads}
    listed = _in_rows(scene)
    for match in matches:
        inner = match[1]
        start, end = match.span(1)
        if _SENTENCE_END.search(inner):
            continue
        setting = _setting(text, match)
        if match.end() in heads:
            head, kind = heads[match.end()]
            kind = _group(text, head) if kind == "both" else kind
            yield from _with_head(scene, match, head, kind)
            yield start, end, f"program.quoted-{kind}{'-opened' if setting in _NEAR else ''}"
            continue
        if start in listed:
            yield start, end, "program.quoted-row"
            continue
        if inner.endswith(_SAYINGS):
            yield start, end, "program.quoted-saying"
            continue
        look = _look(scene, start, end)
        again = "-known" if inner in known else "-again" if times[inner] > 1 and setting != "-opened" else setting
        beside = text[match.end() : match.end() + 1] in "“、" or text[match.start() - 1 : match.start()] in "”、"
        yield start, end, f"program.quoted-{look}{again}{'-listed' if beside else ''}"


def _in_rows(scene: Scene) -> set[int]:
    """Return where the quotations begin that stand in a row with the word for what they are."""
    reading, found = scene.reading, set()
    for match in _ROW.finditer(scene.text) if _IN_ROW.search(scene.text) else ():
        what = range(reading.at(match.start("what")), reading.at(match.end("what")))
        if reading.is_end(match.end()) and not any(reading.kind(i) in _NO_NOUN for i in what):
            found |= {match.start() + mark.end() for mark in _OPENS.finditer(match[0])}
    return found


def _setting(text: str, match: re.Match[str]) -> str:
    """How the words around a quotation take it: as a program, as what something is called or compared with, or openly.

    推行的“一窗通” is opened, 打造“一窗通” touched; 把厨房变成“课堂” is cast, 老街的“课堂”， an image.
    """
    before = text[max(0, match.start() - 8) : match.start()]
    if projects.OPENED.search(before):
        return "-opened"
    if before.endswith("的"):
        return "-image" if _STOPPED.match(text, match.end()) else "-of"
    return "-touched" if _TOUCHES.search(before) else "-cast" if _CASTS.search(before) else ""


_SENTENCE_END = re.compile(r"[。！？；]|，$")


def _look(scene: Scene, start: int, end: int) -> str:
    """What a quotation looks like: speech, a name with its kind, a coined word, an ordinary word."""
    inner, reading = scene.text[start:end], scene.reading
    if ("，" in inner and len(inner) > 10) or inner.endswith(("说", "吗", "呢", "了", "的")):
        return "speech"
    if _own_head(inner):
        return "kind"
    if re.search(r"[0-9]", inner):
        return "number"
    if len(inner) > 12:
        return "long"
    first, last = reading.at(start), reading.at(end - 1)
    kinds = [reading.kind(i) for i in range(first, last + 1)]
    if first == last and kinds[0] in (Kind.COMMON, Kind.VERB, Kind.STOP):
        return "word"
    if inner.endswith(_COINED):
        return "coined"
    size = "mid" if len(inner) > 5 else "short"
    return f"{size}-named" if Kind.NAME in kinds or scene.district_within(start, end) else size


def _heads_by_start(scene: Scene) -> dict[int, tuple[int, str]]:
    """Where a head stands right after a closing quotation mark: start to end and kind."""
    text = scene.text
    out: dict[int, tuple[int, str]] = {}
    for start, end, kind in _heads().find(text):
        if start and text[start - 1] == "”":
            out[start] = (end, kind)
    # A describing word or two between the quotation and its head (“学样仿样”推广计划).
    for match in _BETWEEN.finditer(text):
        at = match.end()
        if at not in out:
            start, end, kind = next(_heads().find(text[at : at + 14]), (0, 0, ""))
            if 0 < start <= _BESIDE and not _PARTING.search(text, at, at + start) and not _told(scene, at, at + start):
                out[at] = (at + end, kind)
    return out


def _told(scene: Scene, start: int, end: int) -> bool:
    """Whether a clause begins in a stretch (“一窗通”也可以算是一种服务), and no name goes on."""
    reading = scene.reading
    return any(
        reading.kind(i) is Kind.STOP or reading.word(i) in _VERBS for i in range(reading.at(start), reading.at(end))
    )


_VERBS = frozenset(sections("narrative.txt")["verbs"])
_PARTING = re.compile(r"[，。、；：！？“”（）《》的了在和与是等中上\s]")
_BESIDE, _MARKS = 8, frozenset("“”‘’《》·")
_ON = re.compile("[\u3400-\u9fffA-Za-z+“]")
# “看展览”“去远足”等应用, “甲”、“乙”两项活动: quotations in a row with the word for what all of them are.
_ROW = re.compile(
    r"(?:“[^“”\n]{1,20}”\s?[、和及与]?\s?){2,}(?:等(?!级)|(?=[两二三四五六七八九十0-9]))"
    r"(?:[多几数两二三四五六七八九十0-9]+余?[个项大类场种款])?"
    rf"(?P<what>[^，。；：、“”\n的]{{0,8}}?){either(sections('program_heads.txt')['rows'])}"
)
# Two of them, which is quick to find.
_IN_ROW = re.compile(r"”\s?[、和及与]?\s?“")
_JOINTS = frozenset("与和及")
_ROLL = re.compile(
    rf"{either(_WORDS['enters'])}[了的到]?(?P<name>[^，。；：“”《》、\n]{{3,32}}?{either(_WORDS['rolls'])})(?!之)"
)
_BETWEEN = re.compile(r"”(?=[\u3400-\u9fff])")


@cache
def _endings() -> tuple[str, ...]:
    listed = sections("program_heads.txt")
    return tuple(sorted({*listed["in"], *listed["plain"]}))


def _own_head(inner: str) -> bool:
    return inner.endswith(_endings()) and len(inner) > 3


def _with_head(scene: Scene, match: re.Match[str], end: int, kind: str) -> Iterator[tuple[int, int, str]]:
    """The quotation with its head, and with the place or number in front of it."""
    start = match.start()
    if _is_item(scene, start, end):
        yield start, end, f"program.item-{kind}"
        return
    yield start, end, f"program.headed-{kind}"
    words = scene.left(start, 12, brackets=True)
    pieces = trim(words, numbers=True)
    if words and words[0].start < (pieces[0].start if pieces else start):
        yield words[0].start, end, f"program.headed-{kind}-after-words"
    if pieces and pieces[0].start < start:
        look = "district" if pieces[0].kind is Kind.DISTRICT and len(pieces) == 1 else "name"
        yield pieces[0].start, end, f"program.headed-{kind}-after-{look}"


def _plain(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Unquoted names: from their kind to the left."""
    reading, text = scene.reading, scene.text
    for start, end, head in _plain_heads().find(text):
        if not reading.is_edge(end) or text[start - 1 : start] == "”":
            continue
        last = reading.before(end)
        if len(head) == 1 and reading.starts[last] < start and reading.kind(last) is not Kind.NAME:
            continue
        pieces = scene.left(start, _PLAIN_LIMIT, brackets=True, quotes=True, verbs=True)
        while pieces and pieces[0].kind in (Kind.VERB, Kind.BRACKET, Kind.CHARACTER) and len(pieces) > 1:
            pieces = pieces[1:]
        if not pieces:
            continue
        yield from _plain_spans(scene, pieces, end, head)


def _national(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Policies that the whole country knows by name, with or without marks."""
    reading = scene.reading
    for start, end, _ in _known_policies().find(scene.text):
        if reading.is_edge(start) and reading.is_edge(end):
            before, after = scene.text[start - 1 : start], scene.text[end : end + 2]
            look = "marked" if before in _MARKS or after[:1] in _MARKS else "plain"
            yield start, end, f"program.national-{look}{'-on' if _ON.match(after.lstrip('”')) else ''}"


def _rolls(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """入选云岭省绿色工厂试点名单: a roll that is entered or made known, with the place it is of."""
    reading = scene.reading
    for match in _ROLL.finditer(scene.text):
        start, end = match.span("name")
        if not (reading.is_edge(start) and reading.is_end(end)):
            continue
        words = range(reading.at(start), reading.at(end))
        kinds = {reading.kind(i) for i in words if reading.word(i) not in _JOINTS}
        placed = scene.district_within(start, start + 1) or scene.text[start] in LEVELS
        if placed and Kind.STOP not in kinds:
            yield start, end, "program.roll"


@cache
def _known_policies() -> Automaton:
    return Automaton({name: name for name in _WORDS["national"]})


# 纾困助企政策22条: a package of measures by their number.
_COUNTED = re.compile(
    rf"{either(_WORDS['counted'])}[0-9一二三四五六七八九十]{{1,4}}条(?![款文约例])(?:{either(_WORDS['measures'])}(?=”))?"
)


def _counted(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for match in _COUNTED.finditer(scene.text):
        pieces = scene.left(match.start(), _PLAIN_LIMIT)
        named = trim(pieces, scene.text)
        if named:
            yield named[0].start, match.end(), "program.counted-named"
        yield (pieces[0].start if pieces else match.start()), match.end(), "program.counted"


def _plain_spans(scene: Scene, pieces: list[Piece], end: int, head: str) -> Iterator[tuple[int, int, str]]:
    text = scene.text
    if _is_item(scene, pieces[0].start, end):
        yield pieces[0].start, end, "program.item-plain"
        return
    named = trim(pieces, text, numbers=True)
    built = "-built" if text.startswith(_BUILT, end) else ""
    group = _group(text, end) if len(head) > 1 else "one"
    if named:
        kinds = {p.kind for p in named}
        look = "quote" if Kind.QUOTE in kinds else "name" if Kind.NAME in kinds else "district"
        if look == "district" and named[0].kind is Kind.DISTRICT and len(named) > 1:
            yield named[1].start, end, f"program.plain-{group}-past-district{built}"
        if not kinds & {Kind.QUOTE, Kind.NAME, Kind.DISTRICT}:
            look = "number"
        yield named[0].start, end, f"program.plain-{group}-{look}{built}"
    size = sum(p.end - p.start for p in pieces)
    if not named or named[0].start != pieces[0].start:
        first = pieces[0]
        level = text[first.start : first.end] in LEVELS
        look = "level" if level else "long" if size >= 6 else "mid" if size >= 4 else "short"
        yield first.start, end, f"program.generic-{group}-{look}{built}"


def _group(text: str, end: int) -> str:
    """The sort of program that the kind tells which ends at `end`."""
    return _GROUPS.get(text[end - 2 : end], "other")


def _is_item(scene: Scene, start: int, end: int) -> bool:
    """Whether a stretch is all that stands behind the number of a list's item: a heading that names something."""
    return start in scene.items and not scene.text[end:].partition("\n")[0].strip()


_GROUPS = {tail: group for group, tails in sections("program_groups.txt").items() for tail in tails}


@Language.factory("xianzhi_programs", assigns=["doc._.xianzhi"])
def make_programs(nlp: Language, name: str) -> Finder:  # noqa: ARG001
    """Make the component that adds programs to the candidates."""
    return Finder(find)
