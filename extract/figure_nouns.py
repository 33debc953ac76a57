"""Find what stands after a number and is counted or measured by it."""

from __future__ import annotations

import re
from functools import cache

from extract import counted, indicators, measures
from extract.figure_item import Item
from extract.figure_text import Sentence
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
_HOW = re.compile(r"^(?:已经?|均|都|全部|同时|也|率先|先后|陆续|相继|成功|正式|现场|被|还|又|纷纷|踊跃|[，、])*")
_DEED = 12
# How long a project's description is at least, a name at most, and what may stand behind a name: 甲中心｜项目.
_SHORTEST, _LONGEST, _HEAD = 4, 40, 2
# What says how well it went, not which they are.
_FULL = re.compile("[、了着他她它]|组成|发起|(?<!正)在|取得|成效|进展|显著|有力")
# 300个｜村级｜互助院: of what kind, not what is counted.
_KIND_OF = ("级", "县", "型", "类", "式", "性")
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
        """Return the short deed that tells which are counted: 5个项目｜正在洽谈, 26家企业｜启动装修; else ""."""
        begin = self.text.find(noun, item.quantity.end, item.clause[1]) + len(noun)
        rest = _HOW.sub("", self.text[begin : item.clause[1]]).strip().removesuffix("中")
        more = any(begin <= quantity.start < item.clause[1] for quantity in self.sentence.quantities)
        plain = not _FULL.search(rest) and not noun.endswith(_KIND_OF)
        if more or not plain or not 2 <= len(rest) <= _DEED or not indicators.is_deed(rest):
            return ""
        item.taken = item.clause[1]
        return indicators.tidy(rest)

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
