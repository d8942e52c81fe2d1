"""Files are asked for in the folder of the last one, and named as the run."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gdsim.app.file_asking import Asking, may_replace
from gdsim.app.origin import Origin
from gdsim.app.preferences import Preferences
from gdsim.app.settings_file import SettingsFile
from gdsim.files.scenario.scenario import builtin_scenario
from tests.lost_disk import lose


class Chooser:
    """Stands for the dialogs: what they propose, and what is chosen in them next."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.proposed: list[str] = []
        self.parents: list[QWidget] = []
        self.chosen = ""
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, self._choose)

    def _choose(self, parent: QWidget, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        self.parents.append(parent)
        self.proposed.append(proposed)
        return self.chosen, ""


@pytest.fixture
def chooser(monkeypatch: pytest.MonkeyPatch) -> Chooser:
    return Chooser(monkeypatch)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def asking(window: QWidget) -> Asking:
    return Asking(window, Origin(builtin_scenario("toy-bowl")), Preferences(None))


@pytest.mark.parametrize("what", ["document", "data", "table"])
def test_the_folder_of_one_file_is_proposed_for_the_next(
    asking: Asking, chooser: Chooser, what: str, tmp_path: Path
) -> None:
    ask = getattr(asking, what)
    chooser.chosen = str(tmp_path / "a.txt")
    assert ask() == tmp_path / "a.txt"
    asking.target("Save", ".toml", "")
    assert chooser.proposed == [str(Path.home()), str(tmp_path / "toy-bowl.toml")]


def test_nothing_chosen_is_none_and_leaves_the_folder(
    asking: Asking, chooser: Chooser, tmp_path: Path
) -> None:
    asking.folder = tmp_path
    assert asking.data() is None
    assert asking.target("Save", ".toml", "") is None
    assert asking.csv(QWidget(), "Export", "sweep") is None
    assert asking.folder == tmp_path


def test_a_folder_on_a_disk_that_is_gone_is_not_proposed_now_or_at_the_next_start(
    window: QWidget, chooser: Chooser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preferences = Preferences(SettingsFile(tmp_path / "settings.json"))
    disk, home = tmp_path / "stick", Path.home()
    disk.mkdir()
    asking = Asking(window, Origin(builtin_scenario("toy-bowl")), preferences)
    asking.folder = disk
    lose(disk, monkeypatch)
    asking.document()
    asking.to_write("Save", ".gdsim", "", disk / "mine.gdsim")
    Asking(window, Origin(builtin_scenario("toy-bowl")), preferences).document()
    assert chooser.proposed == [str(home), str(home / "mine.gdsim"), str(home)]


def test_a_folder_that_is_there_again_is_proposed_again(
    asking: Asking, chooser: Chooser, tmp_path: Path
) -> None:
    asking.folder = tmp_path
    with pytest.MonkeyPatch.context() as patch:
        lose(tmp_path, patch)
        asking.document()
    asking.document()
    assert chooser.proposed == [str(Path.home()), str(tmp_path)]


def test_the_folder_of_a_file_that_was_written_counts_too(
    asking: Asking, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.chosen = str(tmp_path / "bowl.toml")
    asking.target("Save", ".toml", "")
    asking.document()
    assert chooser.proposed[-1] == str(tmp_path)


def test_files_are_named_as_what_the_run_came_from(window: QWidget, chooser: Chooser) -> None:
    origin = Origin(builtin_scenario("toy-bowl"))
    asking = Asking(window, origin, Preferences(None))
    origin.open(builtin_scenario("rosenbrock"))
    assert asking.suggested("-working.pdf") == Path.home() / "rosenbrock-working.pdf"


@pytest.mark.parametrize(
    ("typed", "written"), [("/a/b", "/a/b.csv"), ("/a/b.csv", "/a/b.csv"), ("/a/b.txt", "/a/b.txt")]
)
def test_a_csv_file_gets_its_ending_where_none_was_typed(
    asking: Asking, chooser: Chooser, typed: str, written: str
) -> None:
    chooser.chosen = typed
    assert asking.csv(QWidget(), "Export the sweep", "sweep") == Path(written)
    assert chooser.proposed == [str(Path.home() / "toy-bowl-sweep.csv")]


def test_the_dialog_belongs_to_the_window_that_asks(
    asking: Asking, window: QWidget, chooser: Chooser
) -> None:
    tool = QWidget()
    asking.csv(tool, "Export", "sweep")
    asking.table()
    assert chooser.parents == [tool, window]


@pytest.mark.parametrize("chosen", [".", "/"])
def test_a_folder_that_is_chosen_is_left_to_whoever_refuses_it(
    asking: Asking, chooser: Chooser, chosen: str
) -> None:
    chooser.chosen = chosen
    assert asking.to_write("Save", ".gdsim", "") == Path(chosen)


def test_enter_alone_replaces_no_file(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    (tmp_path / "mine.csv").write_text("mine", encoding="utf-8")

    def press_enter(
        _window: QWidget,
        _title: str,
        text: str,
        _buttons: QMessageBox.StandardButton,
        default: QMessageBox.StandardButton,
    ) -> QMessageBox.StandardButton:
        assert "mine.csv" in text and "new.csv" not in text
        return default

    monkeypatch.setattr(QMessageBox, "question", press_enter)
    assert not may_replace(window, "Save", tmp_path / "mine.csv", tmp_path / "new.csv")
    assert may_replace(window, "Save", tmp_path / "new.csv")
