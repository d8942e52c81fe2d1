"""What a run is doing, from the rows recorded last and the Hessian at the last theta.

Where batches differ, a run is at its noisy floor once the mean loss of its last quarter is not
below that of the quarter before by more than chance makes them differ.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from gdsim.engine.diagnosis.curvature import Curvature
from gdsim.engine.diagnosis.forecast import SLOW_FACTOR, Forecast
from gdsim.engine.diagnosis.quadratic import curvature_of, is_quadratic
from gdsim.engine.diagnosis.recent import Recent
from gdsim.engine.diagnosis.stationary import stationary_point
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.floats import LOSS_ROUNDING
from gdsim.engine.run.run import Run

SETTLED = 1e-6
"""Share of the largest gradient's norm, and of the loss to be gained, that counts as nothing."""

SADDLE_GRADIENT, SADDLE_CURVATURE, SADDLE_CHANGE, SADDLE_AWAY = 0.02, 1e-3, 0.02, 0.25
"""What tells a saddle: the share of the largest gradient that is left at most; that of the largest
curvature that one downwards has at least; the share of the loss gained by which it changes at most
in the last updates; and how far it is at most, as a share of theta's length (at least 1)."""

SAME_SIGN = 0.1
"""Share of the downward curvature at a run that is left at the saddle it is near."""

PLATEAU_CHANGE = 0.01
"""Share of the loss that a move as long as theta (at least 1) changes at most on a plateau, where
the gradient does not shrink either."""

ALTERNATING, ZIGZAG_WAY_LEFT = 0.5, 0.2
"""Share of updates that turn back, and of the way that is left of it, where a run zigzags."""

SLOW_GAIN = 0.01
"""Share of the loss gained that an update of a slow run brings at most."""

SLOW_MOVE = 1e-3
"""Share of theta's length (at least 1) that a window's updates move it by at most in a slow run."""

SLOW_QUARTER_GAIN = 0.1
"""Share of the loss still to be gained that a quarter of a slow run with batches brings at most."""

BLOWN_GRADIENT = 10.0
"""Times by which the gradient is longer than at the start in a run that is blown up."""

FEWEST_ROWS = 8
"""Rows below which nothing is said from the rows."""


@dataclass(frozen=True, eq=False)
class Situation:
    """A run as it stands: what a verdict is from.

    Attributes
    ----------
    seen
        The end of the run.
    curvature
        At `seen.theta`; None where it is not finite.
    forecast
        What theory foretells of the run with all rows in every update; None if nothing.
    """

    run: Run
    seen: Recent
    curvature: Curvature | None
    forecast: Forecast | None


Tests = Sequence[tuple[Callable[[Situation], bool], Verdict]]
"""Verdicts with what tells each; the first that holds is given."""


def local_verdict(situation: Situation) -> tuple[Verdict, float | None]:
    """Return the verdict from the rows and the local curvature, and the factor it rests on."""
    seen, foretold = situation.seen, situation.forecast
    if seen.is_noisy:
        verdict = _noisy(situation)
        by_theory = foretold is not None and foretold.verdict is verdict is Verdict.DIVERGING
        return verdict, foretold.slowest if foretold is not None and by_theory else None
    standing = _first(_STANDING, situation)
    if standing is not None:
        return standing, None
    return _first(_MOVING, situation) or Verdict.CONVERGING, seen.factor


def _first(tests: Tests, situation: Situation) -> Verdict | None:
    """Return the verdict of the first test that holds, or None."""
    return next((verdict for holds, verdict in tests if holds(situation)), None)


def _has_arrived(situation: Situation) -> bool:
    """Whether the run is where next to nothing is to be gained, and rests there."""
    seen, curvature = situation.seen, situation.curvature
    is_at_rest = seen.next_move <= SETTLED * max(seen.way, float(np.linalg.norm(seen.theta)))
    has_no_slope = _slope_left(seen) <= SETTLED
    if curvature is None:
        return has_no_slope and is_at_rest
    gained = abs(seen.first_loss - seen.loss)
    has_gained = has_no_slope or _gain(seen, curvature) <= SETTLED * gained
    return not _curves_down(curvature) and has_gained and is_at_rest


def _is_on_plateau(situation: Situation) -> bool:
    """Whether the loss hardly changes anywhere near, and the gradient does not shrink."""
    seen, curvature = situation.seen, situation.curvature
    if curvature is None or is_quadratic(situation.run.objective):
        return False
    scale = max(1.0, float(np.linalg.norm(seen.theta)))
    reach = max(seen.gradient_norm * scale, _size(curvature) * scale * scale / 2)
    is_flat = reach <= PLATEAU_CHANGE * abs(seen.loss)
    return is_flat and (seen.factor is None or seen.factor > SLOW_FACTOR)


