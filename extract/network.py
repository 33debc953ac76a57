"""A small neural network beside the chain: what the words around, and the words like them, say of each character.

The chain knows only the words of our corpus; the network reads vectors of words that were learned from running text,
and sees further. It is a stack of layers over words, the last of which is handed to the characters of each word.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from extract import features
from extract.features import Features, Integers
from extract.reading import Reading
from extract.words import words

Floats = NDArray[np.float32]
Weights = dict[str, Floats]

# So far on both sides, in words, each layer looks: a third of its numbers come from the word so far before, a third
# from the one so far behind. That costs a third of a convolution, and found as many names.
DISTANCES = (1, 2, 4, 8, 1, 2)
# Longer words count as this long.
LONGEST = 7
# Code of a character that the corpus shows too seldom to learn of it; 0 is for none at all.
UNKNOWN = 1
_EPSILON = np.float32(1e-5)


class Bag(NamedTuple):
    """Any number of values for each row: `values[i]` is one of row `rows[i]`; rows ascend."""

    rows: Integers
    values: Integers


class Seen(NamedTuple):
    """A text as the network sees it. The first seven have a row for each word, the others for each character."""

    words: Integers  # numbers of `words.Words`
    tags: Integers
    lengths: Integers
    first: Integers  # codes of a word's first character and of its last one
    last: Integers
    first_marks: Bag  # the candidates that begin, go on or end at these characters
    last_marks: Bag
    characters: Integers
    places: Integers
    marks: Bag
    word_of: Integers


class Step(NamedTuple):
    """What a layer leaves for those who train it: the rows that it read, and its own outcome."""

    scaled: Floats
    spread: Floats
    read: Floats
    out: Floats


class Trace(NamedTuple):
    """What running the network leaves for those who train it."""

    scaled: Floats
    spread: Floats
    base: Floats
    steps: list[Step]
    top: Floats
    joined: Floats


class Network:
    """The trained network: `codes[i]` is the number of the character with code point i."""

    def __init__(self, labels: Sequence[str], codes: Integers, weights: Weights) -> None:
        """Take the weights; `labels` are the names of the columns that it returns."""
        self.labels = tuple(labels)
        self.codes = codes
        self.weights = weights

    @classmethod
    def load(cls, file: IO[bytes]) -> Network:
        """Read a network that `save` wrote."""
        with np.load(file, allow_pickle=False) as parts:
            labels = parts["labels"].tobytes().decode().split("\0")
            weights = {name[2:]: parts[name].astype(np.float32) for name in parts.files if name.startswith("w.")}
            return cls(labels, table(parts["characters"].tolist()), weights)

    def save(self, file: IO[bytes]) -> None:
        """Write the network; half the precision is enough for its weights."""
        known = np.flatnonzero(self.codes > UNKNOWN)
        parts: dict[str, Any] = {"w." + name: self.weights[name].astype(np.float16) for name in sorted(self.weights)}
        parts["labels"] = np.frombuffer("\0".join(self.labels).encode(), dtype=np.uint8)
        parts["characters"] = known[np.argsort(self.codes[known])].astype(np.uint16)
        np.savez_compressed(file, **parts)

    def scores(self, reading: Reading, shown: Features) -> Floats:
        """Return a score for each label (column) at each character (row): the logarithm of its chance, but for a term.

        The term is the same for all labels of a character, so it makes no difference to the best path.
        """
        with one_thread():
            out, _ = run(self.weights, seen(reading, shown, self.codes))
        return out


def one_thread() -> AbstractContextManager[Any]:
    """Keep matrix products to one thread: they are small, and on a busy machine threads wait for each other."""
    limited: AbstractContextManager[Any] = _pool().limit(limits=1)
    return limited


@cache
def _pool() -> ThreadpoolController:
    return ThreadpoolController()


def table(characters: Sequence[int]) -> Integers:
    """Return the table of character numbers by code point: those given count from 2 on, all others are unknown."""
    codes = np.full(features.LAST_CODE + 1, UNKNOWN, dtype=np.int64)
    codes[list(characters)] = np.arange(len(characters)) + UNKNOWN + 1
    return codes


def seen(reading: Reading, shown: Features, codes: Integers) -> Seen:
    """Return what the network sees of a text."""
    starts = np.array(reading.starts, dtype=np.int64)
    lengths = np.diff(starts)
    firsts, lasts = starts[:-1], starts[1:] - 1
    characters = codes[features.codes(shown)]
    marks = Bag(*features.marks(shown))
    return Seen(
        shown.words,
        features.tags(shown)[firsts],
        np.minimum(lengths - 1, LONGEST),
        characters[firsts],
        characters[lasts],
        _at(marks, firsts, starts[-1]),
        _at(marks, lasts, starts[-1]),
        characters,
        features.places(shown),
        marks,
        np.repeat(np.arange(len(lengths)), lengths),
    )


def _at(marks: Bag, characters: Integers, size: int) -> Bag:
    """Return the marks of some characters, by their place among these."""
    row = np.full(size, -1, dtype=np.int64)
    row[characters] = np.arange(len(characters))
    rows = row[marks.rows]
    return Bag(rows[rows >= 0], marks.values[rows >= 0])


def run(w: Weights, text: Seen, keep: Sequence[Floats] = ()) -> tuple[Floats, Trace]:
    """Return the score of each label (column) at each character (row), and the way to it.

    `keep`, in training, has a factor for each number that layers hand on: of the base, each step and the top.
    """
    factors = iter(keep)

    def kept(values: Floats) -> Floats:
        factor = next(factors, None)
        return values if factor is None else values * factor

    here: Floats = words().vectors(text.words) @ w["words"]
    here += w["tags"][text.tags]
    here += w["lengths"][text.lengths]
    here += w["first"][text.first]
    here += w["last"][text.last]
    _add_bag(here, w["first_marks"], text.first_marks)
    _add_bag(here, w["last_marks"], text.last_marks)
    scaled, spread = _scaled(here)
    base = scaled * w["base.gain"] + w["base.bias"]
    here = kept(np.maximum(base, 0))
    steps = []
    for i, distance in enumerate(DISTANCES):
        of_step, spread_of_step = _scaled(here)
        read = kept(of_step * w[f"{i}.gain"] + w[f"{i}.shift"])
        read = shifted(read, distance)
        out = read @ w[f"{i}.mix"] + w[f"{i}.bias"]
        steps.append(Step(of_step, spread_of_step, read, out))
        here = here + np.maximum(out, 0)
    top = kept(here)
    joined = (top @ w["top"] + w["top.bias"])[text.word_of]
    joined += w["characters"][text.characters]
    joined += w["places"][text.places]
    _add_bag(joined, w["marks"], text.marks)
    scores = kept(np.maximum(joined, 0)) @ w["labels"] + w["labels.bias"]
    return scores, Trace(scaled, spread, base, steps, top, joined)


def shifted(rows: Floats, distance: int) -> Floats:
    """Return rows whose first third comes from so many rows before, and whose last third from so many behind."""
    third = rows.shape[1] // 3
    out = rows.copy()
    out[:distance, :third] = 0
    out[distance:, :third] = rows[:-distance, :third]
    out[-distance:, -third:] = 0
    out[:-distance, -third:] = rows[distance:, -third:]
    return out


def _scaled(rows: Floats) -> tuple[Floats, Floats]:
    """Return rows with mean 0 and spread 1, and what they were divided by."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    spread = np.sqrt(np.einsum("ij,ij->i", centred, centred)[:, None] / np.float32(rows.shape[1]) + _EPSILON)
    centred /= spread
    return centred, spread


def _add_bag(rows: Floats, table: Floats, bag: Bag) -> None:
    """Add to each row the sum of the table's rows for its values."""
    if len(bag.rows):
        firsts = np.flatnonzero(np.diff(bag.rows, prepend=-1))
        rows[bag.rows[firsts]] += np.add.reduceat(table[bag.values], firsts, axis=0)
