"""Bylines, picture credits and the lines of mastheads and margins, told from text by the words they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.lexicon import sections, words

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_WORDS = sections("bylines.txt")
_PRINT = sections("mastheads.txt")
_SURNAMES = words("bylines_surnames.txt")
_FURNITURE = frozenset(sections("layout_words.txt")["FURNITURE"])
_MARKS = "■○●◎□▲△◆◇⊙•"


def _any(items: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(item) for item in sorted(items, key=len, reverse=True)) + ")"


_ROLES = frozenset(_WORDS["ROLES"])
_STAFF = frozenset(_WORDS["STAFF"])
_CREDITS = _any(_WORDS["CREDITS"])
_SIGNS = "/／:：丨|｜"
# A quick look: a role with a sign, or one that a space or the end of the line sets apart.
_HINT = re.compile(rf"{_any((*_ROLES, *_STAFF))}[ \u3000]*[{_SIGNS}]|{_any(_ROLES)}(?:[\s\u3000）)】]|$)")
_SIGNED = re.compile(rf"{_any((*_ROLES, *_STAFF))}[ \u3000]*[{_SIGNS}]")
_BREAKS = re.compile(rf"[\s\u3000{_SIGNS}、，,（）()【】\[\]\-—{_MARKS}]+")
_ROLE_WORD = re.compile(rf"[{HAN}]{{0,8}}?{_any(_ROLES | _STAFF)}")
_BODY = re.compile(rf"[{HAN}]{{1,14}}{_any(_WORDS['BODIES'])}")
_FOREIGN = re.compile(rf"[{HAN}]{{1,8}}[·•．][{HAN}·•．]{{1,16}}")
_ONLY_HAN = re.compile(rf"[{HAN}·]+(?:[ \t\u3000]+[{HAN}·]+)*")
_SUPPLIED = re.compile(
    r"[（(]?(?:本版|本文|以上|均)?(?:图片|照片|图|视频截图)[^，。；]{0,24}(?:提供|供图|资料图片?)[）)]?"
)
_CREDIT = re.compile(rf"[（(]?[{HAN}· \u3000]{{2,24}}{_CREDITS}[）)]?")
_ENDING_CREDIT = re.compile(
    rf"[ 。！/\u3000][{HAN}·]{{1,16}}[ \u3000]?[{HAN}]{{1,3}}[ \u3000]?{_CREDITS}$"
    rf"|[（(][^（）()]{{1,24}}{_CREDITS}[）)]$|资料图片?[）)]?$"
)

DATE = r"(?:19|20)\d\d *[年./-] *\d{1,2} *[月./-] *\d{1,2} *日?"
_WEEKDAY = r"[（(]?(?:星期|周)[一二三四五六日天][）)]?"
_CLOCK = r"\d{1,2}[:：]\d\d(?:[:：]\d\d)?"
_LABEL = _any((*_PRINT["DATES"], *_PRINT["SOURCES"]))
_PATTERNS = (
    rf"{DATE} *(?:{_WEEKDAY})? *(?:{_CLOCK})? *(?:农历.{{2,12}})?",
    rf"{DATE} *(?:{_WEEKDAY})? *第? *[A-D]?[\d一二三四]{{1,3}} *版(?:[ ：:·|丨/].{{0,10}})?",
    rf"{_LABEL} *[:：].{{0,40}}",
    rf"《?(?:[{HAN}] *){{1,9}}{_any(_PRINT['PAPERS'])}》?",
    rf"[^。]{{0,30}}{_any(_PRINT['ISSUES'])}[^。]{{0,40}}",
    r"(?:20\d\d *年? *)?[总第]{1,2} *\d{1,5} *期(?: *[（(]?总第 *\d+ *期[）)]?)?.{0,12}",
    r"(?:第 *)?[A-D]?[\d一二三四]{1,3} *版(?:[ ：:·|丨/].{0,10})?|[（(]?(?:上接|下转|上转)[^，。]{1,8}版[）)]?",
    r"[A-D]?\d{1,3}(?:[ /~-]+[A-D]?\d{1,4})*|[—·-]+ *\d{1,3} *[—·-]+|第 *\d+ *页.{0,10}|[A-D]\d{1,2} *版?",
    r"(?=.*[A-Za-z]{3})[A-Za-z &.,'·/-]{4,40}",
    rf"[{HAN}]{{2,8}} +[A-Z][A-Z &]{{5,40}}",
)
_MASTHEAD = re.compile("|".join(_PATTERNS))
_WORD = re.compile(r"\w")
_TRIM = re.compile(r"[【】\[\]:：<>《》 |/_]+")


def is_byline(text: str) -> bool:
    """Return whether a line names who wrote, took or edited something, and nothing else (`文 / 李明 通讯员 / 王芳`)."""
    if len(text) > 100 or not _HINT.search(text):
        return False
    signed = _SIGNED.search(text) is not None
    pieces, roles = _pieces(text)
    if not pieces or not (roles & _ROLES or signed):
        return False
    return all(is_name(piece) or _FOREIGN.fullmatch(piece) or _BODY.fullmatch(piece) for piece in pieces)


def _pieces(text: str) -> tuple[list[str], set[str]]:
    """Return the names of a byline and the roles that it mentions."""
    pieces: list[str] = []
    roles: set[str] = set()
    names: list[str] = []
    for part in _BREAKS.split(text):
        if not part:
            continue
        if part in _ROLES or part in _STAFF or _ROLE_WORD.fullmatch(part):
            roles.add(part if part in _STAFF else "记者")
            names += join_pieces(pieces)
            pieces = []
        else:
            pieces.append(part)
    return names + join_pieces(pieces), roles


def is_name_list(text: str) -> bool:
    """Return whether a line is made of personal names only (`■ 李明 王 芳`), each with a known family name."""
    bare = text.lstrip(_MARKS + " \u3000")
    if not 2 <= len(bare) <= 40 or not _ONLY_HAN.fullmatch(bare):
        return False
    names = join_pieces(bare.split())
    known = sum(is_name(name) for name in names)
    return 2 * known > len(names) and all(2 <= len(name) <= 4 and name not in _ROLES for name in names)


def is_name(text: str) -> bool:
    """Return whether a text looks like a Chinese personal name: a family name and one or two more characters."""
    return (2 <= len(text) <= 3 and text[0] in _SURNAMES) or (3 <= len(text) <= 4 and text[:2] in _SURNAMES)


def join_pieces(pieces: list[str]) -> list[str]:
    """Return the names of a list printed with spaces: a single character is no name, so it joins the next piece."""
    names: list[str] = []
    held = ""
    for piece in pieces:
        if held:
            names.append(held + piece)
            held = ""
        elif len(piece) == 1:
            held = piece
        else:
            names.append(piece)
    if held and names:
        names[-1] += held
    return names or ([held] if held else [])


def names_in(text: str) -> list[str]:
    """Return the personal names of a byline, without roles and bodies, each once."""
    names, _ = _pieces(text)
    if is_name_list(text):
        return list(dict.fromkeys(names))  # most are known names, so the others are names too
    return list(dict.fromkeys(n for n in names if (is_name(n) or _FOREIGN.fullmatch(n)) and not _BODY.fullmatch(n)))


def is_credit(text: str) -> bool:
    """Return whether a line is nothing but a picture credit (`李明 摄`, `（图片由区委宣传部提供）`)."""
    return len(text) <= 60 and bool(_SUPPLIED.fullmatch(text) or (_CREDIT.fullmatch(text) and is_byline(text)))


def ends_in_credit(text: str) -> bool:
    """Return whether a text ends in a picture credit, as captions do."""
    return bool(_ENDING_CREDIT.search(text[-40:]))


def is_masthead(text: str) -> bool:
    """Return whether a line belongs to the masthead or the margin: paper, date, issue, page, menu words."""
    if len(text) > 80:
        return False
    return _MASTHEAD.fullmatch(text) is not None or _TRIM.sub("", text) in _FURNITURE or not _WORD.search(text)
