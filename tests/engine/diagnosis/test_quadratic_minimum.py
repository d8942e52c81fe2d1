"""Where the minimum of a quadratic is, against least squares and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.diagnosis.quadratic import minimum_of
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("w1^2 + 4*w2^2", (0, 0)),
        ("(x - 3)^2 + 2*(y + 1)^2 + 7", (3, -1)),
        # 2x + y = 1 and x + 4y = 2.
        ("x^2 + x*y + 2*y^2 - x - 2*y", (2 / 7, 3 / 7)),
        ("1e6*(a - 1e-3)^2 + 1e-6*(b - 1e3)^2", (1e-3, 1e3)),
    ],
)
def test_the_minimum_is_that_found_by_hand(text: str, point: tuple[float, float]) -> None:
    found = minimum_of(Objective(text))
    assert found is not None
    np.testing.assert_allclose(found, point, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("text", ["x^2 - y^2", "(x + y)^2", "x^2 + y", "x^4 + y^2", "-x^2 - y^2"])
def test_without_one_minimum_there_is_none(text: str) -> None:
    assert minimum_of(Objective(text)) is None


def test_the_minimum_of_squares_is_the_least_squares_fit() -> None:
    rng = np.random.default_rng(4)
    x = rng.normal(5, 2, size=(80, 2))
    y = x @ [1.5, -0.7] + 3 + rng.normal(size=80)
    data = Dataset("plane", ("x1", "x2", "y"), np.c_[x, y])
    objective = Objective("(w1*x1 + w2*x2 + b - y)^2", data)
    wanted = dict(zip(("w1", "w2", "b"), np.linalg.lstsq(np.c_[x, np.ones(80)], y)[0], strict=True))
    found = minimum_of(objective)
    assert found is not None
    np.testing.assert_allclose(found, [wanted[name] for name in objective.parameters], rtol=1e-9)
