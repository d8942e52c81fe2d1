"""The files that were open last."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from gdsim.app.document.recent_documents import MOST_RECENT, Recent
from gdsim.app.preferences import Preferences
from gdsim.app.settings_file import SettingsFile
from tests.lost_disk import lose


def store(folder: Path) -> SettingsFile:
    return SettingsFile(folder / "settings.json")


def test_the_newest_stands_first_and_no_file_twice(tmp_path: Path) -> None:
    recent = Recent(Preferences(store(tmp_path)))
    for name in [*map(str, range(15)), "7"]:
        recent.add(tmp_path / name)
    names = [path.name for path in recent.paths()]
    assert names == ["7", "14", "13", "12", "11", "10", "9", "8", "6", "5"]
    assert len(names) == MOST_RECENT


def test_two_windows_do_not_forget_what_the_other_opened(tmp_path: Path) -> None:
    one, other = (Recent(Preferences(store(tmp_path))) for _ in range(2))
    one.add(tmp_path / "one")
    other.add(tmp_path / "other")
    assert [path.name for path in one.paths()] == ["other", "one"]


def test_a_file_that_is_gone_is_shown_and_cannot_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    menu, chosen = QMenu(), []
    qtbot.addWidget(menu)
    recent = Recent(Preferences(store(tmp_path)))
    recent.hang_into(menu, chosen.append)
    menu.aboutToShow.emit()
    assert [action.isEnabled() for action in menu.actions()] == [False]
    (tmp_path / "there.gdsim").write_bytes(b"")
    recent.add(tmp_path / "gone.gdsim")
    recent.add(tmp_path / "there.gdsim")
    menu.aboutToShow.emit()
    there, gone = menu.actions()
    assert there.isEnabled() and not gone.isEnabled()
    assert "gone.gdsim" in gone.text()
    there.trigger()
    assert chosen == [tmp_path / "there.gdsim"]


def test_a_file_on_a_disk_that_is_gone_cannot_be_chosen(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu, recent = QMenu(), Recent(Preferences(store(tmp_path)))
    qtbot.addWidget(menu)
    recent.hang_into(menu, lambda _path: None)
    disk = tmp_path / "stick"
    disk.mkdir()
    (disk / "it.gdsim").write_bytes(b"")
    recent.add(disk / "it.gdsim")
    menu.aboutToShow.emit()
    assert menu.actions()[0].isEnabled()
    lose(disk, monkeypatch)
    menu.aboutToShow.emit()
    assert not menu.actions()[0].isEnabled()


def test_settings_that_are_damaged_count_as_none(tmp_path: Path) -> None:
    preferences = Preferences(store(tmp_path))
    for text in ("", "[", "7", '[1, null, ""]'):
        preferences.set_text("recent", text)
        assert Recent(preferences).paths() == []
