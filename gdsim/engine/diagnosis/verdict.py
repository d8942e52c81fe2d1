"""What a run is doing, and the numbers that say so.

Where `gdsim.engine.diagnosis.forecast` knows what becomes of a run the verdict is exact. Everywhere
else it is local: it comes from the rows recorded last and the Hessian at the last theta, and may
change as the run goes on. Where batches differ, a run is at its noisy floor once the mean loss of
its last quarter is not below that of the quarter before by more than chance makes them differ.
"""

from __future__ import annotations

import math

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.diagnosis.curvature import LINEAR_RULES, Curvature, rate_range
from gdsim.engine.diagnosis.forecast import SLOW, Linear, Verdict
from gdsim.engine.diagnosis.gradient_noise import predicted_deviation, row_deviation
from gdsim.engine.diagnosis.judgement import Judgement
from gdsim.engine.diagnosis.quadratic import curvature_of, is_quadratic
from gdsim.engine.diagnosis.quadratic_run import theory_of, with_rows
from gdsim.engine.diagnosis.recent import Recent, recent
from gdsim.engine.diagnosis.stationary import stationary_point
from gdsim.engine.floats import LOSS_ROUNDING
from gdsim.engine.run.run import Run

SETTLED = 1e-6
"""Share of the largest gradient's norm, and of the loss to be gained, that counts as nothing."""

SADDLE_GRADIENT, SADDLE_CURVATURE, SADDLE_CHANGE, SADDLE_AWAY = 0.02, 1e-3, 0.02, 0.25
"""What tells a saddle: the share of the largest gradient that is left at most; that of the largest
curvature that one downwards has at least; the share of the loss gained by which it changes at most
in the last updates; and how far it is at most, as a share of theta's length (at least 1)."""

CREEPS = 0.01
"""Share of the loss gained that an update of a slow run brings at most."""

FLAT = 0.01
"""Share of the loss that a move as long as theta (at least 1) changes at most on a plateau, where
the gradient does not shrink either."""

ALTERNATING, NET = 0.5, 0.2
"""Share of updates that turn back, and of the way that is left of it, where a run zigzags."""

SAME_SIGN = 0.1
"""Share of the downward curvature at a run that is left at the saddle it is near."""

MOST_ROWS = 10_000
"""Rows, drawn where there are more, whose gradients tell how those of batches scatter."""

FAR_ABOVE = 10.0
"""Times by which the gradient is longer than at the start in a run that is blown up."""

NO_GAIN = 0.1
"""Share of the loss still to be gained that a quarter of a slow run with batches brings at most."""

STILL = 1e-3
"""Share of theta's length (at least 1) that a window's updates move it by at most in a slow run."""

FEW = 8
"""Rows below which nothing is said from the rows."""


@np.errstate(over="ignore", invalid="ignore")
def judge(run: Run) -> Judgement:
    """Return the verdict of a run as it stands, with its evidence."""
    seen = recent(run)
    curvature = curvature_of(run.objective, seen.theta)
    theory = None if curvature is None else theory_of(run, seen, curvature)
    verdict, factor, is_exact = _verdict(run, seen, curvature, theory)
    segment, is_converging = run.segments[-1], verdict is Verdict.CONVERGING
    rates = None
    if curvature is not None and segment.rule.name in LINEAR_RULES:
        rates = rate_range(curvature, segment.rule.name, segment.rule.settings)
    return Judgement(
        verdict=verdict,
        is_exact=is_exact,
        is_quadratic=is_quadratic(run.objective),
        is_average=is_exact and segment.rule.name != "gd",
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
        is_whole=theory is None or theory.is_whole,
        stands_still=seen.next_move == 0,
        lowest=None if theory is None else theory.lowest,
        downward=None if theory is None else theory.downward,
        swing=None if theory is None else theory.swing,
        alternating=seen.alternating,
        is_early=is_converging and not is_exact and _is_early(seen),
        is_noisy=seen.is_noisy,
        scatter=_scatter(run, seen.theta) if verdict is Verdict.NOISY_FLOOR else None,
    )


def _verdict(
    run: Run, seen: Recent, curvature: Curvature | None, theory: Linear | None
) -> tuple[Verdict, float | None, bool]:
    """Return the verdict, the factor it rests on, and whether theory alone decides."""
    segment = run.segments[-1]
    is_exact = segment.batching.holds_all and not segment.is_rounded
    has_left = not seen.is_finite or (
        run.stop is not None and run.stop.reason is StopReason.DIVERGED
    )
    if theory is not None and curvature is not None and is_exact:
        if theory.verdict is Verdict.DIVERGING:
            return Verdict.DIVERGING, theory.slowest, seen.is_finite
        if not has_left:
            verdict = with_rows(theory.verdict, run, seen, curvature)
            return verdict, theory.slowest, True
    if has_left:
        return Verdict.DIVERGING, None, False
    return *_local(run, seen, curvature, theory), False


