"""The graph as GraphML and GEXF, for Gephi, Cytoscape, yEd and networkx.

Both formats know plain values only, and networkx writes files that nobody can open where a text holds control
characters or lone surrogates (networkx#8713). So values are cleaned first: None becomes "", a list becomes one text
with `|` between its items. Every edge says by which rule, how surely and where it was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from ontology import model
from outputs.source import Graph, replacing

# What XML 1.0 does not allow in a text (https://www.w3.org/TR/xml/#charsets).
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(graph: Graph, target: Path) -> None:
    """Write GraphML; node and edge keys are IRIs."""
    with replacing(target) as part:
        nx.write_graphml_xml(plain(graph.to_networkx()), str(part), edge_id_from_attribute="id")


def write_gexf(graph: Graph, target: Path) -> None:
    """Write GEXF 1.2; node and edge keys are IRIs."""
    writer = GEXFWriter(plain(graph.to_networkx()))
    meta: Element = writer.xml[0]
    meta.attrib.pop("lastmodifieddate", None)  # equal graphs give equal files on any day
    with replacing(target) as part, part.open("wb") as stream:
        writer.write(stream)


def plain(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a copy with plain, clean attributes, nodes and edges sorted by their keys."""
    copy = nx.MultiDiGraph()
    for node, values in sorted(network.nodes(data=True)):
        copy.add_node(node, **_node(values))
    for source, target, key, values in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        copy.add_edge(source, target, key=key, id=key, **_edge(values))
    return copy


def joined(values: Iterable[Any]) -> str:
    """Return the items as one text with `|` between them; a `|` or backslash inside an item gets a backslash."""
    return "|".join(re.sub(r"([|\\])", r"\\\1", clean(value)) for value in values)


def split(text: str) -> list[str]:
    """Return the items of a text that `joined` made."""
    items, rest = [""], iter(text)
    for character in rest:
        if character == "|":
            items.append("")
        else:
            items[-1] += next(rest, "") if character == "\\" else character
    return items if text else []


def clean(value: Any) -> str:
    """Return a value as text that XML can hold; None is ""."""
    return "" if value is None else _UNPRINTABLE.sub("", str(value))


def type_label(name: str) -> str:
    """Return the Chinese label of a class or relation; an unknown name is its own label."""
    return model.label(name) if name in model.terms() else name


def _node(values: Mapping[str, Any]) -> dict[str, str | int]:
    kind = clean(values.get("type"))
    documents = values.get("documents") or ()
    return {
        "label": clean(values.get("label")),
        "type": kind,
        "type_label": type_label(kind),
        "aliases": joined(values.get("aliases") or ()),
        "documents": joined(documents),
        "document_count": len(documents),
    }


def _edge(values: Mapping[str, Any]) -> dict[str, str | float]:
    name = clean(values.get("predicate"))
    found: list[Mapping[str, Any]] = list(values.get("evidence") or ())
    return {
        "label": type_label(name),
        "predicate": name,
        "title": clean(values.get("title")),
        "confidence": float(values.get("confidence") or 0),
        "rule": clean(values.get("rule")),
        "source_documents": joined(one.get("document") for one in found),
        "source_titles": joined(one.get("document_title") for one in found),
        "source_dates": joined(one.get("date") for one in found),
        "source_spans": joined(f"{one.get('start')}-{one.get('end')}" for one in found),
        "source_texts": joined(one.get("exact") for one in found),
        "source_sentences": joined(one.get("sentence") for one in found),
    }
