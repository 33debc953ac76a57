"""The trained weights of the name model, and how a text's features add up to scores of labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import IO

import numpy as np
from numpy.typing import NDArray

from extract.chain import Chain, Floats
from extract.features import VALUE_BITS, Column, Features, Integers, Stretches, Vocabulary, spans

Scores = NDArray[np.float32]
Rows = NDArray[np.int32]

# Of these columns the values are too large to be places in a table; all before them have a value per character.
_PAIRS = (Column.PAIR_BEFORE, Column.PAIR_AFTER)
_MASK = (1 << VALUE_BITS) - 1
_NO_PAIR = 0xFFFFFFFF


class NameModel:
    """A linear-chain model: for each feature a weight for each label, and for each pair of labels another.

    `chain` is made of the latter; `spans` is the pattern of names in sequences of labels.
    """

    def __init__(
        self, labels: Sequence[str], vocabulary: Vocabulary, keys: Integers, weights: Floats, transitions: Floats
    ) -> None:
        """Take the weights of the features `keys`, which ascend: a row for each, a column for each label."""
        self.labels = tuple(labels)
        self.vocabulary = vocabulary
        self.chain = Chain(transitions)
        self.spans = spans(labels)
        self._transitions = transitions
        self._keys = keys
        # Features with many weights come often; side by side they stay in the processor's cache. Row 0, of nothing
        # but 0, is for features that the model does not know.
        order = np.argsort(-np.count_nonzero(weights, axis=1), kind="stable")
        self._weights = np.vstack([np.zeros((1, len(labels)), weights.dtype), weights[order]])
        self._row = np.empty(len(keys), dtype=np.int32)
        self._row[order] = np.arange(1, len(keys) + 1)
        bounds = np.searchsorted(keys, np.arange(len(Column) + 1) << VALUE_BITS).tolist()
        known = {c: (keys[a:b] & _MASK, self._row[a:b]) for c, (a, b) in zip(Column, pairwise(bounds), strict=True)}
        pairs = [known[column] for column in _PAIRS]
        # The pair behind a character is the one before the next: both columns are looked up at once.
        self._pairs = np.append(np.union1d(pairs[0][0], pairs[1][0]), _NO_PAIR).astype(np.uint32)
        self._pair_rows = np.zeros((len(_PAIRS), len(self._pairs)), np.int32)
        for of_pair, (values, rows) in zip(self._pair_rows, pairs, strict=True):
            of_pair[self._pairs.searchsorted(values)] = rows
        none = (keys[:0], self._row[:0])
        tables = [_table(*(none if column in _PAIRS else known[column])) for column in Column]
        sizes = np.array([len(table) for table in tables])
        self._table, self._last, self._first = np.concatenate(tables), sizes - 1, np.cumsum(sizes) - sizes

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
            transitions=self._transitions,
        )

    def scores(self, features: Features) -> Scores:
        """Return the sum of the weights for each character (row) and label (column)."""
        columns, stretches, _ = features
        out = np.zeros((columns.shape[1], len(self.labels)), dtype=np.float32)
        for of_column in self._rows(np.arange(_PAIRS[0])[:, None], columns[: _PAIRS[0]]):
            out += self._weights.take(of_column, axis=0)
        before, behind = columns[_PAIRS[0] :]
        pairs = np.append(before, behind[-1:]).astype(np.uint32)
        at = self._pairs.searchsorted(pairs)
        of_before, of_behind = np.where(self._pairs.take(at) == pairs, self._pair_rows.take(at, axis=1), 0)
        out += self._weights.take(of_before[:-1], axis=0)
        out += self._weights.take(of_behind[1:], axis=0)
        self._add_stretches(out, stretches)
        return out

    def _rows(self, columns: Integers, values: Integers) -> Rows:
        """Return the rows of the weights of features, 0 for a value that the model does not know."""
        rows: Rows = self._table.take(np.minimum(values, self._last[columns]) + self._first[columns])
        return rows

    def _add_stretches(self, out: Scores, stretches: Stretches) -> None:
        """Add the weights of stretches: write each out by character, bring those of a character together, sum them."""
        rows = self._rows(stretches.keys >> VALUE_BITS, stretches.keys & _MASK)
        counts = np.where(rows > 0, stretches.ends - stretches.starts, 0)
        before = np.cumsum(counts) - counts
        places = np.repeat(stretches.starts - before, counts) + np.arange(counts.sum())
        order = places.argsort(kind="stable")
        places = places[order]
        firsts = np.flatnonzero(np.diff(places, prepend=-1))
        if len(firsts):
            weights = self._weights.take(np.repeat(rows, counts)[order], axis=0)
            out[places[firsts]] += np.add.reduceat(weights, firsts, axis=0)


def _table(values: Integers, rows: Rows) -> Rows:
    """Return a table of rows by value; its last one, 0, stands for all values beyond."""
    table = np.zeros(values.max(initial=-1) + 2, dtype=np.int32)
    table[values] = rows
    return table


def _bytes(texts: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\0".join(texts).encode(), dtype=np.uint8)
