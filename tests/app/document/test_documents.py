"""Documents in the window: new, opened, saved, asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.launch import first_desk
from gdsim.app.places.table import PLACES
from gdsim.files.scenario.scenario import load_scenario
from gdsim.views.places.place import Place
from gdsim.views.places.places import PlaceSpec
from tests.app.document.acting import bytes_of, work_on
from tests.app.document.choosing import Chooser
from tests.app.opening import opened

Buttons = QMessageBox.StandardButton


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return opened(qtbot)


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


@pytest.mark.parametrize("command", ["save_as", "save_scenario"])
def test_a_file_that_is_not_written_after_all_is_not_told_to_be_saved(
    desk: Desk, chooser: Chooser, tmp_path: Path, command: str
) -> None:
    def said() -> list[str]:
        return [label.text() for label in desk.window.transport.findChildren(QLabel)]

    chooser.chosen = str(tmp_path / "it.gdsim")
    desk.actions.trigger("save")
    assert "Saved it.gdsim" in said()
    chooser.chosen = ""
    desk.actions.trigger(command)
    assert "Saved it.gdsim" not in said()


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
