"""Rows of the iteration table copied to the clipboard, for spreadsheets and other programs."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gdsim.numbers import NumberFormat
from gdsim.views.pages.table import IterationTable
from tests.views.pages.table.shown_table import CTRL, LEFT, SHIFT, at, click, run_of


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
