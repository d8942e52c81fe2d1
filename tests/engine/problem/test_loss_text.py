"""Losses of chosen columns as text: factors, penalties, names, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.labels import labels_of
from gdsim.engine.problem.loss_text import build_loss, loss_for
from gdsim.engine.problem.losses import LossChoice
from gdsim.engine.problem.objective import Objective


def test_conventions_are_visible_in_the_text() -> None:
    assert build_loss(LossChoice(), ["x"], "y") == "(w*x + b - y)^2"
    half, summed = LossChoice(convention="half"), LossChoice(convention="sum")
    assert build_loss(half, ["x"], "y") == "1/2*(w*x + b - y)^2"
    assert build_loss(summed, ["x"], "y", rows=40) == "40*(w*x + b - y)^2"
    ridge = LossChoice(penalty="l2", strength=0.5)
    assert build_loss(ridge, ["u", "v"], "y") == "(w1*u + w2*v + b - y)^2 + 0.5*(w1^2 + w2^2)"
    lasso = LossChoice("absolute", penalty="l1", strength=0)
    assert build_loss(lasso, ["x"], "y") == "abs(w*x + b - y)"


@pytest.mark.parametrize(("convention", "factor"), [("mean", 1), ("half", 0.5), ("sum", 40)])
def test_penalty_is_added_once_whatever_the_convention(convention, factor) -> None:
    rng = np.random.default_rng(3)
    data = Dataset("", ("x", "y"), rng.normal(size=(40, 2)))
    text = loss_for(data, LossChoice(convention=convention, penalty="l2", strength=2), ["x"], "y")
    theta = np.array([0.4, -0.3])
    x, y = data.values.T
    expected = factor * np.mean((0.4 * x - 0.3 - y) ** 2) + 2 * 0.4**2
    assert Objective(text, data).value(theta) == pytest.approx(expected, rel=1e-12)


def test_parameters_give_way_to_columns_of_the_same_name() -> None:
    data = Dataset("", ("w", "b", "x", "y"), np.arange(8.0).reshape(2, 4))
    assert loss_for(data, LossChoice(), ["w"], "y") == "(theta*w + bias - y)^2"
    assert Objective(loss_for(data, LossChoice(), ["w"], "y"), data).parameters == ("theta", "bias")
    with pytest.raises(InputError, match="rename a column"):
        build_loss(LossChoice(), ["x"], "y", taken=["w", "theta", "weight"])
    with pytest.raises(InputError, match="rename a column"):
        build_loss(LossChoice(), ["x"], "y", taken=["b", "bias", "intercept"])


@pytest.mark.parametrize("name", ["my value", "2x", "", "a-b", "β", "x²"])
def test_column_that_is_no_name_is_refused(name) -> None:
    for features, target in (([name], "y"), (["x"], name)):
        with pytest.raises(InputError, match="rename the column"):
            build_loss(LossChoice(), features, target)


@pytest.mark.parametrize("name", ["e", "pi", "max", "log", "sum"])
def test_a_column_may_be_called_as_a_constant_or_a_function(name: str) -> None:
    data = Dataset("d", (name, "y"), np.array([[1.0, 2.0], [3.0, 4.0]]))
    objective = Objective(build_loss(LossChoice(), [name], "y"), data)
    assert objective.columns == (name, "y")
    _, gradient = objective.value_and_gradient(np.zeros(len(objective.parameters)))
    # d/dw of the mean of (w x + b - y)^2 at 0 is -2 mean(x y) = -2 (2 + 12)/2.
    assert gradient[0] == pytest.approx(-14)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "cubes"}, "squares, absolute"),
        ({"convention": "median"}, "mean, half, sum"),
        ({"penalty": "l3"}, "none, l2, l1"),
        ({"kind": "huber", "convention": "half"}, "least squares"),
        ({"convention": "sum"}, "number of rows"),
        ({"penalty": "l2", "strength": -1}, "at least 0"),
        ({"penalty": "l2", "strength": float("nan")}, "finite"),
        ({"kind": "huber", "delta": 0}, "above 0"),
    ],
)
def test_a_choice_that_is_not_accepted_is_refused_in_a_sentence(change, said) -> None:
    with pytest.raises(InputError, match=said):
        build_loss(LossChoice(**change), ["x"], "y")


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([], "at least one column"),
        (["x", "x"], "twice"),
        (["y"], "twice"),
        ([f"x{i}" for i in range(400)], "fewer columns"),
    ],
)
def test_columns_that_are_not_accepted_are_refused_in_a_sentence(features, said) -> None:
    with pytest.raises(InputError, match=said):
        build_loss(LossChoice(), features, "y")


def test_labels_of_another_kind_are_refused() -> None:
    with pytest.raises(InputError, match="signed, binary"):
        build_loss(LossChoice(), ["x"], "y", labels="words")


@pytest.mark.parametrize(
    ("values", "said"),
    [([1, 1, 1], "every label"), ([1, 2, 3], "3 different"), ([1, 2], "2 different"),
     (list(range(9)), "9 different")],
)  # fmt: skip
def test_labels_of_other_than_two_classes_are_refused(values, said) -> None:
    data = Dataset("", ("x", "y"), np.column_stack([np.arange(len(values)), values]) * 1.0)
    for kind in ("logistic", "hinge"):
        with pytest.raises(InputError, match=said):
            loss_for(data, LossChoice(kind), ["x"], "y")
    assert loss_for(data, LossChoice(), ["x"], "y")


def test_labels_are_recognised_as_written() -> None:
    assert labels_of(np.array([1.0, -1, 1]), "y") == "signed"
    assert labels_of(np.array([1.0, 0, 1]), "y") == "binary"
    data = Dataset("", ("x", "y"), np.array([[1.0, 0], [2, 1]]))
    assert "1 - 2*y" in loss_for(data, LossChoice("logistic"), ["x"], "y")
    with pytest.raises(InputError, match="no column z"):
        loss_for(data, LossChoice("logistic"), ["z"], "y")
