"""Gold from marked copies of texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.marked import gold
from ontology.errors import InputError

TEXT = "走进青峰县的\n恒越电气。"


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    for name in ("marked", "texts"):
        (tmp_path / name).mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "marked" / "a.txt").write_text("走进{D:青峰县}的\n{E:恒越电气}。", "utf-8")
    return tmp_path


def test_marks_become_gold_with_offsets_of_the_text(folders: Path) -> None:
    (document,) = gold(folders / "marked", folders / "texts")["documents"]
    assert document["regions"] == [[0, len(TEXT)]]
    spans = [(TEXT[one["start"] : one["end"]], one["type"]) for one in document["mentions"]]
    assert spans == [("青峰县", "DISTRICT"), ("恒越电气", "ENTERPRISE")]


@pytest.mark.parametrize(
    ("copy", "message"),
    [
        ("走进{D:青峰县}\n{E:恒越电气}。", r"differs from .* after '走进青峰县' \(character 5\)"),
        ("走进{D:青峰县的\n恒越电气。", "unbalanced mark"),
    ],
)
def test_more_than_marks_is_refused(folders: Path, copy: str, message: str) -> None:
    (folders / "marked" / "a.txt").write_text(copy, "utf-8")
    with pytest.raises(InputError, match=message):
        gold(folders / "marked", folders / "texts")


def test_a_folder_without_copies_is_refused(folders: Path) -> None:
    (folders / "empty").mkdir()
    with pytest.raises(InputError, match="holds no marked texts"):
        gold(folders / "empty", folders / "texts")
