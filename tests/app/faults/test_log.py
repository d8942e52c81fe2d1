"""The log file: entries, limits, and where it cannot be written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gdsim.app.faults.log import MOST_BYTES, OLDER_FILES, log_file, write_log
from gdsim.app.help.about import about_box


@pytest.fixture(autouse=True)
def _own_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_entries_follow_each_other_with_their_time() -> None:
    assert write_log("first \ud800 →")
    assert write_log("second")
    lines = log_file().read_text("utf-8").splitlines()
    assert [line.split(" ", 2)[2] for line in lines if line] == ["first \\ud800 →", "second"]


def test_the_files_take_no_more_room_than_a_few_of_full_size() -> None:
    for k in range(60):
        assert write_log(f"{k} " + "x" * (MOST_BYTES // 8))
    files = sorted(log_file().parent.iterdir())
    assert len(files) == 1 + OLDER_FILES
    assert all(file.stat().st_size <= MOST_BYTES for file in files)
    assert " 59 x" in log_file().read_text("utf-8")


def test_where_it_cannot_be_written_nothing_is_raised() -> None:
    log_file().parent.parent.mkdir(parents=True)
    log_file().parent.write_text("in the way")
    assert not write_log("lost")


def test_about_tells_its_place(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    assert str(log_file()) in about_box(window).text()
