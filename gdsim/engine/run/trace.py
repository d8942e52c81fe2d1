"""Growable storage: one row of float64 for each update.

A row is ``[theta (d) | state (k x d) | learning_rate | t | full_loss | loss | gradient (d)]``.
Theta and state are those before the update: after it they are the next row's, so they are stored
once, and a compiled update goes from a whole row straight to the start of the next. Rows live in
blocks of fixed size: growing never copies, and at most one block is not full.
"""

from __future__ import annotations

import mmap
import sys
from collections.abc import Iterator, Sequence
from weakref import WeakValueDictionary

import numpy as np

from gdsim.engine.arrays import Array

ROWS_OF_A_BLOCK = 4096

_held: WeakValueDictionary[int, Trace] = WeakValueDictionary()


def bytes_of_rows() -> int:
    """Return the bytes that the rows of all traces take which anybody holds."""
    traces = [reference() for reference in _held.valuerefs()]
    return sum(trace.written_bytes for trace in traces if trace is not None)


def _empty_block(width: int, *, is_first: bool) -> Array:
    # One row more: what the block's last update leads to has to stand somewhere.
    shape = (ROWS_OF_A_BLOCK + 1, width)
    if is_first:
        return np.empty(shape)
    # Memory of its own goes back to the system with the run. Out of the common heap, where small
    # things lie in between, a window would go on holding the most rows that it ever had. Short
    # runs, of which there are thousands, have no second block: they need not ask the system.
    own = _own_memory(shape[0] * width * np.dtype(np.float64).itemsize)
    return np.frombuffer(own, np.float64).reshape(shape)


def _own_memory(n_bytes: int) -> mmap.mmap:
    try:
        if sys.platform == "win32":
            return mmap.mmap(-1, n_bytes)
        # Shared, as it is by default, each would count towards the most mappings of a process.
        return mmap.mmap(-1, n_bytes, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    except OSError as error:
        raise MemoryError from error


class Trace:
    """Rows of one stretch of a run in which the update rule stays the same.

    Parameters
    ----------
    theta
        Theta before row 0, shape (d,).
    state
        The rule's state before row 0: k arrays of shape (d,).
    """

    def __init__(self, theta: Array, state: Sequence[Array]) -> None:
        d = len(theta)
        self.d = d
        self.n_states = len(state)
        self.theta = slice(0, d)
        self.start = slice(0, d + self.n_states * d)
        self.learning_rate = self.start.stop
        self.t = self.learning_rate + 1
        self.full_loss = self.t + 1
        self.loss = self.full_loss + 1
        self.gradient = slice(self.loss + 1, self.loss + 1 + d)
        self.result = slice(self.loss, self.gradient.stop)
        self.width = self.gradient.stop
        self._blocks: list[Array] = []
        self._reached = 0
        _held[id(self)] = self
        self._grow(np.concatenate([theta, *state]))

    def _grow(self, start: Array) -> None:
        block = _empty_block(self.width, is_first=not self._blocks)
        block[0, self.start] = start
        self._blocks.append(block)

    @property
    def nbytes(self) -> int:
        """Bytes held for rows."""
        return sum(block.nbytes for block in self._blocks)

    @property
    def written_bytes(self) -> int:
        """Bytes of the rows that were written: a block takes memory from then on alone."""
        return 8 * self.width * self._reached

    @classmethod
    def restored(cls, d: int, rows: Array, end: Array) -> Trace:
        """Return a trace with rows that another had.

        Parameters
        ----------
        d
            Number of parameters.
        rows
            Shape (n, width), n >= 0.
        end
            Theta and state that the last of `rows` leads to, shape ((1 + k) * d,).
        """
        starts = end if not len(rows) else rows[0, : len(end)]
        trace = cls(starts[:d], [starts[i : i + d] for i in range(d, len(end), d)])
        for first in range(0, len(rows), ROWS_OF_A_BLOCK):
            part = rows[first : first + ROWS_OF_A_BLOCK]
            block, _ = trace.at(first)
            block[: len(part)] = part
            after = rows[first + len(part)] if first + len(part) < len(rows) else end
            block[len(part), trace.start] = after[trace.start]
        return trace

    def pieces(self, n: int) -> Iterator[Array]:
        """Yield the first `n` rows, as views of some rows each, and then what they lead to.

        What is yielded is never written again, whatever is recorded later.
        """
        for first in range(0, n, ROWS_OF_A_BLOCK):
            yield self._blocks[first // ROWS_OF_A_BLOCK][: min(n - first, ROWS_OF_A_BLOCK)]
        yield self._start(n)

    def state(self, k: int) -> slice:
        """Return the columns of state array `k`."""
        return slice((1 + k) * self.d, (2 + k) * self.d)

    def at(self, i: int) -> tuple[Array, int]:
        """Return the block of row `i` and the row's index in it; grow by a block if need be."""
        block, index = divmod(i, ROWS_OF_A_BLOCK)
        if block == len(self._blocks):
            self._grow(self._blocks[-1][ROWS_OF_A_BLOCK, self.start])
        self._reached = max(self._reached, i)
        return self._blocks[block], index

    def theta_before(self, i: int) -> Array:
        """Return a copy of theta before row `i`, which may be the first row not yet written."""
        return self._start(i)[self.theta]

    def state_before(self, i: int) -> tuple[Array, ...]:
        """Return a copy of the state before row `i`, likewise."""
        start = self._start(i)
        return tuple(start[self.state(k)] for k in range(self.n_states))

    def _start(self, i: int) -> Array:
        if i and i % ROWS_OF_A_BLOCK == 0:
            return self._blocks[i // ROWS_OF_A_BLOCK - 1][ROWS_OF_A_BLOCK, self.start].copy()
        return self._blocks[i // ROWS_OF_A_BLOCK][i % ROWS_OF_A_BLOCK, self.start].copy()

    def read(self, start: int, stop: int) -> Array:
        """Return a copy of rows start .. stop - 1, with one more whose theta and state alone count.

        Shape (stop - start + 1, width): the last row holds what update stop - 1 leads to.
        """
        # Column after column: whoever reads a million rows goes on with single columns.
        out = np.empty((stop - start + 1, self.width), order="F")
        i = start
        while i < stop:
            block, index = self.at(i)
            n = min(stop - i, ROWS_OF_A_BLOCK - index)
            out[i - start : i - start + n + 1] = block[index : index + n + 1]
            i += n
        return out
