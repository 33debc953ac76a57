"""One HTML page to look at a graph: everything is in the file, nothing comes from the network, all text stays text.

pyvis makes the data of the drawing and brings the vis-network library; its own template loads from the network and
puts titles in as HTML, so the page is made by a template of ours. The data goes in as JSON that cannot end its
element, and the script puts text on the page through `textContent` alone. A content security policy names the only
script and style that may run, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
from jinja2 import Environment, StrictUndefined, Template

from kg.reader import Reader
from outputs.layout import Box, arrange, rows
from outputs.page_data import LIMIT, Json, page_data, words
from outputs.source import Graph, replacing

_SCRIPTS = ("state.js", "marks.js", "network.js", "search.js", "card.js", "legend.js", "picture.js", "start.js")
_VIS = "lib/vis-9.1.2/vis-network.min.js"
# Width by height of the drawing on a usual screen, between the two side columns.
_RATIO = 1.0
# Labels keep their size on the screen. This is the zoom at which each has room.
_ROOMY = 0.6
_OPTIONS: Json = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "nodes": {"borderWidth": 1.4, "borderWidthSelected": 2.4, "chosen": False},
    "edges": {
        "width": 1,
        "selectionWidth": 1.6,
        "hoverWidth": 0.8,
        "smooth": False,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.38}},
        "chosen": False,
    },
}


def write_page(graph: Graph, target: Path, *, title: str = "县志", limit: int = LIMIT) -> None:
    """Write the page; above `limit` names it shows those with most relations and says so."""
    with replacing(target) as part:
        part.write_text(render(graph, title=title, limit=limit), "utf-8", newline="\n")


def render(graph: Graph, *, title: str = "县志", limit: int = LIMIT) -> str:
    """Return the page as text."""
    data = page_data(graph.to_networkx(), Reader(graph.view), limit=limit)
    data["title"] = title
    data["network"] = drawing(data)
    script, style = _script(), _asset("graph.css")
    page = _template().render(
        title=title,
        ui=words()["ui"]["zh"],
        policy=_policy([script, _vis()], style),
        style=style,
        vis=_vis(),
        script=script,
        data=embedded(data),
    )
    return page.encode("utf-8", "replace").decode("utf-8")


def embedded(data: Any) -> str:
    """Return JSON that is safe inside a script element of any HTML page."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return re.sub(r"[<>&\u2028\u2029\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", text)


def drawing(data: Json) -> Json:
    """Return nodes with places, edges and options as vis-network takes them, made by pyvis."""
    from pyvis.network import Network  # brings IPython along, which nothing else needs

    nodes, edges = data["nodes"], data["edges"]
    degrees = Counter(end for edge in edges for end in {edge["from"], edge["to"]})
    sizes = [_size(degrees[number]) for number in range(len(nodes))]
    places = _places(nodes, edges, sizes)
    network = Network(directed=True)
    for number, node in enumerate(nodes):
        x, y = places[str(number)]
        shape = data["families"][node["family"]]["shape"]
        network.add_node(number, node["label"], shape, size=sizes[number], x=x, y=y)
    bends = _bends(edges)
    for number, edge in enumerate(edges):
        more = {"smooth": bends[number]} if number in bends else {}
        network.add_edge(edge["from"], edge["to"], id=f"e{number}", **more)
    network.set_options(json.dumps(_OPTIONS))
    drawn, lines, _, _, _, options = network.get_network_data()
    return {"nodes": drawn, "edges": lines, "options": json.loads(options)}


def _size(degree: int) -> float:
    return round(6 + 2.4 * math.sqrt(degree), 1)


def _places(nodes: list[Json], edges: list[Json], sizes: list[float]) -> dict[str, tuple[int, int]]:
    """Return the places of all nodes; those without neighbours stand below the others, in order of kind and name."""
    boxes = {str(number): _box(node["label"], sizes[number]) for number, node in enumerate(nodes)}
    network = nx.Graph()
    network.add_nodes_from(boxes)
    network.add_edges_from((str(edge["from"]), str(edge["to"])) for edge in edges)
    places = arrange(network, boxes, ratio=_RATIO)
    alone = [node for node in boxes if node not in places]
    alone.sort(key=lambda node: (nodes[int(node)]["family"], nodes[int(node)]["label"]))
    bottom = max((y for _, y in places.values()), default=-60)
    widest = max((abs(x) for x, _ in places.values()), default=0)
    return places | rows(alone, width=max(900, 2 * widest), top=bottom + 110)


def _box(label: str, size: float) -> Box:
    """Return the room in pixels that a node needs with its label below it."""
    ems = sum(0.55 if ord(character) < 0x2E80 else 1.0 for character in label[:12])
    return max(2 * size + 6, ems * 13 * _ROOMY + 8), 2 * size + 20 * _ROOMY


def _bends(edges: list[Json]) -> dict[int, Json]:
    """Return the curve of each edge that shares its two ends with another; the others are straight."""
    pairs: dict[tuple[int, int], list[int]] = {}
    for number, edge in enumerate(edges):
        pairs.setdefault((min(edge["from"], edge["to"]), max(edge["from"], edge["to"])), []).append(number)
    bends: dict[int, Json] = {}
    for (low, _), numbers in pairs.items():
        for place, number in enumerate(numbers if len(numbers) > 1 else ()):
            bend = (place - (len(numbers) - 1) / 2) * 0.22 * (1 if edges[number]["from"] == low else -1)
            if bend:
                kind = "curvedCW" if bend > 0 else "curvedCCW"
                bends[number] = {"enabled": True, "type": kind, "roundness": round(abs(bend), 3)}
    return bends


def _policy(scripts: list[str], style: str) -> str:
    hashes = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; img-src data: blob:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(_asset("graph.html.j2"))


@cache
def _script() -> str:
    parts = "\n".join(_asset(name) for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


@cache
def _asset(name: str) -> str:
    return files("outputs").joinpath("templates", name).read_text("utf-8")


@cache
def _vis() -> str:
    """Return the library that pyvis brings; browsers hash it with plain line ends and must not look for its map."""
    text = files("pyvis").joinpath(_VIS).read_text("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"//# sourceMappingURL=\S*", "", text)
