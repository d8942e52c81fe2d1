"""A question as a sheet: all that is told and asked is there, and what is said of the answers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.marking.marking import mark_question
from gdsim.study.exam.question import Question
from gdsim.views.practice.question.curves import CurvesPlot
from gdsim.views.practice.question.question_sheet import QuestionSheet
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.theme import DARK, LIGHT
from tests.views.practice.samples import CHOICE, COUNT, CURVES, GRID, NUMBER, STEM, question


@pytest.fixture
def sheet(qtbot: QtBot) -> QuestionSheet:
    sheet = QuestionSheet()
    qtbot.addWidget(sheet)
    sheet.resize(780, 460)
    with qtbot.waitActive(sheet):
        sheet.show()
        sheet.activateWindow()
    return sheet


def told(sheet: QuestionSheet) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in sheet.findChildren(QLabel) if one.isVisible())


def test_stem_labels_and_rule_are_told(sheet: QuestionSheet) -> None:
    sheet.set_question(question(NUMBER, CHOICE), {})
    assert "Make one update from w = 3" in told(sheet)
    assert "new w" in told(sheet)
    assert "at least 2 figures or 3 decimals" in told(sheet)
    assert [one.latex for one in sheet.stem.findChildren(FormulaLabel)] == ["L(w) = w^2"]


def test_fields_of_a_table_stand_in_its_cells_and_the_others_below(sheet: QuestionSheet) -> None:
    sheet.set_question(question(NUMBER, CHOICE, COUNT, stem=(*STEM, GRID)), {})
    QApplication.processEvents()
    places = {
        name: sheet.form.editor(name).mapTo(sheet, sheet.form.editor(name).rect().topLeft())
        for name in ("new_w", "what", "updates")
    }
    assert places["new_w"].x() < places["what"].x()
    assert abs(places["new_w"].y() - places["what"].y()) < 40
    assert places["updates"].y() > places["new_w"].y()


def test_curves_are_drawn_in_the_theme_and_in_frame(sheet: QuestionSheet) -> None:
    sheet.set_question(question(CHOICE, stem=(*STEM, CURVES)), {})
    (plot,) = sheet.findChildren(CurvesPlot)
    (left, right), (low, high) = plot.frame.x, plot.frame.y
    assert left < 0 and right > 3
    # A logarithmic axis: decimal logarithms of 0.5 and 62.
    assert low < -0.3 and 1.79 < high < 2.1
    sheet.set_theme(DARK)
    assert plot.theme is DARK


def test_the_stem_stays_in_sight_and_leaves_half_for_the_answers(sheet: QuestionSheet) -> None:
    sheet.set_question(question(NUMBER, stem=STEM * 12), {})
    QApplication.processEvents()
    assert sheet.stem.height() <= sheet.height() / 2
    sheet.set_question(question(NUMBER), {})
    QApplication.processEvents()
    assert 20 < sheet.stem.height() < 120


def test_enter_goes_from_field_to_field_and_then_says_that_all_is_answered(
    sheet: QuestionSheet, qtbot: QtBot
) -> None:
    sheet.set_question(question(NUMBER, COUNT), {})
    sheet.form.focus_first()
    first, second = sheet.form.editor("new_w").target(), sheet.form.editor("updates").target()
    assert first.hasFocus()
    qtbot.keyClicks(first, "2.4")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert second.hasFocus()
    qtbot.keyClicks(second, "312")
    with qtbot.waitSignal(sheet.finished):
        qtbot.keyClick(second, Qt.Key.Key_Return)
    assert sheet.form.answers == {"new_w": "2.4", "updates": "312"}


def test_answers_that_are_given_are_shown_and_cannot_be_changed(
    sheet: QuestionSheet, qtbot: QtBot
) -> None:
    sheet.set_question(question(NUMBER, COUNT), {"new_w": "2.4"})
    sheet.form.focus_first()
    assert sheet.form.editor("updates").target().hasFocus()
    qtbot.keyClicks(sheet.form.editor("new_w").target(), "9")
    sheet.form.set_answers({"new_w": "7", "updates": "3"})
    assert sheet.form.answers == {"new_w": "2.4", "updates": "3"}
    sheet.form.set_locked(True)
    sheet.form.set_locked(False)
    qtbot.keyClicks(sheet.form.editor("new_w").target(), "9")
    assert sheet.form.answers["new_w"] == "2.4"


def marked(asked: Question, **answers: str):
    return mark_question(asked, answers)


def test_each_mark_has_its_line_and_the_slip_its_sentence(sheet: QuestionSheet) -> None:
    asked = question(NUMBER, COUNT)
    sheet.set_question(asked, {})
    sheet.form.set_answers({"new_w": "3.6", "updates": "313"})
    sheet.set_marked(marked(asked, new_w="3.6", updates="313"))
    assert "1 of 2 marks." in told(sheet)
    assert "new w: Uphill: the step was added. 0 of 1 mark." in told(sheet)
    assert "2.4" not in told(sheet)
    sheet.set_marked(marked(asked, new_w="3.6", updates="313"), tells_right=True)
    assert "Right is 2.4." in told(sheet)


def test_what_was_said_can_be_read_while_the_answer_is_mended(
    sheet: QuestionSheet, qtbot: QtBot
) -> None:
    asked = question(NUMBER, COUNT)
    sheet.set_question(asked, {})
    sheet.form.set_answers({"new_w": "3.6", "updates": "1"})
    sheet.set_marked(marked(asked, new_w="3.6", updates="1"))
    sheet.focus_wrong()
    qtbot.keyClicks(QApplication.focusWidget(), "7")
    assert "Uphill" in told(sheet)


def test_feedback_is_brought_into_sight(sheet: QuestionSheet) -> None:
    asked = question(NUMBER, COUNT, CHOICE)
    sheet.resize(780, 300)
    sheet.set_question(asked, {})
    QApplication.processEvents()
    sheet.set_marked(marked(asked, new_w="3.6"))
    sheet.set_solution(asked.solution)
    for _ in range(3):
        QApplication.processEvents()
    titles = [one for one in sheet.findChildren(QLabel) if one.text() == "Worked solution"]
    assert len(titles) == 1
    assert not titles[0].visibleRegion().isEmpty()


def test_what_is_said_of_a_second_try_is_brought_into_sight_too(sheet: QuestionSheet) -> None:
    asked = question(NUMBER, COUNT, CHOICE)
    sheet.resize(780, 300)
    sheet.set_question(asked, {})
    for _ in range(2):
        sheet.area.verticalScrollBar().setValue(0)
        sheet.set_marked(marked(asked, new_w="3.6"))
        for _ in range(3):
            QApplication.processEvents()
        heads = [one for one in sheet.findChildren(QLabel) if one.text() == "0 of 3 marks."]
        assert any(not one.visibleRegion().isEmpty() for one in heads)


def test_the_theme_reaches_what_was_said_and_keeps_it(sheet: QuestionSheet) -> None:
    asked = question(NUMBER, COUNT)
    sheet.set_question(asked, {})
    sheet.set_marked(marked(asked, new_w="3.6", updates="1"))
    sheet.set_solution(asked.solution)
    sheet.set_theme(DARK)
    assert "Uphill" in told(sheet) and "Worked solution" in told(sheet)
    assert told(sheet).count("Worked solution") == 1


@pytest.mark.parametrize("key", KINDS)
def test_every_kind_can_be_shown_answered_and_worked_out(sheet: QuestionSheet, key: str) -> None:
    kind = KINDS[key]
    for level in kind.levels:
        asked = kind.make(1, level)
        sheet.set_question(asked, {})
        right = {
            one.name: one.right
            if isinstance(one.right, str)
            else ", ".join(one.right)
            if isinstance(one.right, tuple)
            else repr(one.right).removesuffix(".0")
            for one in asked.fields
        }
        sheet.form.set_answers(right)
        given = mark_question(asked, sheet.form.answers)
        assert given.is_right, [(one.field.name, one.given) for one in given.marks]
        sheet.set_marked(given)
        sheet.set_solution(asked.solution)
        # Nothing wider than the column: all of it can be read without scrolling sideways.
        QApplication.processEvents()
        assert sheet.area.horizontalScrollBar().maximum() == 0


def test_another_theme_leaves_the_keyboard_and_what_is_told_where_they_are(
    sheet: QuestionSheet, qtbot: QtBot
) -> None:
    asked = question(NUMBER, COUNT)
    sheet.set_question(asked, {})
    sheet.set_marked(marked(asked, new_w="3.6", updates="1"))
    sheet.set_solution(asked.solution)
    working = sheet.area.findChildren(FormulaLabel)[-1]
    with qtbot.waitActive(sheet):
        sheet.activateWindow()
    working.setFocus(Qt.FocusReason.TabFocusReason)
    assert working.hasFocus()
    before = sheet.grab().toImage()
    sheet.set_theme(DARK)
    QApplication.processEvents()
    assert working.hasFocus()
    assert "Uphill" in told(sheet)
    assert sheet.grab().toImage() != before
    sheet.set_marked(None)
    sheet.form.show_refusal("updates", "“many” is no number")
    sheet.set_theme(LIGHT)
    assert sheet.form.editor("updates").refusal == "“many” is no number"
