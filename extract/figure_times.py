"""Give each figure the period it belongs to: its clause's, its sentence's, its paragraph's, its section's."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from extract import indicators, numbers, periods, subject_words
from extract.figure_item import Item
from extract.figure_text import Sentence, is_day
from extract.lexicon import either, sections
from extract.periods import Period
from extract.quantities import COUNTS

Days = tuple[date | None, date | None]
_NONE: Days = (None, None)
# A heading that says which year the section tells of, and whether it looks back or ahead.
_BACK = re.compile(r"回顾|过去|取得|成就|主要做了")
_AHEAD = re.compile(r"安排|任务|目标|打算|部署|重点工作|工作总体要求|怎么干|抓好|展望|规划|奋斗目标")
_NUMBERED = re.compile(r"\s*[一二三四五六七八九]、")
_FIVE_YEAR_PLAN = re.compile(r"第十([一二三四五六])个五年")
_PLAN_ALONE = re.compile(r"“十([一二三四五六])五”(?=发展|回顾|工作|成就|主要|目标|规划)")
_HEADING = 60
_YEAR = 364
_SEVERAL = 3
# A level, not what so many years brought together.
_REACHED = re.compile(
    r"(?:达到?|(?:提[高升]|增[长加]|上升|下降|降低|扩大|缩小|跃升|跃|升|增|降)[至到上]|突破|稳定在|保持在|[迈跨]上)了?"
    r"(?:每[年月人])?(?:[\d.]+[^，。；、\d]{0,4}[、和])*$"
    # A measure of one year or one day, whatever leads to its number.
    r"|(?:(?:产值|营收|增加值|生产总值|财政收入|营业收入|产量|余额|强度|指数|占比|比重|比例|参保(?:人数)?|保有量"
    r"|(?:覆盖|普及|城镇化|失业|贡献|巩固|入学|入园|机械化|利用|参保|通达|自给|保持|达标|治理|处理|合格|供水)率))"
    r"(?:分别|均|已)?(?:超过?|突破|达|为)?$"
)
_SUMMED = re.compile(
    "累计|总共|(?<![\u4e00-\u9fff“])共|总计|合计|年均|新增|净增|完成|投入(?!强度|占|比)|平均|投资|资金|支出|出口|减税"
)
# What there are so many of at the end, and what tells that they came to be in those years.
_STANDING = frozenset({"家", "户"})
_CAME = re.compile(either(sections("figure_words.txt")["came"]))
# 茶叶产量3年｜翻一番
_IN_YEARS = re.compile(r"(?<!\d)(?P<years>\d|[两三四五六七八九十])年(?:内|间|来)?(?:实现)?$")
# 占比｜持续保持在｜70%: in each of those years.
_LASTED = re.compile("持续|始终|一直|连年|每年|逐年")
_MONTH = 27
# Until when in a year papers still report on the last one.
_EARLY, _LAST_DAY = 6, (12, 31)


def of(text: str, sentence: Sentence, item: Item, memory: Memory) -> Days | None:
    """Return the days of a figure by its sentence: the nearest period before, else the next in its clause, or None."""
    number = item.quantity.number
    usable = [
        period
        for period in sentence.periods
        if (not period.compared or item.rule in ("base", "from"))
        and (item.rule == "from" or not _of_base(text, period))
    ]
    if item.rule == "from":  # what it was before is not of the period in which it changed
        usable = [p for p in usable if p.compared or item.clause[0] <= p.start < number or _SPAN.match(text, p.start)]
    earlier = [period for period in usable if period.end <= number and not _is_over(text, period, number)]
    if len(earlier) > 1 and _EXPECTED.search(text, earlier[-1].start - 4, earlier[-1].start):
        # 预计｜全年｜突破5000亿元；增加值增长9%: what was expected ends with its part of the sentence.
        earlier = earlier[:-1] if "；" in text[earlier[-1].end : number] else earlier
    if earlier:
        days = _side(text, earlier[-1], item)
        if days[0] is None and _FLOW.search(text, item.clause[0], number):
            days = memory.since(days[1]), days[1]
        if earlier[-1].explicit:
            return days
        return memory.in_year(memory.in_year_reported(days, earlier[-1], sentence))
    if item.rule == "from":
        return _NONE
    later = next((period for period in usable if number < period.start < item.clause[1]), None)
    return None if later is None else (later.begin, later.until)


def reached(text: str, item: Item, days: Days) -> Days:
    """Return the last year of several for a level that they ended with: 五年来，产值｜提高到1.4万亿元."""
    begin, until = days
    grew = item.growth is not None and item.rule != "doubling"
    summed = grew or _SUMMED.search(text, item.left, item.quantity.number)
    if begin is None or until is None or _years(days) < _SEVERAL or summed:
        return days
    if item.rule == "doubling":
        span = _IN_YEARS.search(text, item.clause[0], item.start)
        years = None if span is None else numbers.parse(span["years"])
        return (begin if years is None else date(until.year + 1 - int(years), 1, 1)), until
    ended = (
        _REACHED.search(text, item.clause[0], item.quantity.number) is not None or item.after_from or _stock(text, item)
    )
    lasted = _LASTED.search(text, item.clause[0], item.quantity.number) is not None
    return (date(until.year, 1, 1), until) if ended and not lasted else days


def _stock(text: str, item: Item) -> bool:
    """Say whether a count says how many there are, not how many came to be: 茶叶企业｜90家."""
    if item.quantity.unit not in _STANDING or item.quantity.use not in COUNTS:
        return False
    start = max(text.rfind(mark, 0, item.quantity.number) for mark in "。；\n") + 1
    if _CAME.search(text, start, item.quantity.number):
        return False
    noun = text[item.left : item.quantity.start].strip("，、：“” ")
    ends = text[item.quantity.end : item.quantity.end + 1] in ("", *"，、。；：（\n")
    return ends and len(noun) > 1 and not indicators.has_verb(noun)


def _side(text: str, period: Period, item: Item) -> Days:
    """Return the days of a period; of `从2012年至2021年`, the year that a number after 从 or 到 belongs to."""
    begin, until = period.begin, period.until
    if begin is None or until is None or begin.year == until.year or not _SPAN.match(text, period.start):
        return begin, until
    if item.rule == "from":
        return date(begin.year, 1, 1), date(begin.year, 12, 31)
    if item.after_from:
        return date(until.year, 1, 1), date(until.year, 12, 31)
    return begin, until


def _of_base(text: str, period: Period) -> bool:
    """Return whether a period is only that of the level something came from: `由2021年的5600万元增长到8300万元`."""
    since = text[period.start - 1 : period.start] in ("由", "从") or text.startswith("从", period.start)
    return since and _BASE.match(text, period.end) is not None


def _is_over(text: str, period: Period, number: int) -> bool:
    """Say whether a period is that of what came before: 在第一季度签约7个项目｜后，再次签约13个项目."""
    begins = text.startswith(("在", "继"), period.start - 1) or text.startswith("继", period.start)
    return begins and _THEREAFTER.match(text, period.end, number) is not None


def _years(days: Days) -> int:
    """Return how many calendar years days lie in, 0 for an open end."""
    begin, until = days
    return 0 if begin is None or until is None else until.year - begin.year + 1


def _lasts(days: Days) -> bool:
    """Say whether a period can be that of the next paragraph too: not a single day, on which one thing happened."""
    begin, until = days
    return begin is None or until is None or (until - begin).days >= _MONTH


_WHOLE_YEAR = re.compile("全年|当年|年末|年底(?!前)")
_SAID_YEAR = re.compile(r"[“《（]?(?:\d{4}|二[〇○零]..年|[今去上]年)")
_AIMED = re.compile(either({*sections("figure_words.txt")["target-verb"], "今年", "方案"}))
_EXPECTED = re.compile(either(sections("figure_words.txt")["target-verb"]) + "$")
# What is counted as it happens, from the beginning of the year on.
_FLOW = re.compile("完成|新增|签约|发放|接待|兑现|办理|开工")
_THEREAFTER = re.compile(r"[^，。；]{2,40}(?:之后|以后|后)，")
# Something that is held on a day.
_HELD_REACH = 1500
# How soon after a heading the text says when it was.
_SOON = 300
_AT_IT = re.compile(either(sections("subject_words.txt")["at-it"]))
_HELD = re.compile(either(word for use in ("held", "opened") for word in sections("figure_words.txt")[use]))
# 从经济类型看: the next part of what one period has brought.
_PART = re.compile(r"[\s▲■●◆]*(?:从|分|按)[^，。；\n]{2,10}看")
_BASE = re.compile(r"(?:末|底|时)?的[^，。；]{1,28}?(?:到|至|为)")
_SPAN = re.compile(r"从?\d{4}年?(?:至|到|[-—–])")


class Memory:
    """What period a sentence without one goes on with: its paragraph's, else the last paragraph's or the section's."""

    def __init__(self, text: str, reference: date | None, articles: Iterable[int], *, overview: bool = False) -> None:
        """Take the text, the document's date and where its articles begin.

        `overview` is set for a report that tells of one year or several at length: only a period that leads a
        sentence lasts there.
        """
        self._overview = overview
        self._several: Days = _NONE
        self._text = text
        self._reference = reference
        self._articles = sorted(articles)
        self._position = 0
        self._paragraph: Days = _NONE
        self._before: Days = _NONE
        self._section: Days = _NONE
        self._since: date | None = None
        self._held: Days = _NONE
        self._held_at = 0
        self._days_held: list[tuple[int, Days]] = []
        self._part = False
        self.planned = False
        self._reported = 0

    def held(self, sentence: Sentence, *, event: bool) -> Days | None:
        """Return the day of what was held, for a sentence that tells of it; `event` says that a figure is its own.

        The heading and the lead tell of it before they say when.
        """
        if self._overview:
            return None
        if self._held == _NONE:
            ahead = self._ahead_of(sentence) if _AT_IT.search(self._text, sentence.start, sentence.end) else None
            return ahead if self._paragraph == _NONE else None
        if sentence.start - self._held_at > _HELD_REACH:
            return None
        told = subject_words.scene(self._text, sentence.start)
        told = told or (
            self._paragraph == _NONE and _AT_IT.search(self._text, sentence.start, sentence.end) is not None
        )
        return self._held if told or (event and self._paragraph == _NONE) else None

    def foresee(self, sentences: Iterable[Sentence]) -> None:
        """Look through the sentences of the text for the days on which something was held."""
        for sentence in sentences:
            days = [p for p in sentence.periods if is_day(p) and not p.compared]
            day = next((p for p in reversed(days) if _HELD.search(self._text, p.end, sentence.end)), None)
            if day is not None:
                self._days_held.append((sentence.start, (day.begin, day.until)))

    def _ahead_of(self, sentence: Sentence) -> Days | None:
        """Return the day on which was held what a sentence of the same article tells of soon after this one."""
        i = bisect_right(self._days_held, sentence.start, key=lambda pair: pair[0])
        if i == len(self._days_held) or self._days_held[i][0] - sentence.end > _SOON:
            return None
        start, days = self._days_held[i]
        same = bisect_right(self._articles, sentence.start) == bisect_right(self._articles, start)
        return days if same else None

    def since(self, until: date | None) -> date | None:
        """Return from when on the paragraph counts (今年以来), for a count up to a day of the same year."""
        same = self._since is not None and until is not None and self._since.year == until.year
        return self._since if same else None

    def days(self) -> Days:
        """Return the days that a sentence without a period of its own tells of."""
        return next((days for days in (self._paragraph, self._before, self._section) if days != _NONE), _NONE)

    def in_year(self, days: Days) -> Days:
        """Return days that were said without their year (上半年) in the year that a report tells of."""
        begin, until = days
        told = self.days()[0] if self._overview and _years(self.days()) == 1 else None
        this = self._reference.year if self._reference is not None else 0
        if begin is None or until is None or told is None or begin.year != until.year:
            return days
        # In January, 全年 is the year before; in what is planned it is the year to come.
        if not (told.year < begin.year == this or (self.planned and begin.year < told.year == this)):
            return days
        last = monthrange(told.year, until.month)[1]
        return begin.replace(year=told.year), until.replace(year=told.year, day=min(until.day, last))

    def in_year_reported(self, days: Days, period: Period, sentence: Sentence) -> Days:
        """Return 全年 and 年末 of the year that an article reports on, where that is the year before its own.

        Early in a year, papers tell what the last one came to, and name it once.
        """
        begin, until = days
        this = self._reference
        if until is None or this is None or (until.month, until.day) != _LAST_DAY or until.year != this.year:
            return days
        if self._overview or this.month > _EARLY or self._reported != this.year - 1:
            return days
        aimed = _AIMED.search(self._text, sentence.start, sentence.end) is not None
        if aimed or _WHOLE_YEAR.match(self._text, period.start) is None:
            return days
        return None if begin is None else begin.replace(year=self._reported), until.replace(year=self._reported)

    def averaged(self) -> Days:
        """Return the days that a yearly average is taken over: the last stretch of years that was named."""
        days = self.days()
        if _years(days) != 1:
            return days
        return self._several if self._several != _NONE or not self._overview else _NONE

    def within_years(self, days: Days) -> bool:
        """Say whether days are one year of the stretch of years that a report tells of."""
        return self._overview and _years(days) == 1 and self._several != _NONE

    @property
    def over(self) -> bool:
        """Whether the days that the text tells of lie before the document's own."""
        until = self.days()[1]
        return until is not None and self._reference is not None and until < self._reference

    def ahead(self, sentence: Sentence) -> bool:
        """Say whether a sentence names days to come."""
        return any(
            period.towards or (period.until and self._reference and period.until > self._reference)
            for period in sentence.periods
        )

    def enter(self, sentence: Sentence) -> None:
        """Forget the paragraph's period where a new one begins; read the headings between."""
        between = self._text[self._position : sentence.start]
        part = _PART.match(self._text, sentence.start) is not None
        if "\n" in between:
            lasts = not self._overview and _lasts(self._paragraph)
            kept = self._before if self._paragraph == _NONE and (part or self._part) else self._paragraph
            self._before, self._paragraph = kept if lasts else _NONE, _NONE
            self._since = None
        self._part = part
        if bisect_right(self._articles, sentence.start) > bisect_right(self._articles, self._position):
            self._before = self._section = self._held = _NONE
            self.planned, self._reported = False, 0
        self._position = sentence.end
        line = self._text[sentence.start : sentence.end]
        if len(line) <= _HEADING and not line.endswith(("。", "；", "，")):
            self._heading(line)

    def _heading(self, line: str) -> None:
        back, ahead = _BACK.search(line), _AHEAD.search(line)
        numbered = self._overview and _NUMBERED.match(line) is not None
        if not back and not ahead and not numbered:
            return
        line = _PLAN_ALONE.sub(r"“十\1五”时期", _FIVE_YEAR_PLAN.sub(r"“十\1五”时期", line))
        said = periods.find(line, self._reference)
        if not said:
            return
        self.planned = bool(ahead) and not back
        # 全年 is the year that the text tells of anyway.
        named = [period for period in said if not period.compared and line[period.start : period.end] != "全年"]
        usable = [(period.begin, period.until) for period in named]
        whole = [days for days in usable if days[0] and days[1] and (days[1] - days[0]).days >= _YEAR]
        self._several = next((days for days in whole if _years(days) > 1), self._several)
        if whole:
            self._section = whole[0 if self._overview else -1]
            if numbered and not back:
                until = self._section[1]
                self.planned = bool(ahead) or (
                    until is not None and self._reference is not None and until > self._reference
                )

    def resume(self, days: Days) -> None:
        """Let a paragraph without a period go on with that of its statistics: 零售总额28亿元，其中网上｜5亿元."""
        if self._paragraph == _NONE:
            self._paragraph = days

    def leave(self, sentence: Sentence) -> None:
        """Remember the period that a sentence began with, else the first that it names."""
        for period in sentence.periods:
            if period.begin and not period.compared and _years((period.begin, period.until)) == 1:
                said = _SAID_YEAR.match(self._text, period.start) is not None
                self._reported = period.begin.year if said else self._reported
        usable = [
            period
            for period in sentence.periods
            if not period.compared
            and not _of_base(self._text, period)
            and not _is_over(self._text, period, sentence.end)
        ]
        if self._overview:
            self._lead(sentence, usable)
        elif usable:
            days = usable[-1].begin, usable[-1].until
            self._paragraph = self.in_year_reported(days, usable[-1], sentence)
            self._remember_day(sentence, usable)
        elif (held := self.held(sentence, event=False)) is not None:
            self._paragraph = held

    def _remember_day(self, sentence: Sentence, usable: list[Period]) -> None:
        """Remember the day on which something was held, and since when the paragraph counts."""
        self._since = next((p.begin for p in usable if p.until is None), self._since)
        day = next((p for p in usable if is_day(p)), None)
        if day is not None and _HELD.search(self._text, day.end, sentence.end):
            self._held, self._held_at = (day.begin, day.until), sentence.end

    def _lead(self, sentence: Sentence, usable: list[Period]) -> None:
        """Remember the period with which a sentence of a report opens; what years it tells of lasts."""
        if not usable or not _OPENING.fullmatch(self._text, sentence.start, usable[0].start):
            return
        first = usable[0]
        days = (first.begin, first.until)
        tells = _TELLS.match(self._text, first.end) or _PAST_YEAR.match(self._text, first.start)
        if _years(days) == 1 < _years(self._section) and not tells:
            return  # one year of several that the section tells of: what follows is again of all of them
        if self._from_base(days):
            days = self._several
        self._paragraph = days
        if first.begin is None or first.until is None or (first.until - first.begin).days < _YEAR:
            return
        many = _years(days) > 1
        if many:
            self._several = days
        if many or tells:
            self._section = days
            self.planned = self._reference is not None and first.until > self._reference

    def _from_base(self, days: Days) -> bool:
        """Say whether days only count the year before those that the text tells of too: 从2020年到2025年."""
        begin, until = self._several
        return begin is not None and until == days[1] and _years(days) == _years(self._several) + 1


_OPENING = re.compile(
    r"[\s各位代表！，：—●■◆·]*(?:刚刚|过去的?|即将|回顾|回望|回首|走过|展望|[（(][一二三四五六七八九十][）)])*[“\s]*"
)
_TELLS = re.compile(r"[，是]|经济社会|主要预期|全省经济|全市经济|全区经济|全县经济")
_PAST_YEAR = re.compile(r"(?:这|过去的?)?一年来?")
