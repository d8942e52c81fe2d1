"""Actions that do not apply are greyed out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from tests.app.opening import cursor, opened, press


def enabled(desk: Desk, *names: str) -> list[bool]:
    return [desk.actions.is_enabled(name) for name in names]


def test_a_run_can_be_gone_through_as_far_as_it_reaches(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    back = "first", "back", "previous_epoch", "previous_stage", "restart", "undo"
    on = "step", "next_stage", "next_epoch", "to_the_end", "play"
    assert not any(enabled(desk, *back, "cancel"))
    assert all(enabled(desk, *on))
    press(desk, Qt.Key.Key_Right)
    assert all(enabled(desk, *back[:-1], *on))
    desk.actions.trigger("to_the_end")
    qtbot.waitUntil(lambda: cursor(desk) == 40)
    qtbot.waitUntil(lambda: not desk.session.is_busy)
    assert not any(enabled(desk, "step", "next_epoch", "to_the_end", "play", "cancel"))
    desk.actions.trigger("first")
    assert all(enabled(desk, *on, "restart"))


def test_cancel_is_there_while_the_run_plays(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    desk.actions.trigger("play")
    assert enabled(desk, "cancel") == [True]
    desk.actions.trigger("cancel")
    assert not desk.session.is_busy
    assert enabled(desk, "cancel") == [False]


def test_what_shows_batches_is_for_data_of_several_rows(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    of_batches = "full_gradient", "batch_contours", "step_cloud"
    assert not any(enabled(desk, *of_batches))
    desk.scenarios.show_builtin("linear-regression")
    assert all(enabled(desk, *of_batches))


def test_what_is_hidden_can_be_stepped_to_but_not_played(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    desk.actions.trigger("predict")
    assert enabled(desk, "step", "play", "to_the_end", "next_stage") == [True, False, False, False]
    desk.actions.trigger("predict")
    assert all(enabled(desk, "step", "play", "to_the_end", "next_stage"))
