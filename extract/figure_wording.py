"""Word the indicator of each figure of a sentence, from its clause and from the figures before it."""

from __future__ import annotations

import re
from functools import cache

from extract import figure_results, figure_vouchers, indicators, measures
from extract.figure_deeds import TOTALS, Deeds, adjoins, alike
from extract.figure_grants import FOR, Grants
from extract.figure_item import Item
from extract.figure_nouns import Nouns
from extract.figure_shares import AREAS, BODIES, SHORT, Shares
from extract.figure_stretch import Stretches
from extract.figure_text import Sentence
from extract.lexicon import either, sections
from extract.quantities import COUNTS
from extract.subjects import Subjects

# 每3个常住人口中就有｜1个人才: one of so many.
_OUT_OF = re.compile(
    r"(?P<all>每(?:\d+|[二三四五六七八九十百]+)[个名位人户家][^，。；\d]{0,10}?)(?:[中里]|当中)?[就便]?有$"
)
# What stands between a noun and its number when the noun, not what follows, is measured: 基站逾160万个.
_PREDICATE = re.compile(r"(?:逾|达到?|超过?|突破|为|共|共计|总计|仅)$")
_BASE = re.compile(
    r"(?:[去上]年|前年)同期(?:则?[为是]|只有|仅)?$|[比较](?:[^，；增减]{0,14}的|[^，；增减]{0,6}年[^，；增减]{0,4})$"
)
_ADDED = re.compile(r"(?P<word>(?<!新)净?增加?|减少|提高|提升|扩大|下降|降低|缩减|压减|缩短)(?:了|约|近|超过?)*$")
# 比去年多出｜24万人次: by how much it was more, not what it was then.
_MORE_THAN = re.compile(
    r"(?P<than>[比较][^，；。、]{0,8}?(?:年|月|期|初|时|前)(?:全年)?)还?(?P<how>[多少高涨降低升])[出了收]{0,2}"
    r"[\u3400-\u9fff]{0,2}(?:近|约|超过?)?$"
)
_FROM = re.compile(r"(?:从|由)[^，；到至]{0,20}$")
_COMPARING = re.compile(r"[同环]比")
# 较“十三五”｜增长16%: compared with what years.
_THAN_PLAN = re.compile(r"[比较]“?十[一二三四五六]五”?(?:时期|期间)?(?:末|同期)?$")
# 对东盟进出口: with whom.
_TRADE = re.compile(r"^对[^，。；]{2,16}(?:进出口|出口|进口|贸易额?|投资)$")
_THEN = re.compile(r"(?:[和、与][\d.]+[万亿]*[元%])?[^；。]{0,10}?(?:到|至|为|成)")
# A measure of another kind than the one asked for next: 电扇产量超3万台，产值约5亿元.
_AMOUNT = re.compile(r"(?:产量|销量|总数|数量|总量|数)$")
_OUTPUT = re.compile(r"(?<=..)(?:产量|销量)$")
_POINTS = re.compile(
    r"(?:高[于出]|低于|超过|快于|领先|落后于?|比[^，]*?[高低快]"
    r"|(?:年均|累计|共)?(?:提高|提升|上升|上涨|增长|增加|下降|回落|降低|扩大|缩小|收窄|加快|减少))[^，]*$"
)
# 工程分为东西两个项目，｜总投资3亿元: of the whole.
_DIVIDED = re.compile(r"分[为成](?:了)?[^，。；]*$")
_BRIEF, _LONG = 2, 14
_EACH = re.compile(
    r"每(?P<unit>年|月|天|日|周|季度|小时|户|亩|吨|公里)(?=[^，。；\d]{0,6}$|[^，。；\d]{0,6}(?=[\d约近超]))"
)
_YEARLY = re.compile(r"年均[^，。；、\d]{0,6}$")
_SITUATIONS = ("情况下", "背景下", "形势下", "前提下", "基础上")
# 像这样的｜牧场｜，, 跟她一样下沉的｜医生
_LIKENED = re.compile(r"\s*[“]?(?:像|跟|和|同|这样)[^，。；]*的(?P<what>[^，。；的]{2,8})")
_BOUNDED = re.compile(r"(?:以[上下]|[超过][百千万亿\d]+元)$")
_WORTH = ("价值", "总价值", "总额", "金额")
# Nothing but that there are so many stands before those counted who do something.
_OPENS = re.compile(r"[\s“、，]*(?:目前|其中|另有|另外|还有|共有|已有|首批|有|共|已)?[\s“]*")
_PIVOT = re.compile(rf"{either(sections('figure_words.txt')['pivot'])}$")
_SAID = re.compile(r"(?:^|[，。；\n])(?P<what>[\u3400-\u9fff]+)。\s*$")
_NEW = re.compile(r"^(?:新增|净增|新建|增加|新登记|新设|新注册)(?:各类|各种)?(?=..)")
_MOVED = re.compile(
    r"(?:[快高低慢]于|高出|领先)[^，。；、\d]{0,8}|提高|提升|上升|增加|下降|回落|降低|扩大|缩小|收窄|减少"
)
# 位列全省前五、增长3.1%: how it stands is not what grew.
_PLACED = re.compile(r"(?:稳居|位居|居|位列|跻身|进入|保持)(?:全[国省球]|世界|同类)?[^，。；]{0,4}(?:前|第|首|领先)")
# 由71所｜优化整合为｜47所: what became of the number before.
_BECAME = re.compile(
    r"^[^，；、]{0,6}(?:(?:到|至|为|成)(?:了|约)?|提[升高]|增[长加]|下降|降低|缩小|扩大|上升|减少)的?\s*$"
)
# 装机｜同比增加｜1829万千瓦、达到9048万千瓦: what was reached is the stock, not its growth.
_ROSE = re.compile(r"(?<=..)(?:同比|比上年|较上年)?(?:净?增加|增长|净增|提高|减少|下降|降低)$")


