"""What the parts of a comparison are called, in Chinese."""

from __future__ import annotations

from functools import cache

from kg.evaluation.sheet import NOTHING, Sheet
from ontology import model
from ontology.record import MentionType

LAYERS_ZH = {"mention": "名称", "span": "范围（不计类型）", "entity": "实体", "relation": "关系", "figure": "数据"}
ASPECTS_ZH = {"quantity": "数量", "indicator": "指标", "about": "对象", "period": "时期", "all": "全对"}
FAULTS_ZH = {
    "missing": "漏掉的",
    "invented": "多找的",
    "type": "类型不对",
    "border": "边界不对",
    "indicator": "指标不对",
    "about": "对象不对",
    "period": "时期不对",
    "change": "增速不对",
}


@cache
def _labels() -> dict[str, str]:
    terms = model.terms().values()
    return {one.name: one.labels["zh"] for one in terms} | {one.notation: one.labels["zh"] for one in terms}


def label(name: str) -> str:
    """Return what a type or a predicate is called in Chinese; the name itself where it is none of ours."""
    return _labels().get(name, name)


def row(layer: str, name: str) -> str:
    """Return what a row of a layer's table is called in Chinese."""
    return ASPECTS_ZH[name] if layer == "figure" else label(name)


def kinds(sheet: Sheet) -> list[str]:
    """Return the types that stand in the table of types, in the order of the guidelines."""
    seen = {name for pair in sheet.confusion for name in pair} - {NOTHING}
    return [str(kind) for kind in MentionType if kind in seen]
