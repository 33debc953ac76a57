"""One HTML page of a comparison with gold annotation: scores, the table of types, calibration, and every error.

Everything is in the file and nothing comes from the network. All text stays text: the template escapes it, and the one
script only hides and shows what is there. Without scripts the page can be read as a whole.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from kg.evaluation import Fault, Judged, Sheet, calibration
from kg.evaluation.calibration import Line
from kg.evaluation.sheet import LAYERS, NOTHING
from kg.evaluation.words import FAULTS_ZH, LAYERS_ZH, kinds, label, row
from outputs.source import replacing

Json = dict[str, Any]

# Steps of shade in the table of types: from this share of its row on, a cell takes the next.
_SHADES = (0.0, 0.02, 0.05, 0.15, 0.4, 0.8)
# A rule that found fewer is listed at the end, in small.
_FEW = 3
_LAYERS_EN = {"mention": "names", "span": "spans, any type", "entity": "entities", "relation": "relations"} | {
    "figure": "figures"
}
_FAULTS_EN = {
    "missing": "missing",
    "invented": "invented",
    "type": "wrong type",
    "border": "wrong border",
    "indicator": "wrong indicator",
    "about": "wrong subject",
    "period": "wrong period",
    "change": "wrong growth",
}


def write_scores(sheet: Sheet, target: Path, *, title: str) -> None:
    """Write the page; raise InputError where `target` cannot be written. `title` names the gold."""
    page = render(sheet, title=title)
    with replacing(target) as part:
        part.write_text(page, "utf-8", newline="\n")


def render(sheet: Sheet, *, title: str) -> str:
    """Return the page as text."""
    style, script = _asset("scores.css"), _asset("scores.js")
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; base-uri 'none'"
    page = _template().render(
        title=title,
        policy=policy,
        style=style,
        script=script,
        documents=sheet.documents,
        heads=[_head(sheet, layer) for layer in LAYERS if sheet.counts[layer]],
        tables=[_scores(sheet, layer) for layer in LAYERS if sheet.counts[layer] and layer != "span"],
        types=_types(sheet),
        calibrations=list(_calibrations(sheet)),
        groups=[_group(layer, kind, faults) for (layer, kind), faults in sheet.sorted_faults()],
        names=sorted({fault.name for fault in sheet.faults if fault.layer != "figure"}),
        label=label,
    )
    return page.encode("utf-8", "replace").decode("utf-8")


def _head(sheet: Sheet, layer: str) -> Json:
    return {"zh": LAYERS_ZH[layer], "en": _LAYERS_EN[layer], "count": sheet.total(layer)}


def _scores(sheet: Sheet, layer: str) -> Json:
    rows = [(row(layer, name), name, count) for name, count in sheet.rows(layer)]
    total = None if layer == "figure" else sheet.total(layer)
    return {"layer": layer, "zh": LAYERS_ZH[layer], "en": _LAYERS_EN[layer], "rows": rows, "total": total}


def _types(sheet: Sheet) -> Json:
    names = kinds(sheet)
    return {"names": names, "rows": [(want, _cells(sheet, want, names)) for want in (*names, NOTHING)]}


def _cells(sheet: Sheet, want: str, names: Sequence[str]) -> list[Json]:
    """Return the cells of a row, each with its count and its shade."""
    counts = {have: sheet.confusion[want, have] for have in (*names, NOTHING)}
    total = sum(counts.values())
    cells = []
    for have, count in counts.items():
        shade = sum(count / total > step for step in _SHADES) if total else 0
        cells.append({"have": have, "count": count, "shade": shade, "right": want == have != NOTHING})
    return cells


def _calibrations(sheet: Sheet) -> Iterator[Json]:
    for layer in ("mention", "relation", "figure"):
        judged = [one for one in sheet.judged if one.layer == layer]
        if judged:
            yield _calibration(layer, judged)


def _calibration(layer: str, judged: Sequence[Judged]) -> Json:
    bands, rules = calibration.by_band(judged), calibration.by_rule(judged)
    return {
        "zh": LAYERS_ZH[layer],
        "en": _LAYERS_EN[layer],
        "error": calibration.error(judged),
        "bands": bands,
        "dots": [_dot(line, len(judged)) for line in bands],
        "rules": [line for line in rules if line.found >= _FEW],
        "rare": [line for line in rules if line.found < _FEW],
    }


def _dot(line: Line, total: int) -> Json:
    """Return the place of a band in a square of 100, precision upwards; its area is its share of the findings."""
    size = 1.6 + 9 * float(line.found / total) ** 0.5
    return {"x": round(100 * line.promised, 1), "y": round(100 - 100 * line.precision, 1), "r": round(size, 1)}


def _group(layer: str, kind: str, faults: Sequence[Fault]) -> Json:
    return {
        "id": f"{layer}-{kind}",
        "layer": layer,
        "zh": f"{LAYERS_ZH[layer]}：{FAULTS_ZH[kind]}",
        "en": f"{_LAYERS_EN[layer]}, {_FAULTS_EN[kind]}",
        "faults": faults,
    }


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_asset("scores.html.j2"))


@cache
def _asset(name: str) -> str:
    return files("outputs").joinpath("templates", name).read_text("utf-8")
