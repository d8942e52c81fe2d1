"""The bar of the iteration table: the format of numbers, the columns, and what is exported."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.numbers import NumberFormat
from gdsim.views.pages.table import IterationTable
from tests.views.pages.table.shown_table import LEFT, at, run_of


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
