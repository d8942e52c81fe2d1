"""What becomes of a run on a quadratic, by theory.

Gradient descent with a constant rate and all rows in every update multiplies the distance to the
minimum, in the direction of eigenvalue lambda, by the factor 1 - eta * lambda (see
`gdsim.engine.diagnosis.curvature`). Of the directions in which the start is not already at its
minimum, take the largest factor by size as the slowest:

- diverging: a size above 1, or a slope along a direction without curvature;
- oscillating: the slowest is negative, so the run changes sides with every update;
- zigzag: the slowest is positive and at least `ZIGZAG_SLOWEST`, and another is at most
  `ZIGZAG_LOWEST`;
- slow: the slowest is above `SLOW_FACTOR`: a digit takes more than 229 updates (ln 10 / -ln 0.99);
- converging otherwise. Factors that differ by rounding alone count as equal, a positive one first.

Momentum and Nesterov's gradient have a pair of roots for each direction instead, and the same words
by their size and the sign of their real part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdsim.engine.arrays import Array, Mask
from gdsim.engine.descent.experiment import Settings
from gdsim.engine.diagnosis.curvature import Curvature, roots
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.floats import EPSILON

SLOW_FACTOR = 0.99
"""Factor of the slowest direction above which a run is slow."""

ZIGZAG_SLOWEST, ZIGZAG_LOWEST = 0.9, -0.5
"""A zigzag: one direction shrinks by no better a factor, another changes sides and keeps half."""

ROUNDED_FACTOR = 1e-12
"""Share by which the sizes of two factors differ at most where rounding alone tells them apart."""


@dataclass(frozen=True)
class Forecast:
    """What theory says of a run on a quadratic.

    Attributes
    ----------
    slowest
        The largest factor by size of a direction that counts; its real part's sign, its size.
        None where the start is the minimum.
    lowest
        The most negative factor of a direction that counts; None as above.
    is_whole
        Whether every curved direction counts.
    downward
        The largest factor by size of a direction in which the loss curves downwards, and which
        counts; None where there is none.
    swing
        Updates in which a slowest direction goes across the minimum and back, once; the longest
        where several do. None where none of them swings, as with gd, which has no momentum.
    """

    verdict: Verdict
    slowest: float | None
    lowest: float | None
    is_whole: bool = True
    downward: float | None = None
    swing: float | None = None


def forecast(
    curvature: Curvature,
    gradient: Array,
    learning_rate: float,
    rule: str = "gd",
    settings: Settings | None = None,
    rounding: float = 0.0,
    velocity: Array | None = None,
) -> Forecast:
    """Return what becomes of a run on a quadratic.

    Parameters
    ----------
    curvature
        Of the quadratic.
    gradient
        At the start, shape (d,).
    rule, settings
        One of `gdsim.engine.diagnosis.curvature.LINEAR_RULES`, and all its settings.
    rounding
        By how much the gradient may be off: directions with no larger a slope do not count.
    velocity
        Of momentum at the start, shape (d,): a direction with one counts, too. None for rest.
    """
    values = curvature.eigenvalues
    slopes = curvature.components(gradient)
    pushes = np.zeros_like(slopes) if velocity is None else curvature.components(velocity)
    counts, slides = _counting(values, slopes, pushes, learning_rate, rounding)
    if not counts.any():
        return Forecast(Verdict.DIVERGING if slides else Verdict.CONVERGED, None, None)
    with np.errstate(over="ignore", invalid="ignore"):
        leading = roots(values[counts], learning_rate, rule, settings)[:, 0]
    leading = np.where(np.isfinite(leading), leading, np.inf)
    sizes = np.where(leading.real < 0, -1, 1) * np.abs(leading)
    falling = np.abs(leading)[values[counts] < 0]
    slowest, lowest = _slowest(sizes), float(sizes.min())
    return Forecast(
        verdict=_verdict(slowest, lowest, slides),
        slowest=slowest,
        lowest=lowest,
        is_whole=bool(counts[values != 0].all()),
        downward=float(falling.max()) if len(falling) else None,
        swing=_swing(leading),
    )


def _counting(
    values: Array, slopes: Array, pushes: Array, learning_rate: float, rounding: float
) -> tuple[Mask, bool]:
    """Return which curved directions a run is off in, shape (d,), and whether it slides in others.

    It slides along a slope without curvature, which has no end.
    """
    share = 8 * len(values) * EPSILON
    curved, is_sloping = values != 0, np.abs(slopes) + np.abs(pushes) > rounding
    distances = np.divide(slopes, values, out=np.zeros_like(slopes), where=curved)
    reach = np.abs(distances) + learning_rate * np.abs(pushes)
    counts: Mask = curved & is_sloping & (reach > share * np.linalg.norm(reach))
    slides = ~curved & is_sloping & (np.abs(slopes) > share * np.linalg.norm(slopes))
    return counts, bool(slides.any())


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


def _verdict(slowest: float, lowest: float, slides: bool) -> Verdict:
    if slides or abs(slowest) > 1:
        return Verdict.DIVERGING
    if slowest < 0:
        return Verdict.OSCILLATING
    if slowest >= ZIGZAG_SLOWEST and lowest <= ZIGZAG_LOWEST:
        return Verdict.ZIGZAG
    return Verdict.SLOW if slowest > SLOW_FACTOR else Verdict.CONVERGING
