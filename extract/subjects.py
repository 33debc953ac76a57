"""Find what a figure is about: the clause's own subject, else the sentence's, the paragraph's, the section's."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache

from extract.lexicon import sections
from extract.state import Found, Named, State
from ontology import divisions
from ontology.iri import mint
from ontology.record import MentionType

_SPEECH = re.compile(
    r"[^，。；：]{0,8}(?:说|表示|介绍|认为|指出|强调|告诉|坦言|透露|称|讲|感慨|回忆)(?:[，：:。“]|道)?"
)
_PEOPLE = (MentionType.PERSON, MentionType.OFFICIAL)
_OWN = {
    "公司": MentionType.ENTERPRISE, "企业": MentionType.ENTERPRISE, "集团": MentionType.ENTERPRISE,
    "行": MentionType.ENTERPRISE, "店": MentionType.ENTERPRISE, "合作社": MentionType.ENTERPRISE,
    "社": MentionType.ENTERPRISE, "院": MentionType.INSTITUTION, "校": MentionType.INSTITUTION,
    "园": MentionType.PLACE, "园区": MentionType.PLACE, "项目": MentionType.PROGRAM, "平台": MentionType.PROGRAM,
    "基地": MentionType.PLACE, "社区": MentionType.DISTRICT, "村": MentionType.DISTRICT, "镇": MentionType.DISTRICT,
    "中心": MentionType.INSTITUTION,
}  # fmt: skip


@dataclass(slots=True)
class Subjects:
    """The subjects of one document; `place` is the entity of the division that it is about."""

    text: str
    state: State
    mentions: list[Found] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    place: str | None = None

    def __post_init__(self) -> None:
        self.mentions = sorted(self.state.mentions, key=lambda m: (m.start, m.end))
        self.starts = [m.start for m in self.mentions]
        self.place = _place(self.state)

    def within(self, start: int, end: int) -> list[Found]:
        """Return the mentions that begin in a span, in order."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def inside_mention(self, start: int, end: int) -> bool:
        """Say whether a span lies inside a name."""
        i = bisect_left(self.starts, start + 1)
        return any(m.start <= start and end <= m.end for m in self.mentions[max(0, i - 3) : i])

    def last(self, kinds: tuple[MentionType, ...], before: int, reach: int = 2000) -> str | None:
        """Return the entity of the last mention of one of `kinds` before an offset."""
        i = bisect_left(self.starts, before)
        for mention in reversed(self.mentions[:i]):
            if before - mention.start > reach:
                return None
            if mention.type in kinds and mention.entity:
                return mention.entity
        return None

    def of_clause(self, start: int, end: int) -> tuple[str, str] | None:
        """Return the entity that a clause is about, with the rule; None where the clause names none."""
        found = self._own(start, end)
        if found is not None:
            return found
        for mention in self.within(start, end):
            if mention.entity and self._subject(mention, start, end):
                return mention.entity, "named"
        return None

    def _subject(self, mention: Found, start: int, end: int) -> bool:
        """Say whether a name stands where a clause's subject stands."""
        if mention.type in _PEOPLE and _SPEECH.match(self.text, mention.end, end):
            return False
        lead = self.text[start : mention.start]
        return (
            not re.search(r"(?:占|比|较|与|和|及|对|向|为|由|从|位居|居|列|高于|低于|经|给|据|被)[^，。；]{0,4}$", lead)
            and len(lead) <= 16
        )

    def _own(self, start: int, end: int) -> tuple[str, str] | None:
        match = _generic().search(self.text, start, end)
        if match is None:
            return None
        word = match[0]
        if match["group"]:
            return self._division(word, match.start())
        kind = next((_OWN[tail] for tail in sorted(_OWN, key=len, reverse=True) if word.endswith(tail)), None)
        if kind is None:
            return None
        entity = self.last((kind,), match.start(), 800)
        return None if entity is None else (entity, "anaphor")

    def _division(self, word: str, before: int) -> tuple[str, str] | None:
        """Return the division that 全区, 我市, 该镇 mean."""
        level = word[-1] if word[-1] in "区市县省镇乡村州旗盟" else "街道" if word.endswith("街道") else ""
        if level == "":
            return None if self.place is None else (self.place, "group")
        i = bisect_left(self.starts, before)
        for mention in reversed(self.mentions[:i]):
            if mention.type is MentionType.DISTRICT and mention.entity:
                label = self.state.entities[mention.entity].label
                if label.endswith(level):
                    return mention.entity, "group"
        if self.place is not None and self.state.entities[self.place].label.endswith(level):
            return self.place, "group"
        return self._above(level)

    def _above(self, level: str) -> tuple[str, str] | None:
        table = divisions.load()
        place = table.parse(self.state.context.place) if self.state.context.place else None
        if place is None:
            return None
        for item in reversed((*table.ancestors(place.code), place)):
            if item.name.endswith(level):
                return _division_entity(self.state, item), "group"
        return None


def _place(state: State) -> str | None:
    """Return the entity of the document's division, added to the entities where no mention has it."""
    if not state.context.place:
        return None
    item = divisions.load().parse(state.context.place)
    return None if item is None else _division_entity(state, item)


def _division_entity(state: State, item: divisions.Division) -> str:
    for key in sorted(state.entities):
        named = state.entities[key]
        if named.type is MentionType.DISTRICT and (named.label == item.name or item.name in named.aliases):
            return key
    key = mint("division", item.code)
    state.entities[key] = Named(key, MentionType.DISTRICT, item.name, {item.short} - {item.name})
    return key


@cache
def _generic() -> re.Pattern[str]:
    words = sections("figure_words.txt")
    group, own = ("|".join(sorted(words[use], key=lambda word: (-len(word), word))) for use in ("group", "own"))
    return re.compile(
        rf"(?P<group>{group})|(?P<own>该(?:{'|'.join(sorted(_OWN, key=len, reverse=True))})|(?:(?<=^)|(?<=[，。；：\n]))(?:公司|园区|平台)(?![^，。；]{{0,2}}经济))"
    )
