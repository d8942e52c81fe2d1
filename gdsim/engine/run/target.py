"""How many updates a run takes to bring the loss of all rows down to a target."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from gdsim.engine.run.run import Run

ROWS_READ_AT_ONCE = 65536


class TargetTimes:
    """Tells after how many updates the full loss is first at most a target; reads rows once.

    Rows in which the full loss was not worked out are passed over, but for the last.
    """

    def __init__(self) -> None:
        self._seen: WeakKeyDictionary[Run, tuple[float, int, int | None]] = WeakKeyDictionary()

    def updates_to(self, run: Run, target: float) -> int | None:
        """Return the number of updates made when the loss first was at most `target`, or None."""
        known, seen, found = self._seen.get(run, (target, 0, None))
        if known != target:
            seen, found = 0, None
        while found is None and seen <= run.length:
            stop = min(seen + ROWS_READ_AT_ONCE, run.length + 1)
            with np.errstate(invalid="ignore"):
                reached = np.flatnonzero(run.columns(seen, stop).full_loss <= target)
            if len(reached):
                found = seen + int(reached[0])
            seen = stop
        if found is None and run.objective.whole(run.theta)[0] <= target:
            return run.length
        # The pending row is read again: it is another one once it is made.
        self._seen[run] = (target, min(seen, run.length), found)
        return found
