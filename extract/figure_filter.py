"""Tell the quantities that are figures from those that are not: articles, names, slogans, conditions."""

from __future__ import annotations

import re
from functools import cache

from extract.figure_text import Sentence
from extract.indicators import longest_first
from extract.lexicon import either, sections, words
from extract.quantities import COUNTS, Quantity
from extract.subjects import Subjects

_ONE = re.compile(r"一(?:[^\d零一二两三四五六七八九十百千万亿成半]|$)")
_SLOGAN = re.compile(r"“[^“”，。]{0,8}$")
_LIST_BEFORE = re.compile(r"等$|[：:]$")
_WORLD = re.compile(r"(?:全球|世界|国际|全国|中国|国内|亚洲|全省|全市|行业|民营|央视|中央|国家)$")
# 党的二十大 is a congress; 十大 counts.
_CONGRESS = re.compile(r"十[一二三四五六七八九]大|二十[一二三四五六七八九]?大")
_CONVERTS = re.compile(r"(?:约?[折相]?合|折算)(?:约|人民币)?$")
_STEPS = re.compile(r"(?:、[^，。；]{1,8}?)?(?:[两三]个)?[百千万]?[万亿]?元?级?(?:台阶|大关|关口|量级)")
_AGAIN = re.compile(r"(?:连续|连年|连)$")
_LETTER = re.compile("[A-Z]")
# 排名由｜369位｜上升到｜235位
_PLACED = re.compile(r"(?:排名|位次|名次|排位)(?:[从由]?第?(?:\d+[位名])?[^，。；\d]{0,4})$")
_BARE_SCALE = re.compile(r"[十百千万亿]+")
# 年产60万吨｜油料等项目: how big a project is that is named with others.
_CAPACITIES = ("吨", "千瓦", "kWh", "立方米")
_CAPACITY = re.compile(
    r"(?:级的?)?[^，。；、\d]{1,16}(?:、[^，。；\d]{2,20}\d*[^，。；\d]{0,12})*等?(?:项目|工程|生产线|基地|系统)"
)
# In a report, 年运量150万吨｜以上的｜园区 and 单笔50万元｜以下｜欠款 say which are meant.
_BOUNDS = re.compile(r"以[上下](?:的(?=[\u4e00-\u9fff])|(?=[\u4e00-\u9fff])(?![、和与及]))")
# 50户以上｜自然村: which villages are meant.
_HAMLET = re.compile(r"以上的?[^，。；、\d]{0,12}?(?:自然村|村寨|村庄|村组|屯)")
_OF_SIZE = re.compile(r"(?:以上)?(?:的|、\d+[个家户])")
_FEW, _MARKS, _JOINED = re.compile("[两三四五六七八九]"), re.compile("、"), re.compile("[和与及]")
_GROWS = re.compile(r"的?(?:增长|增速|增幅|下降|左右)")
_OF_THOSE = re.compile(r"的就?[有达共](?=\d)")
_STOPS = re.compile(r"[，。；、：\n]")


def counts(text: str, quantity: Quantity, sentence: Sentence, subjects: Subjects) -> bool:
    """Say whether a quantity is a figure."""
    if quantity.use == "time" or subjects.inside_mention(quantity.number, quantity.after):
        return False
    printed = text[quantity.number : quantity.after]
    if _converts(text, quantity):
        return False
    if quantity.use == "rough" and not text.startswith(sections("figure_words.txt")["person-noun"], quantity.after):
        return False
    if _describes(text, quantity) or (
        quantity.unit == "人" and _PLACED.search(text, max(sentence.start, quantity.start - 16), quantity.start)
    ):
        return False
    again = quantity.start == quantity.number and _AGAIN.search(text[max(0, quantity.start - 3) : quantity.start])
    if (
        text.startswith("级", quantity.after)
        or again
        or (quantity.unit == "人" and text.startswith("制", quantity.after))
    ):
        return False
    if quantity.unit == "所" and _LETTER.match(text, quantity.after):
        return False  # 株洲608所AES100发动机
    if quantity.unit == "个" and text.startswith(("字", "钟头", "词"), quantity.after):
        return False
    if quantity.unit == "分" and text[quantity.number - 1 : quantity.number] in ("时", "点", "“"):
        return False
    if quantity.unit == "人" and text.startswith(("论坛", "会议", "榜单"), quantity.after):
        return False
    if quantity.unit == "个" and text.startswith("必须", quantity.after):
        return False  # 五个必须
    if quantity.unit == "户" and _HAMLET.match(text, quantity.after):
        return False
    if _in_idiom(text, quantity):
        return False
    if quantity.use != "share" and quantity.value == 1 and _ONE.match(printed):
        return False
    before = text[max(sentence.start, quantity.start - 12) : quantity.start]
    without = before.endswith("含") and not before.endswith("包含")
    if without or before.endswith(("每", "第", "之", "每增加", "每新增", "每增长")):
        return False
    if _SLOGAN.search(before) and "”" in text[quantity.after : quantity.after + 8] and not _people(text, quantity):
        return False
    if printed.endswith("大") and not (_big(printed, before) and _stands_alone(text, quantity, sentence)):
        return False
    if printed[-1:] in "类大种" and not printed[0].isdigit() and before.endswith(("等", "”", "》")):
        return False
    if subjects.overview and _sums_up(text, quantity, sentence):
        return False
    if subjects.overview and quantity.use in ("money", "measure") and _BOUNDS.match(text, quantity.after):
        return False
    if subjects.overview and quantity.unit in _CAPACITIES and _CAPACITY.match(text, quantity.after):
        return False
    return not _modifies(text, quantity, sentence)


