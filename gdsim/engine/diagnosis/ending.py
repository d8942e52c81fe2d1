"""How a run that diverges ends: soon, as its next updates prove, or at the edge of its loss."""

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import STOPPING
from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.diagnosis.surroundings import MOST_EVALUATIONS
from gdsim.engine.floats import LOSS_ROUNDING
from gdsim.engine.run.downhill import downhill
from gdsim.engine.run.run import Run

MOST_AHEAD = 200
"""Updates that are made to see; fewer where there are many rows."""

EDGE_HALVINGS, SMALLEST_POWER = 60, -1074
"""Halvings by which the edge is found along the last step, and the least power of two."""

EDGE_SAMPLES = 40
"""Points up to the edge: as many evenly, and as many ever nearer to it."""


def updates_to_divergence(run: Run) -> int | None:
    """Return after how many more updates `run` is broken off as diverged, none of its limits kept.

    None where it is not within the next `MOST_AHEAD`, as far as that may be looked at.
    """
    most = min(MOST_AHEAD, MOST_EVALUATIONS // run.objective.n_rows)
    longer = run.branch(run.length, **dict.fromkeys(STOPPING))
    longer.advance(most)
    has_diverged = longer.stop is not None and longer.stop.reason is StopReason.DIVERGED
    return longer.length - run.length if has_diverged else None


def _share_inside(run: Run, start: Array, step: Array) -> float:
    """Return the share of a step up to which the loss is finite, above 0.

    However long the step is beside that: its size is found first, as a power of two.
    """

    def is_inside(share: float) -> bool:
        return bool(np.isfinite(run.objective.value(start + share * step)))

    smaller, larger = SMALLEST_POWER, 0
    while larger - smaller > 1:
        middle = (smaller + larger) // 2
        smaller, larger = (middle, larger) if is_inside(2.0**middle) else (smaller, middle)
    inside, outside = 2.0**smaller, 2.0**larger
    for _ in range(EDGE_HALVINGS):
        share = (inside + outside) / 2
        inside, outside = (share, outside) if is_inside(share) else (inside, share)
    return inside


def falls_to_edge(run: Run) -> bool:
    """Tell whether `run` ended where the loss is not finite, and fell all the way to that edge.

    A loss such as log(x) has no minimum within: with a smaller rate the run only gets to its edge
    later. Along the last step of a bowl that was too long the loss falls and rises again.
    """
    if run.stop is None or run.stop.reason is not StopReason.DIVERGED or not run.length:
        return False
    run = downhill(run)
    last = run.row(run.length - 1)
    start, step = last.theta, last.new_theta - last.theta
    losses = run.objective.value(np.stack([start, start + step]))
    if not np.isfinite(losses[0]) or np.isfinite(losses[1]):
        return False
    inside = _share_inside(run, start, step)
    evenly = np.linspace(0, 1, EDGE_SAMPLES)
    nearer = 1 - np.logspace(-1.6, -12, EDGE_SAMPLES)
    shares = inside * np.sort(np.concatenate([evenly, nearer]))
    along = run.objective.value(start + shares[:, np.newaxis] * step)
    rises = np.diff(along) > LOSS_ROUNDING * np.abs(along[:-1])
    return bool(np.isfinite(along).all() and not rises.any())