def _is_stuck(situation: Situation) -> bool:
    """Whether the run hardly moves where the loss curves downwards."""
    run, seen, curvature = situation.run, situation.seen, situation.curvature
    if curvature is None or not _curves_down(curvature):
        return False
    if not seen.gradient_norm:
        return True
    hardly_moves = (
        _slope_left(seen) <= SADDLE_GRADIENT
        and seen.change <= SADDLE_CHANGE * abs(seen.first_loss - seen.loss)
        and seen.count >= FEWEST_ROWS
    )
    scale = max(1.0, float(np.linalg.norm(seen.theta)))
    return hardly_moves and _is_near_saddle(run, seen, SADDLE_AWAY * scale)


_STANDING: Tests = (
    (_has_arrived, Verdict.CONVERGED),
    (_is_on_plateau, Verdict.PLATEAU),
    (_is_stuck, Verdict.SADDLE),
)
"""Verdicts on a run that hardly moves."""


def _grows(situation: Situation) -> bool:
    return situation.seen.grows and situation.seen.loss > situation.seen.first_loss


def _stands_still(situation: Situation) -> bool:
    return situation.seen.stands_still


def _alternates(situation: Situation) -> bool:
    return situation.seen.alternating >= ALTERNATING and situation.seen.count >= FEWEST_ROWS


def _zigzags(situation: Situation) -> bool:
    seen = situation.seen
    return _alternates(situation) and seen.straightness >= ZIGZAG_WAY_LEFT and len(seen.theta) > 1


def _falls_no_more(situation: Situation) -> bool:
    seen = situation.seen
    fallen = seen.earlier_loss - seen.loss
    return bool(seen.count) and fallen <= LOSS_ROUNDING * abs(seen.loss)


def _creeps(situation: Situation) -> bool:
    seen = situation.seen
    gained = abs(seen.first_loss - seen.loss)
    gains_little = seen.earlier_loss - seen.loss <= SLOW_GAIN * seen.count * gained
    is_steady = seen.factor is not None and SLOW_FACTOR < seen.factor < 1 / SLOW_FACTOR
    size = max(1.0, float(np.linalg.norm(seen.theta)))
    hardly_moves = seen.next_move * seen.count <= SLOW_MOVE * size
    return seen.count >= FEWEST_ROWS and is_steady and (gains_little or hardly_moves)


_MOVING: Tests = (
    (_grows, Verdict.DIVERGING),
    (_stands_still, Verdict.SLOW),
    (_zigzags, Verdict.ZIGZAG),
    (_alternates, Verdict.OSCILLATING),
    (_falls_no_more, Verdict.UNSETTLED),
    (_creeps, Verdict.SLOW),
)
"""Verdicts on a run that moves; one of which none holds is converging."""


def _slope_left(seen: Recent) -> float:
    """Return the gradient's norm as a share of the largest."""
    return seen.gradient_norm / seen.largest_gradient if seen.largest_gradient else 0.0


def _size(curvature: Curvature) -> float:
    return float(np.abs(curvature.eigenvalues).max())


def _curves_down(curvature: Curvature) -> bool:
    return curvature.smallest < -SADDLE_CURVATURE * _size(curvature)


def _is_near_saddle(run: Run, seen: Recent, radius: float) -> bool:
    """Whether the gradient is 0 near the run, with the loss curving downwards there, too.

    At a point of inflection it does not, though it may before.
    """
    point = stationary_point(run.objective, seen.theta, radius)
    there = None if point is None else curvature_of(run.objective, point)
    here = curvature_of(run.objective, seen.theta)
    return there is not None and here is not None and there.smallest < SAME_SIGN * here.smallest


def _gain(seen: Recent, curvature: Curvature) -> float:
    """Return by how much the loss is still to fall, were it the local quadratic; maybe inf."""
    slopes = curvature.components(seen.gradient)
    curved = curvature.eigenvalues > 0
    if (np.abs(slopes[~curved]) > SETTLED * seen.largest_gradient).any():
        return math.inf
    return float((slopes[curved] ** 2 / (2 * curvature.eigenvalues[curved])).sum())


def _noisy(situation: Situation) -> Verdict:
    """Return the verdict of a run whose batches differ; the forecast is of all rows."""
    seen, curvature, foretold = situation.seen, situation.curvature, situation.forecast
    if foretold is not None and foretold.verdict is Verdict.DIVERGING:
        return Verdict.DIVERGING
    if seen.batch_gradient <= SETTLED * seen.largest_gradient:
        return Verdict.CONVERGED
    quarters = seen.quarters
    if quarters is None:
        first = float(np.linalg.norm(seen.first_gradient))
        is_blown = seen.loss > seen.first_loss and seen.gradient_norm > BLOWN_GRADIENT * first > 0
        return Verdict.DIVERGING if is_blown else Verdict.CONVERGING
    if quarters.least > seen.first_loss and quarters.last > 2 * quarters.before:
        return Verdict.DIVERGING
    drop = quarters.before - quarters.last
    if drop <= quarters.spread:
        return Verdict.NOISY_FLOOR if quarters.last <= seen.first_loss else Verdict.UNSETTLED
    gains_little = curvature is not None and drop <= SLOW_QUARTER_GAIN * _gain(seen, curvature)
    return Verdict.SLOW if gains_little else Verdict.CONVERGING
