"""Word what a figure measures: the text's own words without the subject, the value, adverbs and light verbs."""

from __future__ import annotations

import re
from functools import cache

import rjieba

from extract.lexicon import sections

_FILE = "figure_words.txt"
EDGE = "，。；：、,;: \u3000“”‘’\"'（）()《》—-·…◇■●*#\n"
_NOUN_LIKE = ("n", "vn", "j", "l", "eng", "a", "b", "i", "k", "g", "z")
# A list before 等 only gives examples of what is counted.
_EXAMPLES = re.compile(r"^[^，；]*[、”][^，；]*?等(?=[^级待])")
# 10家｜在全国有重要影响的｜龙头企业: a clause that describes what is counted.
_RELATIVE = re.compile(r"^(?:左右)?(?:在|具有|具备|拥有|以|有)[^，。；、]{1,24}?的(?=[^，。；、])")
_ASIDE = re.compile(r"[（(](?:以下)?[简统下又]称[^）)]*[）)]?")
# 粮食产量｜连续18年｜保持在: for how long is not what is measured.
_YEAR_AFTER_YEAR = re.compile(r"(?:已?连续|连)(?:\d+|[一二两三四五六七八九十]+)个?(?:年|季度|月)[^，。；、]{0,4}$")
_SITUATION = re.compile(r"在[^，。；]{0,30}?(?:情况|背景|形势|基础|前提)[下上]")
# Voltage and the like describe a thing: 22个｜750千伏和330千伏｜电网工程.
_GRADE = re.compile(r"^(?:[\d.]+(?:千伏|兆瓦|万千瓦|米|吨|英寸|纳米|级)[级以上及]*[、和与至]?)+的?")
# 256家｜二级及以上｜公立医疗机构.
_LEVEL = re.compile(
    r"^(?P<level>(?:[一二三四五六七八九十\d.]+[星级A]+|县处?级|副?[高中]级(?:职称)?|市级|省级|大专|本科|规模)(?:及以[上下]|以[上下])|在建|在研|在产|和美|和谐)的?(?=[^，。；、])"
)
_THIS = re.compile(
    r"^\W*[该本](?:公司|企业|集团|银行|支行|分行|行(?!业)|局|厂|协会|学院|店|合作社|医院|学校|园区|景区|项目|系统|产品|社区|中心|平台|村|镇|乡|街道)(?=..)"
    r"|^社区(?=建有|现有|共有|设有|已)"
)
# 3家｜5A级｜景区
_RATED = re.compile(r"^\d?[A-Z]+\d?级(?=[^，。；、])")
_QUOTED = re.compile(r"^“[^”，。；]{1,16}”")
_QUOTED_WITHIN = re.compile(
    r"(?P<head>[^，。；：、“”（）的\d]{2,10})(?<![和与及])“[^”，。；]{1,16}”(?=[\u4e00-\u9fff])"
)
_YEAR = re.compile(r"(?:19|20)\d\d年|第[一二三四五六七八九十\d]+[位名]|连续[\d一二三四五六七八九十]|[［\[]")
_PER = re.compile(r"^/[年月日天人]")
_NTH = re.compile(r"^[一二三四五六七八九十]{1,3}是(?:推动|促进|实现|加快|提高)?(?=..)")
_RANKED = re.compile(r"(?:位居|居|位列|列)?(?:全[国省市区]|世界|全球)第[一二三四五六七八九十\d]+位?[、，]?$")
# 花卉产量｜全球第一、｜鲜切花占比: what has a rank of its own is another measure.
_RANKED_BEFORE = re.compile(r"^[^，。；]*?(?:全[国省市区]|世界|全球)第[一二三四五六七八九十\d]+位?、(?=..)")
_FIRST = re.compile(r"^(?:全国|全省|全市|全区|世界|全球|国内)?首[个家座批]")
# A verb before such a noun is part of its name: 产业｜集聚｜区.
_SITE = "区园地心台站点厂线构群室校院馆网库"
_AIM = re.compile(r"(?<=..)(?:目标任务|目标)$")
_AND_SO_ON = re.compile(r"[和与及、][^和与及、]{1,12}等$")
_BECOMES = re.compile(r"^.*(?:意味着|标志着|成为)")
_NUMBERED = re.compile(r"[一二三四五六七八九十]+")
_STARTS = frozenset(["从", "由", "比", "较", "自从", "通过", "经过"])
# 随迁子女在公办学校就读比例: the phrase says of what.
_RATIOS = ("比例", "比重", "占比", "率", "贡献")
_LONGEST = 24
# 亩均, 人均: 均 belongs to such a measure.
_PER_HEAD = tuple("亩人户日月年地生")
# No word that leads to a number is longer.
_TAIL = 8
# 年产能, 年薪: 年 belongs to such a measure.
_YEARLY = "产销营收薪加均处吞发用接出耗利租总交供客游"
# `资金、流量等资源`: a head this short says too little without its examples.
_SHORT_HEAD = 2
_DEED = 4
# 生产总值｜连续迈上4个台阶、达｜5万亿元; 支出占比｜持续; 清单［4］: what is said of it, a note.
_MOVING = re.compile(
    r"(?<=..)(?:连续|连|持续|历史性|再次|先后)?(?:迈[上过]|跨[上越过]?|跃[上升]|(?<=[续连])突破|站上)(?=[^，。；、]*\d|[^，。；、]*台阶)[^，。；、]*(?:、(?=.)|、?$)|(?:持续|连续)$|[［\[]\d+[］\]]"
)
_WITHIN = re.compile(r"^(?:\d+|[一二三四五六七八九十两]+)(?:秒|分钟|个?小时|天|日|个月)(?:[内里]|之内|时间)?(?=..)")
# 10.发放补贴, 成为｜西部地区首个｜经济总量: a list's number, and for what it is a first.
_LISTED = re.compile(
    r"^[一二三四五六七八九十]{1,2}年(?=新[^能]|累计|建成|完成|净?增|投入|培育)|^\d{1,2}[.．、](?!\d)|^[^，。；]{0,8}(?:首个|第[一二三四五六七八九十\d]+个|唯一)的?(?=..)|^时隔[\d一二三四五六七八九十]+年(?:再[次度])?(?=..)"
)
# 16个｜区｜均获评; 43所｜高校、职业院校｜和538所中小学: a bare division, several that are counted together.
_AREA = re.compile(r"(?P<all>[区县市州镇乡村])(?=均|都|全部|实现|被)")
_SEVERAL = re.compile(r"(?P<all>[^，。；：、（“\d]{2,10}、[^，。；：、（“\d]{2,10})(?=[和及与](?:\d|$))")
# 47.63万户｜（套）、｜老旧小区
_OR_UNIT = re.compile(r"^[（(]?[套间户所段人个台处座条件]{1,2}[）)][、，]?")
_BRACKET = re.compile("[（()）]")
# 把｜最大纵坡｜压在3.5%; 推动｜党员比例｜超过六成; 标准｜再｜提高: who did it is not what is measured.
_HELD = re.compile(r"^[^，。；]*?把(?P<what>[^，。；把]{2,14}?)(?:压|控制|稳定|保持|降|升|提|定)$")
_DRIVEN = re.compile(
    r"^(?:推动|促使|带动)(?=[^，。；]{2,}(?:率|比例|比重|占比)$)|(?<=..)再(?=(?:提高|增加|下降|减少)$)"
)
# 187个｜网格｜调整为241个
_TURNED = re.compile(r"(?:调整|变更|改造|改建|整合|优化|升级)+$")
# 开放县｜（区、市）
_KINDS = re.compile(r"(?<=[区县市镇乡村州旗])[（(][区县市镇乡街道村州旗、]+[）)]?")
_OBJECT = re.compile(r"(?![此该本其])[^，。；：\d]{2,16}(?=[，。；\n])")


