"""Which rows of the data are in update t: a pure function of (N, B, order, seed, t).

Orders
------
shuffle
    A new permutation of the rows each epoch, cut into batches.
fixed
    The rows in file order, cut into batches.
reshuffle
    A new permutation before every update, of which the first B rows are taken; they are drawn
    without working out the others.
replacement
    B rows drawn with replacement for every update.

With the first two an epoch covers each row once. Where B does not divide N the last batch is
partial: it is kept, or dropped. With the other two every batch has B rows, and an epoch is the same
number of updates: N/B rounded up where the last batch is kept, down where it is dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Int, Rows
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.methods import LAST_BATCHES, METHODS, ORDERS, LastBatch, Order
from gdsim.engine.errors import InputError, require_choice

_EPOCHS_KEPT = 2
"""Epochs whose order is remembered; an order may hold a million rows."""


class Batching(Struct, frozen=True, dict=True):
    """A division of rows into batches.

    Attributes
    ----------
    n_rows, batch_size
        N >= 1 and 1 <= B <= N.
    order, last_batch
        See the module.
    seed
        Two divisions with the same seed see the same permutations.
    """

    n_rows: int
    batch_size: int
    order: Order = "shuffle"
    last_batch: LastBatch = "keep"
    seed: int = 0

    @classmethod
    def of(cls, experiment: Experiment, n_rows: int) -> Batching:
        """Return the batches of an experiment whose objective has `n_rows` rows.

        With a single row, as of a plain function, every method and batch size is the same.

        Raises
        ------
        InputError
            If the method, order, last batch, batch size or seed is not accepted.
        """
        require_choice("the method", experiment.method, METHODS)
        require_choice("the order", experiment.order, ORDERS)
        require_choice("the last batch", experiment.last_batch, LAST_BATCHES)
        if experiment.seed < 0:
            raise InputError(
                "the seed is {seed}; give a whole number of at least 0", seed=experiment.seed
            )
        if experiment.method == "batch" or n_rows == 1:
            return cls(n_rows, n_rows, "fixed")
        batch_size = 1 if experiment.method == "stochastic" else experiment.batch_size
        if not 1 <= batch_size <= n_rows:
            raise InputError(
                "the batch size is {batch_size}; give a whole number from 1 to {n_rows}, the rows"
                " of the data",
                batch_size=batch_size,
                n_rows=n_rows,
            )
        return cls(n_rows, batch_size, experiment.order, experiment.last_batch, experiment.seed)

    @cached_property
    def updates_per_epoch(self) -> int:
        """Number of batches in an epoch."""
        whole, rest = divmod(self.n_rows, self.batch_size)
        return whole + (rest > 0 and self.last_batch == "keep")

    @property
    def is_full(self) -> bool:
        """Whether every batch is all rows in file order."""
        return self.batch_size == self.n_rows and self.order == "fixed"

    @property
    def holds_all(self) -> bool:
        """Whether every batch is all rows, in whatever order."""
        return self.batch_size == self.n_rows and self.order != "replacement"

    def locate(self, t: Int) -> tuple[Int, Int]:
        """Return the epoch of update `t` and its batch in that epoch, all from 0."""
        return t // self.updates_per_epoch, t % self.updates_per_epoch

    def size(self, batch: Int) -> Int:
        """Return the number of rows in a batch, given its index in the epoch."""
        last = self.updates_per_epoch - 1
        last_size = self.batch_size
        if self._covers:
            last_size = min(self.batch_size, self.n_rows - last * self.batch_size)
        size: Int = self.batch_size - (batch == last) * (self.batch_size - last_size)
        return size

    def rows(self, epoch: int, batch: int) -> Rows:
        """Return the indices of the rows in a batch, in order; not writeable."""
        return self.rows_between(epoch, batch, batch + 1)

    def rows_between(self, epoch: int, start: int, stop: int) -> Rows:
        """Return the rows of batches start .. stop - 1 of an epoch, one batch after the other."""
        if self.order == "reshuffle":
            return np.concatenate([self._reshuffled(epoch, batch) for batch in range(start, stop)])
        return self.epoch_rows(epoch)[start * self.batch_size : stop * self.batch_size]

    def epoch_rows(self, epoch: int) -> Rows:
        """Return the rows of a whole epoch, batch after batch; not writeable.

        With ``reshuffle`` this works out every batch of the epoch, and nothing is remembered.
        """
        if self.order == "reshuffle":
            return self.rows_between(epoch, 0, self.updates_per_epoch)
        return self._epoch_rows(0 if self.order == "fixed" else epoch)

    @property
    def _covers(self) -> bool:
        """Whether an epoch goes through the rows, each at most once."""
        return self.order in ("shuffle", "fixed")

    @cached_property
    def _epoch_rows(self) -> Callable[[int], Rows]:
        return lru_cache(_EPOCHS_KEPT)(self._draw_epoch)

    def _draw_epoch(self, epoch: int) -> Rows:
        total = self.updates_per_epoch * self.batch_size
        if self.order == "fixed":
            rows = np.arange(self.n_rows)[:total]
        elif self.order == "shuffle":
            rows = self._generator(epoch).permutation(self.n_rows)[:total]
        else:
            rows = self._generator(epoch).integers(self.n_rows, size=total)
        rows.setflags(write=False)
        return rows

    def _reshuffled(self, epoch: int, batch: int) -> Rows:
        generator = self._generator(epoch, batch)
        return generator.choice(self.n_rows, self.batch_size, replace=False)

    def _generator(self, *place: int) -> np.random.Generator:
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence((self.seed, *place))))
