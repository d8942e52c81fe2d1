"""What an objective predicts, against predictions written out."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.fit import decision, fit_of, label_of
from gdsim.engine.problem.objective import Objective

RNG = np.random.default_rng(2)
DATA = Dataset("d", ("x", "z", "y"), RNG.normal(size=(30, 3)))
LABELLED = Dataset(
    "c", ("a", "b", "y"), np.column_stack([RNG.normal(size=(30, 2)), np.tile([1.0, -1.0], 15)])
)
THETA = np.array([1.5, -0.5])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(w*x + b - y)^2", lambda x: 1.5 * x - 0.5),
        ("(y - w*x - b)^2 / 2", lambda x: 1.5 * x - 0.5),
        ("(y - (w*x + b))^2", lambda x: 1.5 * x - 0.5),
        ("0.5*(w*tanh(b*x) - y)^2", lambda x: 1.5 * np.tanh(-0.5 * x)),
        ("abs(w*x^2 + b - y) + 0.1*w^2", lambda x: 1.5 * x**2 - 0.5),
    ],
)
def test_the_prediction_is_the_other_side_of_the_difference(text, expected) -> None:
    fit = fit_of(Objective(text, DATA))
    assert fit is not None
    assert (fit.target, fit.features) == ("y", ("x",))
    x = np.linspace(-2, 2, 7)
    np.testing.assert_allclose(fit.predict(THETA, x[:, np.newaxis]), expected(x))


def test_several_features_are_taken_in_the_order_of_the_columns() -> None:
    objective = Objective("(w1*z + w2*x - y)^2", DATA)
    fit = fit_of(objective)
    assert fit is not None
    rows = RNG.normal(size=(4, 2))
    columns = dict(zip(fit.features, rows.T, strict=True))
    expected = 1.5 * columns["z"] - 0.5 * columns["x"]
    np.testing.assert_allclose(fit.predict(THETA, rows), expected)


@pytest.mark.parametrize(
    "text", ["log(1 + exp(-y*(w*x + b)))", "(w*(x - z) + b)^2", "w^2 + b^2 + 0*x"]
)
def test_other_losses_predict_no_column(text: str) -> None:
    assert fit_of(Objective(text, DATA)) is None


def test_both_labels_have_one_loss_where_the_margin_is_zero() -> None:
    objective = Objective("log(1 + exp(-y*(u*a + v*b + c)))", LABELLED)
    assert label_of(objective) == "y"
    theta = np.array([2.0, -1.0, 0.5])
    a, b = np.linspace(-2, 2, 5), np.linspace(-3, 3, 4)
    margin = 2 * a[np.newaxis] - b[:, np.newaxis] + 0.5
    values = decision(objective, theta, "y", a, b)
    # log(1 + e^-m) - log(1 + e^m) = -m.
    np.testing.assert_allclose(values, -margin, rtol=1e-9, atol=1e-12)


def test_a_column_of_many_values_is_no_label() -> None:
    assert label_of(Objective("(w*x + v*z - y)^2", DATA)) is None
