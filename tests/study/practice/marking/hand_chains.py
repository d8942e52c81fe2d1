"""Updates worked out by hand in plain arithmetic: rounded on the way, with one slip at most.

Nothing here uses the program but to have a run, its batches and its start.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run

Numbers = list[float]
Keep = Callable[[float], float]

UPDATES = 8


def rounded(value: float, decimals: int) -> float:
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def kept(decimals: int | None, rule: str) -> Keep:
    """Return the rounding of a number that is kept; three figures where a rule divides by it."""
    if decimals is None:
        return lambda value: value
    if rule in SCALED:
        return lambda value: (
            rounded(value, max(decimals, 2 - math.floor(math.log10(abs(value))))) if value else 0.0
        )
    return lambda value: rounded(value, decimals)


SCALED = ("adagrad", "rmsprop", "adam")
RULES = ("gd", "momentum", "nesterov", *SCALED)


@dataclass
class Problem:
    """A run, and plain functions of the parameters and the number of the update.

    `less` is the gradient without a factor, `whole` that of all rows.
    """

    run: Run
    gradient: Callable[[Sequence[float], int], Numbers]
    loss: Callable[[Sequence[float], int], float]
    less: Callable[[Sequence[float], int], Numbers]
    whole: Callable[[Sequence[float], int], Numbers] | None = None
    batch_size: int = 1
    is_coupled: bool = True

    @property
    def rule(self) -> str:
        return self.run.experiment.rule

    @property
    def averages(self) -> bool:
        return self.run.experiment.settings.get("convention") == "average"

    @property
    def rate(self) -> float:
        return self.run.experiment.learning_rate

    def theta(self, t: int) -> Numbers:
        return self.run.row(t).theta.tolist()

    def state(self, t: int) -> list[Numbers]:
        """Return for each parameter what the rule remembers."""
        if t == 0:
            return [[0.0] * len(self.run.segments[0].rule.state_names) for _ in range(2)]
        arrays = list(self.run.row(t - 1).state.values())
        return [[float(array[k]) for array in arrays] for k in range(2)]


def made(rng: random.Random, rule: str, text: str, **fields: object) -> Run:
    settings: dict[str, object] = {"beta": 0.9} if rule == "rmsprop" else {}
    if rule in ("momentum", "nesterov"):
        settings["convention"] = rng.choice(["accumulate", "average"])
    rates = (0.1, 0.5) if rule in SCALED else (0.01, 0.02, 0.05)
    run = Run(
        Experiment(
            objective=text,
            learning_rate=rng.choice(rates),
            rule=rule,
            settings=settings,
            **fields,
        )
    )
    run.advance(UPDATES)
    return run


def bowl(rng: random.Random, rule: str) -> Problem:
    a, b = rng.choice([1, 2, 3, 5]), rng.choice([1, 2, 4, 7])
    start = round(rng.uniform(1, 9), 1), round(rng.uniform(-9, -1), 1)
    is_bare = rng.random() < 0.5
    return Problem(
        made(rng, rule, f"{a}*x^2 + {b}*y^2", start=start),
        lambda theta, _: [2 * a * theta[0], 2 * b * theta[1]],
        lambda theta, _: a * theta[0] ** 2 + b * theta[1] ** 2,
        lambda theta, _: list(theta) if is_bare else [a * theta[0], b * theta[1]],
        is_coupled=False,
    )


def tilted(rng: random.Random, rule: str) -> Problem:
    c = rng.choice([2, 3])
    start = round(rng.uniform(1, 9), 1), round(rng.uniform(1, 9), 1)
    return Problem(
        made(rng, rule, f"x^2 + x*y + {c}*y^2", start=start),
        lambda theta, _: [2 * theta[0] + theta[1], theta[0] + 2 * c * theta[1]],
        lambda theta, _: theta[0] ** 2 + theta[0] * theta[1] + c * theta[1] ** 2,
        lambda theta, _: [theta[0] + theta[1]] * 2,
    )


def line(rng: random.Random, rule: str) -> Problem:
    n, size = rng.choice([(6, 3), (8, 4), (10, 5), (12, 3)])
    x = [round(rng.uniform(-3, 3), 1) for _ in range(n)]
    y = [round(rng.uniform(-5, 5), 1) for _ in range(n)]
    run = made(
        rng,
        rule,
        "(w*x + b - y)^2",
        dataset=Dataset("points", ("x", "y"), np.column_stack([x, y])),
        start=(round(rng.uniform(-3, 3), 1), round(rng.uniform(-3, 3), 1)),
        method="mini-batch",
        batch_size=size,
        seed=rng.randrange(100),
    )

    def errors(theta: Sequence[float], rows: Sequence[int]) -> list[tuple[float, float]]:
        return [(theta[0] * x[i] + theta[1] - y[i], x[i]) for i in rows]

    def slope(theta: Sequence[float], rows: Sequence[int]) -> Numbers:
        found = errors(theta, rows)
        return [
            sum(2 * e * v for e, v in found) / len(found),
            sum(2 * e for e, _ in found) / len(found),
        ]

    batches = [[int(i) for i in run.rows(t)] for t in range(UPDATES)]
    return Problem(
        run,
        lambda theta, t: slope(theta, batches[t]),
        lambda theta, t: sum(e * e for e, _ in errors(theta, batches[t])) / size,
        lambda theta, t: [g / 2 for g in slope(theta, batches[t])],
        lambda theta, _: slope(theta, range(n)),
        size,
    )


KINDS = (bowl, tilted, line)


@dataclass
class Work:
    """One update as it was worked out; `gradient` is what was taken for it."""

    gradient: Numbers
    theta: Numbers
    state: list[Numbers] = field(default_factory=list)


def update(
    problem: Problem,
    theta: Sequence[float],
    state: Sequence[Sequence[float]],
    gradient: Numbers,
    t: int,
    keep: Keep,
    *,
    rate: float | None = None,
    other_convention: bool = False,
    is_first: bool = False,
    count: int = 0,
    correction: int = 1,
) -> Work:
    """Make an update by the rule's textbook formulas, or with a slip in them.

    Parameters
    ----------
    is_first
        Forget what the rule remembers.
    count
        What t is off by.
    correction
        The power of the bias corrections: 0 leaves them out, -1 multiplies.
    """
    rate = problem.rate if rate is None else rate
    weight = 0.1 if problem.averages != other_convention else 1.0
    work = Work(gradient, [])
    for k, g in enumerate(gradient):
        old = [0.0] * len(state[k]) if is_first else state[k]
        match problem.rule:
            case "gd":
                new, step = [], rate * g
            case "momentum":
                new = [keep(0.9 * old[0] + weight * g)]
                step = rate * new[0]
            case "nesterov":
                new = [keep(0.9 * old[0] + weight * g)]
                step = rate * (weight * g + 0.9 * new[0])
            case "adagrad":
                new = [keep(old[0] + g * g)]
                step = rate * g / (math.sqrt(new[0]) + 1e-10)
            case "rmsprop":
                new = [keep(0.9 * old[0] + 0.1 * g * g)]
                step = rate * g / (math.sqrt(new[0]) + 1e-8)
            case "adam":
                new = [keep(0.9 * old[0] + 0.1 * g), keep(0.999 * old[1] + 0.001 * g * g)]
                first, second = (1 - beta ** (t + 1 + count) for beta in (0.9, 0.999))
                root = math.sqrt(new[1] / second**correction)
                step = rate * new[0] / first**correction / (root + 1e-8)
        work.theta.append(keep(theta[k] - step))
        work.state.append(new)
    return work


SLIPS: dict[str, Callable[[Problem], bool]] = {
    "SIGN": lambda _: True,
    "NO_RATE": lambda _: True,
    "FACTOR": lambda _: True,
    "OLD_GRADIENT": lambda _: True,
    "UPDATED": lambda problem: problem.is_coupled,
    "SUM": lambda problem: problem.batch_size > 1,
    "LOSS_FACTOR": lambda problem: problem.batch_size > 1,
    "ALL_ROWS": lambda problem: problem.batch_size > 1,
    "OLD_STATE": lambda problem: problem.rule != "gd",
    "OTHER_CONVENTION": lambda problem: problem.rule in ("momentum", "nesterov"),
    "BIAS_LEFT_OUT": lambda problem: problem.rule == "adam",
    "BIAS_MULTIPLIED": lambda problem: problem.rule == "adam",
    "COUNT_OFF": lambda problem: problem.rule == "adam",
}
"""Each slip by its name, and whether it can be made."""


def slipped(
    slip: str,
    problem: Problem,
    theta: Sequence[float],
    state: Sequence[Sequence[float]],
    gradient: Numbers,
    t: int,
    keep: Keep,
    old_gradient: Numbers,
) -> Work:
    """Make an update with a slip."""

    def with_gradient(other: Sequence[float]) -> Work:
        return update(problem, theta, state, [keep(g) for g in other], t, keep)

    def with_rule(**changes: object) -> Work:
        return update(problem, theta, state, gradient, t, keep, **changes)

    match slip:
        case "SIGN":
            work = with_rule()
            work.theta = [keep(2 * a - b) for a, b in zip(theta, work.theta, strict=True)]
            return work
        case "UPDATED":
            moved = [with_rule().theta[0], theta[1]]
            return with_gradient([gradient[0], problem.gradient(moved, t)[1]])
        case "OLD_GRADIENT":
            return with_gradient(old_gradient)
        case "FACTOR":
            return with_gradient(problem.less(theta, t))
        case "SUM":
            return with_gradient([g * problem.batch_size for g in gradient])
        case "LOSS_FACTOR":
            return with_gradient([g / 2 for g in gradient])
        case "ALL_ROWS":
            return with_gradient(problem.whole(theta, t))
    changes = {
        "NO_RATE": {"rate": 1.0},
        "OLD_STATE": {"is_first": True},
        "OTHER_CONVENTION": {"other_convention": True},
        "BIAS_LEFT_OUT": {"correction": 0},
        "BIAS_MULTIPLIED": {"correction": -1},
        "COUNT_OFF": {"count": 1},
    }
    return with_rule(**changes[slip])
