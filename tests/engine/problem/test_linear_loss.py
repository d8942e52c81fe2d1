"""Ready-made losses by products of matrices: the same as their expressions, for any columns."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.linear_loss import LinearObjective
from gdsim.engine.problem.loss_text import loss_for
from gdsim.engine.problem.losses import LOSSES, LossChoice
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run

RNG = np.random.default_rng(5)
FEATURES = ("x1", "x2", "x3")


def data_for(kind: str, low: float = 0.0) -> Dataset:
    x = RNG.normal(size=(50, 3))
    y = x @ [1.0, -2.0, 0.5] + RNG.normal(size=50)
    if LOSSES[kind].has_scores:
        classes = np.digitize(y, [-1.0, 1.0]) * 2.0
        return Dataset("made", (*FEATURES, "y"), np.column_stack([x, classes]))
    if LOSSES[kind].is_classifier:
        y = np.where(y > 0, 1.0, low)
    return Dataset("made", (*FEATURES, "y"), np.column_stack([x, y]))


def both(data: Dataset, choice: LossChoice) -> tuple[Objective, LinearObjective]:
    text = loss_for(data, choice, FEATURES, "y")
    by_matrix = LinearObjective(data, choice, FEATURES, "y")
    return Objective(text, data, by_matrix.parameters), by_matrix


CHOICES = [
    LossChoice(kind, convention, penalty, 0.3 if penalty != "none" else 0.0, intercept)
    for kind, spec in LOSSES.items()
    for convention in spec.conventions
    for penalty in ("none", "l2", "l1")
    for intercept in (True, False)
]


@pytest.mark.parametrize("choice", CHOICES, ids=lambda c: f"{c.kind}-{c.convention}-{c.penalty}")
def test_loss_and_gradient_are_those_of_the_expression(choice: LossChoice) -> None:
    data = data_for(choice.kind, low=-1.0 if choice.intercept else 0.0)
    expression, by_matrix = both(data, replace(choice, delta=0.7))
    theta = RNG.normal(size=(4, len(by_matrix.parameters)))
    for rows in (None, np.array([3, 17, 3, 40])):
        expected, found = (one.value_and_gradient(theta, rows) for one in (expression, by_matrix))
        np.testing.assert_allclose(found[0], expected[0], rtol=1e-12)
        np.testing.assert_allclose(found[1], expected[1], rtol=1e-11, atol=1e-12)
        np.testing.assert_allclose(by_matrix.value(theta, rows), expected[0], rtol=1e-12)


def test_a_logistic_loss_neither_overflows_nor_loses_digits_far_out() -> None:
    data = Dataset("made", ("x1", "x2", "x3", "y"), np.array([[1.0, 0, 0, 1], [1, 0, 0, -1]]))
    _, by_matrix = both(data, LossChoice("logistic", intercept=False))
    loss, gradient = by_matrix.value_and_gradient(np.array([800.0, 0, 0]))
    assert (loss, gradient[0]) == (400, 0.5)
    _, slope = by_matrix.value_and_gradient(np.array([40.0, 0, 0]), np.array([0]))
    assert slope[0] == pytest.approx(-np.exp(-40), rel=1e-12)


@pytest.mark.parametrize("changes", [
    {"method": "batch"},
    {"method": "mini-batch", "batch_size": 7, "rule": "adam"},
    {"method": "stochastic", "rule": "nesterov", "order": "replacement"},
], ids=lambda changes: changes["method"])  # fmt: skip
def test_a_run_is_that_of_the_expression(changes: dict[str, object]) -> None:
    expression, by_matrix = both(
        data_for("logistic"), LossChoice("logistic", penalty="l2", strength=0.1)
    )
    experiment = Experiment(
        objective=expression.expression.text,
        dataset=expression.dataset,
        parameters=by_matrix.parameters,
        start=(0.0,) * 4,
        learning_rate=0.05,
    ).with_(**changes)
    runs = [Run(experiment, objective) for objective in (expression, by_matrix)]
    for run in runs:
        run.advance(120)
    expected, found = (run.columns(0, 120) for run in runs)
    np.testing.assert_allclose(found.new_theta, expected.new_theta, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.full_loss, expected.full_loss, rtol=1e-9)


def test_hundreds_of_columns_are_fitted_as_numpy_fits_them() -> None:
    x = RNG.normal(size=(2000, 784))
    y = x @ RNG.normal(size=784) + 3
    names = tuple(f"p{k}" for k in range(784))
    data = Dataset("made", (*names, "y"), np.column_stack([x, y]))
    objective = LinearObjective(data, LossChoice("squares", "half"), names, "y")
    experiment = Experiment(
        objective="", dataset=data, parameters=objective.parameters, start=(0.0,) * 785,
        rule="nesterov", settings={"beta": 0.6}, learning_rate=0.3, method="batch",
    )  # fmt: skip
    run = Run(experiment, objective)
    run.advance(250)
    fitted, *_ = np.linalg.lstsq(np.column_stack([x, np.ones(2000)]), y, rcond=None)
    np.testing.assert_allclose(run.theta, fitted, atol=1e-5)


def test_labels_of_more_than_two_classes_are_refused() -> None:
    data = Dataset("made", ("x1", "x2", "x3", "y"), np.arange(12.0).reshape(3, 4))
    with pytest.raises(InputError, match="3 different values"):
        LinearObjective(data, LossChoice("logistic"), FEATURES, "y")


def test_softmax_neither_overflows_nor_loses_digits_far_out() -> None:
    """Scores 900 and 0: the loss of class 0 is 0, of class 1 it is 900, by hand."""
    values = np.array([[900.0, 0.0], [900.0, 1.0]])
    data = Dataset("made", ("x", "y"), values)
    by_matrix = LinearObjective(data, LossChoice("softmax", intercept=False), ("x",), "y")
    loss, gradient = by_matrix.value_and_gradient(np.array([1.0, 0.0]))
    assert loss == 450
    assert gradient.tolist() == [450, -450]


def test_each_row_of_many_columns_has_its_own_slopes() -> None:
    data = data_for("softmax")
    expression, by_matrix = both(data, LossChoice("softmax", "sum", "l2", 0.3))
    theta = RNG.normal(size=len(by_matrix.parameters))
    for found, expected in zip(by_matrix.per_row(theta), expression.per_row(theta), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-12)
