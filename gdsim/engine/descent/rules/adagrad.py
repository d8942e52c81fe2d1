"""AdaGrad and its heirs: a step is scaled by the size of the parameter's own past gradients."""

# ruff: noqa: ARG001 - every update has the same signature, whatever it needs

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import Settings
from gdsim.engine.descent.rounding import EXACT, Rounding
from gdsim.engine.descent.rules.epsilon import (
    EPS_PLACE,
    INSIDE,
    OUTSIDE,
    eps_setting,
    root_with_eps,
    scale_with_eps,
)
from gdsim.engine.descent.rules.rule import (
    Change,
    Equation,
    Rate,
    RuleSpec,
    Scale,
    State,
    StateSpec,
    Update,
    beta_setting,
    constant,
    fraction,
)
from gdsim.texts import N_


def _adagrad(settings: Settings) -> Update:
    r"""Build AdaGrad.

    s_0 = 0
    s_{t+1} = s_t + g_t^2
    theta_{t+1} = theta_t - eta * g_t / (sqrt(s_{t+1}) + eps)     (outside)
    theta_{t+1} = theta_t - eta * g_t / sqrt(s_{t+1} + eps)       (inside)

    Source: J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods for online learning and
    stochastic optimization", 2011, and with epsilon inside A. Zhang et al., "Dive into
    deep learning", 2023, section 12.7; `torch.optim.Adagrad` is `outside`.
    """
    root = root_with_eps(settings)

    def update(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        square_sum = rounding.of_squares(state[0] + gradient * gradient)
        return -learning_rate * gradient / root(square_sum), (square_sum,)

    return update


def _rmsprop(settings: Settings) -> Update:
    r"""Build RMSProp.

    s_0 = 0
    s_{t+1} = beta * s_t + (1 - beta) * g_t^2
    theta_{t+1} = theta_t - eta * g_t / (sqrt(s_{t+1}) + eps)     (outside)
    theta_{t+1} = theta_t - eta * g_t / sqrt(s_{t+1} + eps)       (inside)

    Source: T. Tieleman, G. Hinton, "Lecture 6.5: rmsprop", Coursera, 2012; `torch.optim.RMSprop`,
    whose `alpha` is beta, is `outside`.
    """
    beta, weight = constant(settings["beta"]), constant(1 - float(settings["beta"]))
    root = root_with_eps(settings)

    def update(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        square_average = rounding.of_squares(beta * state[0] + weight * gradient * gradient)
        return -learning_rate * gradient / root(square_average), (square_average,)

    return update


def _adadelta(settings: Settings) -> Update:
    r"""Build AdaDelta.

    s_0 = 0, u_0 = 0
    s_{t+1} = rho * s_t + (1 - rho) * g_t^2
    d_t = sqrt(u_t + eps) / sqrt(s_{t+1} + eps) * g_t
    u_{t+1} = rho * u_t + (1 - rho) * d_t^2
    theta_{t+1} = theta_t - eta * d_t

    Source: M. Zeiler, "ADADELTA: an adaptive learning rate method", 2012 (where eta = 1);
    `torch.optim.Adadelta`.
    """
    rho, weight = constant(settings["rho"]), constant(1 - float(settings["rho"]))
    eps, sqrt = constant(settings["eps"]), np.sqrt

    def update(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        square_average = rounding.of_squares(rho * state[0] + weight * gradient * gradient)
        step = sqrt((state[1] + eps) / (square_average + eps)) * gradient
        step_average = rounding.of_squares(rho * state[1] + weight * step * step)
        return -learning_rate * step, (square_average, step_average)

    return update


def _through_root(settings: Settings) -> Scale:
    """Return 1/(sqrt(s_{t+1}) + eps), or with eps inside, s being the first of the state."""
    scale = scale_with_eps(settings)
    return lambda state, _t: scale(state[0])


_SCALED_UPDATES = (
    Equation(
        r"\theta_{t+1} = \theta_t - \frac{\eta}{\sqrt{s_{t+1}} + \varepsilon} g_t",
        N_("Update"),
        (OUTSIDE,),
    ),
    Equation(
        r"\theta_{t+1} = \theta_t - \frac{\eta}{\sqrt{s_{t+1} + \varepsilon}} g_t",
        N_("Update"),
        (INSIDE,),
    ),
)

ADAPTIVE = (
    RuleSpec(
        name="adagrad",
        aliases=("adaptivegradient",),
        title=N_("AdaGrad"),
        step_meaning=N_("What each gradient is multiplied by: η / (√s + ε), s the sum of squares."),
        other_meanings={
            INSIDE: N_("What each gradient is multiplied by: η / √(s + ε), s the sum of squares.")
        },
        equations=(Equation(r"s_{t+1} = s_t + g_t^2", N_("Sum of squares")), *_SCALED_UPDATES),
        build=_adagrad,
        scale=_through_root,
        settings=(eps_setting(1e-10), EPS_PLACE),
        states={"square_sum": StateSpec(N_("square sum"), rounded=Rounding.of_squares)},
    ),
    RuleSpec(
        name="rmsprop",
        aliases=("rootmeansquarepropagation",),
        title=N_("RMSProp"),
        step_meaning=N_(
            "What each gradient is multiplied by: η / (√s + ε), s the mean of squares."
        ),
        other_meanings={
            INSIDE: N_("What each gradient is multiplied by: η / √(s + ε), s the mean of squares.")
        },
        equations=(
            Equation(r"s_{t+1} = \beta s_t + (1 - \beta) g_t^2", N_("Average of squares")),
            *_SCALED_UPDATES,
        ),
        build=_rmsprop,
        scale=_through_root,
        settings=(
            beta_setting(
                0.99,
                N_("Decay β"),
                N_("The share of the old mean of squares that is kept, from 0 to below 1."),
            ),
            eps_setting(1e-8),
            EPS_PLACE,
        ),
        states={"square_average": StateSpec(N_("square average"), rounded=Rounding.of_squares)},
    ),
    RuleSpec(
        name="adadelta",
        title=N_("AdaDelta"),
        step_meaning=N_("What each gradient is multiplied by: |Δθ| / |∂L/∂θ|."),
        equations=(
            Equation(r"s_{t+1} = \rho s_t + (1 - \rho) g_t^2", N_("Average of squares")),
            Equation(
                r"d_t = \frac{\sqrt{u_t + \varepsilon}}{\sqrt{s_{t+1} + \varepsilon}} g_t",
                N_("Step"),
            ),
            Equation(r"u_{t+1} = \rho u_t + (1 - \rho) d_t^2", N_("Average of squared steps")),
            Equation(r"\theta_{t+1} = \theta_t - \eta d_t", N_("Update")),
        ),
        build=_adadelta,
        settings=(
            fraction(
                "rho",
                r"\rho",
                0.9,
                title=N_("Decay ρ"),
                tip=N_("The share of the running averages that is kept."),
                sign="ρ",
            ),
            eps_setting(1e-6),
        ),
        states={
            "square_average": StateSpec(N_("square average"), rounded=Rounding.of_squares),
            "step_average": StateSpec(N_("step average"), rounded=Rounding.of_squares),
        },
    ),
)
