"""The two gradients against each other and against all rows."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.diagnosis.noise.two_gradients import FullGradient, angle_and_ratio
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.generated import generate
from gdsim.engine.problem.objective import Objective


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([1.0, 0.0], [0.0, 2.0], (90.0, 0.5)),
        ([3.0, 0.0], [1.0, 0.0], (0.0, 3.0)),
        ([1.0, 0.0], [-1.0, 0.0], (180.0, 1.0)),
        ([1.0, 1.0], [1.0, 0.0], (45.0, np.sqrt(2))),
        ([1.0, 1e-9], [1.0, 0.0], (np.degrees(1e-9), 1.0)),
        ([1e200, 0.0], [0.0, 1e-100], (90.0, 1e300)),
    ],
)
def test_angle_and_ratio(one, other, expected) -> None:
    found = angle_and_ratio(np.array(one), np.array(other))
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("other", [[0.0, 0.0], [np.nan, 1.0], [np.inf, 0.0]])
def test_a_gradient_without_a_direction_has_no_angle(other) -> None:
    assert angle_and_ratio(np.array([1.0, 0.0]), np.array(other)) is None


def test_the_full_gradient_is_the_mean_over_all_rows() -> None:
    data = generate("linear(rows=50)")
    objective, theta = Objective("(w*x + b - y)^2", data), np.array([0.5, -0.2])
    x, y = data.values.T
    rest = 0.5 * x - 0.2 - y
    expected = [np.mean(2 * rest * x), np.mean(2 * rest)]
    full = FullGradient()
    assert full.at(objective, theta, None) == pytest.approx(expected)
    assert full.at(objective, theta, None) is full.at(objective, theta.copy(), None)
    moved = full.at(objective, theta + 1, None)
    assert moved != pytest.approx(expected)


def test_other_rows_have_a_gradient_of_their_own() -> None:
    data = Dataset("d", ("x",), np.array([[1.0], [2.0], [6.0]]))
    objective, theta, full = Objective("(w - x)^2", data), np.array([0.0]), FullGradient()
    # -2 * mean of x.
    assert full.at(objective, theta, None) == pytest.approx([-6.0])
    assert full.at(objective, theta, np.array([0, 1])) == pytest.approx([-3.0])
    assert full.at(objective, theta, np.array([2])) == pytest.approx([-12.0])
    assert full.at(objective, theta, None) == pytest.approx([-6.0])
