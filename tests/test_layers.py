"""Who may import whom. `ontology` knows nobody, `extract` and `kg` meet only in it, `outputs` stands on `kg`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED = {
    "ontology": {"ontology"},
    "extract": {"extract", "ontology"},
    "kg": {"kg", "ontology"},
    "outputs": {"outputs", "kg", "ontology"},
}
# What is composed of all parts: the command line.
COMPOSED = ("kg/cli.py", "kg/commands/")
OURS = frozenset(ALLOWED)
# The query process starts with these alone, so they are kept light.
LIGHT = ("kg/__init__.py", "kg/worker.py", "kg/gate.py", "kg/store.py", "kg/manifest.py", "kg/rows.py")


def modules() -> list[Path]:
    """Return every module of ours."""
    return sorted(path for package in sorted(ALLOWED) for path in (ROOT / package).rglob("*.py"))


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield the top-level packages that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    allowed = OURS if name.startswith(COMPOSED) else ALLOWED[name.partition("/")[0]]
    assert OURS.intersection(imports(ast.parse(path.read_text("utf-8")))) <= allowed


@pytest.mark.parametrize("name", LIGHT)
def test_what_the_query_process_needs_imports_nothing_heavy(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text("utf-8"))
    assert not {"rdflib", "spacy", "networkx", "pandas", "rich", "typer"}.intersection(imports(tree))


def test_the_command_line_loads_its_parts_when_they_are_needed() -> None:
    """Only what every command needs is imported at the top, so that `kg show` starts fast."""
    for path in sorted((ROOT / "kg" / "commands").glob("*.py")):
        top = ast.Module([node for node in ast.parse(path.read_text("utf-8")).body if not isinstance(node, ast.If)], [])
        names = {name for node in top.body if isinstance(node, (ast.Import, ast.ImportFrom)) for name in imports(node)}
        assert not names.intersection({"extract", "outputs", "spacy", "networkx", "rdflib", "pandas"}), path.name
