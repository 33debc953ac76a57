"""Training from what somebody annotated: a mistake is told in one line, before anything is written."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from extract import pair_held_out, pair_training, subject_training

CORPUS = "{E:恒越电气}落户{L:青峰科创园}。"


def folder(tmp_path: Path, kind: str, annotation: str) -> list[str]:
    """Return the options for a corpus of one article with some annotation."""
    for name, text in (("corpus", CORPUS), (kind, annotation)):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{'a-01' if name == 'corpus' else 'a'}.txt").write_text(text, "utf-8")
    return ["--corpus", str(tmp_path / "corpus"), f"--{kind}", str(tmp_path / kind)]


def fails(main: Callable[[], None], options: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["train", *options])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    ("main", "kind"), [(pair_training.main, "relations"), (subject_training.main, "figures")], ids=["pairs", "subjects"]
)
@pytest.mark.parametrize(
    ("annotation", "told"),
    [
        ("## a-01#1\nsame: 蓝晶科技 | 蓝晶\n", "a-01#1: no name of the article: 蓝晶, 蓝晶科技"),
        ("## b-07#1\n", "no such article: 'b-07#1'"),
        ("", "holds no annotated articles (*.txt)"),
    ],
    ids=["strange name", "no such article", "nothing"],
)
def test_bad_annotation_is_told_in_one_line_and_writes_nothing(
    main: Callable[[], None],
    kind: str,
    annotation: str,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "model.npz"
    fails(main, [*folder(tmp_path, kind, annotation), "--out", str(out)], monkeypatch)
    assert told in capsys.readouterr().err.splitlines()[-1]
    assert not out.exists()


def test_a_missing_folder_is_told_before_the_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fails(pair_training.main, ["--out", str(tmp_path / "none" / "model.npz")], monkeypatch)
    assert "is no folder; the model goes into one" in capsys.readouterr().err.splitlines()[-1]


def test_too_few_authors_to_keep_some_back_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = folder(tmp_path, "relations", "## a-01#1\nrel: 恒越电气 | locatedIn | 青峰科创园\n")
    fails(pair_held_out.main, [*options, "--target", str(tmp_path / "shares.tsv")], monkeypatch)
    assert "needs annotated articles of 3 authors" in capsys.readouterr().err.splitlines()[-1]
    assert not (tmp_path / "shares.tsv").exists()
