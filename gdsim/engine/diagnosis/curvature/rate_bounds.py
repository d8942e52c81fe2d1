"""The curvature of an objective, and what it says about the learning rate.

On a quadratic with Hessian H every eigenvector is a direction of its own. With lambda its
eigenvalue and e the distance to the minimum along it, an update does, with the equations of
`gdsim.engine.descent.rules.basic`, h = eta * lambda and the convention `accumulate`:

gd
    e <- (1 - h) e: it shrinks for 0 < h < 2. All directions shrink fastest together, by
    (kappa - 1)/(kappa + 1), with eta = 2/(lambda_min + lambda_max), kappa = lambda_max/lambda_min.
momentum
    z^2 - (1 + beta - h) z + beta = 0 has the factors: it shrinks for 0 < h < 2 (1 + beta).
nesterov
    z^2 - (1 + beta)(1 - h) z + beta (1 - h) = 0: it shrinks for
    0 < h < 2 (1 + beta)/(1 + 2 beta).

The polynomials are the characteristic ones of the 2x2 matrices that take (v, e) to the next (v, e);
the bounds follow from Jury's criterion: z^2 + a z + b has both roots inside the unit circle if and
only if |b| < 1 and |a| < 1 + b. The convention `average` has eta (1 - beta) in the place of eta.
With a rate that stays the same `rate-inside` is `accumulate` with eta v in the place of v, and so
is `lookahead` with theta - beta v in the place of theta, too: the polynomials are the same.

Sources: B. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964 (gd and
momentum); L. Lessard, B. Recht, A. Packard, "Analysis and design of optimization algorithms via
integral quadratic constraints", 2016, section 2 (the matrices, Nesterov's among them); E. Jury,
"Theory and application of the z-transform method", 1964 (the criterion).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import Settings
from gdsim.engine.descent.rules.basic import AVERAGE
from gdsim.engine.diagnosis.curvature.eigenvalues import Curvature

MOST_PREDICTED = 10**12
"""Updates beyond which none are predicted."""

LINEAR_RULES = ("gd", "momentum", "nesterov")
"""Rules whose update is linear in the gradient: those with the bounds of this module."""


class RateRange(Struct, frozen=True):
    """What the curvature says about the learning rate of a rule.

    Attributes
    ----------
    stable_below
        The bound below which every curved direction shrinks: inf where none is curved, 0 where
        one curves downwards, since there every rate leads away.
    fastest
        The best fixed rate, of gd alone; None for another rule and where no direction shrinks.
    """

    stable_below: float
    fastest: float | None


def rate_range(
    curvature: Curvature, rule: str = "gd", settings: Settings | None = None
) -> RateRange:
    """Return the stable and the fastest learning rate on a quadratic of this curvature.

    Directions without curvature are left out: nothing moves along them, or nothing stops there.

    Parameters
    ----------
    rule, settings
        One of `LINEAR_RULES`, and all its settings.

    Raises
    ------
    ValueError
        If the rule is none of `LINEAR_RULES`.
    """
    if curvature.has_negative:
        return RateRange(0.0, None)
    curved = curvature.eigenvalues[curvature.eigenvalues > 0]
    if not len(curved):
        return RateRange(math.inf, None)
    low, high = float(curved[0]), float(curved[-1])
    bound = bound_of_step(rule, settings or {}) / high
    if rule != "gd":
        return RateRange(bound, None)
    return RateRange(bound, 2 / (low + high))


def bound_of_step(rule: str, settings: Settings) -> float:
    """Return the bound below which eta * lambda must stay; see the module."""
    if rule == "gd":
        return 2.0
    beta, weight = momentum_of(rule, settings)
    bound = 2 * (1 + beta) if rule == "momentum" else 2 * (1 + beta) / (1 + 2 * beta)
    return bound / weight


def momentum_of(rule: str, settings: Settings) -> tuple[float, float]:
    """Return beta, and what a gradient is multiplied by before it is added to the velocity."""
    if rule not in LINEAR_RULES:
        raise ValueError(f"no bound is known for the rule {rule}")
    beta = float(settings["beta"])
    return beta, 1 - beta if settings["convention"] == AVERAGE else 1.0


def factors(eigenvalues: Array, learning_rate: float) -> Array:
    """Return 1 - eta * lambda for each eigenvalue: gd multiplies the distance along it by that."""
    return 1 - learning_rate * eigenvalues


def roots(
    eigenvalues: Array, learning_rate: float, rule: str = "gd", settings: Settings | None = None
) -> NDArray[np.complex128]:
    """Return what an update multiplies each direction by in the long run, shape (d, 2), complex.

    The roots of the polynomials of the module, the larger one first; gd has its one factor and 0.
    """
    if rule == "gd":
        own = factors(eigenvalues, learning_rate)
        return np.stack([own, np.zeros_like(own)], axis=1).astype(np.complex128)
    beta, weight = momentum_of(rule, settings or {})
    h = learning_rate * weight * eigenvalues
    if rule == "momentum":
        a, b = -(1 + beta - h), np.full_like(h, beta)
    else:
        a, b = -(1 + beta) * (1 - h), beta * (1 - h)
    # The root of larger size first, the other from the product: no digits cancel.
    root = np.sqrt((a * a - 4 * b).astype(np.complex128))
    first = -(a + np.where(a >= 0, 1, -1) * root) / 2
    second = np.divide(b, first, out=np.zeros_like(first), where=first != 0)
    return np.stack([first, second], axis=1)


def predicted_updates(
    components: Sequence[float] | Array, factors: Sequence[float] | Array, tolerance: float
) -> int | None:
    """Return after how many updates of gd the distance to the minimum is within a share of itself.

    It is the smallest n at which the norm of F^n c is at most `tolerance`, between 0 and 1, times
    that of c; None where there is none, or none up to `MOST_PREDICTED`.

    Parameters
    ----------
    components
        c, the distance to the minimum at the start along each direction, shape (d,).
    factors
        F, 1 - eta * lambda of each, shape (d,).
    """
    distance, per_update = np.abs(np.asarray(components)), np.abs(np.asarray(factors))
    distance, per_update = distance[distance > 0], per_update[distance > 0]
    if not len(distance):
        return 0
    if per_update.max() >= 1:
        return None
    share = distance / distance.max()
    goal = tolerance * float(np.linalg.norm(share))

    def is_there(n: int) -> bool:
        return float(np.linalg.norm(share * per_update**n)) <= goal

    low, high = 0, 1
    while not is_there(high):
        if high == MOST_PREDICTED:
            return None
        low, high = high, min(2 * high, MOST_PREDICTED)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_there(middle) else (middle, high)
    return high
