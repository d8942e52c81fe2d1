"""The iteration table, driven by real keys and clicks: it follows the cursor and asks for rows."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from gdsim.numbers import NumberFormat
from gdsim.views.pages.table import IterationTable
from gdsim.views.pages.table.row_delegate import PADDING
from gdsim.views.style.theme import DARK, LIGHT
from tests.views.pages.table.shown_table import CTRL, SHIFT, at, click, is_in_view, place_of, run_of

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
