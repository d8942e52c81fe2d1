"""Where the gradient is 0 near a point at which a run has come to rest, and minima among these."""

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.diagnosis.quadratic import curvature_of
from gdsim.engine.floats import LOSS_ROUNDING
from gdsim.engine.problem.objective import Objective

MOST_STEPS, NOTHING = 100, 1e-3
"""Newton steps made at most, and the share of the radius below which they end."""


def stationary_point(objective: Objective, point: Array, radius: float) -> Array | None:
    """Return where the gradient is 0, shape (d,), within `radius` of `point`; None without it.

    Found by Newton steps along the curved directions, from a point where the gradient is small: on
    a plateau it is small too, but these lead far away. Where the Hessian is not finite, as at a
    kink, a small gradient is taken at its word.
    """
    found = point
    for _ in range(MOST_STEPS):
        curvature = curvature_of(objective, found)
        if curvature is None:
            return found
        curved = curvature.eigenvalues != 0
        slopes = curvature.components(objective.whole(found)[1])
        along = np.divide(slopes, curvature.eigenvalues, out=np.zeros_like(slopes), where=curved)
        found = found - curvature.directions @ along
        if not np.linalg.norm(found - point) <= radius:
            return None
        if np.linalg.norm(along) <= NOTHING * radius:
            return found
    return None


def is_minimum(objective: Objective, point: Array, radius: float) -> bool:
    """Tell whether a stationary point (d,) is a local minimum.

    It is none where a Hessian's eigenvalue is negative, or where the loss falls on and on to one
    side along an eigenvector, one and three radii away, as that of x^3 does, whose Hessian tells
    nothing at 0.
    """
    curvature = curvature_of(objective, point)
    if curvature is not None and curvature.has_negative:
        return False
    directions = np.eye(len(point)) if curvature is None else curvature.directions.T
    for direction in np.concatenate((directions, -directions)):
        steps = np.array([0.0, 1.0, 3.0]) * radius
        losses = objective.value(point + steps[:, np.newaxis] * direction)
        if (np.diff(losses) < -LOSS_ROUNDING * np.abs(losses[:-1])).all():
            return False
    return True
