"""Confidence of rules: what a count makes of it."""

from __future__ import annotations

from pathlib import Path

from extract import calibration, corpus, lexicon


def test_a_rule_of_few_findings_is_drawn_to_the_rule_above() -> None:
    table = calibration.smooth({"road.name": (100, 90), "road.name-far": (1, 0)})
    assert 0.6 < table["road.name-far"][0] < table["road.name"][0]


def test_what_lies_inside_is_compared_with_its_like() -> None:
    assert list(lexicon.above("firm.house.name-far-inside")) == ["firm*-inside"]


def test_an_unmeasured_rule_takes_the_confidence_above() -> None:
    assert lexicon.confidence("firm.legal.name-unheard") == lexicon.confidence("firm.legal.name*")


def test_right_findings_are_counted_by_span_and_type(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("县委书记{O:方达明}说，项目建成了。", encoding="utf-8")
    counts = calibration.count(corpus.read(tmp_path))
    found = {rule: count for rule, count in counts.items() if rule.startswith("person.titled")}
    assert found
    assert all(right == findings for findings, right in found.values())
