"""The further updates of runs, every rule written out in NumPy."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

import numpy as np

from tests.study.words.verdicts.audit.cases import Case
from tests.study.words.verdicts.audit.settings import Array, rates_of, setting

SQUARE_FIGURES = 2
"""Figures kept of a sum or mean of squares at least, however few the decimals asked for."""

MOMENTS = ("adam", "amsgrad", "adamw", "nadam")


class Stepper:
    """The further updates of several runs of one rule each, all of one objective."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self.cases = cases
        self.parts: dict[str, Array] = {}
        for rule in {case.experiment.rule for case in cases}:
            self.parts[rule] = np.array([case.experiment.rule == rule for case in cases])
        self.state = [
            np.array([case.state[k] if len(case.state) > k else case.theta * 0 for case in cases])
            for k in range(3)
        ]
        self.is_rounded = any(case.experiment.round_gradient for case in cases)
        self.beta = self._column("beta", ("momentum", "nesterov", "rmsprop"))
        average = [case.experiment.settings.get("convention") == "average" for case in cases]
        self.weight = np.where(np.array(average)[:, np.newaxis], 1 - self.beta, 1.0)
        self.beta1, self.beta2 = self._column("beta1", MOMENTS), self._column("beta2", MOMENTS)
        self.rho = self._column("rho", ("adadelta",))
        self.weight_decay = self._column("weight_decay", ("adamw",))
        self.momentum_decay = self._column("momentum_decay", ("nadam",))

    def _column(self, name: str, rules: tuple[str, ...]) -> Array:
        values = [
            setting(case.experiment, name) if case.experiment.rule in rules else 0.0
            for case in self.cases
        ]
        return np.array(values)[:, np.newaxis]

    def step(self, theta: Array, gradient: Array, rate: Array, t: Array) -> Array:
        """Return the change of theta (R, d) with update t (R, 1) of its rule; keep the state."""
        change = -rate * gradient
        for rule, which in self.parts.items():
            if rule != "gd":
                g, eta = gradient[which], rate[which]
                change[which] = getattr(self, f"_{rule}")(which, g, eta, t[which])
            if rule == "adamw":
                change[which] -= rate[which] * self.weight_decay[which] * theta[which]
        return change

    def _kept(self, which: Array, k: int, values: Array, figures: int = 0) -> Array:
        """Return what is remembered from now on, rounded where steps are."""
        if self.is_rounded:
            cases = [self.cases[i] for i in np.flatnonzero(which)]
            values = by_hand(cases, "round_gradient", values, figures)
        self.state[k][which] = values
        return values

    def _moments(self, which: Array, g: Array) -> tuple[Array, Array]:
        one, two = self.beta1[which], self.beta2[which]
        m = self._kept(which, 0, one * self.state[0][which] + (1 - one) * g)
        v = two * self.state[1][which] + (1 - two) * g * g
        return m, self._kept(which, 1, v, SQUARE_FIGURES)

    def _momentum(self, which: Array, g: Array, eta: Array, _t: Array) -> Array:
        v = self._kept(which, 0, self.beta[which] * self.state[0][which] + self.weight[which] * g)
        return -eta * v

    def _nesterov(self, which: Array, g: Array, eta: Array, _t: Array) -> Array:
        push = self.weight[which] * g
        v = self._kept(which, 0, self.beta[which] * self.state[0][which] + push)
        return -eta * (push + self.beta[which] * v)

    def _adagrad(self, which: Array, g: Array, eta: Array, _t: Array) -> Array:
        s = self._kept(which, 0, self.state[0][which] + g * g, SQUARE_FIGURES)
        return -eta * g / (np.sqrt(s) + 1e-10)

    def _rmsprop(self, which: Array, g: Array, eta: Array, _t: Array) -> Array:
        beta = self.beta[which]
        s = beta * self.state[0][which] + (1 - beta) * g * g
        s = self._kept(which, 0, s, SQUARE_FIGURES)
        return -eta * g / (np.sqrt(s) + 1e-8)

    def _adam(self, which: Array, g: Array, eta: Array, t: Array) -> Array:
        one, two = self.beta1[which], self.beta2[which]
        m, v = self._moments(which, g)
        return -eta * (m / (1 - one ** (t + 1))) / (np.sqrt(v / (1 - two ** (t + 1))) + 1e-8)

    _adamw = _adam

    def _adadelta(self, which: Array, g: Array, eta: Array, _t: Array) -> Array:
        rho = self.rho[which]
        s = rho * self.state[0][which] + (1 - rho) * g * g
        s = self._kept(which, 0, s, SQUARE_FIGURES)
        step = np.sqrt(self.state[1][which] + 1e-6) / np.sqrt(s + 1e-6) * g
        u = rho * self.state[1][which] + (1 - rho) * step * step
        self._kept(which, 1, u, SQUARE_FIGURES)
        return -eta * step

    def _nadam(self, which: Array, g: Array, eta: Array, t: Array) -> Array:
        one, two, decay = self.beta1[which], self.beta2[which], self.momentum_decay[which]
        mu, after = (one * (1 - 0.96 ** ((t + k) * decay) / 2) for k in (1, 2))
        m, v = self._moments(which, g)
        product = self.state[2][which] * mu
        self.state[2][which] = product
        scale = np.sqrt(v / (1 - two ** (t + 1))) + 1e-8
        return -eta * ((1 - mu) / (1 - product) * g + after / (1 - product * after) * m) / scale

    def _amsgrad(self, which: Array, g: Array, eta: Array, t: Array) -> Array:
        self._adam(which, g, eta, t)
        u = np.maximum(self.state[2][which], self.state[1][which])
        u = self._kept(which, 2, u, SQUARE_FIGURES)
        m = self.state[0][which] / (1 - self.beta1[which] ** (t + 1))
        return -eta * m / (np.sqrt(u / (1 - self.beta2[which] ** (t + 1))) + 1e-8)


