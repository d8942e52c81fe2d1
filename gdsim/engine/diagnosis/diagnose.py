"""What a run is doing, and the numbers that say so.

Where `gdsim.engine.diagnosis.exact` knows what becomes of a run the verdict is exact. Everywhere
else it is local, see `gdsim.engine.diagnosis.local` and, for a run whose batches differ,
`gdsim.engine.diagnosis.noisy`: it tells of now and may change as the run goes on.
"""

from __future__ import annotations

import math
from itertools import compress

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array
from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.diagnosis.curvature.eigenvalues import Curvature
from gdsim.engine.diagnosis.curvature.rate_bounds import LINEAR_RULES, RateRange, rate_range
from gdsim.engine.diagnosis.ending import updates_to_divergence
from gdsim.engine.diagnosis.exact import forecast_of, with_rows
from gdsim.engine.diagnosis.forecast import Forecast
from gdsim.engine.diagnosis.local import flat_radius, local_verdict
from gdsim.engine.diagnosis.noisy import batch_scatter, noisy_verdict
from gdsim.engine.diagnosis.quadratic import curvature_of
from gdsim.engine.diagnosis.recent import Recent, recent
from gdsim.engine.diagnosis.rounding_floor import ROUNDED_ONE
from gdsim.engine.diagnosis.situation import Situation
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.problem.quadratic import is_quadratic
from gdsim.engine.run.downhill import downhill, downhill_bounds
from gdsim.engine.run.run import Run


class Diagnosis(Struct, frozen=True, kw_only=True):
    """A verdict with its evidence.

    Attributes
    ----------
    factor
        What the slowest direction is multiplied by with each update: by theory where exact, in a
        bowl about that, by the rows elsewhere; None where unknown.
    is_exact
        Whether theory alone decides; otherwise the verdict is local.
    is_broken_off
        Whether the run was stopped as diverged, or leads nowhere finite, and no theory says other.
    beyond, is_back
        The loss before the last update, of its batch, where that was too large for the run to go
        on, and whether the loss now is not, as where a bound has brought the point back; None
        where no loss broke the run off.
    is_quadratic
        Whether the loss is: the curvature is then the same everywhere.
    seen
        The end of the run.
    forecast
        What theory foretells; None where it says nothing.
    curvature
        Of the loss of all rows at `seen.theta`; None where it is not finite, or parameters have
        bounds.
    rates
        What the curvature says about the learning rate; None for a rule without such a bound,
        where gradients are clipped or parameters have bounds, and where a line search finds the
        rate.
    scatter
        At a noisy floor, the root mean square of how far the gradient of a batch drawn at random is
        from that of all rows at the last theta (see
        `gdsim.engine.diagnosis.noise.gradient_noise`); else None.
    flat_radius
        On a plateau, the distance within which the loss hardly changes; else None.
    updates_left
        Where a run proves that it diverges by what it does next, after how many updates it is
        broken off; else None.
    maximises
        Whether the run does; all that is told here is of the objective with its sign changed.
    held
        The parameters that are at a bound which their slope leads out of.
    """

    verdict: Verdict
    factor: float | None
    is_exact: bool
    is_broken_off: bool
    beyond: float | None
    is_back: bool
    is_quadratic: bool
    seen: Recent
    forecast: Forecast | None
    curvature: Curvature | None
    rates: RateRange | None
    scatter: float | None
    flat_radius: float | None
    updates_left: int | None
    maximises: bool = False
    held: tuple[str, ...] = ()

    @property
    def loss(self) -> float:
        """The loss of all rows at the end, as the run itself has it."""
        return -self.seen.loss if self.maximises else self.seen.loss

    @property
    def is_average(self) -> bool:
        """Whether factors of theory hold in the long run only, as with momentum."""
        return self.seen.rule != "gd"

    @property
    def is_blown_by_rate(self) -> bool:
        """Whether the rate is what makes a run diverge, rather than a loss without a minimum."""
        is_beyond = self.factor is not None and abs(self.factor) > 1 + ROUNDED_ONE
        return is_beyond and self.downward is None

    @property
    def lowest(self) -> float | None:
        """The most negative factor of theory, or None."""
        return None if self.forecast is None else self.forecast.lowest

    @property
    def downward(self) -> float | None:
        """The largest factor of theory along downward curvature, or None."""
        return None if self.forecast is None else self.forecast.downward

    @property
    def swing(self) -> float | None:
        """Updates of a swing across the minimum and back by theory; None without one."""
        return None if self.forecast is None else self.forecast.swing

    @property
    def latent(self) -> float | None:
        """The largest factor of theory where the run is at rest to within rounding, or None."""
        return None if self.forecast is None else self.forecast.latent

    @property
    def smallest(self) -> float:
        """The smallest eigenvalue; NaN without a curvature."""
        return math.nan if self.curvature is None else self.curvature.smallest

    @property
    def largest(self) -> float:
        """The largest eigenvalue; NaN without a curvature."""
        return math.nan if self.curvature is None else self.curvature.largest