def _sums_up(text: str, quantity: Quantity, sentence: Sentence) -> bool:
    """Say whether a small number only says how many were just named: 整车制造、零部件、服务｜三条｜主线."""
    if quantity.use not in COUNTS or not _FEW.match(text, quantity.number) or quantity.value is None:
        return False
    named = text[sentence.clause(quantity.number)[0] : quantity.start]
    apart = len(_MARKS.findall(named)) + 1
    return 1 < apart <= quantity.value <= apart + len(_JOINED.findall(named)) or (
        apart == 1 and quantity.value == 1 + len(_JOINED.findall(named)) > 1
    )


def _people(text: str, quantity: Quantity) -> bool:
    """Say whether quoted words count people, as no slogan does: “80万常住人口”."""
    quoted, _, _ = text[quantity.after : quantity.after + 8].partition("”")
    return text[quantity.after - 1] in "万亿" and quoted.endswith(sections("figure_words.txt")["person-noun"])


def _describes(text: str, quantity: Quantity) -> bool:
    """Say whether a quantity only describes a thing: 750千伏工程, 海拔3000米, 1类新药, 500米内."""
    if quantity.unit == "千伏" and quantity.qualifier == "exact":
        return True
    if quantity.unit == "类" and quantity.value == 1:
        return True
    if _STEPS.match(text, quantity.after) and not _passed(text, quantity):
        return True
    if quantity.unit in ("m", "km"):
        return text.startswith("内", quantity.after) or text.startswith("海拔", quantity.start - 2)
    return False


def _passed(text: str, quantity: Quantity) -> bool:
    """Say whether a level is said to have passed a mark: 突破5000亿元｜大关."""
    return quantity.use == "money" and quantity.qualifier == "over" and text.startswith("大关", quantity.after)


def _converts(text: str, quantity: Quantity) -> bool:
    """Say whether an amount only repeats another one in other money (约合96亿元)."""
    return quantity.use == "money" and _CONVERTS.search(text[max(0, quantity.start - 3) : quantity.number]) is not None


def _in_idiom(text: str, quantity: Quantity) -> bool:
    found = _idioms().finditer(text, max(0, quantity.number - 4), quantity.after + 6)
    return any(match.start() <= quantity.number and quantity.after <= match.end() for match in found)


@cache
def _idioms() -> re.Pattern[str]:
    return re.compile(either(words("figure_idioms.txt")))


def _big(printed: str, before: str) -> bool:
    """Say whether `N大` counts: not after a list it sums up, nor in a rating (全球10大企业)."""
    if _WORLD.search(before) or _CONGRESS.fullmatch(printed):
        return False
    return printed[0].isdigit() or not _LIST_BEFORE.search(before)


def _stands_alone(text: str, quantity: Quantity, sentence: Sentence) -> bool:
    """Say whether `N大` is no part of what the next number measures (六大高耗能行业增加值占比31.1%)."""
    following = next((other for other in sentence.quantities if other.start >= quantity.end), None)
    if following is None or following.use not in ("share", "money"):
        return True
    return _STOPS.search(text, quantity.end, following.start) is not None


def _counts_right_before(sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether an amount stands between a count and what it counts (70个｜30亿元以上｜项目)."""
    return any(other.end == quantity.start and other.use == "count" for other in sentence.quantities)


def _sizes_counted(text: str, quantity: Quantity, sentence: Sentence) -> bool:
    """Say whether an amount tells how big those are that are counted before it (新增1个｜产值百亿元｜的园区)."""
    last = next((other for other in reversed(sentence.quantities) if other.end <= quantity.start), None)
    if last is None or last.use != "count" or not _OF_SIZE.match(text, quantity.end):
        return False
    between = text[last.end : quantity.start]
    return re.fullmatch(f"(?:(?:经济|年)?{longest_first('measure-head')})?", between) is not None


def _modifies(text: str, quantity: Quantity, sentence: Sentence) -> bool:
    """Say whether a quantity only describes what the next one counts (`亿元以上项目36个`)."""
    scale = _BARE_SCALE.match(text, quantity.number)
    described = text[quantity.end : quantity.end + 1].isalpha() and text[quantity.end] not in "的以左"
    described = described and not _passed(text, quantity)
    if scale is not None and described and (quantity.use in ("money", "bare") or quantity.start == quantity.number):
        return text[scale.end()] not in "几数余多"
    if quantity.use in ("money", "bare") and _sizes_counted(text, quantity, sentence):
        return True
    if quantity.use == "money" and described and _counts_right_before(sentence, quantity):
        return True
    if quantity.qualifier not in ("over", "under"):
        return False
    if quantity.use == "share":  # 占比超过20%的有｜23种
        return _OF_THOSE.match(text, quantity.end) is not None
    following = next((other for other in sentence.quantities if other.start >= quantity.end), None)
    if following is None or following.use not in COUNTS or following.start - quantity.end > 14:
        return False
    between = text[quantity.end : following.start]
    if between == "的" and quantity.use != "money":
        return False  # 产值过亿元的｜5家, but: 不到3公里的一处弯道
    return bool(between) and not _STOPS.search(between) and not _GROWS.match(between)
