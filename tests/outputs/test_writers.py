from __future__ import annotations

from pathlib import Path

import pytest

from ontology.errors import InputError
from outputs import WRITERS
from outputs.source import replacing
from tests.outputs.factory import small


def content(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(path.iterdir())
    return {one.name: one.read_bytes() for one in files}


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_equal_graphs_give_equal_bytes(name: str, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        WRITERS[name](small(tmp_path / folder), tmp_path / folder / "out" / "x")
    assert content(tmp_path / "a/out/x") == content(tmp_path / "b/out/x")
    assert [one.name for one in (tmp_path / "a/out").iterdir()] == ["x"]


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_what_was_there_is_replaced(name: str, tmp_path: Path) -> None:
    graph = small(tmp_path)
    for _ in range(2):
        WRITERS[name](graph, tmp_path / "x")
    assert content(tmp_path / "x")


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_a_place_that_cannot_be_written_is_one_clear_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot write"):
        WRITERS[name](small(tmp_path), tmp_path / "file" / "x")


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "x"
    target.write_text("old")
    with pytest.raises(ValueError, match="half"), replacing(target) as part:
        part.write_text("half")
        raise ValueError("half")
    assert content(tmp_path) == {"x": b"old"}
