"""A small published graph, built once for all tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.store import View, open_current
from tests.kg.factory import small_graph


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small graph; do not write to it."""
    return small_graph(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def view(graph: Path) -> View:
    """Return the small graph, open to read."""
    return open_current(graph)
