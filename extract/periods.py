"""Find expressions of time and the days they cover, seen from the date of the document.

What cannot be dated (`近日`, `多年来`) is left out; an open end is None (`截至6月底` has no beginning, `今年以来` no
end). Words are in data/periods.txt, festivals in data/periods_festivals.tsv.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from extract import numbers
from extract.lexicon import either, rows, sections
from extract.numbers import parse
from extract.period_parts import (
    DASH,
    DAYS,
    NUMBER,
    festivals,
    months_of,
    over_new_year,
    plan_years,
    resolve,
    span_of_months,
    year_before,
    years,
)

_YEAR = (
    r"(?:(?<![\d.])(?:19|20)\d\d年度?(?!版)|[一二][九零][零一二三四五六七八九]{2}年|(?:[今去前明本上]|(?<![\u4e00-\u9fff])后)年(?!级|轻|均|货|味)|"
    r"当年|上一年|来年|(?<![人批车架班])次年(?!均)|同年)"
)
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?![饼球嫂色光薪租均三])(?:份)?"
_DAY = (
    r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
    r"[日号](?![楼线院厅馆店机])"
)
_PART = (
    rf"(?:{_MONTH}{_DAY}{DAYS}(?:{_MONTH})?{_DAY}|{_MONTH}{_DAY}|{NUMBER}(?:月份?)?{DASH}{_MONTH}|(?<!提)前{NUMBER}个?月|"
    rf"{_MONTH}(?:底|末|初(?!步)|上旬|中旬|下旬)?|第?[一二三四1234]季度|首季度?|前[二三两23]个?季度|"
    r"[一二1]至[二三四234]季度|[上下]半年|全年|底|末|初(?!步|级|中|次|心|期))"
)
_PLAN = (
    r"[“\"]?十([一二三四五六])五[”\"]?"
    r"(?P<plan_part>时期|期间|以来|开局之年|开局|收官之年|收官|末期?|初期?|的?五年|前[一二三四]年)"
)
_SPAN = (
    rf"(?P<recent>近|最近|过去的?|(?<!提)前|这)(?P<n1>{NUMBER})(?P<u1>年|个月)来?"
    rf"|(?P<n2>{NUMBER})(?P<u2>年)(?:来(?![最新首少罕])|间)"
)
# 28日上午: a day of the month that the text is in.
_DATE = r"(?<![\d月.至到、和－—~～-])(?:3[01]|[12]\d|0?[1-9])日(?=[上下中]午|凌晨|晚|[，起电讯在]|记者|从)"
# 年度｜计划投资, 年内｜计划完成
_WITHIN = (
    r"(?<![\d一二三四五六七八九十两几多百半前近全])"
    r"(?:年内|年度(?=计划(?:完成)?投资|(?:完成)?投资[约近超达]?\d)|年(?=计划(?:完成)?投资))"
)
_LONELY = r"年底|年末|年初|月底|月末|月初"
_DAYS = {
    "今天": 0,
    "今日": 0,
    "昨天": -1,
    "昨日": -1,
    "前天": -2,
    "明天": 1,
    "明日": 1,
    "当天": 0,
    "当日": 0,
    "当晚": 0,
    "首日": 0,
    "次日": 1,
    "翌日": 1,
}
_FESTIVAL_TAIL = r"(?:小长假|黄金周|假期|假日|期间|长假|当天|当日)"
# What the parts of the pattern that are no words of the lists can begin with: a character, or a number and its sign.
_FIRST = "一二三四五六七八九十两零今昨去前明后本上下当来次同首自从近最过这全底末初第年月"
_BEFORE_SIGN = r"[0-9]\d{0,3}[年月日季至到–—~～－-]"
_SINCE = re.compile(r"[^，。；、\d\n]{1,24}以来")
# How far back the month of a day can have been said.
_SAME_MONTH = 800
_COUNTED_UP = re.compile(rf"前|(?:1|一)(?:月份?)?{DASH}|一至")
_SENTENCE_END = re.compile(r"[。！？\n]")
_STOP = re.compile(r"[，。；、]")
_WILL = re.compile(r"[^，。；\d]{0,4}(?:将|拟)")


@dataclass(frozen=True, slots=True)
class Period:
    """An expression of time at `text[start:end]` and the days it covers, both included; None is open.

    `compared` is set where the period only serves comparison (`比去年`), `explicit` where a year is printed or said,
    `towards` for what is aimed at (`到2025年`, unless it has passed).
    """

    start: int
    end: int
    begin: date | None
    until: date | None
    compared: bool = False
    explicit: bool = False
    towards: bool = False


def find(text: str, reference: date | None = None) -> list[Period]:
    """Return the periods of `text` in their order; `reference` is the date of the document, where known."""
    plain = numbers.plain(text)
    found: list[Period] = []
    for match in _pattern().finditer(plain):
        period = _Reading(plain, match, reference, found).period()
        if period is not None:
            found.append(period)
    return found


@cache
def _words(use: str) -> str:
    return either(sections("periods.txt")[use])


@cache
def _level() -> re.Pattern[str]:
    """Return the pattern of what tells behind a period that something is compared with it: 去年｜的水平."""
    return re.compile(rf"[^，。；、\d]{{0,4}}(?:相比|{_words('level')})")


@cache
def _pattern() -> re.Pattern[str]:
    names = {row[0] for row in rows("periods_festivals.tsv")}
    days = "|".join(_DAYS)
    listed = sections("periods.txt")
    words = (*listed["now"], *listed["until"], *listed["towards"], *_DAYS, *names)
    begins = sorted({word[:2] for word in words if word[0] not in _FIRST})
    first = "".join(sorted({word[0] for word in begins}))
    quoted = "".join(sorted({name[0] for name in names}))
    return re.compile(
        # Most characters begin no period, and of the others few: both is told at once.
        rf"(?=[0-9“\"{_FIRST}{first}])(?=[{_FIRST}]|{_BEFORE_SIGN}|[“\"][十{quoted}]|{either(begins)})"
        rf"(?:(?P<now>{_words('now')})"
        rf"|(?P<pre>{_words('until')}|{_words('towards')}|自从?|从)?(?:"
        rf"(?P<plan>{_PLAN})|(?P<range>(?<![\d.])(?:19|20)\d\d{DASH}(?:19|20)\d\d年)"
        rf"|(?P<span>{_SPAN})|(?P<day>{days})|(?P<date>{_DATE})|(?P<within>{_WITHIN})|(?P<same>(?:{_YEAR})?同期)"
        rf"|(?P<year>{_YEAR})(?P<part>{_PART})?|(?P<alone>(?<![\d.第]){_PART})|(?P<lonely>{_LONELY})"
        rf"|(?P<festival_year>{_YEAR})?(?P<festival>[“\"]?{either(names)}[”\"]?)(?:{_FESTIVAL_TAIL}|前后)?"
        rf")(?:(?P<join>{DASH})(?P<year2>{_YEAR})?(?P<part2>{_PART})?(?<!至)(?<!到)(?<![-–—~～－]))?"
        rf"(?P<post>{_words('since')}|期间|前后)?)"
    )


class _Reading:
    """Reads one match of the pattern with what was read before it."""

    def __init__(self, text: str, match: re.Match[str], reference: date | None, before: list[Period]) -> None:
        self.text = text
        self.match = match
        self.reference = reference
        self.before = before
        self.explicit = False

    def period(self) -> Period | None:
        match = self.match
        days = self._days()
        if days is None:
            return None
        begin, until = days
        pre, post = match["pre"] or "", match["post"] or ""
        start = match.start()
        listed = sections("periods.txt")
        towards = pre in listed["towards"] and not post
        if match["now"] or pre in listed["until"]:
            begin = None
        elif (post in listed["since"] and post != "后") or self._since():
            until = None
        if begin is not None and until is not None and begin > until:
            if match["year2"]:
                return None  # 2024年5月至2023年3月: one of the two is misprinted
            begin, until = over_new_year(begin, until, begin.year if self.explicit else until.year - 1)
        if towards and until is not None and self.reference is not None and until <= self.reference:
            towards = False  # 等到2018年: what has passed is no aim any more
        window = self.text[max(0, start - 4) : start]
        after = self.text[match.end() : match.end() + 8]
        compared = bool(match["same"]) or window.endswith(listed["compared"]) or _level().match(after) is not None
        return Period(start, match.end(), begin, until, compared, self.explicit, towards)

    def _since(self) -> bool:
        """Say whether what follows makes the period a beginning: 2024年10月上线以来."""
        return _SINCE.match(self.text, self.match.end()) is not None and not self.match["now"]

    def _days(self) -> tuple[date | None, date | None] | None:
        match = self.match
        if match["now"]:
            return (None, self.reference) if self.reference else None
        if match["plan"]:
            return self._plan()
        if match["range"]:
            self.explicit = True
            return years(int(match["range"][:4]), int(match["range"][-5:-1]))
        if match["span"]:
            return self._span()
        if match["day"]:
            return self._day()
        if match["same"]:
            return self._same()
        if match["date"]:
            return self._date()
        if match["within"]:
            return self._this_year()
        if match["festival"]:
            return self._festival()
        return self._dated()

    def _plan(self) -> tuple[date, date]:
        self.explicit = True
        return plan_years(self.match["plan"], self.match["plan_part"])

    def _span(self) -> tuple[date, date] | None:
        match, today = self.match, self.reference
        if match["recent"] == "这" and match["n1"] == "一" and today is not None and today.month > 3:
            return self._last()
        number = parse((match["n1"] or match["n2"]).replace("两", "二"))
        if number is None or today is None or not 1 <= number <= 60:
            return None
        count, unit = int(number), match["u1"] or match["u2"]
        if unit == "个月":
            if match["recent"] == "前":
                return self._months(1, count) if count <= 12 else None
            year, month = divmod(today.year * 12 + today.month - 1 - count, 12)
            return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1])), today
        if match["recent"] == "前":
            return None
        # In the first months of a year its reports look back on the whole years before.
        if today.month <= 3:
            return years(today.year - count, today.year - 1)
        return date(today.year - count, today.month, min(today.day, 28)), today

    def _day(self) -> tuple[date, date] | None:
        word = self.match["day"]
        if word in ("当天", "当日", "当晚", "首日"):
            last = self._last(single=True)
            if last is not None or word == "首日":
                return last
        if word in ("次日", "翌日"):
            last = self._last(single=True)
            return None if last is None else (last[0] + timedelta(days=1), last[0] + timedelta(days=1))
        if self.reference is None:
            return None
        day = self.reference + timedelta(days=_DAYS[word])
        return day, day

    def _date(self) -> tuple[date, date] | None:
        """Read a day without its month: that of the day named just before, else the last such day of the document."""
        day = int(re.findall(r"\d+", self.match["date"])[0])
        near = [p for p in self.before if p.begin is not None and p.begin == p.until and not p.compared]
        told = near[-1].begin if near and self.match.start() - near[-1].end <= _SAME_MONTH else self.reference
        if told is None:
            return None
        if told == self.reference and day > told.day:
            told = told.replace(day=1) - timedelta(days=1)
        try:
            found = told.replace(day=day)
        except ValueError:
            return None
        return found, found

    def _this_year(self) -> tuple[date, date] | None:
        """Read 年内: the year named in the same sentence, else the document's."""
        year = self._sentence_year() or (self.reference.year if self.reference is not None else None)
        return None if year is None else years(year, year)

    def _same(self) -> tuple[date | None, date | None]:
        """Read 同期: the last period, a year before."""
        last = self._last()
        if last is None:
            return None, None
        return year_before(last[0]), year_before(last[1])

    def _last(self, *, single: bool = False) -> tuple[date, date] | None:
        for period in reversed(self.before):
            if period.begin is not None and period.until is not None and (not single or period.begin == period.until):
                return period.begin, period.until
        return None

    def _last_explicit(self) -> tuple[date, date] | None:
        """Return the last period whose year was said."""
        said = (p for p in reversed(self.before) if p.explicit and not p.compared)
        return next(((p.begin, p.until) for p in said if p.begin is not None and p.until is not None), None)

    def _festival(self) -> tuple[date, date] | None:
        name = self.match["festival"].strip('“”"')
        year = self._year(self.match["festival_year"]) or (self.reference.year if self.reference else None)
        if year is None or (
            self.match["festival"] == "五一" and not self.match[0].endswith(("期间", "假期", "小长假"))
        ):
            return None
        days = festivals().get((name, "*")) or festivals().get((name, str(year)))
        if days is None:
            return None
        first, last = (date.fromisoformat(f"{year}-{day}") for day in days)
        return first, last

    def _dated(self) -> tuple[date | None, date | None] | None:
        match = self.match
        lonely = match["lonely"]
        year = self._year(match["year"])
        self.explicit = match["year"] is not None
        if match["year"] is not None and year is None:
            return None
        if lonely:
            return self._lonely(lonely)
        first = self._part(match["part"] or match["alone"] or "", year)
        if first is None or match["join"] is None:
            return first
        if match["part2"] is None and match["year2"] is None:
            return first
        second = self._part(match["part2"] or "", self._year(match["year2"]) or first[0].year)
        return None if second is None else (first[0], second[1])

    def _year(self, word: str | None) -> int | None:
        """Return the year that a word names."""
        if word is None:
            return None
        if word[0] in "12":  # all four digits
            return int(word[:4])
        if word[0] in "一二":
            number = parse(word[:-1])
            return None if number is None else int(number)
        if word in ("当年", "同年", "次年"):
            known = self._sentence_year()
            if known is not None:
                return known + (word == "次年")
            last = self._last() if word == "当年" else self._last_explicit() if word == "同年" else None
            if last is not None and last[0].year == last[1].year:
                return last[0].year
        if self.reference is None:
            return None
        shift = {"去": -1, "上": -1, "前": -2, "明": 1, "来": 1, "次": 1, "后": 2}.get(word[0], 0)
        return self.reference.year + shift

    def _sentence_year(self) -> int | None:
        """Return the last year that was said in the same sentence."""
        for period in reversed(self.before):
            if _SENTENCE_END.search(self.text, period.end, self.match.start()):
                return None
            if period.explicit and not period.compared:
                day = period.begin or period.until
                return None if day is None else day.year
        return None

    def _part(self, part: str, year: int | None) -> tuple[date, date] | None:
        months = months_of(part)
        if year is None:
            year = self._guessed_year(months, part)
            if year is None:
                return None
        try:
            return resolve(part, year, months)
        except ValueError:
            return None

    def _guessed_year(self, months: tuple[int, int], part: str) -> int | None:
        """Return the year of a month or quarter printed without one."""
        if part in ("底", "末", "初"):
            return None
        known = self._sentence_year()
        if known is not None:
            return known
        if self.reference is None:
            return None
        clause = self.text[max(0, self.match.start() - 8) : self.match.start()] + (self.match["pre"] or "")
        if part == "全年" and self.reference.month <= 3:
            clause = clause.replace("预计", "")
        last_part = _STOP.split(clause)[-1]
        ahead = any(word in last_part for word in sections("periods.txt")["future"])
        after = _WILL.match(self.text, self.match.end(), self.match.end() + 6)
        if ahead or after:
            return self.reference.year
        if part == "全年":
            return self.reference.year - (self.reference.month <= 3)
        # What is counted up from January on is over: in January, 前三季度 is that of last year.
        counted = months[0] == 1 and self.reference.month <= 3 and _COUNTED_UP.match(part)
        last = months[1] if counted else months[0]
        return self.reference.year - (last > self.reference.month)

    def _lonely(self, word: str) -> tuple[date, date] | None:
        """Read 年底, 年初, 月底 without a year."""
        known = self._sentence_year()
        if self.reference is None and known is None:
            return None
        if word[0] == "月":
            return None
        year = known if known is not None else self.reference.year if self.reference else 0
        if known is None and self.reference is not None and word != "年初" and self.reference.month <= 3:
            year -= not self.match["pre"]
        return resolve(word[1:], year, (1, 12))

    def _months(self, first: int, last: int) -> tuple[date, date] | None:
        year = self._sentence_year() or self._guessed_year((first, last), "")
        return None if year is None else span_of_months(year, first, last)
