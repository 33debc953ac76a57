"""Confidence as a promise: how it is measured on texts kept back, and what leaves the pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import held_out, promises
from extract.state import Found
from ontology.errors import InputError
from ontology.record import MentionType

FOUND = st.builds(
    Found,
    start=st.just(0),
    end=st.just(1),
    type=st.sampled_from(MentionType),
    rule=st.sampled_from(["crf", "repeat", "place.road"]),
    confidence=st.floats(0.0, 1.0),
)


def seen(rule: str, confidence: float, right: int, wrong: int) -> list[held_out.Judged]:
    """Return so many right and wrong findings of places."""
    found = Found(0, 1, MentionType.PLACE, rule, confidence)
    return [(found, True)] * right + [(found, False)] * wrong


@given(st.lists(st.tuples(FOUND, st.booleans())))
def test_a_surer_name_is_never_promised_less(judged: list[held_out.Judged]) -> None:
    table = held_out.table(judged)
    for (how, kind, at), (share, _, _) in table.items():
        assert 0.0 < share < 1.0
        assert share <= table.get((how, kind, at + 1), (1.0,))[0]


def test_many_findings_speak_for_themselves_and_few_follow_their_like() -> None:
    table = held_out.table([*seen("crf", 0.95, 800, 200), *seen("repeat", 0.95, 1, 0)])
    at = promises.step(0.95)
    assert round(table["crf", MentionType.PLACE, at][0], 2) == 0.80
    assert 0.75 < table["repeat", MentionType.PLACE, at][0] < 0.85


def test_rules_are_one_source_and_the_model_another() -> None:
    assert [promises.source(rule) for rule in ("crf", "repeat", "place.road", "spacy:zh_core_web_sm")] == [
        "crf",
        "repeat",
        "rule",
        "rule",
    ]


def test_authors_are_never_on_both_sides(tmp_path: Path) -> None:
    for name in ("a-01", "a-02", "b-01", "c-01"):
        (tmp_path / f"{name}.txt").write_text(f"{{D:{name}}}", "utf-8")
    sides = [
        ({article.text[0] for article in known}, {article.text[0] for article in away})
        for known, away in held_out.folds(tmp_path)
    ]
    assert [away for _, away in sides] == [{"a"}, {"b"}, {"c"}]
    assert all(known.isdisjoint(away) and known for known, away in sides)


def test_one_author_alone_cannot_be_kept_back(tmp_path: Path) -> None:
    (tmp_path / "a-01.txt").write_text("{D:云岭县}", "utf-8")
    with pytest.raises(InputError, match="two authors"):
        list(held_out.folds(tmp_path))


def test_every_way_of_finding_was_measured() -> None:
    for rule in ("crf", "repeat", "place.road"):
        for kind in MentionType:
            doubtful, sure = (promises.kept(Found(0, 1, kind, rule, confidence)) for confidence in (0.7, 0.99))
            assert 0.0 < doubtful < sure < 1.0
