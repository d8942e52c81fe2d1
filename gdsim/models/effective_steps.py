"""How far each parameter moves for a unit of its gradient: what a rule makes of eta."""

from __future__ import annotations

import numpy as np

from gdsim.engine.dataset import Array
from gdsim.engine.run import Run
from gdsim.models.thinning import Indices

MOST_POINTS = 2000
"""Updates read of a long run, evenly spread."""


def effective_steps(run: Run, length: int) -> tuple[Indices, Array]:
    """Return updates (n,) and their effective step sizes (n, d), of the first `length` updates.

    |theta_{t+1} - theta_t| / |g_t| for each parameter, NaN where its gradient is zero. With
    gradient descent it is the learning rate, the same for all; the rules adapt it.
    """
    if length <= MOST_POINTS:
        rows = np.arange(length)
        columns = run.columns(0, length)
        moved, gradient = columns.new_theta - columns.theta, columns.gradient
    else:
        rows = np.unique(np.linspace(0, length - 1, MOST_POINTS).astype(np.int64))
        read = [run.row(int(t)) for t in rows]
        moved = np.array([row.new_theta - row.theta for row in read])
        gradient = np.array([row.gradient for row in read])
    with np.errstate(all="ignore"):
        steps = np.abs(moved) / np.abs(gradient)
    return rows, np.where((gradient != 0) & np.isfinite(steps), steps, np.nan)
