"""The division that a text comes from: its paper's, its dateline's, its title's, or the one it speaks of most."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from extract.layout import Layout
from extract.layout_bylines import HAN
from extract.lexicon import Automaton, sections
from ontology.divisions import Division, Level, load

_PAPERS = re.compile(rf"(?:{'|'.join(sections('mastheads.txt')['PAPERS'])})$")
_DATELINE = re.compile(rf"(?:本[报刊台网]|新华社|中新社|中新网)([{HAN}]{{2,8}}?)(?:\d{{1,2}}月)?\d{{1,2}}日[讯电]")
_CONGRESS = re.compile(rf"在([{HAN}]{{2,12}}?)第[一二三四五六七八九十]+届人民代表大会")
_YEAR = re.compile(r"^(?:19|20)\d\d年")
# The division that a text is about is named so often at least, and in so large a part of all that it names.
_OFTEN = 3
_SHARE = 0.5
_SAMPLE = 200_000


def place_named(text: str) -> str:
    """Return the division that `text` writes out, with what it lies in (`浙江省杭州市余杭区`), or ""."""
    found = load().parse(text) if 2 <= len(text) <= 20 else None
    return "" if found is None else load().path(found.code)


def place_in(layout: Layout, title: str, paper: str) -> str:
    """Return the division that a text comes from or is about, or "" where nothing says so clearly."""
    text = layout.text
    dateline = _DATELINE.search(text[:_SAMPLE])
    congress = _CONGRESS.search(text[:2000])
    return (
        place_named(_PAPERS.sub("", paper))
        or (place_named(dateline[1]) if dateline else "")
        or (place_named(congress[1]) if congress else "")
        or _begins(title)
        or _most(text[:_SAMPLE])
    )


def _begins(title: str) -> str:
    """Return the division that a title opens with, where its name ends there (`杭州余杭：`, `2026年北京市`)."""
    found, rest = load().split(_YEAR.sub("", title)[:20])
    if found is None or not (
        not rest or rest[0] in "：:，, 、" or title[: -len(rest)].endswith(tuple("省市区县旗盟州"))
    ):
        return ""
    return load().path(found.code)


def _most(text: str) -> str:
    """Return the division that a text names most, if it is named in full and often enough."""
    counts: Counter[str] = Counter(code for _, _, code in _names().find(text))
    if not counts:
        return ""
    code, number = max(counts.items(), key=lambda item: (item[1], item[0]))
    return load().path(code) if number >= _OFTEN and number >= _SHARE * counts.total() else ""


@cache
def _names() -> Automaton:
    """Return what finds the full names of provinces, cities and counties that no other division has."""
    table = load()
    labels: dict[str, str] = {}
    for form in table.upper_forms:
        found: Division | None = table.parse(form)
        if found is not None and found.name == form and found.level is not Level.TOWNSHIP:
            labels[form] = found.code
    return Automaton(labels)
