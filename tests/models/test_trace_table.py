"""The item model of the iteration table: its rows as a run grows, and what is told of each."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.models.snapshot import Snapshot
from gdsim.models.trace_columns import DEFAULT_GROUPS
from gdsim.models.trace_table import PENDING_ROLE, ROWS_OF_A_PAGE, VALUE_ROLE, TraceTable
from gdsim.numbers import NumberFormat
from tests.models.traced import at_end, row_texts, run_of, table_of, values


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
