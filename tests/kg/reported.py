"""Figures as rows, in one call: `reported("地区生产总值", "1060.5亿元", "106050000000")`."""

from __future__ import annotations

from decimal import Decimal

from kg.rows import Document, Evidence, Figure, Ref

YEAR = ("2024-01-01", "2024-12-31")
LAST_YEAR = ("2023-01-01", "2023-12-31")
HALF = ("2024-01-01", "2024-06-30")
QUARTER = ("2024-01-01", "2024-03-31")


def reported(
    indicator: str,
    text: str,
    value: str | None = None,
    unit: str = "CNY",
    *,
    period: tuple[str, str] = YEAR,
    change: str | None = None,
    source: str = "a",
    about: str | None = "富阳区",
    kind: str = "actual",
    qualifier: str = "exact",
    rank: int | None = None,
    condition: str = "",
    rule: str = "figure:level:named",
) -> Figure:
    """Return a figure that document `source` states in a sentence of its own."""
    sentence = f"{about or ''}{indicator}{text}。"
    evidence = Evidence(Document(f"d:{source}", f"报道{source}", "2025-01-08"), 0, len(text), text, sentence)
    return Figure(
        iri=f"f:{source}/{indicator}/{text}/{period[1]}",
        about=None if about is None else Ref(f"e:{about}", about, "District"),
        indicator=indicator,
        value=None if value is None else Decimal(value),
        unit=unit if value is not None else "",
        qualifier=qualifier,
        period=period,
        change=None if change is None else Decimal(change),
        change_basis="" if change is None else "yearOnYear",
        kind=kind,
        text=text,
        upper_value=None,
        rank=rank,
        rank_scope="",
        condition=condition,
        confidence=0.9,
        rule=rule,
        evidence=(evidence,),
    )
