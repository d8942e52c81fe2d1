"""What a run with all rows in every update does now, from its last rows and the loss around it.

That it has converged, or converges in a bowl, is said of what comes too, and only where what was
looked at leaves little doubt; all else tells of now, or of the last updates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from gdsim.engine.arrays import Array, length
from gdsim.engine.diagnosis.curvature.eigenvalues import Curvature
from gdsim.engine.diagnosis.curvature.rate_bounds import LINEAR_RULES, rate_range
from gdsim.engine.diagnosis.exact import forecast_in_bowl
from gdsim.engine.diagnosis.forecast import SLOW_FACTOR
from gdsim.engine.diagnosis.quadratic import curvature_of
from gdsim.engine.diagnosis.recent import Recent
from gdsim.engine.diagnosis.situation import NO_SLOPE, Situation, gain_left
from gdsim.engine.diagnosis.surroundings import losses_around, stationary_point
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.floats import LOSS_ROUNDING
from gdsim.engine.problem.quadratic import is_quadratic
from gdsim.engine.run.downhill import downhill_bounds
from gdsim.engine.run.run import Run

AT_REST = 1e-6
"""Share of the way made, or of theta's length, that a step of a run at rest is at most."""

NO_GAIN = 1e-6
"""Share of the loss gained so far that counts as nothing."""

ARRIVED_RADIUS = 0.01
"""Share of theta's length (at least 1) within which there is nothing to be gained on arrival."""

SADDLE_GRADIENT, SADDLE_CURVATURE, SADDLE_CHANGE, SADDLE_AWAY = 0.02, 1e-3, 0.02, 0.25
"""What tells a saddle: the share of the largest gradient that is left at most; that of the largest
curvature that one downwards has at least; the share of the loss gained by which it changes at most
in the last updates; and how far it is at most, as a share of theta's length (at least 1)."""

SAME_SIGN = 0.1
"""Share of the downward curvature at a run that is left at the saddle it is near."""

FURTHER_STEPS = 4
"""Times that the way to that saddle is looked for again, from where it was found."""

PLATEAU_CHANGE = 0.01
"""Share by which the loss of a plateau changes at most."""

PLATEAU_RADII = (1.0, 0.25)
"""Shares of theta's length (at least 1) within which it is looked for, the largest first."""

ALTERNATING, ZIGZAG_WAY_LEFT = 0.5, 0.2
"""Share of updates that turn back, and of the way that is left of it, where a run zigzags."""

SLOW_GAIN = 0.1
"""Share of the loss gained so far that the last updates of a slow run bring at most."""

SLOW_MOVE = 1e-3
"""Share of theta's length (at least 1) that the last steps of a slow run are long, together."""

GROWING_FACTOR = 1.001
"""Times by which the gradient of a slow run grows with an update at most."""

SURE_FACTOR = 0.99
"""Factor of the slowest direction up to which a run in a bowl is said to converge."""

FEWEST_ROWS = 8
"""Rows below which nothing is said from the rows."""

LOOKED_AHEAD = 10_000
"""Updates whose rates are looked at for the largest to come."""

Tests = Sequence[tuple[Callable[[Situation], bool], Verdict]]
"""Verdicts with what tells each; the first that holds is given."""


def local_verdict(situation: Situation) -> tuple[Verdict, float | None]:
    """Return the verdict from the rows and the loss around, and the factor it rests on."""
    if _has_arrived(situation):
        return situation.verdict_on_arrival, None
    verdict = next((verdict for holds, verdict in _STANDING if holds(situation)), None)
    if verdict is not None:
        return verdict, None
    factor = _factor_in_bowl(situation)
    if factor is not None:
        return Verdict.CONVERGING, factor
    moving = (verdict for holds, verdict in _MOVING if holds(situation))
    return next(moving, Verdict.UNSETTLED), situation.seen.factor


def flat_radius(run: Run, theta: Array) -> float | None:
    """Return within what distance of `theta` (d,) the loss hardly changes; None where it does."""
    loss, scale = run.objective.whole(theta)[0], _scale(theta)
    for share in PLATEAU_RADII:
        around = losses_around(run.objective, theta, share * scale)
        if around is not None and (np.abs(around - loss) <= PLATEAU_CHANGE * abs(loss)).all():
            return share * scale
    return None


