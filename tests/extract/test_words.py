"""Words and their vectors: like words are near each other, and the file is made from one archive only."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extract import word_vectors
from extract.words import words
from ontology.errors import InputError


def likeness(one: str, other: str) -> float:
    first, second = words().vectors(words().numbers([one, other]))
    return float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))


def test_like_words_are_nearer_than_unlike_ones() -> None:
    assert likeness("论坛", "研讨会") > likeness("论坛", "水稻") + 0.2
    assert likeness("苏州", "杭州") > likeness("苏州", "启动") + 0.2


def test_an_unknown_compound_counts_as_the_known_word_at_its_end() -> None:
    known = words().numbers(["产业园区", "锂电产业园区", "园区锂电池甲"])
    assert known[0] == known[1] != 0
    assert words().numbers(["甲", "zz", ""]).tolist() == [0, 0, 0]


def test_unknown_words_have_no_vector_and_no_field() -> None:
    assert not words().vectors(np.zeros(1, np.int64)).any()
    assert words().fields[0] == 0


def test_vectors_of_the_binary_form_are_read() -> None:
    rows = np.array([[1, 2], [3, 4]], np.float32)
    body = b"2 2\n" + "园区 ".encode() + rows[0].tobytes() + b"\n" + "企业 ".encode() + rows[1].tobytes()
    found, vectors = word_vectors.parse(body)
    assert found == ["园区", "企业"]
    assert vectors.tolist() == rows.tolist()


def test_clusters_hold_what_points_the_same_way() -> None:
    random = np.random.default_rng(0)
    centres = np.eye(3, dtype=np.float32)
    rows = np.concatenate([centre + random.normal(0, 0.05, (20, 3)) for centre in centres]).astype(np.float32)
    found = word_vectors.clusters(rows / np.linalg.norm(rows, axis=1, keepdims=True), 3)
    assert [len(set(found[i : i + 20].tolist())) for i in (0, 20, 40)] == [1, 1, 1]
    assert len(set(found.tolist())) == 3


def test_another_archive_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.tar.gz"
    other.write_bytes(b"no archive")
    with pytest.raises(InputError, match=r"other\.tar\.gz"):
        word_vectors.read(other)
