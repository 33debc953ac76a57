"""What an article as a whole is about: what its heading says first, else what it names again and again."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping

from extract.state import Found, Named, Section
from extract.subject_words import BODIES, FIRMS, words
from ontology.record import MentionType

BELOW = ("街道", "镇", "乡", "村", "社区")
_SHORT = 4000
_OFTEN = 3
_OPENING = 200
_SHARE = 0.6
_OPENS = ("", *" \n：:！？!?—")
_MARKS = "“《"
# 某某平台｜上线, 某某文化节｜开幕: the heading tells of it, not with it.
_HEADED = (*FIRMS, *BODIES, MentionType.DISTRICT, MentionType.PROGRAM, MentionType.EVENT)
_NAMES_AGAIN = (MentionType.PLACE, MentionType.PROGRAM)


class Articles:
    """The articles of one document; `within` returns the sure mentions that begin in a span."""

    def __init__(
        self,
        text: str,
        sections: tuple[Section, ...],
        within: Callable[[int, int], list[Found]],
        entities: Mapping[str, Named],
    ) -> None:
        self._text = text
        self._sections = sections
        self._starts = [part.start for part in sections]
        self._within = within
        self._entities = entities
        self._told: dict[int, str | None] = {}

    def number(self, position: int) -> int:
        """Return which article a position is in, -1 before the first."""
        return bisect_right(self._starts, position) - 1

    def opens(self, position: int) -> bool:
        """Say whether a position lies where an article says what it reports."""
        i = self.number(position)
        article = self._sections[i] if i >= 0 else None
        return position - (article.start + len(article.heading) if article else 0) <= _OPENING

    def about(self, position: int) -> str | None:
        """Return the entity that the article at a position is about, None where neither heading nor text say."""
        i = self.number(position)
        if i < 0:
            return None
        article = self._sections[i]
        if article.start not in self._told:
            self._told[article.start] = self._headed(article) or self._mostly(article)
        return self._told[article.start]

    def _headed(self, article: Section) -> str | None:
        """Return what the heading names first in one of its parts."""
        end = article.start + len(article.heading)
        for mention in self._within(article.start, end):
            before = self._text[max(0, mention.start - 2) : mention.start].rstrip(_MARKS)[-1:]
            if before not in _OPENS or mention.type not in _HEADED or not mention.entity:
                continue
            if self._text.startswith(words("media"), mention.end):
                continue
            if mention.type not in _NAMES_AGAIN or self._named_in(mention.entity, end, article.end):
                return mention.entity
        return None

    def _named_in(self, entity: str, start: int, end: int) -> bool:
        return any(mention.entity == entity for mention in self._within(start, end))

    def _mostly(self, article: Section) -> str | None:
        """Return the firm, body, town or village that a short article names again and again, and hardly any other."""
        if article.end - article.start > _SHORT:
            return None
        named = Counter(m.entity for m in self._within(article.start, article.end) if m.entity and self.small(m.entity))
        most = sorted(named.items(), key=lambda pair: (-pair[1], pair[0]))[:1]
        clear = most and most[0][1] >= _OFTEN and most[0][1] >= _SHARE * named.total()
        return most[0][0] if clear else None

    def small(self, entity: str) -> bool:
        """Say whether an entity is a firm or a body, or a division below the county."""
        named = self._entities[entity]
        return named.type in (*FIRMS, *BODIES) or (named.type is MentionType.DISTRICT and named.label.endswith(BELOW))
