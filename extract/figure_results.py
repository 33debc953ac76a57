"""Name the measure that a deed comes to: 卖出｜3万箱 is a 销量, 一季挣了｜2万元 an income, 一斤卖｜5元 a price."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from extract import measures
from extract.figure_text import Span
from extract.indicators import has_verb, tagged, word_set
from extract.lexicon import rows
from extract.quantities import COUNTS, Quantity

# 现在鲜果一公斤能卖｜20元, 每盒｜35元: what one of them costs.
_PRICE = re.compile(
    r"(?P<per>[一每](?:[公市]?斤|克|吨|[只张杯碗枚件盒瓶袋箱棵株头条份朵片把双套台粒颗根块串桶篮束担]|平方米))"
    r"(?:只|才|能|可|就|要|现在|平均)*(?:要|卖|售价?)?$"
)
# 均价每公斤, 按每吨: told already, or for what it is paid.
_TOLD = re.compile(r"价|租金|成本|费|税|标准|工钱|奖励|补[助贴]|[按以].|便宜|[涨跌降]")
_COUNTED = re.compile("(?:人|批|件|家|户)次$")
# 比以前多｜卖: by how much it was more.
_MORE = re.compile(r"多.$")
_LOAN = re.compile("(?:贷|贷款)[”·\\w]{0,6}$")
# 设立｜20亿元｜的产业基金: how large it is.
_SETS_UP = re.compile("设立|组建|成立|发起")
_KIND = "(?P<kind>基金|资金池|风险池|补偿金|专项资金)"
_FUND = re.compile(rf"的?[^，。；、\d]{{0,24}}?{_KIND}(?![^，。；、]{{0,2}}(?:管理|公司))")
_FUND_BEFORE = re.compile(rf"{_KIND}[”》]?[，、]?(?:总|首期)?(?:规模)?(?:为|达到?)?$")
_SIZE = re.compile("(?P<of>总|首期)?规模(?:为|达到?)?$")
_REACH = 30


def named(words: str, quantity: Quantity) -> str:
    """Return words that begin or end with a deed with the noun for what it comes to: 卖出香囊｜4箱 is 香囊销量."""
    use = _use(quantity)
    price = _PRICE.search(words) if use == "money" and quantity.qualifier != "upTo" else None
    if price is not None:
        return words if _TOLD.search(words) else words[: price.end("per")] + "价格"
    if _MORE.search(words):
        return words
    nouns = _nouns(use)
    plain = words.removesuffix("面积") if use == "area" else words if use == "money" else measures.uncounted(words)
    tokens = [word for word, _ in tagged(plain)]
    for i, word in reversed(list(enumerate(tokens))):
        if word in nouns and (len(word) > 1 or i in (0, len(tokens) - 1)):
            return "".join(tokens[:i] + tokens[i + 1 :]) + nouns[word]
    return words


def beside(first: str, quantity: Quantity) -> str:
    """Return the words for what stands beside a count of the same: 项目6个、｜27亿元, 研学42批次、｜3120人."""
    stem = _COUNTED.sub("", measures.uncounted(first))
    if quantity.use == "money":
        return stem + ("" if stem.endswith("额") else "金额")
    return measures.counted(stem, quantity.unit) if quantity.unit != "人" else stem.removesuffix("人") + "人数"


def priced(words: str, quantity: Quantity) -> bool:
    """Say whether words that name no measure of things do name one of money: 价格, 额度."""
    return quantity.use == "money" and words in ("价格", "额度", "规模")


def topic(earlier: str, quantity: Quantity) -> str:
    """Return what the clause before tells that an amount is of: 推出“渔船贷”，｜20万元 is a loan."""
    if quantity.use != "money" or not has_verb(earlier):
        return earlier
    return "贷款" if _LOAN.search(earlier) else "" if quantity.qualifier == "upTo" else earlier


def fund(text: str, clause: Span, quantity: Quantity) -> str:
    """Return the words for how large a fund is: 设立｜20亿元｜产业基金, 设立风险资金池，规模｜1亿元."""
    if quantity.use != "money" or quantity.qualifier == "upTo":
        return ""
    set_up = _SETS_UP.search(text, clause[0], quantity.start)
    sized = _SIZE.search(text, clause[0], quantity.start)
    if set_up is None and sized is None:
        return ""
    kind = _FUND.match(text, quantity.end, clause[1]) if set_up is not None else None
    begin = set_up.end() if sized is None and set_up is not None else max(clause[0] - _REACH, 0)
    kind = kind or _FUND_BEFORE.search(text, begin, quantity.start if sized is None else sized.start())
    if kind is None:
        return ""
    return f"{sized['of']}规模" if sized is not None and sized["of"] else kind["kind"] + "规模"


def _use(quantity: Quantity) -> str:
    if quantity.use in COUNTS or quantity.use in ("bare", "rough"):
        return "people" if quantity.unit == "人" else "things"
    if quantity.unit in word_set("area-unit"):
        return "area"
    return "things" if quantity.use == "measure" else quantity.use


@cache
def _nouns(use: str) -> Mapping[str, str]:
    return {deed: noun for kind, deed, noun in rows("figure_results.tsv") if kind == use}
