"""Find written quantities: a number with its unit and its bound, in the base unit, exact to the last digit.

Dates, ordinals, ratings and numbers that name no amount (`5G`, `三农`, `第三批`) are not quantities. Words that
bound a number are in data/figure_bounds.tsv, the units in ontology/units.csv, their use in data/units_use.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from extract import numbers
from extract.lexicon import rows
from extract.numbers import parse
from ontology import units

# 千 before 瓦, 米 … belongs to the unit.
_STEP = "(?:[零一二两三四五六七八九十百万亿]|千(?![瓦米克伏卡]))"
_RUN = rf"(?:[数几上好]?{_STEP}|\d)(?:{_STEP}|[\d余多来几点]|[.,](?=\d)|[ \u3000](?=[万亿千百余多]))*"
_BARE_SCALE = re.compile(r"[十百千万亿]*[百千万亿]")
_VAGUE = re.compile(r"(?:(?P<lead>[数几上])|(?P<teens>十几|[二三四五六七八九]十几))(?P<tail>[十百千万亿]*)")
_ROUGH_IN = re.compile(r"[\d十百千万亿](余|多|来)(?=[百千万亿]*$)")
_SCALE = re.compile(r"(?<=\d)[ \u3000]?([十百千万亿]+)$")
_SHARES = (
    r"(?P<share>(?:[百千万]|[二三四五六七八九十]{1,3})分之[零一二三四五六七八九十百点\d.]+"
    r"|(?<![\d/.])\d/\d{1,2}(?![\d/.A-Za-z年月日号G])|[一二两三四五六七八九]成[一二三四五六七八九半](?=[，。；、）的以左])|一半|过半(?!数)|半数)"
)
_RANGE = r"[-–—~～－]{1,2}|至|到"
_HALF = Decimal(50)
_CENT = Decimal("0.01")
# A share with more digits than anyone prints comes from a division: one third.
_PRINTED = 12
# Years and serial numbers before a counting word: 2025届.
_DATED = ("款", "期", "版")
# The uses of a unit that counts things or people.
COUNTS = ("count", "digits")
_YEARS = (Decimal(1900), Decimal(2100))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `text[start:end]`, bound included; `value` and `upper` (of a range) in the base unit.

    `unit` is a token of ontology/units.csv, "" where none is printed. `number` is where the bare number begins,
    `after` where the unit ends, `use` what data/units_use.tsv says of the unit. A share is in percent.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    qualifier: str = "exact"
    upper: Decimal | None = None
    number: int = 0
    after: int = 0
    use: str = "count"


def find(text: str) -> list[Quantity]:
    """Return the quantities of `text` in their order; a list without end or reading is left out, never guessed."""
    plain = numbers.plain(text)
    return _with_units(plain, [quantity for match in _pattern().finditer(plain) for quantity in _read(plain, match)])


def _with_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give a number without unit that of the next one in its list (1409万、1305万人次)."""
    for i in range(len(found) - 2, -1, -1):
        one, other = found[i], found[i + 1]
        near = one.value and _ALIKE > other.value / one.value > 1 / _ALIKE
        short = one.use == "bare" or (one.unit == "个" and other.unit == "百分点")
        if short and other.unit and near and text[one.end : other.start].strip() in ("、", "和", "或"):
            found[i] = replace(one, unit=other.unit, use=other.use)
    return found


# Numbers of one list are of one order; `近千亿、4个` is no list.
_ALIKE = Decimal(1000)


@cache
def use(unit: str) -> str:
    """Return how a unit is used (data/units_use.tsv): money, share, time, measure, digits, none or count."""
    table = {row[0]: row[1] for row in rows("units_use.tsv")}
    return table.get(unit) or table.get(unit.split("/")[0], "count")


@cache
def _pattern() -> re.Pattern[str]:
    forms = sorted(units.forms(), key=lambda form: (-len(form), form))
    unit = "|".join(_bounded(form) for form in forms)
    per = rf"(?:/(?P<per_scale>[十百千万亿]*)(?P<per>{unit}|[日月年](?![\d度])))?"
    return re.compile(
        r"(?=[-\d零一二两三四五六七八九十百千万亿数几上好半过])"  # most characters begin no number
        rf"(?:{_SHARES}|(?<![A-Za-z\d.])-?(?P<first>{_RUN})(?:[ \u3000]?(?P<unit1>{unit}){per})?"
        rf"(?:(?P<join>{_RANGE})(?P<second>{_RUN})(?:[ \u3000]?(?P<unit2>{unit}))?)?)"
    )


def _bounded(form: str) -> str:
    """Return the pattern of a unit's printed form, with what may not follow it."""
    escaped = re.escape(form)
    if form[-1].isascii() and form[-1].isalpha():
        return escaped + r"(?![A-Za-z])"
    forbidden = "|".join(row[1] for row in rows("units_not_before.tsv") if row[0] == form)
    return f"{escaped}(?!{forbidden})" if forbidden else escaped


