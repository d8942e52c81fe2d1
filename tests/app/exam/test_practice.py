"""Practising from the first screen to the last: every answer is kept, and nothing is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gdsim.app.menus.action_table import MENUS
from gdsim.files.exam.connection import connect
from gdsim.study.exam.sessions.drill import Drill
from gdsim.views.practice.question_screen import Stage
from tests.app.exam.practising import (
    Practised,
    Time,
    answer,
    answer_right,
    answer_wrong,
    asked,
    begin_asking,
    left,
    practised,
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


def test_what_is_said_at_the_end_counts_what_was_answered_before_a_pause(made: Practised) -> None:
    home, screen = made.place.home, made.place.question
    home.exam_day.minutesRequested.emit(2)
    home.start.click()
    screen.next.click()
    answer_wrong(made)
    screen.leaveRequested.emit()
    home.start.click()
    screen.next.click()
    rights = 0
    while made.practice.asking.session is not None:
        if screen.stage is Stage.ASKED:
            answer_right(made)
            rights += 1
        screen.next.click()
    assert rights
    assert f"{rights} of {rights + 1} question" in home.notice.text()


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


def test_an_answer_is_in_the_store_as_soon_as_it_is_marked(made: Practised) -> None:
    begin_asking(made)
    answer_right(made)
    (kept,) = made.answers()
    assert (kept.kind, kept.marks, kept.first_try) == (asked(made).kind, kept.most, True)
    assert kept.local_day == date(2026, 11, 27)
    assert made.place.question.stage is Stage.DONE


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


def stop_and_go_on(made: Practised) -> None:
    made.place.question.leaveRequested.emit()
    made.place.home.start.click()


def test_what_is_typed_is_there_again_after_stopping(made: Practised) -> None:
    begin_asking(made)
    question = asked(made)
    name = question.fields[-1].name
    answer(made.place.question.sheet.form, {name: "77"})
    stop_and_go_on(made)
    assert asked(made) == question
    assert made.place.question.sheet.form.answers[name] == "77"


def test_a_marked_answer_changed_into_what_cannot_be_read_is_there_again(made: Practised) -> None:
    begin_asking(made)
    answer_wrong(made)
    question = asked(made)
    made.place.question.retry.click()
    name = question.fields[-1].name
    answer(made.place.question.sheet.form, {name: "-"})
    stop_and_go_on(made)
    assert asked(made) == question
    assert made.place.question.sheet.form.answers[name] == "-"
    assert made.place.question.stage is Stage.ASKED


def test_a_session_goes_on_in_another_program_with_its_marks(
    qtbot: QtBot, tmp_path: Path, made: Practised
) -> None:
    begin_asking(made)
    answer_wrong(made)
    question = asked(made)
    left(made)
    again = practised(qtbot, made.folder, made.time)
    again.place.home.start.click()
    assert asked(again) == question
    assert again.place.question.stage is Stage.MISSED
    again.place.question.retry.click()
    answer_right(again)
    assert [one.first_try for one in again.answers()] == [True, False]
    left(again)


def test_a_session_that_was_left_can_be_ended(made: Practised) -> None:
    begin_asking(made)
    made.place.question.leaveRequested.emit()
    made.place.home.drop.click()
    assert made.place.home.start.text() == "&Start"
    assert not made.place.home.drop.isVisible()
    assert made.memory.unfinished() == []


def test_another_session_ends_the_one_that_was_left(made: Practised) -> None:
    begin_asking(made)
    made.place.question.leaveRequested.emit()
    made.place.home.topics.button("idea").click()
    (session,) = made.memory.unfinished()
    assert isinstance(session, Drill) and session.topic == "idea"


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


def test_a_store_that_cannot_be_used_is_told_and_practising_goes_on(
    qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    (folder / "exam.db").mkdir()
    made = practised(qtbot, folder)
    assert "exam.db" in made.place.home.notice.text()
    begin_asking(made)
    answer_right(made)
    assert made.place.question.stage is Stage.DONE
    left(made)


def test_answers_of_a_locked_store_are_told_not_to_be_kept(
    made: Practised, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_asking(made)
    told: list[str] = []
    made.memory.refused.connect(told.append)
    other = connect(made.folder / "exam.db")
    other.execute("PRAGMA busy_timeout = 0")
    made.memory._store._connection.execute("PRAGMA busy_timeout = 0")  # type: ignore[union-attr]
    other.execute("BEGIN IMMEDIATE")
    answer_right(made)
    other.execute("ROLLBACK")
    other.close()
    assert len(told) == 1 and "another program" in told[0]
    assert made.place.question.head.trouble.text() == told[0]
    assert made.place.question.head.trouble.isVisible()
    assert made.place.question.stage is Stage.DONE


def test_another_day_is_noticed(made: Practised) -> None:
    assert made.memory.standing.day == date(2026, 11, 27)
    made.time.pass_days(2)
    assert made.memory.standing.day == date(2026, 11, 29)


def test_four_days_of_answers_are_told_apart(qtbot: QtBot, tmp_path: Path) -> None:
    time = Time()
    for _ in range(4):
        made = practised(qtbot, tmp_path / "store", time)
        begin_asking(made)
        answer_right(made)
        left(made)
        time.pass_days(1)
    made = practised(qtbot, tmp_path / "store", time)
    days = {one.local_day for one in made.answers()}
    assert sorted(day.day for day in days) == [27, 28, 29, 30]
    left(made)


def test_what_is_written_beside_an_answer_is_there_again_too(made: Practised) -> None:
    made.practice.begin_drill_of(("explain",))
    while made.place.question.stage is Stage.READING:
        made.place.question.next.click()
    (name,) = (one.name for one in asked(made).fields if one.type == "points")
    made.place.question.sheet.form.editor(name).set_note("Because it falls.")
    stop_and_go_on(made)
    assert made.place.question.sheet.form.notes == {name: "Because it falls."}


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
