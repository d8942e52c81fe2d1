"""What a run is doing, and the numbers that say so.

Where `gdsim.engine.diagnosis.exact` knows what becomes of a run the verdict is exact. Everywhere
else it is local, see `gdsim.engine.diagnosis.local`, and may change as the run goes on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.diagnosis.curvature import LINEAR_RULES, Curvature, RateRange, rate_range
from gdsim.engine.diagnosis.exact import forecast_of, with_rows
from gdsim.engine.diagnosis.forecast import Forecast
from gdsim.engine.diagnosis.gradient_noise import predicted_deviation, row_deviation
from gdsim.engine.diagnosis.local import Situation, local_verdict
from gdsim.engine.diagnosis.quadratic import curvature_of, is_quadratic
from gdsim.engine.diagnosis.recent import Recent, recent
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.run.run import Run

MOST_ROWS_OF_SCATTER = 10_000
"""Rows, drawn where there are more, whose gradients tell how those of batches scatter."""


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """A verdict with its evidence.

    Attributes
    ----------
    factor
        What the slowest direction is multiplied by with each update: by theory where exact, by
        the rows elsewhere; None where unknown.
    is_exact
        Whether theory alone decides; otherwise the verdict is local.
    is_quadratic
        Whether the loss is: the curvature is then the same everywhere.
    seen
        The end of the run.
    forecast
        What theory foretells; None where it says nothing.
    curvature
        Of the loss of all rows at `seen.theta`; None where it is not finite.
    rates
        What the curvature says about the learning rate; None for a rule without such a bound.
    scatter
        At a noisy floor, the root mean square of how far the gradient of a batch drawn at random is
        from that of all rows at the last theta (see `gdsim.engine.diagnosis.gradient_noise`); else
        None.
    """

    verdict: Verdict
    factor: float | None
    is_exact: bool
    is_quadratic: bool
    seen: Recent
    forecast: Forecast | None
    curvature: Curvature | None
    rates: RateRange | None
    scatter: float | None

    @property
    def is_average(self) -> bool:
        """Whether `factor` holds in the long run only, as with momentum."""
        return self.is_exact and self.seen.rule != "gd"

    @property
    def is_early(self) -> bool:
        """Whether too few updates, or none, tell chance from progress.

        The verdict is then ``converging``, since no other can be given.
        """
        if self.verdict is not Verdict.CONVERGING or self.is_exact:
            return False
        return not self.seen.count or (self.seen.is_noisy and self.seen.quarters is None)

    @property
    def is_whole(self) -> bool:
        """Whether the run is off in every curved direction, or theory says nothing."""
        return self.forecast is None or self.forecast.is_whole

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
    def smallest(self) -> float:
        """The smallest eigenvalue; NaN without a curvature."""
        return math.nan if self.curvature is None else self.curvature.smallest

    @property
    def largest(self) -> float:
        """The largest eigenvalue; NaN without a curvature."""
        return math.nan if self.curvature is None else self.curvature.largest


@np.errstate(over="ignore", invalid="ignore")
def diagnose(run: Run) -> Diagnosis:
    """Return the verdict of a run as it stands, with its evidence."""
    seen = recent(run)
    curvature = curvature_of(run.objective, seen.theta)
    foretold = None if curvature is None else forecast_of(run, seen, curvature)
    verdict, factor, is_exact = _verdict(Situation(run, seen, curvature, foretold))
    rule, rates = run.segments[-1].rule, None
    if curvature is not None and rule.name in LINEAR_RULES:
        rates = rate_range(curvature, rule.name, rule.settings)
    return Diagnosis(
        verdict=verdict,
        factor=factor,
        is_exact=is_exact,
        is_quadratic=is_quadratic(run.objective),
        seen=seen,
        forecast=foretold,
        curvature=curvature,
        rates=rates,
        scatter=_scatter(run, seen.theta) if verdict is Verdict.NOISY_FLOOR else None,
    )


def _verdict(situation: Situation) -> tuple[Verdict, float | None, bool]:
    """Return the verdict, the factor it rests on, and whether theory alone decides."""
    run, seen, foretold = situation.run, situation.seen, situation.forecast
    segment = run.segments[-1]
    is_exact = segment.batching.holds_all and not segment.is_rounded
    has_left = not seen.is_finite or (
        run.stop is not None and run.stop.reason is StopReason.DIVERGED
    )
    if foretold is not None and situation.curvature is not None and is_exact:
        if foretold.verdict is Verdict.DIVERGING:
            return Verdict.DIVERGING, foretold.slowest, seen.is_finite
        if not has_left:
            verdict = with_rows(foretold.verdict, run, seen, situation.curvature)
            return verdict, foretold.slowest, True
    if has_left:
        return Verdict.DIVERGING, None, False
    return *local_verdict(situation), False


def _scatter(run: Run, theta: Array) -> float:
    """Return how far a batch's gradient is from that of all rows, root mean square."""
    batching = run.segments[-1].batching
    sigma, _ = row_deviation(run.objective, theta, MOST_ROWS_OF_SCATTER)
    with_replacement = batching.order == "replacement"
    deviation = predicted_deviation(sigma, batching.n_rows, batching.batch_size, with_replacement)
    return float(np.linalg.norm(deviation))
