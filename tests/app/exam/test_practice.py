"""Practising from the first screen to the last: what is shown, promised, marked and told."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLabel, QPushButton

from gdsim.app.menus.action_table import MENUS
from gdsim.views.practice.question_screen import Stage
from tests.app.exam.practising import (
    Practised,
    answer,
    answer_right,
    answer_wrong,
    asked,
    begin_asking,
    right_answers,
)


def test_it_begins_with_a_sentence_in_minutes_and_a_button(made: Practised) -> None:
    assert "min" in made.place.home.today.text()
    assert made.place.home.start.text() == "&Start"
    assert made.place.home.start.isVisible()
    assert not made.place.home.due.isVisible()


def test_as_many_questions_are_counted_as_were_promised(made: Practised) -> None:
    home, screen = made.place.home, made.place.question
    promised = home.today.text().split()[1]
    home.start.click()
    assert screen.stage is Stage.READING
    assert screen.head.where.text() == f"Worked example, then question 1 of {promised}"
    screen.next.click()
    assert screen.head.where.text() == f"Question 1 of {promised}"


def test_tab_goes_down_the_home_screen_as_it_is_read(made: Practised) -> None:
    home = made.place.home
    stops, at = [], home.progress.nextInFocusChain()
    while at is not home.progress:
        if isinstance(at, (QPushButton, QAbstractSpinBox)) and at.isVisible():
            stops.append(at)
        at = at.nextInFocusChain()
    heights = [stop.mapTo(home, QPoint()).y() for stop in stops[: stops.index(home.start)]]
    assert len(heights) > 2
    assert heights == sorted(heights)


def test_a_miss_keeps_the_answer_back_and_a_second_miss_tells_it(made: Practised) -> None:
    begin_asking(made)
    answer_wrong(made)
    screen = made.place.question
    assert screen.stage is Stage.MISSED
    assert not told(made, "Right is")
    screen.retry.click()
    answer_wrong(made)
    assert screen.stage is Stage.DONE
    assert told(made, "Right is")
    assert [one.first_try for one in made.answers()] == [True, False]


def told(made: Practised, words: str) -> bool:
    # What is added to a layout is shown once the events before are done.
    QApplication.processEvents()
    labels = made.place.question.sheet.area.findChildren(QLabel)
    return any(words in label.text() for label in labels if label.isVisible())


def test_an_answer_that_cannot_be_read_costs_nothing(made: Practised) -> None:
    begin_asking(made)
    form = made.place.question.sheet.form
    name = next(iter(asked(made).fields)).name
    answer(form, {**right_answers(asked(made)), asked(made).fields[-1].name: "many"})
    made.place.question.check.click()
    refused = form.editor(asked(made).fields[-1].name)
    assert refused.refusal
    assert made.place.question.stage is Stage.ASKED
    assert made.answers() == []
    assert name in form.answers


def test_whoever_does_not_know_sees_the_working_and_it_counts_as_a_miss(made: Practised) -> None:
    begin_asking(made)
    made.place.question.give_up.click()
    (kept,) = made.answers()
    assert (kept.marks, kept.grade) == (0, "given-up")
    assert made.place.question.stage is Stage.DONE
    assert told(made, "Worked solution")


def test_the_same_kind_comes_with_new_numbers_when_it_is_wished(made: Practised) -> None:
    begin_asking(made)
    before = asked(made)
    answer_right(made)
    made.place.question.again.click()
    after = asked(made)
    assert (after.kind, after.level) == (before.kind, before.level)
    assert after.facts != before.facts


def test_a_warm_up_is_done_with_keys_alone(made: Practised) -> None:
    home, screen = made.place.home, made.place.question
    home.warm_up.setFocus()
    QTest.keyClick(home.warm_up, Qt.Key.Key_Space)
    for _ in range(40):
        if not screen.isVisible():
            break
        if screen.stage is Stage.ASKED:
            form = screen.sheet.form
            form.set_answers(right_answers(asked(made)))
            QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        else:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        QApplication.processEvents()
    assert home.isVisible()
    assert "done" in home.notice.text()
    answers = made.answers()
    assert answers and all(one.is_right for one in answers)
    assert f"{len(answers)} of {len(answers)}" in home.notice.text()


def test_the_exam_s_day_is_set_shown_and_cleared(made: Practised) -> None:
    home = made.place.home
    home.exam_day.dayRequested.emit(date(2026, 12, 4))
    assert "7 days" in home.exam.text()
    home.exam_day.clear.click()
    assert "7 days" not in home.exam.text()
    assert not home.exam_day.clear.isVisible()


def test_what_was_right_fills_the_topic_s_bar(made: Practised) -> None:
    assert "0%" in made.place.home.topics.share("epochs")
    # Alone: what is answered with a part of the working in sight shows nothing.
    made.place.home.warm_up.click()
    for _ in range(30):
        if made.practice.asking.session is None:
            break
        if made.place.question.stage is Stage.ASKED:
            answer_right(made)
        made.place.question.next.click()
    shares = [
        made.place.home.topics.share(one.topic) for one in made.memory.standing.syllabus.kinds
    ]
    assert any(share != "0%" for share in shares)


def test_no_key_of_a_button_is_that_of_a_menu_or_of_its_neighbour(made: Practised) -> None:
    menus = {title[title.index("&") + 1].lower() for _, title in MENUS}
    place = made.place
    place.home.topics.button("idea").click()
    place.question.leaveRequested.emit()
    place.home.progress.click()
    screens = (place.home, place.question, place.exam, place.review, place.look, place.progress)
    for screen in screens:
        texts = [one.text() for one in screen.findChildren(QPushButton)]
        without = {text for text in texts if text and "&" not in text}
        # Of these there is one in every line.
        assert without <= {"Drill", "CSV…"}
        keys = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
        assert keys
        assert len(keys) == len(set(keys)), keys
        assert not menus & set(keys), keys
