"""Features as numbers: what a feature is about, the type of thing it is of and a value, mixed into 20 bits.

The values are numbers or hashes, so that all rows of a document are looked at together, feature by feature.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

BITS = 20

Integers = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Numbers = NDArray[Any]
# Values of one feature, and whether they count for all types together too.
Column = tuple[Numbers, bool]

_MIX = tuple(np.uint64(x) for x in (0xD6E8FEB86659FD93, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


def mixed(heads: Numbers, values: Numbers) -> Integers:
    """Return the features of values, given what they are about."""
    key = values.astype(np.uint64, copy=False) * _MIX[0]
    key = key + heads.astype(np.uint64, copy=False) * _MIX[1]
    key ^= key >> np.uint64(29)
    key *= _MIX[2]
    key >>= np.uint64(64 - BITS)
    return key.view(np.int64)


def stretches(starts: Sequence[int], at: Integers) -> Integers:
    """Return in which of the stretches that begin at `starts` each place is; all in the first where there is none."""
    if len(starts) < 2:
        return np.zeros(len(at), np.int64)
    return np.maximum(np.array(starts).searchsorted(at, side="right") - 1, 0)


def table(columns: Sequence[Column], types: Integers) -> Integers:
    """Return a row of features for each column: with the types (from 1 on), and without where it counts for all."""
    alone = [i for i, (_, both) in enumerate(columns) if both]
    out = np.empty((len(columns) + len(alone), len(types)), np.uint64)
    for i, (values, _) in enumerate(columns):
        out[i] = values
    out[len(columns) :] = out[alone]
    heads = np.array([*range(len(columns)), *alone])[:, None] << 7
    of_types = np.zeros((len(out), 1), np.int64)
    of_types[: len(columns)] = 1
    return mixed(heads + of_types * types, out)


@lru_cache(maxsize=16_384)
def number(text: str) -> int:
    """Return a number for a word, the same in every process; room is left for two bits."""
    value = 0
    for character in text:
        value = (value * 1_000_003 + ord(character)) % (1 << 40)
    return value * 4
