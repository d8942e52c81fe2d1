"""Gradient descent, and with momentum."""

# ruff: noqa: ARG001 - every update has the same signature, whatever it needs

from __future__ import annotations

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import Settings
from gdsim.engine.descent.rounding import EXACT, Rounding
from gdsim.engine.descent.rules.rule import (
    Change,
    Equation,
    FromStep,
    LookAhead,
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

ACCUMULATE, AVERAGE, RATE_INSIDE = "accumulate", "average", "rate-inside"
LOOK_AHEAD = "lookahead"
"""Conventions of momentum, the last one of Nesterov's alone."""


def has_rate_inside(settings: Settings) -> bool:
    """Tell whether the velocity holds the learning rate already, so that it is a step itself."""
    return settings.get("convention") in (RATE_INSIDE, LOOK_AHEAD)


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
    theta_{t+1} = theta_t - eta * v_{t+1}       (both)
    v_{t+1} = beta * v_t + eta * g_t,           theta_{t+1} = theta_t - v_{t+1}     (rate-inside)

    Source: B. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964;
    `torch.optim.SGD(momentum=beta)`, which starts with v_1 = g_0: the same as `accumulate` from
    v_0 = 0. Its `dampening` differs from `average` in that first update alone, which it does not
    dampen. `average` with learning rate eta is `accumulate` with eta * (1 - beta). `rate-inside`,
    the form of I. Sutskever et al., 2013 and of `keras.optimizers.SGD`, is `accumulate` as long as
    eta stays the same; when it changes, the steps made before keep theirs.
    """
    if settings["convention"] == RATE_INSIDE:
        return _rate_inside(settings)
    beta, weight = _weights(settings)

    def update(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        pushed = gradient if weight is None else weight * gradient
        velocity = rounding(beta * state[0] + pushed)
        return -learning_rate * velocity, (velocity,)

    return update


def _rate_inside(settings: Settings) -> Update:
    """Build the update whose velocity is a step; also Nesterov's, with the gradient from ahead."""
    beta, _ = _weights(settings)

    def update(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        velocity = rounding(beta * state[0] + learning_rate * gradient)
        return -velocity, (velocity,)

    return update


def _nesterov(settings: Settings) -> Update:
    r"""Build gradient descent with Nesterov's accelerated gradient.

    v_0 = 0
    v_{t+1} = beta * v_t + g_t,                 theta_{t+1} = theta_t - eta * (g_t + beta * v_{t+1})
                                                                                       (accumulate)
    v_{t+1} = beta * v_t + (1 - beta) * g_t,    theta_{t+1} = theta_t
                                                    - eta * ((1 - beta) * g_t + beta * v_{t+1})
                                                                                       (average)
    v_{t+1} = beta * v_t + eta * g_t,           theta_{t+1} = theta_t - eta * g_t - beta * v_{t+1}
                                                                                   (rate-inside)
    v_{t+1} = beta * v_t + eta * g(theta_t - beta * v_t),   theta_{t+1} = theta_t - v_{t+1}
                                                                                     (lookahead)

    Source: Y. Nesterov, "A method for solving the convex programming problem with convergence rate
    O(1/k^2)", 1983, in the form of I. Sutskever et al., "On the importance of initialization and
    momentum in deep learning", 2013, that takes the gradient at theta_t itself;
    `torch.optim.SGD(momentum=beta, nesterov=True)` is `accumulate`, and
    `keras.optimizers.SGD(nesterov=True)` is `rate-inside`. `lookahead` is the form of Sutskever et
    al.: its points theta_t - beta * v_t are the thetas of `accumulate` while eta stays the same.
    """
    if settings["convention"] == LOOK_AHEAD:
        return _rate_inside(settings)
    beta, weight = _weights(settings)

    def rate_inside(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        pushed = learning_rate * gradient
        velocity = rounding(beta * state[0] + pushed)
        return -pushed - beta * velocity, (velocity,)

    def update(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        pushed = gradient if weight is None else weight * gradient
        velocity = rounding(beta * state[0] + pushed)
        return -learning_rate * (pushed + beta * velocity), (velocity,)

    return rate_inside if settings["convention"] == RATE_INSIDE else update


def _look_ahead(settings: Settings) -> LookAhead | None:
    """Return where `lookahead` takes the gradient."""
    beta, _ = _weights(settings)

    def point(theta: Array, state: State) -> Array:
        ahead: Array = theta - beta * state[0]
        return ahead

    is_ahead = settings["convention"] == LOOK_AHEAD
    return LookAhead(point, r"\theta_t - \beta v_t") if is_ahead else None


def _from_step(settings: Settings) -> FromStep:
    """Return what makes a velocity of a step of momentum: -eta * v, or -v with the rate inside."""
    if has_rate_inside(settings):
        return lambda step, _rate: -step
    return lambda step, rate: -step / rate


def _from_nesterov_step(settings: Settings) -> FromStep | None:
    """Return the same of `lookahead`; in other conventions a step holds a gradient as well."""
    return _from_step(settings) if settings["convention"] == LOOK_AHEAD else None


def _weights(settings: Settings) -> tuple[Array, Array | None]:
    """Return what velocity and gradient are multiplied by in their sum; None for 1."""
    beta = constant(settings["beta"])
    return beta, constant(1 - float(beta)) if settings["convention"] == AVERAGE else None


_BETA = beta_setting(
    0.9, N_("Momentum β"), N_("The share of the old velocity that is kept, from 0 to below 1.")
)


def _convention(tip: str, *more: str) -> SettingSpec:
    return SettingSpec(
        name="convention",
        title=N_("Convention"),
        tip=tip,
        default=ACCUMULATE,
        choices=(ACCUMULATE, AVERAGE, RATE_INSIDE, *more),
    )


_VELOCITY = (
    Equation(r"v_{t+1} = \beta v_t + g_t", N_("Velocity"), (ACCUMULATE,)),
    Equation(r"v_{t+1} = \beta v_t + (1 - \beta) g_t", N_("Velocity"), (AVERAGE,)),
    Equation(r"v_{t+1} = \beta v_t + \eta g_t", N_("Velocity"), (RATE_INSIDE, LOOK_AHEAD)),
)
_BY_VELOCITY = r"\theta_{t+1} = \theta_t - v_{t+1}"
_MEANING_INSIDE = N_("What each gradient is multiplied by as it enters the velocity: η.")
_STATES = {"velocity": StateSpec(N_("velocity"))}

BASIC = (
    RuleSpec(
        name="gd",
        aliases=("sgd", "gradientdescent", "vanilla"),
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
        aliases=("heavyball", "sgdmomentum", "sgdwithmomentum", "gdwithmomentum", "polyak"),
        title=N_("Momentum"),
        phrase=N_("momentum"),
        step_meaning=N_("What each velocity is multiplied by: η, the same for all parameters."),
        other_meanings={RATE_INSIDE: _MEANING_INSIDE},
        equations=(
            *_VELOCITY,
            Equation(
                r"\theta_{t+1} = \theta_t - \eta v_{t+1}", N_("Update"), (ACCUMULATE, AVERAGE)
            ),
            Equation(_BY_VELOCITY, N_("Update"), (RATE_INSIDE,)),
        ),
        build=_momentum,
        scale=unscaled,
        from_step=_from_step,
        settings=(
            _BETA,
            _convention(
                N_(
                    "accumulate: v ← βv + g; average: v ← βv + (1 − β)g; then θ ← θ − ηv."
                    " rate-inside: v ← βv + ηg, θ ← θ − v. Courses differ."
                )
            ),
        ),
        states=_STATES,
    ),
    RuleSpec(
        name="nesterov",
        aliases=("nag", "nesterovmomentum", "nesterovacceleratedgradient"),
        title=N_("Nesterov momentum"),
        step_meaning=N_(
            "What each gradient, as it enters the velocity, plus β times that is multiplied by: η,"
            " the same for all."
        ),
        other_meanings={
            RATE_INSIDE: N_(
                "What each gradient is multiplied by, in the step and as it enters the velocity: η."
            ),
            LOOK_AHEAD: _MEANING_INSIDE,
        },
        equations=(
            *_VELOCITY,
            Equation(
                r"\theta_{t+1} = \theta_t - \eta (g_t + \beta v_{t+1})",
                N_("Update"),
                (ACCUMULATE,),
            ),
            Equation(
                r"\theta_{t+1} = \theta_t - \eta ((1 - \beta) g_t + \beta v_{t+1})",
                N_("Update"),
                (AVERAGE,),
            ),
            Equation(
                r"\theta_{t+1} = \theta_t - (\eta g_t + \beta v_{t+1})",
                N_("Update"),
                (RATE_INSIDE,),
            ),
            Equation(_BY_VELOCITY, N_("Update"), (LOOK_AHEAD,)),
        ),
        build=_nesterov,
        scale=unscaled,
        look_ahead=_look_ahead,
        from_step=_from_nesterov_step,
        settings=(
            _BETA,
            _convention(
                N_(
                    "The gradient at θ: accumulate v ← βv + g, average v ← βv + (1 − β)g,"
                    " rate-inside v ← βv + ηg. lookahead: the gradient at θ − βv, v ← βv + ηg,"
                    " θ ← θ − v. Courses differ."
                ),
                LOOK_AHEAD,
            ),
        ),
        states=_STATES,
    ),
)
