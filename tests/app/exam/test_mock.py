"""A mock exam from its beginning to its review."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from gdsim.app.exam.asked import question_of
from gdsim.study.exam.sessions.mock import Mock
from gdsim.views.practice.question_screen import Stage
from tests.app.exam.practising import Practised, answer, right_answers


@pytest.fixture
def yes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answer yes whatever is asked; return what was."""
    questions: list[str] = []

    def say_yes(
        _parent: object,
        _title: str,
        text: str,
        _buttons: object,
        default: QMessageBox.StandardButton,
    ) -> QMessageBox.StandardButton:
        questions.append(text)
        assert default == QMessageBox.StandardButton.No, "Enter alone would hand it in"
        return QMessageBox.StandardButton.Yes

    monkeypatch.setattr(QMessageBox, "question", say_yes)
    return questions


def sat(made: Practised) -> Mock:
    (mock,) = made.memory.unfinished()
    assert isinstance(mock, Mock)
    return mock


def test_nothing_is_told_in_an_exam_before_it_is_handed_in(made: Practised) -> None:
    made.place.home.mock.click()
    screen = made.place.exam
    question = question_of(sat(made).sheets[0].item)
    answer(screen.sheet.form, right_answers(question))
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        QTest.keyClick(screen, key, Qt.KeyboardModifier.ControlModifier)
    assert screen.sheet.form.answers == right_answers(question)
    assert made.answers() == []


def test_flags_and_answers_are_seen_in_the_strip_and_kept(made: Practised) -> None:
    made.place.home.mock.click()
    screen = made.place.exam
    answer(screen.sheet.form, right_answers(question_of(sat(made).sheets[0].item)))
    screen.flag.click()
    assert "flagged" in screen.strip.button(0).accessibleName()
    assert "not answered" not in screen.strip.button(0).accessibleName()
    assert "not answered" in screen.strip.button(1).accessibleName()
    screen.leaveRequested.emit()
    assert "mock exam" in made.place.home.today.text()
    made.place.home.mock.click()
    assert sat(made).sheets[0].is_flagged
    assert len(sat(made).sheets) == 15


def test_all_right_gets_all_marks_and_what_is_open_is_asked_about_before(
    made: Practised, yes: list[str]
) -> None:
    made.place.home.mock.click()
    screen = made.place.exam
    for place, sheet in enumerate(sat(made).sheets[:-1]):
        screen.strip.button(place).click()
        answer(screen.sheet.form, right_answers(question_of(sheet.item)))
    worth = sat(made).sheets[-1].worth
    screen.hand_in.click()
    assert len(yes) == 1 and "1 question has no answer" in yes[0]
    assert made.place.review.isVisible()
    title = made.place.review.title
    assert title == f"Mock exam: {20 - worth} of 20 marks"
    assert len(made.answers()) == 14
    assert made.memory.unfinished() == []


def test_an_answer_that_cannot_be_read_is_gone_to_instead_of_handing_in(
    made: Practised, yes: list[str]
) -> None:
    made.place.home.mock.click()
    screen = made.place.exam
    sheets = sat(made).sheets
    place, name = next(
        (k, one.name)
        for k, sheet in enumerate(sheets)
        for one in question_of(sheet.item).fields
        if one.is_number
    )
    screen.strip.button(place).click()
    answer(screen.sheet.form, {name: "many"})
    screen.strip.button(0 if place else 1).click()
    screen.hand_in.click()
    assert yes == []
    assert screen.strip.button(place).isChecked()
    assert screen.sheet.form.editor(name).refusal


def test_a_question_of_the_review_is_seen_with_its_working_and_left_again(
    made: Practised, yes: list[str]
) -> None:
    made.place.home.mock.click()
    made.place.exam.hand_in.click()
    made.place.review.lookRequested.emit(2)
    look = made.place.look
    assert look.isVisible() and look.stage is Stage.DONE
    QTest.keyClick(look, Qt.Key.Key_Escape)
    assert made.place.review.isVisible()
    made.place.review.closeRequested.emit()
    assert made.place.home.isVisible()


def test_the_clock_stands_still_while_the_exam_is_left(qtbot: QtBot, made: Practised) -> None:
    made.place.home.mock.click()
    made.place.exam.leaveRequested.emit()
    spent = sat(made).spent
    made.time.pass_days(1)
    made.place.home.mock.click()
    assert sat(made).spent == spent
    assert "40:00 left" in made.place.exam.head.aside.text()
