"""Predicting in the real window, typed as a person does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6.Shiboken import isValid

from gdsim.app.desk import Desk
from gdsim.app.launch import settle
from gdsim.app.pages import PREDICT, WORKING
from gdsim.study.practice.answers import Field
from gdsim.views.pages.predict import PredictPage
from gdsim.views.pages.working.working_sheet import formulas_of
from tests.app.opening import cursor, opened, press
from tests.app.practice.predicted import W1, W2, answer, table


def test_the_first_new_parameter_can_be_typed_at_once(page: PredictPage) -> None:
    assert page.fields[W1].edit.hasFocus()
    QTest.keyClick(page.fields[W1].edit, Qt.Key.Key_Tab)
    assert page.fields[W2].edit.hasFocus()


def test_enter_goes_on_once_all_is_right_and_not_before(desk: Desk, page: PredictPage) -> None:
    answer(page, {W1: "3.2", W2: "0.5"})
    QTest.keyClick(page.fields[W2].edit, Qt.Key.Key_Return)
    assert cursor(desk) == 0
    assert "All right." in answer(page, {W2: "0.4"})
    QTest.keyClick(page.fields[W2].edit, Qt.Key.Key_Return)
    assert cursor(desk) == 1
    QTest.keyClick(page.fields[W1].edit, Qt.Key.Key_Return)
    assert cursor(desk) == 1
    assert page.sentences == ["Type at least one of the numbers first."]


def type_in(page: PredictPage, given: dict[Field, str]) -> None:
    for field, text in given.items():
        QTest.keyClicks(page.fields[field].edit, text)


def typed(page: PredictPage) -> dict[Field, str]:
    return {field: one.text for field, one in page.fields.items() if one.text}


def test_what_is_typed_and_not_checked_is_there_again_with_its_update(
    desk: Desk, page: PredictPage
) -> None:
    type_in(page, {W1: "3.1", W2: "(0"})
    desk.actions.trigger("step")
    assert typed(page) == {}
    type_in(page, {W1: "2"})
    desk.actions.trigger("back")
    assert typed(page) == {W1: "3.1", W2: "(0"}
    desk.actions.trigger("predict")
    desk.actions.trigger("predict")
    assert typed(page) == {W1: "3.1", W2: "(0"}
    desk.actions.trigger("step")
    assert typed(page) == {W1: "2"}
    # Of another run the numbers are others, until that is taken back.
    desk.session.change({"start": (1.0, 1.0)})
    desk.actions.trigger("step")
    assert typed(page) == {}
    desk.actions.trigger("undo")
    assert cursor(desk) == 1
    assert typed(page) == {W1: "2"}


def test_marks_stand_beside_what_was_marked_and_nothing_else(desk: Desk, page: PredictPage) -> None:
    answer(page, {W1: "4.8"})
    type_in(page, {W2: "1"})
    desk.actions.trigger("step")
    desk.actions.trigger("back")
    assert typed(page) == {W1: "4.8"}
    assert page.fields[W1].is_wrong


def test_a_field_outlives_the_enter_that_puts_the_next_question_up(
    desk: Desk, page: PredictPage
) -> None:
    answer(page, {W1: "3.2", W2: "0.4"})
    edit, is_alive = page.fields[W2].edit, []
    desk.session.changed.connect(lambda: is_alive.append(isValid(edit)))
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert page.fields[W2].edit is not edit
    assert is_alive == [True]


def button(page: PredictPage, text: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text() == text)


def test_reveal_tells_the_numbers_of_this_update_and_stays_with_it(
    desk: Desk, page: PredictPage
) -> None:
    answer(page, {W1: "4.8"})
    button(page, "Reveal").click()
    assert cursor(desk) == 0
    # (4, 2) - 0.1 (8, 16), and 3.2^2 + 4 * 0.4^2.
    shown = [page.fields[field].text for field in (W1, W2, Field("new_loss"))]
    assert shown == ["3.2", "0.4", "10.88"]
    assert "new w₁: 3.2 is right, 4.8 was typed." in page.sentences
    assert table(desk, 0)[2:] == ["?"] * 4
    button(page, "Next").click()
    assert cursor(desk) == 1
    assert page.fields[W1].text == ""
    assert not page.fields[W1].edit.isReadOnly()


def test_working_of_what_was_revealed_is_one_click_away(desk: Desk, page: PredictPage) -> None:
    button(page, "Reveal").click()
    button(page, "Its working").click()
    assert (cursor(desk), desk.window.pages.current) == (1, "working")
    panel = desk.window.pages.build(WORKING)
    settle(desk.window)
    assert panel.update_shown == 0
    assert "= 16" in " ".join(formulas_of(panel.sheet.shown))


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
@pytest.mark.parametrize("name", ["toy-bowl", "logistic-regression"])
def test_question_and_feedback_stay_in_view(qtbot: QtBot, name: str, size: tuple[int, int]) -> None:
    desk = opened(qtbot, name)
    desk.window.resize(*size)
    press(desk, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    page = desk.window.pages.page(PREDICT)
    assert page is not None
    for _ in range(3):
        answer(page, {field: "77" for field in page.fields if field.quantity == "new"})
        qtbot.waitUntil(lambda: seen_of(page, "new ") > 0)
        assert seen_of(page, "new ") == 1 or size == (1024, 640)
        assert seen_of(page, "From ") == 1
        desk.session.step()


def seen_of(page: PredictPage, text: str) -> float:
    """Return which share, from its top, is seen of the topmost sentence that begins so."""
    labels = [one for one in page.findChildren(QLabel) if one.text().startswith(text)]
    shown = [one for one in labels if one.isVisible() and "." in one.text()]
    top = min(shown, key=lambda one: one.mapTo(page, QPoint()).y(), default=None)
    if top is None or top.visibleRegion().boundingRect().top():
        return 0.0
    return top.visibleRegion().boundingRect().height() / top.height()


def test_what_is_no_number_stays_told_while_another_answer_is_typed(page: PredictPage) -> None:
    answer(page, {W1: "zero"})
    answer(page, {W2: "0.4"})
    assert any("'zero' is no number" in said for said in page.sentences)
    edit = page.fields[W1].edit
    assert edit.property("invalid")
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert (edit.text(), edit.property("invalid")) == ("", False)


def test_three_different_mistakes_are_each_told(desk: Desk, page: PredictPage) -> None:
    # At (4, 2): 4 + 0.1 * 8, 2 - 16, and at (3.2, 0.4) half of the gradient.
    assert "Uphill" in " ".join(answer(page, {W1: "4.8", W2: "0.4"}))
    assert "learning rate was left out" in " ".join(answer(page, {W1: "3.2", W2: "-14"}))
    desk.session.step()
    assert "factor of the derivative" in " ".join(answer(page, {W1: "2.88", W2: "0.08"}))
    told = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "2 of 4 right at the first try" in told
    assert "Right is 3.2." in told


def test_a_row_can_be_tried_again(desk: Desk, page: PredictPage) -> None:
    answer(page, {W1: "4.8", W2: "0.4"})
    desk.session.step()
    page.rowRequested.emit(0)
    assert cursor(desk) == 0
    assert table(desk, 0)[2:] == ["?"] * 4
    assert page.fields[W1].text == "4.8"
    assert "All right." in answer(page, {W1: "3.2", W2: "0.4"})
    assert any("mended" in label.text() for label in page.findChildren(QLabel))


def test_a_list_fills_the_fields_of_all_parameters(page: PredictPage) -> None:
    assert "All right." in answer(page, {W1: "(3.2, 0.4)"})
    assert [page.fields[field].text for field in (W1, W2)] == ["3.2", "0.4"]


def test_too_few_digits_are_no_try_and_say_how_many_are_enough(page: PredictPage) -> None:
    said = " ".join(answer(page, {W1: "3", W2: "0"}))
    assert said.count("at least 2 figures or 3 decimals") == 2
    told = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "first try" not in told
    assert "All right." in answer(page, {W1: "3.2", W2: "0.4"})
    told = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "2 of 2 right at the first try" in told


def test_what_follows_from_rounded_numbers_goes_on_with_enter(
    desk: Desk, page: PredictPage
) -> None:
    desk.session.change({"start": (1.2345, 0.9876)})
    # 1.2345 - 0.1 * 2.469, 0.9876 - 0.1 * 7.9008, and the loss of both as they were typed:
    # 0.99^2 + 4 * 0.20^2 = 1.1401, where the exact one is 1.1315.
    (said,) = answer(page, {W1: "0.99", W2: "0.20", Field("new_loss"): "1.140"})
    assert said == "new loss: Right for the rounded numbers before it."
    QTest.keyClick(page.fields[W2].edit, Qt.Key.Key_Return)
    assert cursor(desk) == 1


def test_the_question_says_how_many_digits_are_enough(page: PredictPage) -> None:
    told = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Give at least 2 figures or 3 decimals" in told


def test_what_is_no_number_is_refused_and_nothing_is_marked(page: PredictPage) -> None:
    (sentence,) = answer(page, {W1: "3.2", W2: "zero"})
    assert "'zero' is no number" in sentence
    told = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "first try" not in told


def test_an_end_of_the_run_asks_for_nothing(qtbot: QtBot) -> None:
    desk = opened(qtbot, "one-step")
    desk.session.change({"iterations": 1})
    press(desk, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    press(desk, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert cursor(desk) == 1
    assert desk.window.pages.page(PREDICT) is not None
    assert desk.window.pages.page(PREDICT).fields == {}


def test_another_run_begins_a_new_score(desk: Desk, page: PredictPage) -> None:
    answer(page, {W1: "4.8", W2: "0.4"})
    desk.session.change({"learning_rate": 0.2})
    told = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "first try" not in told
