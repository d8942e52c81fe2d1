"""From a question to the simulator at the line that went wrong, and back to the question."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.exam.stepping import shown_by
from gdsim.app.pages import WORKING
from gdsim.app.places.table import EXPLORE, PRACTICE
from gdsim.engine.run.stages import Stage
from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.marking.marking import mark_question
from gdsim.views.practice.place import PracticePlace
from gdsim.views.practice.question_screen import Stage as Asked
from tests.app.opening import opened, press

UPDATE = KINDS["one-update"].make(7, 2)


def right() -> dict[str, str]:
    return {one.name: repr(one.right) for one in UPDATE.fields}


@pytest.mark.parametrize(
    ("quantity", "at", "stage"),
    [("gradient", 0, Stage.GRADIENT), ("new", 0, Stage.UPDATE), ("new_loss", 1, Stage.LOSS)],
)
def test_the_first_wrong_line_decides_where_the_simulator_stands(
    quantity: str, at: int, stage: Stage
) -> None:
    wrong = next(
        one
        for one in UPDATE.fields
        if one.update is not None and one.update[1].quantity == quantity
    )
    shown = shown_by(UPDATE, mark_question(UPDATE, {**right(), wrong.name: "98765"}))
    assert shown is not None
    assert (shown.at, shown.stage) == (at, stage)
    assert shown.run.length >= at


def test_before_any_answer_it_stands_where_the_question_does() -> None:
    shown = shown_by(UPDATE, None)
    assert shown is not None
    assert (shown.at, shown.stage) == (UPDATE.at, None)


def test_without_a_run_there_is_nothing_to_show() -> None:
    assert shown_by(KINDS["updates-per-epoch"].make(1, 1), None) is None


def at_a_miss(desk: Desk) -> PracticePlace:
    """Miss a question that stands on a run, and step through it."""
    press(desk, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    place = desk.window.places.build(PRACTICE)
    place.home.topics.button("iteration").click()
    screen = place.question
    for _ in range(40):
        if screen.stage is Asked.ASKED:
            form = screen.sheet.form
            form.set_answers(
                {name: "98765" for name in form.answers if form.editor(name).field.is_number}
            )
            screen.check.click()
            QApplication.processEvents()
            if screen.stage is Asked.MISSED and screen.step.isVisible():
                break
        screen.next.click()
        QApplication.processEvents()
    assert screen.step.isVisible()
    screen.step.click()
    return place


def test_the_simulator_opens_with_the_question_s_numbers_and_the_bar_leads_back(
    qtbot: QtBot,
) -> None:
    desk = opened(qtbot, "himmelblau")
    mine = desk.session.run
    place = at_a_miss(desk)
    window = desk.window
    assert window.places.current == EXPLORE.key
    assert window.pages.current == WORKING.key
    assert desk.session.run.segments is not mine.segments
    assert window.windowTitle().startswith(place.question.kind.text())
    window.explore.back_bar.back.click()
    assert place.question.isVisible()
    assert place.question.stage is Asked.MISSED
    press(desk, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    press(desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.session.run.segments is mine.segments


def test_closing_the_window_keeps_what_is_typed(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    place = at_a_miss(desk)
    desk.window.explore.back_bar.back.click()
    place.question.retry.click()
    texts = dict(place.question.sheet.form.answers)
    desk.window.close()
    again = opened(qtbot)
    press(again, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    other = again.window.places.build(PRACTICE)
    other.home.start.click()
    assert other.question.sheet.form.answers == texts


def test_predicting_is_left_before_a_question_is_stepped_through(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    desk.actions.trigger("predict")
    at_a_miss(desk)
    assert not desk.session.snapshot().is_veiled
