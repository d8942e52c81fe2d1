"""Sums from one number to another are written out, term by term."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.errors import InputError
from gdsim.engine.formula.expression import parse
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective

POINT = {"x_1": 0.5, "x_2": -1.5, "x_3": 2.0, "w_1": 0.25, "w_2": -0.75, "x": 1.5, "b": 0.5}

ROSENBROCK = sum(
    100 * (POINT[f"x_{i + 1}"] - POINT[f"x_{i}"] ** 2) ** 2 + (1 - POINT[f"x_{i}"]) ** 2
    for i in (1, 2)
)
RASTRIGIN = 20 + sum(
    POINT[f"x_{i}"] ** 2 - 10 * np.cos(2 * np.pi * POINT[f"x_{i}"]) for i in (1, 2)
)

X1, X2, Y = np.array([1.0, 2.0, 4.0]), np.array([0.5, -1.0, 2.0]), np.array([3.0, 1.0, -2.0])
TWO_FEATURES = Dataset("d", ("x1", "x2", "y"), np.column_stack([X1, X2, Y]))


def value(objective: Objective) -> float:
    return float(objective.value(np.array([POINT[name] for name in objective.parameters])))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (r"\sum_{i=1}^{3} (x - i)^2", (0.5**2 + 0.5**2 + 1.5**2)),
        (r"\sum_{i=1}^{3} i\, x_i^2", 0.25 + 2 * 2.25 + 3 * 4.0),
        ("Σ_{i=1}^{3} x_i", 1.0),
        ("∑_(i=1)^(3) x_i^2", 0.25 + 2.25 + 4.0),
        (r"2\sum_{k=1}^{2} w_k - x", 2 * -0.5 - 1.5),
        (r"\sum_{i=1}^{2} \sum_{j=1}^{2} (i + j) w_i w_j", 2 * 0.0625 + 6 * -0.1875 + 4 * 0.5625),
        (r"\sum_{i=1}^{2}\left[100(x_{i+1} - x_i^2)^2 + (1 - x_i)^2\right]", ROSENBROCK),
        (r"\sum_{i=2}^{3} (x_{i - 1} - x_i)^2", 4.0 + 12.25),
        (r"\sum_{i=0}^{2} x^i", 1 + 1.5 + 2.25),
        (r"\sum_{i=1}^{4-1} x_i", 1.0),
    ],
)
def test_a_sum_between_two_numbers_is_that_sum(text: str, right: float) -> None:
    assert value(Objective(text)) == pytest.approx(right, rel=1e-12)


def test_the_last_number_can_be_a_constant() -> None:
    text = r"10 n + \sum_{i=1}^{n} \left[x_i^2 - 10\cos(2\pi x_i)\right]"
    objective = Objective(text, constants={"n": 2.0})
    assert objective.parameters == ("x_1", "x_2")
    assert value(objective) == pytest.approx(RASTRIGIN, rel=1e-12)


def test_a_constant_that_is_a_bound_alone_is_not_called_unused() -> None:
    told = [str(one) for one in parse(r"\sum_{i=1}^{n} x_i^2", constants={"n": 2.0}).remarks]
    assert told == ["The sum over i from 1 to 2 was written out"]


@pytest.mark.parametrize(
    "text",
    [
        r"\frac{1}{n}\sum_{i=1}^{n}\left(\sum_{j=1}^{2} w_j x_j^{(i)} + b - y^{(i)}\right)^2",
        r"\frac{1}{n}\sum_{i=1}^{n}\left(\sum_{j=1}^{2} w_j x_{ij} + b - y_i\right)^2",
        r"\left(\sum_{j=1}^{2} w_j x_j + b - y\right)^2",
    ],
)
def test_beside_data_a_sum_goes_over_features(text: str) -> None:
    objective = Objective(text, TWO_FEATURES)
    assert objective.parameters == ("w_1", "w_2", "b")
    fitted = POINT["w_1"] * X1 + POINT["w_2"] * X2 + POINT["b"]
    right = np.mean((fitted - Y) ** 2)
    assert value(objective) == pytest.approx(right, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"\sum_{i=3}^{1} x_i", "has no terms"),
        (r"\sum_{i=0}^{2} x_{i-1}", "would have the index -1"),
        (r"\sum_{i=1}^{999} \sum_{j=1}^{999} x_i x_j", "too long to be written out"),
        (r"\sum_{i=1}^{2} x_i + y_{i+1}", "has an index that no sum counts"),
        (r"\sum_{i=1}^{n} x_i^2", "numbers as its bounds"),
        (r"\sum_{i=1}^{p} x_i^2", "from one number to another"),
    ],
)
def test_a_sum_that_cannot_be_written_out_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        parse(text)
    assert said in str(refused.value)


def test_a_sum_over_more_rows_than_there_are_is_refused_not_written_out() -> None:
    with pytest.raises(InputError, match="goes from 1 to 5, and the data has N = 3"):
        Objective(r"\frac{1}{5}\sum_{i=1}^{5}(w_1 x_1 + w_2 x_2 + b - y_i)^2", TWO_FEATURES)
