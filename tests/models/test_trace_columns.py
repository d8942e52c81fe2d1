"""The columns of the iteration table: each holds the numbers of the run, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.methods import ORDERS
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.models.trace_table import ROWS_OF_A_PAGE, VALUE_ROLE
from gdsim.numbers import NumberFormat
from tests.models.traced import row_texts, run_of, table_of, values

EPOCHS = 3


@pytest.mark.parametrize("last_batch", ["keep", "drop"])
@pytest.mark.parametrize("order", ORDERS)
def test_what_is_said_of_an_epoch_holds_in_every_order(order: str, last_batch: str) -> None:
    """It is no pass over the data where rows come twice, or not at all."""
    data = Dataset("ten", ("x", "y"), np.arange(20.0).reshape(10, 2))
    fields = {"objective": "(w*x - y)^2", "dataset": data, "start": (0.0,), "learning_rate": 1e-6}
    batches = {"method": "mini-batch", "batch_size": 3, "order": order, "last_batch": last_batch}
    run = run_of(EPOCHS * (4 if last_batch == "keep" else 3), **fields, **batches)
    rows = [[*map(int, run.rows(t))] for t in range(run.length)]
    seen: list[list[int]] = [[] for _ in range(EPOCHS)]
    for t, batch in enumerate(rows):
        seen[run.row(t).epoch] += batch
    is_pass = all(sorted(one) == list(range(10)) for one in seen)
    assert is_pass == (order in ("shuffle", "fixed") and last_batch == "keep")
    # Of 10 rows three batches of 3 can be taken, and one of 1.
    counts = [sum(run.row(t).epoch == k for t in range(run.length)) for k in range(EPOCHS)]
    assert counts == [4 if last_batch == "keep" else 3] * EPOCHS
    table = table_of(run, "iteration", "epoch")
    tip = table.headerData(
        table.titles().index("Epoch"), Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    )
    assert tip == "Number of the epoch, from 0: it has as many batches as can be taken of N rows"


def test_the_default_columns_are_those_of_the_lecture_notes() -> None:
    table = table_of(run_of(4))
    table.set_number_format(NumberFormat.decimals(2))
    assert table.titles() == ["Iteration", "Loss", "∂L/∂w₁", "∂L/∂w₂", "New w₁", "New w₂"]
    # The notes print 4.21 in the last row; 4.195328 rounds to 4.20.
    assert [row_texts(table, row) for row in range(4)] == [
        ["0", "32.00", "8.00", "16.00", "3.20", "0.40"],
        ["1", "10.88", "6.40", "3.20", "2.56", "0.08"],
        ["2", "6.58", "5.12", "0.64", "2.05", "0.02"],
        ["3", "4.20", "4.10", "0.13", "1.64", "0.00"],
    ]


READ: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "Epoch": ("epoch", lambda c: c.epoch),
    "Batch": ("batch", lambda c: c.batch),
    "Batch size": ("batch_size", lambda c: c.batch_size),
    "Learning rate": ("learning_rate", lambda c: c.learning_rate),
    "b": ("theta", lambda c: c.theta[:, 1]),
    "Loss": ("loss", lambda c: c.loss),
    "∂L/∂w": ("gradient", lambda c: c.gradient[:, 0]),
    "‖∇L‖": ("gradient_norm", lambda c: np.sqrt((c.gradient**2).sum(axis=1))),
    "New b": ("new_theta", lambda c: c.new_theta[:, 1]),
}


@pytest.fixture(scope="module")
def regression() -> Run:
    x = np.linspace(-1.0, 1.0, 10)
    data = Dataset("x and y", ("x", "y"), np.column_stack((x, 3 * x + 1)))
    run = Run(
        Experiment(
            objective="(w*x + b - y)^2",
            dataset=data,
            start=(0.0, 0.0),
            schedule="inverse-time",
            rule="adam",
            method="mini-batch",
            batch_size=4,
        )
    )
    run.advance(3 * ROWS_OF_A_PAGE + 5)
    return run


@pytest.mark.parametrize("title", READ)
def test_every_column_holds_the_numbers_of_the_run(regression: Run, title: str) -> None:
    group, read = READ[title]
    n = regression.length
    expected = read(regression.columns(0, n))
    shown = values(table_of(regression, "iteration", group), title, n)
    np.testing.assert_allclose(shown, expected, rtol=1e-15)


def test_the_state_of_the_rule_is_a_column_for_each_parameter(regression: Run) -> None:
    names = list(regression.row(0).state)
    table = table_of(regression, "iteration", *(f"state:{name}" for name in names))
    assert table.columnCount() == 1 + 2 * len(names)
    for k, name in enumerate(names):
        expected = regression.columns(0, 9).state[name][:, 1]
        assert values(table, table.titles()[2 + 2 * k], 9) == expected.tolist()


def test_a_state_that_an_earlier_rule_did_not_keep_is_left_empty() -> None:
    run = run_of(3).branch(3, rule="momentum")
    run.advance(2)
    (name,) = run.row(3).state
    table = table_of(run, "iteration", f"state:{name}")
    assert [row_texts(table, row)[1] for row in (0, 2)] == ["", ""]
    assert table.index(3, 1).data(VALUE_ROLE) == run.row(3).state[name][0]


def test_a_change_of_loss_is_told_from_the_row_before_across_pages() -> None:
    run = run_of(ROWS_OF_A_PAGE + 2, learning_rate=0.001)
    shown = values(table_of(run, "iteration", "loss_change"), "Change of loss", run.length)
    assert shown[0] is None
    assert shown[1:] == np.diff(run.columns(0, run.length).loss).tolist()


def test_the_full_loss_is_empty_where_it_was_not_worked_out() -> None:
    data = Dataset("x", ("x",), np.arange(5000.0)[:, np.newaxis])
    run = Run(
        Experiment(objective="(w - x)^2", dataset=data, method="stochastic", learning_rate=1e-4)
    )
    run.advance(60)
    expected = run.columns(0, 60).full_loss
    assert np.isnan(expected).any()
    assert np.isfinite(expected).any()
    shown = values(table_of(run, "iteration", "full_loss"), "Full loss", 60)
    assert shown == [None if np.isnan(loss) else loss for loss in expected]


def test_a_gradient_from_ahead_says_so_in_heading_and_tip() -> None:
    horizontal, tip = Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    for convention, ahead in (("lookahead", True), ("rate-inside", False)):
        table = table_of(run_of(4, rule="nesterov", settings={"convention": convention}))
        column = next(k for k, title in enumerate(table.titles()) if title.startswith("∂L/∂"))
        assert table.titles()[column].endswith(" ahead") == ahead
        assert ("θ − βv" in table.headerData(column, horizontal, tip)) == ahead
