"""Sessions that are stopped: everything is there again, until another session ends them."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from gdsim.study.exam.sessions.drill import Drill
from gdsim.views.practice.question_screen import Stage
from tests.app.exam.practising import (
    Practised,
    answer,
    answer_right,
    answer_wrong,
    asked,
    begin_asking,
    left,
    practised,
)


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


def test_what_is_written_beside_an_answer_is_there_again_too(made: Practised) -> None:
    made.practice.begin_drill_of(("explain",))
    while made.place.question.stage is Stage.READING:
        made.place.question.next.click()
    (name,) = (one.name for one in asked(made).fields if one.type == "points")
    made.place.question.sheet.form.editor(name).set_note("Because it falls.")
    stop_and_go_on(made)
    assert made.place.question.sheet.form.notes == {name: "Because it falls."}
