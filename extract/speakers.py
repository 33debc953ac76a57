"""Who says `we` in a quotation, and whose firm `the firm` is where it has no name of its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property

from extract.state import Found, Named
from extract.subject_words import BODIES, FIRMS, any_of, words
from ontology.record import MentionType

_OWN = any_of("own")
_LEADS = any_of("leader")
# 某某的公司, 自己的工厂; 公司负责人某某 is read to the left of the name.
_OWNS = re.compile(
    rf"(?:创办|开|经营|创立|打理)?的{_OWN}|[^。”\n]{{0,40}}?(?:自己|自行|独自)?(?:创[办立]|开[办设])了?{_OWN}"
)
_LED = re.compile(rf"{_OWN}(?:相关)?{_LEADS}$")
_WE = re.compile(r"我们|我司|我家|我(?=[的从在])|咱")
_SAYS = re.compile(rf"{any_of('says')}|算[了起]?一?笔")
_VILLAGES = ("村", "社区")
_VILLAGE_POST = re.compile(r"(?:党支部|党委|党总支|村委会?|居委会?)?(?:第一)?(?:书记|主任|村支书|村主任|支书)")
_RESIDENT = re.compile(rf"{any_of('speaker')}(?:代表)?$")
# Whose people speak, where it is a place: 某某园区｜负责人.
_PLACE_POST = re.compile(rf"[^，。；、]{{0,8}}?(?:{_LEADS}|主任|书记|工作人员|管委会)|[说介表]")
_THAT_FIRM = re.compile(r"(?:该|这家)(?:公司|企业|厂|集团)")
_PRONOUN = re.compile(r"[他她](?![们人])")
_SPEAKERS = (*FIRMS, *BODIES)
_PEOPLE = (MentionType.PERSON, MentionType.OFFICIAL)
_LONGEST_QUOTE = 400
_MARK = re.compile("[“”\n]")
# A name in quotation marks is no speech.
_SHORTEST_QUOTE = 16
_AFTER = 90
_POST = 16
_REACH = 600
_SOON = 300


class Speakers:
    """Answers for the sure mentions of one document, given in their order."""

    def __init__(self, text: str, mentions: list[Found], entities: Mapping[str, Named]) -> None:
        self._text = text
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._entities = entities

    def of_quote(self, position: int, *, own: bool = True) -> str | None:
        """Return the firm, body or person whose words a position in a quotation belongs to, None outside of one.

        With `own` they must speak of themselves: 我们.
        """
        start = self._text.rfind("“", max(0, position - _LONGEST_QUOTE), position)
        while start >= 0 and not self._opens(start):
            start = self._text.rfind("“", max(0, position - _LONGEST_QUOTE), start)
        end = self._close(start, position) if start >= 0 else -1
        if end < position or end - start < _SHORTEST_QUOTE or (own and not _WE.search(self._text, start, end)):
            return None
        stop = self._stop(end + 1)
        if _SAYS.search(self._text, end + 1, stop):
            return self._speaker(end + 1, stop)
        lead = max(self._text.rfind(mark, 0, start) for mark in "。！？”\n") + 1
        return self._speaker(lead, start) if _SAYS.search(self._text, lead, start) else None

    def _opens(self, start: int) -> bool:
        """Say whether a mark opens a speech: it stands at a boundary."""
        return start == 0 or self._text[start - 1] in "，。：:！？；\n”…— "

    def _close(self, start: int, position: int) -> int:
        """Return where the quotation that opens at `start` closes; names in it have marks of their own."""
        depth = 0
        for match in _MARK.finditer(self._text, start, start + 2 * _LONGEST_QUOTE):
            mark = match[0]
            depth += (mark == "“") - (mark == "”")
            if mark == "\n" or (depth == 0 and mark == "”"):
                return match.start() if mark == "”" and match.start() >= position else -1
        return -1

    def _stop(self, start: int) -> int:
        """Return where the clause after a quotation that names its speaker ends."""
        ends = [at for mark in "。！？“\n" if (at := self._text.find(mark, start, start + _AFTER)) >= 0]
        return min(ends, default=min(len(self._text), start + _AFTER))

    def of_words(self, position: int) -> str | None:
        """Return the firm or village whose people say what a position lies in, or the resident who does.

        What officials and experts say is about others.
        """
        speaker = self.of_quote(position, own=False)
        return speaker if speaker is not None and self._tells_of_itself(speaker) else None

    def _tells_of_itself(self, entity: str) -> bool:
        named = self._entities[entity]
        return (
            named.type in FIRMS
            or (named.type is MentionType.DISTRICT and named.label.endswith(_VILLAGES))
            or (entity in self._residents)
        )

    def _speaker(self, start: int, end: int) -> str | None:
        """Return the firm or body named in a stretch, else that of the person named or meant there, else the person."""
        named = self._within(start, end)
        body = next((m for m in named if m.entity and self._speaks_for(m)), None)
        if body is not None:
            return body.entity
        if (own := _THAT_FIRM.search(self._text, start, end)) is not None:
            firms = [m for m in self._within(start - _REACH, own.start()) if m.type in FIRMS and m.entity]
            if firms:
                return firms[-1].entity
        person = next((m for m in named if m.type in _PEOPLE and m.entity), None)
        if person is None and _PRONOUN.match(self._text, start, end):
            person = next((m for m in reversed(self._within(start - _REACH, start)) if m.type in _PEOPLE), None)
        return None if person is None or person.type is MentionType.OFFICIAL else self._firm_of(person)

    def _speaks_for(self, mention: Found) -> bool:
        """Say whether a name is that of the body whose people speak: a firm, a school, a village with its post."""
        if self._text.startswith(words("media"), mention.end):
            return False
        if mention.type is MentionType.PLACE:
            return _PLACE_POST.match(self._text, mention.end) is not None
        if mention.type in _SPEAKERS:
            return True
        village = mention.type is MentionType.DISTRICT and self._entities[mention.entity].label.endswith(_VILLAGES)
        return village and _VILLAGE_POST.match(self._text, mention.end) is not None

    def _firm_of(self, person: Found) -> str:
        """Return the firm or body whose post stands before an earlier naming of a person, else the person."""
        for mention in self._mentions:
            if mention.entity == person.entity and mention.start <= person.start:
                for other in reversed(self._within(mention.start - _POST - 20, mention.start)):
                    between = self._text[other.end : mention.start]
                    if (
                        other.type in _SPEAKERS
                        and other.entity
                        and len(between) <= _POST
                        and not set("，。；、\n") & set(between)
                    ):
                        return other.entity
        return person.entity

    def coming(self, position: int) -> str | None:
        """Return the person who is soon said to lead the firm that a text has only described (这家茶机企业)."""
        for mention in self._within(position, position + _SOON):
            led = _LED.search(self._text, max(position, mention.start - 12), mention.start)
            if led is not None and mention.entity in self._owners:
                return mention.entity
        return None

    def owner(self, position: int) -> str | None:
        """Return the person who runs a firm without a name, where that person was named last before a position."""
        for mention in reversed(self._within(max(0, position - _REACH), position)):
            if mention.entity in self._owners:
                return mention.entity
            if mention.type in FIRMS and self._leads(mention):
                return None
        return None

    def _leads(self, mention: Found) -> bool:
        """Say whether a name opens its clause, and so can be what `the firm` means."""
        return self._text[mention.start - 1 : mention.start] in ("", *"，。；：“”\n")

    @cached_property
    def _residents(self) -> frozenset[str]:
        """The persons who are called villagers, residents and the like."""
        people = (m for m in self._mentions if m.type is MentionType.PERSON and m.entity)
        return frozenset(m.entity for m in people if _RESIDENT.search(self._text, max(0, m.start - 6), m.start))

    @cached_property
    def _owners(self) -> frozenset[str]:
        """The persons of whom the text says that they run a firm, which it does not name."""
        found = set()
        for mention in self._mentions:
            if mention.type not in _PEOPLE or not mention.entity:
                continue
            led = _LED.search(self._text, max(0, mention.start - 12), mention.start)
            firm = led is not None and any(
                m.type in FIRMS and m.end >= led.start() for m in self._within(led.start() - 20, led.start())
            )
            if (led is not None and not firm) or _OWNS.match(self._text, mention.end):
                found.add(mention.entity)
        return frozenset(found)

    def _within(self, start: int, end: int) -> list[Found]:
        return self._mentions[bisect_left(self._starts, max(0, start)) : bisect_left(self._starts, end)]
