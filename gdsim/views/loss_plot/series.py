"""The losses of a run, thinned for drawing, with their places along the axis."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array, Ints
from gdsim.engine.run.run import Run
from gdsim.engine.run.stepper import full_loss_stride
from gdsim.models.snapshot import Snapshot
from gdsim.models.thinning import Envelope

MOST_ROWS_DRAWN = 4096
"""Most rows drawn: of some hundred buckets each keeps its extremes, about one to a pixel."""

ROWS_AT_ONCE = 65536
"""Rows read from a run at once."""


class Losses(Struct, frozen=True, eq=False):
    """Losses of some rows, ascending, the last one the newest of the run.

    Attributes
    ----------
    rows
        Shape (n,).
    batch, full
        Shape (n,); `full` is NaN where it was not worked out.
    """

    rows: Ints
    batch: Array
    full: Array


class LossSeries:
    """Follows a run: reads only rows that it has not seen, and keeps few of them.

    Attributes
    ----------
    coincide
        Whether the loss of every batch is the loss of all rows.
    strides
        The fewest and the most updates from one full loss to the next.
    """

    def __init__(self) -> None:
        self._generation = -1
        self._envelope = Envelope(2, MOST_ROWS_DRAWN)
        self._not_positive = np.zeros(2, dtype=np.int64)
        self._newest = np.empty((1, 2))
        self.coincide = True
        self.strides = 1, 1

    def update(self, snapshot: Snapshot) -> None:
        """Take in what is new in `snapshot`."""
        run, seen = snapshot.run, len(self._envelope)
        if snapshot.generation != self._generation or snapshot.length < seen:
            self._generation, seen = snapshot.generation, 0
            self._envelope.clear()
            self._not_positive[:] = 0
            strides = [_stride(run, k) for k in range(len(run.segments))]
            self.coincide = not any(strides)
            self.strides = max(1, min(strides)), max(1, *strides)
        while seen < snapshot.length:
            stop = min(seen + ROWS_AT_ONCE, snapshot.length)
            losses = _losses(run, seen, stop)
            self._not_positive += (losses <= 0).sum(axis=0)
            self._envelope.extend(losses)
            seen = stop
        self._newest = _losses(run, snapshot.length, snapshot.length + 1)

    def losses(self) -> Losses:
        """Return the rows that are kept, and the pending one."""
        rows = np.append(self._envelope.indices(), len(self._envelope))
        values = np.concatenate((self._envelope.values(), self._newest))
        return Losses(rows, values[:, 0], values[:, 1])

    def not_positive(self) -> int:
        """Return how many of the losses shown are zero or less."""
        counts = self._not_positive + (self._newest[0] <= 0)
        return int(counts[0] if self.coincide else counts.sum())


def _losses(run: Run, start: int, stop: int) -> Array:
    """Return batch loss and full loss of rows start .. stop - 1, shape (n, 2)."""
    columns = run.columns(start, stop)
    return np.stack((columns.loss, columns.full_loss), axis=1)


def _stride(run: Run, k: int) -> int:
    """Return how many updates of a segment share a full loss, 0 if every batch's loss is one."""
    batching = run.segments[k].batching
    if batching.batch_size == batching.n_rows and batching.order != "replacement":
        return 0
    return full_loss_stride(batching.n_rows, batching.batch_size)
