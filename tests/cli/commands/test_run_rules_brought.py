"""Rules, schedules and line searches as people bring them, each against a loop or by hand.

The forms are those of exercises, lectures and reports of peers; the numbers are our own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import numpy as np
import pytest

from tests.cli.commands.brought import Capture, Slope, Vector, descent, end_of, new_values


def heavy(slope: Slope, start: Vector, rates: Iterable[float], beta: float, **how: bool) -> Vector:
    """Return theta by v <- beta v + eta g, theta <- theta - v, g at theta or at theta - beta v."""
    theta = np.array(start, dtype=float)
    v = np.zeros_like(theta)
    for rate in rates:
        point = theta - beta * v if how.get("ahead") else theta
        v = beta * v + rate * np.array(slope(point))
        theta = theta - v
    return theta.tolist()


def adaptive(
    slope: Slope, start: Vector, rate: float, n: int, rest: Callable[[np.ndarray], np.ndarray]
) -> Vector:
    """Return theta after n updates of AdaGrad, whose steps are divided by `rest` of the sum."""
    theta, total = np.array(start, dtype=float), np.zeros(len(start))
    for _ in range(n):
        g = np.array(slope(theta))
        total = total + g * g
        theta = theta - rate * g / rest(total)
    return theta.tolist()


def _twice(x: np.ndarray) -> Vector:
    return 2 * x


def _bowl(x: np.ndarray) -> Vector:
    return [0.2 * x[0], 4 * x[1]]


SCHEDULES = [
    ("cyclic --set half_cycle=2 --set lowest_fraction=0.5", [0.5, 0.75, 1, 0.75, 0.5, 0.75]),
    ("triangular --set half_cycle=3 --set lowest_fraction=0,4", [0.4, 0.6, 0.8, 1, 0.8, 0.6]),
    ("linear --set linear_updates=4 --set final_fraction=0.2", [1, 0.8, 0.6, 0.4, 0.2, 0.2]),
    ("inverse-sqrt", [1 / math.sqrt(t) for t in range(1, 7)]),
    ("'1/sqrt(t)'", [1 / math.sqrt(t) for t in range(1, 7)]),
    ("1/√t --set warmup=2", [1 / 3, 2 / 3, 1, 1 / math.sqrt(2), 1 / math.sqrt(3), 1 / 2]),
    ("1/t --set decay_rate=0.5", [1 / (1 + t / 2) for t in range(6)]),
]


@pytest.mark.parametrize(("schedule", "factors"), SCHEDULES)
def test_schedules_of_courses_go_as_written_down(
    capsysbinary: Capture, schedule: str, factors: list[float]
) -> None:
    words = f"--objective x^2 --start 3 --learning-rate 1/5 --iterations 6 --schedule {schedule}"
    row, _ = end_of(capsysbinary, words)
    expected = descent(_twice, [3.0], [0.2 * factor for factor in factors])
    assert new_values(row) == pytest.approx(expected, rel=1e-12)


RULES = [
    # The rate inside the velocity, with one that changes and one that does not.
    (
        "x^2-6x+13 --start 8 --learning-rate .1 --rule momentum --set beta=.2"
        " --set convention=rate-inside --schedule 1/t --set decay_rate=.1 --iterations 5",
        heavy(lambda x: 2 * x - 6, [8.0], [0.1 / (1 + 0.1 * t) for t in range(5)], 0.2),
    ),
    (
        "x^2+2y^2 --start 4,-1 --learning-rate .05 --rule 'heavy ball'"
        " --set convention=rate-inside --iterations 7",
        heavy(lambda x: [2 * x[0], 4 * x[1]], [4.0, -1.0], [0.05] * 7, 0.9),
    ),
    # The gradient at the look-ahead point.
    (
        "x^2 --start 1 --learning-rate .1 --rule nesterov --set convention=lookahead"
        " --iterations 3",
        [0.17792],
    ),
    (
        "0.1x1^2+2x2^2 --start -5,-2 --learning-rate .2 --rule NAG --set beta=0,5"
        " --set convention=lookahead --iterations 9",
        heavy(_bowl, [-5.0, -2.0], [0.2] * 9, 0.5, ahead=True),
    ),
    # Epsilon inside the root, and outside.
    (
        "0.1x1^2+2x2^2 --start -5,-2 --learning-rate .4 --rule AdaGrad --set eps=0.3"
        " --set eps_place=inside --iterations 6",
        adaptive(_bowl, [-5.0, -2.0], 0.4, 6, lambda s: np.sqrt(s + 0.3)),
    ),
    (
        "0.1x1^2+2x2^2 --start -5,-2 --learning-rate .4 --rule adagrad --set eps=0.3"
        " --iterations 6",
        adaptive(_bowl, [-5.0, -2.0], 0.4, 6, lambda s: np.sqrt(s) + 0.3),
    ),
    # One step with a velocity that is given: 1 - (0.9 * 0.1 + 0.01 * 0.1), and of 1 - 0.9 * 0.1.
    (
        "0.1*theta --start 1 --learning-rate .01 --rule momentum --set convention=rate-inside"
        " --initial velocity_theta=.1 --iterations 1",
        [0.909],
    ),
    (
        "theta^2/2 --start 1 --learning-rate .01 --rule nesterov --set convention=lookahead"
        " --initial velocity_theta=.1 --iterations 1",
        [0.9009],
    ),
    # What is remembered at first of another rule: m = 0.9 * 2 + 0.1 * 6, s = 0.99 * 4 + 0.01 * 36.
    (
        "x^2 --start 3 --learning-rate 0.1 --rule rmsprop --set eps=0 --initial square_average_x=4"
        " --iterations 1",
        [3 - 0.1 * 6 / math.sqrt(0.99 * 4 + 0.01 * 36)],
    ),
]


@pytest.mark.parametrize(("words", "expected"), RULES)
def test_rules_go_by_the_conventions_of_courses(
    capsysbinary: Capture, words: str, expected: list[float]
) -> None:
    row, _ = end_of(capsysbinary, f"--objective {words}")
    assert new_values(row) == pytest.approx(expected, rel=1e-12)


SEARCHES = [
    # (x-1)^2/2 + (y-2)^2/3: by fractions 39/35, 79/35, then 169/175, 356/175.
    ("'(x-1)^2/2+(y-2)^2/3' --start 0,3 --schedule exact --iterations 1", [39 / 35, 79 / 35]),
    ("'(x-1)^2/2+(y-2)^2/3' --start 0,3 --schedule exact --iterations 2", [169 / 175, 356 / 175]),
    # Along -(2, 2) from (2, 1): 8/(4 + 8) = 2/3.
    ("x^2/2+y^2 --start 2,1 --schedule 'exact line search' --iterations 1", [2 / 3, -1 / 3]),
    # Uphill the same with all signs changed.
    ("'-(x^2/2+y^2)' --maximise --start 2,1 --schedule exact --iterations 1", [2 / 3, -1 / 3]),
    # x^4 from 2: 2 - 32 eta is -30, -14, -6, -2 and 0, of which the last falls enough.
    (
        "x^4 --start 2 --learning-rate 1 --schedule backtracking --set shrink=0.5"
        " --set sufficient_decrease=0.1 --iterations 1",
        [0.0],
    ),
    # x^2 from 1 with c = 0.6: (1 - 2 eta)^2 <= 1 - 2.4 eta first holds for 0.9^k below 0.4.
    (
        "x^2 --start 1 --learning-rate 1 --schedule armijo --set shrink=0.9"
        " --set sufficient_decrease=0.6 --iterations 1",
        [1 - 2 * 0.9**9],
    ),
]


@pytest.mark.parametrize(("words", "expected"), SEARCHES)
def test_steps_of_line_searches_are_those_by_hand(
    capsysbinary: Capture, words: str, expected: list[float]
) -> None:
    row, _ = end_of(capsysbinary, f"--objective {words}")
    assert new_values(row) == pytest.approx(expected, rel=1e-12, abs=1e-15)
