"""Words without which a pattern does not match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import anchors, lexicon, relations, skeleton
from tests.extract.marked import state_of


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("甲乙(?:丙|丁)戊?", {"甲乙"}),
        ("(?:落户|入驻)[于在]", {"落户", "入驻"}),
        ("(?P<s>[甲乙])等?", {"甲", "乙"}),
        ("(?:落户|入驻)?", set()),
        ("[^，]{2,4}", set()),
        ("甲|乙丙", {"甲", "乙丙"}),
        ("(?:甲乙)+丙", {"甲乙"}),
    ],
)
def test_what_a_pattern_cannot_do_without(pattern: str, words: set[str]) -> None:
    assert anchors.of(re.compile(pattern)) == words


@given(st.text("甲乙丙落户入驻，。"))
def test_no_match_is_lost(text: str) -> None:
    patterns = [re.compile(p) for p in ("落户|入驻", "甲[乙丙]+，", "[^，]{3}。", "(?:户|驻)?甲", "乙{2}")]
    near = anchors.Finder(patterns).may_match(text)
    assert {i for i, pattern in enumerate(patterns) if pattern.search(text)} <= near


def test_each_rule_is_near_its_example() -> None:
    rules = relations.rules()
    finder = anchors.Finder([rule.pattern for rule in rules])
    for rule, (_, _, _, example, *_) in zip(rules, lexicon.rows("relations.tsv"), strict=True):
        text, state = state_of(example)
        frame = skeleton.build(text, 0, len(text), state.mentions)
        assert rule.pattern.search(frame.text) is None or rule.number in finder.may_match(frame.text), rule.name
