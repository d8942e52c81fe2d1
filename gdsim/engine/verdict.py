"""What a run is doing, and the numbers that say so.

Where `gdsim.engine.theory` knows what becomes of a run the verdict is exact. Everywhere else it is
local: it comes from the rows recorded last and the Hessian at the last theta, and may change as the
run goes on. Where batches differ, a run is at its noisy floor once the mean loss of its last
quarter is not below that of the quarter before by more than chance makes them differ.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from gdsim.engine.course import has_constant_rate
from gdsim.engine.curvature import (
    LINEAR_RULES,
    Curvature,
    RateRange,
    curvature_at,
    rate_range,
)
from gdsim.engine.dataset import Array
from gdsim.engine.objective import Objective
from gdsim.engine.quadratic import is_quadratic
from gdsim.engine.recent import Recent, recent, settings_since
from gdsim.engine.run import Run
from gdsim.engine.stopping import StopReason
from gdsim.engine.theory import SLOW, Linear, Verdict, linear_verdict

SETTLED = 1e-6
"""Share of the largest gradient's norm, and of the loss to be gained, that counts as nothing."""

SADDLE_GRADIENT, SADDLE_CURVATURE = 0.02, 1e-3
"""Shares of the largest gradient and of the largest curvature that tell a saddle."""

FLAT = 0.01
"""Share of the loss that a move as long as theta (at least 1) changes at most on a plateau, where
the gradient does not shrink either."""

ALTERNATING, NET = 0.5, 0.2
"""Share of updates that turn back, and of the way that is left of it, where a run zigzags."""

NO_GAIN = 0.1
"""Share of the loss still to be gained that a quarter of a slow run with batches brings at most."""

FEW = 8
"""Rows below which nothing is said from the rows."""

