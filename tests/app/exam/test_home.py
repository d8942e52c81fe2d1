"""Where practising begins: the sentence says what the button does, whatever was left before."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.app.exam.asked import drafted_in, question_of
from gdsim.study.exam.sessions.drill import Drill
from gdsim.study.exam.sessions.mock import Mock
from gdsim.study.exam.topics import TOPICS
from tests.app.exam.practising import (
    Practised,
    answer,
    begin_asking,
    left,
    practised,
    right_answers,
)


def leave_a_drill(made: Practised) -> None:
    begin_asking(made, "epochs")
    made.place.question.leaveRequested.emit()


def test_the_sentence_speaks_of_what_the_button_goes_on_with(made: Practised) -> None:
    home = made.place.home
    leave_a_drill(made)
    assert home.start.text() == "&Go on"
    assert TOPICS["epochs"] in home.today.text()
    assert "questions" not in home.today.text()
    home.start.click()
    session = made.practice.asking.session
    assert isinstance(session, Drill) and session.topic == "epochs"


def test_what_is_due_is_offered_beside_what_was_left_with_its_sentence(made: Practised) -> None:
    home = made.place.home
    promised = home.today.text()
    leave_a_drill(made)
    assert home.due.isVisible()
    assert home.due.toolTip() == home.due.accessibleDescription() == promised
    assert promised.endswith(home.due.text().removeprefix("&Today, ") + ".")
    home.due.click()
    session = made.practice.asking.session
    assert session is not None and session.form == "due"
    assert [one.form for one in made.memory.unfinished()] == ["due"]


def test_the_line_in_the_bars_is_explained_once_there_is_one(made: Practised) -> None:
    home = made.place.home
    assert "line" not in home.topic_words.text()
    home.exam_day.dayRequested.emit(date(2026, 12, 4))
    QApplication.processEvents()
    assert home.topic_words.isVisible()
    assert "upright line" in home.topic_words.text()


def mock_of(made: Practised) -> Mock:
    (mock,) = made.memory.unfinished()
    assert isinstance(mock, Mock)
    return mock


def test_what_another_window_answered_meanwhile_is_gone_on_with(
    qtbot: QtBot, made: Practised
) -> None:
    made.place.home.mock.click()
    made.place.exam.head.leave.click()
    other = practised(qtbot, made.folder, made.time)
    other.place.home.start.click()
    right = right_answers(question_of(mock_of(other).sheets[0].item))
    answer(other.place.exam.sheet.form, right)
    left(other)
    made.place.home.start.click()
    assert made.place.exam.sheet.form.answers == right
    made.place.exam.head.leave.click()
    assert drafted_in(mock_of(made).sheets[0].given).answers == right


def test_a_session_that_another_window_ended_is_not_gone_on_with(
    qtbot: QtBot, made: Practised
) -> None:
    made.place.home.mock.click()
    made.place.exam.head.leave.click()
    other = practised(qtbot, made.folder, made.time)
    other.place.home.drop.click()
    left(other)
    made.place.home.start.click()
    assert made.place.home.isVisible()
    assert made.memory.unfinished() == []
    assert "mock exam" not in made.place.home.today.text()
