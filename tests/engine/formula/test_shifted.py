"""Sums of exponentials far beyond the range of floats, against sums of shares of one."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective


def log_sum(exponents: list[float]) -> float:
    largest = max(exponents)
    return largest + math.log(sum(math.exp(u - largest) for u in exponents))


def shares(exponents: list[float]) -> np.ndarray:
    weights = np.exp(np.array(exponents) - max(exponents))
    return weights / weights.sum()


POINTS = [(1000.0, 999.0), (-1000.0, -1001.0), (1e5, 1e5), (-3e4, 800.0), (1.0, 2.0), (0.0, 0.0)]


@pytest.mark.parametrize(("x", "y"), POINTS)
def test_log_sum_exp_is_finite_with_its_derivatives(x: float, y: float) -> None:
    objective, theta = Objective("log(exp(x) + exp(y))"), np.array([x, y])
    value, gradient = objective.value_and_gradient(theta)
    p = shares([x, y])
    assert float(value) == pytest.approx(log_sum([x, y]), rel=1e-14)
    assert gradient == pytest.approx(p, rel=1e-12, abs=1e-300)
    expected = np.diag(p) - np.outer(p, p)
    assert objective.hessian(theta) == pytest.approx(expected, rel=1e-12, abs=1e-15)


def test_the_example_at_a_thousand() -> None:
    value, gradient = Objective("log(exp(x) + exp(y))").value_and_gradient(np.array([1000, 999]))
    assert float(value) == pytest.approx(1000.3132616875182, abs=1e-10)
    assert gradient == pytest.approx([0.7310585786300049, 0.2689414213699951], abs=1e-12)


@pytest.mark.parametrize("at", [1000.0, -1000.0])
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("log(exp(x) + exp(x - 1) + exp(x - 2))", lambda x: x + log_sum([0.0, -1.0, -2.0])),
        ("log(2exp(x) + 3exp(x - 1))", lambda x: x + math.log(2 + 3 * math.exp(-1))),
        ("log((exp(x) + exp(x))/2)", lambda x: x),
        ("log(exp(x))", lambda x: x),
        ("log(3exp(x))", lambda x: x + math.log(3)),
        ("log2(exp(x) + exp(x))", lambda x: x / math.log(2) + 1),
        ("-log(exp(x)/(exp(x) + exp(x + 1)))", lambda x: math.log(1 + math.e)),
        ("exp(x)/(exp(x) + exp(x + 1))", lambda x: 1 / (1 + math.e)),
        ("(exp(x) - exp(x - 1))/(exp(x) + exp(x - 1))", lambda x: math.tanh(0.5)),
        ("log(exp(x) + exp(x))^2", lambda x: (x + math.log(2)) ** 2),
        (r"\ln\left(e^{x} + e^{x+1}\right) - x", lambda x: math.log(1 + math.e)),
        ("max(0, log(exp(x) + exp(x)) + 2000)", lambda x: x + math.log(2) + 2000),
    ],
)
def test_any_form_of_such_sums_is_finite(text: str, value, at: float) -> None:
    objective = Objective(text)
    loss, gradient = objective.value_and_gradient(np.array([at]))
    slope = (value(at + 0.5) - value(at - 0.5)) / 1.0
    assert float(loss) == pytest.approx(value(at), rel=1e-13)
    assert gradient[0] == pytest.approx(slope, rel=1e-9, abs=1e-12)


def test_cross_entropy_of_three_classes_is_that_of_its_shares() -> None:
    text = "log(exp(a) + exp(b) + exp(c)) - a"
    value, gradient = Objective(text).value_and_gradient(np.array([900.0, 905.0, -300.0]))
    p = shares([900.0, 905.0, -300.0])
    assert float(value) == pytest.approx(-math.log(p[0]), rel=1e-13)
    assert gradient == pytest.approx(p - [1, 0, 0], rel=1e-12, abs=1e-300)


def test_rows_that_are_finite_keep_their_numbers_to_the_bit() -> None:
    x = np.array([0.5, 1000.0, -2.0, -1000.0])
    data = Dataset("d", ("x",), x[:, np.newaxis])
    text = "3*log(exp(w*x) + exp(x)) + w"
    together = Objective(text, data).per_row(np.array([1.25]))
    alone = Objective(text, Dataset("d", ("x",), x[[0, 2], np.newaxis])).per_row(np.array([1.25]))
    assert np.isfinite(together[0]).all() and np.isfinite(together[1]).all()
    assert together[0][[0, 2]].tolist() == alone[0].tolist()
    plain = 3 * np.log(np.exp(1.25 * x[[0, 2]]) + np.exp(x[[0, 2]])) + 1.25
    assert alone[0] == pytest.approx(plain, rel=1e-15)


@pytest.mark.parametrize("text", ["ln(-exp(x))", "log(-2exp(x)) + x", "log(-exp(x) - exp(x))"])
def test_a_logarithm_of_what_is_below_zero_has_no_value(text: str) -> None:
    with np.errstate(all="ignore"):
        assert math.isnan(float(Objective(text).value(np.array([1.0]))))


def test_what_has_no_value_stays_without_one() -> None:
    objective = Objective("log(exp(x) - exp(y))")
    with np.errstate(all="ignore"):
        assert math.isnan(float(objective.value(np.array([999.0, 1000.0]))))
        assert float(objective.value(np.array([1000.0, 999.0]))) == pytest.approx(
            1000 + math.log(1 - math.exp(-1)), rel=1e-14
        )


def test_a_run_goes_through_where_the_plain_form_overflows() -> None:
    from gdsim.engine.descent.experiment import Experiment
    from gdsim.engine.run.run import Run

    run = Run(
        Experiment(
            objective="log(exp(x) + exp(y))",
            start=(1000.0, 999.0),
            learning_rate=1.0,
            iterations=3,
        )
    )
    run.advance(3)
    x, y = 1000.0, 999.0
    for t in range(3):
        p = shares([x, y])
        row = run.row(t)
        assert row.loss == pytest.approx(log_sum([x, y]), rel=1e-14)
        x, y = x - p[0], y - p[1]
        assert row.new_theta == pytest.approx([x, y], rel=1e-14)
