"""Members of a list told by their neighbours: in 珂岭医药、后来优生物、卓禾科技 what stands between firms is one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from extract.lexicon import sections
from extract.reading import Kind, Reading
from extract.state import Found
from ontology.record import MentionType

RULE = "enumeration"
# Half and more of a list's members must be known, and this many.
_KNOWN = 2
_SHARE = 0.5
# A list's unknown member is as sure as its known ones, less this.
_LESS = 0.85
_STRETCH = re.compile(r"[^，。；：！？!?;\n（）()“”《》]*、[^，。；：！？!?;\n（）()“”《》]*")
_MEMBER = re.compile(r"[\u3400-\u9fffA-Za-z0-9·]{2,8}")
_LAST = re.compile(r"[\u3400-\u9fffA-Za-z0-9·]{2,8}?(?=等)")
_TYPES = frozenset({MentionType.ENTERPRISE, MentionType.PERSON, MentionType.OFFICIAL, MentionType.DISTRICT})


# 青禾、云岭和｜北塘三个社区: what they are stands behind the last of them.
_ALIKE = re.compile(
    r"(?P<names>[\u3400-\u9fff]+(?:、[\u3400-\u9fff]{2,4})*)(?P<joint>[和与及])(?P<last>[\u3400-\u9fff]{2,4})"
    r"[两三四五六七八九十0-9]+个(?P<level>社区|村|街道|镇|乡)"
)
# What stands in every such list, and in hardly any text: it is quick to find.
_COUNTED = re.compile("[两三四五六七八九十0-9]个(?:社区|村|街道|镇|乡)")
_NAMES = (2, 3, 4)
# 以甲、乙为代表的电子产业，以丙为代表的会展业: what represents trades of one sentence is of one type.
_REPRESENTING = re.compile("以(?P<names>(?:(?!以|的)[\u3400-\u9fffA-Za-z0-9·、]){2,40}?)为代表的")
_ITEM, _SENTENCE = re.compile("[^、]+"), re.compile("[^。；！？]+")
_UNSURE = frozenset({MentionType.PERSON, MentionType.ENTERPRISE})


def complete(reading: Reading, mentions: list[Found]) -> list[Found]:
    """Return `mentions`, in order, and the members of their lists that nothing else tells."""
    mentions = _representing(reading, _alike(reading.text, mentions))
    starts = [found.start for found in mentions]
    added = []
    for match in _STRETCH.finditer(reading.text):
        first = bisect_left(starts, match.start())
        last = bisect_left(starts, match.end())
        if last - first >= _KNOWN:
            added += list(_missing(reading, match, mentions[first:last]))
    return sorted([*mentions, *added], key=lambda found: found.start) if added else mentions


def _alike(text: str, mentions: list[Found]) -> list[Found]:
    """Return mentions with the divisions of lists that say last what they are, where one is named in full as well."""
    for match in _ALIKE.finditer(text) if _COUNTED.search(text) else ():
        level, start = match["level"], match.start()
        commas = (start + cut.start() for cut in re.finditer("、", match["names"]))  # 和 may be in a name: 万和
        cuts = [start - 1, *commas, match.start("joint"), match.end("last")]
        spans = [(before + 1, after) for before, after in pairwise(cuts)]
        end = spans[0][1]
        firsts = (end - size for size in _NAMES if end - size >= start and text[end - size : end] + level in text)
        spans[0] = (next(firsts, end), end)
        if not any(a < b and text[a:b] + level in text for a, b in spans):
            continue
        spans = [(a, b) for a, b in spans if b - a in _NAMES]
        others = [f for f in mentions if not any(a < f.end and f.start < b for a, b in spans)]
        mentions = sorted([*others, *(_division(a, b) for a, b in spans)], key=lambda found: found.start)
    return mentions


def _representing(reading: Reading, mentions: list[Found]) -> list[Found]:
    """Return mentions with the firms that represent trades beside known ones (一树一果, whatever it was taken for)."""
    text, firms = reading.text, {(f.start, f.end) for f in mentions if f.type is MentionType.ENTERPRISE}
    added: list[tuple[int, int]] = []
    for sentence in _SENTENCE.finditer(text) if _REPRESENTING.search(text) else ():
        members = [
            item.span()
            for match in _REPRESENTING.finditer(text, *sentence.span())
            for item in _ITEM.finditer(text, *match.span("names"))
        ]
        known = sum(member in firms for member in members)
        if known >= max(_KNOWN, _SHARE * len(members)):
            added += [span for span in members if span not in firms and _MEMBER.fullmatch(text, *span)]
    for start, end in added:
        over = [f for f in mentions if f.start < end and start < f.end]
        if not _ordinary(reading, start, end) and all(f.type in _UNSURE for f in over):
            kept = [f for f in mentions if f not in over]
            firm = Found(start, end, MentionType.ENTERPRISE, RULE, _LESS)
            mentions = sorted([*kept, firm], key=lambda found: found.start)
    return mentions


def _division(start: int, end: int) -> Found:
    return Found(start, end, MentionType.DISTRICT, RULE, _LESS)


def _missing(reading: Reading, match: re.Match[str], known: list[Found]) -> Iterator[Found]:
    text = reading.text
    cuts = [match.start() - 1, *(m.start() for m in re.finditer("、", match[0])), match.end()]
    cuts[1:-1] = [match.start() + cut for cut in cuts[1:-1]]
    members = [(before + 1, after) for before, after in pairwise(cuts)]
    by_start, by_end = {f.start: f for f in known}, {f.end: f for f in known}
    told = [by_end.get(members[0][1]), *(by_start.get(start) for start, _ in members[1:])]
    kinds = Counter(found.type for found in told if found is not None)
    if not kinds:
        return
    kind, count = max(sorted(kinds.items()), key=lambda item: item[1])
    if kind not in _TYPES or count < _KNOWN or count < _SHARE * len(members):
        return
    surest = sorted(found.confidence for found in told if found is not None and found.type is kind)
    for i, (start, end) in enumerate(members[1:], 1):
        if any(found.start < end and found.end > start for found in known):
            continue
        whole = _MEMBER.fullmatch(text, start, end) if i < len(members) - 1 else _LAST.match(text, start, end)
        if whole and not _ordinary(reading, start, whole.end()):
            yield Found(start, whole.end(), kind, RULE, round(_LESS * surest[len(surest) // 2], 3))


def _ordinary(reading: Reading, start: int, end: int) -> bool:
    """Whether the stretch is made of dictionary words (食品加工), or holds a particle."""
    if _PARTICLE.search(reading.text, start, end):
        return True
    kinds, i = [], reading.at(start)
    while i < len(reading.words) and reading.starts[i] < end:
        kinds.append(Kind.NAME if len(reading.words[i]) == 1 else reading.kind(i))
        i += 1
    branded = reading.text[start:end].endswith(sections("suffixes.txt")["ENTERPRISE.brand"])
    return Kind.NAME not in kinds and not (branded and kinds[0] is not Kind.COMMON)


_PARTICLE = re.compile("[的了着等和及与]")
