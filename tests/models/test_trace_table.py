"""The item model of the iteration table, held against the run's own rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.methods import ORDERS
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.models.snapshot import Snapshot
from gdsim.models.trace_columns import DEFAULT_GROUPS
from gdsim.models.trace_table import PENDING_ROLE, ROWS_OF_A_PAGE, VALUE_ROLE, TraceTable
from gdsim.numbers import NumberFormat

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=0.1)


def run_of(updates: int, **fields: Any) -> Run:
    run = Run(BOWL.with_(**fields))
    run.advance(updates)
    return run


def at_end(run: Run, generation: int = 1) -> Snapshot:
    return Snapshot(run, generation, run.length, run.length, run.row(run.length), run.stop)


def table_of(run: Run, *groups: str) -> TraceTable:
    table = TraceTable()
    table.set_snapshot(at_end(run))
    if groups:
        table.set_groups(groups)
    return table


def row_texts(table: TraceTable, row: int) -> list[str]:
    return [table.index(row, column).data() for column in range(table.columnCount())]


def values(table: TraceTable, title: str, n: int) -> list[Any]:
    column = table.titles().index(title)
    return [table.index(row, column).data(VALUE_ROLE) for row in range(n)]


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


def watch(table: TraceTable) -> list[Any]:
    """Note every change of rows the model tells."""
    told: list[Any] = []
    table.modelReset.connect(lambda: told.append("reset"))
    table.rowsInserted.connect(lambda _parent, first, last: told.append((first, last)))
    return told


def test_the_model_keeps_the_rules_of_qt_while_rows_come(
    qtmodeltester: ModelTester, qtbot: object
) -> None:
    run = run_of(3)
    table = table_of(run)
    qtmodeltester.check(table)
    run.advance(2 * ROWS_OF_A_PAGE)
    table.set_snapshot(at_end(run))
    table.set_groups(("iteration", "epoch", "loss"))
    table.set_snapshot(at_end(run_of(2), generation=2))
    qtmodeltester.check(table)


def test_without_a_run_the_table_is_empty() -> None:
    table = TraceTable()
    assert (table.rowCount(), table.columnCount(), table.made_rows()) == (0, 0, 0)


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


def test_the_pending_row_tells_its_loss_but_not_its_result() -> None:
    run = run_of(2)
    table = table_of(run)
    pending = run.row(2)
    assert table.rowCount() == 3
    assert [table.index(row, 0).data(PENDING_ROLE) for row in range(3)] == [False, False, True]
    assert table.index(2, 1).data(VALUE_ROLE) == pending.loss
    assert row_texts(table, 2)[4:] == ["…", "…"]
    assert table.index(2, 4).data(VALUE_ROLE) is None
    assert f"{pending.new_theta[0]:.3}" not in table.index(2, 4).data(Qt.ItemDataRole.ToolTipRole)


def test_a_step_tells_the_result_of_what_was_pending_and_adds_one_row() -> None:
    run = run_of(2)
    table = table_of(run)
    told = watch(table)
    run.step()
    table.set_snapshot(at_end(run))
    assert told == [(3, 3)]
    assert table.index(2, 4).data(VALUE_ROLE) == run.row(2).new_theta[0]
    assert row_texts(table, 3)[4] == "…"


def test_the_same_length_changes_no_row() -> None:
    run = run_of(5)
    table = table_of(run)
    told = watch(table)
    table.set_snapshot(Snapshot(run, 1, 5, 2, run.row(2), run.stop))
    assert told == []


def test_a_new_generation_begins_afresh() -> None:
    run = run_of(5)
    table = table_of(run)
    told = watch(table)
    other = run.branch(2, learning_rate=0.2)
    other.advance(3)
    table.set_snapshot(at_end(other, generation=2))
    assert told == ["reset"]
    assert values(table, "New w₁", 5) == other.columns(0, 5).new_theta[:, 0].tolist()


def test_a_loss_that_is_not_finite_is_called_undefined() -> None:
    run = Run(Experiment(objective="log(w)", start=(1.0,), learning_rate=0.9))
    run.advance(10)
    assert np.isnan(run.row(run.length).loss)
    table = table_of(run)
    assert row_texts(table, run.length)[1] == "undefined"
    # Nothing comes after a run that has stopped: no result is promised.
    assert row_texts(table, run.length)[-1] == ""


def test_the_tool_tip_tells_the_exact_number_and_what_it_is() -> None:
    run = run_of(4)
    table = table_of(run)
    tip = table.index(3, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert repr(float(run.row(3).loss)) in tip
    assert "Loss" in tip


def test_a_gradient_from_ahead_says_so_in_heading_and_tip() -> None:
    horizontal, tip = Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    for convention, ahead in (("lookahead", True), ("rate-inside", False)):
        table = table_of(run_of(4, rule="nesterov", settings={"convention": convention}))
        column = next(k for k, title in enumerate(table.titles()) if title.startswith("∂L/∂"))
        assert table.titles()[column].endswith(" ahead") == ahead
        assert ("θ − βv" in table.headerData(column, horizontal, tip)) == ahead


def test_a_new_number_format_is_told_for_every_cell() -> None:
    table = table_of(run_of(3))
    told: list[tuple[int, int, int, int]] = []
    table.dataChanged.connect(lambda a, b: told.append((a.row(), a.column(), b.row(), b.column())))
    table.set_number_format(NumberFormat.significant(3))
    assert told == [(0, 0, 3, 5)]
    assert row_texts(table, 1)[1] == "10.9"


def test_lines_for_a_spreadsheet_leave_what_is_not_made_empty() -> None:
    table = table_of(run_of(1))
    assert list(table.lines([0, 1])) == [
        ["0", "32.0000", "8.0000", "16.0000", "3.2000", "0.4000"],
        ["1", "10.8800", "6.4000", "3.2000", "", ""],
    ]


def test_groups_are_kept_for_a_run_that_lacks_them() -> None:
    table = table_of(run_of(2, rule="momentum"), *DEFAULT_GROUPS, "state:velocity")
    with_state = table.columnCount()
    table.set_snapshot(at_end(run_of(2), generation=2))
    assert table.columnCount() < with_state
    table.set_snapshot(at_end(run_of(2, rule="momentum"), generation=3))
    assert table.columnCount() == with_state


def test_an_index_beyond_the_table_has_no_data() -> None:
    table = table_of(run_of(2))
    assert table.data(QModelIndex()) is None
    assert table.headerData(99, Qt.Orientation.Horizontal) is None


def test_the_row_from_which_other_settings_count_says_so() -> None:
    data = Dataset("line", ("x", "y"), np.column_stack((np.arange(40.0), np.arange(40.0))))
    plan = Experiment(
        objective="(w*x - y)^2", dataset=data, learning_rate=1e-5, method="mini-batch"
    )
    run = Run(plan)
    run.advance(5)
    run = run.branch(5, batch_size=7)
    run.advance(3)
    table = table_of(run, "iteration", "loss")
    tips = [table.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(9)]
    assert [row for row, tip in enumerate(tips) if "From here on" in tip] == [5]
    assert "batch size 7, before 32" in tips[5]
