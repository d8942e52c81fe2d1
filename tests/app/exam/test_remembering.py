"""Slips made in Predict and in Check are remembered where questions are asked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.pages import PREDICT
from gdsim.app.places.table import PRACTICE
from gdsim.files.exam.opening import open_store
from gdsim.study.exam.memory.kept_answers import Outcome
from gdsim.study.practice.answers import Field
from tests.app.opening import opened, press

UPHILL = "4.8"
"""New w1 of the bowl from (4, 2) with 0.1, where the step of 0.8 is added."""


def kept() -> list[Outcome]:
    with open_store() as store:
        return store.outcomes()


def predict(desk: Desk, text: str) -> None:
    page = desk.window.pages.build(PREDICT)
    page.checkRequested.emit({Field("new", 0): text})


def test_a_slip_in_a_prediction_makes_its_kind_due(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    desk.actions.trigger("predict")
    predict(desk, UPHILL)
    (one,) = kept()
    assert (one.session_form, one.kind, one.slip) == ("predict", "one-update", "sign")
    press(desk, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    place = desk.window.places.build(PRACTICE)
    place.home.progress.click()
    assert place.progress.slips.texts == [
        "Uphill: the sign of the gradient or of the step was the wrong one."
    ]


def test_only_the_first_try_of_a_prediction_is_kept(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    desk.actions.trigger("predict")
    for text in (UPHILL, UPHILL, "3.2"):
        predict(desk, text)
    assert len(kept()) == 1


def test_without_a_slip_no_store_is_begun(qtbot: QtBot, tmp_path) -> None:
    desk = opened(qtbot)
    desk.actions.trigger("predict")
    predict(desk, "3.2")
    assert not list(tmp_path.rglob("exam.db"))


def test_a_slip_in_a_table_is_kept_once_however_often_it_is_checked(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    table = "iteration\tw1\tw2\tnew_w1\tnew_w2\n0\t4\t2\t4.8\t0.4\n"
    for _ in range(2):
        QGuiApplication.clipboard().setText(table)
        desk.actions.trigger("check")
    (one,) = kept()
    assert (one.session_form, one.slip) == ("check", "sign")


def test_home_shows_what_came_up_while_one_was_elsewhere(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    press(desk, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    place = desk.window.places.build(PRACTICE)
    before = place.home.today.text()
    press(desk, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    desk.actions.trigger("predict")
    predict(desk, UPHILL)
    press(desk, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert place.home.today.text() != before
