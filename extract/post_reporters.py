"""Whose reporters those are whom a byline names: the paper of the dateline, or the one that the article is from."""

from __future__ import annotations

import re

from extract.lexicon import either, sections
from extract.state import Found
from extract.surroundings import Surroundings
from ontology.record import MentionType

# Correspondents write for a paper and are not of it.
_REPORTER = re.compile(r"(?:记者|实习生)$")
# `甲网乙市讯（记者 张三）`, `据丙晚报报道（记者 李四）`.
_DATELINE = re.compile(r"[^。；（(]{0,24}(?:讯|电|报道|消息)\s*[（(]")
_PAPER = re.compile(rf"(?:{either(sections('bylines.txt')['OUTLETS'])}|报社|融媒体中心)$")
_OURS = re.compile(r"本[报网台刊社](?:讯\s*[（(])?\s*$")
# A byline has brackets or a line of its own; who speaks of `记者` in a sentence names nobody.
_BYLINE = re.compile(r"[（(\n]\s*(?:[\u3400-\u9fff]{0,6}(?:记者|通讯员)[^，。；（）()\n]{0,16})?$")
_SOURCE = re.compile(r"(?:来源|转自|摘自)\s*[：:]?\s*$")
# So near to its beginning an article names the paper that it is from.
_HEAD = 60


def paper(around: Surroundings, title: str, at: int, inside: list[Found]) -> str:
    """Return the entity of the paper that the reporter's title at a character belongs to, or ""."""
    if _REPORTER.search(title) is None:
        return ""
    papers = [m for m in inside if m.type is MentionType.INSTITUTION and m.end <= at]
    if papers:
        return papers[-1].entity if _DATELINE.match(around.text, papers[-1].end, at) else ""
    line = around.text[around.paragraph(at) - 1 : at] if around.paragraph(at) else f"\n{around.text[:at]}"
    return _source(around, at) if _OURS.search(line) or _BYLINE.search(line) else ""


def is_paper(label: str) -> bool:
    """Say whether a name is that of a paper, a station or a site of news."""
    return _PAPER.search(label) is not None


def _source(around: Surroundings, at: int) -> str:
    """Return the one paper that the article says it is from: in its first line, or behind 来源."""
    start, end = around.section(at)
    papers = [m for m in around.within(start, end) if m.type is MentionType.INSTITUTION and is_paper(around.label(m))]
    named = {
        m.entity for m in papers if m.start - start < _HEAD or _SOURCE.search(around.text, max(0, m.start - 6), m.start)
    }
    return named.pop() if len(named) == 1 else ""
