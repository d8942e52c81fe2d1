"""Marking: what is right, what is carried forward, and slips made by independent formulas."""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.study.practice.answers import Field, WrittenNumber
from gdsim.study.practice.marking import Grade, mark, own_task
from gdsim.study.practice.slips import Slip
from gdsim.study.practice.update_task import UpdateTask

SOME_SLIPS, ALL_SLIPS = 800, 10_000
"""How many slips are tried, and with `--full`."""

RUNS = 12
"""Random runs for each problem, rule and slip; each is used at many updates and starts."""


# --- problems with their own formulas, one update of each, and what a slip makes of it ----------


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


def written(value: float, decimals: int) -> WrittenNumber:
    return WrittenNumber.read(f"{value:.{decimals}f}")


def test_slips_are_told_apart_and_right_values_never_marked_wrong(full: bool) -> None:
    rng = random.Random(1)  # noqa: S311 - for a repeatable choice, not for secrets
    count = ALL_SLIPS if full else SOME_SLIPS
    told, asked = Counter(), Counter()
    kinds = list(KINDS)
    problems = {
        slip: [make(rng, rule) for make, rule in pairs for _ in range(RUNS)]
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
        marks = mark(UpdateTask.of(chosen.run, chosen.t), fine)
        assert all(one.grade is not Grade.WRONG for one in marks)
    share = {slip.name: told[slip] / asked[slip] for slip in asked}
    assert all(one >= 0.95 for one in share.values()), share


def names_the_slip(problem: Problem, slip: Slip, rng: random.Random) -> bool | None:
    """Return whether each new value with the slip gets its name; None where it changes nothing."""
    right, wrong = after(problem, problem.gradient(problem.theta)), slipped(problem, slip, rng)
    decimals = rng.choice([3, 4, 5])
    differing = [k for k in range(2) if abs(wrong[k] - right[k]) > 10.0**-decimals]
    if not differing:
        return None
    answers = {Field("new", k): written(wrong[k], decimals) for k in range(2)}
    marks = mark(UpdateTask.of(problem.run, problem.t), answers)
    return all((marks[k].grade, marks[k].slip) == (Grade.WRONG, slip) for k in differing)


def answers(**given: str) -> dict[Field, WrittenNumber]:
    """Return answers by keys such as new0, gradient1 and new_loss."""
    fields = {
        key: Field(key.rstrip("01"), int(key[-1]) if key[-1].isdigit() else 0) for key in given
    }
    return {fields[key]: WrittenNumber.read(text) for key, text in given.items()}


def bowl_at(t: int) -> UpdateTask:
    return UpdateTask.of(run_scenario(builtin_scenario("toy-bowl"), 4), t)


def grades(marks) -> list[Grade]:
    return [one.grade for one in marks]


def test_new_parameters_from_a_wrong_gradient_are_carried_forward() -> None:
    # At (3.2, 0.4): the gradient is (6.4, 3.2); 3.2 - 0.1 * 3.2 = 2.88 follows from 3.2.
    given_ = answers(gradient0="3.2", gradient1="3.2", new0="2.88", new1="0.08", new_loss="8.32")
    marks = mark(bowl_at(1), given_)
    assert grades(marks) == [
        Grade.WRONG,
        Grade.RIGHT,
        Grade.CARRIED,
        Grade.RIGHT,
        Grade.CARRIED,
    ]
    assert marks[0].slip is Slip.FACTOR
    assert marks[2].exact == pytest.approx(2.56)
    assert marks[2].carried == pytest.approx(2.88)


def test_an_error_of_an_earlier_update_is_carried_forward() -> None:
    # Update 1 answered with 2.88 instead of 2.56: from there 0.8 * 2.88 = 2.304 is right.
    first = answers(new0="2.88", new1="0.08")
    own = own_task(bowl_at(2), bowl_at(1), first)
    marks = mark(bowl_at(2), answers(new0="2.304", new1="0.016"), own)
    assert grades(marks) == [Grade.CARRIED, Grade.RIGHT]


def test_momentum_carries_its_velocity_forward() -> None:
    run = Run(builtin_scenario("toy-bowl").experiment.with_(rule="momentum", learning_rate=0.01))
    run.advance(3)
    first, second = UpdateTask.of(run, 1), UpdateTask.of(run, 2)
    right = first.solve()
    wrong = answers(new0="3.0", new1=f"{right.new_theta[1]:.6f}")
    own = own_task(second, first, wrong)
    velocity = 0.9 * right.new_state[0][0] + 2 * 3.0
    marks = mark(second, answers(new0=f"{3.0 - 0.01 * velocity:.6f}"), own)
    assert grades(marks) == [Grade.CARRIED]


def test_too_few_digits_to_tell_the_new_value_from_the_old_are_said_so() -> None:
    run = Run(builtin_scenario("toy-bowl").experiment.with_(learning_rate=0.001))
    marks = mark(UpdateTask.of(run, 0), answers(new0="4", new1="2.0"))
    assert grades(marks) == [Grade.COARSE, Grade.COARSE]


def test_a_rounded_run_is_marked_by_its_own_numbers() -> None:
    run = run_scenario(builtin_scenario("bowl-by-hand"), 4)
    marks = mark(UpdateTask.of(run, 3), answers(new0="1.640", new1="0.003", gradient0="4.1"))
    assert grades(marks) == [Grade.RIGHT] * 3


@pytest.mark.parametrize(
    ("given_", "slip"),
    [
        ({"new0": "3.2"}, Slip.KEPT),
        ({"new0": "0.64"}, Slip.STEP),
        ({"new0": "0.08", "new1": "2.56"}, Slip.SWAPPED),
        ({"new_loss": "10.88"}, Slip.OLD_LOSS),
        ({"gradient0": "-6.4"}, Slip.SIGN),
        ({"gradient0": "0.64", "gradient1": "0.32"}, Slip.SCALED),
    ],
)
def test_other_usual_slips_are_named(given_: dict[str, str], slip: Slip) -> None:
    marks = mark(bowl_at(1), answers(**given_))
    assert [one.slip for one in marks] == [slip] * len(marks)


def test_a_wrong_value_without_a_known_slip_has_none() -> None:
    (one,) = mark(bowl_at(1), answers(new0="17.3"))
    assert one.grade is Grade.WRONG
    assert one.slip is None
    assert math.isclose(one.exact, 2.56)
