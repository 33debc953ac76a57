"""Find what stands after a number and is counted or measured by it."""

from __future__ import annotations

import re
from functools import cache

from extract import counted, indicators, measures
from extract.figure_item import Item
from extract.figure_text import Sentence
from extract.indicators import word_set
from extract.lexicon import either, sections
from extract.quantities import COUNTS
from extract.subjects import Subjects
from ontology.record import MentionType

_MONEY = re.compile(
    r"(?<=..)(?:(?:援助|帮扶|支持|到位|扶持)资金|(?:[户人亩店场]均|平均)?(?:总|计划|完成|年|营业|销售|主营业务)*(?:营业额|投资|产值|收入|营收|销售额|投入))$"
)
# 107个｜、共计｜19.1万平方米的空间, 首批12项｜及第二批｜14项改革: what both count stands after the second.
_JOINED = re.compile(r"[、和及与](?:共计?|总计|合计|第[一二三四五六七八九十]+批)?")
# 74个断面｜水质优良比例｜连续3年保持｜100%: nothing but how it moved stands before what the measure came to.
_LEADS = re.compile(
    r"(?:连续\S{1,3}年|已|均|全部|稳定|保持|达到?|为|超过?|突破|在|高达|平均|累计|同比|增长|下降|提高|分别)*"
)
# Adverbs between those counted and what they do.
_HOW = re.compile(
    r"^(?:已经?|均|都|全部|直接|现场|同时|也|率先|先后|陆续|相继|成功|正式|现场|被|还|又|纷纷|踊跃|[，、])*"
)
# How long a deed is at most that tells which are counted, without what it quotes.
_DEED, _BRIEF = 14, 4
# 县｜（市、区）
_KINDS_OF_PLACES = re.compile("（[区县市镇乡街道村州旗、]+）")
# 追回工资｜共计｜2亿元: how the amount that they come to is reckoned.
_ON_THE_WHOLE = re.compile("^(?:累计|合计|共计?|每?[户月年人]均?|平均)+|(?:累计|合计|共计|总计|共|约)+$")
# How long a project's description is at least, a name at most, and what may stand behind a name: 甲中心｜项目.
_SHORTEST, _LONGEST, _HEAD = 4, 40, 2
# What says how well it went, not which they are.
_FULL = re.compile("[、了着他她它]|组成|发起|(?<!正)在|取得|成效|进展|显著|有力")
# 190家企业｜营业收入超｜百亿元
_EARNED = re.compile("年?(?:营业收入|营收|产值|销售额|收入|投资额?|总投资)(?:均|都)?")
# So much of each, not of all together.
_OF_CLASS = re.compile("(?:超过?|突破|破|过)[十百千]*[万亿]元")
# 提升｜40所高中｜办学能力: what is better of those counted.
_ACTED = re.compile(
    r"(?P<who>\S*?(?:企业|高中|学校|医院|卫生院|机构|社区|园区|合作社|农户))"
    r"(?P<what>(?!.*(?:企业|学校|医院|机构))\S{1,10}(?:力|水平|条件|环境|转型|改造|升级|质量))"
)
_BETTERS = re.compile("(提升|改善|优化|推动|支持|引导|完善|加强)了?$")
# 完成｜1万间教室｜照明改造: what is done to those counted.
_DOES = re.compile("(完成|实施|启动|开展|推进)了?$")
_WORK = re.compile("[^，。；、\\d]{0,6}(?:改造|建设|整治|提升|治理|修缮|更新|加固|升级)")
# 300个｜村级｜互助院: of what kind, not what is counted.
_KIND_OF = ("级", "县", "型", "类", "式", "性")
_QUOTED = re.compile("“[^”]*”")
_KINDS = re.compile(r"[级型类性式等元]$")
_PLACES = (MentionType.DISTRICT,)
# 142家企业｜为国家高新技术企业: what they are is counted.
_ARE = re.compile("(?:为|是|属于|属)(?!了)")
_WORDS = sections("figure_words.txt")
# 要建的是｜风电塔架研发中心｜，总投资4亿元: what is invested in, and what leads to it.
_PROJECT = re.compile(
    rf"[\u3400-\u9fff]{{2,24}}?{either(_WORDS['built'])}(?!\d|[\u3400-\u9fff]{{0,2}}(?:等|区|内|里|负责))"
)
_TO_PROJECT = re.compile(rf"^.*(?:{either(_WORDS['builds'])}|将?建(?!材|筑|工))(?:了|起)?(?=..)")
# Several things, or one that only its number tells.
_NO_PROJECT = re.compile(r"等|分[为成]|[一二两三四五六七八九十几]+[个期]|^.{1,4}[月年天]后")


