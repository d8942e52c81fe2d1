"""What becomes of a run on a quadratic, by theory.

Gradient descent with a constant rate and all rows in every update multiplies the distance to the
point without a slope, in the direction of eigenvalue lambda, by the factor 1 - eta * lambda (see
`gdsim.engine.diagnosis.curvature.rate_bounds`). Of the directions in which the run is not yet at
that point, take the largest factor by size as the slowest:

- diverging: a size above 1, or a slope along a direction without curvature;
- oscillating: the slowest is negative, so the run changes sides with every update; with a size of
  1 it does so for ever;
- zigzag: the slowest is positive and at least `ZIGZAG_SLOWEST`, and another is at most
  `ZIGZAG_LOWEST`;
- slow: the slowest is above `SLOW_FACTOR`: a digit takes more than 229 updates (ln 10 / -ln 0.99);
- converging otherwise. Factors that differ by rounding alone count as equal, a positive one first.

Momentum and Nesterov's gradient have a pair of roots for each direction instead, and the same words
by their size and the sign of their real part.

A direction in which nothing but rounding keeps the run from that point is not one of these. Where
its factor is above 1 in size, what rounding leaves there grows, so that it is unsettled what
becomes of the run; unless it is a parameter of its own and exactly there.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gdsim.engine.arrays import Array, Mask, length
from gdsim.engine.descent.experiment import Settings
from gdsim.engine.diagnosis.curvature.eigenvalues import Curvature
from gdsim.engine.diagnosis.curvature.rate_bounds import roots
from gdsim.engine.diagnosis.rounding_floor import ROUNDED_ONE, RoundingFloor
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.floats import EPSILON

SLOW_FACTOR = 0.99
"""Factor of the slowest direction above which a run is slow."""

ZIGZAG_SLOWEST, ZIGZAG_LOWEST = 0.9, -0.5
"""A zigzag: one direction shrinks by no better a factor, another changes sides and keeps half."""

ARRIVED_SHARE = 1e-6
"""Share of the distance that is left at most along a direction that has arrived."""

ROUNDED_SHARE = 64 * EPSILON
"""Share of a vector's length that a component may have by rounding alone."""

SURELY_MADE = 1 / 16
"""Share of the length of a step that is as good as lost by which one is made, and grows."""

ROUNDED_FACTOR = 1e-12
"""Share by which the sizes of two factors differ at most where rounding alone tells them apart."""


class Forecast(Struct, frozen=True):
    """What theory says of a run on a quadratic.

    Attributes
    ----------
    slowest
        The largest factor by size of a direction that counts; its real part's sign, its size.
        None where the run is at the point without a slope.
    lowest
        The most negative factor of a direction that counts and has not arrived, as far as can be
        seen beside the others; None as above.
    has_steepest, has_slowest
        Whether the steepest curved direction counts, and one with the largest factor of all.
    downward
        The largest factor by size of a direction in which the loss curves downwards, and which
        counts; None where there is none.
    swing
        Updates in which a slowest direction goes across the minimum and back, once; the longest
        where several do. None where none of them swings, as with gd, which has no momentum.
    latent
        The largest factor by size, above 1, of a direction in which the run is at that point to
        within rounding; None where there is none.
    """

    verdict: Verdict
    slowest: float | None
    lowest: float | None
    has_steepest: bool = True
    has_slowest: bool = True
    downward: float | None = None
    swing: float | None = None
    latent: float | None = None


class State(Struct, frozen=True, eq=False):
    """Where a run on a quadratic is.

    Attributes
    ----------
    gradient
        Shape (d,).
    velocity
        Of momentum, shape (d,): a direction with one counts, too. None for rest.
    floor
        What may be rounding alone: no slope and no velocity that is smaller counts. None for 0.
    resolution
        The length of a step that is lost in rounding when it is added to theta.
    """

    gradient: Array
    velocity: Array | None = None
    floor: RoundingFloor | None = None
    resolution: float = 0.0


