"""What a run is doing, and the numbers that say so.

Where `gdsim.engine.theory` knows what becomes of a run the verdict is exact. Everywhere else it is
local: it comes from the rows recorded last and the Hessian at the last theta, and may change as the
run goes on. Where batches differ, a run is at its noisy floor once the mean loss of its last
quarter is not below that of the quarter before by more than chance makes them differ.
"""

from __future__ import annotations

import math
from weakref import WeakKeyDictionary

import numpy as np

from gdsim.engine.course import has_constant_rate
from gdsim.engine.curvature import (
    LINEAR_RULES,
    ROUNDING,
    Curvature,
    curvature_at,
    rate_range,
)
from gdsim.engine.dataset import Array
from gdsim.engine.gradient_noise import predicted_deviation, row_deviation
from gdsim.engine.judgement import Judgement
from gdsim.engine.objective import Objective
from gdsim.engine.quadratic import is_quadratic
from gdsim.engine.recent import Recent, recent, settings_since
from gdsim.engine.run import Run
from gdsim.engine.stopping import StopReason
from gdsim.engine.theory import SLOW, Linear, Verdict, linear_verdict

SETTLED = 1e-6
"""Share of the largest gradient's norm, of the first distance to the minimum, and of the loss to be
gained that counts as nothing."""

SADDLE_GRADIENT, SADDLE_CURVATURE, SADDLE_CHANGE, SADDLE_AWAY = 0.02, 1e-3, 0.02, 0.25
"""What tells a saddle: the share of the largest gradient that is left at most; that of the largest
curvature that one downwards has at least; the share of the loss gained by which it changes at most
in the last updates; and how far its top is along the curvature downwards, as a share of theta's
length (at least 1)."""

CREEPS = 0.01
"""Share of the loss gained that an update of a slow run brings at most."""

FLAT = 0.01
"""Share of the loss that a move as long as theta (at least 1) changes at most on a plateau, where
the gradient does not shrink either."""

ALTERNATING, NET = 0.5, 0.2
"""Share of updates that turn back, and of the way that is left of it, where a run zigzags."""

NO_GAIN = 0.1
"""Share of the loss still to be gained that a quarter of a slow run with batches brings at most."""

FEW = 8
"""Rows below which nothing is said from the rows."""

_of_quadratics: WeakKeyDictionary[Objective, tuple[Curvature, float]] = WeakKeyDictionary()
"""The curvature of a quadratic, and the norm of its gradient at 0."""


@np.errstate(over="ignore", invalid="ignore")
def judge(run: Run) -> Judgement:
    """Return the verdict of a run as it stands, with its evidence."""
    seen = recent(run)
    try:
        curvature: Curvature | None = _curvature(run.objective, seen.theta)
    except FloatingPointError:
        curvature = None
    segment = run.segments[-1]
    rule, settings = segment.rule.name, segment.rule.settings
    rates = None
    if curvature is not None and rule in LINEAR_RULES:
        rates = rate_range(curvature, rule, settings)
    quadratic = is_quadratic(run.objective)
    theory = _theory(run, curvature) if quadratic else None
    exact = theory is not None and segment.batching.holds_all and not segment.is_rounded
    if theory is not None and curvature is not None and exact:
        verdict, factor = _with_rows(theory.verdict, run, seen, curvature), theory.slowest
    else:
        verdict, factor = _local(run, seen, curvature, theory)
    return Judgement(
        verdict=verdict,
        is_exact=exact,
        is_quadratic=quadratic,
        is_average=exact and rule != "gd",
        updates=run.length,
        learning_rate=seen.learning_rate,
        loss=seen.loss,
        gradient_norm=seen.gradient_norm,
        is_finite=seen.is_finite,
        first_loss=seen.first_loss,
        quarters=seen.quarters,
        count=seen.count,
        earlier_loss=seen.earlier_loss,
        curvature=(math.nan, math.nan)
        if curvature is None
        else (curvature.smallest, curvature.largest),
        rates=rates,
        factor=factor,
        lowest=theory.lowest if theory is not None else None,
        downward=theory.downward if theory is not None else None,
        swing=theory.swing if theory is not None else None,
        alternating=seen.alternating,
        is_early=verdict is Verdict.CONVERGING and not exact and _is_early(seen),
        is_noisy=seen.is_noisy,
        scatter=_scatter(run, seen.theta) if verdict is Verdict.NOISY_FLOOR else None,
    )


