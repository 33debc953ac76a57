"""Read the noun phrase behind a number: what is counted."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.indicators import EDGE, LONGEST, OR_UNIT, SHORT_HEAD, TURNED, has_verb, tagged, tidy, word_set
from extract.lexicon import either

_NEW_OR_OLD = word_set("works")
# 10家｜在全国有重要影响的｜龙头企业: a clause that describes what is counted.
_RELATIVE = re.compile(
    r"^(?:左右)?(?:(?:在|具有|具备|拥有|以|有)[^，。；、]{1,24}?|年[过近逾满][^，。；、的]{1,6})的(?=[^，。；、])"
)
# 183个｜新建、续建项目
_WORKS = re.compile(rf"^(?:{either(_NEW_OR_OLD)}、?)+(?:和|及)?{either(_NEW_OR_OLD)}(?=[^，。；、]{{2}})")
# 22个｜项目｜创新程度高: how they are is not what is counted.
_HOW_THEY_ARE = re.compile(
    rf"^(?P<who>.*?{either(word_set('joined'))})[^的、]{{1,6}}(?:度|性|量|率|力|势)[高强大好多足优快旺]$"
)
# 8条｜产业链｜产值两位数｜增长
_HOW_MUCH = re.compile(rf"(?<=..){either(word_set('measure-head'))}(?:两|三|2|3)位数$")
# Voltage and the like describe a thing: 22个｜750千伏和330千伏｜电网工程.
_GRADE = re.compile(r"^(?:[\d.]+(?:千伏|兆瓦|万千瓦|米|吨|英寸|纳米|级)[级以上及]*[、和与至]?)+的?")
# 256家｜二级及以上｜公立医疗机构.
_LEVEL = re.compile(
    rf"^(?P<level>(?:[一二三四五六七八九十\d.]+[星级A]+|{either(word_set('degree'))})(?:及以[上下]|以[上下])"
    rf"|{either(word_set('attribute'))})的?(?=[^，。；、])"
)
# 3家｜5A级｜景区
_RATED = re.compile(r"^\d?[A-Z]+\d?级(?=[^，。；、])")
_QUOTED = re.compile(r"^“[^”，。；]{1,16}”")
_QUOTED_WITHIN = re.compile(
    r"(?P<head>[^，。；：、“”（）的\d]{2,10})(?<![和与及])“[^”，。；]{1,16}”(?=[\u4e00-\u9fff])"
)
# 20名｜视力、听力等｜残疾儿童
_SUCH_AS = re.compile(
    r"[^，。；：、“（\d与和及在的]{2,8}(?:、[^，。；：、“（\d]{1,8}){1,8}等(?![级高待同候于到])(?=[\u3400-\u9fff]{2})"
)
_YEAR = re.compile(r"(?:19|20)\d\d年|第[一二三四五六七八九十\d]+[位名]|连续[\d一二三四五六七八九十]|[［\[]")
# A verb before such a noun is part of its name: 产业｜集聚｜区.
_SITE = "区园地心台站点厂线构群室校院馆网库"
ACTORS = tuple(sorted(word_set("actors")))
_AIM = re.compile(r"(?<=..)(?:目标任务|目标)$")
_AND_SO_ON = re.compile(r"[和与及、][^和与及、]{1,12}等$")
# 16个｜区｜均获评; 43所｜高校、职业院校｜和538所中小学: a bare division, several that are counted together.
_AREA = re.compile(r"(?P<all>[区县市州镇乡村])(?=均|都|全部|实现|被)")
_SEVERAL = re.compile(r"(?P<all>[^，。；：、（“\d]{2,10}、[^，。；：、（“\d]{2,10})(?=[和及与](?:\d|$))")


@lru_cache(1024)
def after(text: str) -> str:
    """Return the noun phrase with which `text` begins: what is counted (`30余家｜企业代表齐聚`)."""
    if (unit := OR_UNIT.match(text)) and unit[0][-1] in "、，":
        return ""  # 棚户区改造47万户｜（套）、老旧小区改造…: the next one's
    if (examples := _SUCH_AS.match(text)) is not None and not has_verb(examples[0]):
        text = text[examples.end() :]  # 20名｜视力、听力等残疾儿童
    text = _YEAR.split(_GRADE.sub("", _RELATIVE.sub("", OR_UNIT.sub("", text))[: LONGEST * 2]))[0]
    listed = _AREA.match(text) or _SEVERAL.match(text)
    if listed and not has_verb(listed["all"]):
        return listed["all"]
    lead = _WORKS.match(text) or _LEVEL.match(text) or _RATED.match(text) or _QUOTED.match(text) or _quoted_within(text)
    found: list[str] = [lead[0].removesuffix("的")] if lead else []
    tokens = tagged(text[lead.end() :] if lead else text)
    for i, (word, tag) in enumerate(tokens):
        following = tokens[i + 1] if i + 1 < len(tokens) else ("", "x")
        if not found and (word in word_set("noun-skip") or (tag == "r" and word.startswith("各"))):
            continue
        if _ends(word, tag, following, found):
            while word in ("为", "成") and len(found) > 1 and TURNED.search("".join(found)):
                found.pop()
            break
        found.append(word)
        if sum(map(len, found)) >= LONGEST:
            break
    if len(found) == 1 and len(tokens) > 1 and tokens[0][1] in ("d", "ad", "a") and not lead:
        nouns = [i for i, (_, tag) in enumerate(tokens[:6]) if tag.startswith("n")]
        found = [word for word, _ in tokens[: nouns[0] + 1]] if nouns else []
    while found and (
        found[-1] in ("的", "和", "与", "或", "、", "全国", "全省", "全市", "里") or not found[-1].strip(EDGE)
    ):
        found.pop()
    noun = _HOW_MUCH.sub("", _HOW_THEY_ARE.sub(r"\g<who>", "".join(found)))
    return tidy(_AND_SO_ON.sub("", _AIM.sub("", noun)))


def _quoted_within(text: str) -> re.Match[str] | None:
    """Match a noun phrase up to a name in quotes inside it (国家公共数据“跑起来”｜示范场景)."""
    match = _QUOTED_WITHIN.match(text)
    if match is None:
        return None
    verbs = any(tag in ("v", "d", "p") for _, tag in tagged(match["head"]))
    return None if verbs else match


def _ends(word: str, tag: str, following: tuple[str, str], found: list[str]) -> bool:
    """Say whether a noun phrase ends before this word."""
    if found and word in word_set("verbs-in-names") and following[0] in word_set("named-after"):
        return False  # 生态文明｜建设｜示范区
    if not found and word in word_set("joins") and following[0] in word_set("joined"):
        return False  # 678个｜签约项目
    if word in word_set("nouns") or (not found and word in word_set("benefit") and following[1].startswith("n")):
        return False
    if (
        found
        and tag == "v"
        and found[-1].endswith(tuple(word_set("person-noun")))
        and following[1].startswith(("n", "v"))
    ):
        in_name = word in word_set("verbs-in-names") and following[0] in tuple(_SITE)  # 博士｜创新｜站
        return not in_name and following[0] not in ("岗位", "机会", "服务", "基地")
    acts = (tag == "v" and following[1].startswith(("n", "v"))) or (tag, following[1]) == ("vn", "v")
    if found and found[-1] in ACTORS and tag == "vn" and following[0] == "的":
        return True  # 公司｜运营的基金
    if found and found[-1] in ACTORS and acts:
        return word not in word_set("verbs-in-names")  # 企业｜启动装修
    if found and word in word_set("how") and following[1].startswith("v") and len(following[0]) > 1:
        return True  # 模式｜全覆盖
    if found and (
        word in word_set("how-done") or ((tag == "t" or word.endswith("季度")) and not following[1].startswith("n"))
    ):
        return True  # 绣娘｜月均增收, 企业｜二季度满产满销
    if word == "主要" and not found:
        return not following[1].startswith("n")
    if word in "，。；：！？,;:（()）\n…" or word in ("以及", "及", "、"):
        return True
    if word == "进步" and found and following[0] != "等":
        return False
    if tag == "d" and not found and following[1].startswith(("n", "v", "b", "a")):
        return False
    if tag.startswith(("p", "d", "r", "y", "e")) or word in word_set("verbs-ending"):
        if following[0] == "奖":
            return False  # 项目｜落地奖
        joint = word == "联合" and following[1].startswith("n")
        return not (found and (joint or (word == "集中" and following[0] in word_set("verbs-in-names"))))
    if tag == "c" and following[0] in ("“", "《"):
        return True
    if word == "的" or tag == "c":
        return not found or not following[1].startswith(("n", "a", "b", "j", "v", "x", "t"))
    if tag.startswith("u"):
        return True
    if tag.startswith("v") and tag != "vn":
        if word in word_set("verbs-in-names" if found else "benefit"):
            return False
        if found and (following[0] in tuple(_SITE) or word in tuple(_SITE)):
            return False
        if found and word in word_set("verbs-kept"):
            return not (following[1].startswith("n") and following[0][-1] in _SITE and len(following[0]) <= SHORT_HEAD)
        if not found and following[0] in word_set("nouns"):
            return False  # 100项｜提升举措
        return not following[1].startswith(("n", "vn", "j", "l", "g", "k", "q", "b", *("a" * (not found))))
    return False
