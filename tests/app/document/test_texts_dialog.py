"""Title and description are written in a dialog."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from gdsim.app.document.texts_dialog import TextsDialog
from tests.app.opening import opened


def test_there_must_be_a_title(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = TextsDialog(parent, "Bowl", "")
    ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    dialog.title.setText("  ")
    assert not ok.isEnabled()
    dialog.title.setText("Mine")
    assert ok.isEnabled()


def test_what_is_written_is_taken_on_one_line(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(qtbot)

    def write(dialog: TextsDialog) -> QDialog.DialogCode:
        assert dialog.title.text() == "Elongated bowl"
        dialog.title.setText(" My  bowl ")
        dialog.description.setPlainText("Two\nlines.")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(TextsDialog, "exec", write)
    desk.actions.trigger("texts")
    scenario = desk.origin.scenario
    assert (scenario.title, scenario.description) == ("My bowl", "Two lines.")
    assert desk.documents.is_changed


def test_a_dialog_that_is_cancelled_changes_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(qtbot)
    monkeypatch.setattr(TextsDialog, "exec", lambda _dialog: QDialog.DialogCode.Rejected)
    desk.actions.trigger("texts")
    assert desk.history.undo_name == ""
    assert not desk.documents.is_changed
