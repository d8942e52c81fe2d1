"""Numbers between two ends, as rounding by hand leaves them, and what follows from such numbers."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array, Mask

MOST_KEPT_DIGITS = 8
"""Digits more than are typed that a person may keep and round to."""

LEAST_FIGURES = 2
"""Figures that are kept of a number at least, where it is not a small one."""

COARSEST_UNIT = 0.1
"""What the last digit of a small number counts at most, whatever the unit of an answer."""

_TIE = 1e-9
"""Share of a step by which a number may be off the middle between two and still be a half."""

FLOAT_ERROR = 1e-12
"""Share of a number that is the error of float64 operations, not rounding by hand."""


class Between(Struct, frozen=True, eq=False):
    """Numbers between two ends, `low` and `high` of one shape."""

    low: Array
    high: Array

    @classmethod
    def at(cls, values: Array) -> Between:
        """Return numbers that are known."""
        return cls(values, values)

    @property
    def middle(self) -> Array:
        """The numbers halfway."""
        return 0.5 * (self.low + self.high)

    @property
    def is_known(self) -> Mask:
        """Whether both ends of a number are the same, rounding errors of float64 apart."""
        size = np.maximum(np.abs(self.low), np.abs(self.high))
        known: Mask = self.high - self.low <= FLOAT_ERROR * size
        return known

    def widened(self, by: Array) -> Between:
        """Return the numbers that are up to `by` from these."""
        return Between(self.low - by, self.high + by)

    def over(self, number: float) -> Between:
        """Return these numbers divided by one above 0."""
        return self if number == 1 else Between(self.low / number, self.high / number)

    def contains(self, other: Between) -> bool:
        """Return whether all numbers between the ends of `other` are between these."""
        slack = FLOAT_ERROR * np.maximum(np.abs(other.low), np.abs(other.high))
        return bool(
            np.all(self.low <= other.low + slack) and np.all(other.high <= self.high + slack)
        )


def unit_on_the_way(value: float, unit: float) -> float:
    """Return the unit to which a number is rounded on the way to an answer of `unit`."""
    figures = 10.0 ** (math.floor(math.log10(abs(value))) + 1 - LEAST_FIGURES) if value else 0.0
    return min(unit, max(COARSEST_UNIT, figures))


def rounded_ends(low: float, high: float, unit: float) -> tuple[float, float]:
    """Return the ends of the numbers from `low` to `high`, rounded to `unit`, or finer, or not.

    A short number such as 3.2 stays what it is; halves may go either way.
    """
    if not unit or not (math.isfinite(low) and math.isfinite(high)):
        return low, high
    # Units such as 10 and 0.01, whatever float64 makes of them.
    first = math.floor(math.log10(unit) + FLOAT_ERROR)
    steps = [10.0 ** (first - k) for k in range(MOST_KEPT_DIGITS)]
    lowest = min(math.ceil(low / step - 0.5 - _TIE) * step for step in steps)
    highest = max(math.floor(high / step + 0.5 + _TIE) * step for step in steps)
    slack = FLOAT_ERROR * max(abs(low), abs(high))
    return (
        lowest if lowest < low - slack else low,
        highest if highest > high + slack else high,
    )


def range_of(work_out: Callable[[Array], Array], low: Array, high: Array) -> Between:
    """Return the range of functions of n numbers, each between two ends.

    Each number's share is that of the parabola through its ends and its middle; the corners where
    all shares are lowest and highest are worked out as well, for numbers that act together.

    Parameters
    ----------
    work_out
        Takes points (R, n) and returns values (R, m).
    """
    middle, radius = 0.5 * (low + high), 0.5 * (high - low)
    size = np.maximum(np.abs(low), np.abs(high))
    moving = np.flatnonzero(radius > 0.5 * FLOAT_ERROR * size)
    points = np.tile(middle, (1 + 2 * len(moving), 1))
    for i, k in enumerate(moving):
        points[1 + 2 * i, k], points[2 + 2 * i, k] = low[k], high[k]
    values = work_out(points)
    centre, at_low, at_high = values[0], values[1::2] - values[0], values[2::2] - values[0]
    slope, bend = 0.5 * (at_high - at_low), 0.5 * (at_high + at_low)
    with np.errstate(all="ignore"):
        is_turning = np.abs(slope) < 2 * np.abs(bend)
        turn = np.where(is_turning, -(slope**2) / (4 * bend), 0.0)
    changes = np.stack([at_low, at_high, turn, np.zeros_like(turn)])
    changes = np.where(np.isfinite(changes), changes, 0.0)
    found = Between(
        centre + changes.min(axis=0).sum(axis=0), centre + changes.max(axis=0).sum(axis=0)
    )
    if len(moving) < 2:
        return found
    # For each function the corner where it is lowest, then those opposite.
    is_lower = at_low <= at_high
    corners = np.tile(middle, (2 * is_lower.shape[1], 1))
    corners[:, moving] = np.where(
        np.concatenate([is_lower.T, ~is_lower.T]), low[moving], high[moving]
    )
    outermost = np.split(work_out(corners), 2)
    lowest, highest = (np.diagonal(np.where(np.isfinite(part), part, centre)) for part in outermost)
    return Between(np.minimum(found.low, lowest), np.maximum(found.high, highest))