@np.errstate(over="ignore", invalid="ignore")
def diagnose(run: Run) -> Diagnosis:
    """Return the verdict of a run as it stands, with its evidence.

    One that maximises is seen as one that minimises the objective with its sign changed.
    """
    run = downhill(run)
    seen = recent(run)
    # Of what is curved, bounds leave who knows which part.
    has_bounds = run.segments[-1].bounds is not None
    curvature = None if has_bounds else curvature_of(run.objective, seen.theta)
    foretold = None if curvature is None else forecast_of(run, seen, curvature)
    situation = Situation(run, seen, curvature, foretold)
    is_exact = _is_exact(situation)
    is_broken_off = not is_exact and _is_broken_off(situation)
    if is_broken_off:
        verdict, factor = Verdict.DIVERGING, None
    else:
        verdict, factor = _exact(situation) if is_exact else _local(situation)
    limit = _limit_passed(situation)
    left = updates_to_divergence(run) if verdict is Verdict.RISING else None
    if left is not None:
        verdict, factor = Verdict.DIVERGING, None
    return Diagnosis(
        verdict=verdict,
        factor=factor,
        is_exact=is_exact,
        is_broken_off=is_broken_off,
        beyond=None if limit is None else float(seen.losses[-2]),
        is_back=limit is not None and abs(seen.loss) <= limit,
        is_quadratic=is_quadratic(run.objective),
        seen=seen,
        forecast=foretold,
        curvature=curvature,
        rates=_rates(situation),
        scatter=batch_scatter(run, seen.theta) if verdict is Verdict.NOISY_FLOOR else None,
        flat_radius=flat_radius(run, seen.theta) if verdict is Verdict.PLATEAU else None,
        updates_left=left,
        maximises=run.experiment.maximise,
        held=_held(run, seen.theta),
    )


def _rates(situation: Situation) -> RateRange | None:
    """Return what the curvature says about the rate; None where it says nothing of these steps."""
    segment, curvature = situation.run.segments[-1], situation.curvature
    rule = segment.rule
    is_linear = rule.name in LINEAR_RULES and rule.clip_norm is None
    if curvature is None or not is_linear or segment.search is not None:
        return None
    return rate_range(curvature, rule.name, rule.settings)


def _held(run: Run, theta: Array) -> tuple[str, ...]:
    bounds = downhill_bounds(run)
    if bounds is None:
        return ()
    held = bounds.holds(theta, run.objective.whole(theta)[1])
    return tuple(compress(run.objective.parameters, held))


def _is_exact(situation: Situation) -> bool:
    """Whether theory alone decides."""
    segment = situation.run.segments[-1]
    is_followed = segment.batching.holds_all and not segment.is_rounded
    return situation.forecast is not None and is_followed and situation.seen.is_finite


def _is_broken_off(situation: Situation) -> bool:
    stop = situation.run.stop
    has_diverged = stop is not None and stop.reason is StopReason.DIVERGED
    return has_diverged or not situation.seen.is_finite


def _limit_passed(situation: Situation) -> float | None:
    """Return the limit that the loss before the last update was beyond; None where it was not."""
    stop, losses = situation.run.stop, situation.seen.losses
    if stop is None or stop.reason is not StopReason.DIVERGED or len(losses) < 2:
        return None
    return stop.limit if abs(losses[-2]) > stop.limit else None


def _exact(situation: Situation) -> tuple[Verdict, float | None]:
    """Return the verdict by theory, and the factor it rests on."""
    foretold, curvature = situation.forecast, situation.curvature
    if foretold is None or curvature is None:
        raise ValueError("theory says nothing here")
    if foretold.verdict is Verdict.DIVERGING:
        return foretold.verdict, foretold.slowest
    return with_rows(foretold, situation.run, situation.seen, curvature), foretold.slowest


def _local(situation: Situation) -> tuple[Verdict, float | None]:
    """Return the verdict from the rows, and the factor it rests on."""
    if not situation.seen.is_noisy:
        return local_verdict(situation)
    verdict = noisy_verdict(situation)
    foretold = situation.forecast if verdict is Verdict.DIVERGING else None
    return verdict, None if foretold is None else foretold.slowest
