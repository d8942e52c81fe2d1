"""The points a run has passed, thinned for drawing, before and after the cursor."""

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import Array, Ints
from gdsim.models.snapshot import Snapshot
from gdsim.models.thinning import Envelope

EXACT_ROWS = 512
"""Rows at the beginning that are never thinned: there a path has its sharpest turns."""

THINNED_ROWS = 1024
"""Most rows kept of all that follow."""

ROWS_AT_ONCE = 65536
"""Rows read from a run at once."""


class Trail:
    """Follows a run: reads only rows it has not seen, and keeps few of them.

    Attributes
    ----------
    generation
        That of the run which is followed.
    past, future
        Points, shape (n, d): up to and with the one at the cursor; from it to the run's newest.
    past_rows, future_rows
        The rows that these points belong to, shape (n,).
    """

    def __init__(self) -> None:
        self.generation = -1
        self.past = self.future = np.empty((0, 0))
        self.past_rows: Ints = np.empty(0, dtype=np.int64)
        self.future_rows = self.past_rows
        self._head = np.empty((0, 0))
        self._tail = Envelope(1)
        self._seen = 0

    def update(self, snapshot: Snapshot) -> None:
        """Take in what is new in `snapshot`."""
        self._read(snapshot)
        cursor, here = snapshot.cursor, snapshot.row.theta[np.newaxis]
        points, rows = self._kept(0, cursor)
        self.past, self.past_rows = np.concatenate((points, here)), np.append(rows, cursor)
        if snapshot.is_pending:
            self.future, self.future_rows = here, np.array([cursor])
            return
        newest = snapshot.run.row(snapshot.length).theta[np.newaxis]
        points, rows = self._kept(cursor + 1, snapshot.length)
        self.future = np.concatenate((here, points, newest))
        self.future_rows = np.concatenate(([cursor], rows, [snapshot.length]))

    def _read(self, snapshot: Snapshot) -> None:
        """Read the rows not seen yet; all of them where the run is another one."""
        if snapshot.generation != self.generation or snapshot.length < self._seen:
            d = len(snapshot.row.theta)
            self.generation, self._seen = snapshot.generation, 0
            self._head = np.empty((0, d))
            self._tail = Envelope(d, max(THINNED_ROWS, 4 * (d + 1)))
        while self._seen < snapshot.length:
            stop = min(self._seen + ROWS_AT_ONCE, snapshot.length)
            theta = snapshot.run.columns(self._seen, stop).theta
            room = EXACT_ROWS - len(self._head)
            if room > 0:
                self._head = np.concatenate((self._head, theta[:room]))
            self._tail.extend(theta[room:] if room > 0 else theta)
            self._seen = stop

    def _kept(self, start: int, stop: int) -> tuple[Array, Ints]:
        """Return the kept points among rows start .. stop - 1, and their rows."""
        n = len(self._head)
        before, upto = (len(self._tail.indices(max(row - n, 0))) for row in (start, stop))
        points = np.concatenate((self._head[start:stop], self._tail.values()[before:upto]))
        rows = np.arange(min(start, n), min(stop, n))
        return points, np.concatenate((rows, self._tail.indices()[before:upto] + n))
