"""Weights of a linear model over hashed features: how they add up, and how a file holds them."""

from __future__ import annotations

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
