"""Slips made in random problems by a second calculation: which are told by their names."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

import numpy as np

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.study.practice.answers import Answer, Field
from gdsim.study.practice.marking.grades import Grade
from gdsim.study.practice.marking.marking import mark
from gdsim.study.practice.slips.slips import Slip
from gdsim.study.practice.update_task import UpdateTask

SOME_SLIPS, ALL_SLIPS = 200, 4000
"""How many slips are tried, and with `--full`."""


SEEDS = 3
"""How often `ALL_SLIPS` are drawn."""


SOME_RUNS, ALL_RUNS = 3, 12
"""Random runs for each problem, rule and slip; each is used at many updates and starts."""


@dataclass
class Problem:
    """A run at some update, and plain-Python functions for what the slips need."""

    run: Run
    t: int
    gradient: object  # theta -> gradient of the batch
    less: object  # theta -> gradient without the factor
    batch_size: int
    whole: object = None  # theta -> gradient of all rows

    @property
    def theta(self) -> np.ndarray:
        return self.run.row(self.t).theta

    @property
    def rate(self) -> float:
        return self.run.row(self.t).learning_rate


def bowl(rng: random.Random, rule: str) -> Problem:
    a, b = rng.choice([1, 2, 3, 5]), rng.choice([1, 2, 4, 7])
    whole = rng.random() < 0.5
    experiment = Experiment(
        objective=f"{a}*x^2 + {b}*y^2",
        start=(round(rng.uniform(1, 9), 1), round(rng.uniform(-9, -1), 1)),
        learning_rate=rng.choice([0.01, 0.02, 0.05]),
        rule=rule,
    )
    factors = np.array([2.0 * a, 2.0 * b])
    left = np.array([1.0, 1.0]) if whole else factors / 2
    return problem(rng, experiment, lambda th: factors * th, lambda th: left * th, 1)


def tilted(rng: random.Random, rule: str) -> Problem:
    c = rng.choice([2, 3])
    experiment = Experiment(
        objective=f"x^2 + x*y + {c}*y^2",
        start=(round(rng.uniform(1, 9), 1), round(rng.uniform(1, 9), 1)),
        learning_rate=rng.choice([0.01, 0.03, 0.07]),
        rule=rule,
    )
    slopes = np.array([[2.0, 1.0], [1.0, 2.0 * c]])
    without = np.array([[1.0, 1.0], [1.0, 1.0]])
    return problem(rng, experiment, lambda th: slopes @ th, lambda th: without @ th, 1)


def line(rng: random.Random, rule: str) -> Problem:
    n, size = rng.choice([(6, 3), (8, 4), (10, 5), (12, 3)])
    x = np.array([round(rng.uniform(-3, 3), 1) for _ in range(n)])
    y = np.array([round(rng.uniform(-5, 5), 1) for _ in range(n)])
    experiment = Experiment(
        objective="(w*x + b - y)^2",
        dataset=Dataset("points", ("x", "y"), np.column_stack([x, y])),
        start=(round(rng.uniform(-3, 3), 1), round(rng.uniform(-3, 3), 1)),
        learning_rate=rng.choice([0.01, 0.02, 0.05]),
        rule=rule,
        method="mini-batch",
        batch_size=size,
        seed=rng.randrange(100),
    )
    made = problem(rng, experiment, None, None, size)

    def mean_over(rows: object, theta: np.ndarray) -> np.ndarray:
        rest = theta[0] * x[rows] + theta[1] - y[rows]
        return np.array([np.mean(2 * rest * x[rows]), np.mean(2 * rest)])

    made.gradient = lambda theta: mean_over(made.run.rows(made.t), theta)
    made.less = lambda theta: made.gradient(theta) / 2
    made.whole = lambda theta: mean_over(slice(None), theta)
    return made


def problem(rng, experiment, gradient, less, size) -> Problem:
    run = Run(experiment)
    run.advance(12)
    return Problem(run, rng.randrange(1, 12), gradient, less, size)


def after(problem: Problem, g: np.ndarray, *, rate=None, fresh=False, bias="divided") -> np.ndarray:
    """Return theta after the update with the rule's textbook formulas, for momentum and Adam."""
    rate = problem.rate if rate is None else rate
    rule = problem.run.experiment.rule
    state = list(problem.run.row(problem.t - 1).state.values())
    if fresh:
        state = [np.zeros_like(array) for array in state]
    if rule == "gd":
        return problem.theta - rate * g
    if rule == "momentum":
        return problem.theta - rate * (0.9 * state[0] + g)
    m, v = 0.9 * state[0] + 0.1 * g, 0.999 * state[1] + 0.001 * g**2
    k = problem.t + 1
    if bias == "divided":
        m, v = m / (1 - 0.9**k), v / (1 - 0.999**k)
    elif bias == "multiplied":
        m, v = m * (1 - 0.9**k), v * (1 - 0.999**k)
    return problem.theta - rate * m / (np.sqrt(v) + 1e-8)


