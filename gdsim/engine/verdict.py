"""What a run is doing, and the numbers that say so.

Gradient descent with a constant rate and all rows in every update, on a quadratic: the verdict is
exact. In the direction of eigenvalue lambda an update multiplies the distance to the minimum by the
factor 1 - eta * lambda (see `gdsim.engine.curvature`). Of the directions in which the start is not
already at its minimum, take the largest factor by size as the slowest:

- diverging: a size above 1, or a slope along a direction without curvature;
- oscillating: the slowest is negative, so the run changes sides with every update;
- zigzag: the slowest is positive and at least `CREEPING`, and another is at most `CROSSING`;
- slow: the slowest is above `SLOW`, so a digit takes more than 229 updates (ln 10 / -ln 0.99);
- converging otherwise. Factors that differ by rounding alone count as equal, a positive one first.

Momentum and Nesterov's gradient have a pair of roots for each direction instead, and the same words
by their size and the sign of their real part. Everywhere else the verdict is local: it comes from
the rows recorded last and the Hessian at the last theta, and may change as the run goes on. Where
batches differ, a run is at its noisy floor once the mean loss of its last quarter is not below that
of the quarter before by more than chance makes them differ.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gdsim.engine.course import has_constant_rate
from gdsim.engine.curvature import (
    LINEAR_RULES,
    Curvature,
    RateRange,
    curvature_at,
    is_quadratic,
    rate_range,
    roots,
)
from gdsim.engine.dataset import Array
from gdsim.engine.recent import Recent, recent
from gdsim.engine.rules.rule import Settings
from gdsim.engine.run import Run
from gdsim.engine.stopping import StopReason

SLOW = 0.99
"""Factor of the slowest direction above which a run is slow."""

CREEPING, CROSSING = 0.9, -0.5
"""A zigzag: one direction shrinks by no better a factor, another changes sides and keeps half."""

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


class Verdict(StrEnum):
    """What a run is doing."""

    CONVERGED = "converged"
    CONVERGING = "converging"
    SLOW = "slow"
    OSCILLATING = "oscillating"
    ZIGZAG = "zigzag"
    DIVERGING = "diverging"
    NOISY_FLOOR = "noisy-floor"
    SADDLE = "saddle"
    PLATEAU = "plateau"


@dataclass(frozen=True)
class Linear:
    """What theory says of a run on a quadratic.

    Attributes
    ----------
    slowest
        The largest factor by size of a direction that counts; its real part's sign, its size.
        None where the start is the minimum.
    lowest
        The most negative factor of a direction that counts; None as above.
    """

    verdict: Verdict
    slowest: float | None
    lowest: float | None


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A verdict with its evidence.

    Attributes
    ----------
    is_exact
        Whether theory alone decides; otherwise the verdict is local.
    updates, learning_rate
        Made so far; of the next update.
    loss, gradient_norm
        Of all rows at the last theta.
    curvature
        Smallest and largest eigenvalue of the Hessian there; NaN where it is not finite.
    rates
        What the curvature says about the learning rate; None for a rule without such a bound.
    factor
        What the slowest direction is multiplied by with each update: by theory where exact, by
        local curvature or the rows elsewhere; None where unknown.
    lowest
        The most negative factor of theory, or None.
    alternating
        Share of the last updates whose gradient points against the one before.
    noise
        Norm of the gradient of all rows through that of the last batches (root mean square); None
        where every batch is all rows.
    """

    verdict: Verdict
    is_exact: bool
    updates: int
    learning_rate: float
    loss: float
    gradient_norm: float
    curvature: tuple[float, float]
    rates: RateRange | None
    factor: float | None
    lowest: float | None
    alternating: float
    noise: float | None


