"""Documents in the window: new, opened, saved, asked about."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.document.recent_documents import Recent
from gdsim.app.launch import first_desk
from gdsim.app.pages import RUNS
from gdsim.app.places.table import PLACES
from gdsim.app.preferences import Preferences
from gdsim.app.settings_file import SettingsFile, settings_path
from gdsim.engine.problem.dataset import Dataset
from gdsim.files.scenario.scenario import load_scenario
from gdsim.views.places.place import Place
from gdsim.views.places.places import PlaceSpec
from tests.app.document.acting import bytes_of
from tests.app.opening import opened

Buttons = QMessageBox.StandardButton


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return opened(qtbot)


class Chooser:
    """Stands for the dialogs: chooses a file, answers the question, and counts it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.chosen, self.answer, self.asked = "", Buttons.Cancel, 0
        for name in ("getSaveFileName", "getOpenFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_, **__: (self.chosen, ""))
        monkeypatch.setattr(QMessageBox, "question", self._answer)

    def _answer(self, *_: object) -> Buttons:
        self.asked += 1
        return self.answer


@pytest.fixture
def chooser(monkeypatch: pytest.MonkeyPatch) -> Chooser:
    return Chooser(monkeypatch)


def work_on(desk: Desk) -> None:
    """Do work of every kind: pasted data, a kept run, a title, a place in the run."""
    x = np.linspace(-1, 1, 7)
    dataset = Dataset("pasted text", ("x", "y"), np.column_stack([x, 2 * x]))
    desk.session.change(
        {"dataset": dataset, "objective": "(w*x + b - y)^2", "parameters": ("w", "b")}
    )
    for _ in range(6):
        desk.session.step()
    desk.session.go_to(3)
    desk.session.change({"learning_rate": 0.05})
    desk.session.step()
    desk.kept.rename(desk.kept.runs[0].key, "mine")
    desk.documents.set_texts("A line", "Through what was pasted.")
    desk.window.pages.turn_to(RUNS)


def test_all_work_is_there_after_saving_and_opening_in_another_window(
    qtbot: QtBot, desk: Desk, chooser: Chooser, tmp_path: Path
) -> None:
    work_on(desk)
    chooser.chosen = str(tmp_path / "work")
    desk.actions.trigger("save")
    assert (tmp_path / "work.gdsim").exists()
    other = opened(qtbot)
    chooser.chosen = str(tmp_path / "work.gdsim")
    other.actions.trigger("open")
    assert bytes_of(other, tmp_path) == (tmp_path / "work.gdsim").read_bytes()
    assert other.window.windowTitle() == "work[*] – gdsim"
    assert not other.window.isWindowModified()
    assert other.window.pages.current == "runs"
    assert other.origin.scenario.description == "Through what was pasted."
    assert [kept.name for kept in other.kept.runs] == ["mine"]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.key)
def test_a_document_opens_at_the_place_where_it_was_saved(
    qtbot: QtBot, desk: Desk, chooser: Chooser, tmp_path: Path, place: PlaceSpec[Place]
) -> None:
    desk.window.places.turn_to(place)
    chooser.chosen = str(tmp_path / "work")
    desk.actions.trigger("save")
    window = first_desk(str(tmp_path / "work.gdsim")).window
    qtbot.addWidget(window)
    assert window.places.current == place.key
    assert not window.isWindowModified()


