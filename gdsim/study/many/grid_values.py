"""Values of a range, in so few figures that a person reads and types them."""

from __future__ import annotations

import math

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.numbers import half_up, to_figures

FEWEST_FIGURES, MOST_FIGURES = 4, 16
"""Figures of values that are spaced by their logarithm: the nearer to one another, the more."""

ROUNDED_BY = 0.1
"""Part of the distance to its neighbour by which a value may be rounded."""


def even_values(low: float, high: float, count: int) -> tuple[float, ...]:
    """Return `count` evenly spaced values from `low` to `high`, those between in few decimals."""
    values = np.linspace(low, high, count)
    unit = ROUNDED_BY * (high - low) / max(1, count - 1)
    if unit > 0:
        place = math.floor(math.log10(unit))
        values = np.array([float(half_up(x, place)) for x in values.tolist()])
    return _between(low, values, high)


def log_values(low: float, high: float, count: int) -> tuple[float, ...]:
    """Return `count` values from `low` > 0 to `high`, evenly spaced by their logarithm."""
    values = np.geomspace(low, high, count)
    steps = np.gradient(values) if count > 1 else values
    for figures in range(FEWEST_FIGURES, MOST_FIGURES + 1):
        rounded = np.array([to_figures(x, figures) for x in values.tolist()])
        if (np.abs(rounded - values) <= ROUNDED_BY * steps).all():
            values = rounded
            break
    return _between(low, values, high)


def _between(low: float, values: Array, high: float) -> tuple[float, ...]:
    """Return `values` with the ends exactly as they were given."""
    values[0], values[-1] = low, high
    return tuple(values.tolist())