def _local(
    run: Run, seen: Recent, curvature: Curvature | None, theory: Linear | None
) -> tuple[Verdict, float | None]:
    """Return the verdict from the rows and the local curvature, and the factor it rests on."""
    if seen.is_noisy:
        verdict = _noisy(seen, curvature, theory)
        by_theory = theory is not None and theory.verdict is verdict is Verdict.DIVERGING
        return verdict, theory.slowest if theory is not None and by_theory else None
    standing = _standing(run, seen, curvature)
    if standing is not None:
        return standing, None
    return _moving(seen), seen.factor


def _moving(seen: Recent) -> Verdict:
    """Return the verdict of a run that moves, from its rows."""
    if seen.grows and seen.loss > seen.first_loss:
        return Verdict.DIVERGING
    if seen.next_move == 0:
        return Verdict.SLOW
    if seen.alternating >= ALTERNATING and seen.count >= FEW:
        moves_on = seen.net >= NET and len(seen.theta) > 1
        return Verdict.ZIGZAG if moves_on else Verdict.OSCILLATING
    if seen.count and seen.earlier_loss - seen.loss <= LOSS_ROUNDING * abs(seen.loss):
        return Verdict.UNSETTLED
    gained = abs(seen.first_loss - seen.loss)
    creeps = seen.earlier_loss - seen.loss <= CREEPS * seen.count * gained
    is_steady = seen.factor is not None and SLOW < seen.factor < 1 / SLOW
    size = max(1.0, float(np.linalg.norm(seen.theta)))
    hardly_moves = seen.next_move * seen.count <= STILL * size
    if seen.count >= FEW and is_steady and (creeps or hardly_moves):
        return Verdict.SLOW
    return Verdict.CONVERGING


def _scatter(run: Run, theta: Array) -> float:
    """Return how far a batch's gradient is from that of all rows, root mean square."""
    batching = run.segments[-1].batching
    sigma, _ = row_deviation(run.objective, theta, MOST_ROWS)
    with_replacement = batching.order == "replacement"
    deviation = predicted_deviation(sigma, batching.n_rows, batching.batch_size, with_replacement)
    return float(np.linalg.norm(deviation))


def _is_early(seen: Recent) -> bool:
    """Whether rows tell nothing yet: there are none, or chance, if any, hides what they tell."""
    return not seen.count or (seen.is_noisy and seen.quarters is None)


def _standing(run: Run, seen: Recent, curvature: Curvature | None) -> Verdict | None:
    """Return the verdict of a run that hardly moves, or None where it moves."""
    share = seen.gradient_norm / seen.largest_gradient if seen.largest_gradient else 0.0
    is_at_rest = seen.next_move <= SETTLED * max(seen.way, float(np.linalg.norm(seen.theta)))
    if curvature is None:
        return Verdict.CONVERGED if share <= SETTLED and is_at_rest else None
    size = float(np.abs(curvature.eigenvalues).max())
    curves_down = curvature.smallest < -SADDLE_CURVATURE * size
    gained = abs(seen.first_loss - seen.loss)
    has_arrived = share <= SETTLED or _gain(seen, curvature) <= SETTLED * gained
    if not curves_down and has_arrived and is_at_rest:
        return Verdict.CONVERGED
    scale = max(1.0, float(np.linalg.norm(seen.theta)))
    reach = max(seen.gradient_norm * scale, size * scale * scale / 2)
    is_flat = reach <= FLAT * abs(seen.loss) and not is_quadratic(run.objective)
    if is_flat and (seen.factor is None or seen.factor > SLOW):
        return Verdict.PLATEAU
    if not curves_down:
        return None
    is_stuck = share <= SADDLE_GRADIENT and seen.change <= SADDLE_CHANGE * gained
    is_stuck = is_stuck and seen.count >= FEW and _is_near_saddle(run, seen, SADDLE_AWAY * scale)
    return Verdict.SADDLE if is_stuck or not seen.gradient_norm else None


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


def _noisy(seen: Recent, curvature: Curvature | None, theory: Linear | None) -> Verdict:
    """Return the verdict of a run whose batches differ; with all rows `theory` would hold."""
    if theory is not None and theory.verdict is Verdict.DIVERGING:
        return Verdict.DIVERGING
    if seen.batch_gradient <= SETTLED * seen.largest_gradient:
        return Verdict.CONVERGED
    quarters = seen.quarters
    if quarters is None:
        first = float(np.linalg.norm(seen.first_gradient))
        is_blown = seen.loss > seen.first_loss and seen.gradient_norm > FAR_ABOVE * first > 0
        return Verdict.DIVERGING if is_blown else Verdict.CONVERGING
    if quarters.least > seen.first_loss and quarters.last > 2 * quarters.before:
        return Verdict.DIVERGING
    drop = quarters.before - quarters.last
    if drop <= quarters.spread:
        return Verdict.NOISY_FLOOR if quarters.last <= seen.first_loss else Verdict.UNSETTLED
    gains_little = curvature is not None and drop <= NO_GAIN * _gain(seen, curvature)
    return Verdict.SLOW if gains_little else Verdict.CONVERGING
