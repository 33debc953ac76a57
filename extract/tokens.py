"""One token per character, in time that grows with the text: spaCy's own way copies the rest of it each time."""

from __future__ import annotations

import re

from spacy.lang.zh import ChineseTokenizer
from spacy.tokens import Doc

# Where single characters are not all that there is to tokens: a space, which belongs to the one before it, or a run.
_SPACED = re.compile(r"\s\s| ")
# A character with the one space that belongs to its token, or white space that is a token of its own.
_TOKEN = re.compile(r"(\S)( ?)|(\s+)")


class Characters(ChineseTokenizer):
    """Makes the same tokens as its parent does when it splits into characters."""

    def __call__(self, text: str) -> Doc:
        if _SPACED.search(text) is None:
            return Doc(self.vocab, words=list(text), spaces=[False] * len(text))
        parts = _TOKEN.findall(text)
        return Doc(self.vocab, words=[a or b for a, _, b in parts], spaces=[space == " " for _, space, _ in parts])
