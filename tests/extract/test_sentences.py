"""Sentence boundaries."""

from __future__ import annotations

import re

import spacy

from extract import sentences


def test_a_sentence_keeps_its_closing_quote() -> None:
    text = "“好！”他说。走了"
    assert [text[a:b] for a, b in sentences.spans(text)] == ["“好！”", "他说。", "走了"]


def test_a_line_end_ends_a_sentence() -> None:
    text = "标题\n正文。\n"
    assert [text[a:b] for a, b in sentences.spans(text)] == ["标题\n", "正文。"]


def test_the_component_marks_the_same_sentences() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("xianzhi_sentences")
    assert [s.text for s in nlp("今天开会。明天呢？").sents] == ["今天开会。", "明天呢？"]


def test_a_slow_pattern_matches_the_same_where_its_sign_is_looked_for_first() -> None:
    text = "青禾路12号。云岭路。石桥路3号，5号。\n"
    slow, sign = re.compile("[一-龥]+[0-9]+号"), re.compile("号")
    quick = [match.span() for match in sentences.finditer(slow, text, sign)]
    assert quick == [match.span() for match in slow.finditer(text)]
    assert len(quick) == 2
