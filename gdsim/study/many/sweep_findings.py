"""What a sweep shows: regions, the best run, how far losses scatter, the stable bound."""

from __future__ import annotations

import math

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gdsim.engine.arrays import Mask
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.schedule import has_constant_rate
from gdsim.engine.descent.settings import setting_specs
from gdsim.engine.diagnosis.curvature.eigenvalues import curvature_at
from gdsim.engine.diagnosis.curvature.rate_bounds import LINEAR_RULES, rate_range
from gdsim.engine.errors import InputError
from gdsim.engine.many.axes import BATCH_SIZE, LEARNING_RATE
from gdsim.engine.many.regions import REGIONS, SCATTER, UNJUDGED, Region, judged_after, regions
from gdsim.engine.many.sweep import SweepResult
from gdsim.engine.problem.objective import Objective
from gdsim.engine.problem.quadratic import is_quadratic
from gdsim.engine.run.downhill import descending
from gdsim.engine.run.segment import Segment
from gdsim.i18n import tr
from gdsim.study.words.names import axis_title

LOSS_ROUNDING = 1e-12
"""Share of a loss by which rounding may put it off."""

SCATTER_RUNS, FEWEST_SCATTER_RUNS = 21, 5
"""Runs from whose losses the scatter is told, and how many of them must have two neighbours."""


class Bound(Struct, frozen=True):
    """The learning rate below which the curvature says that runs are stable.

    Attributes
    ----------
    rate
        Above 0, finite.
    is_quadratic
        Whether it holds everywhere; elsewhere it is that of the curvature at the start.
    fastest
        The rate that is fastest in the long run, where that is known.
    is_of_batches
        Whether updates see some of the rows only: it is that of all rows, and batches may need
        less.
    """

    rate: float
    is_quadratic: bool
    fastest: float | None = None
    is_of_batches: bool = False


class Scatter(Struct, frozen=True):
    """How far losses of neighbouring batch sizes differ, which see other batches.

    Attributes
    ----------
    loss
        Standard deviation of the losses of runs like the best one.
    count
        Runs whose loss is within twice that of the lowest.
    """

    loss: float
    count: int


