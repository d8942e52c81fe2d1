"""The iteration table, driven by real keys and clicks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat
from gdsim.views.pages.table import IterationTable
from gdsim.views.pages.table.row_delegate import PADDING
from gdsim.views.style.theme import DARK, LIGHT

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def run_of(updates: int, **fields: Any) -> Run:
    run = Run(Experiment(**{"objective": "w1^2 + 4*w2^2", "start": (4.0, 2.0), **fields}))
    run.advance(updates)
    return run


def at(run: Run, cursor: int | None = None, generation: int = 1) -> Snapshot:
    here = run.length if cursor is None else cursor
    return Snapshot(run, generation, run.length, here, run.row(here), run.stop)


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[IterationTable]:
    table = IterationTable()
    qtbot.addWidget(table)
    table.resize(440, 320)
    table.show()
    qtbot.waitExposed(table)
    yield table
    QGuiApplication.clipboard().clear()


@pytest.fixture
def asked(table: IterationTable) -> list[int]:
    """The rows asked for so far, each of which is gone to as the window would."""
    rows: list[int] = []

    def go_to(row: int) -> None:
        rows.append(row)
        run = shown["run"]
        table.set_snapshot(at(run, row))

    shown: dict[str, Run] = {"run": run_of(60, learning_rate=0.05)}
    table.set_snapshot(at(shown["run"], 10))
    table.rowRequested.connect(go_to)
    return rows


def place_of(table: IterationTable, row: int) -> QPoint:
    return table.rows.visualRect(table.model.index(row, 1)).center()


def click(qtbot: QtBot, table: IterationTable, row: int, how: Qt.KeyboardModifier = NONE) -> None:
    qtbot.mouseClick(table.rows.viewport(), LEFT, how, place_of(table, row))


def is_in_view(table: IterationTable, row: int) -> bool:
    rect = table.rows.visualRect(table.model.index(row, 0))
    return table.rows.viewport().rect().contains(rect.center())


# Following and asking.


def test_the_row_at_the_cursor_is_in_view_and_selected(table: IterationTable) -> None:
    run = run_of(500, learning_rate=0.001)
    for cursor in (0, 250, 500, 3):
        table.set_snapshot(at(run, cursor))
        assert is_in_view(table, cursor)
        assert table.rows.selected_rows() == [cursor]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_row_at_the_cursor_is_filled_with_the_accent(table: IterationTable, theme: Any) -> None:
    table.set_theme(theme)
    table.set_snapshot(at(run_of(8), 3))
    picture = table.rows.viewport().grab().toImage()
    colours = [picture.pixelColor(2, place_of(table, row).y()) for row in (2, 3, 4)]
    assert colours[1] == QColor(theme.accent)
    assert colours[0] == colours[2] != colours[1]


def test_a_snapshot_asks_for_nothing(table: IterationTable, qtbot: QtBot) -> None:
    run = run_of(3)
    with qtbot.assertNotEmitted(table.rowRequested):
        table.set_snapshot(at(run))
        run.advance(3)
        table.set_snapshot(at(run, 2))
        table.set_snapshot(at(run_of(1), generation=2))
        table.set_number_format(NumberFormat.exact())
        table.set_columns(("iteration", "loss"))


def test_a_click_asks_for_the_row(table: IterationTable, asked: list[int], qtbot: QtBot) -> None:
    click(qtbot, table, 12)
    click(qtbot, table, 12)
    assert asked == [12]


KEYS = [
    (Qt.Key.Key_Down, 11),
    (Qt.Key.Key_Up, 9),
    (Qt.Key.Key_Home, 0),
    (Qt.Key.Key_End, 60),
]


@pytest.mark.parametrize(("key", "row"), KEYS)
def test_a_key_asks_for_the_row_that_it_leads_to(
    table: IterationTable, asked: list[int], qtbot: QtBot, key: Qt.Key, row: int
) -> None:
    qtbot.keyClick(table.rows, key)
    assert asked == [row]
    assert is_in_view(table, row)


def test_page_keys_move_by_what_is_in_view(
    table: IterationTable, asked: list[int], qtbot: QtBot
) -> None:
    in_view = sum(is_in_view(table, row) for row in range(61))
    qtbot.keyClick(table.rows, Qt.Key.Key_PageDown)
    qtbot.keyClick(table.rows, Qt.Key.Key_PageUp)
    assert abs(asked[0] - 10 - in_view) <= 2
    assert asked[1] == 10


@pytest.mark.parametrize(("key", "row"), KEYS[:2])
def test_its_keys_are_not_those_of_the_window(
    table: IterationTable, asked: list[int], qtbot: QtBot, key: Qt.Key, row: int
) -> None:
    taken: list[str] = []
    shortcut = QShortcut(QKeySequence(key), table)
    shortcut.activated.connect(lambda: taken.append("window"))
    table.activateWindow()
    table.rows.setFocus()
    qtbot.waitUntil(table.rows.hasFocus)
    qtbot.keyClick(table.rows, key)
    assert asked == [row]
    assert taken == []


def test_typed_digits_do_not_move(table: IterationTable, asked: list[int], qtbot: QtBot) -> None:
    qtbot.keyClicks(table.rows, "23")
    assert asked == []
    assert table.rows.selected_rows() == [10]


def test_rows_are_selected_with_shift_without_moving(
    table: IterationTable, asked: list[int], qtbot: QtBot
) -> None:
    click(qtbot, table, 13, SHIFT)
    qtbot.keyClick(table.rows, Qt.Key.Key_Down, SHIFT)
    assert table.rows.selected_rows() == [10, 11, 12, 13, 14]
    click(qtbot, table, 9, CTRL)
    assert table.rows.selected_rows() == [9, 10, 11, 12, 13, 14]
    assert asked == []


def test_a_selection_outlasts_whatever_does_not_move_the_cursor(
    table: IterationTable, asked: list[int], qtbot: QtBot
) -> None:
    click(qtbot, table, 13, SHIFT)
    table.set_number_format(NumberFormat.decimals(2))
    table.set_theme(DARK)
    assert table.rows.selected_rows() == [10, 11, 12, 13]


def test_the_cursor_stays_marked_when_columns_change(
    table: IterationTable, asked: list[int]
) -> None:
    table.set_columns(("iteration", "loss", "full_loss"))
    assert table.rows.selected_rows() == [10]
    assert is_in_view(table, 10)


def test_stepping_leaves_the_columns_in_view_as_they_are(table: IterationTable) -> None:
    run = run_of(5)
    table.set_number_format(NumberFormat.exact())
    table.set_snapshot(at(run))
    bar = table.rows.horizontalScrollBar()
    bar.setValue(bar.maximum())
    before = bar.value()
    assert before > 0
    run.step()
    table.set_snapshot(at(run))
    assert bar.value() == before


# Numbers are whole.


@pytest.mark.parametrize(
    "number_format",
    [
        NumberFormat.decimals(4),
        NumberFormat.decimals(9),
        NumberFormat.exact(),
        NumberFormat.significant(2),
    ],
)
def test_no_number_in_view_is_cut(table: IterationTable, number_format: NumberFormat) -> None:
    table.set_number_format(number_format)
    # The gradient goes from -9446 to 11335: as many signs, but wider.
    run = run_of(40, learning_rate=0.275)
    metrics = table.rows.fontMetrics()
    for cursor in range(run.length + 1):
        table.set_snapshot(at(run, cursor))
        for column in range(table.model.columnCount()):
            index = table.model.index(cursor, column)
            if table.rows.viewport().rect().contains(table.rows.visualRect(index)):
                width = metrics.horizontalAdvance(index.data())
                assert width + 2 * PADDING <= table.rows.columnWidth(column)


def test_columns_fill_the_width_where_there_is_room(table: IterationTable, qtbot: QtBot) -> None:
    table.set_snapshot(at(run_of(2)))
    table.resize(900, 320)
    header = table.rows.horizontalHeader()
    qtbot.waitUntil(lambda: header.length() == table.rows.viewport().width())


# The clipboard.


def test_copied_rows_paste_into_a_spreadsheet_as_they_are_shown(
    table: IterationTable, asked: list[int], qtbot: QtBot
) -> None:
    table.set_number_format(NumberFormat.decimals(3))
    click(qtbot, table, 12, SHIFT)
    qtbot.keyClick(table.rows, Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().split("\n")
    cells = [line.split("\t") for line in lines]
    assert cells[0] == ["Iteration", "Loss", "∂L/∂w₁", "∂L/∂w₂", "New w₁", "New w₂"]
    rows = run_of(60, learning_rate=0.05).columns(10, 13)
    expected = np.column_stack((rows.iteration, rows.loss, rows.gradient, rows.new_theta))
    np.testing.assert_allclose(np.array(cells[1:], dtype=float), expected, atol=5.001e-4)
    assert all(len(number.partition(".")[2]) == 3 for row in cells[1:] for number in row[1:])


def test_copied_rows_have_cells_for_programs_that_take_tables(
    table: IterationTable, asked: list[int], qtbot: QtBot
) -> None:
    qtbot.keyClick(table.rows, Qt.Key.Key_C, CTRL)
    html = QGuiApplication.clipboard().mimeData().html()
    assert html.count("<tr>") == 2
    assert html.count("<th>") == html.count("<td>") == 6
    assert f"<td>{table.model.text(10, 1)}</td>" in html


def test_copying_all_takes_every_update_made(table: IterationTable, qtbot: QtBot) -> None:
    run = run_of(300, learning_rate=0.01)
    table.set_snapshot(at(run, 4))
    qtbot.mouseClick(table.bar.copy, LEFT)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[0] for line in lines[1:]] == [str(t) for t in range(300)]


# The bar.


def test_the_number_format_is_asked_for_and_not_taken(table: IterationTable, qtbot: QtBot) -> None:
    table.set_snapshot(at(run_of(3)))
    asked: list[NumberFormat] = []
    table.numberFormatRequested.connect(asked.append)
    before = table.model.text(1, 1)
    table.bar.number_format.digits.setFocus()
    qtbot.keyClick(table.bar.number_format.digits, Qt.Key.Key_Up)
    table.bar.number_format.kind.setFocus()
    qtbot.keyClick(table.bar.number_format.kind, Qt.Key.Key_Down)
    assert asked == [NumberFormat.decimals(5), NumberFormat.significant(5)]
    assert table.model.text(1, 1) == before


@pytest.mark.parametrize(
    "number_format",
    [NumberFormat.decimals(0), NumberFormat.significant(17), NumberFormat.exact()],
)
def test_a_number_format_is_shown_without_being_asked_for(
    table: IterationTable, qtbot: QtBot, number_format: NumberFormat
) -> None:
    table.set_snapshot(at(run_of(3)))
    with qtbot.assertNotEmitted(table.numberFormatRequested):
        table.set_number_format(number_format)
    assert table.model.text(1, 1) == number_format.text(float(run_of(3).row(1).loss))
    assert table.bar.number_format.digits.isEnabled() == (number_format.kind != "exact")


def test_a_choice_of_digits_stays_in_the_range_of_the_new_kind(
    table: IterationTable, qtbot: QtBot
) -> None:
    table.numberFormatRequested.connect(table.set_number_format)
    table.set_number_format(NumberFormat.decimals(0))
    table.bar.number_format.kind.setFocus()
    qtbot.keyClick(table.bar.number_format.kind, Qt.Key.Key_Down)
    assert table.bar.number_format.digits.value() == 1
    qtbot.keyClick(table.bar.number_format.kind, Qt.Key.Key_Down)
    qtbot.keyClick(table.bar.number_format.kind, Qt.Key.Key_Up)
    assert table.bar.number_format.digits.isEnabled()


def test_export_is_asked_for(table: IterationTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.exportRequested):
        qtbot.mouseClick(table.bar.export, LEFT)


# The screenless platform says that it cannot raise a menu above other windows.
OFFSCREEN_POPUP = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def choose(table: IterationTable, title: str) -> None:
    menu = QApplication.activePopupWidget() or table.column_menu()
    next(action for action in menu.actions() if action.text() == title).trigger()
    menu.close()


@OFFSCREEN_POPUP
def test_columns_are_chosen_from_the_button(table: IterationTable, qtbot: QtBot) -> None:
    table.set_snapshot(at(run_of(4, rule="adam")))
    qtbot.mouseClick(table.bar.columns, LEFT)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    choose(table, "State of the rule: second moment")
    assert table.model.titles()[-2:] == ["second moment w₁", "second moment w₂"]
    choose(table, "Gradient")
    assert "∂L/∂w₁" not in table.model.titles()
    assert table.model.titles()[:2] == ["Iteration", "Loss"]


@OFFSCREEN_POPUP
def test_columns_are_chosen_from_the_header(table: IterationTable, qtbot: QtBot) -> None:
    table.set_snapshot(at(run_of(4)))
    table.rows.horizontalHeader().customContextMenuRequested.emit(QPoint(5, 5))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    choose(table, "Gradient norm")
    assert "‖∇L‖" in table.model.titles()


def test_the_number_of_the_iteration_cannot_be_hidden(table: IterationTable) -> None:
    table.set_snapshot(at(run_of(1)))
    menu = table.column_menu()
    first = menu.actions()[0]
    assert first.isChecked()
    assert not first.isEnabled()
    menu.close()


# The line below.


def test_without_a_run_the_line_says_so(table: IterationTable) -> None:
    assert table.line.isVisible()
    assert table.line.text()


def test_the_line_says_how_to_begin_and_then_gives_way(table: IterationTable) -> None:
    run = run_of(0)
    table.set_snapshot(at(run))
    assert "Step" in table.line.text()
    run.step()
    table.set_snapshot(at(run))
    assert not table.line.isVisible()


def test_every_control_has_a_name_and_a_tip(table: IterationTable) -> None:
    bar = table.bar
    for control in (
        bar.number_format.kind,
        bar.number_format.digits,
        bar.columns,
        bar.copy,
        bar.export,
    ):
        assert control.accessibleName()
        assert control.toolTip()
