"""One verdict to be checked: what is recorded of the run, and its own future, worked out here.

Nothing here uses the program's verdicts, its curvature or its rules: losses, gradients and updates
are written out in NumPy. Of the program there is the table of the run up to the verdict, and the
text of its sentences.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.study.words.verdicts.verdict import verdict_lines

Array = np.ndarray
Loss = Callable[[Array], tuple[Array, Array]]
"""Takes points (..., d); returns loss (...) and gradient (..., d) over all rows."""

RowLoss = Callable[[Array, Array], tuple[Array, Array]]
"""Takes points (R, d) and rows (R, B); returns loss (R,) and gradient (R, d) of these batches."""

DEFAULTS = {
    "momentum": {"beta": 0.9},
    "nesterov": {"beta": 0.9},
    "rmsprop": {"beta": 0.99},
    "adam": {"beta1": 0.9, "beta2": 0.999},
    "amsgrad": {"beta1": 0.9, "beta2": 0.999},
}


@dataclass(eq=False)
class Case:
    """A run of `updates`, what the program says of it, and what comes.

    `past` has theta before each update and after the last, shape (updates + 1, d); `future` goes on
    from there, shape (F + 1, d), and is NaN once it is not finite.
    """

    experiment: Experiment
    loss: Loss
    updates: int
    lines: list[str]
    past: Array
    batch_loss: Array
    full_loss: Array
    state: tuple[Array, ...]
    hessian: Array | None = None
    slope: Array | None = None
    has_stopped: bool = False
    future: Array = field(default_factory=lambda: np.empty((0, 0)))

    @property
    def name(self) -> str:
        """The verdict's name."""
        return self.lines[0]

    @property
    def theta(self) -> Array:
        """Theta at the verdict."""
        return self.past[-1]

    @property
    def is_noisy(self) -> bool:
        """Whether batches differ."""
        return self.experiment.method != "batch" and self.experiment.dataset is not None

    @property
    def rates(self) -> Array:
        """The rate at the verdict and of the updates to come."""
        return rates_of(self.experiment, self.updates + np.arange(max(1, len(self.future) - 1)))

    def losses(self, thetas: Array) -> Array:
        """The loss of all rows at thetas (n, d)."""
        with np.errstate(all="ignore"):
            return self.loss(thetas)[0]

    def gradients(self, thetas: Array) -> Array:
        """The gradient of all rows at thetas (n, d)."""
        with np.errstate(all="ignore"):
            return self.loss(thetas)[1]


def case_of(experiment: Experiment, updates: int, loss: Loss, **more: object) -> Case:
    """Return the case of a run of so many updates, or fewer where it diverges before."""
    run = Run(experiment)
    run.advance(updates)
    rows = run.columns(0, run.length)
    return Case(
        experiment=experiment,
        loss=loss,
        updates=run.length,
        lines=verdict_lines(run),
        past=np.vstack([rows.theta, run.theta]),
        batch_loss=rows.loss,
        full_loss=rows.full_loss,
        state=run.segments[-1].state_before(run.length),
        has_stopped=run.stop is not None,
        **more,
    )