class SweepFindings(Struct, frozen=True, eq=False):
    """A sweep with what was made of it.

    Attributes
    ----------
    updates
        How many every run was to make.
    titles
        What people call each axis.
    present
        The present value of each axis; NaN where the set-up has no such setting any more.
    region
        For each run the index in `REGIONS` or `UNJUDGED`; None where the rate was not swept. What
        is not stable on a quadratic is too large, however far the loss sank until then, if every
        update sees all rows.
    bound
        None where there is none, or no rule for it, or the learning rate was not swept.
    """

    result: SweepResult
    updates: int
    titles: tuple[str, ...]
    present: tuple[float, ...]
    region: NDArray[np.int8] | None
    bound: Bound | None
    scatter: Scatter | None = None

    @property
    def judged_after(self) -> tuple[int, int] | None:
        """By how many updates of a rate and of the fastest one regions were told, if they were."""
        if self.region is None or len(self.result.axes) > 1 or not self.result.is_done.all():
            return None
        return judged_after(self.result)

    @property
    def best(self) -> tuple[int, ...] | None:
        """The place in the grid of the lowest final loss; None where no run has one.

        Of learning rates that are just right and have the same loss up to rounding, that which was
        there first. Where there is noise, a rate that is just right comes before another whose loss
        is lower by what does not count (see `gdsim.engine.many.regions`).
        """
        loss = self.result.final_loss
        if not np.isfinite(loss).any():
            return None
        judged = self.judged_after
        if self.region is not None and judged is not None:
            low = float(np.nanmin(loss))
            is_noisy = self.result.is_noisy
            room = (
                SCATTER * max(self.result.start_loss - low, 0.0)
                if is_noisy
                else LOSS_ROUNDING * abs(low)
            )
            alike = loss <= low + room
            alike &= self.region == REGIONS.index(Region.JUST_RIGHT)
            if alike.any():
                then = self.result.marked_loss[self.result.marks.index(judged[1])]
                loss = np.where(alike, loss if is_noisy else then, np.nan)
        # Of several that are as good, such as losses of exactly 0, the one in their middle.
        as_good = np.flatnonzero(loss.reshape(-1) == np.nanmin(loss))
        middle = as_good[len(as_good) // 2]
        return tuple(int(k) for k in np.unravel_index(middle, loss.shape))

    @property
    def is_begun(self) -> Mask:
        """Whether each run was begun before the work was left."""
        begun: Mask = (self.result.updates > 0) | self.result.diverged
        return begun


def findings(
    result: SweepResult, experiment: Experiment, objective: Objective, updates: int
) -> SweepFindings:
    """Return what the sweep of `experiment` shows."""
    names = [axis.name for axis in result.axes]
    region = regions(result) if LEARNING_RATE in names else None
    bound = stable_bound(experiment, objective) if names == [LEARNING_RATE] else None
    holds = bound is not None and bound.is_quadratic and not bound.is_of_batches
    if region is not None and bound is not None and holds:
        is_unstable = np.array(result.axes[0].values) >= bound.rate * (1 - LOSS_ROUNDING)
        region[is_unstable & (region != UNJUDGED)] = REGIONS.index(Region.TOO_LARGE)
    return SweepFindings(
        result=result,
        updates=updates,
        titles=tuple(axis_title(name, experiment.rule) for name in names),
        present=present_values(result, experiment, objective.n_rows),
        region=region,
        bound=bound,
        scatter=_scatter(result) if names == [BATCH_SIZE] else None,
    )


def _scatter(result: SweepResult) -> Scatter | None:
    """Return how far losses near the best one lie from the line between their neighbours."""
    loss = result.final_loss
    if not result.is_noisy or not result.is_done.all() or len(loss) < SCATTER_RUNS:
        return None
    if not np.isfinite(loss).any():
        return None
    best = int(np.nanargmin(loss))
    first = min(max(0, best - SCATTER_RUNS // 2), len(loss) - SCATTER_RUNS)
    near = loss[first : first + SCATTER_RUNS]
    off = near[1:-1] - (near[:-2] + near[2:]) / 2
    off = off[np.isfinite(off)]
    if len(off) < FEWEST_SCATTER_RUNS:
        return None
    # Of three independent losses, one less the mean of the others has 3/2 of their variance.
    deviation = math.sqrt(float(np.mean(off**2)) / 1.5)
    return Scatter(deviation, int((loss <= loss[best] + 2 * deviation).sum()))


def present_values(result: SweepResult, experiment: Experiment, n_rows: int) -> tuple[float, ...]:
    """Return the value that the experiment has for each axis; NaN for what it does not have."""
    known = {LEARNING_RATE, BATCH_SIZE}
    known |= {spec.name for spec in setting_specs(experiment.rule, experiment.schedule)}
    return tuple(
        present_value(experiment, n_rows, axis.name) if axis.name in known else math.nan
        for axis in result.axes
    )


def present_value(experiment: Experiment, n_rows: int, name: str) -> float:
    """Return the value that the experiment has for the axis `name`."""
    if name == LEARNING_RATE:
        return experiment.learning_rate
    if name == BATCH_SIZE:
        sizes = {"batch": n_rows, "stochastic": 1}
        return float(sizes.get(experiment.method, experiment.batch_size))
    return float(_resolved(experiment, name))


def _resolved(experiment: Experiment, name: str) -> float:
    defaults = {
        spec.name: spec.default for spec in setting_specs(experiment.rule, experiment.schedule)
    }
    return float(experiment.settings.get(name, defaults[name]))


def stable_bound(experiment: Experiment, objective: Objective) -> Bound | None:
    """Return the stable bound at the start, or None where there is none.

    That is so for other rules, where the rate changes as the run goes on, and where the curvature
    gives none.
    """
    if experiment.rule not in LINEAR_RULES or not has_constant_rate(experiment):
        return None
    if experiment.clip_norm is not None or experiment.bounds:
        return None
    experiment, objective = descending(experiment, objective)
    try:
        segment = Segment.begin(experiment, objective)
        curvature = curvature_at(objective, segment.trace.theta_before(0))
    except (FloatingPointError, InputError):
        return None
    rates = rate_range(curvature, segment.rule.name, segment.rule.settings)
    if not 0 < rates.stable_below < math.inf:
        return None
    is_of_batches = not segment.batching.holds_all
    return Bound(rates.stable_below, is_quadratic(objective), rates.fastest, is_of_batches)


def region_word(region: Region) -> str:
    """Return the region as words, as over a band of a plot."""
    return {
        Region.TOO_SMALL: tr("too small"),
        Region.JUST_RIGHT: tr("just right"),
        Region.TOO_LARGE: tr("too large"),
    }[region]
