"""What the page knows, as plain data: names with their cards, relations with their sentences, and how each looks.

Everything that repeats (documents, sentences) stands once and is pointed to by its number.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import networkx as nx

from kg.claims import stages
from kg.excerpt import squeeze
from kg.reader import Reader
from kg.rows import Document, Evidence, Figure, Milestone
from ontology import model
from ontology.iri import compact
from ontology.namespace import XZ

Json = dict[str, Any]

# More names than this on one page are slow to draw and too many to see.
LIMIT = 1500


@cache
def words() -> Mapping[str, Any]:
    """Return looks and wording of the page."""
    known: Mapping[str, Any] = json.loads(files("outputs").joinpath("templates/words.json").read_text("utf-8"))
    return known


def page_data(network: nx.MultiDiGraph, reader: Reader, *, limit: int = LIMIT) -> Json:
    """Return all that the page shows, for the `limit` names with most relations."""
    return _Page(network, reader, limit).data()


@cache
def family(kind: str) -> int:
    """Return the number of the family that a class (local name) belongs to; the last one takes what is in no other."""
    families: list[Json] = words()["families"]
    known = kind in model.terms()
    return next(
        (n for n, one in enumerate(families[:-1]) if known and model.is_a(kind, one["class"])), len(families) - 1
    )


def marked(evidence: Evidence) -> tuple[str, str, str]:
    """Return the sentence as the text before the span, the span, and the text after it."""
    exact = squeeze(evidence.exact)
    before, found, after = evidence.sentence.partition(exact) if exact else ("", "", "")
    if found:
        return before, found, after
    return (evidence.sentence, "", "") if evidence.sentence else ("", exact, "")


def period(bounds: tuple[str, str]) -> str:
    """Return a period of two ISO dates in short: `2024`, `2024-01 – 2024-06`, `– 2025-12-31`."""
    start, end = bounds
    if start[5:] == "01-01" and end[5:] == "12-31":
        return start[:4] if start[:4] == end[:4] else f"{start[:4]} – {end[:4]}"
    if start[8:] == "01" and _ends_month(end):
        start, end = start[:7], end[:7]
    return start if start == end else f"{start} – {end}".strip()


def _ends_month(day: str) -> bool:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).day == 1
    except (ValueError, OverflowError):
        return False


def web_address(url: str) -> str:
    """Return an address of the web as it is, anything else (`javascript:`, a file) as ""."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


