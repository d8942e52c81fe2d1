"""How far rounding alone may have carried a run on a quadratic from where there is no slope.

With every update a component of the gradient is off by about

    r = eps (lambda_max |theta| + |g(0)|),

since the gradient is H theta + g(0), and these cancel near a minimum; and theta + delta is off by
half of its last digit, which is a slope of lambda eps |theta| at most. What the updates do to a
slope they do to this, too: along a direction with the roots a and b, |a| >= |b|, of
`gdsim.engine.diagnosis.curvature.rate_bounds`, a slope of 1 from rest becomes after k updates

    p_k = a^k + (p_1 - a) q_k,    q_k = (a^k - b^k)/(a - b),

with p_1 = 1 - h for gd, momentum and Nesterov's gradient where it looks ahead, and 1 - h (1 + beta)
for its other forms; an error in the gradient of one update becomes h q_k, h (1 + beta) q_k for
these. Momentum next to its bound has roots near -1 that are nearly equal: what was 1 comes to be
1/(1 - beta). The sums over all updates are bounded by |q_k| <= min(k, 2/|a - b|) |a|^(k - 1).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array, Mask
from gdsim.engine.descent.experiment import Settings
from gdsim.engine.descent.rules.basic import LOOK_AHEAD
from gdsim.engine.diagnosis.curvature.eigenvalues import ROUNDING, Curvature
from gdsim.engine.diagnosis.curvature.rate_bounds import momentum_of, roots
from gdsim.engine.floats import EPSILON
from gdsim.engine.problem.objective import Objective

ROUNDED_ONE = 5e-9
"""Difference from 1 up to which a factor's size is 1 for all that a person's updates show."""

SINGLE = ROUNDING / EPSILON
"""Times `error` by which a single gradient may be off, as its terms may be many."""

BLURRED_FALL = 1e-8
"""Share of a loss below which a fall may be blurred by what rounding does to its terms."""


class RoundingFloor(Struct, frozen=True, eq=False):
    """What may be rounding alone, along each direction of a curvature; arrays have shape (d,).

    Attributes
    ----------
    slopes
        Of the gradient's component.
    pushes
        Of momentum's velocity.
    """

    slopes: Array
    pushes: Array

    def is_below(self, slopes: Array, pushes: Array) -> Mask:
        """Return where slopes (d,) or velocities (d,) are more than rounding, shape (d,)."""
        found: Mask = (np.abs(slopes) > self.slopes) | (np.abs(pushes) > self.pushes)
        return found


def rounding_floor(
    curvature: Curvature,
    error: float,
    updates: int,
    learning_rate: float,
    rule: str = "gd",
    settings: Settings | None = None,
) -> RoundingFloor:
    """Return how large slopes and velocities may be by rounding alone after so many updates.

    A direction that grows is given no more than what a single gradient is off by: what rounding
    leaves there does not stay small, and is then as good a start as any.

    Parameters
    ----------
    error
        r of the module.
    learning_rate
        Above 0, of every update.
    """
    values = curvature.eigenvalues
    with np.errstate(all="ignore"):
        first, second = roots(values, learning_rate, rule, settings).T
        beta, weight = (0.0, 1.0) if rule == "gd" else momentum_of(rule, settings or {})
        answer = learning_rate * weight * np.abs(values)
        if rule == "nesterov" and (settings or {})["convention"] != LOOK_AHEAD:
            answer = answer * (1 + beta)
        size = np.minimum(np.abs(first), 1.0)
        turned = np.abs(1 - np.sign(values) * answer - first)
        apart = np.abs(first - second)
        most = 1 + turned * _most(size, apart, updates)
        kept, answered = _sums(size, apart, updates)
        share = np.abs(values) / max(float(np.abs(values).max(initial=0.0)), 1e-300)
        adds_up = share * (kept + turned * answered) + answer * answered
        grows = ~(np.abs(first) <= 1 + ROUNDED_ONE)
        slopes = error * np.where(grows, SINGLE, SINGLE * most + adds_up)
    return RoundingFloor(slopes, slopes * max(weight / (1 - beta), 1.0))


def _most(size: Array, apart: Array, updates: int) -> Array:
    """Return a bound of the largest |q_k| of so many updates, shape (d,)."""
    # k x^(k - 1) is largest at k = -1/ln x, where it is less than 1/(1 - x).
    slow = np.minimum(float(updates), 1 / (1 - size))
    bound: Array = np.minimum(slow, 2 / apart)
    return bound


def _sums(size: Array, apart: Array, updates: int) -> tuple[Array, Array]:
    """Return the sum of |a|^k over so many updates, and a bound of that of |q_k|; shapes (d,)."""
    n = float(updates)
    geometric = np.where(size < 1, np.minimum(n, 1 / (1 - size)), n)
    return geometric, geometric * np.minimum(geometric, 2 / apart)


def fall_over(objective: Objective | None, thetas: Sequence[Array], losses: Array) -> float:
    """Return by how much the loss fell from the first of some thetas to the last.

    A fall that rounding may blur is worked out from the gradients: half the sum of two of them,
    times the step between, which is exact for a quadratic.

    Parameters
    ----------
    objective
        None where the losses are of batches, and their difference is what is meant.
    thetas, losses
        Each theta of shape (d,), and the losses there.
    """
    fallen = float(losses[0] - losses[-1])
    if objective is None or not abs(fallen) < BLURRED_FALL * abs(float(losses[-1])):
        return fallen
    places = np.array(thetas)
    gradients = objective.value_and_gradient(places)[1]
    found = -float(((gradients[1:] + gradients[:-1]) / 2 * np.diff(places, axis=0)).sum())
    # Across a kink it is not.
    return found if abs(found - fallen) <= abs(fallen) / 2 else fallen
