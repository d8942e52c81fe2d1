"""Sums with bounds, and columns with the index of a row, as lectures write losses."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective

X = np.array([1.0, 2.0, 4.0, 5.0, 7.0])
Y = np.array([2.0, 3.0, 9.0, 8.0, 15.0])
ONE = Dataset("d", ("x", "y"), np.column_stack([X, Y]))
TWO = Dataset("d", ("x1", "x2", "y"), np.column_stack([X, X[::-1], Y]))
W, B, V = 1.5, -0.25, 0.5
RESIDUALS = W * X + B - Y
MEAN = float(np.mean(RESIDUALS**2))
PLANE = float(np.mean((W * X + V * X[::-1] + B - Y) ** 2))
THETA = {"w": W, "b": B, "theta_0": B, "theta_1": W, "w_1": W, "w_2": V, "w1": W, "w2": V}


def value(objective: Objective) -> float:
    return float(objective.value(np.array([THETA[name] for name in objective.parameters])))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\frac{1}{2m}\sum_{i=1}^{m}\left(\theta_0+\theta_1 x^{(i)}-y^{(i)}\right)^2", MEAN / 2),
        (r"J(\theta_0,\theta_1) = \frac{1}{2m}\sum_{i=1}^{m}(\theta_0+\theta_1x^{(i)}-y^{(i)})^2",
         MEAN / 2),
        (r"\frac{1}{n}\sum_{i=1}^{n}(w x_i + b - y_i)^2", MEAN),
        (r"\frac1n\sum_{i=1}^n (wx_i+b-y_i)^2", MEAN),
        (r"\frac{1}{5}\sum_{i=1}^{5}(w x_i + b - y_i)^2", MEAN),
        (r"\frac{1}{N}\sum\limits_{i=1}^N\left(y_i-(w x_i+b)\right)^2", MEAN),
        (r"\frac{\sum_{i=1}^{n}(w x_i + b - y_i)^2}{n}", MEAN),
        (r"\sum_{i=0}^{n-1}(w x_i + b - y_i)^2", 5 * MEAN),
        (r"\sum_i (w x_i + b - y_i)^2", 5 * MEAN),
        (r"-\frac{1}{m}\sum_{i=1}^{m}\left[w x^{(i)} - y^{(i)}\right]", -float(np.mean(W * X - Y))),
        ("∑_{i=1}^{n} (w xᵢ + b − yᵢ)²", 5 * MEAN),
        ("(1/n) Σᵢ (w xᵢ + b − yᵢ)²", MEAN),
        ("(1/n) ∑ (w·x_i + b − y_i)²", MEAN),
        ("np.mean((w*x + b - y)**2)", MEAN),
        ("np.sum((w*x[i] + b - y[i])**2)/n", MEAN),
        ("(w*x_i + b - y_i)^2", MEAN),
        ("L(w, b) = (w*x^(i) + b - y^(i))^2", MEAN),
    ],
)  # fmt: skip
def test_a_loss_of_all_rows_is_their_mean(text: str, expected: float) -> None:
    assert value(Objective(text, ONE)) == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize(
    "text",
    [
        "(w_1 x_1 + w_2 x_2 + b - y)^2",
        "(w₁x₁ + w₂x₂ + b − y)²",
        r"\frac{1}{m}\sum_{i=1}^m (w_1 x_1^{(i)} + w_2 x_2^{(i)} + b - y^{(i)})^2",
        r"\frac{1}{m}\sum_{i=1}^m (w_1 x_{i1} + w_2 x_{i,2} + b - y_i)^2",
        "(w[1]*x[1] + w[2]*x[2] + b - y)**2",
    ],
)
def test_a_column_is_found_however_its_index_is_written(text: str) -> None:
    objective = Objective(text, TWO)
    assert objective.columns == ("x1", "x2", "y")
    assert value(objective) == pytest.approx(PLANE, rel=1e-13)
    assert text.startswith("(w₁") or objective.expression.remarks


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"\sum_{i=1}^{3}(w x_i - y_i)^2", "goes from 1 to 3, and the data has N = 5"),
        (r"\sum_{i=0}^{n}(w x_i - y_i)^2", "from 1 to n, or from 0 to n - 1"),
        (r"\sum_{i=2}^{n}(w x_i - y_i)^2", "from i = 1 to n"),
        (r"\sum_{j=1}^{p}\beta_j^2", "from i = 1 to n"),
        (r"\frac{1}{n}\sum_{i=1}^{n}(w z_i - y_i)^2", "none that is called z"),
        ("y = w*x + b", "write a loss such as (… - y)^2"),
        ("(x_iy_i + w)^2", "write x_i*y_i"),
        ("sum_i(wx_i - y_i)", "write w*x_i"),
        (
            r"\frac{1}{2m}\sum_{i=1}^{m}(h_\theta(x^{(i)})-y^{(i)})^2",
            "h_theta( ) stands for a formula",
        ),
    ],
)
def test_a_sum_that_is_not_over_all_rows_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        Objective(text, ONE)
    assert said in str(refused.value)


def test_a_column_is_never_an_index_or_a_part_of_a_word() -> None:
    data = Dataset("d", ("x_i", "area", "y"), np.column_stack([X, X, Y]))
    objective = Objective(r"\frac{1}{2}(w x_i + b area - y)^{2}", data)
    assert objective.columns == ("x_i", "area", "y")


def test_columns_are_told_in_one_sentence() -> None:
    told = [str(remark) for remark in Objective("(w*x_i + b - y_i)^2", ONE).expression.remarks]
    assert told == ["x_i, y_i were taken as the columns x, y"]
    told = [str(remark) for remark in Objective("(w*xᵢ + b)^2", ONE).expression.remarks]
    assert told == ["xᵢ was taken as the column x"]


@pytest.mark.parametrize("text", [r"x^{(i)b}", r"\frac{x^{(i) b}}{1}"])
def test_braces_with_more_than_a_row_in_them_hold_a_power(text: str) -> None:
    objective = Objective(text, ONE)
    assert objective.parameters == ("i", "b")
    assert float(objective.value(np.array([2.0, 1.5]))) == pytest.approx(np.mean(X**3))
