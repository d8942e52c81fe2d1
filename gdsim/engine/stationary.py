"""Whether a point at which a run has come to rest is one where the gradient is 0, and a minimum."""

from __future__ import annotations

import numpy as np

from gdsim.engine.curvature import Curvature, curvature_at
from gdsim.engine.dataset import Array
from gdsim.engine.objective import Objective

NOISE = 8 * float(np.finfo(np.float64).eps)
"""Share of a loss by which two of them differ by rounding alone."""


def is_stationary(objective: Objective, point: Array, radius: float) -> bool:
    """Tell whether the gradient is 0 within `radius` of `point` (d,), where it is small.

    On a plateau it is small too, but the local quadratic has its stationary point far away. Where
    the Hessian is not finite, as at a kink, a small gradient is taken at its word.
    """
    curvature = _curvature(objective, point)
    if curvature is None:
        return True
    _, gradient = objective.whole(point)
    slopes, curved = curvature.components(gradient), curvature.eigenvalues != 0
    away = slopes[curved] / curvature.eigenvalues[curved]
    return bool(np.linalg.norm(away) <= radius)


def is_minimum(objective: Objective, point: Array, radius: float) -> bool:
    """Tell whether a stationary point (d,), known to within `radius`, is a local minimum.

    It is none where a Hessian's eigenvalue is negative, or where the loss falls on and on to one
    side along an eigenvector, as that of x^3 does, whose Hessian tells nothing at 0.
    """
    curvature = _curvature(objective, point)
    if curvature is not None and curvature.has_negative:
        return False
    directions = np.eye(len(point)) if curvature is None else curvature.directions.T
    for direction in np.concatenate((directions, -directions)):
        steps = np.array([0.0, 1.0, 3.0]) * radius
        losses = objective.value(point + steps[:, np.newaxis] * direction)
        if (np.diff(losses) < -NOISE * np.abs(losses[:-1])).all():
            return False
    return True


def _curvature(objective: Objective, point: Array) -> Curvature | None:
    try:
        return curvature_at(objective, point)
    except FloatingPointError:
        return None
