"""Posts that somebody takes up in a clause that does not name the body: 茶叶协会换届，张三当选会长."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.post_titles import Title, ends_in_post
from extract.state import Found
from ontology.record import MentionType

_TAKES = re.compile(
    r"(?:当选为?|出任|担任|就任|获选为?|被推选为|被选为|任)(?:新?一?届|首任|首届)?(?P<title>[\u3400-\u9fff]{2,8})(?=[，。；、]|$)"
)
# What says that the body before is the one that has new heads.
_RENEWED = re.compile(r"换届|成立|选举|创[立办]|组建|注册|揭牌|诞生|改选")
# 创办｜甲公司，张三任董事长
_FOUNDS = 3
# 时任局长的｜张三, 已担任公司总经理的｜张三
_HOLDS = re.compile(r"(?:[时曾现]任|[担兼出就]任|当选)[^，。；、的]{2,20}的$")
_LISTED = re.compile(r"[、和与及]")
_BODIES = frozenset({MentionType.ASSOCIATION, MentionType.ENTERPRISE, MentionType.INSTITUTION})
_PERSONS = frozenset({MentionType.PERSON, MentionType.OFFICIAL})


def taken(text: str, inside: Sequence[Found], i: int, end: int) -> list[Title]:
    """Return the post that the person at `i` of a sentence, alone or in a list, takes up in a body named before."""
    last = i
    while last + 1 < len(inside) and inside[last + 1].type in _PERSONS:
        if not _LISTED.fullmatch(text, inside[last].end, inside[last + 1].start):
            break
        last += 1
    match = _TAKES.match(text, inside[last].end, end)
    if match is None or ends_in_post().search(match["title"]) is None:
        return []
    body = next((m for m in reversed(inside[:i]) if m.type in _BODIES), None)
    if body is None or _RENEWED.search(text, max(0, body.start - _FOUNDS), inside[i].start) is None:
        return []
    return [Title(match["title"], match.start("title"), match.end("title"), body)]


def title_end(text: str, floor: int, name: int) -> int:
    """Return where the title before a name ends: in front of 的 in 时任局长的张三."""
    return name - 1 if text[name - 1 : name] == "的" and _HOLDS.search(text, floor, name) is not None else name
