"""The words from which a subject is read, as patterns, and what the general ones among them can mean."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import either, rows, sections
from ontology.record import MentionType

# What a word such as 该公司 or 园区 can mean.
FIRMS = (MentionType.ENTERPRISE,)
BODIES = (MentionType.INSTITUTION, MentionType.PLACE, MentionType.ASSOCIATION)
KINDS = {word: tuple(map(MentionType, kinds.split())) for word, kinds in rows("subject_kinds.tsv")}


PEOPLE = (MentionType.PERSON, MentionType.OFFICIAL)
# What somebody owns, runs or made.
OWNED = (*FIRMS, *BODIES, MentionType.PROGRAM)
# What no word is: marks and numbers.
NO_WORD = re.compile(r"[\W\d_]+")
_LONGEST_LEAD = 24
# 二、｜带动就业补贴：每吸纳1人补1000元
NUMBERING = re.compile(r"\s*(?:第?[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十]{1,3}[）)])")


def words(use: str) -> tuple[str, ...]:
    """Return the words of one use in subject_words.txt."""
    return sections("subject_words.txt")[use]


def any_of(use: str) -> str:
    """Return the pattern of the words of one use in subject_words.txt."""
    return either(words(use))


# Firms that lend: what 该厂 means is none of them.
LENDERS = words("lender")


def thin(text: str, start: int, end: int) -> bool:
    """Say whether nothing but adverbs, words of time and the like stand in a span."""
    if start >= end:
        return True
    numbered = NUMBERING.match(text, start, end)
    lead = NO_WORD.sub("", text[start if numbered is None else numbered.end() : end])
    return len(lead) <= _LONGEST_LEAD and not thin_words().sub("", lead)


_EVENTS = any_of("scenes")
# 活动现场，…; 会上，…; 在此次“…”活动中，…; 本次…: at what was held.
_SCENE = re.compile(
    rf"[\s“]*(?:据(?:了解|悉|介绍|统计)，)?(?:(?:在|当天的?)?(?:(?:本次|此次|这次)[^，。；\d]{{0,24}}?)?(?:{_EVENTS})(?:现场|上|中|期间|当[天日])"
    r"|现场(?=[，共还签已有])|会上|席间|这是|当[天日](?!前|下)|(?:在)?(?:本次|此次|这次|本届)(?!疫情|事故|灾))"
)


def scene(text: str, start: int) -> bool:
    """Say whether what begins at a place tells of what happened at an event."""
    return _SCENE.match(text, start) is not None


def against(text: str, start: int, end: int) -> bool:
    """Say whether a word such as 全市 only says with what something is compared, or where it ranks."""
    return _AGAINST.search(text, max(0, start - 6), start) is not None or _RANKS.match(text, end) is not None


_AGAINST = re.compile(rf"{any_of('against')}$")
_RANKS = re.compile(rf"{any_of('ranks')}|[^，。；]{{0,12}}贡献率")


@cache
def lead() -> re.Pattern[str]:
    """Return the pattern of all that may stand before a subject."""
    return re.compile(rf"(?:{thin_words().pattern}|[\W\d_])*")


@cache
def bare() -> re.Pattern[str]:
    """Return the pattern of the nouns that mean a thing that was called so before: 平台, 合作社."""
    kinds = [word for word in KINDS if len(word) > 1]
    return re.compile(f"(?=[{''.join(sorted({word[0] for word in kinds}))}]){either(kinds)}")


@cache
def pointing() -> re.Pattern[str]:
    """Return the pattern of all that can point at a thing named before; most clauses have none of it."""
    return re.compile(f"[该这此本他她]|一[家间座]|以来|{bare().pattern}")


@cache
def thin_words() -> re.Pattern[str]:
    """Return the pattern of the words that may stand before a subject."""
    return re.compile(either(sections("figure_words.txt")["thin"]))


@cache
def created() -> re.Pattern[str]:
    """Return the pattern of the words that tell that what follows was set up."""
    verbs = either(sections("figure_words.txt")["created"])
    return re.compile(rf"{verbs}(?![区商者产设])(?:了|实施|的)?[^，。；、]{{0,6}}$")  # 开发区


@cache
def generic() -> re.Pattern[str]:
    """Return the pattern of the words that mean a thing named before: 全区, 我国, 该公司."""
    listed = sections("figure_words.txt")
    kinds = "|".join(KINDS)
    first = "".join(sorted({word[0] for word in (*listed["group"], *listed["country"], *"社街该本此公集")}))
    return re.compile(
        rf"(?=[{first}])(?:(?P<country>{either(listed['country'])})(?!首|第|唯一|最|各|重点|率先|一流|先进|[百千万十]|优秀|文明|领先|示范|人大|政协|两会|统一|性|平均)"
        r"|(?P<commune>(?<=[，。；：\n“ ])(?:社区|街道)"
        r"(?!工作|居民|干部|书记|主任|党|办|两|相关|有关|负责|服务|治理|建设|社工|志愿|文化|[、和与及等的里上内层各])(?=[\u4e00-\u9fff]))"
        rf"|(?P<group>{either(listed['group'])})(?<![城都]市[内里])(?<![园校社片街辖景库灌矿林山厂城小军战]区[内里])(?!政府|委|占比|首|第|唯一|最|平均|前列|各|范围)"
        rf"|(?P<own>(?:该|本次|本届|此次)(?:{kinds})(?![业动为程长])|(?:(?<=[，。；：\n“])|^)(?:公司|集团)(?![^，。；]{{0,2}}(?:经济|化))))"
    )
