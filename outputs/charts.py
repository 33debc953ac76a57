"""One HTML page with charts of an indicator: over time and across places, each point with its sentence below.

Altair makes the Vega-Lite description, and the package behind it brings the Vega scripts, which go into the file:
nothing comes from the network. All text stays text, as in `outputs.page`. Vega compiles the expressions of a chart,
so the security policy of the page has to allow that to the two scripts it names.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined, Template

from kg.graph import KnowledgeGraph
from ontology.errors import MissingExtraError
from outputs.chart_data import Chart, Point, chart_data
from outputs.page import embedded
from outputs.source import replacing

if TYPE_CHECKING:
    import altair as alt

Json = dict[str, Any]

# More lines than this cannot be told apart.
_LINES = 10
_COLOURS = (
    "#a53c2c", "#2f6f8f", "#c98a1b", "#5b7f3a", "#7a4f8a", "#3f8f86", "#b5657a", "#6a6357", "#274b7a", "#8a5a2b",
)  # fmt: skip
_DASHES = {"全年": [1, 0], "上半年": [6, 3], "一季度": [2, 2], "前三季度": [9, 3, 2, 3]}
_TOOLTIP = (
    ("about", "对象"), ("when", "时期"), ("text", "原文"), ("growth", "增速"), ("kind", "性质"), ("sentence", "原句"),
    ("source", "来源"),
)  # fmt: skip


def write_chart(
    graph: KnowledgeGraph, target: Path, *, indicator: str, about: Sequence[str] = (), since: str | None = None
) -> int:
    """Write the page and return how many values it shows; needs the extra `charts`.

    Raises NotFoundError where the indicator or an entity is unknown, or nothing is reported.
    """
    data = chart_data(graph, indicator, about, since)
    page = render(data)
    with replacing(target) as part:
        part.write_text(page, "utf-8", newline="\n")
    return len(data.points)


def render(data: Chart) -> str:
    """Return the page as text."""
    charts = [
        {"id": f"chart{place}", "title": title, "spec": spec} for place, (title, spec) in enumerate(_panels(data))
    ]
    style, script, vega = _asset("chart.css"), _asset("chart.js"), _vega()
    policy = (
        f"default-src 'none'; script-src {_hash(script)} {_hash(vega)} 'unsafe-eval'; "
        "style-src 'unsafe-inline'; img-src data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
    page = _template().render(
        title=data.indicator,
        unit=data.unit,
        policy=policy,
        style=style,
        vega=vega,
        script=script,
        charts=charts,
        data=embedded([{"id": one["id"], "spec": one["spec"]} for one in charts]),
        groups=list(_groups(data)),
        documents=len({one.iri for point in data.points for one in point.claim.sources}),
        count=len(data.points),
    )
    return page.encode("utf-8", "replace").decode("utf-8")


# ---- charts


def _panels(data: Chart) -> Iterator[tuple[str, Json]]:
    """Yield the charts that the data can fill: values, then growth; over time, then across places."""
    for measure, name, unit in (("value", "数值", data.unit), ("change", "增速", "%")):
        drawn = [one for one in data.points if getattr(one, measure) is not None]
        lines = _series(drawn)
        if lines:
            shown = [one for one in drawn if one.about in lines]
            alone = f"{lines[0]}，" if len(lines) == 1 else ""
            yield f"{name}：{alone}随时间变化（{unit}）", _over_time(shown, lines, measure)
        places = _across(drawn)
        if places:
            yield f"{name}：{places[0].when}各地比较（{unit}）", _across_places(places, measure)


def _series(drawn: Sequence[Point]) -> list[str]:
    """Return the subjects with values of two periods or more, those with most first, as many as lines can be told."""
    periods: defaultdict[str, set[str]] = defaultdict(set)
    for one in drawn:
        if not one.kind:
            periods[one.about].add(one.when)
    known = sorted((name for name in periods if len(periods[name]) > 1), key=lambda name: (-len(periods[name]), name))
    return known[:_LINES]


def _across(drawn: Sequence[Point]) -> list[Point]:
    """Return the points of the period that most subjects report, the latest of equals, one for each subject."""
    periods: defaultdict[tuple[str, str], dict[str, Point]] = defaultdict(dict)
    for one in drawn:
        if not one.kind:
            known = periods[one.end, one.when].setdefault(one.about, one)
            if len(one.claim.sources) > len(known.claim.sources):
                periods[one.end, one.when][one.about] = one
    best = max(periods, key=lambda key: (len(periods[key]), key), default=None)
    return [] if best is None or len(periods[best]) < 2 else list(periods[best].values())


def _over_time(points: Sequence[Point], names: Sequence[str], measure: str) -> Json:
    alt = _altair()
    rows = [one.row(measure) for one in sorted(points, key=lambda one: (one.end, one.when, one.about))]
    forms = sorted({str(row["form"]) for row in rows}, key=lambda form: (form not in _DASHES, form))
    x = alt.X("when:N", title=None, scale=alt.Scale(domain=_domain(points)), axis=alt.Axis(labelAngle=0))
    y = alt.Y("shown:Q", title=None, scale=alt.Scale(zero=False, nice=True), axis=alt.Axis(tickCount=6))
    colours = alt.Scale(domain=list(names), range=list(_COLOURS[: len(names)]))
    colour = alt.Color("about:N", scale=colours, legend=alt.Legend(title=None) if len(names) > 1 else None)
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, y=y, color=colour)
    dashes = alt.Scale(domain=forms, range=[_DASHES.get(form, [1, 3]) for form in forms])
    dash = alt.StrokeDash("form:N", scale=dashes, legend=alt.Legend(title=None) if len(forms) > 1 else None)
    line = base.transform_filter("datum.kind == '实绩'").mark_line(strokeWidth=1.8).encode(strokeDash=dash)
    line = line.encode(detail="form:N")
    dots = base.mark_point(size=90, strokeWidth=1.8, opacity=1, cursor="pointer").encode(
        fill=alt.condition("datum.kind == '实绩'", colour, alt.value("transparent")), tooltip=_tooltip()
    )
    return _sized((line + dots).resolve_scale(color="shared"), 380)


def _domain(points: Sequence[Point]) -> list[str]:
    """Return the periods along the axis; years without a value keep their place."""
    whole = {one.year: one.when for one in points if one.form == "全年"}
    if all(one.form == "全年" for one in points):
        return [whole.get(year, f"{year}年") for year in range(min(whole), max(whole) + 1)]
    return list(dict.fromkeys(one.when for one in sorted(points, key=lambda one: (one.end, one.form == "全年"))))


def _across_places(points: Sequence[Point], measure: str) -> Json:
    alt = _altair()
    ordered = sorted(points, key=lambda one: (-getattr(one, measure), one.about))
    rows = [one.row(measure) for one in ordered]
    x = alt.X("shown:Q", title=None, axis=alt.Axis(orient="top", tickCount=6))
    y = alt.Y("about:N", title=None, sort=[one.about for one in ordered])
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, y=y, tooltip=_tooltip())
    bars = base.mark_bar(color=_COLOURS[0], cursor="pointer", height={"band": 0.62})
    layers = [bars]
    for below, align in ((False, "left"), (True, "right")):
        if any((getattr(one, measure) < 0) is below for one in points):
            chosen = base.transform_filter("datum.shown < 0" if below else "datum.shown >= 0")
            words = chosen.mark_text(align=align, dx=-5 if below else 5, fontSize=11.5)
            layers.append(words.encode(text="label:N"))
    return _sized(alt.layer(*layers), 26 * len(rows) + 10)


def _tooltip() -> list[alt.Tooltip]:
    return [_altair().Tooltip(f"{field}:N", title=title) for field, title in _TOOLTIP]


def _sized(chart: alt.LayerChart, height: int) -> Json:
    spec: Json = chart.properties(width="container", height=height).to_dict()
    # The page brings its own look; what Altair sets is for notebooks.
    spec.pop("config", None)
    return spec


def _altair() -> Any:
    try:
        import altair
    except ImportError as error:
        raise MissingExtraError("charts need altair: pip install 'xianzhi[charts]'") from error
    return altair


# ---- sentences


def _groups(data: Chart) -> Iterator[tuple[str, list[Json]]]:
    """Yield each subject with its claims as the page lists them, the latest period first."""
    known: defaultdict[str, list[Point]] = defaultdict(list)
    for one in data.points:
        known[one.about].append(one)
    for name, points in known.items():
        yield name, [_listed(one) for one in sorted(points, key=lambda one: one.end, reverse=True)]


def _listed(point: Point) -> Json:
    row = point.claim.figure
    growth = "" if point.claim.change is None or row.value is None else f"增速 {point.growth}"
    rank = "" if point.claim.rank is None else f"{row.rank_scope}第{point.claim.rank}位"
    return {
        "anchor": point.anchor,
        "when": point.when,
        "text": point.text,
        "notes": [one for one in (growth, rank, point.kind, row.condition) if one],
        "drawn": point.value is not None or point.change is not None,
        "said": [_said(span.sentence, span.exact, span.document) for span in point.claim.evidence],
    }


def _said(sentence: str, exact: str, document: Any) -> Json:
    """Return a sentence in three parts, so that the span in it can be marked, and its source."""
    printed = "".join(exact.split())
    start = sentence.find(printed) if printed else -1
    parts = (sentence, "", "") if start < 0 else (sentence[:start], printed, sentence[start + len(printed) :])
    source = "，".join(filter(None, (document.title or document.path, document.publisher, document.date)))
    # Only what a browser opens as a page is a link.
    return {"parts": parts, "source": source, "url": document.url if re.match("https?://", document.url) else ""}


@cache
def _vega() -> str:
    """Return the Vega scripts; inside the page they must not end their element."""
    try:
        import vl_convert
    except ImportError as error:
        raise MissingExtraError("charts need vl-convert-python: pip install 'xianzhi[charts]'") from error
    # The types of the package ask for what may be left out.
    text: str = vl_convert.javascript_bundle()  # type: ignore[call-arg]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"//# sourceMappingURL=\S*", "", text)
    return re.sub(r"</(?=script)", r"<\\/", text, flags=re.IGNORECASE).replace("<!--", r"<\!--")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(_asset("chart.html.j2"))


@cache
def _asset(name: str) -> str:
    return files("outputs").joinpath("templates", name).read_text("utf-8")