def linear_verdict(
    curvature: Curvature,
    gradient: Array,
    learning_rate: float,
    rule: str = "gd",
    settings: Settings | None = None,
) -> Linear:
    """Return what becomes of a run on a quadratic.

    Parameters
    ----------
    curvature
        Of the quadratic.
    gradient
        At the start, shape (d,).
    rule, settings
        One of `gdsim.engine.curvature.LINEAR_RULES`, and all its settings.
    """
    values = curvature.eigenvalues
    slopes = curvature.components(gradient)
    rounding = 8 * len(values) * np.finfo(np.float64).eps
    curved = values != 0
    distances = np.divide(slopes, values, out=np.zeros_like(slopes), where=curved)
    counts = curved & (np.abs(distances) > rounding * np.linalg.norm(distances))
    slides = ~curved & (np.abs(slopes) > rounding * np.linalg.norm(slopes))
    if not counts.any():
        return Linear(Verdict.DIVERGING if slides.any() else Verdict.CONVERGED, None, None)
    leading = roots(values[counts], learning_rate, rule, settings)[:, 0]
    sizes = np.where(leading.real < 0, -1, 1) * np.abs(leading)
    slowest, lowest = _slowest(sizes), float(sizes.min())
    return Linear(_word(slowest, lowest, bool(slides.any())), slowest, lowest)


def _slowest(sizes: Array) -> float:
    """Return the largest by size, the positive one of two that rounding alone tells apart."""
    largest = float(np.abs(sizes).max())
    same = sizes[np.abs(sizes) >= largest * (1 - 1e-12)]
    return float(same.max())


def _word(slowest: float, lowest: float, slides: bool) -> Verdict:
    if slides or abs(slowest) > 1:
        return Verdict.DIVERGING
    if slowest < 0:
        return Verdict.OSCILLATING
    if slowest >= CREEPING and lowest <= CROSSING:
        return Verdict.ZIGZAG
    return Verdict.SLOW if slowest > SLOW else Verdict.CONVERGING


def judge(run: Run) -> Judgement:
    """Return the verdict of a run as it stands, with its evidence."""
    seen = recent(run)
    try:
        curvature: Curvature | None = curvature_at(run.objective, seen.theta)
    except FloatingPointError:
        curvature = None
    segment = run.segments[-1]
    rule, settings = segment.rule.name, segment.rule.settings
    rates = None
    if curvature is not None and rule in LINEAR_RULES:
        rates = rate_range(curvature, rule, settings)
    theory = _theory(run, curvature)
    exact = theory is not None and segment.batching.is_full
    if theory is not None and exact:
        verdict, factor = _with_rows(theory.verdict, seen), theory.slowest
    else:
        verdict, factor = _local(run, seen, curvature, theory)
    return Judgement(
        verdict=verdict,
        is_exact=exact,
        updates=run.length,
        learning_rate=seen.learning_rate,
        loss=seen.loss,
        gradient_norm=seen.gradient_norm,
        curvature=(math.nan, math.nan)
        if curvature is None
        else (curvature.smallest, curvature.largest),
        rates=rates,
        factor=factor,
        lowest=theory.lowest if theory is not None else None,
        alternating=seen.alternating,
        noise=seen.noise,
    )


def _theory(run: Run, curvature: Curvature | None) -> Linear | None:
    """Return what theory says of the last stretch of the run; None where it says nothing."""
    segment = run.segments[-1]
    experiment, rule = segment.experiment, segment.rule
    linear = has_constant_rate(experiment) and rule.name in LINEAR_RULES
    if curvature is None or not linear:
        return None
    if not is_quadratic(run.objective):
        return None
    start = segment.trace.theta_before(0)
    _, gradient = run.objective.value_and_gradient(start)
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
        leaves = theory is not None and theory.verdict is Verdict.DIVERGING
        return (Verdict.DIVERGING if leaves else _noisy(seen, curvature)), None
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


def _noisy(seen: Recent, curvature: Curvature) -> Verdict:
    """Return the verdict of a run whose batches differ."""
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
    return Verdict.SLOW if drop <= NO_GAIN * _gain(seen, curvature) else Verdict.CONVERGING
