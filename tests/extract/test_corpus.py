"""The inline marks of the annotated corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import corpus
from ontology.errors import InputError
from ontology.record import MentionType as T

HOME = Path(corpus.__file__).parent / "model" / "corpus"


def test_marks_become_offsets_in_the_plain_text() -> None:
    article = corpus.parse("走进{D:青峰县}的{E:恒越电气}。")
    assert article.text == "走进青峰县的恒越电气。"
    assert article.names == ((2, 5, T.DISTRICT), (6, 10, T.ENTERPRISE))


def test_an_unbalanced_mark_is_an_error() -> None:
    with pytest.raises(InputError, match="unbalanced"):
        corpus.parse("走进{D:青峰县。")


def test_the_shipped_corpus_reads() -> None:
    articles = list(corpus.read(HOME))
    assert sum(len(a.names) for a in articles) > 1000
