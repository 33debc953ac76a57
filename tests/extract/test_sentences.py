"""Sentence boundaries."""

from __future__ import annotations

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
