"""Line searches against closed forms, brute force and bisection of their own."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gdsim.engine.descent.line_search import MOST_TRIALS, Line
from gdsim.engine.descent.schedule import make_search
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective


def line_of(text: str, *points: tuple[float, ...], first: float = 0.1, rows=None, data=None):
    objective = Objective(text, data)
    theta = np.array(points)
    loss, gradient = objective.value_and_gradient(theta, rows)
    return Line(objective, rows, theta, gradient, loss, np.full(len(theta), first))


def exact(*args, **options) -> list[float]:
    return make_search("exact", {})(line_of(*args, **options)).tolist()


def backtracking(*args, shrink=0.5, sufficient_decrease=1e-4, **options) -> list[float]:
    settings = {"shrink": shrink, "sufficient_decrease": sufficient_decrease}
    return make_search("backtracking", settings)(line_of(*args, **options)).tolist()


def test_bowls_of_exercise_sheets_by_their_fractions() -> None:
    bowl = "(x - 1)^2/2 + (y - 2)^2/3"
    # From (0, 3): g = (-1, 2/3), g^T g = 13/9, g^T H g = 1 + 8/27 = 35/27, so 39/35; then 13/10.
    assert exact(bowl, (0.0, 3.0)) == pytest.approx([39 / 35], rel=1e-15)
    assert exact(bowl, (39 / 35, 79 / 35)) == pytest.approx([13 / 10], rel=1e-14)


def random_quadratic(seed: int, d: int) -> tuple[str, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    a = rng.normal(size=(d, d))
    hessian, b = a @ a.T + 0.1 * np.eye(d), rng.normal(size=d)
    squares = " + ".join(
        f"({float(hessian[i, j])!r})*x{i}*x{j}/2" for i in range(d) for j in range(d)
    )
    return squares + "".join(f" + ({float(b[i])!r})*x{i}" for i in range(d)), hessian, b


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("d", [1, 2, 5])
def test_quadratics_by_linear_algebra(seed: int, d: int) -> None:
    text, hessian, b = random_quadratic(seed, d)
    points = np.random.default_rng(seed + 100).normal(size=(4, d))
    gradients = points @ hessian + b
    expected = [g @ g / (g @ hessian @ g) for g in gradients]
    assert exact(text, *map(tuple, points)) == pytest.approx(expected, rel=1e-12)


def test_rates_do_not_suffer_from_gradients_whose_squares_leave_floats() -> None:
    assert exact("x^2 + 3*y^2", (1e-180, 1e-180)) == pytest.approx([10 / 56], rel=1e-14)
    assert exact("1e180*x^2 + 3e180*y^2", (1.0, 1.0)) == pytest.approx([10 / 56e180], rel=1e-14)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("(1 - x)^2 + 100*(y - x^2)^2", (-1.2, 1.0)),
        ("(1 - x)^2 + 100*(y - x^2)^2", (0.3, 2.0)),
        ("x^4 + y^4", (1.0, 0.5)),
        ("x^4", (2.0,)),
        ("exp(x) - x", (3.0,)),
        ("log(1 + exp(-3*u)) + 0.1*u^2", (-2.0,)),
        ("(w1*w2 - 1)^2 + 0.01*w1^2", (2.0, 0.1)),
        ("cosh(x) + cosh(3*y)", (1.0, -0.4)),
    ],
)
@pytest.mark.parametrize("first", [1e-6, 0.01, 0.1, 1.0])
def test_minimum_along_the_line_is_where_the_slope_changes_its_sign(text, point, first) -> None:
    line = line_of(text, point, first=first)
    (rate,) = make_search("exact", {})(line)
    theta, g = line.theta[0], line.gradient[0]

    def slope(eta: float) -> float:
        return -float(line.objective.value_and_gradient(theta - eta * g)[1] @ g)

    # At x^4 it is 0 to third order, so that rounding hides it for longer.
    near = 1e-4 if text == "x^4" else 1e-9
    assert slope(rate * (1 - near)) < 0 < slope(rate * (1 + near))
    values = line.objective.value(theta - np.linspace(0, 2 * rate, 401)[:, None] * g)
    assert line.objective.value(theta - rate * g) <= values.min() * (1 + 1e-12) + 1e-15


def test_kink_is_found_where_the_loss_has_no_slope() -> None:
    # |x| + |y - 1| from (2, 2) along (-1, -1): least from eta = 1 to 2.
    (rate,) = exact("abs(x) + 3*abs(y - 1)", (2.0, 4.0), first=0.3)
    assert rate == pytest.approx(1.0, rel=1e-12)


def test_many_lines_have_the_rates_of_each_alone() -> None:
    text = "(1 - x)^2 + 100*(y - x^2)^2"
    points = [(-1.2, 1.0), (0.0, 0.0), (1.0, 1.0), (2.0, -1.0), (0.5, 0.25)]
    for search in (exact, backtracking):
        together = search(text, *points, first=1.0)
        alone = [search(text, point, first=1.0)[0] for point in points]
        assert together == pytest.approx(alone, rel=1e-9)
        # At the minimum there is nothing to be found.
        assert together[2] == 0


@pytest.mark.parametrize("text", ["x", "-x^2 + y", "x*y", "x - 5"])
def test_loss_that_falls_without_end_has_no_rate(text: str) -> None:
    point = (1.0,) if "y" not in text else (1.0, -1.0)
    assert exact(text, point) == [math.inf]


def test_loss_of_the_batch_is_what_counts() -> None:
    x, y = np.array([1.0, 2.0, -1.0, 3.0]), np.array([2.0, 1.0, 0.0, 4.0])
    data = Dataset("four", ("x", "y"), np.column_stack([x, y]))
    rows = np.array([1, 3])
    (rate,) = exact("(w*x - y)^2", (0.5,), data=data, rows=rows)
    # The mean of 2 (w x - y) x has the slope 2 mean(x^2): the rate is 1 over that.
    assert rate == pytest.approx(1 / (2 * np.mean(x[rows] ** 2)), rel=1e-14)
    (whole,) = exact("(w*x - y)^2", (0.5,), data=data)
    assert whole == pytest.approx(1 / (2 * np.mean(x**2)), rel=1e-14)


@pytest.mark.parametrize("shrink", [0.5, 0.8])
@pytest.mark.parametrize("enough", [1e-4, 0.3])
def test_backtracking_takes_the_first_trial_that_is_low_enough(shrink, enough) -> None:
    for start in (0.7, -3.0, 12.0):
        expected, loss = 1.0, start**4 - start
        g = 4 * start**3 - 1
        while (start - expected * g) ** 4 - (
            start - expected * g
        ) > loss - enough * expected * g**2:
            expected *= shrink
        options = {"shrink": shrink, "sufficient_decrease": enough}
        assert backtracking("x^4 - x", (start,), first=1.0, **options) == [expected]


def test_backtracking_steps_back_to_where_the_loss_is_defined() -> None:
    # log is not defined beyond 0: eta = 1, 1/2 and 1/4 lead there.
    assert backtracking("-log(x) + 3*x", (1.0,), first=1.0) == [0.25]


def test_backtracking_makes_no_step_where_none_helps() -> None:
    line = line_of("abs(x)", (0.0,), first=1.0)
    uphill = Line(line.objective, None, line.theta, np.array([[1.0]]), np.array([0.0]), line.first)
    search = make_search("backtracking", {"shrink": 0.999})
    assert search(uphill).tolist() == [0.0]
    assert MOST_TRIALS >= 1000