@cache
def word_set(use: str) -> frozenset[str]:
    """Return the words of one use in figure_words.txt."""
    return frozenset(sections(_FILE)[use])


@cache
def longest_first(use: str) -> str:
    """Return the pattern of the words of one use."""
    return "|".join(sorted(map(re.escape, word_set(use)), key=lambda word: (-len(word), word)))


@cache
def _tail() -> re.Pattern[str]:
    words = sorted((word.partition("^") for word in word_set("tail")), key=lambda part: (-len(part[0]), part[0]))
    either = "|".join((f"(?<![{not_after}])" if not_after else "") + re.escape(word) for word, _, not_after in words)
    return re.compile(rf"(?:{either})$")


@cache
def _group_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{longest_first('group')})$")


@cache
def _group() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{longest_first('group')})的?")


def _cut(pattern: re.Pattern[str], text: str) -> str:
    """Return a text without the word of a list at its end; the lists have no longer words than are looked at."""
    match = pattern.search(text, max(0, len(text) - _TAIL))
    return text if match is None else text[: match.start()]


def strip_tail(text: str) -> str:
    """Return `text` without the light verbs and adverbs that lead to a number."""
    while True:
        text = text.strip(EDGE)
        shorter = _cut(_group_end(), _cut(_tail(), text))
        if shorter == text or not shorter:
            return shorter
        text = shorter


