"""The units of figures: token, labels, IRI and printed forms, read once from units.csv."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ontology.iri import mint


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: `forms` maps each printed form to how many of the unit one of it is (华里 is 0.5 km)."""

    token: str
    label_zh: str
    label_en: str
    iri: str
    forms: tuple[tuple[str, Decimal], ...]


@cache
def units() -> Mapping[str, Unit]:
    """Return every unit of the table by its token, in the order of the table."""
    lines = files("ontology").joinpath("units.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return MappingProxyType({row["token"]: _unit(row) for row in rows})


@cache
def forms() -> Mapping[str, tuple[str, Decimal]]:
    """Return printed form -> (token, factor): a number before 华里 times 0.5 is a number of km."""
    return MappingProxyType({form: (unit.token, factor) for unit in units().values() for form, factor in unit.forms})


def iri(token: str) -> str:
    """Return the compact IRI of a unit; an unknown counting word is minted as `xzi:unit/<token>`."""
    known = units().get(token)
    return mint("unit", token) if known is None else known.iri


def label(token: str, language: str = "zh") -> str:
    """Return the name of a unit in `zh` or `en`; an unknown counting word is its own name.

    A unit per another (`CNY/月`) has the names of both.
    """
    known = units().get(token)
    if known is None:
        one, mark, per = token.partition("/")
        return f"{label(one, language)}/{label(per, language)}" if mark else token
    return known.label_en if language == "en" else known.label_zh


def _unit(row: Mapping[str, str]) -> Unit:
    printed = [form.partition("*") for form in row["forms"].split("|") if form]
    return Unit(
        token=row["token"],
        label_zh=row["label_zh"],
        label_en=row["label_en"],
        iri=row["iri"],
        forms=tuple((form, Decimal(factor or 1)) for form, _, factor in printed),
    )
