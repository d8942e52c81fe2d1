"""What the window tells when it opens on a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gdsim.app.launch import first_desk


def test_how_the_data_of_the_file_were_taken_is_told_at_the_start(
    qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "people.csv").write_text("x,ok\n1,yes\n2,no\n")
    path = tmp_path / "own.toml"
    path.write_text('objective = "(w*x - ok)^2"\ndata = "people.csv"\nstart = [0]\n')
    window = first_desk(str(path)).window
    qtbot.addWidget(window)
    shown = [label.text() for label in window.transport.findChildren(QLabel)]
    assert "The classes of ok were taken for numbers: no is 0, yes is 1." in shown
