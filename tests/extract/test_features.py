"""What the name model sees, and how its labels spell names."""

from __future__ import annotations

import pytest

from extract import features

LABELS = ("O", "B-PERSON", "I-PERSON", "E-PERSON", "B-PLACE", "E-PLACE")


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("O B-PERSON I-PERSON E-PERSON O", [(1, 4, "PERSON")]),
        ("B-PERSON B-PERSON E-PERSON E-PERSON", [(0, 1, "PERSON"), (1, 3, "PERSON"), (3, 4, "PERSON")]),
        ("I-PERSON I-PERSON O B-PLACE O", [(0, 2, "PERSON"), (3, 4, "PLACE")]),
        ("B-PLACE I-PERSON E-PLACE", [(0, 1, "PLACE"), (1, 2, "PERSON"), (2, 3, "PLACE")]),
    ],
)
def test_labels_spell_names(tags: str, expected: list[tuple[int, int, str]]) -> None:
    codes = bytes(LABELS.index(tag) for tag in tags.split())
    found = [(match.start(), match.end(), match.lastgroup) for match in features.spans(LABELS).finditer(codes)]
    assert found == expected


def test_labels_of_a_sequence_spell_its_names() -> None:
    names = [(1, 4, "PERSON"), (4, 5, "PLACE"), (6, 8, "PLACE")]
    codes = bytes(LABELS.index(tag) for tag in features.labels(9, names))
    found = [(match.start(), match.end(), match.lastgroup) for match in features.spans(LABELS).finditer(codes)]
    assert found == names
