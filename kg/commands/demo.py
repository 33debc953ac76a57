"""`kg demo`: the bundled samples, from files to a graph, and what to try with it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.commands.build import build_graph, progress
from kg.commands.common import out
from ontology.errors import InputError

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

_QUESTIONS = (
    ("一个实体的卡片", "{kg} show {graph} {place}"),
    ("它的数据，带出处", "{kg} query {graph} --name figures-of {place}"),
    ("谁担任什么职务", "{kg} query {graph} --name officials-of {place}"),
    ("两个实体如何相连", "{kg} path {graph} {a} {b}"),
    ("自己写 SPARQL", "{kg} query {graph} 'SELECT ?name WHERE {{ ?firm a xz:Enterprise ; rdfs:label ?name }}'"),
    ("在浏览器里看", "{kg} view {graph} --out graph.html"),
)


def demo(
    folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder of the graph.")] = Path("demo-graph"),
) -> None:
    """Build the graph of the bundled samples and say what to try with it."""
    from kg.commands.summary import show
    from kg.graph import KnowledgeGraph

    console = out()
    with samples() as where:
        with progress() as report:
            summary = build_graph([where], folder, metadata=where / "metadata.csv", report=report)
        show(summary, console)
    console.print(f"\n图谱在 {folder}/ ，接下来可以试 the graph is in {folder}/; things to try:\n", markup=False)
    with KnowledgeGraph.open(folder) as graph:
        for what, command in _tries(graph, folder):
            console.print(f"  {what}\n    {command}", markup=False, soft_wrap=True)


@contextmanager
def samples() -> Iterator[Path]:
    """Give the folder of the samples: in the installed package, or beside it in a checkout."""
    bundled = files("kg").joinpath("samples")
    checkout = Path(__file__).parents[2] / "samples"
    if bundled.is_dir():
        with as_file(bundled) as where:
            yield where
    elif checkout.is_dir():
        yield checkout
    else:
        raise InputError("the samples are missing: install xianzhi again")


def _tries(graph: KnowledgeGraph, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what to try, with names that the graph knows: the place with most figures, and what is far from it."""
    ranked = sorted(graph.entities(), key=lambda one: (not one.posts(), -len(one.figures()), one.iri))
    if not ranked:
        return
    names = {
        "kg": _command(),
        "graph": folder,
        "place": ranked[0].label,
        "a": ranked[0].label,
        "b": _far(graph, ranked[0].iri),
    }
    for what, command in _QUESTIONS:
        yield what, command.format(**names)


def _command() -> str:
    """Return how to call `kg` from here: its name where the shell finds it, else the path of this environment's."""
    if shutil.which("kg"):
        return "kg"
    script = Path(sys.executable).with_name("kg")
    here = Path.cwd()
    return str(script.relative_to(here) if script.is_relative_to(here) else script)


def _far(graph: KnowledgeGraph, iri: str) -> str:
    """Return the name of the entity with the longest way to `iri`."""
    import networkx as nx

    network = graph.to_networkx().to_undirected(as_view=True)
    steps = nx.single_source_shortest_path_length(network, iri, cutoff=4)
    return str(network.nodes[max(sorted(steps), key=lambda one: steps[one])]["label"])
