"""First and second moments, which Adam and its relatives share."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import Settings
from gdsim.engine.descent.rounding import Rounding
from gdsim.engine.descent.rules.epsilon import (
    EPS_PLACE,
    INSIDE,
    OUTSIDE,
    eps_setting,
    scale_with_eps,
)
from gdsim.engine.descent.rules.rule import Equation, Scale, State, StateSpec, constant, fraction
from gdsim.texts import N_

SETTINGS = (
    fraction(
        "beta1",
        r"\beta_1",
        0.9,
        title=N_("β₁"),
        tip=N_("The share of the first moment that is kept."),
        sign="β₁",
    ),
    fraction(
        "beta2",
        r"\beta_2",
        0.999,
        title=N_("β₂"),
        tip=N_("The share of the second moment that is kept."),
        sign="β₂",
    ),
    eps_setting(1e-8),
    EPS_PLACE,
)
STATES = {
    "first_moment": StateSpec(N_("first moment")),
    "second_moment": StateSpec(N_("second moment"), rounded=Rounding.of_squares),
}
CORRECTED = {"first_moment": "beta1", "second_moment": "beta2"}
"""What a step is made of corrected, with its beta; see `RuleSpec`."""

MOMENTS = (
    Equation(r"m_{t+1} = \beta_1 m_t + (1 - \beta_1) g_t", N_("First moment")),
    Equation(r"v_{t+1} = \beta_2 v_t + (1 - \beta_2) g_t^2", N_("Second moment")),
)
SECOND = Equation(r"\hat{v} = \frac{v_{t+1}}{1 - \beta_2^{t+1}}", N_("Corrected second moment"))


def moments_of(settings: Settings) -> Callable[[Array, State, Rounding], tuple[Array, Array]]:
    """Return a function from gradient, state and rounding to the next first and second moment."""
    beta1, weight1 = constant(settings["beta1"]), constant(1 - float(settings["beta1"]))
    beta2, weight2 = constant(settings["beta2"]), constant(1 - float(settings["beta2"]))

    def moments(gradient: Array, state: State, rounding: Rounding) -> tuple[Array, Array]:
        return (
            rounding(beta1 * state[0] + weight1 * gradient),
            rounding.of_squares(beta2 * state[1] + weight2 * gradient * gradient),
        )

    return moments


def through_second(settings: Settings) -> Scale:
    """Return 1/(sqrt(v^) + eps), or with eps inside, v^ being the corrected second moment."""
    return _through(settings, 1)


def through_largest(settings: Settings) -> Scale:
    """Return the same of the largest second moment so far."""
    return _through(settings, 2)


def _through(settings: Settings, index: int) -> Scale:
    beta2, scale = float(settings["beta2"]), scale_with_eps(settings)
    return lambda state, t: scale(state[index] / (1 - beta2 ** (t + 1)))


def corrected_root(settings: Settings) -> Callable[[Array, float | Array], Array]:
    """Return a function from second moments and c = sqrt(1 - beta2^(t+1)) to c (sqrt(v^) + eps).

    That is sqrt(v) + c eps, and sqrt(v + c^2 eps) with eps inside the root: the correction is
    applied to a number, rather than to the moments, which is fewer operations.
    """
    eps, root = float(settings["eps"]), np.sqrt
    if settings["eps_place"] == INSIDE:
        return lambda second, correction: root(second + correction * correction * eps)
    return lambda second, correction: root(second) + correction * eps


def update_equations(left: str, first: str, second: str) -> tuple[Equation, Equation]:
    r"""Return the update of moments, with eps outside the root and inside.

    Parameters
    ----------
    left
        What stands before the fraction, as ``\theta_t - \eta``.
    first, second
        The corrected moments.
    """
    start = rf"\theta_{{t+1}} = {left} \frac{{{first}}}"
    return (
        Equation(rf"{start}{{\sqrt{{{second}}} + \varepsilon}}", N_("Update"), (OUTSIDE,)),
        Equation(rf"{start}{{\sqrt{{{second} + \varepsilon}}}}", N_("Update"), (INSIDE,)),
    )
