"""What theory says of a run on a quadratic loss, and what its rows add to that."""

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.descent.schedule import has_constant_rate
from gdsim.engine.diagnosis.curvature import LINEAR_RULES, ROUNDING, Curvature
from gdsim.engine.diagnosis.forecast import Forecast, forecast
from gdsim.engine.diagnosis.quadratic import is_quadratic
from gdsim.engine.diagnosis.recent import Recent, settings_since
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run

ARRIVED = 1e-6
"""Share of the first distance to the minimum that counts as nothing."""


def forecast_of(run: Run, seen: Recent, curvature: Curvature) -> Forecast | None:
    """Return what theory says of the last stretch of a run; None where it says nothing.

    It goes by the directions that count where the stretch begins. One that is lost in rounding
    there may grow until it counts: so it also looks at what diverges from where the run is.
    """
    segment, since = run.segments[-1], settings_since(run)
    if (
        not is_quadratic(run.objective)
        or not has_constant_rate(segment.experiment)
        or segment.rule.name not in LINEAR_RULES
    ):
        return None
    state = run.segment_of(since).state_before(since)
    velocity = state[0] if state else None
    foretold = _forecast_from(run, run.row(since).theta, velocity, curvature)
    if foretold.verdict is not Verdict.DIVERGING:
        now = _forecast_from(run, seen.theta, None, curvature)
        foretold = now if now.verdict is Verdict.DIVERGING else foretold
    return foretold


def with_rows(verdict: Verdict, run: Run, seen: Recent, curvature: Curvature) -> Verdict:
    """Return theory's verdict, or `converged` where the run has arrived, at a saddle `saddle`."""
    curved = curvature.eigenvalues != 0
    values = curvature.eigenvalues[curved]
    slopes = curvature.components(seen.gradient)[curved]
    first = curvature.components(seen.first_gradient)[curved]
    nothing = _rounding(run.objective, curvature, seen.theta)
    distance = float(np.linalg.norm(slopes / values))
    whole = float(np.linalg.norm(first / values))
    is_near = distance <= ARRIVED * whole or not (np.abs(slopes) > nothing).any()
    # Momentum may carry a run past a point at which it has no slope.
    if not is_near or seen.next_move > ARRIVED * max(whole, seen.way):
        return verdict
    return Verdict.SADDLE if curvature.has_negative else Verdict.CONVERGED


def _forecast_from(
    run: Run, theta: Array, velocity: Array | None, curvature: Curvature
) -> Forecast:
    segment = run.segments[-1]
    return forecast(
        curvature,
        run.objective.whole(theta)[1],
        segment.experiment.learning_rate,
        segment.rule.name,
        segment.rule.settings,
        _rounding(run.objective, curvature, theta),
        velocity,
    )


def _rounding(objective: Objective, curvature: Curvature, theta: Array) -> float:
    """Return by how much a component of a quadratic's gradient at theta may be off by rounding.

    The gradient is H theta plus that at 0: where these cancel, what is left is of their size.
    """
    steepest = float(np.abs(curvature.eigenvalues).max())
    _, at_zero = objective.whole(np.zeros_like(theta))
    return ROUNDING * (steepest * float(np.linalg.norm(theta)) + float(np.linalg.norm(at_zero)))