def _scale(theta: Array) -> float:
    return max(1.0, length(theta))


def _gained(seen: Recent) -> float:
    return abs(seen.first_loss - seen.loss)


def _slope_left(seen: Recent) -> float:
    """Return the gradient's norm as a share of the largest."""
    return seen.gradient_norm / seen.largest_gradient if seen.largest_gradient else 0.0


def _has_arrived(situation: Situation) -> bool:
    """Whether the run is where next to nothing is to be gained, and rests there."""
    seen, curvature = situation.seen, situation.curvature
    if seen.next_move > AT_REST * max(seen.way, length(seen.theta)):
        return False
    has_no_slope = _slope_left(seen) <= NO_SLOPE
    if curvature is not None:
        left = gain_left(seen.gradient, curvature, seen.largest_gradient)
        has_no_slope = has_no_slope or left <= NO_GAIN * _gained(seen)
    bent = curvature or _curvature_within_bounds(situation.run, seen)
    if bent is not None and (_curves_down(bent) or _is_driven_away(situation, bent)):
        return False
    return has_no_slope and _has_nothing_lower(situation)


def _curvature_within_bounds(run: Run, seen: Recent) -> Curvature | None:
    """Return the curvature along the parameters that no bound holds back; None without any.

    A rule that looks ahead does so out of the bounds, too: the velocity there is not held back.
    """
    bounds = downhill_bounds(run)
    if bounds is None:
        return None
    free = ~bounds.holds(seen.theta, run.objective.whole(seen.theta)[1])
    if run.segments[-1].rule.look_ahead is not None:
        free[:] = True
    hessian = run.objective.hessian(seen.theta)[np.ix_(free, free)]
    return Curvature.of(hessian) if free.any() and np.isfinite(hessian).all() else None


def _is_driven_away(situation: Situation, curvature: Curvature) -> bool:
    """Whether a rate to come is too large for the curvature, so that the least push grows."""
    segment = situation.run.segments[-1]
    if segment.rule.name not in LINEAR_RULES or segment.search is not None:
        return False
    ahead = situation.run.length + np.arange(LOOKED_AHEAD)
    bound = rate_range(curvature, segment.rule.name, segment.rule.settings).stable_below
    return not curvature.has_negative and float(segment.rates(ahead).max()) > bound


def _has_nothing_lower(situation: Situation) -> bool:
    """Whether no loss near the run is lower by what counts."""
    seen, objective = situation.seen, situation.run.objective
    radius, bounds = ARRIVED_RADIUS * _scale(seen.theta), situation.run.segments[-1].bounds
    around = losses_around(objective, seen.theta, radius, bounds)
    least = seen.loss - NO_GAIN * _gained(seen) - LOSS_ROUNDING * abs(seen.loss)
    return around is not None and not (around < least).any()


def _is_on_plateau(situation: Situation) -> bool:
    """Whether the loss hardly changes anywhere near, and the gradient does not shrink."""
    run, seen, curvature = situation.run, situation.seen, situation.curvature
    if curvature is None or is_quadratic(run.objective) or not seen.loss:
        return False
    radius = min(PLATEAU_RADII) * _scale(seen.theta)
    reach = max(seen.gradient_norm * radius, _size(curvature) * radius * radius / 2)
    is_flat = reach <= PLATEAU_CHANGE * abs(seen.loss)
    shrinks = seen.factor is not None and seen.factor <= SLOW_FACTOR
    return is_flat and not shrinks and flat_radius(run, seen.theta) is not None


def _is_stuck(situation: Situation) -> bool:
    """Whether the run hardly moves where the loss curves downwards."""
    run, seen, curvature = situation.run, situation.seen, situation.curvature
    if curvature is None or not _curves_down(curvature):
        return False
    if not seen.gradient_norm:
        return seen.stands_still
    hardly_moves = (
        _slope_left(seen) <= SADDLE_GRADIENT
        and seen.change <= SADDLE_CHANGE * _gained(seen)
        and seen.count >= FEWEST_ROWS
    )
    return hardly_moves and _is_near_saddle(run, seen, SADDLE_AWAY * _scale(seen.theta))