def _curvature(objective: Objective, theta: Array) -> Curvature:
    """Return the curvature at theta; of a quadratic, which has but one, it is worked out once."""
    if not is_quadratic(objective):
        return curvature_at(objective, theta)
    if objective not in _of_quadratics:
        _, at_zero = objective.whole(np.zeros_like(theta))
        curvature = curvature_at(objective, theta)
        _of_quadratics[objective] = curvature, float(np.linalg.norm(at_zero))
    return _of_quadratics[objective][0]


def _rounding(objective: Objective, curvature: Curvature, theta: Array) -> float:
    """Return by how much a component of a quadratic's gradient at theta may be off by rounding.

    The gradient is H theta plus that at 0: where these cancel, what is left is of their size.
    """
    steepest = float(np.abs(curvature.eigenvalues).max())
    at_zero = _of_quadratics[objective][1]
    return ROUNDING * (steepest * float(np.linalg.norm(theta)) + at_zero)


def _theory(run: Run, curvature: Curvature | None) -> Linear | None:
    """Return what theory says of the last stretch of a run on a quadratic, or None."""
    segment = run.segments[-1]
    experiment, rule = segment.experiment, segment.rule
    linear = has_constant_rate(experiment) and rule.name in LINEAR_RULES
    if curvature is None or not linear:
        return None
    theta = run.row(settings_since(run)).theta
    _, gradient = run.objective.whole(theta)
    return linear_verdict(
        curvature,
        gradient,
        experiment.learning_rate,
        rule.name,
        rule.settings,
        _rounding(run.objective, curvature, theta),
    )


def _with_rows(verdict: Verdict, run: Run, seen: Recent, curvature: Curvature) -> Verdict:
    """Return `converged` where a run that goes there has arrived, at a saddle `saddle`."""
    if verdict is Verdict.DIVERGING:
        return verdict
    curved = curvature.eigenvalues != 0
    values = curvature.eigenvalues[curved]
    slopes = curvature.components(seen.gradient)[curved]
    first = curvature.components(seen.first_gradient)[curved]
    nothing = _rounding(run.objective, curvature, seen.theta)
    is_near = np.linalg.norm(slopes / values) <= SETTLED * np.linalg.norm(first / values)
    if not is_near and (np.abs(slopes) > nothing).any():
        return verdict
    return Verdict.SADDLE if curvature.has_negative else Verdict.CONVERGED


def _local(
    run: Run, seen: Recent, curvature: Curvature | None, theory: Linear | None
) -> tuple[Verdict, float | None]:
    """Return the verdict from the rows and the local curvature, and the factor it rests on."""
    diverged = run.stop is not None and run.stop.reason is StopReason.DIVERGED
    if diverged or not seen.is_finite:
        return Verdict.DIVERGING, None
    if seen.is_noisy:
        return _noisy(seen, curvature, theory), None
    standing = _standing(seen, curvature)
    if standing is not None:
        return standing, None
    return _moving(seen), seen.factor


def _moving(seen: Recent) -> Verdict:
    """Return the verdict of a run that moves, from its rows."""
    if seen.grows and seen.loss > seen.first_loss:
        return Verdict.DIVERGING
    if seen.alternating >= ALTERNATING and seen.count >= FEW:
        return Verdict.ZIGZAG if seen.net >= NET else Verdict.OSCILLATING
    if seen.count and seen.loss >= seen.earlier_loss:
        return Verdict.UNSETTLED
    gained = abs(seen.first_loss - seen.loss)
    creeps = seen.earlier_loss - seen.loss <= CREEPS * seen.count * gained
    is_steady = seen.factor is not None and SLOW < seen.factor < 1 / SLOW
    if seen.count >= FEW and creeps and is_steady:
        return Verdict.SLOW
    return Verdict.CONVERGING


