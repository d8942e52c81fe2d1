"""Adam and its relatives: momentum and a scale for each parameter, corrected for their start."""

# ruff: noqa: ARG001 - every update has the same signature, whatever it needs

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.descent.rules.rule import (
    Change,
    Rate,
    RuleSpec,
    Scale,
    Settings,
    State,
    Update,
    constant,
    fraction,
    non_negative,
)
from gdsim.texts import N_

_NADAM_BASE = 0.96


def _moments(settings: Settings) -> Callable[[Array, State], tuple[Array, Array]]:
    """Return a function from a gradient and the state to the next first and second moment."""
    beta1, weight1 = constant(settings["beta1"]), constant(1 - float(settings["beta1"]))
    beta2, weight2 = constant(settings["beta2"]), constant(1 - float(settings["beta2"]))

    def moments(gradient: Array, state: State) -> tuple[Array, Array]:
        return (
            beta1 * state[0] + weight1 * gradient,
            beta2 * state[1] + weight2 * gradient * gradient,
        )

    return moments


def _step(settings: Settings) -> Callable[[Array, Array, int, Rate], Array]:
    """Return a function from both moments after update t, t and the learning rate to the change.

    The corrections are applied to eta and eps, which are numbers, rather than to the moments: the
    same value in fewer operations (section 2 of the paper).
    """
    beta1, beta2, eps = (float(settings[name]) for name in ("beta1", "beta2", "eps"))
    root = np.sqrt

    def step(first: Array, second: Array, t: int, learning_rate: Rate) -> Array:
        correction = root(1 - beta2 ** (t + 1))
        rate = learning_rate * (-correction / (1 - beta1 ** (t + 1)))
        change: Array = rate * first / (root(second) + correction * eps)
        return change

    return step


def _adam(settings: Settings) -> Update:
    r"""Build Adam.

    m_0 = 0, v_0 = 0
    m_{t+1} = beta1 * m_t + (1 - beta1) * g_t
    v_{t+1} = beta2 * v_t + (1 - beta2) * g_t^2
    theta_{t+1} = theta_t - eta * m^ / (sqrt(v^) + eps)
        with m^ = m_{t+1} / (1 - beta1^(t+1)) and v^ = v_{t+1} / (1 - beta2^(t+1))

    Source: D. Kingma, J. Ba, "Adam: a method for stochastic optimization", 2015;
    `torch.optim.Adam`.
    """
    moments, step = _moments(settings), _step(settings)

    def update(
        gradient: Array, state: State, t: int, learning_rate: Rate, theta: Array | None = None
    ) -> Change:
        first, second = after = moments(gradient, state)
        return step(first, second, t, learning_rate), after

    return update


def _amsgrad(settings: Settings) -> Update:
    r"""Build AMSGrad: Adam, whose scale never shrinks.

    m_{t+1} and v_{t+1} as in Adam, u_0 = 0
    u_{t+1} = max(u_t, v_{t+1})
    theta_{t+1} = theta_t - eta * m^ / (sqrt(u^) + eps)
        with m^ = m_{t+1} / (1 - beta1^(t+1)) and u^ = u_{t+1} / (1 - beta2^(t+1))

    Source: S. Reddi, S. Kale, S. Kumar, "On the convergence of Adam and beyond", 2018, with the
    corrections of `torch.optim.Adam(amsgrad=True)`, which takes the maximum before them.
    """
    moments, step = _moments(settings), _step(settings)

    def update(
        gradient: Array, state: State, t: int, learning_rate: Rate, theta: Array | None = None
    ) -> Change:
        first, second = moments(gradient, state)
        largest = np.maximum(state[2], second)
        return step(first, largest, t, learning_rate), (first, second, largest)

    return update


def _adamw(settings: Settings) -> Update:
    r"""Build AdamW: Adam with weight decay apart from the gradient.

    theta_{t+1} = theta_t - eta * lambda * theta_t - eta * m^ / (sqrt(v^) + eps)
        with m^ and v^ as in Adam and lambda the weight decay

    Source: I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", 2019;
    `torch.optim.AdamW`.
    """
    adam, weight_decay = _adam(settings), float(settings["weight_decay"])

    def update(
        gradient: Array, state: State, t: int, learning_rate: Rate, theta: Array | None = None
    ) -> Change:
        if theta is None:
            raise ValueError("adamw needs theta")
        delta, after = adam(gradient, state, t, learning_rate)
        return delta - (learning_rate * weight_decay) * theta, after

    return update


