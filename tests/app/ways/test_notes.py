"""From a statement of the notes to the run that proves it, and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gdsim.app.data.scenarios import proof
from gdsim.app.desk import Desk
from gdsim.app.places.table import EXPLORE, NOTES
from gdsim.study.notes.contents import notes
from gdsim.views.notes.place import NotesPlace
from tests.app.opening import cursor, opened, press

STATEMENTS = [(note.key, one) for note in notes() for one in note.statements]


@pytest.mark.parametrize(
    ("note", "statement"), STATEMENTS, ids=[f"{key}.{one.key}" for key, one in STATEMENTS]
)
def test_run_reaches_the_update_that_is_shown(note: str, statement) -> None:
    _scenario, run, at = proof(statement.show)
    assert run.length >= at


def at_the_notes(desk: Desk) -> NotesPlace:
    press(desk, Qt.Key.Key_F2)
    place = desk.window.places.place(NOTES)
    assert place is not None and place.isVisible()
    return place


def show_large_rate(place: NotesPlace) -> None:
    """Ask for the run that proves what is said of a rate that is too large."""
    place.show_topic("rates")
    (large,) = [one for one in place.topic.statements if one.key == "large"]
    buttons = place.body.widget().findChildren(QPushButton)
    (button,) = (one for one in buttons if large.text in one.accessibleName())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_show_me_opens_the_run_and_the_bar_leads_back_to_the_same_topic(qtbot: QtBot) -> None:
    desk = opened(qtbot, "himmelblau")
    place = at_the_notes(desk)
    show_large_rate(place)
    assert desk.session.run.objective.expression.text == "w1^2 + 4*w2^2"
    assert (cursor(desk), desk.session.run.experiment.learning_rate) == (80, 0.26)
    assert desk.window.places.current == EXPLORE.key
    bar = desk.window.explore.back_bar
    assert bar.isVisible()
    QTest.mouseClick(bar.back, Qt.MouseButton.LeftButton)
    assert place.isVisible() and place.topic.key == "rates"
    press(desk, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert not bar.isVisible()


def test_undo_brings_my_run_back_after_show_me(qtbot: QtBot) -> None:
    desk = opened(qtbot, "himmelblau")
    mine = desk.session.run
    show_large_rate(at_the_notes(desk))
    press(desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.session.run.segments is mine.segments


def test_the_way_back_has_a_key_as_long_as_there_is_one(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    back = (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert not desk.actions.is_enabled("go_back")
    show_large_rate(at_the_notes(desk))
    press(desk, *back)
    assert desk.window.places.current == NOTES.key
    assert not desk.actions.is_enabled("go_back")


def test_another_scenario_ends_the_way_back(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    show_large_rate(at_the_notes(desk))
    desk.window.setup.scenarioRequested.emit("himmelblau")
    assert not desk.window.explore.back_bar.isVisible()
    assert not desk.actions.is_enabled("go_back")


def test_sections_of_the_set_up_lead_to_their_notes(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    for topic, title in (
        ("rates", "The learning rate"),
        ("methods", "Batch, stochastic, mini-batch"),
    ):
        desk.window.setup.notesRequested.emit(topic)
        place = desk.window.places.place(NOTES)
        assert place is not None
        qtbot.waitUntil(place.isVisible)
        assert place.topic.title == title
