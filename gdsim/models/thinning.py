"""Thin a growing series so that drawing it stays cheap and still shows every extreme."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gdsim.engine.arrays import Array, Ints


class Envelope:
    """Keep few rows of a growing table, such that a line through them looks like the whole.

    The rows are cut into buckets of consecutive rows, as many as a power of two that grows with the
    table. Of every bucket at least the first row, the last row and, for each column, a row with its
    smallest and one with its largest value are kept. Up to `capacity` rows all are kept.

    Parameters
    ----------
    n_columns
        Columns of the table, >= 1.
    capacity
        Most rows ever kept; at least ``4 * (n_columns + 1)``.

    Raises
    ------
    ValueError
        When `capacity` is too small for one bucket.
    """

    def __init__(self, n_columns: int, capacity: int = 2048) -> None:
        if capacity < 4 * (n_columns + 1):
            raise ValueError("capacity must be at least 4 * (n_columns + 1)")
        self._capacity = capacity
        self._rows = np.empty(capacity, dtype=np.int64)
        self._values = np.empty((capacity, n_columns))
        self.clear()

    def clear(self) -> None:
        """Forget every row."""
        self._kept = 0
        self._length = 0
        self._bucket_size = 1

    def __len__(self) -> int:
        """Return the number of rows seen."""
        return self._length

    def extend(self, values: ArrayLike) -> None:
        """Add rows below those seen so far; the cost is O(1) a row in the long run.

        Parameters
        ----------
        values
            Shape (n, n_columns). NaN is allowed and never counts as an extreme.
        """
        new = np.asarray(values, dtype=np.float64)
        rows = np.arange(self._length, self._length + len(new))
        self._length += len(new)
        if self._kept + len(new) > self._capacity:
            rows = np.concatenate((self._rows[: self._kept], rows))
            new = np.concatenate((self._values[: self._kept], new))
            self._bucket_size = self._grown_bucket_size()
            keep = _extreme_rows(rows // self._bucket_size, new)
            rows, new, self._kept = rows[keep], new[keep], 0
        end = self._kept + len(new)
        self._rows[self._kept : end] = rows
        self._values[self._kept : end] = new
        self._kept = end

    def indices(self, upto: int | None = None) -> Ints:
        """Return the kept rows below `upto` (default: all), ascending; a view, to be read only."""
        return self._rows[: self._end(upto)]

    def values(self, upto: int | None = None) -> Array:
        """Return the values of `indices(upto)`, shape (m, n_columns); to be read only."""
        return self._values[: self._end(upto)]

    def _end(self, upto: int | None) -> int:
        if upto is None:
            return self._kept
        return int(np.searchsorted(self._rows[: self._kept], upto))

    def _grown_bucket_size(self) -> int:
        """Return the size at which the buckets fill at most half of the capacity."""
        most_buckets = self._capacity // (4 * (self._values.shape[1] + 1))
        size = self._bucket_size
        while -(-self._length // size) > most_buckets:
            size *= 2
        return size


def _extreme_rows(bucket: Ints, values: Array) -> Ints:
    """Return the positions of the first, last, smallest and largest row of every bucket, ascending.

    `bucket` holds the bucket of each row, ascending.
    """
    starts = np.flatnonzero(np.diff(bucket, prepend=bucket[0] - 1))
    segment = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(bucket)))
    keep = np.zeros(len(bucket), dtype=bool)
    keep[starts] = True
    keep[starts[1:] - 1] = True
    keep[-1] = True
    for column in values.T:
        for extreme in (np.fmin, np.fmax):
            hits = np.flatnonzero(column == extreme.reduceat(column, starts)[segment])
            # Of equal extremes the first alone: a constant column would keep every row.
            keep[hits[np.flatnonzero(np.diff(segment[hits], prepend=-1))]] = True
    return np.flatnonzero(keep)