class Wording:
    """Words the items of one sentence; `items` are those already worded."""

    def __init__(self, text: str, sentence: Sentence, subjects: Subjects) -> None:
        self.text = text
        self.sentence = sentence
        self.subjects = subjects
        self.stretch = Stretches(text, sentence, subjects).without_names
        self.nouns = Nouns(text, sentence, subjects)
        self.deeds = Deeds(text)
        self.shares = Shares(text, self)
        self.grants = Grants(text, sentence, self.stretch)

    def role(self, item: Item, items: list[Item]) -> str:
        """Return `base` for what is only compared with, `increment` for by how much it rose, else the item's rule."""
        before = self.text[item.clause[0] : item.quantity.start]
        if _FROM.search(before) and _THEN.match(self.text, item.quantity.end):
            return "from"
        if item.quantity.unit in ("%", "倍", "百分点", "‰") or not items:
            return item.rule
        if _MORE_THAN.search(self.text, item.clause[0], item.quantity.start):
            return "increment" if self._more(item, items) else item.rule
        if _BASE.search(before):
            return "base"
        alike = any(other.level and other.quantity.unit == item.quantity.unit for other in items)
        if _ADDED.search(before) and alike and not self.nouns.after(item):
            return "increment"
        return item.rule

    def follow(self, item: Item, items: list[Item]) -> str:
        """Return the words of a base or an increment, which go on with the last level."""
        if item.rule == "increment" and (more := self._more(item, items)):
            return more
        last = next((other for other in reversed(items) if other.level), None)
        stretch = self.stretch(item.left, item.quantity.start, item.about)
        added = _ADDED.search(stretch)
        own = indicators.before(_filler().sub("", stretch[: added.start()] if added else ""))
        head = own or (last.words if last is not None else "")
        if item.rule == "base" or added is None:
            return last.words if last is not None else self.level(item, items)
        words = (measures.uncounted(head) if item.quantity.use in COUNTS else head) + added["word"]
        return measures.counted(words) if item.quantity.use in COUNTS else words

    def _more(self, item: Item, items: list[Item]) -> str:
        """Return the words for by how much something was more or less than at another time, else ""."""
        more = _MORE_THAN.search(self.text, item.clause[0], item.quantity.start)
        if more is None:
            return ""
        own = indicators.before(_filler().sub("", self.stretch(item.left, max(item.left, more.start()), item.about)))
        last = next((o for o in reversed(items) if o.level and o.quantity.unit == item.quantity.unit), None)
        head = own if len(own) > 1 else last.words if last is not None else ""
        words = measures.uncounted(head) if item.quantity.use in COUNTS else head
        words += more["than"] + ("减少" if more["how"] in "少降低" else "增加")
        return "" if not head else measures.counted(words) if item.quantity.use in COUNTS else words

    def moved(self, item: Item) -> str:
        """Return the verb of a list of percentage points: 分别｜提高｜20.9、3.5个百分点."""
        return next(reversed(_MOVED.findall(self.text, item.clause[0], item.quantity.start)), "")

    def points(self, item: Item, items: list[Item]) -> str:
        """Return the words for percentage points: whose, and whether they rose, fell or lie above something."""
        last = items[-1] if items else None
        stretch = _filler().sub("", self.stretch(item.left, item.quantity.start, item.about))
        cue = _POINTS.search(stretch)
        if cue is None:
            return self.level(item, items)
        own = indicators.before(stretch[: cue.start()])
        head = own or (measures.uncounted(last.words) if last is not None else self.earlier(item))
        if (not own and last is not None and last.growth is not None) or (last is not None and last.change and not own):
            head = head if head.endswith(("增速", "增幅")) else head + "增速"
        return head + cue[0].strip("了约近，、")

    def growth(self, item: Item, done: list[Item]) -> str:
        """Return the words of a growth clause that name an indicator of its own, "" where it goes on with the last."""
        if item.growth is None:
            return ""
        stretch = self.stretch(item.left, min(item.growth.start, item.quantity.start), item.about)
        trade = _TRADE.search(stretch) is not None
        stretch = _COMPARING.sub("", stretch.strip() if trade else FOR.sub("", stretch.strip()))
        stretch = _THAN_PLAN.sub("", stretch)
        own = indicators.before(_filler().sub("", indicators.strip_lead(stretch)))
        if own in _SITUATIONS:
            own = self._outside(item)
        if len(own) < 2 or _filler().fullmatch(own) or _PLACED.match(own):
            return ""
        return self._same_stem(item, own, done) + own + self._of_which(item, own, done)

    def _of_which(self, item: Item, own: str, done: list[Item]) -> str:
        """Return the measure that a part shares with its whole (其中｜新能源汽车｜增长17倍), or that a price fell."""
        if self.text[item.start : item.quantity.start].startswith(("降价", "涨价")):
            return "" if own.endswith("价") else "价格"
        part = self.text.startswith("其中", item.clause[0]) and done and not measures.measure_of(own)
        return measures.measure_of(done[-1].words) if part else ""

    def _outside(self, item: Item) -> str:
        """Return what a clause says grew before the situation it names: 进出口｜在订单下降超一成的情况下."""
        at = self.text.find("在", *item.clause)
        return indicators.before(self.stretch(item.clause[0], at, item.about)) if at >= 0 else ""

    def _same_stem(self, item: Item, own: str, done: list[Item]) -> str:
        """Return of what a bare measure is, where 、 joins it to another of the same: 某某产值增长8%、｜出口增长5%."""
        last = done[-1] if done else None
        if last is None or last.clause != item.clause or not self.text.startswith("、", last.quantity.end):
            return ""
        measure = measures.measure_of(last.words)
        bare = measures.measure_of(own) == own and measure not in ("", own)
        return last.words.removesuffix(measure) if bare else ""

    def beside(self, item: Item, first: Item) -> str:
        """Return the words for a number of another unit in a list: 放款80笔、｜3亿元 is their amount."""
        if "" in (item.quantity.unit, first.quantity.unit) or item.quantity.unit == first.quantity.unit:
            return ""
        if noun := self.nouns.after(item):
            return measures.counted(noun) if item.quantity.use in COUNTS else noun
        return figure_results.beside(first.words, item.quantity)

    def level(self, item: Item, items: list[Item]) -> str:
        """Return the words for what an item measures."""
        words = figure_results.named(self._level(item, items), item.quantity)
        return self._capped(item, self._topic() + words if words in TOTALS and not items else words, items)

    def _topic(self) -> str:
        """Return what the short sentence before a bare total speaks of: 茶叶企业｜不断增多。总量达90家."""
        said = _SAID.search(self.text, max(0, self.sentence.start - _LONG), self.sentence.start)
        return indicators.subject(said["what"]) if said is not None else ""

    def _capped(self, item: Item, words: str, items: list[Item]) -> str:
        """Return the words for an amount that is the most there can be: 单户｜最高50万元 is a cap."""
        most = item.quantity.qualifier == "upTo" and not self.text.startswith("不过", item.quantity.start)
        if not most or item.quantity.use != "money" or words.endswith(("上限", "限额")):
            return words
        return (self.grants.before(item, items) if words == "金额" else words) + "上限"

    def _level(self, item: Item, items: list[Item]) -> str:
        if voucher := figure_vouchers.words(self.text, item.quantity):
            return voucher
        share = item.quantity.unit in ("%", "‰") or item.quantity.use == "share"
        if share and not item.after_from:
            return self.shares.words(item, items)
        stretch = self.stretch(item.left, item.quantity.start, item.about)
        if item.after_from and _BECAME.search(stretch) and alike(items[-1], item):
            return items[-1].words
        if share:
            return self.shares.words(item, items)
        core = indicators.last_deed(indicators.before(stretch))
        if funded := figure_results.fund(self.text, item.clause, item.quantity):
            return funded
        if len(core) < 2 or (indicators.is_generic(core) and not figure_results.priced(core, item.quantity)):
            core = ""
        noun = self.nouns.after(item) if item.rule != "from" or not core else ""
        if item.quantity.unit == "人" and (part := self.deeds.took_part(item, core, noun)):
            return part
        if item.quantity.unit == "人":
            bounded = item.quantity.qualifier != "exact" or item.quantity.upper is not None
            if noun in BODIES and bounded:
                return noun + "人员规模"
            if noun.endswith(sections("figure_words.txt")["teams"]) and self.nouns.of(item):
                return noun + "人数"
        words = self._per(item, self._choose(item, core, noun, stretch, items))
        if item.quantity.unit == "人" and words in (core, core + "了") and not indicators.names_people(core):
            return core + "人数"
        if noun and (of := _OUT_OF.search(self.text, item.clause[0], item.quantity.start)):
            return measures.counted(f"{of['all']}中的{noun}")
        if item.quantity.use in ("bare", "rough") and noun and words.endswith(noun):
            return measures.counted(words)
        if item.quantity.use in COUNTS and words:
            return measures.counted(words, item.quantity.unit)
        return measures.sized(words, item.quantity.unit, noun=bool(noun) and words.endswith(noun))

    def _per(self, item: Item, words: str) -> str:
        """Return the words with what an amount is counted by, where the clause says so: 每月, 每户."""
        per = _EACH.search(self.text, item.left, item.quantity.start)
        if per is None and words and "年均" not in words and _YEARLY.search(self.text, item.left, item.quantity.start):
            return "年均" + words
        return words if per is None or not words or per["unit"] in words else f"每{per['unit']}{words}"

    def _choose(self, item: Item, core: str, noun: str, stretch: str, items: list[Item]) -> str:
        """Decide between the words before the number and those after it."""
        vain = item.quantity.use not in COUNTS and self.deeds.says_nothing(noun)
        if noun and (vain or (self.nouns.of(item) and noun.startswith("目标"))):
            noun = ""
        if noun and (spent := self.deeds.spent(item, core, noun)):
            return spent
        if noun and core.endswith(_WORTH) and self.nouns.of(item):
            return noun
        if noun and "、" in core:
            return self.nouns.complete(item, noun)
        if noun and core and indicators.ends_in_noun(core):
            if self.nouns.of(item):
                return core if noun.endswith(AREAS) or item.named_by == "object" else noun + core
            if _PREDICATE.search(stretch.rstrip()) or item.quantity.start < item.quantity.number:
                item.taken = 0
                return core
        if noun and (done := self.nouns.works(item, noun, stretch)):
            return done
        if noun:
            verb = indicators.last_verb(stretch, brief=len(noun) == 1 and noun not in ("人", "换"))
            joined = indicators.joins(self.nouns.until_division(item), noun) if len(noun) <= 3 else ""
            opens = (
                _OPENS.fullmatch(stretch)
                or _PIVOT.search(stretch)
                or self.text.startswith("等", item.quantity.start - 1)
            )
            if not joined and len(noun) <= _LONG and opens and item.quantity.use in COUNTS:
                joined = self.nouns.deed(item, noun)
            return verb + joined + self.nouns.complete(item, noun)
        return self._alone(item, core, stretch, items)

    def _alone(self, item: Item, core: str, stretch: str, items: list[Item]) -> str:
        """Return the words for a number with nothing usable after it."""
        last = next((other for other in reversed(items) if other.rule not in ("base", "increment")), None)
        if again := self.deeds.of_same(item, core, last):
            return again
        if core in TOTALS and last is not None and adjoins(self.text, last, item) and alike(last, item):
            return _NEW.sub("", measures.uncounted(last.words)) + core
        if core and measures.is_bare_measure(core) and last is not None and last.quantity.use in COUNTS:
            return self._part(last, item, core)
        if core in TOTALS and last is not None and adjoins(self.text, last, item):
            return measures.uncounted(last.words) + core
        if core and measures.is_bare_measure(core) and last is None:
            return self.nouns.project(item, core) + core
        if last is not None and indicators.turned(core) and adjoins(self.text, last, item) and alike(last, item):
            return last.words
        if _BOUNDED.search(core) and (of := self._counted_before(item, items)):
            return core + of  # 签约17个项目，其中亿元以上｜3个
        if core and not indicators.is_verb(core):
            return core
        earlier = self.earlier(item) if core or item.quantity.use not in COUNTS else ""
        risen = last is not None and (
            last.growth is not None or (any(rose.search(last.words) for rose in (_ROSE, _NEW)) and alike(last, item))
        )
        reached = risen and stretch.rstrip().endswith(("达到", "达", "为"))
        if deed := self.deeds.deed(item, stretch):
            return deed
        if last is not None and (item.after_from or reached):
            whole = _ROSE.sub("", measures.uncounted(last.words))
            return _NEW.sub("", whole) if stretch.strip("，、").startswith(("达", "累计")) else whole
        goes_on = last is not None and adjoins(self.text, last, item) and alike(last, item)
        if not core and last is not None and goes_on and last.about == item.about:
            whole = measures.uncounted(last.words)
            return "累计" * ("累计" in stretch and "累计" not in whole) + whole
        if core in sections("figure_words.txt")["spends"] and (use := self._following(item)):
            return core + use
        if core and last is not None and last.clause == item.clause and alike(last, item):
            return measures.without_verb(measures.uncounted(last.words)) + core
        if core and earlier:
            granted = self.text.startswith("的，", item.clause[0] - 2)  # 建成中心的，｜再奖50万元
            return earlier + core if granted or not indicators.has_verb(earlier) else core
        told = figure_results.topic(earlier, item.quantity) or core or self._following(item)
        return told or self._counted_before(item, items) or self._unit(item)

    def _counted_before(self, item: Item, items: list[Item]) -> str:
        """Return what a count without words counts: 像这样的｜牧场，全县有20家; 其中甲镇占｜5家 of what was counted."""
        if item.quantity.use not in COUNTS or item.quantity.unit == "人":
            return ""
        clause = self.sentence.before(item.clause)
        likened = _LIKENED.fullmatch(self.text, *clause) if clause is not None else None
        if likened is not None:
            return indicators.before(likened["what"])
        same = next((o for o in reversed(items) if o.quantity.unit == item.quantity.unit and o.level), None)
        if same is not None and adjoins(self.text, same, item):
            return measures.uncounted(same.words)
        return "企业" if item.quantity.unit == "家" else ""

    def _part(self, last: Item, item: Item, core: str) -> str:
        """Return a bare measure with what it is of: 35个项目，总投资…; alone after what has no such measure."""
        stem = _AMOUNT.sub("", last.words)
        if _OUTPUT.search(last.words) and stem and adjoins(self.text, last, item):
            return stem + core
        told = any(last.quantity.end <= period.start < item.quantity.start for period in self.sentence.periods)
        divided = _DIVIDED.search(self.text, self.sentence.start, last.quantity.start)
        whole = stem.endswith(sections("figure_words.txt")["projects"]) and not told and not divided
        return (stem if whole and adjoins(self.text, last, item) else self.nouns.project(item, core)) + core

    def _following(self, item: Item) -> str:
        """Return the few words after a number where no noun was found there."""
        rest = self.text[item.quantity.end : item.right].strip()
        return indicators.tidy(rest) if 2 <= len(rest) <= SHORT and rest[0] not in "、/∶:" else ""

    def _unit(self, item: Item) -> str:
        """Return the measure word itself: 分两层 counts 层; an amount of money is one, a bare number counts nothing."""
        if item.quantity.use in ("money", "bare"):
            return "金额" if item.quantity.use == "money" else ""
        printed = self.text[item.quantity.after - 1 : item.quantity.after]
        if printed in ("次", "遍", "回"):
            return ""  # 去了九次: no measure of anything
        return item.quantity.unit if printed.isascii() or item.quantity.unit == "人" else printed

    def earlier(self, item: Item) -> str:
        """Return the words of the clause before, where it holds no quantity of its own."""
        clause = self.sentence.before(item.clause)
        if clause is None:
            return ""
        if (passed := indicators.moving(self.text, *clause)) is not None:
            return indicators.before(self.stretch(clause[0], passed, item.about))
        if any(clause[0] <= q.start < clause[1] for q in self.sentence.quantities):
            return ""
        if self.text[clause[0] : clause[1]].lstrip("“ ").startswith("为") or self.subjects.attributes(*clause):
            return ""
        return indicators.before(self.stretch(clause[0], clause[1], item.about))


@cache
def _filler() -> re.Pattern[str]:
    words = set(sections("figure_words.txt")["filler"]) - {"实际"}
    filler = "|".join(
        (
            r"实际(?!利用|使用|到|吸收)",
            r"\d+(?:秒|分钟|小时|天)内?",
            r"(?:近|[过这])?[一二三四五六七八九十\d]+年(?:来|间)?",
            either(words),
        )
    )
    return re.compile(rf"(?:{filler})+$|^(?:{filler})+")