def by_hand(cases: Sequence[Case], field: str, values: Array, figures: int = 0) -> Array:
    """Return the numbers (R, d), those of cases whose steps are rounded in this field rounded.

    Of each number so many figures are kept at least.
    """
    for i, case in enumerate(cases):
        told = getattr(case.experiment, field)
        if told:
            digits, kind = told.split()
            values[i] = [_rounded(float(x), int(digits), kind, figures) for x in values[i]]
    return values


def _rounded(x: float, digits: int, kind: str, figures: int) -> float:
    """Return x rounded as on paper, halves away from 0."""
    if not x or not math.isfinite(x):
        return x
    written = Decimal(f"{x:.15g}")
    decimals = digits if kind == "decimals" else digits - 1 - written.adjusted()
    if kind == "decimals" and figures:
        decimals = max(digits, figures - 1 - written.adjusted())
    return float(written.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, Context(prec=400)))


def go_on(cases: Sequence[Case], updates: int, gradient: Callable[[Array, int], Array]) -> None:
    """Fill in the future of cases, all with the same number of parameters.

    `gradient` takes theta (R, d) and the number of the further update; it may draw batches.
    """
    stepper = Stepper(cases)
    theta = np.array([case.theta for case in cases])
    made = np.array([[case.updates - case.rule_first] for case in cases])
    rates = np.array(
        [rates_of(case.experiment, case.updates + np.arange(updates)) for case in cases]
    )
    future = np.full((updates + 1, *theta.shape), np.nan)
    future[0] = theta
    with np.errstate(all="ignore"):
        for k in range(updates):
            own = by_hand(cases, "round_gradient", gradient(theta, k))
            theta = theta + stepper.step(theta, own, rates[:, k : k + 1], made + k)
            theta = by_hand(cases, "round_parameters", theta)
            future[k + 1] = theta
    for i, case in enumerate(cases):
        case.future = future[:, i]
        gone = ~np.isfinite(case.future).all(axis=1)
        if gone.any():
            case.future[gone.argmax() :] = np.nan
