"""The further updates of runs, every rule written out in NumPy."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

import numpy as np

from tests.study.words.verdicts.audit.cases import Case
from tests.study.words.verdicts.audit.settings import SEARCHED, Array, convention, rates_of, setting

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
        words = np.array([[convention(case.experiment)] for case in cases])
        self.weight = np.where(words == "average", 1 - self.beta, 1.0)
        self.is_ahead = words == "lookahead"
        self.is_inside = (words == "rate-inside") | self.is_ahead
        self.eps = self._column("eps", ("adagrad", "rmsprop", "adadelta", *MOMENTS))
        self.has_inside = np.array(
            [[case.experiment.settings.get("eps_place") == "inside"] for case in cases]
        )
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

    def points(self, theta: Array) -> Array:
        """Return where the gradient of the next update is taken."""
        return theta - np.where(self.is_ahead, self.beta * self.state[0], 0.0)

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

    def _velocity(self, which: Array, g: Array, eta: Array) -> tuple[Array, Array]:
        push = np.where(self.is_inside[which], eta, self.weight[which]) * g
        return push, self._kept(which, 0, self.beta[which] * self.state[0][which] + push)

    def _momentum(self, which: Array, g: Array, eta: Array, _t: Array) -> Array:
        _, v = self._velocity(which, g, eta)
        return -np.where(self.is_inside[which], v, eta * v)

    def _nesterov(self, which: Array, g: Array, eta: Array, _t: Array) -> Array:
        push, v = self._velocity(which, g, eta)
        moved = np.where(self.is_ahead[which], v, push + self.beta[which] * v)
        return -np.where(self.is_inside[which], moved, eta * moved)

    def _root(self, which: Array, squares: Array) -> Array:
        eps = self.eps[which]
        return np.where(self.has_inside[which], np.sqrt(squares + eps), np.sqrt(squares) + eps)

    def _adagrad(self, which: Array, g: Array, eta: Array, _t: Array) -> Array:
        s = self._kept(which, 0, self.state[0][which] + g * g, SQUARE_FIGURES)
        return -eta * g / self._root(which, s)

    def _rmsprop(self, which: Array, g: Array, eta: Array, _t: Array) -> Array:
        beta = self.beta[which]
        s = beta * self.state[0][which] + (1 - beta) * g * g
        s = self._kept(which, 0, s, SQUARE_FIGURES)
        return -eta * g / self._root(which, s)

    def _adam(self, which: Array, g: Array, eta: Array, t: Array) -> Array:
        one, two = self.beta1[which], self.beta2[which]
        m, v = self._moments(which, g)
        return -eta * (m / (1 - one ** (t + 1))) / self._root(which, v / (1 - two ** (t + 1)))

    _adamw = _adam

    def _adadelta(self, which: Array, g: Array, eta: Array, _t: Array) -> Array:
        rho, eps = self.rho[which], self.eps[which]
        s = rho * self.state[0][which] + (1 - rho) * g * g
        s = self._kept(which, 0, s, SQUARE_FIGURES)
        step = np.sqrt(self.state[1][which] + eps) / np.sqrt(s + eps) * g
        u = rho * self.state[1][which] + (1 - rho) * step * step
        self._kept(which, 1, u, SQUARE_FIGURES)
        return -eta * step

    def _nadam(self, which: Array, g: Array, eta: Array, t: Array) -> Array:
        one, two, decay = self.beta1[which], self.beta2[which], self.momentum_decay[which]
        mu, after = (one * (1 - 0.96 ** ((t + k) * decay) / 2) for k in (1, 2))
        m, v = self._moments(which, g)
        product = self.state[2][which] * mu
        self.state[2][which] = product
        scale = self._root(which, v / (1 - two ** (t + 1)))
        return -eta * ((1 - mu) / (1 - product) * g + after / (1 - product * after) * m) / scale

    def _amsgrad(self, which: Array, g: Array, eta: Array, t: Array) -> Array:
        self._adam(which, g, eta, t)
        u = np.maximum(self.state[2][which], self.state[1][which])
        u = self._kept(which, 2, u, SQUARE_FIGURES)
        m = self.state[0][which] / (1 - self.beta1[which] ** (t + 1))
        return -eta * m / self._root(which, u / (1 - self.beta2[which] ** (t + 1)))


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


def clipped(cases: Sequence[Case], gradients: Array) -> Array:
    """Return the gradients (R, d), each scaled to the length that it may have."""
    lengths = np.linalg.norm(gradients, axis=1)
    most = np.array([case.experiment.clip_norm or np.inf for case in cases])
    share = np.where(lengths > most, most / np.where(lengths > 0, lengths, 1.0), 1.0)
    return gradients * share[:, np.newaxis]


def _bounds(cases: Sequence[Case]) -> Callable[[Array], Array]:
    """Return what moves thetas (R, d) within the bounds of their runs."""
    every = np.array([box(case) for case in cases])
    return lambda theta: np.clip(theta, every[:, 0], every[:, 1])


def box(case: Case) -> Array:
    """Return the least and the most that parameters may be, shape (2, d)."""
    given = case.experiment.bounds
    names = case.experiment.parameters or [""] * len(case.theta)
    return np.array([given.get(name, (-np.inf, np.inf)) for name in names]).T


def searched_rate(case: Case, theta: Array, gradient: Array) -> float:
    """Return the rate that a search along -g comes to."""
    rate = case.experiment.learning_rate
    if not gradient.any():
        return 0.0
    if case.experiment.schedule == "backtracking":
        given, square = case.experiment.settings, float(gradient @ gradient)
        here = float(case.losses(theta[np.newaxis])[0])
        enough = given.get("sufficient_decrease", 1e-4)
        for _ in range(2000):
            there = float(case.losses((theta - rate * gradient)[np.newaxis])[0])
            if there <= here - enough * rate * square:
                return rate
            rate *= given.get("shrink", 0.5)
        return 0.0
    if case.hessian is not None:
        unit = gradient / np.abs(gradient).max()
        bend = float(unit @ case.hessian @ unit)
        return float(unit @ unit) / bend if bend > 0 else np.inf
    return _first_minimum(case, theta, gradient, rate)


def _first_minimum(case: Case, theta: Array, gradient: Array, rate: float) -> float:
    """Return where the slope along -g of a loss that is convex there is 0, by halving."""

    def falls(rate: float) -> bool:
        slopes = case.gradients((theta - rate * gradient)[np.newaxis])[0]
        return bool(slopes @ gradient > 0)

    low, high = 0.0, rate
    for _ in range(100):
        if not falls(high):
            break
        low, high = high, 2 * high
    else:
        return np.inf
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if falls(middle) else (low, middle)
    return low


def go_on(cases: Sequence[Case], updates: int, gradient: Callable[[Array, int], Array]) -> None:
    """Fill in the future of cases, all with the same number of parameters.

    `gradient` takes theta (R, d) and the number of the further update; it may draw batches.
    """
    stepper, within = Stepper(cases), _bounds(cases)
    points = stepper.points
    lines = [i for i, case in enumerate(cases) if case.experiment.schedule in SEARCHED]
    theta = np.array([case.theta for case in cases])
    made = np.array([[case.updates - case.rule_first] for case in cases])
    rates = np.array(
        [rates_of(case.experiment, case.updates + np.arange(updates)) for case in cases]
    )
    future = np.full((updates + 1, *theta.shape), np.nan)
    future[0] = theta
    with np.errstate(all="ignore"):
        for k in range(updates):
            own = clipped(cases, by_hand(cases, "round_gradient", gradient(points(theta), k)))
            for i in lines:
                rates[i, k] = searched_rate(cases[i], theta[i], own[i])
            theta = theta + stepper.step(theta, own, rates[:, k : k + 1], made + k)
            theta = by_hand(cases, "round_parameters", within(theta))
            future[k + 1] = theta
    for i, case in enumerate(cases):
        case.future = future[:, i]
        case.searched = rates[i] if i in lines else case.searched
        gone = ~np.isfinite(case.future).all(axis=1)
        if gone.any():
            case.future[gone.argmax() :] = np.nan
