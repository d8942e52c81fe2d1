"""What a rule makes of the learning rate for each parameter."""

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import Array, Ints
from gdsim.engine.run.rows import Columns, join
from gdsim.engine.run.run import Run
from gdsim.engine.run.segment import Segment

MOST_UPDATES_READ = 2000
"""Of a long run so many are read, evenly spread."""

LEAST_MOVE = 1000
"""Units in the last place of a parameter: with a smaller move three digits of its step are lost."""


def effective_steps(run: Run, length: int) -> tuple[Ints, Array]:
    """Return updates (n,) and their effective step sizes (n, d), of the first `length` updates.

    What the rule multiplies each parameter's gradient by, or, with momentum, what it has made of
    the gradients so far: eta for gradient descent, eta/(sqrt(s) + eps) for AdaGrad (see
    `gdsim.engine.descent.rules.rule.Scale`). Of a rule without a scale,
    |theta_{t+1} - theta_t| / |g_t|, which is the same without momentum. NaN where there is none.
    """
    rows = np.arange(length)
    if length > MOST_UPDATES_READ:
        rows = np.unique(np.linspace(0, length - 1, MOST_UPDATES_READ).astype(np.int64))
    ends = [segment.first for segment in run.segments[1:]] + [length]
    parts = []
    for segment, end in zip(run.segments, ends, strict=True):
        here = rows[(rows >= segment.first) & (rows < end)]
        if len(here):
            parts.append(_steps(segment, _read(run, here)))
    d = len(run.objective.parameters)
    return rows, np.concatenate(parts) if parts else np.empty((0, d))


def _read(run: Run, rows: Ints) -> Columns:
    """Return these rows, ascending, of one segment."""
    if rows[-1] - rows[0] + 1 == len(rows):
        return run.columns(int(rows[0]), int(rows[-1]) + 1)
    return join([run.columns(int(t), int(t) + 1) for t in rows])


def _steps(segment: Segment, made: Columns) -> Array:
    """Return the step sizes (n, d) of updates of a segment."""
    scale = segment.rule.scale
    with np.errstate(all="ignore"):
        if scale is None:
            steps = _measured(made)
        else:
            state = tuple(made.state[name] for name in segment.rule.state_names)
            t = (made.iteration - segment.rule_first).astype(np.float64)[:, np.newaxis]
            steps = made.learning_rate[:, np.newaxis] * scale(state, t)
    return np.where(np.isfinite(steps), steps, np.nan) * np.ones_like(made.theta)


def _measured(made: Columns) -> Array:
    """Return the moves through the gradients, NaN where one is 0 or hidden by rounding."""
    moved = np.abs(made.new_theta - made.theta)
    is_known = (made.gradient != 0) & (moved >= LEAST_MOVE * np.spacing(np.abs(made.theta)))
    return np.where(is_known, moved / np.abs(made.gradient), np.nan)
