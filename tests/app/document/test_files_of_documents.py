"""The file of a document: changed or gone behind the window, remembered for the next start."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.document.recent_documents import Recent
from gdsim.app.launch import first_desk
from gdsim.app.preferences import Preferences
from gdsim.app.settings_file import SettingsFile, settings_path
from tests.app.document.acting import bytes_of, work_on
from tests.app.document.choosing import Chooser
from tests.app.opening import opened

Buttons = QMessageBox.StandardButton


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return opened(qtbot)


def test_the_last_document_is_opened_at_the_start_unless_that_is_not_wanted(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    bytes_of(desk, tmp_path)

    def title_at_start() -> str:
        window = first_desk(None).window
        qtbot.addWidget(window)
        window.close()
        return window.windowTitle().partition("[")[0]

    window = first_desk(str(tmp_path / "now.gdsim")).window
    qtbot.addWidget(window)
    window.close()
    assert title_at_start() == "now"
    (tmp_path / "now.gdsim").rename(tmp_path / "other.gdsim")
    assert title_at_start() == "Elongated bowl"
    (tmp_path / "other.gdsim").rename(tmp_path / "now.gdsim")
    window = first_desk(str(tmp_path / "now.gdsim")).window
    qtbot.addWidget(window)
    window.preferences.opens_last = False
    window.close()
    assert title_at_start() == "Elongated bowl"


def test_the_document_of_now_is_remembered_at_once_for_a_start_after_a_sudden_end(
    qtbot: QtBot, desk: Desk, chooser: Chooser, tmp_path: Path
) -> None:
    def remembered() -> str:
        return Preferences(SettingsFile(settings_path())).last_document

    bytes_of(desk, tmp_path)
    window = first_desk(str(tmp_path / "now.gdsim")).window
    qtbot.addWidget(window)
    assert remembered() == str(tmp_path / "now.gdsim")
    chooser.chosen = str(tmp_path / "other.gdsim")
    window.findChild(Desk).actions.trigger("save_as")
    assert remembered() == str(tmp_path / "other.gdsim")
    window.findChild(Desk).actions.trigger("new")
    assert remembered() == ""


def test_the_window_closed_last_decides_what_is_remembered(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    windows = []
    for name in ("one", "other"):
        bytes_of(desk, tmp_path)
        path = (tmp_path / "now.gdsim").rename(tmp_path / f"{name}.gdsim")
        windows.append(first_desk(str(path)).window)
        qtbot.addWidget(windows[-1])
    windows[1].close()
    windows[0].close()
    settings = Preferences(SettingsFile(settings_path()))
    assert settings.last_document == str(tmp_path / "one.gdsim")
    assert [path.stem for path in Recent(settings).paths()] == ["other", "one"]


def test_a_file_that_another_window_changed_is_not_replaced_without_a_question(
    qtbot: QtBot, desk: Desk, chooser: Chooser, tmp_path: Path
) -> None:
    path = tmp_path / "it.gdsim"
    chooser.chosen = str(path)
    desk.actions.trigger("save")
    other = opened(qtbot)
    other.documents.open_file(path)
    other.session.change({"learning_rate": 0.2})
    other.actions.trigger("save")
    theirs = path.read_bytes()
    desk.session.change({"learning_rate": 0.3})
    assert chooser.asked == 0
    desk.actions.trigger("save")
    assert chooser.asked == 1
    assert path.read_bytes() == theirs
    assert desk.documents.is_changed
    chooser.answer = Buttons.Yes
    desk.actions.trigger("save")
    assert path.read_bytes() == bytes_of(desk, tmp_path)
    desk.actions.trigger("save")
    assert chooser.asked == 2


def test_a_file_that_was_deleted_is_written_again(
    desk: Desk, chooser: Chooser, tmp_path: Path
) -> None:
    path = tmp_path / "it.gdsim"
    chooser.chosen = str(path)
    desk.actions.trigger("save")
    path.unlink()
    desk.actions.trigger("save")
    assert path.read_bytes() == bytes_of(desk, tmp_path)
    assert chooser.asked == 0


def test_closing_asks_where_the_file_of_saved_work_is_gone(
    desk: Desk, chooser: Chooser, tmp_path: Path
) -> None:
    path = tmp_path / "it.gdsim"
    chooser.chosen = str(path)
    desk.documents.asks = True
    work_on(desk)
    desk.actions.trigger("save")
    path.unlink()
    assert not desk.window.close()
    chooser.answer = Buttons.Save
    assert desk.window.close()
    assert path.read_bytes() == bytes_of(desk, tmp_path)
    assert chooser.asked == 2


def test_files_are_asked_for_in_the_folder_of_the_document(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []

    def propose(_parent: object, _title: str, at: str, *_: object) -> tuple[str, str]:
        proposed.append(at)
        return "", ""

    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, propose)
    bytes_of(desk, tmp_path)
    folder = tmp_path / "mine"
    folder.mkdir()
    window = first_desk(str((tmp_path / "now.gdsim").rename(folder / "it.gdsim"))).window
    qtbot.addWidget(window)
    window.findChild(Desk).actions.trigger("open")
    window.findChild(Desk).actions.trigger("save_scenario")
    assert [Path(at).parent if at.endswith(".toml") else Path(at) for at in proposed] == [
        folder
    ] * 2
    # The next start without a document asks there, too.
    window.findChild(Desk).actions.trigger("new")
    window.close()
    window = first_desk(None).window
    qtbot.addWidget(window)
    window.findChild(Desk).actions.trigger("open")
    assert Path(proposed[-1]) == folder


def test_the_folder_that_takes_the_place_of_a_disk_is_not_written_to_without_a_question(
    qtbot: QtBot, chooser: Chooser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(qtbot)
    target = tmp_path / "stick" / "work.gdsim"
    target.parent.mkdir()
    chooser.chosen = str(target)
    desk.actions.trigger("save")
    target.unlink()
    # No test may mount a disk, so the folder only says that it is on another one.
    monkeypatch.setattr("gdsim.app.document.documents.disk_of", lambda _path: -1)
    chooser.answer = Buttons.Cancel
    desk.actions.trigger("save")
    assert "work.gdsim is not there any more" in chooser.told[-1]
    assert not target.exists()
    chooser.answer = Buttons.Yes
    desk.actions.trigger("save")
    assert target.exists()
    target.unlink()
    desk.actions.trigger("save")
    assert target.exists() and chooser.asked == 2
