"""Sums and means over the rows are the losses that they say, and are told."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective

X = np.array([1.0, 2.0, 4.0, 5.0, 7.0, 8.0, 9.0])
Y = np.array([2.0, 3.0, 9.0, 8.0, 15.0, 14.0, 20.0])
DATA = Dataset("d", ("x", "y"), np.column_stack([X, Y]))
W, B = 1.5, -0.25
SQUARES = float(np.sum((W * X + B - Y) ** 2))
M = len(X)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sum((w*x + b - y)^2)", SQUARES),
        ("mean((w*x + b - y)^2)", SQUARES / M),
        ("1/m*sum((w*x + b - y)^2)", SQUARES / M),
        ("1/(2*m)*sum((w*x + b - y)^2)", SQUARES / (2 * M)),
        ("1/(2m) * sum((w*x + b - y)^2)", SQUARES / (2 * M)),
        ("sum((w*x + b - y)^2)/n", SQUARES / M),
        ("1/N Σ (w*x + b - y)^2", SQUARES / M),
        ("1/n ∑ (w*x + b - y)^2", SQUARES / M),
        ("1/n Σ_i (w*x + b - y)^2", SQUARES / M),
        ("∑(w*x + b - y)^2/m", SQUARES / M),
        ("0.5 Σ (w*x + b - y)^2 + 3 w^2", SQUARES / 2 + 3 * W**2),
        ("sum_i((w*x + b - y)^2)/(2*7)", SQUARES / (2 * M)),
        ("sqrt(m)*mean((w*x + b - y)^2)", np.sqrt(M) * SQUARES / M),
        ("mean((w*x + b - y)^2) + 0.1/(2*m)*w^2", SQUARES / M + 0.1 / (2 * M) * W**2),
        ("-mean((w*x + b - y)^2)", -SQUARES / M),
        ("w*mean(b*x) - sum(y)/m", W * B * X.mean() - Y.mean()),
    ],
)
def test_the_loss_is_what_the_text_says(text: str, value: float) -> None:
    objective = Objective(text, DATA)
    theta = np.array([{"w": W, "b": B}[name] for name in objective.parameters])
    assert float(objective.value(theta)) == pytest.approx(value, rel=1e-12)
    assert objective.expression.remarks, "what was taken for what is told"


def test_m_inside_the_mean_is_a_parameter() -> None:
    assert Objective("mean((m*x + c - y)^2)", DATA).parameters == ("m", "c")


def test_a_column_called_n_is_the_column() -> None:
    data = Dataset("d", ("n", "y"), np.column_stack([X, Y]))
    objective = Objective("mean((w*n - y)^2)", data)
    assert float(objective.value(np.array([W]))) == pytest.approx(np.mean((W * X - Y) ** 2))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sqrt(mean((w*x - y)^2))", "inside its brackets"),
        ("sum(w*x - y)^2", "inside its brackets"),
        ("mean(w*x)*x", "the column x stands outside"),
        ("mean(w*x) + y", "the column y stands outside"),
        ("sum(sum(w*x))", "inside another"),
        ("sum(w) + w", "no column stands in it"),
        ("mean(w*x)/mean(w*y)", "inside its brackets"),
    ],
)
def test_what_is_no_mean_of_rows_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        Objective(text, DATA)


def test_without_data_there_is_nothing_to_add_over() -> None:
    with pytest.raises(InputError, match="there are no data"):
        Objective("Σ x^2")


def test_a_mean_that_is_divided_by_the_rows_again_is_told() -> None:
    for text in ("1/7*(w*x - y)^2", "1/(2*7)*(w*x - y)^2", "(w*x - y)^2/7"):
        (remark,) = Objective(text, DATA).expression.remarks
        assert "divided by 7, the number of rows" in str(remark)
    assert not Objective("1/2*(w*x - y)^2", DATA).expression.remarks
    with pytest.raises(InputError, match="m would be a parameter here"):
        Objective("1/(2*m)*(w*x - y)^2", DATA)


def test_a_column_called_e_is_the_column_and_told() -> None:
    data = Dataset("d", ("e", "y"), np.column_stack([X, Y]))
    objective = Objective("(w*e - y)^2", data)
    assert float(objective.value(np.array([W]))) == pytest.approx(np.mean((W * X - Y) ** 2))
    (remark,) = objective.expression.remarks
    assert str(remark) == "e is the column e of the data here, not the number"


@pytest.mark.parametrize(
    ("text", "said"), [("x^T*x", "transpose"), ("minimize x^2", "leave it out")]
)
def test_what_is_no_formula_of_numbers_is_named(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        Objective(text)


def test_a_product_as_long_as_a_formula_may_be_is_read() -> None:
    assert float(Objective("x " * 999).value(np.array([1.0]))) == 1.0
