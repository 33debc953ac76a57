"""The documentation names everything a user can call, and calls nothing that is not there."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import kg
from kg import KnowledgeGraph, saved
from kg.cli import app
from ontology import model

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
TEXT = "\n".join(page.read_text("utf-8") for page in PAGES)
COMMANDS = sorted(str(command.name) for command in app.registered_commands)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"kg {command}" in TEXT


@pytest.mark.parametrize("name", sorted(saved.builtin()))
def test_every_saved_query_is_documented_with_its_question(name: str) -> None:
    page = (ROOT / "docs" / "queries.md").read_text("utf-8")
    query = saved.get(name)
    assert f"`{query.usage}`" in page
    assert query.zh in page
    assert query.en in page


def test_every_method_of_a_graph_is_documented() -> None:
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    names = [name for name, _ in inspect.getmembers(KnowledgeGraph) if not name.startswith("_")]
    assert [name for name in names if f".{name}" not in page] == []


def test_every_public_name_is_documented() -> None:
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    assert [name for name in kg.__all__ if name not in page] == []


@pytest.mark.parametrize("name", model.terms())
def test_every_term_of_the_ontology_is_documented(name: str) -> None:
    assert f"`xz:{name}`" in (ROOT / "docs" / "ontology.md").read_text("utf-8")


def test_documented_commands_exist() -> None:
    called = set(re.findall(r"^\s*\$? ?kg ([a-z]+)", TEXT, re.MULTILINE)) - {"demo"}
    assert called <= set(COMMANDS)


def test_documented_saved_queries_exist() -> None:
    assert set(re.findall(r"--name ([a-z-]+)", TEXT)) <= set(saved.builtin())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"
