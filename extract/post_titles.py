"""Titles: the words of a post as printed, and how they are known in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from extract import post_bodies
from extract.state import Found

# Words that say that a post is not held now, or not yet; they stay in the title.
_STATUS = re.compile(r"(?:拟任|拟提名为|曾任|曾担任|历任|原任|时任|前任)$")


@cache
def ends_in_post() -> re.Pattern[str]:
    return re.compile(rf"(?:{post_bodies.words()})$")


@cache
def begins_with_post() -> re.Pattern[str]:
    return re.compile(rf"(?:{post_bodies.words()})(?!们)")


def names_another(title: str) -> bool:
    """Say whether words stand behind a post that a list of titles does not have: `创始人张博士`."""
    last = ends_in_post().search(title)
    inner = title[: last.start()] if last is not None else title
    return re.search(rf"(?:{post_bodies.words()})(?=[^、兼和])", inner) is not None


@cache
def bare_post() -> re.Pattern[str]:
    """Posts that stand without a body: at the start of a clause, behind words that may belong to a title."""
    post = (
        r"(?:村|社区|街道|原|前|时任|现任|新任|代|常务|第一|执行|联合|高级|资深|首席|名誉|党委|党组|党支部|总支|团委|技术|市场|运营|生产|销售|研发|项目|行政|品牌"
        r"|产品|财务|人事|企业|退休|[一-龥]{2,5}(?:部|科|室|中心|处|厂|车间))*"
        rf"(?:{post_bodies.words()})"
    )
    return re.compile(rf"(?P<posts>{post}(?:(?:[、兼]|兼任){post})*)$")


@dataclass(frozen=True, slots=True)
class Title:
    """A post as printed, where it stands, and the body that stands before it, if one does."""

    text: str
    start: int
    end: int
    body: Found | None

    def parts(self) -> list[Title]:
        """Return the posts of a title apart: `镇长、副镇长`."""
        found = re.finditer(r"[^、]+", self.text)
        return [Title(part[0], self.start + part.start(), self.start + part.end(), self.body) for part in found]


def with_status(titles: list[Title], lead: str) -> list[Title]:
    """Put the word that says that a post is former or still to come in front of each title: `拟任局长`."""
    status = _STATUS.search(lead)
    return [replace(t, text=status[0] + t.text) for t in titles] if status else titles
