"""What the program is, and the licences of what it stands on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gdsim.app.help.about import LicencesDialog, show_about
from gdsim.files.licences import licences


def test_the_licence_of_the_part_that_is_chosen_is_shown(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = LicencesDialog(window)
    assert dialog.parts.count() == len(licences())
    for row, one in enumerate(licences()):
        dialog.parts.setCurrentRow(row)
        assert dialog.parts.currentItem().text().startswith(one.name)
        assert dialog.text.toPlainText().split() == one.text.split()
    close = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Close)
    with qtbot.waitSignal(dialog.rejected):
        close.click()


@pytest.mark.parametrize("asked", [True, False])
def test_licences_are_shown_where_about_is_asked_for_them(qtbot: QtBot, asked: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    seen: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            QTimer.singleShot(0, answer)
            named = [one for one in box.buttons() if ("Licences" in one.text()) == asked]
            named[0].click()
        elif isinstance(box, LicencesDialog):
            seen.append(box.windowTitle())
            box.reject()

    QTimer.singleShot(0, answer)
    show_about(window)
    assert seen == (["Licences"] if asked else [])
