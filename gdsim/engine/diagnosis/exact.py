"""What theory says of a run on a quadratic loss, and what its rows add to that."""

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import length
from gdsim.engine.descent.rules import Rule
from gdsim.engine.diagnosis.curvature.eigenvalues import ROUNDING, Curvature
from gdsim.engine.diagnosis.curvature.rate_bounds import LINEAR_RULES, rate_range
from gdsim.engine.diagnosis.forecast import Forecast, State, forecast
from gdsim.engine.diagnosis.recent import Recent
from gdsim.engine.diagnosis.rounding_floor import RoundingFloor, rounding_floor
from gdsim.engine.diagnosis.surroundings import BOWL_DIFFERENCE, is_bowl
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.floats import EPSILON
from gdsim.engine.problem.quadratic import is_quadratic
from gdsim.engine.run.run import Run
from gdsim.engine.run.segment import Segment

ARRIVED = 1e-6
"""Share of the first distance to the minimum that counts as nothing."""

LOST_STEP = 32 * EPSILON
"""Share of theta's length below which a step is lost in rounding, or as good as that."""

LOOKED_AHEAD = 1000
"""Updates to come of which every rate is looked at; of those after that, ever fewer."""


def forecast_of(run: Run, seen: Recent, curvature: Curvature) -> Forecast | None:
    """Return what theory says of a run from where it is; None where it says nothing.

    With batches it is of updates that have all rows.
    """
    if run.segments[-1].rule.name not in LINEAR_RULES or not is_quadratic(run.objective):
        return None
    return _forecast(run, seen, curvature, _floor(run, seen, curvature))


def forecast_in_bowl(run: Run, seen: Recent, curvature: Curvature) -> Forecast | None:
    """Return what theory says of a run that is where the loss is nearly quadratic, or None.

    The rate has to be below the bound for curvatures somewhat larger, too.
    """
    segment = run.segments[-1]
    if segment.rule.name not in LINEAR_RULES or segment.is_rounded:
        return None
    rates = rate_range(curvature, segment.rule.name, segment.rule.settings)
    if not seen.learning_rate * (1 + 2 * BOWL_DIFFERENCE) < rates.stable_below:
        return None
    if not is_bowl(run.objective, seen.theta, curvature):
        return None
    lost = np.full(len(seen.theta), ROUNDING * curvature.largest * length(seen.theta))
    return _forecast(run, seen, curvature, RoundingFloor(lost, lost))


def _forecast(
    run: Run, seen: Recent, curvature: Curvature, floor: RoundingFloor
) -> Forecast | None:
    """Return the forecast for a quadratic of this curvature; None for rates that change."""
    segment = run.segments[-1]
    if not seen.learning_rate or not has_constant_rate_from(segment, run.length):
        return None
    rule = segment.rule
    state = State(
        gradient=seen.gradient,
        velocity=seen.velocity if seen.is_finite else None,
        floor=floor,
        resolution=LOST_STEP * length(seen.theta),
    )
    foretold = forecast(curvature, state, seen.learning_rate, rule.name, rule.settings)
    return foretold if _holds_clipped(foretold, rule, seen) else None


def _holds_clipped(foretold: Forecast, rule: Rule, seen: Recent) -> bool:
    """Tell whether a forecast holds although gradients are clipped: none to come will be.

    On a quadratic gradients only shrink where no direction grows, and without momentum.
    """
    if rule.clip_norm is None:
        return True
    grows = foretold.verdict in (Verdict.DIVERGING, Verdict.UNSETTLED)
    return rule.name == "gd" and seen.gradient_norm <= rule.clip_norm and not grows


def has_constant_rate_from(segment: Segment, t: int) -> bool:
    """Tell whether every update from `t` on has the same rate: as after a warm-up.

    Schedules hold a rate, change it at every update, or change it now and then for ever. So many
    updates one by one, and then some of every size up to 2^50, tell which it is. A line search may
    find another one each time.
    """
    if segment.search is not None:
        return False
    far = 2 ** np.arange(50, dtype=np.int64)
    ahead = t + np.concatenate([np.arange(LOOKED_AHEAD), far, far * 3 + 1])
    rates = segment.rates(ahead)
    return bool((rates == rates[0]).all())


def with_rows(foretold: Forecast, run: Run, seen: Recent, curvature: Curvature) -> Verdict:
    """Return theory's verdict, or `converged` where the run has arrived, at a saddle `saddle`.

    Where it has not, but every step is lost in rounding, it is `slow`.
    """
    curved = curvature.eigenvalues != 0
    values, slopes = curvature.eigenvalues[curved], curvature.components(seen.gradient)
    pushes = np.zeros_like(slopes)
    if seen.velocity is not None:
        pushes = curvature.components(seen.velocity)
    first = curvature.components(seen.first_gradient)[curved]
    floor = _floor(run, seen, curvature)
    distance = length(slopes[curved] / values)
    whole = length(first / values)
    is_sloping = np.abs(slopes) > floor.slopes
    is_near = distance <= ARRIVED * whole or not is_sloping[curved].any()
    is_near = is_near and not is_sloping[~curved].any()
    if foretold.slowest is None and not is_near:
        return Verdict.SLOW
    if foretold.latent is not None and not curvature.has_negative:
        return foretold.verdict
    # Momentum may carry a run past a point at which it has no slope.
    is_there = foretold.slowest is None and not (np.abs(pushes) > floor.pushes).any()
    rests = is_there or seen.next_move <= ARRIVED * max(whole, seen.way)
    if not is_near or not rests:
        return foretold.verdict
    return Verdict.SADDLE if curvature.has_negative else Verdict.CONVERGED


def _floor(run: Run, seen: Recent, curvature: Curvature) -> RoundingFloor:
    """Return what may be rounding alone of a quadratic's gradient, and of momentum's velocity."""
    rule, start = run.segments[-1].rule, run.segments[0].trace.theta_before(0)
    steepest = float(np.abs(curvature.eigenvalues).max())
    furthest = max(length(theta) for theta in (start, seen.theta))
    _, at_zero = run.objective.whole(np.zeros_like(start))
    error = EPSILON * (steepest * furthest + length(at_zero))
    return rounding_floor(
        curvature, error, run.length, seen.learning_rate, rule.name, rule.settings
    )
