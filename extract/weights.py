"""Weights of linear models over hashed features: how they add up, and how a file holds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

import numpy as np
from numpy.typing import NDArray

from extract.hashed import BITS, Integers

Scores = NDArray[np.float32]


class Linear:
    """For each feature a weight; the most of the features of a row are unknown, and weigh nothing."""

    def __init__(self, keys: Integers, weights: Scores) -> None:
        """Take the weights of the features `keys`."""
        self._keys, self._weights = keys, weights
        self._all = np.zeros(1 << BITS, np.float32)
        self._all[keys] = weights

    @classmethod
    def load(cls, file: IO[bytes]) -> Linear:
        """Read weights that `save` wrote."""
        with np.load(file, allow_pickle=False) as parts:
            return cls(parts["keys"], parts["weights"])

    def save(self, file: IO[bytes]) -> None:
        """Write the weights that are not 0."""
        kept = np.flatnonzero(self._weights)
        np.savez_compressed(file, keys=self._keys[kept].astype(np.int32), weights=self._weights[kept])

    def sums(self, table: Integers) -> Scores:
        """Return the sum of the weights for each column of a table of features, a row each."""
        out: Scores = self._all.take(table).sum(axis=0)
        return out


class Labelled:
    """For each feature a weight for each of some labels."""

    def __init__(self, labels: Sequence[str], keys: Integers, weights: Scores) -> None:
        """Take the weights of the features `keys`: a row for each, a column for each label."""
        self.labels = tuple(labels)
        self._keys, self._weights = keys, np.vstack([np.zeros((1, len(labels)), np.float32), weights])
        self._row = np.zeros(1 << BITS, np.int32)
        self._row[keys] = np.arange(1, len(keys) + 1)

    @classmethod
    def load(cls, file: IO[bytes]) -> Labelled:
        """Read weights that `save` wrote."""
        with np.load(file, allow_pickle=False) as parts:
            return cls(parts["labels"].tolist(), parts["keys"], parts["weights"].astype(np.float32))

    def save(self, file: IO[bytes]) -> None:
        """Write the weights, as halves: what they add up to is the same to three digits."""
        weights = self._weights[1:].astype(np.float16)
        np.savez_compressed(file, labels=np.array(self.labels), keys=self._keys.astype(np.int32), weights=weights)

    def sums(self, table: Integers) -> Scores:
        """Return the sum of weights for each column of a table of features, a row each; a column for each label."""
        out: Scores = self._weights.take(self._row.take(table), axis=0).sum(axis=0)
        return out
