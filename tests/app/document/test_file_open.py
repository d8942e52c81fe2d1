"""Files that the system hands to the program while it runs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from gdsim.app.document.file_open import FileOpenApplication


def test_a_file_that_is_handed_over_is_told_of_and_no_link(
    qapp: QApplication, tmp_path: Path
) -> None:
    opened: list[Path] = []
    assert isinstance(qapp, FileOpenApplication)
    qapp.fileOpened.connect(opened.append)
    path = tmp_path / "it.gdsim"
    try:
        QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl.fromLocalFile(str(path))))
        QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl("https://example.org/it.gdsim")))
    finally:
        qapp.fileOpened.disconnect(opened.append)
    assert opened == [path]