_of_quadratics: WeakKeyDictionary[Objective, Curvature] = WeakKeyDictionary()


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A verdict with its evidence.

    Attributes
    ----------
    is_exact
        Whether theory alone decides; otherwise the verdict is local.
    is_quadratic
        Whether the loss is: the curvature is then the same everywhere.
    is_average
        Whether `factor` holds in the long run only, as with momentum.
    updates, learning_rate
        Made so far; of the next update.
    loss, gradient_norm
        Of all rows at the last theta.
    count, earlier_loss
        How many updates were looked at, the last ones, and the loss before the first of them.
    curvature
        Smallest and largest eigenvalue of the Hessian there; NaN where it is not finite.
    rates
        What the curvature says about the learning rate; None for a rule without such a bound.
    factor
        What the slowest direction is multiplied by with each update: by theory where exact, by
        local curvature or the rows elsewhere; None where unknown.
    lowest
        The most negative factor of theory, or None.
    swing
        Updates of a swing across the minimum and back by theory, see `Linear`; None without.
    alternating
        Share of the last updates whose gradient points against the one before.
    is_early
        Whether batches differ and too few updates tell chance from progress: the verdict is then
        ``converging``, for want of another.
    noise
        Norm of the gradient of all rows through that of the last batches (root mean square); None
        where every batch is all rows.
    """

    verdict: Verdict
    is_exact: bool
    is_quadratic: bool
    is_average: bool
    updates: int
    learning_rate: float
    loss: float
    gradient_norm: float
    count: int
    earlier_loss: float
    curvature: tuple[float, float]
    rates: RateRange | None
    factor: float | None
    lowest: float | None
    swing: float | None
    alternating: float
    is_early: bool
    noise: float | None


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
    exact = theory is not None and segment.batching.is_full and not segment.is_rounded
    if theory is not None and exact:
        verdict, factor = _with_rows(theory.verdict, seen), theory.slowest
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
        count=seen.count,
        earlier_loss=seen.earlier_loss,
        curvature=(math.nan, math.nan)
        if curvature is None
        else (curvature.smallest, curvature.largest),
        rates=rates,
        factor=factor,
        lowest=theory.lowest if theory is not None else None,
        swing=theory.swing if theory is not None else None,
        alternating=seen.alternating,
        is_early=seen.noise is not None and seen.quarters is None and verdict is Verdict.CONVERGING,
        noise=seen.noise,
    )


def _curvature(objective: Objective, theta: Array) -> Curvature:
    """Return the curvature at theta; of a quadratic, which has but one, it is worked out once."""
    if not is_quadratic(objective):
        return curvature_at(objective, theta)
    if objective not in _of_quadratics:
        _of_quadratics[objective] = curvature_at(objective, theta)
    return _of_quadratics[objective]


def _theory(run: Run, curvature: Curvature | None) -> Linear | None:
    """Return what theory says of the last stretch of a run on a quadratic, or None."""
    segment = run.segments[-1]
    experiment, rule = segment.experiment, segment.rule
    linear = has_constant_rate(experiment) and rule.name in LINEAR_RULES
    if curvature is None or not linear:
        return None
    _, gradient = run.objective.whole(run.row(settings_since(run)).theta)
    rate = experiment.learning_rate
    return linear_verdict(curvature, gradient, rate, rule.name, rule.settings)


def _with_rows(verdict: Verdict, seen: Recent) -> Verdict:
    """Return `converged` where a run that goes there has arrived."""
    arrived = seen.gradient_norm <= SETTLED * seen.largest_gradient
    return Verdict.CONVERGED if verdict is not Verdict.DIVERGING and arrived else verdict


def _local(
    run: Run, seen: Recent, curvature: Curvature | None, theory: Linear | None
) -> tuple[Verdict, float | None]:
    """Return the verdict from the rows and the local curvature, and the factor it rests on."""
    diverged = run.stop is not None and run.stop.reason is StopReason.DIVERGED
    if diverged or curvature is None:
        return Verdict.DIVERGING, None
    if seen.noise is not None:
        return _noisy(seen, curvature, theory), None
    standing = _standing(seen, curvature)
    if standing is not None:
        return standing, None
    if seen.grows and seen.loss > seen.first_loss:
        return Verdict.DIVERGING, seen.factor
    if seen.alternating >= ALTERNATING and seen.count >= FEW:
        return (Verdict.ZIGZAG if seen.net >= NET else Verdict.OSCILLATING), seen.factor
    if seen.factor is not None and seen.factor > SLOW:
        return Verdict.SLOW, seen.factor
    return Verdict.CONVERGING, seen.factor


def _standing(seen: Recent, curvature: Curvature) -> Verdict | None:
    """Return the verdict of a run that hardly moves, or None where it moves."""
    share = seen.gradient_norm / seen.largest_gradient if seen.largest_gradient else 0.0
    size = float(np.abs(curvature.eigenvalues).max())
    curves_down = curvature.smallest < -SADDLE_CURVATURE * size
    gained = abs(seen.first_loss - seen.loss)
    if not curves_down and (share <= SETTLED or _gain(seen, curvature) <= SETTLED * gained):
        return Verdict.CONVERGED
    scale = max(1.0, float(np.linalg.norm(seen.theta)))
    reach = max(seen.gradient_norm * scale, size * scale * scale / 2)
    if reach <= FLAT * abs(seen.loss) and (seen.factor is None or seen.factor > SLOW):
        return Verdict.PLATEAU
    return Verdict.SADDLE if curves_down and share <= SADDLE_GRADIENT else None


def _gain(seen: Recent, curvature: Curvature) -> float:
    """Return by how much the loss is still to fall, were it the local quadratic; maybe inf."""
    slopes = curvature.components(seen.gradient)
    curved = curvature.eigenvalues > 0
    if (np.abs(slopes[~curved]) > SETTLED * seen.largest_gradient).any():
        return math.inf
    return float((slopes[curved] ** 2 / (2 * curvature.eigenvalues[curved])).sum())


def _noisy(seen: Recent, curvature: Curvature, theory: Linear | None) -> Verdict:
    """Return the verdict of a run whose batches differ; with all rows `theory` would hold."""
    if theory is not None and theory.verdict is Verdict.DIVERGING:
        return Verdict.DIVERGING
    if seen.batch_gradient <= SETTLED * seen.largest_gradient:
        return Verdict.CONVERGED
    quarters = seen.quarters
    if quarters is None:
        return Verdict.CONVERGING
    if quarters.last > 2 * quarters.before and quarters.last > seen.first_loss:
        return Verdict.DIVERGING
    drop = quarters.before - quarters.last
    if drop <= quarters.spread:
        return Verdict.NOISY_FLOOR
    is_slow = theory is not None and theory.verdict is Verdict.SLOW
    gains_little = drop <= NO_GAIN * _gain(seen, curvature)
    return Verdict.SLOW if is_slow or gains_little else Verdict.CONVERGING
