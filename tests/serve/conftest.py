"""One read-only server over the small graph for all tests that change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.kg.factory import small_graph
from tests.serve.running import TOKEN, serving


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small graph; do not write to it."""
    return small_graph(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="session")
def reading(graph: Path) -> Iterator[httpx.Client]:
    """Return a client of a server that only reads."""
    with serving(graph) as client:
        yield client


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Return a client of a server that takes changes; it does not send the token by itself."""
    folder = small_graph(tmp_path_factory.mktemp("written"))
    with serving(folder, token=TOKEN) as client:
        yield client
