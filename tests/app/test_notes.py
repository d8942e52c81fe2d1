"""From a statement of the notes to the run that proves it, and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gdsim.app.data.scenarios import proof
from gdsim.app.pages import NOTES
from gdsim.study.notes.contents import notes
from tests.app.opening import cursor, opened, press

STATEMENTS = [(note.key, one) for note in notes() for one in note.statements]


@pytest.mark.parametrize(
    ("note", "statement"), STATEMENTS, ids=[f"{key}.{one.key}" for key, one in STATEMENTS]
)
def test_run_reaches_the_update_that_is_shown(note: str, statement) -> None:
    _scenario, run, at = proof(statement.show)
    assert run.length >= at


def test_show_me_opens_the_run_beside_the_notes_and_undo_brings_mine_back(qtbot: QtBot) -> None:
    desk = opened(qtbot, "himmelblau")
    press(desk, Qt.Key.Key_F2)
    page = desk.window.pages.page(NOTES)
    assert page is not None and page.isVisible()
    mine = desk.session.run
    page.show_topic("rates")
    (large,) = [one for one in notes()[6].statements if one.key == "large"]
    page.showRequested.emit(large.show)
    assert desk.session.run.objective.expression.text == "w1^2 + 4*w2^2"
    assert (cursor(desk), desk.session.run.experiment.learning_rate) == (80, 0.26)
    assert page.isVisible()
    press(desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.session.run.segments is mine.segments


def test_sections_of_the_set_up_lead_to_their_notes(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    for topic, title in (
        ("rates", "The learning rate"),
        ("methods", "Batch, stochastic, mini-batch"),
    ):
        desk.window.setup.notesRequested.emit(topic)
        page = desk.window.pages.page(NOTES)
        assert page is not None
        qtbot.waitUntil(page.isVisible)
        assert page.topics.currentText() == title