def _nadam(settings: Settings) -> Update:
    r"""Build NAdam: Adam with Nesterov's momentum and a momentum that grows with t.

    m_{t+1} and v_{t+1} as in Adam, p_0 = 1
    mu_t = beta1 * (1 - 1/2 * 0.96^((t+1) * psi)), psi the momentum decay
    p_{t+1} = p_t * mu_t
    theta_{t+1} = theta_t - eta * m~ / (sqrt(v^) + eps)
        with m~ = mu_{t+1} * m_{t+1} / (1 - p_{t+1} * mu_{t+1}) + (1 - mu_t) * g_t / (1 - p_{t+1})
        and v^ = v_{t+1} / (1 - beta2^(t+1))

    Source: T. Dozat, "Incorporating Nesterov momentum into Adam", 2016; `torch.optim.NAdam`.
    """
    moments = _moments(settings)
    beta1, beta2, eps = (float(settings[name]) for name in ("beta1", "beta2", "eps"))
    decay = float(settings["momentum_decay"])
    root = np.sqrt

    def update(
        gradient: Array, state: State, t: int, learning_rate: Rate, theta: Array | None = None
    ) -> Change:
        mu = beta1 * (1 - 0.5 * _NADAM_BASE ** ((t + 1) * decay))
        next_mu = beta1 * (1 - 0.5 * _NADAM_BASE ** ((t + 2) * decay))
        # The product has no parameter of its own: every entry is the same number.
        product = state[2] * mu
        correction = root(1 - beta2 ** (t + 1))
        first, second = moments(gradient, state)
        look_ahead = next_mu / (1 - product * next_mu) * first
        look_ahead = look_ahead + (1 - mu) / (1 - product) * gradient
        delta = (-learning_rate * correction) * look_ahead / (root(second) + correction * eps)
        return delta, (first, second, product)

    return update


def _through_second(settings: Settings) -> Scale:
    """Return 1/(sqrt(v^) + eps) with v^ the corrected second moment."""
    return _through(settings, 1)


def _through_largest(settings: Settings) -> Scale:
    """Return the same of the largest second moment so far."""
    return _through(settings, 2)


def _through(settings: Settings, index: int) -> Scale:
    beta2, eps = float(settings["beta2"]), float(settings["eps"])

    def scale(state: State, t: Array) -> Array:
        second = state[index] / (1 - beta2 ** (t + 1))
        with np.errstate(divide="ignore"):
            return np.where(second > 0, 1 / (np.sqrt(second) + eps), np.nan)

    return scale


_SETTINGS = (
    fraction("beta1", r"\beta_1", 0.9),
    fraction("beta2", r"\beta_2", 0.999),
    non_negative("eps", r"\varepsilon", 1e-8),
)
_STATES = {"first_moment": 0.0, "second_moment": 0.0}
_MOMENTS = (
    (r"m_{t+1} = \beta_1 m_t + (1 - \beta_1) g_t", N_("First moment")),
    (r"v_{t+1} = \beta_2 v_t + (1 - \beta_2) g_t^2", N_("Second moment")),
)
_FIRST = (r"\hat{m} = \frac{m_{t+1}}{1 - \beta_1^{t+1}}", N_("Corrected first moment"))
_SECOND = (r"\hat{v} = \frac{v_{t+1}}{1 - \beta_2^{t+1}}", N_("Corrected second moment"))

ADAM = (
    RuleSpec(
        name="adam",
        equations=(
            *_MOMENTS,
            _FIRST,
            _SECOND,
            (
                r"\theta_{t+1} = \theta_t - \eta \frac{\hat{m}}{\sqrt{\hat{v}} + \varepsilon}",
                N_("Update"),
            ),
        ),
        build=_adam,
        scale=_through_second,
        settings=_SETTINGS,
        states=_STATES,
    ),
    RuleSpec(
        name="amsgrad",
        equations=(
            *_MOMENTS,
            (r"u_{t+1} = \max(u_t, v_{t+1})", N_("Largest second moment")),
            _FIRST,
            (r"\hat{u} = \frac{u_{t+1}}{1 - \beta_2^{t+1}}", N_("Corrected second moment")),
            (
                r"\theta_{t+1} = \theta_t - \eta \frac{\hat{m}}{\sqrt{\hat{u}} + \varepsilon}",
                N_("Update"),
            ),
        ),
        build=_amsgrad,
        scale=_through_largest,
        settings=_SETTINGS,
        states={**_STATES, "largest_second_moment": 0.0},
    ),
    RuleSpec(
        name="adamw",
        equations=(
            *_MOMENTS,
            _FIRST,
            _SECOND,
            (
                r"\theta_{t+1} = \theta_t - \eta \lambda \theta_t"
                r" - \eta \frac{\hat{m}}{\sqrt{\hat{v}} + \varepsilon}",
                N_("Update"),
            ),
        ),
        build=_adamw,
        scale=_through_second,
        settings=(*_SETTINGS, non_negative("weight_decay", r"\lambda", 0.01)),
        states=_STATES,
    ),
    RuleSpec(
        name="nadam",
        equations=(
            *_MOMENTS,
            (
                r"\mu_t = \beta_1 \left(1 - \frac{1}{2} \cdot 0.96^{(t+1) \psi}\right)",
                N_("Momentum"),
            ),
            (r"p_{t+1} = p_t \mu_t", N_("Product of momenta")),
            (
                r"\tilde{m} = \frac{\mu_{t+1}}{1 - p_{t+1} \mu_{t+1}} m_{t+1}"
                r" + \frac{1 - \mu_t}{1 - p_{t+1}} g_t",
                N_("Corrected first moment"),
            ),
            _SECOND,
            (
                r"\theta_{t+1} = \theta_t - \eta \frac{\tilde{m}}{\sqrt{\hat{v}} + \varepsilon}",
                N_("Update"),
            ),
        ),
        build=_nadam,
        scale=_through_second,
        settings=(*_SETTINGS, non_negative("momentum_decay", r"\psi", 0.004)),
        states={**_STATES, "momentum_product": 1.0},
    ),
)