def _scatter(run: Run, theta: Array) -> float:
    """Return how far a batch's gradient is from that of all rows, root mean square."""
    batching = run.segments[-1].batching
    sigma, _ = row_deviation(run.objective, theta)
    with_replacement = batching.order == "replacement"
    deviation = predicted_deviation(sigma, batching.n_rows, batching.batch_size, with_replacement)
    return float(np.linalg.norm(deviation))


def _is_early(seen: Recent) -> bool:
    """Whether rows tell nothing yet: there are none, or chance, if any, hides what they tell."""
    return not seen.count or (seen.is_noisy and seen.quarters is None)


def _standing(seen: Recent, curvature: Curvature | None) -> Verdict | None:
    """Return the verdict of a run that hardly moves, or None where it moves."""
    share = seen.gradient_norm / seen.largest_gradient if seen.largest_gradient else 0.0
    if curvature is None:
        return Verdict.CONVERGED if share <= SETTLED else None
    size = float(np.abs(curvature.eigenvalues).max())
    curves_down = curvature.smallest < -SADDLE_CURVATURE * size
    gained = abs(seen.first_loss - seen.loss)
    if not curves_down and (share <= SETTLED or _gain(seen, curvature) <= SETTLED * gained):
        return Verdict.CONVERGED
    scale = max(1.0, float(np.linalg.norm(seen.theta)))
    reach = max(seen.gradient_norm * scale, size * scale * scale / 2)
    if reach <= FLAT * abs(seen.loss) and (seen.factor is None or seen.factor > SLOW):
        return Verdict.PLATEAU
    if not curves_down:
        return None
    is_stuck = share <= SADDLE_GRADIENT and seen.change <= SADDLE_CHANGE * gained
    is_stuck = is_stuck and seen.count >= FEW and _away(seen, curvature) <= SADDLE_AWAY * scale
    return Verdict.SADDLE if is_stuck or not seen.gradient_norm else None


def _away(seen: Recent, curvature: Curvature) -> float:
    """Return how far the top of the local quadratic is, along its downward directions."""
    slopes, falls = curvature.components(seen.gradient), curvature.eigenvalues < 0
    return float(np.linalg.norm(slopes[falls] / curvature.eigenvalues[falls]))


def _gain(seen: Recent, curvature: Curvature) -> float:
    """Return by how much the loss is still to fall, were it the local quadratic; maybe inf."""
    slopes = curvature.components(seen.gradient)
    curved = curvature.eigenvalues > 0
    if (np.abs(slopes[~curved]) > SETTLED * seen.largest_gradient).any():
        return math.inf
    return float((slopes[curved] ** 2 / (2 * curvature.eigenvalues[curved])).sum())


def _noisy(seen: Recent, curvature: Curvature | None, theory: Linear | None) -> Verdict:
    """Return the verdict of a run whose batches differ; with all rows `theory` would hold."""
    if theory is not None and theory.verdict is Verdict.DIVERGING:
        return Verdict.DIVERGING
    if seen.batch_gradient <= SETTLED * seen.largest_gradient:
        return Verdict.CONVERGED
    quarters = seen.quarters
    if quarters is None:
        return Verdict.CONVERGING
    if quarters.last - max(2 * quarters.before, seen.first_loss) > quarters.spread:
        return Verdict.DIVERGING
    drop = quarters.before - quarters.last
    if drop <= quarters.spread:
        return Verdict.NOISY_FLOOR
    is_slow = theory is not None and theory.verdict is Verdict.SLOW
    gains_little = curvature is not None and drop <= NO_GAIN * _gain(seen, curvature)
    return Verdict.SLOW if is_slow or gains_little else Verdict.CONVERGING
