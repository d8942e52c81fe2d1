"""How the loss changes near a point, from samples of it, and whether it is a bowl there."""

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.diagnosis.curvature import Curvature
from gdsim.engine.diagnosis.quadratic import curvature_of
from gdsim.engine.problem.objective import Objective

MOST_EVALUATIONS = 2_000_000
"""Rows of all samples together: with more rows than that allows nothing is said."""

RANDOM_DIRECTIONS = 24
"""Directions that are looked in besides the axes, the eigenvectors and the gradient."""

BOWL_DIFFERENCE = 0.1
"""Share of the curvature in any direction by which it differs at most where the loss is a bowl."""


def losses_around(objective: Objective, point: Array, radius: float) -> Array | None:
    """Return the loss at samples up to `radius` from `point`, shape (n,); None of too many rows."""
    d = len(point)
    curvature = curvature_of(objective, point)
    gradient = objective.whole(point)[1]
    drawn = np.random.default_rng(0).normal(size=(RANDOM_DIRECTIONS, d))
    parts = [np.eye(d), drawn, gradient[np.newaxis]]
    if curvature is not None:
        parts.append(curvature.directions.T)
    directions = np.concatenate(parts)
    lengths = np.linalg.norm(directions, axis=1)
    directions = directions[lengths > 0] / lengths[lengths > 0, np.newaxis]
    steps = radius * np.array([-1.0, -0.5, -0.1, 0.1, 0.5, 1.0])
    points = (point + steps[:, np.newaxis, np.newaxis] * directions).reshape(-1, d)
    if len(points) * objective.n_rows > MOST_EVALUATIONS:
        return None
    return objective.value(points)


def is_bowl(objective: Objective, point: Array, curvature: Curvature) -> bool:
    """Tell whether the loss is nearly quadratic with a minimum, as far as that is from `point`.

    It is where the curvature at the minimum of the quadratic that fits the loss at `point`, and as
    far again behind it, is that at `point`: in every direction up to `BOWL_DIFFERENCE` of it.
    """
    if curvature.smallest <= 0:
        return False
    roots = np.sqrt(curvature.eigenvalues)
    slopes = curvature.components(objective.whole(point)[1])
    step = -curvature.directions @ (slopes / curvature.eigenvalues)
    whiten = curvature.directions / roots
    for there in (point + step, point + 2 * step):
        other = curvature_of(objective, there)
        if other is None:
            return False
        hessian = (other.directions * other.eigenvalues) @ other.directions.T
        ratios = np.linalg.eigvalsh(whiten.T @ hessian @ whiten)
        if not (np.abs(ratios - 1) <= BOWL_DIFFERENCE).all():
            return False
    return True