def forecast(
    curvature: Curvature,
    state: State,
    learning_rate: float,
    rule: str = "gd",
    settings: Settings | None = None,
) -> Forecast:
    """Return what becomes of a run on a quadratic whose every update has the same rate, above 0.

    The rule is one of `gdsim.engine.diagnosis.curvature.LINEAR_RULES`, with all its settings.
    """
    values = curvature.eigenvalues
    slopes = curvature.components(state.gradient)
    pushes = np.zeros_like(slopes)
    if state.velocity is not None:
        pushes = curvature.components(state.velocity)
    reach = _reach(values, slopes, pushes, learning_rate)
    is_off = (values != 0) & _is_off(slopes, pushes, reach, state.floor)
    leading = _leading(values, learning_rate, rule, settings)
    sizes = np.where(leading.real < 0, -1, 1) * np.abs(leading)
    grows = (values < 0) | ((values > 0) & (np.abs(sizes) > 1 + ROUNDED_ONE))
    steps = learning_rate * (np.abs(slopes) + np.abs(pushes))
    is_made = steps > state.resolution * np.where(grows, SURELY_MADE, 1.0)
    counts, slides = is_off & is_made, _slides(values, slopes, is_made, state)
    # A step that is lost in rounding is found one day, where what is left of the way is as small.
    is_near = ~is_off | (~is_made & (reach <= ARRIVED_SHARE * length(reach)))
    latent = _largest(sizes[grows & is_near & ~_is_exactly_there(curvature, slopes, pushes)])
    if not counts.any():
        verdict = Verdict.UNSETTLED if latent is not None else Verdict.CONVERGED
        return Forecast(Verdict.DIVERGING if slides else verdict, None, None, latent=latent)
    is_seen = counts & (reach >= ARRIVED_SHARE * length(reach[counts]))
    slowest, lowest = _slowest(sizes[counts]), float(sizes[is_seen].min())
    has_no_end = slides or bool((counts & grows).any())
    return Forecast(
        verdict=Verdict.DIVERGING if has_no_end else _verdict(slowest, lowest, latent),
        slowest=slowest,
        lowest=lowest,
        has_steepest=bool(counts[np.abs(values).argmax()]),
        has_slowest=bool(abs(slowest) >= np.abs(sizes[values != 0]).max() * (1 - ROUNDED_FACTOR)),
        downward=_largest(np.abs(sizes[counts & (values < 0)])),
        swing=_swing(leading[counts]),
        latent=latent,
    )


def _leading(
    values: Array, learning_rate: float, rule: str, settings: Settings | None
) -> NDArray[np.complex128]:
    """Return the larger root of each direction, shape (d,), inf where it is beyond floats."""
    with np.errstate(over="ignore", invalid="ignore"):
        leading = roots(values, learning_rate, rule, settings)[:, 0]
    return np.where(np.isfinite(leading), leading, np.inf)


def _reach(values: Array, slopes: Array, pushes: Array, learning_rate: float) -> Array:
    """Return how far the run is from the point without a slope, or goes, along each, (d,)."""
    distances = np.divide(slopes, values, out=np.zeros_like(slopes), where=values != 0)
    return np.abs(distances) + learning_rate * np.abs(pushes)


def _is_off(slopes: Array, pushes: Array, reach: Array, floor: RoundingFloor | None) -> Mask:
    """Return along which directions more than rounding parts a run from that point, (d,)."""
    is_seen = reach > ROUNDED_SHARE * length(reach)
    off: Mask = is_seen & (floor is None or floor.is_below(slopes, pushes))
    return off


def _slides(values: Array, slopes: Array, is_made: Mask, state: State) -> bool:
    """Return whether there is a slope along a direction without curvature, which has no end."""
    is_slope = np.abs(slopes) > ROUNDED_SHARE * length(slopes)
    if state.floor is not None:
        is_slope &= np.abs(slopes) > state.floor.slopes
    return bool((is_slope & is_made & (values == 0)).any())


def _is_exactly_there(curvature: Curvature, slopes: Array, pushes: Array) -> Mask:
    """Return where the run is, and stays, exactly at the point without a slope, shape (d,).

    Along an axis of its own a parameter that is there is not moved by what others do.
    """
    is_axis = (curvature.directions != 0).sum(axis=0) == 1
    there: Mask = is_axis & (slopes == 0) & (pushes == 0)
    return there


def _largest(sizes: Array) -> float | None:
    """Return the largest by size, with its sign; None of none."""
    return float(sizes[np.abs(sizes).argmax()]) if len(sizes) else None


def _swing(leading: NDArray[np.complex128]) -> float | None:
    """Return the period of the slowest of these roots: r^t turns once in 2 pi / arg r updates."""
    is_slowest = np.abs(leading) >= np.abs(leading).max() * (1 - ROUNDED_FACTOR)
    angles = np.abs(np.angle(leading[is_slowest & (leading.imag != 0)]))
    return float(2 * np.pi / angles.min()) if len(angles) else None


def _slowest(sizes: Array) -> float:
    """Return the largest by size, the positive one of two that rounding alone tells apart."""
    largest = float(np.abs(sizes).max())
    same = sizes[np.abs(sizes) >= largest * (1 - ROUNDED_FACTOR)]
    return float(same.max())


def _verdict(slowest: float, lowest: float, latent: float | None) -> Verdict:
    """Return the verdict of a run that does not diverge."""
    if latent is not None:
        return Verdict.UNSETTLED
    if slowest < 0:
        return Verdict.OSCILLATING
    if slowest >= ZIGZAG_SLOWEST and lowest <= ZIGZAG_LOWEST:
        return Verdict.ZIGZAG
    return Verdict.SLOW if slowest > SLOW_FACTOR else Verdict.CONVERGING
