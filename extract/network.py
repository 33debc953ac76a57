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


class Layer(NamedTuple):
    """A layer made ready for use: what it multiplies and adds, and what stands for the words beyond either end."""

    mix: Floats
    bias: Floats
    edge: Floats


class Network:
    """The trained network: `codes[i]` is the number of the character with code point i."""

    def __init__(self, labels: Sequence[str], codes: Integers, weights: Weights) -> None:
        """Take the weights; `labels` are the names of the columns that it returns."""
        self.labels = tuple(labels)
        self.codes = codes
        self.weights = weights
        self._layers = ready(weights)

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
            return run(self.weights, self._layers, seen(reading, shown, self.codes))


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


def run(w: Weights, layers: Sequence[Layer], text: Seen) -> Floats:
    """Return the score of each label (column) at each character (row).

    Rows are changed in place where they can be: most of the time goes into reading and writing them.
    """
    here = words_in(w, text)
    scale(here, here)
    here *= w["base.gain"]
    here += w["base.bias"]
    zeros = np.zeros_like(here)  # to compare with these is three times as fast as with a single number
    np.maximum(here, zeros, out=here)
    scaled, read = np.empty_like(here), np.empty_like(here)
    for layer, distance in zip(layers, DISTANCES, strict=True):
        scale(here, scaled)
        _shift(scaled, distance, layer.edge, read)
        out = np.matmul(read, layer.mix, out=scaled)
        out += layer.bias
        here += np.maximum(out, zeros, out=out)
    joined = characters_in(w, text, here)
    scores: Floats = np.maximum(joined, 0, out=joined) @ w["labels"]
    scores += w["labels.bias"]
    return scores


def ready(w: Weights) -> list[Layer]:
    """Return the layers with what each does to its rows before it mixes them counted into the mix."""
    layers = []
    for i in range(len(DISTANCES)):
        gain, shift, mix = w[f"{i}.gain"], w[f"{i}.shift"], w[f"{i}.mix"]
        layers.append(Layer(gain[:, None] * mix, w[f"{i}.bias"] + shift @ mix, -shift / gain))
    return layers


def words_in(w: Weights, text: Seen) -> Floats:
    """Return what the network is given of each word, a row each."""
    here: Floats = words().vectors(text.words) @ w["words"]
    for name, rows in (("tags", text.tags), ("lengths", text.lengths), ("first", text.first), ("last", text.last)):
        here += w[name].take(rows, axis=0)
    _add_bag(here, w["first_marks"], text.first_marks)
    _add_bag(here, w["last_marks"], text.last_marks)
    return here


def characters_in(w: Weights, text: Seen, top: Floats) -> Floats:
    """Return what the last layer is given of each character, a row each; `top` is what the words came to."""
    joined: Floats = (top @ w["top"] + w["top.bias"]).take(text.word_of, axis=0)
    joined += w["characters"].take(text.characters, axis=0)
    joined += w["places"].take(text.places, axis=0)
    _add_bag(joined, w["marks"], text.marks)
    return joined


def scale(rows: Floats, out: Floats) -> Floats:
    """Put rows with mean 0 and spread 1 into `out`, and return what they were divided by."""
    share = np.float32(1 / rows.shape[1])
    np.subtract(rows, (rows @ np.full(rows.shape[1], share, np.float32))[:, None], out=out)
    spread: Floats = np.sqrt(np.einsum("ij,ij->i", out, out) * share + _EPSILON)[:, None]
    out *= 1 / spread
    return spread


def _shift(rows: Floats, distance: int, edge: Floats, out: Floats) -> None:
    """Put rows into `out` whose first third comes from so many rows before, and whose last third from behind."""
    third = rows.shape[1] // 3
    out[:distance, :third] = edge[:third]
    out[distance:, :third] = rows[:-distance, :third]
    out[:, third:-third] = rows[:, third:-third]
    out[-distance:, -third:] = edge[-third:]
    out[:-distance, -third:] = rows[distance:, -third:]


def _add_bag(rows: Floats, table: Floats, bag: Bag) -> None:
    """Add to each row the sum of the table's rows for its values.

    Rows with the most values come first, so that a further value is taken at once for all that have one: nearly all
    have one or two, and that is three times as fast as `numpy.add.reduceat`, which goes from number to number.
    """
    if not len(bag.rows):
        return
    firsts = np.flatnonzero(np.concatenate(([True], bag.rows[1:] != bag.rows[:-1])))
    counts = np.concatenate((firsts[1:], [len(bag.rows)])) - firsts
    firsts = firsts[(-counts).argsort(kind="stable")]
    # How many rows have a second value, a third one and so on.
    having = np.bincount(counts)[::-1].cumsum()[::-1].tolist()[2:]
    sums = table.take(bag.values[firsts], axis=0)
    if having:
        # The rest is summed up before the first one is added, as `reduceat` does, so that no bit differs.
        rest = table.take(bag.values[firsts[: having[0]] + 1], axis=0)
        for nth, count in enumerate(having[1:], start=2):
            rest[:count] += table.take(bag.values[firsts[:count] + nth], axis=0)
        sums[: having[0]] += rest
    rows[bag.rows[firsts]] += sums
