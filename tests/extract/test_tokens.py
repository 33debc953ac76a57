"""Tokens of single characters."""

from __future__ import annotations

import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract import pipeline

NLP, PLAIN = pipeline.load(), spacy.blank("zh")


@given(st.text(st.sampled_from("安吉 \n\t　a1。\u00a0"), max_size=12))
def test_tokens_are_those_of_spacy(text: str) -> None:
    ours, theirs = NLP.make_doc(text), PLAIN.make_doc(text)
    assert ours.text == text
    assert [(token.text, token.whitespace_) for token in ours] == [(t.text, t.whitespace_) for t in theirs]
