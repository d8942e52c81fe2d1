"""The gradient of a mini-batch beside that of all rows."""

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import Array, Rows, norm
from gdsim.engine.problem.objective import Objective


class FullGradient:
    """Works out a gradient once for as long as objective, point and rows stay the same."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._gradient = np.empty(0)

    def at(self, objective: Objective, theta: Array, rows: Rows | None) -> Array:
        """Return the gradient (d,) at theta (d,) of `rows`, None for all."""
        key = objective, theta.tobytes(), None if rows is None else rows.tobytes()
        if key != self._key:
            self._key = key
            self._gradient = objective.value_and_gradient(theta, rows)[1]
        return self._gradient


def angle_and_ratio(one: Array, other: Array) -> tuple[float, float] | None:
    """Return the angle between two gradients (d,) in degrees, and the length of one by the other.

    None where a length is zero or not finite.
    """
    first, second = norm(one), norm(other)
    if not (np.isfinite(first) and np.isfinite(second) and first > 0 and second > 0):
        return None
    # Unlike the arc cosine, exact for small angles as well.
    a, b = one / first, other / second
    angle = 2 * np.arctan2(np.linalg.norm(a - b), np.linalg.norm(a + b))
    return float(np.degrees(angle)), first / second
