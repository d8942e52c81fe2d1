"""Unsaved work that another scenario took the place of: told of, copied, brought back by undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.document.protection import Protection
from gdsim.files.document.reading import load_document
from tests.app.document.choosing import Chooser
from tests.app.document.copies import copies
from tests.app.opening import opened

Buttons = QMessageBox.StandardButton


@pytest.fixture
def desk(qtbot: QtBot, chooser: Chooser) -> Desk:
    chooser.answer = Buttons.Cancel
    desk = opened(qtbot)
    desk.documents.asks = True
    return desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recovery"


@pytest.fixture
def protection(desk: Desk, folder: Path) -> Iterator[Protection]:
    protection = Protection(desk.documents, desk.history, desk.window, folder)
    yield protection
    protection.end()


def leave_work(desk: Desk) -> None:
    """Do some work that is not saved, and open another scenario."""
    desk.session.change({"learning_rate": 0.3})
    desk.documents.set_texts("An evening", "of work")
    desk.scenarios.show_builtin("himmelblau")


def titles(folder: Path) -> set[str]:
    return {load_document(path).scenario.title for path in copies(folder)}


def test_whoever_leaves_is_told_of_work_that_another_scenario_took_the_place_of(
    desk: Desk, chooser: Chooser
) -> None:
    leave_work(desk)
    chooser.answer = Buttons.Cancel
    assert not desk.documents.may_leave()
    assert "“An evening” was left without being saved" in chooser.told[-1]
    desk.history.undo()
    assert not desk.documents.may_leave()
    assert "left" not in chooser.told[-1]
    assert desk.documents.left_behind() == []


def test_work_left_behind_is_asked_about_though_what_is_shown_is_saved(
    desk: Desk, chooser: Chooser, tmp_path: Path
) -> None:
    leave_work(desk)
    chooser.chosen = str(tmp_path / "himmelblau.gdsim")
    desk.actions.trigger("save")
    assert not desk.documents.is_changed and chooser.asked == 0
    chooser.answer = Buttons.Cancel
    assert not desk.documents.may_leave()
    chooser.answer = Buttons.Discard
    assert desk.documents.may_leave()
    assert all("An evening" in one for one in chooser.told)


def test_work_that_is_saved_under_another_name_is_not_told_to_be_lost(
    desk: Desk, chooser: Chooser, tmp_path: Path
) -> None:
    desk.session.change({"learning_rate": 0.3})
    for name in ("evening", "himmelblau"):
        chooser.chosen = str(tmp_path / name)
        desk.actions.trigger("save_as")
        desk.scenarios.show_builtin("himmelblau")
    assert desk.documents.left_behind() == []


def test_work_that_only_redo_brings_back_is_told_of_as_well(
    desk: Desk, chooser: Chooser, tmp_path: Path
) -> None:
    leave_work(desk)
    desk.documents.set_texts("A hill", "after it")
    desk.scenarios.show_builtin("saddle")
    desk.documents.set_texts("A saddle", "at last")
    while desk.origin.scenario.title != "An evening":
        desk.history.undo()
    assert [one.title for one in desk.documents.left_behind()] == ["A hill", "A saddle"]
    chooser.chosen = str(tmp_path / "evening.gdsim")
    desk.actions.trigger("save")
    assert not desk.documents.may_leave()
    assert "“A hill”, “A saddle” were left without being saved" in chooser.told[-1]


def test_steps_of_the_same_scenario_that_were_taken_back_are_nothing_left(
    desk: Desk, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.chosen = str(tmp_path / "bowl.gdsim")
    desk.actions.trigger("save")
    desk.session.change({"learning_rate": 0.3})
    desk.history.undo()
    assert desk.documents.left_behind() == []
    assert desk.documents.may_leave() and chooser.asked == 0


def test_scenarios_that_were_only_looked_at_after_some_work_are_none(desk: Desk) -> None:
    leave_work(desk)
    for name in ("saddle", "noisy-bowl"):
        desk.session.step()
        desk.scenarios.show_builtin(name)
    assert [one.title for one in desk.documents.left_behind()] == ["An evening"]
    desk.history.undo()
    assert [one.title for one in desk.documents.left_behind()] == ["An evening"]


def test_scenarios_that_were_only_looked_at_are_no_work(desk: Desk) -> None:
    for name in ("himmelblau", "saddle", "toy-bowl"):
        desk.scenarios.show_builtin(name)
        desk.session.step()
    desk.session.change({"learning_rate": 0.3})
    assert desk.documents.left_behind() == []


def test_a_file_is_not_replaced_by_another_scenario_without_a_question(
    desk: Desk, chooser: Chooser, tmp_path: Path
) -> None:
    desk.session.change({"learning_rate": 0.3})
    desk.documents.set_texts("An evening", "of work")
    chooser.chosen = str(tmp_path / "work.gdsim")
    desk.actions.trigger("save")
    desk.documents.set_texts("A long evening", "of work")
    desk.actions.trigger("save")
    assert chooser.asked == 0
    saved = (tmp_path / "work.gdsim").read_bytes()
    desk.scenarios.show_builtin("himmelblau")
    chooser.answer = Buttons.Cancel
    desk.actions.trigger("save")
    assert "A long evening" in chooser.told[-1] and "Himmelblau" in chooser.told[-1]
    assert (tmp_path / "work.gdsim").read_bytes() == saved
    chooser.answer = Buttons.Yes
    desk.actions.trigger("save")
    assert load_document(tmp_path / "work.gdsim").scenario.name == "himmelblau"
    # It was agreed to: what is in the file now is this one.
    desk.session.change({"learning_rate": 0.001})
    desk.actions.trigger("save")
    assert chooser.asked == 2


def test_work_left_behind_has_a_copy_of_its_own_until_it_is_there_again(
    desk: Desk, protection: Protection, folder: Path, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.chosen = str(tmp_path / "work.gdsim")
    desk.actions.trigger("save")
    leave_work(desk)
    assert protection.keep_copy_now()
    assert titles(folder) == {"An evening", "Himmelblau's four minima"}
    (left,) = (one for one in copies(folder) if "evening" in load_document(one).scenario.title)
    # It may belong to another file than the one that is open by now.
    assert load_document(left).copy_of == ""
    assert load_document(left).run.experiment.learning_rate == 0.3
    desk.history.undo()
    assert protection.keep_copy_now()
    assert titles(folder) == {"An evening"}


def test_no_copy_of_work_left_behind_stays_after_closing_in_good_order(
    desk: Desk, protection: Protection, folder: Path, chooser: Chooser
) -> None:
    leave_work(desk)
    assert protection.keep_copy_now()
    chooser.answer = Buttons.Discard
    assert desk.window.close()
    assert list(folder.iterdir()) == []
