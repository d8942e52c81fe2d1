"""The screen of a mock exam alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gdsim.study.exam.fields import Field
from gdsim.study.exam.question import Grid
from gdsim.views.practice.exam_screen import ExamScreen
from gdsim.views.practice.item_strip import ItemState
from gdsim.views.practice.question_screen import QuestionScreen
from tests.views.practice.samples import COUNT, EVERY_TYPE, NUMBER, STEM, question
from tests.views.practice.showing import CTRL, ask, shown


@pytest.fixture
def exam(qtbot: QtBot) -> ExamScreen:
    exam = ExamScreen()
    shown(qtbot, exam)
    exam.set_question(question(NUMBER, COUNT), "Sample")
    exam.set_items([ItemState(False, False), ItemState(True, True), ItemState(True, False)], 0)
    return exam


@pytest.mark.parametrize("field", EVERY_TYPE, ids=lambda field: field.type)
def test_an_exam_tells_no_marks_of_the_parts_of_a_question_that_is_worth_others(
    exam: ExamScreen, field: Field
) -> None:
    exam.set_question(question(field), "Sample")
    assert not [label.text() for label in exam.findChildren(QLabel) if "mark" in label.text()]


def test_tab_leads_from_the_last_answer_to_what_stands_below(
    screen: QuestionScreen, exam: ExamScreen, qtbot: QtBot
) -> None:
    ask(screen)
    for asking in (screen, exam):
        with qtbot.waitActive(asking):
            asking.activateWindow()
        asking.sheet.form.editor("new_w").target().setFocus()
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert asking.sheet.form.editor("updates").target().hasFocus()
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert asking.confidence.isAncestorOf(QApplication.focusWidget())


def test_pages_of_an_exam_are_turned_with_keys(exam: ExamScreen, qtbot: QtBot) -> None:
    asked: list[int] = []
    exam.moveRequested.connect(asked.append)
    edit = exam.sheet.form.editor("new_w").target()
    qtbot.keyClick(edit, Qt.Key.Key_PageDown, CTRL)
    qtbot.keyClick(edit, Qt.Key.Key_PageUp, CTRL)
    qtbot.keyClick(exam.head.leave, Qt.Key.Key_PageDown, CTRL)
    assert asked == [1, -1, 1]


@pytest.mark.parametrize("field", EVERY_TYPE, ids=lambda field: field.type)
@pytest.mark.parametrize("in_table", [False, True])
def test_pages_of_an_exam_are_turned_from_every_field(
    exam: ExamScreen, qtbot: QtBot, field: Field, in_table: bool
) -> None:
    stem = (Grid(("", ""), (("1", field.name),)),) if in_table else STEM
    exam.set_question(question(field, stem=stem), "Sample")
    QApplication.processEvents()
    asked: list[int] = []
    exam.moveRequested.connect(asked.append)
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        qtbot.keyClick(QApplication.focusWidget(), key, CTRL)
    assert asked == [1, -1]


def test_the_strip_tells_in_words_and_signs_what_was_done(exam: ExamScreen) -> None:
    told = [exam.strip.button(k).accessibleName() for k in range(3)]
    assert told == [
        "Question 1, not answered",
        "Question 2, answered, flagged",
        "Question 3, answered",
    ]
    pictures = [exam.strip.button(k).icon().pixmap(12).toImage() for k in range(3)]
    assert pictures[0] != pictures[1] != pictures[2]
    assert exam.strip.button(0).isChecked()


def test_nothing_in_an_exam_checks_an_answer(exam: ExamScreen) -> None:
    texts = [one.text().replace("&", "") for one in exam.findChildren(QPushButton)]
    assert "Check" not in texts and "Worked solution" not in texts


def test_ends_of_an_exam_have_no_further_page(exam: ExamScreen) -> None:
    assert (exam.previous.isEnabled(), exam.next.isEnabled()) == (False, True)
    exam.set_items([ItemState(False, False)] * 3, 2)
    assert (exam.previous.isEnabled(), exam.next.isEnabled()) == (True, False)
