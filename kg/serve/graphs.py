"""What the Graph Store Protocol does to the store; runs in the child process."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

import pyoxigraph as ox

from kg.serve.answers import GRAPHS

Graph = ox.NamedNode | ox.DefaultGraph


def act(store: ox.Store, request: Mapping[str, Any]) -> dict[str, Any]:
    """Do what `method` says with the graph `graph` (None is the default graph) and return the status.

    Uploads are parsed before anything is changed, and each change is one transaction.
    """
    graph: Graph = ox.NamedNode(request["graph"]) if request["graph"] else ox.DefaultGraph()
    there = _exists(store, graph)
    if request["method"] == "GET":
        return _get(store, graph, request) if there or not request["graph"] else _missing(request)
    if request["method"] == "DELETE":
        if not there and request["graph"]:
            return _missing(request)
        store.update(f"DROP {_name(graph)}")
        return {"status": 200}
    quads = list(chain.from_iterable(_parse(graph, part, request["url"]) for part in request["parts"]))
    if request["method"] == "PUT":
        # One update, so that nobody finds the graph gone and not yet there.
        store.update(_replacement(graph, quads))
        return {"status": 204 if there else 201}
    if isinstance(graph, ox.NamedNode):
        store.add_graph(graph)
    store.extend(quads)
    return {"status": 200 if there else 201}


def _exists(store: ox.Store, graph: Graph) -> bool:
    if isinstance(graph, ox.NamedNode):
        return store.contains_named_graph(graph)
    return next(store.quads_for_pattern(None, None, None, graph), None) is not None


def _get(store: ox.Store, graph: Graph, request: Mapping[str, Any]) -> dict[str, Any]:
    triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, graph))
    ox.serialize(triples, request["out"], format=GRAPHS[request["format"]])
    return {"kind": "graph", "status": 200}


def _missing(request: Mapping[str, Any]) -> dict[str, Any]:
    return {"status": 404, "error": f"there is no graph <{request['graph']}>"}


def _parse(graph: Graph, part: Mapping[str, str], url: str) -> list[ox.Quad]:
    # Blank nodes of two documents are two nodes, whatever both call them.
    form = GRAPHS[part["format"]]
    found = ox.parse(part["data"], format=form, base_iri=url, without_named_graphs=True, rename_blank_nodes=True)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in found]


def _name(graph: Graph) -> str:
    return f"GRAPH {graph}" if isinstance(graph, ox.NamedNode) else "DEFAULT"


def _replacement(graph: Graph, quads: list[ox.Quad]) -> str:
    body = "".join(f"{quad.triple} .\n" for quad in quads)
    if isinstance(graph, ox.DefaultGraph):
        return f"DROP DEFAULT ; INSERT DATA {{ {body} }}"
    # An empty graph is one too.
    return f"DROP SILENT GRAPH {graph} ; CREATE GRAPH {graph} ; INSERT DATA {{ GRAPH {graph} {{ {body} }} }}"
