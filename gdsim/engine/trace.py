"""Growable storage: one row of float64 for each update.

A row is ``[theta (d) | loss | gradient (d) | full_loss | state (k x d)]``. Theta after an update is
theta before the next one, so it is stored once. Rows live in blocks of fixed size: growing never
copies, and at most one block is not full.
"""

from __future__ import annotations

import numpy as np

from gdsim.engine.dataset import Array

BLOCK = 4096
"""Rows in a block."""


class Trace:
    """Rows of one stretch of a run in which the update rule stays the same.

    Parameters
    ----------
    theta
        Theta before row 0, shape (d,).
    n_states
        Number k of state arrays that the rule keeps, each of shape (d,).
    """

    def __init__(self, theta: Array, n_states: int) -> None:
        d = len(theta)
        self.d = d
        self.n_states = n_states
        self.theta = slice(0, d)
        self.loss = d
        self.gradient = slice(d + 1, 2 * d + 1)
        self.result = slice(d, 2 * d + 1)
        self.full_loss = 2 * d + 1
        self.width = 2 * d + 2 + n_states * d
        self._blocks: list[Array] = []
        self._grow(theta)

    def _grow(self, theta: Array) -> None:
        # One row more than BLOCK: theta after the block's last update has to stand somewhere.
        block = np.empty((BLOCK + 1, self.width))
        block[0, self.theta] = theta
        self._blocks.append(block)

    @property
    def nbytes(self) -> int:
        """Bytes held by the rows."""
        return sum(block.nbytes for block in self._blocks)

    def state(self, k: int) -> slice:
        """Return the columns of state array `k`."""
        start = 2 * self.d + 2 + k * self.d
        return slice(start, start + self.d)

    def at(self, i: int) -> tuple[Array, int]:
        """Return the block of row `i` and the row's index in it; grow by a block if need be."""
        block, index = divmod(i, BLOCK)
        if block == len(self._blocks):
            self._grow(self._blocks[-1][BLOCK, self.theta])
        return self._blocks[block], index

    def theta_before(self, i: int) -> Array:
        """Return a copy of theta before row `i`, which may be the first row not yet written."""
        if i and i % BLOCK == 0:
            return self._blocks[i // BLOCK - 1][BLOCK, self.theta].copy()
        return self._blocks[i // BLOCK][i % BLOCK, self.theta].copy()

    def read(self, start: int, stop: int) -> Array:
        """Return a copy of rows start .. stop - 1, with one more whose theta alone counts.

        Shape (stop - start + 1, width): the last row holds theta after update stop - 1.
        """
        # Column after column: whoever reads a million rows goes on with single columns.
        out = np.empty((stop - start + 1, self.width), order="F")
        i = start
        while i < stop:
            block, index = self.at(i)
            n = min(stop - i, BLOCK - index)
            out[i - start : i - start + n + 1] = block[index : index + n + 1]
            i += n
        return out