class Nouns:
    """The nouns after the numbers of one sentence."""

    def __init__(self, text: str, sentence: Sentence, subjects: Subjects) -> None:
        self.text = text
        self.sentence = sentence
        self.subjects = subjects

    def after(self, item: Item) -> str:
        """Return what follows the number, without a name that only says whose it is."""
        if item.quantity.use in ("bare", "rough") and not self.people_follow(item):
            return ""
        begin, end = self._counted(item)
        if (
            item.quantity.use in COUNTS
            and self.text.startswith("为", begin)
            and self.text[begin + 1 : begin + 2] != "了"
        ):
            begin += 1  # 34家为｜准龙头企业
        if begin == item.quantity.end and self.text.startswith(("/", "、", "∶", ":1"), begin):
            return ""
        noun = counted.after(self.text[begin:end])
        if noun in counted.ACTORS and (what := _ARE.match(self.text, begin + len(noun), end)):
            begin = what.end()
            noun = counted.after(self.text[begin:end]) or noun
        if noun:
            item.taken = self.text.find(noun, begin) + len(noun)
            if item.quantity.use == "measure" and self._next_counts(item.taken):
                item.taken = 0  # 建成1800吨｜保鲜库｜12座: what the next number counts too
        return self._unowned(item, self._unmeasured(item, noun))

    def _next_counts(self, position: int) -> bool:
        """Say whether a number that counts stands at a position, with nothing after it that it could count."""
        following = next((q for q in self.sentence.quantities if q.start == position and q.use in COUNTS), None)
        return following is not None and self.text[following.end : following.end + 1] in tuple("，。；、\n")

    def _unmeasured(self, item: Item, noun: str) -> str:
        """Return a counted noun without the measure that the next amount gives of it: 11个项目｜投资超100亿元."""
        following = next((q for q in self.sentence.quantities if q.start >= item.taken), None)
        if following is None or item.quantity.use not in COUNTS:
            return noun
        between = self.text[item.taken : following.start]
        if following.use == "money" and not between.strip("达为共计"):
            shorter = _MONEY.sub("", noun)
            item.taken -= len(noun) - len(shorter)
            return shorter
        if following.use in COUNTS or following.start >= item.clause[1] or not _LEADS.fullmatch(between):
            return noun
        measure = measures.measure_of(noun)
        if measure:
            item.taken = 0
        return noun.removesuffix(measure)

    def _counted(self, item: Item) -> tuple[int, int]:
        """Return where what is counted can stand: after the next number where it follows at once (12类45件实事)."""
        after = item.quantity.end
        following = next((q for q in self.sentence.quantities if q.start >= after), None)
        if following is None or item.quantity.use not in COUNTS:
            return after, item.right
        if following.start == after and following.use in COUNTS:
            return following.end, item.clause[1]
        if following.start == after and following.use == "money":
            return after, item.clause[1]
        shared = following.unit == item.quantity.unit or following.use == "measure"
        if shared and _JOINED.fullmatch(self.text, after, following.start):
            return following.end + self.text.startswith("的", following.end), item.clause[1]
        return after, item.right

    def _unowned(self, item: Item, noun: str) -> str:
        """Return a noun without the division that it begins with (钱塘企业)."""
        at = item.taken - len(noun)
        for mention in self.subjects.within(at, at + 1):
            if mention.type is MentionType.DISTRICT and mention.end < item.taken:
                return self.text[mention.end : item.taken].removeprefix("的")
        return noun

    def of(self, item: Item) -> bool:
        """Say whether 的 follows the number: then it describes what comes next."""
        return self.text[item.quantity.end : item.quantity.end + 1] == "的"

    def people_follow(self, item: Item) -> bool:
        return _people().match(self.text, item.quantity.end) is not None

    def until_division(self, item: Item) -> str:
        """Return the rest of the clause, up to where a division is named."""
        end = item.clause[1] + 1
        first = next((m.start for m in self.subjects.within(item.taken, end) if m.type in _PLACES), end)
        return self.text[item.quantity.end : first]

    def deed(self, item: Item, noun: str) -> str:
        """Return the deed that tells which are counted: 5个项目｜正在洽谈, 170家融资平台｜有序退出; else ""."""
        begin = self.text.find(noun, item.quantity.end, item.clause[1]) + len(noun)
        if any(item.quantity.end < q.start < begin for q in self.sentence.quantities):
            return ""  # 12项及14项｜重点改革: both share it
        begin = self._behind_list(begin, item.clause[1])
        if self.text.startswith("、", begin):
            return ""  # 120家企业、｜签约额
        inside = [q for q in self.sentence.quantities if begin <= q.start < item.clause[1]]
        following = next((q for q in inside if not self._quoted(begin, q.start)), None)
        end = item.clause[1] if following is None else following.start
        if following is not None and self.text[end - 1] == "、":
            following, end = None, end - 1  # 小区完成改造、｜60万户用上新电
        rest = _HOW.sub("", self.text[begin:end]).strip().removesuffix("中")
        if following is not None:
            worth = self.text[following.start : item.clause[1]]
            if _EARNED.fullmatch(rest):
                return f"{rest}{worth}的" if _OF_CLASS.fullmatch(worth) else ""
            rest = _ON_THE_WHOLE.sub("", rest)
            if following.use != "money" or following.end != item.clause[1] or rest in word_set("says-little"):
                return ""
        plain = not _FULL.search(rest) and (noun == "县" or not noun.endswith(_KIND_OF))
        brief = 2 <= len(_QUOTED.sub("", rest)) <= _DEED
        if not plain or not brief or not indicators.is_deed(rest):
            return ""
        if following is None:
            item.taken = end
        rest = indicators.brief_deed(rest)
        return indicators.tidy(rest) + "的" * (len(rest) > _BRIEF)

    def _behind_list(self, begin: int, end: int) -> int:
        """Return where what several counted things did is told: 3所学校、8个专业｜入选名单."""
        begin += len(bracket[0]) if (bracket := _KINDS_OF_PLACES.match(self.text, begin, end)) else 0
        while self.text.startswith("、", begin):
            following = next((q for q in self.sentence.quantities if q.start == begin + 1 and q.use in COUNTS), None)
            noun = counted.after(self.text[following.end : end]) if following is not None else ""
            if following is None or not noun:
                break
            begin = self.text.find(noun, following.end, end) + len(noun)
        return begin

    def works(self, item: Item, noun: str, stretch: str) -> str:
        """Return what is done to those counted: 完成｜1万间教室｜照明改造; else ""."""
        begin = self.text.find(noun, item.quantity.end, item.clause[1]) + len(noun)
        acted, betters = _ACTED.fullmatch(noun), _BETTERS.search(stretch)
        if acted is not None and betters is not None:
            return f"{betters[1]}{acted['what']}的{acted['who']}"
        work = _WORK.fullmatch(self.text, begin, item.clause[1])
        does = _DOES.search(stretch) if work else None
        return "" if work is None or does is None else f"{does[1]}{work[0]}的{noun}"

    def _quoted(self, begin: int, position: int) -> bool:
        """Say whether a number is part of what is quoted: 获“五个一工程”奖."""
        return self.text.rfind("“", begin, position) > self.text.rfind("”", begin, position)

    def project(self, item: Item, measure: str) -> str:
        """Return the project without a name that a clause, or the one before, tells of: 建材料基地，投资1亿元."""
        if measure not in _WORDS["invested"]:
            return ""
        before = self.sentence.before(item.clause) or item.clause
        for start, end in ((item.clause[0], item.quantity.start), before):
            told = next(reversed(list(_PROJECT.finditer(self.text, start, end))), None)
            if told is not None:
                words = _TO_PROJECT.sub("", told[0])
                named = any(
                    m.end >= told.end() - _HEAD for m in self.subjects.within(told.end() - _LONGEST, told.end())
                )
                return "" if named or _NO_PROJECT.search(words) or len(words) < _SHORTEST else words
        return ""

    def complete(self, item: Item, noun: str) -> str:
        """Give `千亿级` in `2个千亿级、3个500亿级产业集群` the noun that both share."""
        if not _KINDS.search(noun) or self.text[item.taken : item.taken + 1] not in ("、", "和", "与", "及"):
            return noun
        following = next((q for q in self.sentence.quantities if q.start >= item.taken), None)
        if following is None or following.unit != item.quantity.unit:
            return noun
        other = counted.after(self.text[following.end : item.clause[1]])
        end = following.end + len(other)
        later = next((q for q in self.sentence.quantities if q.start > end), None)
        if later is not None and _KINDS.search(other) and self.text[end : later.start] in ("、", "和", "与", "及"):
            other = counted.after(self.text[later.end : item.clause[1]])
        kind = re.search(r"^.*(?:[级型类性式]|元(?:以上)?)", other)
        return noun + (other[kind.end() :] if kind else other)


@cache
def _people() -> re.Pattern[str]:
    return re.compile(rf"[^，。；、（\d]{{0,4}}?{either(sections('figure_words.txt')['person-noun'])}")
