"""What a run whose batches differ does, from its last updates and the loss of all rows."""

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import Array, length
from gdsim.engine.diagnosis.curvature.eigenvalues import Curvature
from gdsim.engine.diagnosis.exact import has_constant_rate_from
from gdsim.engine.diagnosis.noise.gradient_noise import predicted_deviation, row_deviation
from gdsim.engine.diagnosis.quadratic import curvature_of
from gdsim.engine.diagnosis.quarters import Quarters
from gdsim.engine.diagnosis.recent import Recent
from gdsim.engine.diagnosis.situation import NO_SLOPE, Situation, gain_left
from gdsim.engine.diagnosis.surroundings import MOST_EVALUATIONS
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.problem.quadratic import has_same_curvature, is_quadratic
from gdsim.engine.run.run import Run

MOST_ROWS_OF_NOISE = 10_000
"""Rows, drawn where there are more, whose gradients tell how those of batches scatter."""

BLOWN_GRADIENT = 10.0
"""Times by which the gradient is longer than at the start in a run that is blown up."""

SLOW_QUARTER_GAIN = 0.1
"""Share of the loss still to be gained that a quarter of a slow run with batches brings at most."""

FLOOR_GAIN = 0.1
"""Share of the height of a noisy floor that is still to be gained at most where it is one."""

FLOOR_POINTS = 16
"""Points of the last quarter whose losses tell that height."""

FLOOR_BOWL = 0.05
"""Share of the loss to be gained that is left, at most, where a bowl would have its minimum."""

FLOOR_NOISE = 0.5
"""Share of the scatter of the rows' gradients that is left there at least."""

FLOOR_SCATTER = 0.3
"""Share of the gradient's length on a noisy floor that batches scatter by at least."""

FADING_RULES = ("adagrad", "adadelta", "amsgrad")
"""Rules whose steps may get ever shorter, or longer, at the same rate."""


def noisy_verdict(situation: Situation) -> Verdict:
    """Return the verdict of a run whose batches differ; the forecast is of all rows."""
    run, seen = situation.run, situation.seen
    if _is_foretold_to_diverge(situation):
        return Verdict.DIVERGING
    if _has_arrived(run, seen):
        return situation.verdict_on_arrival
    if not seen.learning_rate:
        return Verdict.SLOW
    quarters = seen.quarters
    if quarters is None:
        first = length(seen.first_gradient)
        leaps = seen.gradient_norm > BLOWN_GRADIENT * first > 0
        return Verdict.RISING if seen.loss > seen.first_loss and leaps else Verdict.TOO_EARLY
    if quarters.least > seen.first_loss and quarters.last > 2 * quarters.before:
        return Verdict.RISING
    return _by_quarters(situation, quarters)


def _is_foretold_to_diverge(situation: Situation) -> bool:
    """Whether theory proves it: batches then only push the run about, by what does not grow."""
    foretold, run = situation.forecast, situation.run
    if foretold is None or foretold.verdict is not Verdict.DIVERGING:
        return False
    return not run.segments[-1].is_rounded and has_same_curvature(run.objective)


def _by_quarters(situation: Situation, quarters: Quarters) -> Verdict:
    drop = quarters.before - quarters.last
    if drop <= quarters.spread:
        return Verdict.NOISY_FLOOR if _is_floor(situation, quarters) else Verdict.UNSETTLED
    seen, curvature = situation.seen, situation.curvature
    if curvature is None or not is_quadratic(situation.run.objective):
        return Verdict.FALLING
    left = gain_left(seen.gradient, curvature, seen.largest_gradient)
    is_slow = np.isfinite(left) and drop <= SLOW_QUARTER_GAIN * left
    return Verdict.SLOW if is_slow else Verdict.FALLING


def _has_arrived(run: Run, seen: Recent) -> bool:
    """Whether no row has a slope any more."""
    nothing = NO_SLOPE * seen.largest_gradient
    if max(seen.batch_gradient, seen.gradient_norm) > nothing:
        return False
    sigma, _ = row_deviation(run.objective, seen.theta, MOST_ROWS_OF_NOISE)
    return length(sigma) <= nothing


def _is_floor(situation: Situation, quarters: Quarters) -> bool:
    """Whether the run goes round a minimum, at a height above it that its noise alone makes.

    The mean theta of the last quarter is free of most noise: where little is to be gained from
    there, the descent is over. The minimum has to be where the curvature puts it, and the rows'
    gradients have to scatter there: else there is none, or no noise that lasts.
    """
    run, seen = situation.run, situation.seen
    segment, objective = run.segments[-1], run.objective
    # A smaller rate would lower a floor, unless its steps are rounded away.
    if quarters.last > seen.first_loss or segment.rule.name in FADING_RULES or segment.is_rounded:
        return False
    if segment.bounds is not None or segment.rule.clip_norm is not None:
        return False
    if not has_constant_rate_from(segment, run.length):
        return False
    if FLOOR_POINTS * objective.n_rows > MOST_EVALUATIONS:
        return False
    thetas = run.columns(run.length - quarters.count // 4, run.length).theta
    middle = thetas.mean(axis=0)
    curvature = curvature_of(objective, middle)
    if curvature is None or curvature.smallest <= 0:
        return False
    some = thetas[np.linspace(0, len(thetas) - 1, FLOOR_POINTS).astype(int)]
    if not _is_of_noise(run, middle, some):
        return False
    height = float(objective.value(some).mean()) - objective.whole(middle)[0]
    left = gain_left(objective.whole(middle)[1], curvature, seen.largest_gradient)
    return left <= FLOOR_GAIN * height and _has_noisy_minimum(run, middle, curvature, left)


def _is_of_noise(run: Run, middle: Array, some: Array) -> bool:
    """Whether what batches scatter by can keep a run where it goes, at points `some` (n, d).

    On a floor of noise the gradient of all rows is sqrt(eta lambda/(2 - eta lambda)) times as long
    as that scatter, in a direction of curvature lambda. Where it is much longer, steps too long
    for the curvature keep it there.
    """
    gradients = run.objective.value_and_gradient(some)[1]
    typical = float(np.sqrt((gradients**2).sum(axis=-1).mean()))
    return batch_scatter(run, middle) >= FLOOR_SCATTER * typical


def batch_scatter(run: Run, theta: Array) -> float:
    """Return how far a batch's gradient at theta (d,) is from that of all rows, root mean square.

    The batch is one of those that come next, drawn at random.
    """
    batching = run.segments[-1].batching
    sigma, _ = row_deviation(run.objective, theta, MOST_ROWS_OF_NOISE)
    replaces = batching.order == "replacement"
    scatter = predicted_deviation(sigma, batching.n_rows, batching.batch_size, replaces)
    return length(scatter)


def _has_noisy_minimum(run: Run, middle: Array, curvature: Curvature, left: float) -> bool:
    """Whether the minimum of the quadratic at `middle` (d,) is one, where rows still differ."""
    objective = run.objective
    slopes = curvature.components(objective.whole(middle)[1])
    point = middle - curvature.directions @ (slopes / curvature.eigenvalues)
    there = curvature_of(objective, point)
    if there is None or there.smallest <= 0:
        return False
    still = gain_left(objective.whole(point)[1], there, length(slopes))
    here_noise, _ = row_deviation(objective, middle, MOST_ROWS_OF_NOISE)
    there_noise, _ = row_deviation(objective, point, MOST_ROWS_OF_NOISE)
    lasts = length(there_noise) >= FLOOR_NOISE * length(here_noise)
    return still <= FLOOR_BOWL * left and bool(lasts)
