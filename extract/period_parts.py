"""Read the parts of a year that a period names (quarters, months, days, thirds of a month), and five-year plans."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from functools import cache

from extract.lexicon import rows
from extract.numbers import parse

NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|两)"
DASH = r"(?:[-–—~～－]{1,2}|至|到)"
# 18日、19日: the days from one to the other.
DAYS = r"(?:[-–—~～－]{1,2}|[至到、和])"


def span_of_months(year: int, first: int, last: int) -> tuple[date, date]:
    """Return the first day of a month and the last of another one of a year."""
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


@cache
def festivals() -> Mapping[tuple[str, str], tuple[str, str]]:
    """Return the first and last day (month and day) of festivals by name and year."""
    return {(name, year): (first, last) for name, year, first, last in rows("periods_festivals.tsv")}


def years(first: int, last: int) -> tuple[date, date]:
    """Return the first day of a year and the last of another one."""
    return date(first, 1, 1), date(last, 12, 31)


def year_before(day: date | None) -> date | None:
    """Return the same day a year before."""
    if day is None:
        return None
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def over_new_year(begin: date, until: date, year: int) -> tuple[date, date]:
    """Return the days of a period whose later month stands first (12月底至2月): from a year to the following one."""
    return _in_year(begin, year), _in_year(until, year + 1)


def _in_year(day: date, year: int) -> date:
    """Return a day in another year; the last of a month stays the last."""
    last = monthrange(year, day.month)[1]
    return day.replace(year=year, day=last if day.day >= min(last, monthrange(day.year, day.month)[1]) else day.day)


def _number(text: str) -> int:
    value = parse(text)
    return 0 if value is None else int(value)


# The tenth five-year plan ran from 2001 on; 十一五 is the eleventh.
_PLAN_STARTS = {char: 2001 + 5 * number for number, char in enumerate("一二三四五六", 1)}
_PLAN = re.compile(r"十([一二三四五六])五")
_QUARTERS = re.compile(r"(前|(?:[一二1]至))?第?([一二三四两1234首])个?季度?")
_MONTHS = re.compile(rf"({NUMBER})(?:月份?)?{DASH}({NUMBER})月")
_FIRST_MONTHS = re.compile(rf"前({NUMBER})个?月")
_MONTH_DAY = re.compile(
    rf"({NUMBER})月份?(?:({NUMBER})[日号])?(?:{DAYS}(?:({NUMBER})月份?)?({NUMBER})[日号])?(底|末|初|上旬|中旬|下旬)?"
)


def plan_years(plan: str, part: str) -> tuple[date, date]:
    """Return the days of a part of a five-year plan: “十四五”期间, “十三五”收官之年."""
    first = next(_PLAN_STARTS[char] for char in _PLAN.findall(plan))
    if part.startswith(("末", "收官")):
        return years(first + 4, first + 4)
    if part.startswith(("初", "开局")):
        return years(first, first)
    if part.startswith("前"):
        return years(first, first + int(parse(part[1]) or 1) - 1)
    return years(first, first + 4)


def months_of(part: str) -> tuple[int, int]:
    """Return the first and last month of a part of a year; the whole year where it names none."""
    if part == "上半年":
        return 1, 6
    if part == "下半年":
        return 7, 12
    if match := _QUARTERS.fullmatch(part):
        last = 3 if match[2] == "首" else _number(match[2]) * 3
        return (1 if match[1] else last - 2), last
    if match := _FIRST_MONTHS.fullmatch(part):
        return 1, _number(match[1])
    if (match := _MONTHS.match(part)) and "日" not in part and "号" not in part:
        return _number(match[1]), _number(match[2])
    if match := _MONTH_DAY.fullmatch(part):
        return _number(match[1]), _number(match[3] or match[1])
    return 1, 12


def resolve(part: str, year: int, months: tuple[int, int]) -> tuple[date, date]:
    """Return the days of a part of a year; raise ValueError for a day that no calendar has."""
    if part in ("底", "末"):
        return date(year, 12, 31), date(year, 12, 31)
    if part == "初":
        return date(year, 1, 1), date(year, 1, 31)
    first, last = span_of_months(year, months[0], months[1])
    match = _MONTH_DAY.fullmatch(part)
    if match is None or last < first:
        return (first, last) if last >= first else (date(year - 1, months[0], 1), last)
    if match[2]:
        until = last.replace(day=_number(match[4] or match[2]))
        return first.replace(day=_number(match[2])), until
    return _third(first, last, match[5] or "")


def _third(first: date, last: date, part: str) -> tuple[date, date]:
    """Return the third of a month, or its last day."""
    if part in ("底", "末"):
        return last, last
    if part == "上旬":
        return first, first.replace(day=10)
    if part == "中旬":
        return first.replace(day=11), first.replace(day=20)
    if part == "下旬":
        return first.replace(day=21), last
    return (first, first.replace(day=10)) if part == "初" else (first, last)
