"""Files that the system hands to the program while it runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from gdsim.app.document.file_open import FileOpenApplication


@pytest.fixture
def app(qapp: QApplication) -> Iterator[FileOpenApplication]:
    assert isinstance(qapp, FileOpenApplication)
    yield qapp
    qapp.open_files_with(None)


def hand_over(app: QApplication, url: QUrl) -> None:
    QCoreApplication.sendEvent(app, QFileOpenEvent(url))


def test_a_file_that_is_handed_over_is_opened_and_no_link(
    app: FileOpenApplication, tmp_path: Path
) -> None:
    opened: list[Path] = []
    app.open_files_with(opened.append)
    hand_over(app, QUrl.fromLocalFile(str(tmp_path / "it.gdsim")))
    hand_over(app, QUrl("https://example.org/it.gdsim"))
    assert opened == [tmp_path / "it.gdsim"]


def test_files_that_come_before_there_is_a_window_are_opened_once_there_is_one(
    app: FileOpenApplication, tmp_path: Path
) -> None:
    opened: list[Path] = []
    paths = [tmp_path / name for name in ("a.gdsim", "b.gdsim")]
    for path in paths:
        hand_over(app, QUrl.fromLocalFile(str(path)))
    assert opened == []
    app.open_files_with(opened.append)
    assert opened == paths