def slipped(problem: Problem, slip: Slip, rng: random.Random) -> np.ndarray:  # noqa: C901
    theta, g = problem.theta, problem.gradient(problem.theta)
    match slip:
        case Slip.SIGN:
            return 2 * theta - after(problem, g)
        case Slip.NO_RATE:
            return after(problem, g, rate=1.0)
        case Slip.FACTOR:
            return after(problem, problem.less(theta))
        case Slip.UPDATED:
            first = after(problem, g)[0]
            g = np.array([g[0], problem.gradient(np.array([first, theta[1]]))[1]])
            return after(problem, g)
        case Slip.SUM:
            return after(problem, g * problem.batch_size)
        case Slip.ALL_ROWS:
            return after(problem, problem.whole(theta))
        case Slip.ROUNDED:
            digits = rng.choice([0, 1])
            rough = np.array([round(value, digits) for value in g])
            # A gradient rounded to 0 keeps the old value, which is another slip.
            return after(problem, g if (rough == 0).any() else rough)
        case Slip.OLD_STATE:
            return after(problem, g, fresh=True)
        case Slip.BIAS_LEFT_OUT:
            return after(problem, g, bias="left out")
        case Slip.BIAS_MULTIPLIED:
            return after(problem, g, bias="multiplied")
    raise ValueError(slip)


KINDS: dict[Slip, list[tuple[object, str]]] = {
    Slip.SIGN: [(p, r) for p in (bowl, tilted, line) for r in ("gd", "momentum", "adam")],
    Slip.NO_RATE: [(p, r) for p in (bowl, tilted, line) for r in ("gd", "momentum", "adam")],
    Slip.FACTOR: [(p, r) for p in (bowl, tilted, line) for r in ("gd", "momentum")],
    Slip.UPDATED: [(p, r) for p in (tilted, line) for r in ("gd", "momentum")],
    Slip.SUM: [(line, r) for r in ("gd", "momentum")],
    Slip.ALL_ROWS: [(line, r) for r in ("gd", "momentum", "adam")],
    Slip.ROUNDED: [(p, r) for p in (bowl, tilted, line) for r in ("gd", "momentum")],
    Slip.OLD_STATE: [(p, "momentum") for p in (bowl, tilted, line)],
    Slip.BIAS_LEFT_OUT: [(p, "adam") for p in (bowl, tilted, line)],
    Slip.BIAS_MULTIPLIED: [(p, "adam") for p in (bowl, tilted, line)],
}


def written(value: float, decimals: int) -> Answer:
    return Answer.read(f"{value:.{decimals}f}")


def test_slips_are_told_apart_and_right_values_never_marked_wrong(full: bool) -> None:
    count, runs = (ALL_SLIPS, ALL_RUNS) if full else (SOME_SLIPS, SOME_RUNS)
    for seed in range(SEEDS if full else 1):
        share = shares_told(count, runs, seed)
        assert all(one >= 0.97 for one in share.values()), (seed, share)


def shares_told(count: int, runs: int, seed: int) -> dict[str, float]:
    """Return how often each slip is named, in as many updates, all slips in turn."""
    rng = random.Random(seed)  # noqa: S311 - for a repeatable choice, not for secrets
    told, asked = Counter(), Counter()
    kinds = list(KINDS)
    problems = {
        slip: [make(rng, rule) for make, rule in pairs for _ in range(runs)]
        for slip, pairs in KINDS.items()
    }
    while asked.total() < count:
        slip = kinds[asked.total() % len(kinds)]
        chosen = rng.choice(problems[slip])
        chosen.t = rng.randrange(1, chosen.run.length)
        is_told = names_the_slip(chosen, slip, rng)
        if is_told is not None:
            asked[slip] += 1
            told[slip] += is_told
        right = after(chosen, chosen.gradient(chosen.theta))
        fine = {Field("new", k): written(right[k], rng.randrange(9)) for k in range(2)}
        marks = mark(UpdateTask.of(chosen.run, chosen.t), fine).marks
        assert all(one.grade is not Grade.WRONG for one in marks)
    return {slip.name: told[slip] / asked[slip] for slip in asked}


def names_the_slip(problem: Problem, slip: Slip, rng: random.Random) -> bool | None:
    """Return whether each new value with the slip gets its name; None where it shows in none.

    What may as well come of old values rounded to the digits typed, and of three figures of what
    Adam divides by, is a right value.
    """
    right, wrong = after(problem, problem.gradient(problem.theta)), slipped(problem, slip, rng)
    decimals = rng.choice([3, 4, 5])
    share = 0.005 if problem.run.experiment.rule == "adam" else 0.0
    room = 2 * 10.0**-decimals + share * np.abs(right - problem.theta)
    differing = [k for k in range(2) if abs(wrong[k] - right[k]) > room[k]]
    if not differing:
        return None
    answers = {Field("new", k): written(wrong[k], decimals) for k in range(2)}
    marks = mark(UpdateTask.of(problem.run, problem.t), answers).marks
    return all(marks[k].grade is Grade.WRONG and slip in marks[k].slips for k in differing)
