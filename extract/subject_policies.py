"""Which policy grants an amount: one named close by, the document whose measure a paragraph is, the last document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from extract.lexicon import sections
from extract.state import Found, Named
from extract.subject_words import any_of
from ontology.record import MentionType

_POLICY_REACH = 4000
_NEAR = 160
# 根据｜《某某通知》: the policy that the text is about follows another one.
_CITED = re.compile(f"{any_of('cites')}[^，。；、]{{0,4}}《?$")
# 1. 延续｜加计抵减政策，…: what a measure goes on with was there before, and the measure is of another policy.
_CONTINUED = re.compile(f"{any_of('continues')}[“《]?$")
# How a measure of a package begins: `11.`, `第三条`, `（四）`.
NUMBER = r"(?:\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十]{1,3}条|[（(][一二三四五六七八九十]{1,3}[）)])"
_MEASURE = re.compile(rf"\s*{NUMBER}")


class Policies:
    """The policies of one document; `within` returns the sure mentions that begin in a span."""

    def __init__(self, text: str, within: Callable[[int, int], list[Found]], entities: Mapping[str, Named]) -> None:
        self._text = text
        self._within = within
        self._entities = entities

    def measure(self, start: int) -> str | None:
        """Return the policy whose measure a paragraph is, where it is one of a numbered list: `11.`, `第三条`."""
        line = self._text.rfind("\n", 0, start) + 1
        if _MEASURE.match(self._text, line) is None:
            return None
        named = self._named(start)
        words = sections("figure_words.txt")["policy-document"]
        for mention in reversed(named):
            label = self._entities[mention.entity].label if mention.entity else ""
            if label.endswith(words) and self._issued(mention, label):
                return mention.entity
        return None

    def granting(self, start: int, before: int, *, near: bool = False) -> str | None:
        """Return the policy that grants something: one named close before, else the last document, else any.

        `start` is where the sentence begins; only it counts where `near` is set. A document comes before a
        fund of another paragraph, which may be only a part of it.
        """
        named = self._named(before)
        words = sections("figure_words.txt")
        here = max(start - _NEAR, self._text.rfind("\n", 0, start))
        ways = [(words["policy"], here, False), (words["policy-document"], 0, True), (words["policy"], 0, False)]
        for kinds, since, issued in [(words["policy"], start, False)] if near else ways:
            for mention in reversed(named):
                label = self._entities[mention.entity].label if mention.entity else ""
                if label.endswith(words["policy-product"]) and mention.start < start:
                    continue
                if self._continued(mention) and self.measure(start) not in (None, mention.entity):
                    continue
                if mention.start >= since and label.endswith(kinds) and (not issued or self._issued(mention, label)):
                    return mention.entity
        return None

    def _continued(self, mention: Found) -> bool:
        return _CONTINUED.search(self._text, max(0, mention.start - 8), mention.start) is not None

    def _named(self, before: int) -> list[Found]:
        """Return the programmes that the text names in the pages before an offset."""
        return [m for m in self._within(max(0, before - _POLICY_REACH), before) if m.type is MentionType.PROGRAM]

    def _issued(self, mention: Found, label: str) -> bool:
        """Say whether a policy is a document: named in book-title marks, or as what it is about; no cited one."""
        if _CITED.search(self._text, max(0, mention.start - 10), mention.start):
            return False
        return "关于" in label or self._text[mention.start - 1 : mention.start + 1].count("《") == 1
