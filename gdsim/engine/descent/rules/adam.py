"""Adam and its relatives: momentum and a scale for each parameter, corrected for their start."""

# ruff: noqa: ARG001 - every update has the same signature, whatever it needs

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import Settings
from gdsim.engine.descent.rounding import EXACT, Rounding
from gdsim.engine.descent.rules.epsilon import INSIDE
from gdsim.engine.descent.rules.moments import (
    CORRECTED,
    MOMENTS,
    SECOND,
    SETTINGS,
    STATES,
    corrected_root,
    moments_of,
    through_largest,
    through_second,
    update_equations,
)
from gdsim.engine.descent.rules.rule import (
    Change,
    Equation,
    Rate,
    RuleSpec,
    State,
    StateSpec,
    Update,
    non_negative,
)
from gdsim.texts import N_


def _step(settings: Settings) -> Callable[[Array, Array, int, Rate], Array]:
    """Return a function from both moments after update t, t and the learning rate to the change.

    The corrections are applied to eta and eps, which are numbers, rather than to the moments: the
    same value in fewer operations (section 2 of the paper).
    """
    beta1, beta2 = (float(settings[name]) for name in ("beta1", "beta2"))
    root, divisor = np.sqrt, corrected_root(settings)

    def step(first: Array, second: Array, t: int, learning_rate: Rate) -> Array:
        correction = root(1 - beta2 ** (t + 1))
        rate = learning_rate * (-correction / (1 - beta1 ** (t + 1)))
        change: Array = rate * first / divisor(second, correction)
        return change

    return step


def _adam(settings: Settings) -> Update:
    r"""Build Adam.

    m_0 = 0, v_0 = 0
    m_{t+1} = beta1 * m_t + (1 - beta1) * g_t
    v_{t+1} = beta2 * v_t + (1 - beta2) * g_t^2
    theta_{t+1} = theta_t - eta * m^ / (sqrt(v^) + eps)     (outside)
    theta_{t+1} = theta_t - eta * m^ / sqrt(v^ + eps)       (inside)
        with m^ = m_{t+1} / (1 - beta1^(t+1)) and v^ = v_{t+1} / (1 - beta2^(t+1))

    Source: D. Kingma, J. Ba, "Adam: a method for stochastic optimization", 2015;
    `torch.optim.Adam` is `outside`, optax's `adam` with `eps_root` alone is `inside`.
    """
    moments, step = moments_of(settings), _step(settings)

    def update(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        first, second = after = moments(gradient, state, rounding)
        return step(first, second, t, learning_rate), after

    return update


def _amsgrad(settings: Settings) -> Update:
    r"""Build AMSGrad: Adam, whose scale never shrinks.

    m_{t+1} and v_{t+1} as in Adam, u_0 = 0
    u_{t+1} = max(u_t, v_{t+1})
    theta_{t+1} = theta_t - eta * m^ / (sqrt(u^) + eps), or with eps inside as in Adam,
        with m^ = m_{t+1} / (1 - beta1^(t+1)) and u^ = u_{t+1} / (1 - beta2^(t+1))

    Source: S. Reddi, S. Kale, S. Kumar, "On the convergence of Adam and beyond", 2018, with the
    corrections of `torch.optim.Adam(amsgrad=True)`, which takes the maximum before them.
    """
    moments, step = moments_of(settings), _step(settings)

    def update(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        first, second = moments(gradient, state, rounding)
        largest = rounding.of_squares(np.maximum(state[2], second))
        return step(first, largest, t, learning_rate), (first, second, largest)

    return update


def _adamw(settings: Settings) -> Update:
    r"""Build AdamW: Adam with weight decay apart from the gradient.

    theta_{t+1} = theta_t - eta * lambda * theta_t - eta * m^ / (sqrt(v^) + eps)
        with m^, v^ and the place of eps as in Adam and lambda the weight decay

    Source: I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", 2019;
    `torch.optim.AdamW`.
    """
    adam, weight_decay = _adam(settings), float(settings["weight_decay"])

    def update(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        if theta is None:
            raise ValueError("adamw needs theta")
        delta, after = adam(gradient, state, t, learning_rate, theta, rounding)
        return delta - (learning_rate * weight_decay) * theta, after

    return update


_FIRST = Equation(r"\hat{m} = \frac{m_{t+1}}{1 - \beta_1^{t+1}}", N_("Corrected first moment"))
_MEANING = N_("What the corrected first moment is multiplied by: η / (√v + ε), v corrected.")
_MEANING_INSIDE = N_("What the corrected first moment is multiplied by: η / √(v + ε), v corrected.")

ADAM = (
    RuleSpec(
        name="adam",
        title=N_("Adam"),
        step_meaning=_MEANING,
        other_meanings={INSIDE: _MEANING_INSIDE},
        equations=(
            *MOMENTS,
            _FIRST,
            SECOND,
            *update_equations(r"\theta_t - \eta", r"\hat{m}", r"\hat{v}"),
        ),
        build=_adam,
        scale=through_second,
        settings=SETTINGS,
        states=STATES,
        corrected=CORRECTED,
    ),
    RuleSpec(
        name="amsgrad",
        aliases=(
            "adamamsgrad",
            "amsadam",
        ),
        title=N_("AMSGrad"),
        step_meaning=N_(
            "What the corrected first moment is multiplied by: η / (√u + ε), u corrected."
        ),
        other_meanings={
            INSIDE: N_(
                "What the corrected first moment is multiplied by: η / √(u + ε), u corrected."
            )
        },
        equations=(
            *MOMENTS,
            Equation(r"u_{t+1} = \max(u_t, v_{t+1})", N_("Largest second moment")),
            _FIRST,
            Equation(r"\hat{u} = \frac{u_{t+1}}{1 - \beta_2^{t+1}}", N_("Corrected second moment")),
            *update_equations(r"\theta_t - \eta", r"\hat{m}", r"\hat{u}"),
        ),
        build=_amsgrad,
        scale=through_largest,
        settings=SETTINGS,
        states={
            **STATES,
            "largest_second_moment": StateSpec(
                N_("largest second moment"), rounded=Rounding.of_squares
            ),
        },
        corrected={"first_moment": "beta1", "largest_second_moment": "beta2"},
    ),
    RuleSpec(
        name="adamw",
        title=N_("AdamW"),
        step_meaning=_MEANING,
        other_meanings={INSIDE: _MEANING_INSIDE},
        equations=(
            *MOMENTS,
            _FIRST,
            SECOND,
            *update_equations(r"\theta_t - \eta \lambda \theta_t - \eta", r"\hat{m}", r"\hat{v}"),
        ),
        build=_adamw,
        scale=through_second,
        settings=(
            *SETTINGS,
            non_negative(
                "weight_decay",
                r"\lambda",
                0.01,
                title=N_("Weight decay"),
                tip=N_("How strongly the weights are pulled towards zero."),
            ),
        ),
        states=STATES,
        corrected=CORRECTED,
    ),
)