_STANDING: Tests = (
    (_is_on_plateau, Verdict.PLATEAU),
    (_is_stuck, Verdict.SADDLE),
)
"""Verdicts on a run that hardly moves."""


def _factor_in_bowl(situation: Situation) -> float | None:
    """Return the factor of the slowest direction where the run converges in a bowl, or None."""
    run, seen, curvature = situation.run, situation.seen, situation.curvature
    foretold = None if curvature is None else forecast_in_bowl(run, seen, curvature)
    if foretold is None or foretold.slowest is None or foretold.verdict is Verdict.DIVERGING:
        return None
    factor = abs(foretold.slowest)
    return factor if factor <= SURE_FACTOR and foretold.latent is None else None


def _has_no_rows(situation: Situation) -> bool:
    return not situation.seen.count


def _grows(situation: Situation) -> bool:
    return situation.seen.grows


def _stands_still(situation: Situation) -> bool:
    return situation.seen.stands_still


def _has_fallen(situation: Situation) -> bool:
    """Whether the loss fell over the window, by more than rounding, to its lowest there."""
    seen = situation.seen
    fallen = seen.earlier_loss - seen.loss > LOSS_ROUNDING * abs(seen.loss)
    return bool(seen.count) and fallen and seen.loss <= float(seen.losses.min())


def _turns_back(seen: Recent) -> bool:
    return seen.alternating >= ALTERNATING and seen.count >= FEWEST_ROWS


def _alternates(situation: Situation) -> bool:
    seen = situation.seen
    return _turns_back(seen) and seen.straightness < ZIGZAG_WAY_LEFT


def _zigzags(situation: Situation) -> bool:
    seen = situation.seen
    moves_on = seen.straightness >= ZIGZAG_WAY_LEFT and len(seen.theta) > 1
    return _turns_back(seen) and moves_on and seen.loss < seen.earlier_loss


def _creeps(situation: Situation) -> bool:
    seen = situation.seen
    if seen.count < FEWEST_ROWS or seen.factor is None:
        return False
    is_steady = SLOW_FACTOR < seen.factor < GROWING_FACTOR
    gains_little = abs(seen.earlier_loss - seen.loss) <= SLOW_GAIN * _gained(seen)
    hardly_moves = seen.steps <= SLOW_MOVE * _scale(seen.theta)
    falls = seen.loss <= float(seen.losses.min())
    return is_steady and falls and (gains_little or hardly_moves)


_MOVING: Tests = (
    (_has_no_rows, Verdict.TOO_EARLY),
    (_grows, Verdict.RISING),
    (_stands_still, Verdict.SLOW),
    (_zigzags, Verdict.ZIGZAG),
    (_alternates, Verdict.OSCILLATING),
    (_creeps, Verdict.SLOW),
    (_has_fallen, Verdict.FALLING),
)
"""Verdicts on a run that moves; one of which none holds is unsettled."""


def _size(curvature: Curvature) -> float:
    return float(np.abs(curvature.eigenvalues).max())


def _curves_down(curvature: Curvature) -> bool:
    return curvature.smallest < -SADDLE_CURVATURE * _size(curvature)


def _is_near_saddle(run: Run, seen: Recent, radius: float) -> bool:
    """Whether the gradient is 0 near the run, with the loss curving downwards there, too.

    At a point of inflection it does not, though it may before: there, too, a run may be so near
    that a step towards it is none, but with every further one the curvature is half of it.
    """
    point: Array | None = seen.theta
    for _ in range(1 + FURTHER_STEPS):
        point = None if point is None else stationary_point(run.objective, point, radius)
    there = None if point is None else curvature_of(run.objective, point)
    here = curvature_of(run.objective, seen.theta)
    return there is not None and here is not None and there.smallest < SAME_SIGN * here.smallest
