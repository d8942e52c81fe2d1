"""Files that the system hands to the program while it runs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QUrl
from PySide6.QtGui import QFileOpenEvent
from pytestqt.qtbot import QtBot

from gdsim.app.document.file_open import FileOpening


def test_a_file_that_is_handed_over_is_opened_and_no_link(qtbot: QtBot, tmp_path: Path) -> None:
    opened: list[Path] = []
    target = QObject()
    target.installEventFilter(FileOpening(opened.append, target))
    path = tmp_path / "it.gdsim"
    QCoreApplication.sendEvent(target, QFileOpenEvent(QUrl.fromLocalFile(str(path))))
    QCoreApplication.sendEvent(target, QFileOpenEvent(QUrl("https://example.org/it.gdsim")))
    assert opened == [path]