def settled(text: str) -> str:
    """Return `text` without what leads to a number, how it moved there (连续迈上4个台阶) and what ranks."""
    text = _MOVING.sub("", strip_tail(text))
    return _RANKED_BEFORE.sub("", text) if "第" in text else text


def moving(text: str, start: int, end: int) -> int | None:
    """Return where a clause begins to tell how a level moved (跨越3个千亿元台阶), None where it does not."""
    match = _MOVING.search(text, start, end)
    return None if match is None or "台阶" not in match[0] else match.start()


def strip_lead(text: str) -> str:
    """Return `text` without the conjunctions, adverbs and pronouns at its beginning."""
    text = _THIS.sub("", _group().sub("", text.strip(EDGE)))
    words = [word for word, _ in rjieba.tag(_NTH.sub("", text))]
    while words and (words[0] in word_set("lead") or words[0] in word_set("pronoun") or not words[0].strip(EDGE)):
        following = words[1][:1] if words[1:] else ""
        if (words[0] == "年" and following in tuple(_YEARLY)) or (words[0] == "每" and following.isdigit()):
            break
        words.pop(0)
    if len(words) > 2 and words[1] == "是" and _NUMBERED.fullmatch(words[0]):
        words = words[2:]
    return _group().sub("", "".join(words)).strip(EDGE)


def before(text: str) -> str:
    """Return what the words before a number say is measured (`全年实现｜数字经济核心产业增加值`)."""
    text = _plain(settled(_PER.sub("", text)))
    if "把" in text:
        text = _HELD.sub(r"\g<what>", text)
    if "动" in text or "再" in text or "促使" in text:
        text = _DRIVEN.sub("", text)
    text = _WITHIN.sub("", _FIRST.sub("", _LISTED.sub("", strip_lead(text))))
    head = _EXAMPLES.sub("", text) if "等" in text else text
    if is_generic(head):
        return head
    text = head if len(head) > _SHORT_HEAD else text
    tokens = _without_phrase(_from_last_verb(_until_compared(rjieba.tag(text))))
    return tidy("".join(word for i, (word, tag) in enumerate(tokens) if tag != "ul" and not _dropped(tokens, i)))


def _plain(text: str) -> str:
    """Return words without asides, what they became, in what situation, for how long and with which rank."""
    if _BRACKET.search(text):
        text = _ASIDE.sub("", _KINDS.sub("", _OR_UNIT.sub("", text)))
    if "成为" in text or "着" in text:
        text = _BECOMES.sub("", text)
    if "在" in text:
        text = _SITUATION.sub("", text)
    text = strip_tail(text)
    text = without_years(text)
    return strip_tail(_RANKED.sub("", text) if "第" in text else text)


def without_years(text: str) -> str:
    """Return words without for how long it lasted: 棉花产量｜连续4年."""
    return _YEAR_AFTER_YEAR.sub("", text) if "连" in text else text


def _dropped(tokens: list[tuple[str, str]], i: int) -> bool:
    """Say whether a word is a light verb or an adverb; 均 in 亩均 and 免费 in 免费教育 are not."""
    word = tokens[i][0]
    if word not in word_set("light") and word not in word_set("adverb"):
        return False
    following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
    kept = (word == "免费" and following) or (word == "就" and following.startswith(("地", "近", "业")))
    return not (kept or (i and tokens[i - 1][0] in _PER_HEAD))


