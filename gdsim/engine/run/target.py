"""How many updates a run takes to bring the loss of all rows down, or up, to a target."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array
from gdsim.engine.run.run import Run

UPDATES_READ_AT_ONCE = 4096

MOST_ROW_LOSSES = 20_000_000
"""Losses of single rows worked out for one run, where they were not as it was made: about 0.2 s."""


class TargetTime(Struct, frozen=True):
    """When the loss of all rows was first at the target, or beyond it the way the run goes.

    Attributes
    ----------
    updates
        Updates made before; None where it was not seen to be.
    is_exact
        Whether the loss before every update up to there is known. Where it is not, the loss may
        have been at the target earlier.
    """

    updates: int | None
    is_exact: bool = True


class _Search(Struct):
    target: float
    seen: int = 0
    row_losses: int = 0
    found: TargetTime | None = None
    is_exact: bool = True


class TargetTimes:
    """Tells after how many updates the full loss is first at most a target; looks at rows once.

    A full loss that was not worked out as the run was made is worked out now, up to
    `MOST_ROW_LOSSES` for a run.
    """

    def __init__(self) -> None:
        self._searches: WeakKeyDictionary[Run, _Search] = WeakKeyDictionary()

    def updates_to(self, run: Run, target: float) -> TargetTime:
        """Return when the loss of all rows was first at most `target`."""
        search = self._searches.get(run)
        if search is None or search.target != target:
            search = self._searches[run] = _Search(target)
        while search.found is None and search.seen < run.length:
            self._look_further(run, search)
        if search.found is not None:
            return search.found
        # The pending row is another one once it is made.
        here = np.array([run.objective.whole(run.theta)[0]])
        is_there = _first_there(run, here, target) is not None
        return TargetTime(run.length if is_there else None, search.is_exact)

    def _look_further(self, run: Run, search: _Search) -> None:
        stop = min(search.seen + UPDATES_READ_AT_ONCE, run.length)
        columns = run.columns(search.seen, stop)
        full = columns.full_loss.copy()
        missing = np.flatnonzero(np.isnan(full))
        affordable = (MOST_ROW_LOSSES - search.row_losses) // run.objective.n_rows
        if len(missing):
            known = _first_there(run, full, search.target)
            needed = missing if known is None else missing[missing < known]
            worked_out = needed[: max(0, affordable)]
            search.row_losses += len(worked_out) * run.objective.n_rows
            full[worked_out] = run.objective.value(columns.theta[worked_out])
            search.is_exact = search.is_exact and len(worked_out) == len(needed)
        first = _first_there(run, full, search.target)
        if first is not None:
            search.found = TargetTime(search.seen + first, search.is_exact)
        search.seen = stop


def _first_there(run: Run, losses: Array, target: float) -> int | None:
    """Return the index of the first of some losses (n,) that is at the target or beyond it."""
    with np.errstate(invalid="ignore"):
        is_there = losses >= target if run.experiment.maximise else losses <= target
        reached = np.flatnonzero(is_there)
    return int(reached[0]) if len(reached) else None
