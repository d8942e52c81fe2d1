"""Starting again with the settings that are shown, and what a change would do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from tests.app.opening import cursor, opened, press
from tests.typed import type_into


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return opened(qtbot, "linear-regression")


def steps(desk: Desk, count: int) -> None:
    for _ in range(count):
        desk.actions.trigger("step")


def test_start_again_keeps_what_was_set_on_the_way(desk: Desk) -> None:
    steps(desk, 3)
    desk.window.setup.method.method.choose("stochastic")
    type_into(desk.window.setup.rate.rate, "0.05")
    steps(desk, 2)
    QTest.mouseClick(desk.window.setup.foot.button, Qt.MouseButton.LeftButton)
    run = desk.session.run
    assert (cursor(desk), run.length, len(run.segments)) == (0, 0, 1)
    assert (run.experiment.method, run.experiment.learning_rate) == ("stochastic", 0.05)
    assert desk.window.setup.method.method.value == "stochastic"
    assert not desk.window.setup.foot.button.isEnabled()


def test_start_again_by_its_key_is_one_step_that_can_be_taken_back(desk: Desk) -> None:
    steps(desk, 3)
    before = desk.session.run.columns(0, 3).new_theta
    press(desk, Qt.Key.Key_F5)
    assert desk.session.run.length == 0
    assert desk.history.undo_name == "start again"
    desk.history.undo()
    assert (desk.session.run.columns(0, 3).new_theta == before).all()


def consequence(desk: Desk) -> str:
    return desk.window.setup.foot.consequence.text()


def test_what_a_change_does_is_what_was_said_of_it(desk: Desk) -> None:
    assert consequence(desk) == "A change holds from the start on."
    steps(desk, 4)
    assert consequence(desk).startswith("A change goes on from iteration 4;")
    desk.session.change({"learning_rate": 0.01})
    assert (cursor(desk), desk.session.run.length) == (4, 4)
    steps(desk, 1)
    press(desk, Qt.Key.Key_Left)
    press(desk, Qt.Key.Key_Left)
    assert "goes on from iteration 3 and keeps this run, too" in consequence(desk)
    desk.session.change({"learning_rate": 0.02})
    assert (cursor(desk), desk.session.run.length, len(desk.kept.runs)) == (3, 3, 1)
    assert "another problem (objective, data, bounds …) or start begins anew" in consequence(desk)
    desk.session.change({"start": (1.0, 1.0)})
    assert (cursor(desk), desk.session.run.length) == (0, 0)


def test_end_of_a_run_says_that_a_change_starts_over_and_a_limit_goes_on(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    desk.session.change({"iterations": 3})
    steps(desk, 3)
    assert consequence(desk) == (
        "The run has ended, so a change starts it over; another limit lets it go on."
    )
    desk.session.change({"iterations": 4})
    steps(desk, 1)
    assert cursor(desk) == 4
    desk.session.change({"learning_rate": 0.05})
    assert (cursor(desk), desk.session.run.length) == (0, 0)
