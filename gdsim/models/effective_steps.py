"""How far each parameter moves for a unit of its gradient: what a rule makes of eta."""

from __future__ import annotations

import numpy as np

from gdsim.engine.dataset import Array
from gdsim.engine.run import Run
from gdsim.models.thinning import Indices

MOST_POINTS = 2000
"""Updates read of a long run, evenly spread."""

SEEN = 1000
"""Units in the last place of a parameter that it must move by, for three digits of its step."""


def effective_steps(run: Run, length: int) -> tuple[Indices, Array]:
    """Return updates (n,) and their effective step sizes (n, d), of the first `length` updates.

    |theta_{t+1} - theta_t| / |g_t| for each parameter, NaN where its gradient is zero, or the move
    so small that rounding hides it. With gradient descent it is the learning rate, the same for
    all; the rules adapt it.
    """
    if length <= MOST_POINTS:
        rows = np.arange(length)
        columns = run.columns(0, length)
        theta, new, gradient = columns.theta, columns.new_theta, columns.gradient
    else:
        rows = np.unique(np.linspace(0, length - 1, MOST_POINTS).astype(np.int64))
        read = [run.row(int(t)) for t in rows]
        theta, new, gradient = (
            np.array([getattr(row, name) for row in read])
            for name in ("theta", "new_theta", "gradient")
        )
    with np.errstate(all="ignore"):
        moved = np.abs(new - theta)
        steps = moved / np.abs(gradient)
        is_told = (gradient != 0) & (moved >= SEEN * np.spacing(np.abs(theta)))
    return rows, np.where(is_told & np.isfinite(steps), steps, np.nan)
