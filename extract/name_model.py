"""The trained weights of the name model, and how a text's features add up to scores of labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO

import numpy as np
from numpy.typing import NDArray

from extract.chain import Floats
from extract.features import VALUE_BITS, Column, Features, Integers, Stretches, Vocabulary

Scores = NDArray[np.float32]
Rows = NDArray[np.int32]

# So many columns have a table from values to rows of weights; in the pair columns behind them values are too large.
_TABLED = int(Column.PAIR_BEFORE)


class NameModel:
    """A linear-chain model: for each feature a weight for each label, and for each pair of labels another.

    `transitions[i, j]` is the weight of label `j` after label `i`.
    """

    def __init__(
        self, labels: Sequence[str], vocabulary: Vocabulary, keys: Integers, weights: Floats, transitions: Floats
    ) -> None:
        """Take the weights of the features `keys`, which ascend: a row for each, a column for each label."""
        self.labels = tuple(labels)
        self.vocabulary = vocabulary
        self.transitions = transitions
        self._keys = keys
        # Features with many weights come often; side by side they stay in the processor's cache. Row 0, of nothing
        # but 0, is for features that the model does not know.
        order = np.argsort(-np.count_nonzero(weights, axis=1), kind="stable")
        self._weights = np.vstack([np.zeros((1, len(labels)), weights.dtype), weights[order]])
        self._row = np.empty(len(keys), dtype=np.int32)
        self._row[order] = np.arange(1, len(keys) + 1)
        tables = [self._table(column) for column in range(_TABLED)]
        self._table_of_values = np.concatenate(tables)
        sizes = np.array([[len(table)] for table in tables])
        self._last_value, self._first = sizes - 1, np.cumsum(sizes, axis=0) - sizes

    @classmethod
    def load(cls, file: IO[bytes]) -> NameModel:
        """Read a model that `save` wrote."""
        with np.load(file, allow_pickle=False) as parts:
            labels, words = (parts[name].tobytes().decode().split("\0") for name in ("labels", "vocabulary"))
            weights = np.zeros((len(parts["keys"]), len(labels)), dtype=np.float32)
            weights[np.repeat(np.arange(len(weights)), parts["counts"]), parts["columns"]] = parts["values"]
            return cls(labels, Vocabulary(words), parts["keys"], weights, parts["transitions"])

    def save(self, file: IO[bytes]) -> None:
        """Write the model: only the weights that are not 0, each with its label."""
        weights = self._weights[self._row]
        rows, columns = np.nonzero(weights)
        np.savez_compressed(
            file,
            labels=_bytes(self.labels),
            vocabulary=_bytes(self.vocabulary),
            keys=self._keys,
            counts=np.bincount(rows, minlength=len(weights)).astype(np.uint8),
            columns=columns.astype(np.uint8),
            values=weights[rows, columns],
            transitions=self.transitions,
        )

    def _table(self, column: int) -> Rows:
        """Return the row of each value of a column; the last one stands for all values beyond."""
        first, last = np.searchsorted(self._keys, [column << VALUE_BITS, (column + 1) << VALUE_BITS])
        values = self._keys[first:last] - (column << VALUE_BITS)
        table = np.zeros(values[-1] + 2 if len(values) else 1, dtype=np.int32)
        table[values] = self._row[first:last]
        return table

    def _rows(self, keys: Integers) -> Rows:
        """Return the rows of whole features."""
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[at] == keys, self._row[at], 0)

    def scores(self, features: Features) -> Scores:
        """Return the sum of the weights for each character (row) and label (column)."""
        columns, stretches = features
        heads = np.arange(_TABLED, len(columns))[:, None] << VALUE_BITS
        places = np.minimum(columns[:_TABLED], self._last_value) + self._first
        rows = np.concatenate([self._table_of_values.take(places), self._rows(columns[_TABLED:] + heads)])
        out = np.zeros((columns.shape[1], len(self.labels)), dtype=np.float32)
        for of_column in rows:
            out += self._weights.take(of_column, axis=0)
        self._add_stretches(out, stretches)
        return out

    def _add_stretches(self, out: Scores, stretches: Stretches) -> None:
        """Add the weights of stretches: write each out by character, bring those of a character together, sum them."""
        rows = self._rows(stretches.keys)
        counts = np.where(rows > 0, stretches.ends - stretches.starts, 0)
        before = np.cumsum(counts) - counts
        places = np.repeat(stretches.starts - before, counts) + np.arange(counts.sum())
        order = places.argsort(kind="stable")
        places = places[order]
        firsts = np.flatnonzero(np.diff(places, prepend=-1))
        if len(firsts):
            weights = self._weights.take(np.repeat(rows, counts)[order], axis=0)
            out[places[firsts]] += np.add.reduceat(weights, firsts, axis=0)


def _bytes(texts: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\0".join(texts).encode(), dtype=np.uint8)