def test_a_document_given_at_the_start_is_opened(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    work_on(desk)
    expected = bytes_of(desk, tmp_path)
    window = first_desk(str(tmp_path / "now.gdsim")).window
    qtbot.addWidget(window)
    assert window.windowTitle() == "now[*] – gdsim"
    assert expected == (tmp_path / "now.gdsim").read_bytes()


def test_stepping_through_a_scenario_is_no_work_but_a_change_is(desk: Desk) -> None:
    desk.session.step()
    desk.scenarios.show_builtin("himmelblau")
    desk.session.step()
    assert not desk.documents.is_changed
    desk.session.change({"learning_rate": 0.001})
    assert desk.window.isWindowModified()
    desk.history.undo()
    assert not desk.window.isWindowModified()
    desk.keeping.keep_present()
    assert desk.documents.is_changed


def test_closing_asks_and_cancel_keeps_the_window_open(desk: Desk, chooser: Chooser) -> None:
    desk.documents.asks = True
    desk.session.change({"learning_rate": 0.3})
    assert not desk.window.close()
    assert desk.window.isVisible()
    chooser.answer = Buttons.Discard
    assert desk.window.close()
    assert chooser.asked == 2


def test_closing_saves_where_that_is_asked_for(
    desk: Desk, chooser: Chooser, tmp_path: Path
) -> None:
    desk.documents.asks = True
    desk.session.change({"learning_rate": 0.3})
    chooser.answer = Buttons.Save
    assert not desk.window.close(), "no file was chosen"
    chooser.chosen = str(tmp_path / "it.gdsim")
    assert desk.window.close()
    assert (tmp_path / "it.gdsim").exists()


@pytest.mark.parametrize("command", ["new", "open"])
def test_unsaved_work_is_asked_about_before_another_document_takes_its_place(
    command: str, desk: Desk, chooser: Chooser, tmp_path: Path
) -> None:
    desk.documents.asks = True
    desk.session.change({"learning_rate": 0.3})
    before = bytes_of(desk, tmp_path)
    chooser.chosen = str(tmp_path / "now.gdsim")
    desk.actions.trigger(command)
    assert chooser.asked == 1
    assert bytes_of(desk, tmp_path) == before
    assert desk.documents.is_changed
    chooser.answer = Buttons.Discard
    desk.actions.trigger(command)
    assert not desk.documents.is_changed
    assert desk.history.undo_name == ""


def test_nothing_is_asked_where_nothing_was_done(desk: Desk, chooser: Chooser) -> None:
    desk.documents.asks = True
    desk.session.step()
    assert desk.window.close()
    assert chooser.asked == 0


def test_saving_again_takes_the_same_file_without_a_question(
    desk: Desk, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.chosen = str(tmp_path / "it.gdsim")
    desk.actions.trigger("save")
    desk.session.change({"learning_rate": 0.3})
    chooser.chosen = ""
    desk.actions.trigger("save")
    assert not desk.documents.is_changed
    assert (tmp_path / "it.gdsim").read_bytes() == bytes_of(desk, tmp_path)


def test_a_damaged_document_is_refused_and_the_work_stays(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda _w, _t, text: said.append(text))
    work_on(desk)
    before = bytes_of(desk, tmp_path)
    broken = tmp_path / "broken.gdsim"
    broken.write_bytes(b"PK")
    desk.window.fileDropped.emit(broken)
    assert len(said) == 1 and "broken.gdsim" in said[0]
    assert bytes_of(desk, tmp_path) == before


def test_a_dropped_document_is_opened(desk: Desk, tmp_path: Path) -> None:
    work_on(desk)
    bytes_of(desk, tmp_path)
    desk.documents.new()
    desk.window.fileDropped.emit(tmp_path / "now.gdsim")
    assert desk.documents.path == tmp_path / "now.gdsim"


def test_a_scenario_is_saved_with_its_ending_and_opened_as_a_document_without_a_file(
    desk: Desk, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.chosen = str(tmp_path / "my.bowl")
    desk.actions.trigger("save_scenario")
    saved = tmp_path / "my.bowl.toml"
    assert load_scenario(saved).title == "Elongated bowl"
    chooser.chosen = str(saved)
    desk.actions.trigger("open")
    assert desk.documents.path is None
    assert not desk.documents.is_changed


def test_an_ending_that_is_added_replaces_no_file_without_a_question(
    desk: Desk, chooser: Chooser, tmp_path: Path
) -> None:
    (tmp_path / "it.gdsim").write_bytes(b"old")
    chooser.chosen, chooser.answer = str(tmp_path / "it"), Buttons.No
    desk.actions.trigger("save")
    assert (tmp_path / "it.gdsim").read_bytes() == b"old"
    assert chooser.asked == 1


def test_the_title_that_was_written_is_seen_everywhere(desk: Desk) -> None:
    desk.documents.set_texts("Mine", "My words.")
    assert desk.window.windowTitle().startswith("Mine")
    assert desk.window.setup.scenario.combo.currentText() == "Mine"
    desk.history.undo()
    assert desk.window.setup.scenario.combo.currentData() == "toy-bowl"


def test_pasted_data_are_refused_as_a_scenario_since_they_would_be_lost(
    desk: Desk, chooser: Chooser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda _w, _t, text: said.append(text))
    work_on(desk)
    chooser.chosen = str(tmp_path / "it.toml")
    desk.actions.trigger("save_scenario")
    assert len(said) == 1 and "save a document" in said[0].lower()
    assert not (tmp_path / "it.toml").exists()


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


def test_choosing_the_own_scenario_that_is_shown_already_is_no_fault(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda _w, _t, text: said.append(text))
    desk.documents.set_texts("Mine", "")
    combo = desk.window.setup.scenario.combo
    combo.activated.emit(combo.currentIndex())
    assert said == []
    assert desk.origin.scenario.title == "Mine"
    combo.activated.emit(combo.findData("himmelblau"))
    assert desk.origin.scenario.name == "himmelblau"


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
    assert [path.stem for path in Recent(settings).paths()] == []


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