def _read(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    if _ordinal(text, match.start()):
        return
    if match["share"] is not None:
        yield from _share(text, match)
    elif match["second"] is None:
        yield from _single(text, match, "first", match["unit1"], match.end())
    else:
        yield from _pair(text, match)


def _ordinal(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start]
    return before.endswith("第") or (before.endswith("前") and before[:1] not in "目此之提以当年")


def _share(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    printed = match["share"]
    if printed in ("一半", "过半", "半数"):
        value: Decimal | None = _HALF
    elif printed[1] == "成":
        value = parse(f"{printed[0]}十{printed[2]}".replace("半", "五"))
    else:
        value = parse(printed)
        value = None if value is None else _rounded(value * 100)
    if value is None or ("/" in printed and value >= 100):
        return
    start, end = match.span("share")
    found = bounded(text, start, end, value, "%", "exact")
    yield replace(found, qualifier="over") if printed == "过半" else found


def _rounded(percent: Decimal) -> Decimal:
    """Return a share in percent; one third is printed as 33.33."""
    short = percent.normalize()
    if len(short.as_tuple().digits) > _PRINTED:
        return percent.quantize(_CENT)
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def _single(text: str, match: re.Match[str], which: str, form: str | None, end: int) -> Iterator[Quantity]:
    """Read one of the numbers of a match, with its unit's printed form and the end of both."""
    run, number = match[which], match.start(which)
    start = match.start() if which == "first" else number
    read = amount(run) if not _BARE_SCALE.fullmatch(run.rstrip()) else _one_of(text, number, run.rstrip())
    if read is None:
        return
    value, qualifier, upper = read
    value = -value if text[start] == "-" else value
    if form is None:
        if _ROUGH_PEOPLE.fullmatch(run) and not text.startswith(_TIMES, number + len(run)):
            yield replace(bounded(text, number, number + len(run), value, "", qualifier, upper), use="rough")
        elif _counts_bare(text, number, run):
            found = bounded(text, number, number + len(run.rstrip()), value, "", qualifier, upper)
            listed = _LISTED.match(text, number + len(run)) is not None
            yield found if listed or run.rstrip(" \u3000余多")[-1] in "万亿" else replace(found, use="ratio")
        return
    token, factor = units.forms()[form]
    if not _fits(run, value, token) or (form in _LOOSE and run.rstrip("余多 ")[-1:] not in _LOOSE[form]):
        return
    per = match["per"] if match["second"] is None else None
    token = token if per is None else f"{token}/{match['per_scale']}{_TIMES_PER.get(per) or units.forms()[per][0]}"
    scaled = None if upper is None else upper * factor
    yield bounded(text, start, end, value * factor, token, qualifier, scaled)


# 801元/月, 16.9万吨/日: alone these are dates.
_TIMES_PER = {"日": "天", "月": "月", "年": "年"}


def _one_of(text: str, start: int, scale: str) -> tuple[Decimal, str, Decimal | None] | None:
    """Read 过万元 and 超千家; without a bound the scale belongs to a name (百亿县, 千亿级产业)."""
    before = text[max(0, start - 8) : start]
    if not (_bounds("before")[0].search(before) or _bounds("scale")[0].search(before)):
        return None
    value = parse("一" + scale) or parse(scale)
    return None if value is None else (value, "exact", None)


def _fits(run: str, value: Decimal, token: str) -> bool:
    """Say whether a number of this form can count this unit."""
    kind = use(token)
    if kind == "none" or (token in _DATED and _YEARS[0] <= value < _YEARS[1]):
        return False
    return not (kind == "digits" and len(run) == 1 and not run.isdigit())


# Short forms of a unit that are other words after a small number (三方, 一度): 22亿方, 300亿度.
_LOOSE = {"方": "万亿", "度": "万亿", "P": "0123456789万"}


@lru_cache(4096)
def amount(run: str) -> tuple[Decimal, str, Decimal | None] | None:
    """Read a number with what is said inside it: value, qualifier and the upper end of a vague one."""
    bare = run.rstrip(" \u3000").replace("好几", "几")
    if vague := _VAGUE.fullmatch(bare):
        return _vague(vague)
    qualifier = "exact"
    if rough := _ROUGH_IN.search(bare):
        qualifier = "over" if rough[1] == "多" else "about"
    value = parse(bare)
    return None if value is None else (value, qualifier, None)


def _vague(match: re.Match[str]) -> tuple[Decimal, str, Decimal | None] | None:
    """Read 数百 (100 to 1,000), 十几亿 (10 to 20 hundred million), 上百 (from 100 on)."""
    if match["teens"]:
        low = parse(match["teens"][:-1])
        scale = Decimal(1) if not match["tail"] else parse("一" + match["tail"])
        return None if low is None or scale is None else (low * scale, "over", (low + 10) * scale)
    if not match["tail"]:
        return None
    base = parse("一" + match["tail"]) if match["tail"][0] != "十" else parse(match["tail"])
    if base is None:
        return None
    return base, "over", None if match["lead"] == "上" else base * 10


# 分别提高15、22个百分点: the unit follows the last number of a list.
_LISTED = re.compile(r"[、和]\d[\d.]*(?:[、和]\d[\d.]*)?(?:个?百分点|%|万|亿|[万亿]?元|公里|[个家人件项户台])")


# 覆盖人数过亿，: a scale alone is an amount where nothing follows that it could belong to.
_CLOSING = tuple("，。；、！）\n")
# A saying (万里), the parts of a whole (4.0∶37.7∶58.3).
_NO_AMOUNT = re.compile(r"里(?![^，。]{0,2}程)|[∶:：]\d[\d.]*[∶:：]")


def _counts_bare(text: str, start: int, run: str) -> bool:
    """Say whether a number without unit is an amount: it has a scale (突破45万), or is a ratio (收入比为1.50)."""
    bare = run.rstrip(" \u3000余多")
    if _NO_AMOUNT.match(text, start + len(run)):
        return False
    if "分别" in text[max(0, start - 12) : start] and _LISTED.match(text, start + len(run)):
        return True
    if bare[-1:] in ("万", "亿") and (len(bare) > 1 or text[start + len(run) : start + len(run) + 1] in _CLOSING):
        return True
    return "." in bare and _RATIO.search(text[max(0, start - 10) : start]) is not None


_FROM = re.compile(r"[从由自][^，。；\d]{0,6}$")
# `2000余员工`: a rough number without a measure word, before people.
_ROUGH_PEOPLE = re.compile(r"\d{2,}[余多]")
_TIMES = tuple("年天日月时分秒岁里元亩米度")
_RATIO = re.compile(r"(?:比|比值|指数|系数|倍差)(?:[^，。；、\d]{0,2})(?:为|是|达到?|至|到|成|由|从)$")


def _pair(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Read two numbers with a dash or 至 between them: a range, or two quantities after 从 or 由."""
    first, second = amount(match["first"]), amount(match["second"])
    form = match["unit2"] or match["unit1"]
    if first is None or second is None or form is None or not _is_range(text, match, first[0], second[0]):
        yield from _apart(text, match)
        return
    low = first[0]
    scale = _SCALE.search(match["second"])
    if scale and not _SCALE.search(match["first"]) and match["unit1"] is None:
        low *= parse("一" + scale[1]) or parse(scale[1]) or Decimal(1)
    token, factor = units.forms()[form]
    if low >= second[0] or not _fits(match["first"] + match["second"], second[0], token):
        yield from _apart(text, match)
        return
    found = bounded(text, match.start(), match.end(), low * factor, token, "exact")
    yield replace(found, upper=second[0] * factor)


def _is_range(text: str, match: re.Match[str], low: Decimal, high: Decimal) -> bool:
    one, two = match["unit1"], match["unit2"]
    if one and two and units.forms()[one] != units.forms()[two]:
        return False
    if one and not two:
        return False
    if match["join"] in ("至", "到") and _FROM.search(text[max(0, match.start() - 7) : match.start()]):
        return False
    return low != high


def _apart(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Read the two numbers of a pair each for itself; the first takes the unit of the second where it has none."""
    cut = match.end("unit1") if match["unit1"] else match.end("first")
    one = match["unit1"] or (match["unit2"] if match["join"] in ("至", "到") else None)
    yield from _single(text, match, "first", one, cut)
    if match["join"] in ("至", "到") or match["unit1"]:
        yield from _single(text, match, "second", match["unit2"], match.end())


@cache
def _bounds(place: str) -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    """Return the pattern of the bound words before or after a number, the qualifier of each, and how they end."""
    table = [(*row, "")[:4] for row in rows("figure_bounds.tsv") if row[0] == place]
    words = {row[2]: row[1] for row in table}
    parts = [
        (f"(?<![{row[3]}])" if row[3] else "") + re.escape(row[2])
        for row in sorted(table, key=lambda row: (-len(row[2]), row[2]))
    ]
    joined = "|".join(parts)
    pattern = re.compile(rf"[ \u3000]?(?:{joined})" if place == "after" else rf"(?:{joined})[ \u3000]?$")
    return pattern, words, frozenset(word[-1] for word in words) | frozenset(" \u3000\n")


def bounded(
    text: str, start: int, end: int, value: Decimal, unit: str, qualifier: str, upper: Decimal | None = None
) -> Quantity:
    """Return the quantity with the bound words before and after it taken in."""
    begin, close = start, end
    pattern, words, ends = _bounds("before")
    window = text[max(0, start - 8) : start]
    # `$` with search takes the longest word that ends here, as the leftmost one; before most numbers ends none.
    if window[-1:] in ends and (before := pattern.search(window)):
        word = before[0].strip()
        begin = start - len(before[0])
        if qualifier == "exact" or words[word] in ("upTo", "under"):
            qualifier = words[word]
    elif _BARE_SCALE.match(text, start) and (before := _bounds("scale")[0].search(window)):
        begin = start - len(before[0])
        qualifier = _bounds("scale")[1][before[0].strip()]
    pattern, words, _ = _bounds("after")
    if after := pattern.match(text, end):
        word = after[0].strip()
        if word != "多" or re.match(r"[的，。；、）)\s]|$", text[after.end() :][:1]):
            close = after.end()
            qualifier = words[word] if qualifier == "exact" else qualifier
    return Quantity(begin, close, value, unit, qualifier, upper, start, end, use(unit) if unit else "bare")
