"""What leaves the graph: exports in seven formats, and one page to look at it.

`WRITERS` is the registry of the exports: name -> `write(graph, target)`. Each writes the whole graph to `target`,
sorted, without a clock, and puts the file in its place only when it is complete. The page is `outputs.page.write_page`.
"""

from __future__ import annotations

from outputs import cube, networks, rdf, tables
from outputs.source import Graph, Writer

WRITERS: dict[str, Writer] = {
    "ttl": rdf.write_turtle,
    "nq": rdf.write_nquads,
    "jsonld": rdf.write_jsonld,
    "graphml": networks.write_graphml,
    "gexf": networks.write_gexf,
    "csv": tables.write,
    "qb": cube.write_cube,
}

__all__ = ["WRITERS", "Graph", "Writer"]
