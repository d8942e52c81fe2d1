"""Gradient descent, and with momentum."""

# ruff: noqa: ARG001 - every update has the same signature, whatever it needs

from __future__ import annotations

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import Settings
from gdsim.engine.descent.rounding import EXACT, Rounding
from gdsim.engine.descent.rules.rule import (
    Change,
    Equation,
    Rate,
    RuleSpec,
    State,
    StateSpec,
    Update,
    beta_setting,
    constant,
    unscaled,
)
from gdsim.engine.descent.spec import SettingSpec
from gdsim.texts import N_

ACCUMULATE, AVERAGE = "accumulate", "average"


def _gd(settings: Settings) -> Update:
    r"""Build gradient descent.

    theta_{t+1} = theta_t - eta * g_t

    Source: A. Cauchy, "Methode generale pour la resolution des systemes d'equations simultanees",
    1847; `torch.optim.SGD`.
    """

    def update(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        return -learning_rate * gradient, state

    return update


def _momentum(settings: Settings) -> Update:
    r"""Build gradient descent with momentum (the heavy ball).

    v_0 = 0
    v_{t+1} = beta * v_t + g_t                  (accumulate)
    v_{t+1} = beta * v_t + (1 - beta) * g_t     (average)
    theta_{t+1} = theta_t - eta * v_{t+1}

    Source: B. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964;
    `torch.optim.SGD(momentum=beta)`, which starts with v_1 = g_0: the same as `accumulate` from
    v_0 = 0. Its `dampening` differs from `average` in that first update alone, which it does not
    dampen. `average` with learning rate eta is `accumulate` with eta * (1 - beta).
    """
    beta, weight = _weights(settings)

    def accumulate(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        velocity = rounding(beta * state[0] + gradient)
        return -learning_rate * velocity, (velocity,)

    def average(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        velocity = rounding(beta * state[0] + weight * gradient)
        return -learning_rate * velocity, (velocity,)

    return average if settings["convention"] == AVERAGE else accumulate


def _nesterov(settings: Settings) -> Update:
    r"""Build gradient descent with Nesterov's accelerated gradient.

    v_0 = 0
    v_{t+1} = beta * v_t + g_t,                 theta_{t+1} = theta_t - eta * (g_t + beta * v_{t+1})
                                                                                       (accumulate)
    v_{t+1} = beta * v_t + (1 - beta) * g_t,    theta_{t+1} = theta_t
                                                    - eta * ((1 - beta) * g_t + beta * v_{t+1})
                                                                                       (average)

    Source: Y. Nesterov, "A method for solving the convex programming problem with convergence rate
    O(1/k^2)", 1983, in the form of I. Sutskever et al., "On the importance of initialization and
    momentum in deep learning", 2013, that takes the gradient at theta_t itself;
    `torch.optim.SGD(momentum=beta, nesterov=True)` is `accumulate`.
    """
    beta, weight = _weights(settings)
    averaged = settings["convention"] == AVERAGE

    def update(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        push = weight * gradient if averaged else gradient
        velocity = rounding(beta * state[0] + push)
        return -learning_rate * (push + beta * velocity), (velocity,)

    return update


def _weights(settings: Settings) -> tuple[Array, Array]:
    """Return beta and 1 - beta."""
    beta = constant(settings["beta"])
    return beta, constant(1 - float(beta))


_SETTINGS = (
    beta_setting(
        0.9, N_("Momentum β"), N_("The share of the old velocity that is kept, from 0 to below 1.")
    ),
    SettingSpec(
        name="convention",
        title=N_("Convention"),
        tip=N_("accumulate: v ← βv + g; average: v ← βv + (1 − β)g. Courses differ."),
        default=ACCUMULATE,
        choices=(ACCUMULATE, AVERAGE),
    ),
)
_VELOCITY = (
    Equation(r"v_{t+1} = \beta v_t + g_t", N_("Velocity"), ACCUMULATE),
    Equation(r"v_{t+1} = \beta v_t + (1 - \beta) g_t", N_("Velocity"), AVERAGE),
)
_STATES = {"velocity": StateSpec(N_("velocity"))}

BASIC = (
    RuleSpec(
        name="gd",
        aliases=(
            "sgd",
            "gradientdescent",
            "vanilla",
        ),
        title=N_("Gradient descent"),
        phrase=N_("gradient descent"),
        step_meaning=N_("What each gradient is multiplied by: η, the same for all parameters."),
        equations=(Equation(r"\theta_{t+1} = \theta_t - \eta g_t", N_("Update")),),
        build=_gd,
        scale=unscaled,
        states={},
    ),
    RuleSpec(
        name="momentum",
        aliases=(
            "heavyball",
            "sgdmomentum",
            "sgdwithmomentum",
            "gdwithmomentum",
            "polyak",
        ),
        title=N_("Momentum"),
        phrase=N_("momentum"),
        step_meaning=N_("What each velocity is multiplied by: η, the same for all parameters."),
        equations=(*_VELOCITY, Equation(r"\theta_{t+1} = \theta_t - \eta v_{t+1}", N_("Update"))),
        build=_momentum,
        scale=unscaled,
        settings=_SETTINGS,
        states=_STATES,
    ),
    RuleSpec(
        name="nesterov",
        aliases=(
            "nag",
            "nesterovmomentum",
            "nesterovacceleratedgradient",
        ),
        title=N_("Nesterov momentum"),
        step_meaning=N_(
            "What each gradient, as it enters the velocity, plus β times that is multiplied by: η,"
            " the same for all."
        ),
        equations=(
            *_VELOCITY,
            Equation(
                r"\theta_{t+1} = \theta_t - \eta (g_t + \beta v_{t+1})", N_("Update"), ACCUMULATE
            ),
            Equation(
                r"\theta_{t+1} = \theta_t - \eta ((1 - \beta) g_t + \beta v_{t+1})",
                N_("Update"),
                AVERAGE,
            ),
        ),
        build=_nesterov,
        scale=unscaled,
        settings=_SETTINGS,
        states=_STATES,
    ),
)
