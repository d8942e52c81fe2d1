"""What is seen around a point, against losses whose shape is known."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.diagnosis.curvature.eigenvalues import curvature_at
from gdsim.engine.diagnosis.surroundings import MOST_EVALUATIONS, is_bowl, losses_around
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective


def test_samples_reach_as_far_as_they_are_said_to_and_no_further() -> None:
    # The distance itself is the loss.
    around = losses_around(Objective("sqrt(x^2 + y^2)"), np.zeros(2), 3.0)
    assert around is not None
    assert around.max() == pytest.approx(3)
    assert around.min() == pytest.approx(0.3)


def test_an_edge_along_an_axis_is_found() -> None:
    around = losses_around(Objective("max(0, x - 0.9) + y^2/1e6"), np.zeros(2), 1.0)
    assert around is not None
    assert around.max() > 0.09


def test_too_many_rows_are_not_looked_at() -> None:
    rows = Dataset("many", ("a",), np.zeros((MOST_EVALUATIONS // 10, 1)))
    assert losses_around(Objective("(w - a)^2", rows), np.zeros(1), 1.0) is None


@pytest.mark.parametrize(
    ("text", "point", "answer"),
    [
        # The second derivative 1/cosh^2 changes by less than 1 % up to 0.1, by a third up to 0.6.
        ("log(cosh(x))", 0.03, True),
        ("log(cosh(x))", 0.6, False),
        # 12 x^2 at x is 12 (2x/3)^2 at 2x/3, where a Newton step leads.
        ("x^4", 0.1, False),
        ("x^4 + x^2", 0.01, True),
        ("x^3", 0.1, False),
        ("exp(-x)", 1.0, False),
        ("-x^2 + x^4", 0.1, False),
    ],
)
def test_a_bowl_has_the_same_curvature_as_far_as_its_bottom(
    text: str, point: float, answer: bool
) -> None:
    objective, theta = Objective(text), np.array([point])
    assert is_bowl(objective, theta, curvature_at(objective, theta)) is answer
