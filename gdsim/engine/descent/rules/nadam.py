"""NAdam: Adam with Nesterov's momentum, which looks one update ahead."""

# ruff: noqa: ARG001 - every update has the same signature, whatever it needs

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import Settings
from gdsim.engine.descent.rounding import EXACT, Rounding
from gdsim.engine.descent.rules.epsilon import INSIDE
from gdsim.engine.descent.rules.moments import (
    MOMENTS,
    SECOND,
    SETTINGS,
    STATES,
    corrected_root,
    moments_of,
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

_BASE = 0.96
"""The base of the power of t in the momentum, as in the paper."""


def _nadam(settings: Settings) -> Update:
    r"""Build NAdam: Adam with Nesterov's momentum and a momentum that grows with t.

    m_{t+1} and v_{t+1} as in Adam, p_0 = 1
    mu_t = beta1 * (1 - 1/2 * 0.96^((t+1) * psi)), psi the momentum decay
    p_{t+1} = p_t * mu_t
    theta_{t+1} = theta_t - eta * m~ / (sqrt(v^) + eps), or with eps inside as in Adam,
        with m~ = mu_{t+1} * m_{t+1} / (1 - p_{t+1} * mu_{t+1}) + (1 - mu_t) * g_t / (1 - p_{t+1})
        and v^ = v_{t+1} / (1 - beta2^(t+1))

    Source: T. Dozat, "Incorporating Nesterov momentum into Adam", 2016; `torch.optim.NAdam`.
    """
    moments = moments_of(settings)
    beta1, beta2 = (float(settings[name]) for name in ("beta1", "beta2"))
    decay = float(settings["momentum_decay"])
    root, divisor = np.sqrt, corrected_root(settings)

    def update(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        mu = beta1 * (1 - 0.5 * _BASE ** ((t + 1) * decay))
        next_mu = beta1 * (1 - 0.5 * _BASE ** ((t + 2) * decay))
        # The product has no parameter of its own: every entry is the same number. It comes from
        # settings alone, like the other corrections, and is not rounded.
        product = state[2] * mu
        correction = root(1 - beta2 ** (t + 1))
        first, second = moments(gradient, state, rounding)
        look_ahead = next_mu / (1 - product * next_mu) * first
        look_ahead = look_ahead + (1 - mu) / (1 - product) * gradient
        delta = (-learning_rate * correction) * look_ahead / divisor(second, correction)
        return delta, (first, second, product)

    return update


NADAM = RuleSpec(
    name="nadam",
    aliases=("nesterovadam",),
    title=N_("Nadam"),
    step_meaning=N_(
        "What first moment and gradient together are multiplied by: η / (√v + ε), v corrected."
    ),
    other_meanings={
        INSIDE: N_(
            "What first moment and gradient together are multiplied by: η / √(v + ε), v corrected."
        )
    },
    equations=(
        *MOMENTS,
        Equation(
            r"\mu_t = \beta_1 \left(1 - \frac{1}{2} \cdot 0.96^{(t+1) \psi}\right)",
            N_("Momentum"),
        ),
        Equation(r"p_{t+1} = p_t \mu_t", N_("Product of momenta")),
        Equation(
            r"\tilde{m} = \frac{\mu_{t+1}}{1 - p_{t+1} \mu_{t+1}} m_{t+1}"
            r" + \frac{1 - \mu_t}{1 - p_{t+1}} g_t",
            N_("Corrected first moment"),
        ),
        SECOND,
        *update_equations(r"\theta_t - \eta", r"\tilde{m}", r"\hat{v}"),
    ),
    build=_nadam,
    scale=through_second,
    settings=(
        *SETTINGS,
        non_negative(
            "momentum_decay",
            r"\psi",
            0.004,
            title=N_("Momentum decay"),
            tip=N_("How fast Nadam's momentum changes over time."),
        ),
    ),
    states={
        **STATES,
        "momentum_product": StateSpec(N_("momentum product"), first=1.0, rounded=None),
    },
    corrected={"second_moment": "beta2"},
)
