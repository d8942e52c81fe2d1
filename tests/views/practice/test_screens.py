"""The screens: what each asks for, by the mouse and by keys, and what it shows."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gdsim.views.practice.confidence import ConfidenceBar
from gdsim.views.practice.exam_day import ExamDay
from gdsim.views.practice.home import HomeScreen
from gdsim.views.practice.question_screen import QuestionScreen, Stage
from gdsim.views.practice.review_screen import ReviewItem, ReviewPart, ReviewScreen
from gdsim.views.practice.topic_list import TopicList, TopicRow
from tests.views.practice.samples import question
from tests.views.practice.showing import CTRL, ask, mark, shown


def buttons(screen: QuestionScreen) -> set[str]:
    """Return the names of the buttons in sight."""
    names = ("give_up", "check", "step", "again", "solution", "retry", "next")
    return {name for name in names if getattr(screen, name).isVisible()}


def test_a_question_begins_in_its_first_field_with_check_and_a_way_out(
    screen: QuestionScreen,
) -> None:
    ask(screen)
    assert screen.sheet.form.editor("new_w").target().hasFocus()
    assert buttons(screen) == {"give_up", "check"}
    assert screen.confidence.isVisible()


def test_after_a_miss_one_can_try_again_step_repeat_see_the_working_or_go_on(
    screen: QuestionScreen, qtbot: QtBot
) -> None:
    ask(screen)
    mark(screen, new_w="3.6", updates="1")
    assert buttons(screen) == {"retry", "step", "again", "solution", "next"}
    assert screen.retry.hasFocus()
    qtbot.keyClick(screen.retry, Qt.Key.Key_Return)
    assert screen.sheet.form.editor("new_w").target().hasFocus()
    assert screen.stage is Stage.ASKED
    assert "give_up" not in buttons(screen)
    assert not screen.confidence.isVisible()


def test_changing_an_answer_after_a_miss_is_trying_again(
    screen: QuestionScreen, qtbot: QtBot
) -> None:
    ask(screen)
    mark(screen, new_w="3.6", updates="1")
    qtbot.keyClicks(screen.sheet.form.editor("updates").target(), "3")
    assert "check" in buttons(screen)


def test_without_a_run_there_is_nothing_to_step_through(screen: QuestionScreen) -> None:
    ask(screen, with_run=False)
    mark(screen, new_w="3.6", updates="1")
    assert "step" not in buttons(screen)


def test_after_all_is_right_enter_goes_on(screen: QuestionScreen, qtbot: QtBot) -> None:
    ask(screen)
    mark(screen, new_w="2.4", updates="313")
    assert screen.stage is Stage.DONE
    assert screen.next.hasFocus()
    with qtbot.waitSignal(screen.nextRequested):
        qtbot.keyClick(screen.next, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("typed", "stage"), [("313", Stage.DONE), ("312", Stage.MISSED)], ids=["right", "wrong"]
)
def test_enter_in_the_last_field_checks_and_does_nothing_more(
    screen: QuestionScreen, qtbot: QtBot, typed: str, stage: Stage
) -> None:
    ask(screen)
    screen.checkRequested.connect(lambda answers: mark(screen, **answers))
    qtbot.keyClicks(screen.sheet.form.editor("new_w").target(), "2.4")
    qtbot.keyClick(screen.sheet.form.editor("new_w").target(), Qt.Key.Key_Return)
    last = screen.sheet.form.editor("updates").target()
    assert last.hasFocus()
    qtbot.keyClicks(last, typed)
    with qtbot.assertNotEmitted(screen.nextRequested):
        qtbot.keyClick(last, Qt.Key.Key_Return)
    assert screen.stage is stage


def test_too_few_digits_can_be_completed_and_cost_no_try(screen: QuestionScreen) -> None:
    ask(screen)
    mark(screen, new_w="2", updates="313")
    assert screen.stage is Stage.ASKED
    assert screen.sheet.form.editor("new_w").target().hasFocus()


def test_answers_are_locked_once_the_working_is_shown(screen: QuestionScreen, qtbot: QtBot) -> None:
    ask(screen)
    mark(screen, new_w="3.6", updates="1")
    screen.set_solution(question().solution)
    qtbot.keyClicks(screen.sheet.form.editor("updates").target(), "9")
    assert screen.sheet.form.answers["updates"] == "1"
    assert buttons(screen) == {"step", "again", "next"}


def test_a_working_to_read_asks_nothing(screen: QuestionScreen, qtbot: QtBot) -> None:
    ask(screen)
    screen.set_reading(question().solution)
    assert buttons(screen) == {"next"}
    qtbot.keyClicks(screen.sheet.form.editor("updates").target(), "9")
    assert screen.sheet.form.answers["updates"] == ""
    with qtbot.waitSignal(screen.nextRequested):
        qtbot.keyClick(screen.next, Qt.Key.Key_Return)


def test_a_long_working_is_read_with_the_keys_for_pages(
    screen: QuestionScreen, qtbot: QtBot
) -> None:
    ask(screen)
    screen.set_reading(question().solution * 20)
    bar = screen.sheet.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    begun = bar.value()
    qtbot.keyClick(screen.next, Qt.Key.Key_PageDown)
    assert bar.value() > begun
    qtbot.keyClick(screen.next, Qt.Key.Key_PageUp)
    assert bar.value() == begun


def test_ctrl_enter_checks_from_any_field_and_escape_leaves(
    screen: QuestionScreen, qtbot: QtBot
) -> None:
    ask(screen)
    edit = screen.sheet.form.editor("new_w").target()
    qtbot.keyClicks(edit, "2.4")
    with qtbot.waitSignal(screen.checkRequested) as asked:
        qtbot.keyClick(edit, Qt.Key.Key_Return, CTRL)
    assert asked.args == [{"new_w": "2.4", "updates": ""}]
    with qtbot.waitSignal(screen.leaveRequested):
        qtbot.keyClick(edit, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("step", "stepRequested"),
        ("again", "againRequested"),
        ("solution", "solutionRequested"),
        ("next", "nextRequested"),
    ],
)
def test_each_button_asks_for_what_it_says(
    screen: QuestionScreen, qtbot: QtBot, button: str, signal: str
) -> None:
    ask(screen)
    mark(screen, new_w="3.6", updates="1")
    with qtbot.waitSignal(getattr(screen, signal)):
        getattr(screen, button).click()


def test_the_foot_fits_into_the_smallest_window(screen: QuestionScreen) -> None:
    ask(screen)
    mark(screen, new_w="3.6", updates="1")
    QApplication.processEvents()
    assert screen.minimumSizeHint().width() <= 960


def test_how_sure_one_is_can_be_said_with_keys_and_taken_back(qtbot: QtBot) -> None:
    bar = ConfidenceBar()
    shown(qtbot, bar)
    assert bar.level is None
    qtbot.keyClick(bar, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert bar.level == 2
    bar.button(3).click()
    assert bar.level == 3
    bar.button(3).click()
    assert bar.level is None


# Review and home.


def test_a_review_tells_slips_with_their_questions_and_leads_to_each(qtbot: QtBot) -> None:
    screen = ReviewScreen()
    shown(qtbot, screen)
    item = ReviewItem(3, "4. One update by hand", "1 of 2 marks")
    part = ReviewPart("Uphill: the step was added.", "cost 1 mark", (item,), ("one-update",))
    screen.set_review("Mock exam: 19 of 20 marks", ("It took 30 minutes of 40.",), (part,), (item,))
    QApplication.processEvents()
    told = [label.text() for label in screen.findChildren(QLabel)]
    assert told.count("4. One update by hand") == 2
    assert "Uphill: the step was added." in told
    looks = [one for one in screen.findChildren(QPushButton) if "Look" in one.text()]
    with qtbot.waitSignal(screen.lookRequested) as asked:
        looks[0].click()
    assert asked.args == [3]
    drill = next(one for one in screen.findChildren(QPushButton) if one.text() == "Drill")
    with qtbot.waitSignal(screen.drillRequested) as drilled:
        drill.click()
    assert drilled.args == [("one-update",)]


def test_topics_tell_their_bars_in_words_and_ask_for_a_drill(qtbot: QtBot) -> None:
    topics = TopicList()
    shown(qtbot, topics)
    rows = [TopicRow("a", "First", 0.5, 0.8), TopicRow("b", "Second", 0.0, None)]
    topics.set_topics(rows)
    topics.set_topics([TopicRow("a", "First", 0.25, 0.8), rows[1]])
    assert (topics.share("a"), topics.share("b")) == ("25%", "0%")
    told = [one.accessibleName() for one in topics.findChildren(QWidget)]
    assert "25% mastered; 80% likely to be recalled" in told
    assert "0% mastered" in told
    with qtbot.waitSignal(topics.drillRequested) as asked:
        topics.button("b").click()
    assert asked.args == ["b"]


def test_the_day_is_typed_and_set_with_enter(qtbot: QtBot) -> None:
    row = ExamDay()
    shown(qtbot, row)
    row.set_values(None, date(2026, 11, 27), 15)
    assert not row.clear.isVisible()
    row.day.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClicks(row.day, "2026-12-04")
    with qtbot.waitSignal(row.dayRequested) as asked:
        qtbot.keyClick(row.day, Qt.Key.Key_Return)
    assert asked.args == [date(2026, 12, 4)]
    with qtbot.waitSignal(row.dayRequested) as cleared:
        row.clear.click()
    assert cleared.args == [None]


def test_a_day_that_is_over_cannot_be_set(qtbot: QtBot) -> None:
    row = ExamDay()
    shown(qtbot, row)
    row.set_values(None, date(2026, 11, 27), 15)
    row.day.setDate(QDate(2026, 11, 1))
    assert row.day.date() == QDate(2026, 11, 27)


def test_showing_values_asks_for_nothing(qtbot: QtBot) -> None:
    row = ExamDay()
    shown(qtbot, row)
    with qtbot.assertNotEmitted(row.minutesRequested), qtbot.assertNotEmitted(row.dayRequested):
        row.set_values(date(2026, 12, 4), date(2026, 11, 27), 20)
    assert row.minutes.value() == 20
    assert row.clear.isVisible()


def test_home_begins_at_its_one_button(qtbot: QtBot) -> None:
    home = HomeScreen()
    shown(qtbot, home)
    home.set_today("Do 6 questions: about 8 min.", "&Start")
    assert home.first_focus() is home.start
    with qtbot.waitSignal(home.startRequested):
        home.start.click()
    assert not home.drop.isVisible()
    home.set_left(True)
    assert home.drop.isVisible()
