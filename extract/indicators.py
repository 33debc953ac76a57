"""Word what a figure measures: the text's own words without the subject, the value, adverbs and light verbs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import rjieba

from extract.lexicon import either, sections

_FILE = "figure_words.txt"
EDGE = "，。；：、,;: \u3000“”‘’\"'（）()《》—-·…◇■●*#\n"
_NOUN_LIKE = ("n", "vn", "j", "l", "eng", "a", "b", "i", "k", "g", "z")
# A list before 等 only gives examples of what is counted.
EXAMPLES = re.compile(r"^[^，；]*[、”][^，；]*?等(?=[^级待])")
_ASIDE = re.compile(r"[（(](?:以下)?[简统下又]称[^）)]*[）)]?")
# 粮食产量｜连续18年｜保持在: for how long is not what is measured.
_YEAR_AFTER_YEAR = re.compile(r"(?:已?连续|连)(?:\d+|[一二两三四五六七八九十]+)个?(?:年|季度|月)[^，。；、]{0,4}$")
_SITUATION = re.compile(r"在[^，。；]{0,30}?(?:情况|背景|形势|基础|前提)[下上]")
_THIS = re.compile(
    rf"^\W*[该本](?:{either(sections(_FILE)['this-one'])}|行(?!业))(?=..)"
    r"|^社区(?=建有|现有|共有|设有|已)"
)
# 这个服务团队｜已累计｜服务居民, 该纸箱厂｜总投资: who it is of, without a name.
_THIS_ONE = re.compile(
    r"^\W*(?:这|该)[个支家座条项]?[^，。；、的]{1,10}?(?:已累计|累计|已经|已)(?=..)|^\W*该[^，。；、的]{1,8}?(?="
    + either(sections(_FILE)["bare-measure"])
    + "$)"
)
_SUCH = re.compile("^像这样[^，。；]*?的(?=[^的]{2,}$)")
_PER = re.compile(r"^/[年月日天人]")
_NTH = re.compile(r"^[一二三四五六七八九十]{1,3}是(?:推动|促进|实现|加快|提高)?(?=..)")
_RANKED = re.compile(r"(?:位居|居|位列|列)?(?:全[国省市区]|世界|全球)第[一二三四五六七八九十\d]+位?[、，]?$")
# 花卉产量｜全球第一、｜鲜切花占比: what has a rank of its own is another measure.
_RANKED_BEFORE = re.compile(r"^[^，。；]*?(?:全[国省市区]|世界|全球)第[一二三四五六七八九十\d]+位?、(?=..)")
_FIRST = re.compile(r"^(?:全国|全省|全市|全区|世界|全球|国内)?首[个家座批]")
_BECOMES = re.compile(r"^.*(?:意味着|标志着|成为)")
_NUMBERED = re.compile(r"[一二三四五六七八九十]+")
_STARTS = frozenset(["从", "由", "比", "较", "自从", "通过", "经过"])
# 随迁子女在公办学校就读比例: the phrase says of what.
_RATIOS = ("比例", "比重", "占比", "率", "贡献")
LONGEST = 24
# 亩均, 人均: 均 belongs to such a measure.
_PER_HEAD = tuple("亩人户日月年地生")
# No word that leads to a number is longer.
_TAIL = 8
# 年产能, 年薪: 年 belongs to such a measure.
_YEARLY = "产销营收薪加均处吞发用接出耗利租总交供客游"
# `资金、流量等资源`: a head this short says too little without its examples.
SHORT_HEAD = 2
_DEED = 4
# 生产总值｜连续迈上4个台阶、达｜5万亿元; 支出占比｜持续; 清单［4］: what is said of it, a note.
_MOVING = re.compile(
    r"(?<=..)(?:连续|连|持续|历史性|再次|先后)?(?:迈[上过]|跨[上越过]?|跃[上升]|(?<=[续连])突破|站上)(?=[^，。；、]*\d|[^，。；、]*台阶)[^，。；、]*(?:、(?=.)|、?$)|(?:持续|连续)$|[［\[]\d+[］\]]"
)
_WITHIN = re.compile(r"^(?:\d+|[一二三四五六七八九十两]+)(?:秒|分钟|个?小时|天|日|个月)(?:[内里]|之内|时间)?(?=..)")
# 10.发放补贴, 成为｜西部地区首个｜经济总量: a list's number, and for what it is a first.
_LISTED = re.compile(
    r"^计划(?:实现|达到)(?=..)|^[一二三四五六七八九十]{1,2}年(?=新[^能]|累计|建成|完成|净?增|投入|培育)|^\d{1,2}[.．、](?!\d)|^[^，。；]{0,8}(?:首个|第[一二三四五六七八九十\d]+个|唯一)的?(?=..)|^时隔[\d一二三四五六七八九十]+年(?:再[次度])?(?=..)"
)
# 47.63万户｜（套）、｜老旧小区
OR_UNIT = re.compile(r"^[（(]?[套间户所段人个台处座条件]{1,2}[）)][、，]?")
# 包含宣传册、折扇的｜宣传品; 项目｜占地; 仅油茶种植｜一项每年就能｜增收
_CONTAINS = re.compile(r"包[含括](?:了)?[^，；]*的(?=[^的]{2,8}$)")
_WHOSE = re.compile(
    rf"^{either(sections(_FILE)['stands-for'])}(?=(?:总?占地|总?人口|常住|户籍|总?面积|规划面积|总?建筑面积|注册|距))"
)
_HEADS = tuple(sorted({word[0] for word in sections(_FILE)["stands-for"]}))
# 达产后｜年产值
_ONCE = re.compile(rf"^(?:全部|全面)?{either(sections(_FILE)['finished'])}(?:之后|以后|后)(?=..)")
_ONE_ITEM = re.compile(r"^[仅光]?(?P<what>[^，；]{2,12}?)(?:一项|这一项)[^，；]*?(?=.{2}$)")
_BRACKET = re.compile("[（()）]")
# 把｜最大纵坡｜压在3.5%; 推动｜党员比例｜超过六成; 标准｜再｜提高: who did it is not what is measured.
_HELD = re.compile(r"^[^，。；]*?把(?P<what>[^，。；把]{2,14}?)(?:压|控制|稳定|保持|降|升|提|定)$")
# 成材率｜提到了96%
_RAISED = re.compile("(?<=[率比例重度])提$")
_DRIVEN = re.compile(
    r"^(?:推动|促使|带动)(?=[^，。；]{2,}(?:率|比例|比重|占比)$)|(?<=..)再(?=(?:提高|增加|下降|减少)$)"
)
# 187个｜网格｜调整为241个
TURNED = re.compile(r"(?:调整|变更|改造|改建|整合|优化|升级)+$")
# 开放县｜（区、市）
_KINDS = re.compile(r"(?<=[区县市镇乡村州旗])[（(][区县市镇乡街道村州旗、]+[）)]?")
Tagged = tuple[tuple[str, str], ...]
_OBJECT = re.compile(r"(?![此该本其])[^，。；：\d]{2,16}(?=[，。；\n])")


@lru_cache(4096)
def tagged(text: str) -> Tagged:
    """Return the words of the segmenter with their tags; it is asked for the same ones several times."""
    return tuple(rjieba.tag(text))


@cache
def word_set(use: str) -> frozenset[str]:
    """Return the words of one use in figure_words.txt."""
    return frozenset(sections(_FILE)[use])


@cache
def longest_first(use: str) -> str:
    """Return the pattern of the words of one use."""
    return either(word_set(use))


@cache
def _tails() -> Mapping[str, str]:
    """The words that lead to a number, each with the characters after which it is part of another word."""
    return {word: not_after for word, _, not_after in (entry.partition("^") for entry in word_set("tail"))}


@cache
def _groups() -> Mapping[str, str]:
    return dict.fromkeys(word_set("group"), "")


@cache
def _group() -> re.Pattern[str]:
    return re.compile(rf"^\W*{longest_first('group')}的?")


def _cut(words: Mapping[str, str], text: str) -> str:
    """Return a text without the word of a list at its end; the lists have no longer words than are looked at."""
    for size in range(min(_TAIL, len(text)), 0, -1):
        not_after = words.get(text[-size:])
        if not_after is not None and not (not_after and text[-size - 1 : -size] in tuple(not_after)):
            return text[:-size]
    return text


@lru_cache(4096)
def strip_tail(text: str) -> str:
    """Return `text` without the light verbs and adverbs that lead to a number."""
    while True:
        text = text.strip(EDGE)
        shorter = _cut(_groups(), _cut(_tails(), text))
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


# 主要预期目标包括｜地区生产总值
_AIMS = re.compile(r"^[^，。；、]{0,10}(?:预期|主要|发展)目标(?:包括|为|是)[:：]?")


def strip_lead(text: str) -> str:
    """Return `text` without the conjunctions, adverbs and pronouns at its beginning."""
    text = _AIMS.sub("", _THIS.sub("", _group().sub("", text.strip(EDGE))))
    if text[:1] in ("这", "该", "像"):
        text = _SUCH.sub("", _THIS_ONE.sub("", text))
    words = [word for word, _ in tagged(_NTH.sub("", text))]
    while words and (words[0] in word_set("lead") or words[0] in word_set("pronoun") or not words[0].strip(EDGE)):
        following = words[1][:1] if words[1:] else ""
        if (words[0] == "年" and following in tuple(_YEARLY)) or (words[0] == "每" and following.isdigit()):
            break
        if words[0] == "在" and words[3:4] == ["的"]:
            break  # 在外地就读的学生
        words.pop(0)
    if len(words) > 2 and words[1] == "是" and _NUMBERED.fullmatch(words[0]):
        words = words[2:]
    return _group().sub("", "".join(words)).strip(EDGE)


def before(text: str) -> str:
    """Return what the words before a number say is measured (`全年实现｜数字经济核心产业增加值`)."""
    text = _plain(settled(_PER.sub("", text)))
    if "把" in text:
        text = _HELD.sub(r"\g<what>", text)
    text = _RAISED.sub("", text)
    if "动" in text or "再" in text or "促使" in text:
        text = _DRIVEN.sub("", text)
    text = _WITHIN.sub("", _FIRST.sub("", _LISTED.sub("", strip_lead(text))))
    text = _own(text)
    head = EXAMPLES.sub("", text) if "等" in text else text
    if is_generic(head):
        return head
    text = head if len(head) > SHORT_HEAD else text
    tokens = _without_phrase(_from_last_verb(_until_compared(tagged(text))))
    return tidy("".join(word for i, (word, tag) in enumerate(tokens) if tag != "ul" and not _dropped(tokens, i)))


def _own(text: str) -> str:
    """Return words without a noun that stands for the subject, what they contain, and what came before them."""
    if text[:1] in _HEADS:
        text = _WHOSE.sub("", text)
    if "一项" in text:
        text = _ONE_ITEM.sub(r"\g<what>", text)
    if "包" in text:
        text = _CONTAINS.sub("", text)
    if "助力" in text:
        text = text.rpartition("助力")[2] or text
    return _ONCE.sub("", text) if "后" in text else text


def _plain(text: str) -> str:
    """Return words without asides, what they became, in what situation, for how long and with which rank."""
    if _BRACKET.search(text):
        text = _ASIDE.sub("", _KINDS.sub("", OR_UNIT.sub("", text)))
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


def _dropped(tokens: Tagged, i: int) -> bool:
    """Say whether a word is a light verb or an adverb; 均 in 亩均 and 免费 in 免费教育 are not."""
    word = tokens[i][0]
    if word not in word_set("light") and word not in word_set("adverb"):
        return False
    following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
    kept = (word == "免费" and following) or (word == "就" and following.startswith(("地", "近", "业")))
    return not (kept or (i and tokens[i - 1][0] in _PER_HEAD))


def _until_compared(tokens: Tagged) -> Tagged:
    """Cut off `从行政区划调整前` and `比上年` after what is measured."""
    for i, (word, tag) in enumerate(tokens):
        compared = word in _STARTS and not tag.startswith("n") and tokens[i - 1][0] != "占"
        if i > 1 and i + 1 < len(tokens) and compared:
            return tagged(strip_tail("".join(word for word, _ in tokens[:i])))
    return tokens


def _without_phrase(tokens: Tagged) -> Tagged:
    """Drop the phrase of a preposition before the last verb (`为个体工商户减免租金` measures `减免租金`)."""
    if tokens and any(tag.startswith(("n", "vn")) for _, tag in tokens[:2]) and tokens[-1][0].endswith(_RATIOS):
        return tokens
    verbs = [i for i, (_, tag) in enumerate(tokens) if tag == "v" and i]
    if tokens and tokens[0][0] == "在" and tokens[3:4] and tokens[3][0] == "的":
        return tokens
    for i, (word, tag) in enumerate(tokens):
        if word in word_set("preposition") and tag.startswith(("p", "v", "d")):
            later = [v for v in verbs if v > i + 1]
            kept = [v for v in later if tokens[v][0] in word_set("verbs-kept")]
            if later:
                return tokens[(kept or later[-1:])[0] :]
    return tokens


def _from_last_verb(tokens: Tagged) -> Tagged:
    """Cut a long clause down to its last verb with what follows it."""
    if sum(len(word) for word, _ in tokens) <= LONGEST:
        return tokens
    clause, _, last = "".join(word for word, _ in tokens).rpartition("的")
    if clause and len(last) > _DEED and last.endswith(_RATIOS):
        return tagged(last)
    verbs = [i for i, (word, tag) in enumerate(tokens[:-1]) if tag == "v" and (word in word_set("verbs-kept") or i > 3)]
    return tokens[verbs[-1] :] if verbs else tokens


def tidy(text: str) -> str:
    """Return words without marks at their ends and without the odd half of a pair of quotes or brackets."""
    text = text.strip(EDGE)
    for left, right in ("“”", "（）", "《》", "()"):
        if text.count(left) != text.count(right):
            text = text.replace(left, "").replace(right, "")
    return text


def joins(text: str, noun: str) -> str:
    """Return what follows what is counted and tells which are counted (`30家企业｜参展`, `8家｜入选名单`), else ""."""
    rest = text[text.find(noun) + len(noun) :] if noun else text
    verb = next((word for word in sorted(word_set("joins")) if rest.startswith(word)), "")
    object_ = _OBJECT.match(rest, len(verb)) if verb else None
    return verb if object_ is None else verb + object_[0]


def last_verb(text: str, *, brief: bool = False) -> str:
    """Return the verb before a number, where it tells what happened to what is counted (`新增`).

    A `brief` noun says so little that any verb does: 开｜12个｜班.
    """
    tokens = tagged(strip_tail(text))
    if not tokens:
        return ""
    if tokens[-1][1] == "ul" and len(tokens) > 1:
        tokens = tokens[:-1]
    word, tag = tokens[-1]
    if word not in word_set("verbs-kept"):
        return str(word) if brief and tag == "v" else ""
    paired = len(tokens) > 1 and tokens[-2][0] in word_set("verbs-kept")  # 引进｜培育
    return tokens[-2][0] + word if paired else str(word)


def is_verb(text: str) -> bool:
    """Say whether words are no more than a verb, with adverbs."""
    tokens = [(word, tag) for word, tag in tagged(text) if word not in word_set("adverb")]
    if text.endswith(("率", *word_set("nouns"))):
        return False
    light = ("v", "d", "vd", "p", "c", "u", "ul", "vi")
    return bool(tokens) and all(tag in light or word in word_set("verbs-kept") for word, tag in tokens)


def has_verb(text: str) -> bool:
    """Say whether words tell a deed: 贡献公司, 承担全球."""
    return any(tag == "v" for _, tag in tagged(text))


def subject(text: str) -> str:
    """Return the nouns with which a clause begins: `茶叶企业` of 茶叶企业不断增多."""
    tokens = tagged(text)
    end = next((i for i, (_, tag) in enumerate(tokens) if tag[0] not in "nbj" and tag != "vn"), len(tokens))
    return "".join(word for word, _ in tokens[:end])


def names_people(text: str) -> bool:
    """Say whether words end in who they are: 贫困人口, 参会企业代表; 以前一条线 and 申请 do not."""
    tokens = tagged(text)
    if not tokens or text.endswith(tuple(word_set("person-noun"))):
        return bool(tokens)
    return tokens[-1][1].startswith("n") and text[-1] in "员工人者师生民手户家长兵友客童子孩匠农表学数额量模"


def is_deed(text: str) -> bool:
    """Say whether words tell what somebody does, not where: 启动装修, 线上“直播带岗”, 与外地医院结对."""
    tokens = tagged(text)
    word, tag = tokens[0]
    done = tag.startswith("v") or (len(word) > 1 and word in word_set("verbs-ending") - word_set("manner"))
    return (
        done or text.startswith(("正在", "线上", "线下", "命名为")) or (word == "与" and tokens[-1][1].startswith("v"))
    )


def brief_deed(text: str) -> str:
    """Return a deed without those it is done with, where it is told without them: 与甲公司｜签约."""
    tokens = tagged(text) if text.startswith("与") else ()
    told = next((i for i in range(len(tokens) - 1, 0, -1) if tokens[i][0] in word_set("joins")), 0)
    return "".join(word for word, _ in tokens[told:]) if told else text


def turned(text: str) -> bool:
    """Say whether words only tell that one thing became another: 188个园区｜整合优化为｜120个."""
    return TURNED.fullmatch(text) is not None


def begins_with_verb(text: str) -> bool:
    """Say whether words begin with a deed: 投向民生."""
    return text.startswith(("投向", "用于", "投入")) or (text != "" and tagged(text)[0][1] == "v")


def last_deed(text: str) -> str:
    """Return the last of several deeds that 、 parts: 优化支出结构、｜清收各类资金."""
    head, mark, tail = text.rpartition("、")
    alone = tail in word_set("bare-measure") or tail in ("惠及", "覆盖")
    if not mark or (len(tail) < _DEED and not alone):
        return text
    if alone and has_verb(head):
        return tail
    tokens = tagged(tail)
    deed = len(tokens) > 1 and tokens[0][1] == "v" and tokens[0][0] not in word_set("nouns")
    return tail if deed and has_verb(head) and ends_in_noun(head) else text


def ends_in_noun(text: str) -> bool:
    """Say whether words end in a noun."""
    tokens = tagged(text)
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
