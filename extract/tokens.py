"""One token per character, in time that grows with the text: spaCy's own way copies the rest of it each time."""

from __future__ import annotations

import re

from spacy.lang.zh import ChineseTokenizer
from spacy.tokens import Doc

# White space that makes tokens of more than one character, or one of a space.
_RUN = re.compile(r"\s\s")
# A character with the one space that belongs to its token, or white space that is a token of its own.
_TOKEN = re.compile(r"(\S)( ?)|(\s+)")


class Characters(ChineseTokenizer):
    """Makes the same tokens as its parent does when it splits into characters."""

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        if not text.startswith(" ") and _RUN.search(text) is None:
            for part in filter(None, text.split(" ")):
                words += part
                spaces += [False] * len(part)
                spaces[-1] = True
            if spaces:
                spaces[-1] = text.endswith(" ")
        else:
            for character, space, run in _TOKEN.findall(text):
                words.append(character or run)
                spaces.append(space == " ")
        return Doc(self.vocab, words=words, spaces=spaces)
