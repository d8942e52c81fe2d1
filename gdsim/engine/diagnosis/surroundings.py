"""What the loss is like around a point: how it changes, whether it is a bowl, where it rests."""

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import Array, norm, norms
from gdsim.engine.descent.parameter_bounds import Bounds
from gdsim.engine.diagnosis.curvature.eigenvalues import Curvature
from gdsim.engine.diagnosis.quadratic import curvature_of
from gdsim.engine.floats import LOSS_ROUNDING
from gdsim.engine.problem.objective import Objective

MOST_EVALUATIONS = 2_000_000
"""Rows of all samples together: with more rows than that allows nothing is said."""

RANDOM_DIRECTIONS = 24
"""Directions that are looked in besides the axes, the eigenvectors and the gradient."""

BOWL_DIFFERENCE = 0.1
"""Share of the curvature in any direction by which it differs at most where the loss is a bowl."""

MOST_NEWTON_STEPS, NO_NEWTON_STEP = 100, 1e-3
"""Newton steps made at most, and the share of the radius below which they end."""


def losses_around(
    objective: Objective, point: Array, radius: float, bounds: Bounds | None = None
) -> Array | None:
    """Return the loss at samples up to `radius` from `point`, shape (n,); None of too many rows.

    Where there are bounds, samples out of them are moved to the nearest point within.
    """
    d = len(point)
    curvature = curvature_of(objective, point)
    gradient = objective.whole(point)[1]
    drawn = np.random.default_rng(0).normal(size=(RANDOM_DIRECTIONS, d))
    parts = [np.eye(d), drawn, gradient[np.newaxis]]
    if curvature is not None:
        parts.append(curvature.directions.T)
    directions = np.concatenate(parts)
    lengths = norms(directions)
    directions = directions[lengths > 0] / lengths[lengths > 0, np.newaxis]
    steps = radius * np.array([-1.0, -0.5, -0.1, 0.1, 0.5, 1.0])
    points = (point + steps[:, np.newaxis, np.newaxis] * directions).reshape(-1, d)
    if len(points) * objective.n_rows > MOST_EVALUATIONS:
        return None
    return objective.value(points if bounds is None else bounds(points))


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


def stationary_point(objective: Objective, point: Array, radius: float) -> Array | None:
    """Return where the gradient is 0, shape (d,), within `radius` of `point`; None without it.

    Found by Newton steps along the curved directions, from a point where the gradient is small: on
    a plateau it is small too, but these lead far away. Where the Hessian is not finite, as at a
    kink, a small gradient is taken at its word.
    """
    found = point
    for _ in range(MOST_NEWTON_STEPS):
        curvature = curvature_of(objective, found)
        if curvature is None:
            return found
        curved = curvature.eigenvalues != 0
        slopes = curvature.components(objective.whole(found)[1])
        along = np.divide(slopes, curvature.eigenvalues, out=np.zeros_like(slopes), where=curved)
        found = found - curvature.directions @ along
        if not norm(found - point) <= radius:
            return None
        if norm(along) <= NO_NEWTON_STEP * radius:
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


def is_flat(objective: Objective, point: Array, radius: float) -> bool:
    """Tell whether the loss at `point` (d,) is flat as far as its digits show.

    There a minimum cannot be told from a plateau: far out on tanh(x)^2 gradient and Hessian come
    out as 0 as well.
    """
    curvature = curvature_of(objective, point)
    if curvature is None or curvature.eigenvalues.any() or objective.whole(point)[1].any():
        return False
    around = losses_around(objective, point, 3 * radius)
    loss = float(objective.value(point))
    return around is not None and bool((np.abs(around - loss) <= LOSS_ROUNDING * abs(loss)).all())
