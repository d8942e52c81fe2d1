"""Objectives over batches, blocks and several points at once."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import BLOCK_ROWS, Objective


def line(n: int) -> Dataset:
    rng = np.random.default_rng(1)
    return Dataset("line", ("x", "y", "unused"), rng.normal(size=(n, 3)))


def least_squares(theta: np.ndarray, data: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Return loss, gradient and Hessian of (w*x + b - y)^2 by matrix algebra."""
    x, y = np.column_stack([data[:, 0], np.ones(len(data))]), data[:, 1]
    r = x @ theta - y
    return r @ r / len(y), 2 * x.T @ r / len(y), 2 * x.T @ x / len(y)


@pytest.mark.parametrize("n", [1, 7, BLOCK_ROWS, BLOCK_ROWS + 1, 3 * BLOCK_ROWS + 5])
def test_mean_over_all_rows_equals_matrix_algebra(n: int) -> None:
    data = line(n)
    objective = Objective("(w*x + b - y)^2", data)
    theta = np.array([0.7, -0.2])
    loss, gradient, hessian = least_squares(theta, data.values)
    assert objective.value(theta) == pytest.approx(loss, rel=1e-12)
    got_loss, got_gradient = objective.value_and_gradient(theta)
    assert got_loss == pytest.approx(loss, rel=1e-12)
    assert got_gradient == pytest.approx(gradient, rel=1e-10, abs=1e-13)
    assert objective.hessian(theta) == pytest.approx(hessian, rel=1e-12)


def test_chosen_rows_alone_count() -> None:
    data = line(50)
    objective = Objective("(w*x + b - y)^2", data)
    rows, theta = np.array([3, 3, 17, 49]), np.array([1.0, 2.0])
    loss, gradient, hessian = least_squares(theta, data.values[rows])
    assert objective.value(theta, rows) == pytest.approx(loss, rel=1e-13)
    assert objective.value_and_gradient(theta, rows)[1] == pytest.approx(gradient, rel=1e-12)
    assert objective.hessian(theta, rows) == pytest.approx(hessian, rel=1e-12)


def test_rows_losses_and_gradients_average_to_the_batchs() -> None:
    objective = Objective("log(1 + exp(-y*(w*x + b)))", line(40))
    theta, rows = np.array([0.3, 0.1]), np.arange(5, 25)
    losses, gradients = objective.per_row(theta, rows)
    loss, gradient = objective.value_and_gradient(theta, rows)
    assert (losses.shape, gradients.shape) == ((20,), (20, 2))
    assert losses.mean() == pytest.approx(loss, rel=1e-13)
    assert gradients.mean(axis=0) == pytest.approx(gradient, rel=1e-12)


@pytest.mark.parametrize("text", ["w^2 + 4*b^2 + w*b", "(w*x + b - y)^2"])
@pytest.mark.parametrize("shape", [(3,), (700,), (4, 5)])
def test_leading_axes_are_runs_one_beside_the_other(text: str, shape: tuple[int, ...]) -> None:
    objective = Objective(text, line(300))
    theta = np.random.default_rng(2).normal(size=(*shape, 2))
    values = objective.value(theta)
    losses, gradients = objective.value_and_gradient(theta)
    hessians = objective.hessian(theta)
    assert (values.shape, gradients.shape) == (shape, (*shape, 2))
    assert hessians.shape == (*shape, 2, 2)
    for index in np.ndindex(*shape):
        loss, gradient = objective.value_and_gradient(theta[index])
        assert losses[index] == pytest.approx(loss, rel=1e-13)
        assert gradients[index] == pytest.approx(gradient, rel=1e-11, abs=1e-14)
        assert hessians[index] == pytest.approx(objective.hessian(theta[index]), rel=1e-12)


def test_names_that_are_columns_are_data_and_all_others_parameters() -> None:
    objective = Objective("(w*x + b - y)^2", line(4))
    assert objective.parameters == ("w", "b")
    assert objective.columns == ("x", "y")
    assert objective.n_rows == 4


@pytest.mark.parametrize("text", ["(x - 3)^2 + x*y^3", "log(1 + exp(x*y)) + abs(x)/y", "e^x*y^2"])
def test_an_objective_for_few_values_has_the_same_ones(text: str) -> None:
    theta = np.array([[0.7, -1.3], [2.0, 0.4]])
    quick, usual = Objective(text, is_for_few=True), Objective(text)
    assert quick.value(theta) == pytest.approx(usual.value(theta), rel=1e-14)
    for one, other in zip(
        quick.value_and_gradient(theta), usual.value_and_gradient(theta), strict=True
    ):
        assert one == pytest.approx(other, rel=1e-14)


def test_function_that_uses_no_column_counts_as_one_row() -> None:
    objective = Objective("w1^2 + 4*w2^2", line(4))
    assert (objective.n_rows, objective.columns, objective.dataset) == (1, (), None)


def test_parameters_come_in_the_order_asked_for() -> None:
    objective = Objective("a^2 + 10*b^2", parameters=("b", "a"))
    assert objective.value_and_gradient(np.array([1.0, 0.0]))[1].tolist() == [20.0, 0.0]


@pytest.mark.parametrize("parameters", [("a",), ("a", "c"), ("a", "b", "b")])
def test_parameters_that_do_not_fit_are_refused(parameters: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match="a, b"):
        Objective("a^2 + b^2", parameters=parameters)


def test_objective_of_columns_alone_is_refused() -> None:
    with pytest.raises(InputError, match="at least one parameter"):
        Objective("x + y", line(3))


def test_point_outside_the_domain_gives_no_warning_and_no_number() -> None:
    assert np.isnan(Objective("log(w)").value(np.array([-1.0])))


def test_a_name_read_as_a_product_may_be_asked_for() -> None:
    assert Objective("x + y + xy", None, ("x", "y", "xy")).parameters == ("x", "y", "xy")
    # A column of that name is no parameter.
    data = Dataset("d", ("xy",), np.ones((3, 1)))
    assert Objective("x^2 + y^2 + xy", data).parameters == ("x", "y")


def test_members_of_a_family_stand_in_their_own_order() -> None:
    assert Objective("100*(y - x^2)^2 + (1 - x)^2").parameters == ("x", "y")
    assert Objective("w2^2 + b + w10 + w1").parameters == ("w1", "b", "w2", "w10")
    assert Objective("b + a").parameters == ("b", "a")


def test_a_column_that_was_left_out_is_no_parameter() -> None:
    data = Dataset("d", ("x",), np.ones((3, 1)), left_out=("passed",))
    with pytest.raises(InputError, match="passed is a column of the data that was left out"):
        Objective("(w*x - passed)^2", data)
    assert Objective("w*x", data).parameters == ("w",)


def test_a_parameter_without_effect_is_not_taken_for_a_part_of_the_loss() -> None:
    text = "29.5*x1^2 - 59*x1 + 18.5*x2^2 - 3.7*x2 + 24.1*x3^2 + 48.2*x3 + 0.0*x4^2"
    loss, gradient = Objective(text).whole(np.array([1.0, 0.1, -1.0, -0.6]))
    assert loss == pytest.approx(29.5 - 59 + 0.185 - 0.37 + 24.1 - 48.2)
    assert gradient == pytest.approx(np.zeros(4), abs=1e-12)
