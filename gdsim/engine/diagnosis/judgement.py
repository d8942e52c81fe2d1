"""A verdict on a run, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from gdsim.engine.diagnosis.curvature import RateRange
from gdsim.engine.diagnosis.forecast import Verdict
from gdsim.engine.diagnosis.recent import Quarters


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
        Of all rows at the last theta; where they are not finite there, at the one before.
    is_finite
        Whether they are finite at the last theta.
    first_loss
        Of all rows at the start of the run.
    quarters
        Mean losses of the last updates, where batches differ and these tell enough.
    count, earlier_loss
        How many updates were looked at, the last ones, and the loss before the first of them.
    curvature
        Smallest and largest eigenvalue of the Hessian there; NaN where it is not finite.
    rates
        What the curvature says about the learning rate; None for a rule without such a bound.
    factor
        What the slowest direction is multiplied by with each update: by theory where exact, by
        local curvature or the rows elsewhere; None where unknown.
    is_whole
        Whether the run is off in every curved direction, or theory says nothing.
    stands_still
        Whether the next update changes no parameter.
    lowest, downward
        The most negative factor of theory, and the largest along downward curvature, or None.
    swing
        Updates of a swing across the minimum and back by theory, see `Linear`; None without.
    alternating
        Share of the last updates whose gradient points against the one before.
    is_early
        Whether too few updates, or none, tell chance from progress: the verdict is then
        ``converging``, for want of another.
    is_noisy
        Whether batches differ.
    scatter
        At a noisy floor, the root mean square of how far the gradient of a batch drawn at random is
        from that of all rows at the last theta (see `gdsim.engine.diagnosis.gradient_noise`); else
        None.
    """

    verdict: Verdict
    is_exact: bool
    is_quadratic: bool
    is_average: bool
    updates: int
    learning_rate: float
    loss: float
    gradient_norm: float
    is_finite: bool
    first_loss: float
    quarters: Quarters | None
    count: int
    earlier_loss: float
    curvature: tuple[float, float]
    rates: RateRange | None
    factor: float | None
    is_whole: bool
    stands_still: bool
    lowest: float | None
    downward: float | None
    swing: float | None
    alternating: float
    is_early: bool
    is_noisy: bool
    scatter: float | None
