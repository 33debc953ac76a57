"""What a chart of an indicator shows, as plain rows: a point for each claim, with its series and its sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.amounts import number, scale, unit_word
from kg.claims import Claim, claims
from kg.graph import KnowledgeGraph
from kg.layout import period
from ontology import model
from ontology.errors import NotFoundError
from ontology.iri import compact

# The cumulative parts of a year that statistics report, by their last month.
_FORMS = {"03": "一季度", "06": "上半年", "09": "前三季度", "12": "全年"}
_OTHER, _DAY, _YEARS = "其他时段", "时点", "多年"
_KINDS = {"actual": "", "target": "目标", "limit": "标准"}
_MARKS = {"over": "＞", "under": "＜", "upTo": "≤", "about": "约"}
_TOOLTIP = 110


@dataclass(frozen=True, slots=True)
class Point:
    """One claim on the page. `value` is in the unit of the chart and None where it is not drawn, as is `change`."""

    anchor: str
    about: str
    when: str
    form: str
    end: str
    value: float | None
    change: float | None
    kind: str
    text: str
    claim: Claim

    @property
    def year(self) -> int:
        """The year in which the period ends, or 0."""
        return int(self.end[:4] or 0)

    def row(self, measure: str) -> dict[str, str | float | None]:
        """Return the point as a row of chart data; `measure` is `value` or `change`."""
        shown: float | None = getattr(self, measure)
        span = self.claim.evidence[0] if self.claim.evidence else None
        sentence = "" if span is None else span.sentence
        more = len(self.claim.sources) - 1
        source = "" if span is None else f"《{span.document.title or span.document.path}》{span.document.date}"
        return {
            "anchor": self.anchor, "about": self.about, "when": self.when, "form": self.form, "end": self.end,
            "kind": self.kind or "实绩", "shown": shown, "text": self.text, "growth": self.growth,
            "label": "" if shown is None else f"{_MARKS.get(self.claim.figure.qualifier, '')}{shown:,.6g}",
            "sentence": sentence if len(sentence) <= _TOOLTIP else sentence[:_TOOLTIP] + "…",
            "source": source + (f" 等 {more + 1} 篇" if more > 0 else ""),
        }  # fmt: skip

    @property
    def growth(self) -> str:
        """The growth as it is printed, or "—"."""
        return "—" if self.claim.change is None else f"{self.claim.change:+f}%"


@dataclass(frozen=True, slots=True)
class Chart:
    """An indicator with its points, in order of subject and period, and the word for its unit (`亿元`)."""

    indicator: str
    unit: str
    points: tuple[Point, ...]


def chart_data(graph: KnowledgeGraph, indicator: str, about: Sequence[str] = (), since: str | None = None) -> Chart:
    """Return what is reported of an indicator: about the given entities, else about all divisions, else about all.

    Raises NotFoundError where a name means nothing or nothing is reported of both.
    """
    rows = graph.select(None, indicator, since)
    wanted = {graph.entity(name).iri for name in about}
    rows = [row for row in rows if row.about is not None and (not wanted or row.about.iri in wanted)]
    divisions = [row for row in rows if row.about is not None and _is_division(row.about.type)]
    known = claims(rows if wanted or not divisions else divisions)
    if not known:
        raise NotFoundError(f"nothing is reported of {indicator!r} about {'、'.join(about) or 'any entity'}")
    unit = _main_unit(known)
    drawn = [one.figure.value for one in known if one.figure.value is not None and one.figure.unit == unit]
    factor, word = scale(drawn) if unit != "%" else (Decimal(1), "")
    names = _names(known, graph.view.base)
    ordered = sorted(known, key=lambda one: (names[_about(one)], _end(one), one.figure.iri))
    points = [_point(number, one, names[_about(one)], unit, factor) for number, one in enumerate(ordered, start=1)]
    return Chart(known[0].figure.indicator, word + unit_word(unit) if unit else "", tuple(points))


def _point(place: int, claim: Claim, name: str, unit: str, factor: Decimal) -> Point:
    row = claim.figure
    form = form_of(row.period)
    # A result of a time still to come is a target that was not understood.
    early = row.kind == "actual" and any("" < span.document.date < row.period[0] for span in row.evidence)
    placed = bool(row.period[1]) and form != _YEARS and row.kind in ("actual", "target") and not early
    growth = claim.change if placed else None
    value = row.value if placed and row.unit == unit else None
    return Point(
        anchor=f"c{place}",
        about=name,
        when=period(*row.period) or "时期不明",
        form=form,
        end=_end(claim),
        value=None if value is None else float(number(value / factor)),
        change=None if growth is None else float(growth),
        kind=_KINDS.get(row.kind, row.kind),
        text=row.text,
        claim=claim,
    )


def form_of(days: tuple[str, str]) -> str:
    """Return what part of a year a period is: `全年`, `上半年`, a day or the state on it (`时点`), several years."""
    start, end = days
    if not start or start == end:
        return _DAY
    if start[:4] != end[:4]:
        return _YEARS
    whole = start.endswith("-01-01") and int(end[8:] or 0) >= 28
    return _FORMS.get(end[5:7], _OTHER) if whole else _OTHER


def _main_unit(known: Iterable[Claim]) -> str:
    counts = Counter(one.figure.unit for one in known if one.figure.value is not None and one.figure.period[1])
    return min(counts, key=lambda unit: (-counts[unit], unit), default="")


def _names(known: Iterable[Claim], base: str) -> dict[str, str]:
    """Return a name for each subject, with its IRI where another has the same."""
    labels = {one.figure.about.iri: one.figure.about.label for one in known if one.figure.about is not None}
    counts = Counter(labels.values())
    return {iri: name if counts[name] == 1 else f"{name}（{compact(iri, base)}）" for iri, name in labels.items()}


def _about(claim: Claim) -> str:
    return "" if claim.figure.about is None else claim.figure.about.iri


def _end(claim: Claim) -> str:
    return claim.figure.period[1] or claim.figure.period[0]


def _is_division(kind: str) -> bool:
    return bool(kind) and "AdministrativeDivision" in model.superclasses(kind)