def rates_of(experiment: Experiment, t: Array) -> Array:
    """Return the learning rates of updates t."""
    given = experiment.settings
    warmup = int(given.get("warmup", 0))
    s = np.maximum(t - warmup, 0).astype(float)
    match experiment.schedule:
        case "exponential":
            share = given.get("decay_factor", 0.99) ** s
        case "step":
            share = given.get("drop_factor", 0.5) ** (s // given.get("drop_every", 20))
        case "inverse-time":
            share = 1 / (1 + given.get("decay_rate", 0.05) * s)
        case "cosine":
            done = np.minimum(s / given.get("cosine_updates", 100), 1)
            final = given.get("final_fraction", 0.0)
            share = final + (1 - final) * (1 + np.cos(np.pi * done)) / 2
        case _:
            share = np.ones(len(t))
    return experiment.learning_rate * np.where(t < warmup, (t + 1) / (warmup + 1), share)


def setting(experiment: Experiment, name: str) -> float:
    """Return a setting of the rule, or its default."""
    return float(experiment.settings.get(name, DEFAULTS[experiment.rule][name]))


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
        self.beta = self._column("beta", ("momentum", "nesterov", "rmsprop"))
        average = [case.experiment.settings.get("convention") == "average" for case in cases]
        self.weight = np.where(np.array(average)[:, np.newaxis], 1 - self.beta, 1.0)
        self.beta1 = self._column("beta1", ("adam", "amsgrad"))
        self.beta2 = self._column("beta2", ("adam", "amsgrad"))

    def _column(self, name: str, rules: tuple[str, ...]) -> Array:
        values = [
            setting(case.experiment, name) if case.experiment.rule in rules else 0.0
            for case in self.cases
        ]
        return np.array(values)[:, np.newaxis]

    def step(self, gradient: Array, rate: Array, t: Array) -> Array:
        """Return the change of theta (R, d) with update t (R, 1), and keep the state."""
        change = -rate * gradient
        for rule, which in self.parts.items():
            if rule != "gd":
                g, eta = gradient[which], rate[which]
                change[which] = getattr(self, f"_{rule}")(which, g, eta, t[which])
        return change

    def _momentum(self, which: Array, g: Array, eta: Array, _t: Array) -> Array:
        v = self.beta[which] * self.state[0][which] + self.weight[which] * g
        self.state[0][which] = v
        return -eta * v

    def _nesterov(self, which: Array, g: Array, eta: Array, _t: Array) -> Array:
        push = self.weight[which] * g
        v = self.beta[which] * self.state[0][which] + push
        self.state[0][which] = v
        return -eta * (push + self.beta[which] * v)

    def _adagrad(self, which: Array, g: Array, eta: Array, _t: Array) -> Array:
        s = self.state[0][which] + g * g
        self.state[0][which] = s
        return -eta * g / (np.sqrt(s) + 1e-10)

    def _rmsprop(self, which: Array, g: Array, eta: Array, _t: Array) -> Array:
        beta = self.beta[which]
        s = beta * self.state[0][which] + (1 - beta) * g * g
        self.state[0][which] = s
        return -eta * g / (np.sqrt(s) + 1e-8)

    def _adam(self, which: Array, g: Array, eta: Array, t: Array) -> Array:
        one, two = self.beta1[which], self.beta2[which]
        m = one * self.state[0][which] + (1 - one) * g
        v = two * self.state[1][which] + (1 - two) * g * g
        self.state[0][which], self.state[1][which] = m, v
        return -eta * (m / (1 - one ** (t + 1))) / (np.sqrt(v / (1 - two ** (t + 1))) + 1e-8)

    def _amsgrad(self, which: Array, g: Array, eta: Array, t: Array) -> Array:
        self._adam(which, g, eta, t)
        u = np.maximum(self.state[2][which], self.state[1][which])
        self.state[2][which] = u
        m = self.state[0][which] / (1 - self.beta1[which] ** (t + 1))
        return -eta * m / (np.sqrt(u / (1 - self.beta2[which] ** (t + 1))) + 1e-8)


def go_on(cases: Sequence[Case], updates: int, gradient: Callable[[Array, int], Array]) -> None:
    """Fill in the future of cases, all with the same number of parameters.

    `gradient` takes theta (R, d) and the number of the further update; it may draw batches.
    """
    stepper = Stepper(cases)
    theta = np.array([case.theta for case in cases])
    made = np.array([[case.updates] for case in cases])
    rates = np.array(
        [rates_of(case.experiment, case.updates + np.arange(updates)) for case in cases]
    )
    future = np.full((updates + 1, *theta.shape), np.nan)
    future[0] = theta
    with np.errstate(all="ignore"):
        for k in range(updates):
            theta = theta + stepper.step(gradient(theta, k), rates[:, k : k + 1], made + k)
            future[k + 1] = theta
    for i, case in enumerate(cases):
        case.future = future[:, i]
        gone = ~np.isfinite(case.future).all(axis=1)
        if gone.any():
            case.future[gone.argmax() :] = np.nan


def number(text: str) -> float:
    """Return what a printed factor is: 0.8, -0.92, 1 - 2e-9, -(1 + 2e-5)."""
    text = text.replace(",", "")
    if text.startswith("just"):
        return 1 + 1e-12 if text == "just over 1" else 1 - 1e-12
    if text.startswith("-("):
        return -number(text[2:-1])
    if text.startswith("1 "):
        sign, deviation = text[2], float(text[4:])
        return 1 + deviation if sign == "+" else 1 - deviation
    return math.inf if text == "∞" else float(text)


def unit(x: float, figures: int = 4) -> float:
    """Return half a unit of the last of so many figures of x."""
    if not x or not math.isfinite(x):
        return 0.0
    return 0.50001 * 10.0 ** (math.floor(math.log10(abs(x))) - figures + 1)


def fits(text: str, value: float, room: float = 0.0, figures: int = 4) -> bool:
    """Tell whether a printed number is `value`, up to the figures printed and `room`."""
    if text.startswith("just"):
        is_over = text == "just over 1"
        return abs(value - 1) <= 1.1e-11 and (value > 1 - 1e-13 if is_over else value < 1 + 1e-13)
    told = number(text)
    if text.startswith(("1 ", "-(")):
        deviations = abs(told) - 1, abs(value) - 1
        return abs(deviations[0] - deviations[1]) <= max(unit(x, 2) for x in deviations) + room
    # A number may be rounded up to the next power of ten.
    return abs(told - value) <= max(unit(told, figures), unit(value, figures)) + room
