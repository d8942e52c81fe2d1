"""What speaks against a choice of columns, told before it is used."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective
from gdsim.study.words.data import doubts

X, Y = np.array([1.0, 2.0, 4.0]), np.array([2.0, 3.0, 7.0])


def data(**columns: np.ndarray) -> Dataset:
    return Dataset("made", tuple(columns), np.column_stack(list(columns.values())))


@pytest.mark.parametrize(
    ("dataset", "said"),
    [
        (data(x=X, c=np.full(3, 3.0), y=Y), "c is the same in every row"),
        (data(x=X, z=X.copy(), y=Y), "x and z are the same in every row"),
    ],
)
def test_columns_that_leave_many_minima_are_told(dataset: Dataset, said: str) -> None:
    features = dataset.names[:-1]
    (sentence,) = doubts(dataset, features, has_intercept=True)
    assert sentence.startswith(said)
    # What is said is true: the Hessian of the least squares is singular.
    text = f"(w1*{features[0]} + w2*{features[1]} + b - y)^2"
    hessian = Objective(text, dataset).hessian(np.zeros(3))
    assert np.linalg.matrix_rank(hessian) < 3


def test_a_constant_column_without_an_intercept_and_different_columns_are_no_doubt() -> None:
    assert doubts(data(x=X, c=np.full(3, 3.0), y=Y), ("x", "c"), has_intercept=False) == []
    assert doubts(data(x=X, z=X**2, y=Y), ("x", "z"), has_intercept=True) == []


def test_a_single_row_is_told() -> None:
    (sentence,) = doubts(data(x=X[:1], y=Y[:1]), ("x",), has_intercept=True)
    assert "one row" in sentence