class _Page:
    """Collects the data of one page."""

    def __init__(self, network: nx.MultiDiGraph, reader: Reader, limit: int) -> None:
        self.network, self.reader = network, reader
        by_degree = sorted(network, key=lambda node: (-network.degree(node), node))
        self.names = by_degree[:limit]
        self.number = {name: number for number, name in enumerate(self.names)}
        self._documents: dict[str, int] = {}
        self._document_rows: list[Json] = []
        self._evidence: dict[Evidence, int] = {}
        self._evidence_rows: list[list[Any]] = []

    def data(self) -> Json:
        figures, lives = self._figures(), self._lives()
        nodes = [self._node(name, figures[name], lives[name]) for name in self.names]
        edges = self._edges()
        dates = sorted(filter(None, (self.reader.document(one).date for one in self.reader.instances("Document"))))
        return {
            "nodes": nodes,
            "edges": edges,
            "documents": self._document_rows,
            "evidence": self._evidence_rows,
            "families": self._families(),
            "relations": self._relations(edges),
            "types": {name: _labels(name) for name in sorted({str(node["type"]) for node in nodes})},
            "totals": {
                "entities": len(self.network),
                "shown": len(nodes),
                "edges": len({(*ends, values.get("predicate")) for *ends, values in self.network.edges(data=True)}),
                "documents": len(self.reader.instances("Document")),
                "figures": len(self.reader.instances("Figure")),
                "from": dates[0] if dates else "",
                "to": dates[-1] if dates else "",
            },
            "ui": words()["ui"],
        }

    def _node(self, name: str, figures: list[Figure], life: list[Milestone]) -> Json:
        values = self.network.nodes[name]
        kind = str(values.get("type") or "")
        spans = self.reader.spans({XZ.evidence: self.reader.facts(name).get(XZ.evidence, [])})
        figures = sorted(figures, key=lambda one: (one.period[1], one.indicator, one.iri), reverse=True)
        return {
            "iri": compact(name, self.reader.view.base),
            "label": str(values.get("label") or name),
            "type": kind,
            "family": family(kind),
            "aliases": [str(alias) for alias in values.get("aliases") or ()],
            "life": [self._stage(rows) for rows in stages(life)],
            "figures": [self._figure(one) for one in figures],
            "seen": [self._cite(span) for span in spans],
        }

    def _figure(self, figure: Figure) -> Json:
        value = "" if figure.value is None else f"{figure.value:f}"
        return {
            "indicator": figure.indicator,
            "text": figure.text or f"{value}{figure.unit}",
            "period": period(figure.period),
            "change": None if figure.change is None or figure.value is None else f"{figure.change:+f}%",
            "basis": figure.change_basis,
            "kind": figure.kind,
            "rank": figure.rank,
            "scope": figure.rank_scope,
            "condition": figure.condition,
            "evidence": [self._cite(span) for span in figure.evidence],
        }

    def _stage(self, rows: tuple[Milestone, ...]) -> Json:
        one = max(rows, key=lambda row: row.confidence)
        spans = [span for row in rows for span in row.evidence]
        spans.sort(key=lambda span: (span.document.date, span.document.iri, span.start))
        return {
            "stage": one.stage,
            "text": one.text,
            "period": period(one.period),
            "kind": one.kind,
            "confidence": round(one.confidence, 3),
            "rule": one.rule,
            "evidence": list(dict.fromkeys(self._cite(span) for span in spans)),
        }

    def _lives(self) -> defaultdict[str, list[Milestone]]:
        found: defaultdict[str, list[Milestone]] = defaultdict(list)
        for one in self.reader.milestones():
            found[one.about.iri].append(one)
        return found

    def _figures(self) -> defaultdict[str, list[Figure]]:
        found: defaultdict[str, list[Figure]] = defaultdict(list)
        for iri in self.reader.instances("Figure"):
            figure = self.reader.figure(iri)
            if figure.about is not None and figure.about.iri in self.number:
                found[figure.about.iri].append(figure)
        return found

    def _edges(self) -> list[Json]:
        """Return one edge for each relation, with what all documents say of it."""
        said: defaultdict[tuple[int, int, str], list[Json]] = defaultdict(list)
        for source, target, key, values in self.network.edges(keys=True, data=True):
            if source in self.number and target in self.number:
                ends = self.number[source], self.number[target]
                said[*ends, str(values.get("predicate") or "")].append({**values, "key": str(key)})
        return [self._edge(*triple, said[triple]) for triple in sorted(said)]

    def _edge(self, source: int, target: int, predicate: str, statements: list[Json]) -> Json:
        statements = sorted(statements, key=lambda one: str(one["key"]))
        best = max(statements, key=lambda one: float(one.get("confidence") or 0))
        titles = dict.fromkeys(str(one["title"]) for one in statements if one.get("title"))
        spans = [self._span(found) for one in statements for found in one.get("evidence") or ()]
        spans.sort(key=lambda one: (one.document.date, one.document.iri, one.start))
        return {
            "from": source,
            "to": target,
            "predicate": predicate,
            "title": "、".join(titles),
            "confidence": round(float(best.get("confidence") or 0), 3),
            "rule": str(best.get("rule") or ""),
            "evidence": list(dict.fromkeys(self._cite(span) for span in spans)),
        }

    def _span(self, found: Mapping[str, Any]) -> Evidence:
        iri = str(found.get("document") or "")
        known = self.reader.document(iri) if iri else Document(iri)
        if not known.title:
            known = Document(iri, str(found.get("document_title") or ""), str(found.get("date") or ""))
        place = int(found.get("start") or 0), int(found.get("end") or 0)
        return Evidence(known, *place, str(found.get("exact") or ""), str(found.get("sentence") or ""))

    def _cite(self, span: Evidence) -> int:
        if span not in self._evidence:
            self._evidence[span] = len(self._evidence_rows)
            self._evidence_rows.append([self._document(span.document), *marked(span), span.start, span.end])
        return self._evidence[span]

    def _document(self, one: Document) -> int:
        if one.iri not in self._documents:
            self._documents[one.iri] = len(self._document_rows)
            row = {"title": one.title, "date": one.date, "publisher": one.publisher, "path": one.path}
            self._document_rows.append({**row, "url": web_address(one.url)})
        return self._documents[one.iri]

    def _families(self) -> list[Json]:
        counts: defaultdict[int, int] = defaultdict(int)
        for name in self.names:
            counts[family(str(self.network.nodes[name].get("type") or ""))] += 1
        rows = enumerate(words()["families"])
        return [{**one, "label": _labels(one["class"]), "count": counts[number]} for number, one in rows]

    def _relations(self, edges: Iterable[Json]) -> list[Json]:
        looks, symmetric = words()["relations"], words()["symmetric"]
        counts: defaultdict[str, int] = defaultdict(int)
        for edge in edges:
            counts[edge["predicate"]] += 1
        plain = {"dashes": [1, 3], "light": "#77716a", "dark": "#b5aea4"}
        rows = []
        for name in (*model.relations(), *sorted(counts.keys() - set(model.relations()))):
            if counts[name]:
                look = looks.get(name, plain)
                inverse = {language: look.get(language, name) for language in ("zh", "en")}
                rows.append(
                    {
                        "name": name,
                        "label": _labels(name),
                        "inverse": inverse,
                        "symmetric": name in symmetric,
                        "count": counts[name],
                        **{part: look[part] for part in ("dashes", "light", "dark")},
                    }
                )
        return rows


@cache
def _labels(name: str) -> dict[str, str]:
    if name in model.terms():
        return {language: model.label(name, language) for language in ("zh", "en")}
    ui = words()["ui"]
    return {language: name or ui[language]["other"] for language in ("zh", "en")}
