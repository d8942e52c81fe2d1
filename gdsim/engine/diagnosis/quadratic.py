"""The curvature of a loss, worked out once where it is quadratic, and its minimum."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.diagnosis.curvature.eigenvalues import Curvature, Definiteness, curvature_at
from gdsim.engine.errors import InputError
from gdsim.engine.problem.objective import Objective
from gdsim.engine.problem.quadratic import is_quadratic

WORST_CONDITION = 1e12
"""Condition number beyond which a minimum is lost in rounding."""

_of_quadratics: WeakKeyDictionary[Objective, Curvature] = WeakKeyDictionary()


def curvature_of(objective: Objective, theta: Array) -> Curvature | None:
    """Return the curvature at theta (d,), None where the Hessian is not finite or too large.

    Of a quadratic, which has but one, it is worked out once.
    """
    if objective in _of_quadratics:
        return _of_quadratics[objective]
    try:
        found = curvature_at(objective, theta)
    except (FloatingPointError, InputError):
        return None
    if is_quadratic(objective):
        _of_quadratics[objective] = found
    return found


_minima: WeakKeyDictionary[Objective, Array | None] = WeakKeyDictionary()


def minimum_of(objective: Objective) -> Array | None:
    """Return the one minimum (d,) of a quadratic loss; None where it is none, or has not just one.

    It is worked out once for each objective.
    """
    if objective not in _minima:
        _minima[objective] = _minimum_of(objective) if is_quadratic(objective) else None
    return _minima[objective]


def _minimum_of(objective: Objective) -> Array | None:
    point = np.zeros(len(objective.parameters))
    curvature = curvature_of(objective, point)
    if curvature is None or curvature.definiteness is not Definiteness.POSITIVE:
        return None
    if curvature.condition > WORST_CONDITION:
        return None
    # A Newton step leads there; another takes off what rounding left.
    for _ in range(2):
        slopes = curvature.components(objective.whole(point)[1])
        point = point - curvature.directions @ (slopes / curvature.eigenvalues)
    return point if np.isfinite(point).all() else None
