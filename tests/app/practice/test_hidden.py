"""What is hidden while one predicts: the table, the plots, the working, its copies and exports."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.exports.working_dialog import WorkingDialog
from gdsim.app.launch import settle
from gdsim.app.pages import WORKING
from gdsim.study.working.sheets.writers import FORMS
from gdsim.views.pages.predict import PredictPage
from gdsim.views.pages.working.working_sheet import formulas_of
from tests.app.opening import cursor, opened, press
from tests.app.practice.predicted import W1, W2, answer, table


def test_what_comes_next_is_hidden_until_it_is_revealed(desk: Desk, page: PredictPage) -> None:
    assert table(desk, 0) == ["0", "32.0000", "?", "?", "?", "?"]
    assert not desk.session.snapshot().shows_step
    assert "All right." in answer(page, {W1: "3.2", W2: "0.4"})
    desk.window.centralWidget().setFocus()
    press(desk, Qt.Key.Key_Right)
    assert table(desk, 0) == ["0", "32.0000", "8.0000", "16.0000", "3.2000", "0.4000"]
    assert table(desk, 1)[2:] == ["?"] * 4
    press(desk, Qt.Key.Key_Space)
    press(desk, Qt.Key.Key_End)
    assert cursor(desk) == 1


def test_everything_is_shown_again(desk: Desk, page: PredictPage) -> None:
    press(desk, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert not desk.session.snapshot().is_veiled
    assert table(desk, 0)[2:4] == ["8.0000", "16.0000"]
    assert page.fields == {}


def test_changes_of_what_comes_next_are_hidden_too(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    for rate in (0.05, 0.1):
        desk.session.step()
        desk.session.change({"learning_rate": rate})
    desk.session.step()
    plot = desk.window.landscape.plot
    assert plot.shown_changes()
    desk.session.first()
    desk.session.set_veiled(True)
    assert not plot.shown_changes()
    desk.session.step()
    assert [change.row for change, _ in plot.shown_changes()] == [1]
    desk.session.set_veiled(False)
    assert [change.row for change, _ in plot.shown_changes()] == [1, 2]


def test_working_leaves_blanks_while_predicting(desk: Desk, page: PredictPage) -> None:
    assert page.isVisible()
    desk.window.pages.turn_to(WORKING)
    settle(desk.window)
    panel = desk.window.pages.page(WORKING)
    assert panel is not None
    shown = [latex for latex in formulas_of(panel.sheet.shown) if "partial" in latex]
    assert shown
    # The gradient is (2 * 4, 8 * 2).
    assert not any(latex.endswith(("= 8", "= 16")) for latex in shown)
    desk.session.set_veiled(False)
    settle(desk.window)
    assert {"8", "16"} <= {latex.rpartition("= ")[2] for latex in formulas_of(panel.sheet.shown)}


RESULTS = ("= 16", "3.2", "0.4", "10.88")
"""What the update at (4, 2) comes to: a slope, new parameters, new loss 3.2^2 + 4 * 0.4^2."""


def test_copied_working_has_blanks_where_the_page_has_them(desk: Desk, page: PredictPage) -> None:
    assert page.isVisible()
    desk.window.pages.turn_to(WORKING)
    panel = desk.window.pages.page(WORKING)
    assert panel is not None
    for form in FORMS:
        panel.copy(form)
        text = QGuiApplication.clipboard().text()
        assert "____" in text or r"\underline" in text
        assert not [result for result in RESULTS if result in text]
        assert "Answers" not in text
    desk.session.step()
    panel.which.set_value("last")
    panel.copy("txt")
    assert "w_1 <- 4 - 0.1 * 8 = 3.2" in QGuiApplication.clipboard().text()


def test_exported_working_asks_and_does_not_answer(
    desk: Desk, page: PredictPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.isVisible()
    path = tmp_path / "question.txt"

    def accept(dialog: WorkingDialog) -> QDialog.DialogCode:
        dialog.format.setCurrentIndex(dialog.format.findData("txt"))
        dialog.path.setText(str(path))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(WorkingDialog, "exec", accept)
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(desk, Qt.Key.Key_E, control_shift)
    text = path.read_text(encoding="utf-8")
    assert "w_1 <- ____" in text
    assert not [result for result in RESULTS if result in text]
    assert "ANSWERS" not in text
