"""Sentence boundaries that respect the blocks of a newspaper page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from extract.state import text_of

# A sentence ends at its mark together with the closing quotes and brackets that follow, or at a line's end.
_SENTENCE = re.compile(r"[^。！？!?；;\n]*(?:[。！？!?；;]+[”’」』）)》]*|\n|$)")


def spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the sentences of `text[start:end]` as `(start, end)`, without empty ones."""
    for match in _SENTENCE.finditer(text, start, len(text) if end is None else end):
        if match[0].strip():
            yield match.span()


@lru_cache(maxsize=4)
def whole(text: str) -> tuple[tuple[int, int], ...]:
    """Return the sentences of a whole text; the components of one document share them."""
    return tuple(spans(text))


def finditer(pattern: re.Pattern[str], text: str, sign: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the matches of a slow pattern in sentences with a sign of it, which is quick to find.

    The pattern must reach over no end of a sentence, and match nowhere without its sign.
    """
    for start, end in whole(text) if sign.search(text) else ():
        if sign.search(text, start, end):
            yield from pattern.finditer(text, start, end)


@Language.factory("xianzhi_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> Sentences:  # noqa: ARG001
    """Make the component that marks sentence starts."""
    return Sentences()


class Sentences:
    """Marks the first token of each sentence."""

    def __call__(self, doc: Doc) -> Doc:
        text = text_of(doc)
        starts = numpy.zeros(len(text) + 1, dtype=bool)
        starts[[start for start, _ in whole(text)]] = True
        # Arrays at once: a token's own attributes are slow to read, and setting one looks through the whole document.
        if len(doc) == len(text):  # each character is a token, and nobody need look for the tokens
            at_start: Any = starts[:-1]
        else:
            widths: Any = doc.to_array(["LENGTH", "SPACY"]).astype("int64") @ [1, 1]
            at_start = starts[widths.cumsum() - widths]
        column: Any = numpy.where(at_start, 1, -1).astype("int32").astype("uint64")
        return doc.from_array(["SENT_START"], column)
