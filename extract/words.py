"""What words are like each other: vectors and fields of words, learned from running text, not from our corpus.

A corpus of names shows few of a language's words; from the vectors the models know that 合作社 is of the kind of 农户
and not of 示范区, though neither may stand in it. `extract.word_vectors` makes the file and says where it comes from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

FILE = "model/words.npz"


@dataclass(frozen=True, slots=True)
class Words:
    """Words by number, from 1 on; 0 stands for all others. Row n of each array is that of word n.

    `bytes_` times `scale` are the vectors, about of unit length, row 0 is zero; `fields` number groups of like words,
    0 is none.
    """

    known: dict[str, int]
    bytes_: NDArray[np.int8]
    scale: np.float32
    fields: NDArray[np.int64]

    def numbers(self, words: Sequence[str]) -> NDArray[np.int64]:
        """Return the numbers of words; a compound that is not known counts as the longest known word at its end."""
        return np.array([self.number(word) for word in words], np.int64)

    def number(self, word: str) -> int:
        """Return the number of one word."""
        return self.known.get(word) or (self._tail(word) if len(word) > 2 else 0)

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        return int(self.bytes_.shape[1])

    def vectors(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of words by their numbers, a row each."""
        return self.bytes_.take(numbers, axis=0) * self.scale

    def _tail(self, word: str) -> int:
        return next((n for i in range(1, len(word) - 1) if (n := self.known.get(word[i:], 0))), 0)


@cache
def words() -> Words:
    """Return the words of the package."""
    with resources.files("extract").joinpath(FILE).open("rb") as file, np.load(file, allow_pickle=False) as parts:
        texts = parts["words"].tobytes().decode().split("\0")
        rows, scale = parts["vectors"], np.float32(parts["scale"])
        fields = np.concatenate(([0], parts["fields"].astype(np.int64) + 1))
    rows = np.concatenate([np.zeros_like(rows[:1]), rows])
    return Words({text: i for i, text in enumerate(texts, 1)}, rows, scale, fields)