def _until_compared(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Cut off `从行政区划调整前` and `比上年` after what is measured."""
    for i, (word, tag) in enumerate(tokens):
        if i > 1 and i + 1 < len(tokens) and word in _STARTS and not tag.startswith("n"):
            return rjieba.tag(strip_tail("".join(word for word, _ in tokens[:i])))
    return tokens


def _without_phrase(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Drop the phrase of a preposition before the last verb (`为个体工商户减免租金` measures `减免租金`)."""
    if tokens and any(tag.startswith(("n", "vn")) for _, tag in tokens[:2]) and tokens[-1][0].endswith(_RATIOS):
        return tokens
    verbs = [i for i, (_, tag) in enumerate(tokens) if tag == "v" and i]
    for i, (word, tag) in enumerate(tokens):
        if word in word_set("preposition") and tag.startswith(("p", "v", "d")):
            later = [v for v in verbs if v > i + 1]
            kept = [v for v in later if tokens[v][0] in word_set("verbs-kept")]
            if later:
                return tokens[(kept or later[-1:])[0] :]
    return tokens


def _from_last_verb(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Cut a long clause down to its last verb with what follows it."""
    if sum(len(word) for word, _ in tokens) <= _LONGEST:
        return tokens
    clause, _, last = "".join(word for word, _ in tokens).rpartition("的")
    if clause and len(last) > _DEED and last.endswith(_RATIOS):
        return rjieba.tag(last)
    verbs = [i for i, (word, tag) in enumerate(tokens[:-1]) if tag == "v" and (word in word_set("verbs-kept") or i > 3)]
    return tokens[verbs[-1] :] if verbs else tokens


def after(text: str) -> str:
    """Return the noun phrase with which `text` begins: what is counted (`30余家｜企业代表齐聚`)."""
    if (unit := _OR_UNIT.match(text)) and unit[0][-1] in "、，":
        return ""  # 棚户区改造47万户｜（套）、老旧小区改造…: the next one's
    text = _YEAR.split(_GRADE.sub("", _RELATIVE.sub("", _OR_UNIT.sub("", text))[: _LONGEST * 2]))[0]
    listed = _AREA.match(text) or _SEVERAL.match(text)
    if listed and not has_verb(listed["all"]):
        return listed["all"]
    lead = _LEVEL.match(text) or _RATED.match(text) or _QUOTED.match(text) or _quoted_within(text)
    found: list[str] = [lead[0].removesuffix("的")] if lead else []
    tokens = rjieba.tag(text[lead.end() :] if lead else text)
    for i, (word, tag) in enumerate(tokens):
        following = tokens[i + 1] if i + 1 < len(tokens) else ("", "x")
        if not found and (word in word_set("noun-skip") or (tag == "r" and word.startswith("各"))):
            continue
        if _ends(word, tag, following, found):
            while word in ("为", "成") and len(found) > 1 and _TURNED.search("".join(found)):
                found.pop()
            break
        found.append(word)
        if sum(map(len, found)) >= _LONGEST:
            break
    if len(found) == 1 and len(tokens) > 1 and tokens[0][1] in ("d", "ad", "a") and not lead:
        nouns = [i for i, (_, tag) in enumerate(tokens[:6]) if tag.startswith("n")]
        found = [word for word, _ in tokens[: nouns[0] + 1]] if nouns else []
    while found and (
        found[-1] in ("的", "和", "与", "或", "、", "全国", "全省", "全市", "里") or not found[-1].strip(EDGE)
    ):
        found.pop()
    return tidy(_AND_SO_ON.sub("", _AIM.sub("", "".join(found))))


def _quoted_within(text: str) -> re.Match[str] | None:
    """Match a noun phrase up to a name in quotes inside it (国家公共数据“跑起来”｜示范场景)."""
    match = _QUOTED_WITHIN.match(text)
    if match is None:
        return None
    verbs = any(tag in ("v", "d", "p") for _, tag in rjieba.tag(match["head"]))
    return None if verbs else match


def tidy(text: str) -> str:
    """Return words without marks at their ends and without the odd half of a pair of quotes or brackets."""
    text = text.strip(EDGE)
    for left, right in ("“”", "（）", "《》", "()"):
        if text.count(left) != text.count(right):
            text = text.replace(left, "").replace(right, "")
    return text


def _ends(word: str, tag: str, following: tuple[str, str], found: list[str]) -> bool:
    """Say whether a noun phrase ends before this word."""
    if found and word in word_set("verbs-in-names") and following[0] in word_set("named-after"):
        return False  # 生态文明｜建设｜示范区
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
    if word == "主要" and not found:
        return not following[1].startswith("n")
    if word in "，。；：！？,;:（()）\n…" or word in ("以及", "及", "、"):
        return True
    if word == "进步" and found and following[0] != "等":
        return False
    if tag == "d" and not found and following[1].startswith(("n", "v", "b", "a")):
        return False
    if tag.startswith(("p", "d", "r", "y", "e")) or word in word_set("verbs-ending"):
        joint = word == "联合" and following[1].startswith("n")
        return not (found and (joint or (word == "集中" and following[0] in word_set("verbs-in-names"))))
    if tag == "c" and following[0] in ("“", "《"):
        return True
    if word == "的" or tag == "c":
        return not found or not following[1].startswith(("n", "a", "b", "j", "v", "x"))
    if tag.startswith("u"):
        return True
    if tag.startswith("v") and tag != "vn":
        if word in word_set("verbs-in-names" if found else "benefit"):
            return False
        if found and (following[0] in tuple(_SITE) or word in tuple(_SITE)):
            return False
        if found and word in word_set("verbs-kept"):
            return not (following[1].startswith("n") and following[0][-1] in _SITE and len(following[0]) <= _SHORT_HEAD)
        return not following[1].startswith(("n", "vn", "j", "l", "g", "k", "q", "b", *("a" * (not found))))
    return False


def joins(text: str, noun: str) -> str:
    """Return what follows what is counted and tells which are counted (`30家企业｜参展`, `8家｜入选名单`), else ""."""
    rest = text[text.find(noun) + len(noun) :] if noun else text
    verb = next((word for word in sorted(word_set("joins")) if rest.startswith(word)), "")
    object_ = _OBJECT.match(rest, len(verb)) if verb else None
    return verb if object_ is None else verb + object_[0]


def last_verb(text: str) -> str:
    """Return the verb before a number, where it tells what happened to what is counted (`新增`)."""
    tokens = rjieba.tag(strip_tail(text))
    return str(tokens[-1][0]) if tokens and tokens[-1][0] in word_set("verbs-kept") else ""


def is_verb(text: str) -> bool:
    """Say whether words are no more than a verb, with adverbs."""
    tokens = [(word, tag) for word, tag in rjieba.tag(text) if word not in word_set("adverb")]
    if text.endswith(("率", *word_set("nouns"))):
        return False
    light = ("v", "d", "vd", "p", "c", "u", "ul", "vi")
    return bool(tokens) and all(tag in light or word in word_set("verbs-kept") for word, tag in tokens)


def has_verb(text: str) -> bool:
    """Say whether words tell a deed: 贡献公司, 承担全球."""
    return any(tag == "v" for _, tag in rjieba.tag(text))


def turned(text: str) -> bool:
    """Say whether words only tell that one thing became another: 188个园区｜整合优化为｜120个."""
    return _TURNED.fullmatch(text) is not None


def begins_with_verb(text: str) -> bool:
    """Say whether words begin with a deed: 投向民生."""
    return text.startswith(("投向", "用于", "投入")) or (text != "" and rjieba.tag(text)[0][1] == "v")


def last_deed(text: str) -> str:
    """Return the last of several deeds that 、 parts: 优化支出结构、｜清收各类资金."""
    head, mark, tail = text.rpartition("、")
    alone = tail in word_set("bare-measure") or tail in ("惠及", "覆盖")
    if not mark or (len(tail) < _DEED and not alone):
        return text
    if alone and has_verb(head):
        return tail
    tokens = rjieba.tag(tail)
    deed = len(tokens) > 1 and tokens[0][1] == "v" and tokens[0][0] not in word_set("nouns")
    return tail if deed and has_verb(head) and ends_in_noun(head) else text


def ends_in_noun(text: str) -> bool:
    """Say whether words end in a noun."""
    tokens = rjieba.tag(text)
    if tokens and tokens[-1][0] in word_set("nouns"):
        return True
    return bool(tokens) and tokens[-1][1].startswith(_NOUN_LIKE) and tokens[-1][0] not in word_set("verbs-kept")


def is_generic(text: str) -> bool:
    """Say whether a noun names no measured thing (标准, 目标, 部分)."""
    return text in word_set("generic-noun")


def benefit(text: str) -> str:
    """Return the word for what a policy grants in a clause, "" where it grants nothing."""
    found = re.findall(longest_first("benefit"), text)
    return str(found[-1]) if found else ""
