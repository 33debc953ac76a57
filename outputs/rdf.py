"""The graph as RDF: N-Quads and JSON-LD with the named graphs, Turtle with all of them merged.

Lines and triples are sorted, so that equal graphs give equal files. The quarantine stays in the formats that keep it
apart from what is valid; Turtle, which cannot, leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.store import View, canonical_nquads
from ontology.namespace import QUARANTINE
from outputs.source import Graph, replacing


def write_nquads(graph: Graph, target: Path) -> None:
    """Write canonical N-Quads: one sorted line for each quad."""
    with replacing(target) as part:
        part.write_bytes(canonical_nquads(graph.view))


def write_jsonld(graph: Graph, target: Path) -> None:
    """Write JSON-LD with a context of our prefixes and one `@graph` for each named graph."""
    with replacing(target) as part:
        ox.serialize(_sorted(graph.view), str(part), format=ox.RdfFormat.JSON_LD, prefixes=graph.view.prefixes)


def write_turtle(graph: Graph, target: Path) -> None:
    """Write Turtle with our prefixes: the union of all graphs but the quarantine."""
    with replacing(target) as part:
        ox.serialize(_merged(graph.view), str(part), format=ox.RdfFormat.TURTLE, prefixes=graph.view.prefixes)


def _sorted(view: View) -> Iterator[ox.Quad]:
    """Yield the quads in the order of their N-Quads lines within each graph."""
    for name in view.graphs():
        yield from sorted(view.quads(graph=name), key=str)


def _merged(view: View) -> Iterator[ox.Triple]:
    """Yield every triple once, the triples of a subject together."""
    graphs = [name for name in view.graphs() if name != view.node(QUARANTINE)]
    triples = {quad.triple for name in graphs for quad in view.quads(graph=name)}
    yield from sorted(triples, key=str)
