"""Runs that are kept beside the present one: which are, how long, and how they come back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.launch import first_desk, settle
from gdsim.app.pages import RUNS
from tests.app.opening import opened, press
from tests.app.runs.runs_table import NAME, column

CTRL = Qt.KeyboardModifier.ControlModifier


def kept(desk: Desk):
    return desk.kept.runs


def test_a_kept_run_stays_beside_another_and_follows_the_cursor(desk: Desk) -> None:
    for _ in range(4):
        press(desk, Qt.Key.Key_Right)
    press(desk, Qt.Key.Key_B, CTRL)
    press(desk, Qt.Key.Key_Home)
    desk.session.change({"rule": "adam", "learning_rate": 0.5})
    for _ in range(6):
        press(desk, Qt.Key.Key_Right)
    (one,) = kept(desk)
    assert (one.name, one.row) == ("Gradient descent, η = 0.1", 6)
    assert one.run.theta == pytest.approx([4 * 0.8**6, 2 * 0.2**6])
    assert desk.window.run_legend.isVisible()


def test_a_change_in_the_middle_keeps_the_future_that_it_leaves(desk: Desk) -> None:
    for _ in range(6):
        press(desk, Qt.Key.Key_Right)
    desk.session.go_to(3)
    desk.session.change({"learning_rate": 0.2})
    desk.session.change({"learning_rate": 0.22})
    (one,) = kept(desk)
    assert one.run.length == 6
    assert one.name == "Gradient descent, η = 0.1"
    assert desk.session.run.length == 3


def test_a_change_at_the_end_or_the_start_keeps_nothing(desk: Desk) -> None:
    for _ in range(3):
        press(desk, Qt.Key.Key_Right)
    desk.session.change({"learning_rate": 0.2})
    desk.session.go_to(0)
    desk.session.change({"learning_rate": 0.3})
    desk.session.change({"start": (1.0, 1.0)})
    assert kept(desk) == ()


def test_a_kept_run_is_known_again_wherever_the_cursor_stands(qtbot: QtBot, desk: Desk) -> None:
    for _ in range(6):
        press(desk, Qt.Key.Key_Right)
    desk.keeping.keep_present()
    desk.session.go_to(3)
    settle(desk.window)
    assert desk.kept.has(desk.session.run)
    desk.session.change({"learning_rate": 0.2})
    assert len(kept(desk)) == 1


def test_a_scenario_opens_with_its_comparison_from_the_command_line_as_from_the_list(
    qtbot: QtBot,
) -> None:
    window = first_desk("why-sparse").window
    qtbot.addWidget(window)
    started = window.findChild(Desk)
    chosen = opened(qtbot)
    chosen.scenarios.show_builtin("why-sparse")
    told = [
        [(one.name, one.run.length, one.row) for one in kept(desk)]
        + [(desk.session.run.length, desk.session.snapshot().cursor)]
        for desk in (started, chosen)
    ]
    assert told[0] == told[1]
    assert told[0][-1] == (80, 80)
    assert len(kept(started)) == 3


def test_a_kept_run_can_be_gone_on_with(desk: Desk) -> None:
    for _ in range(3):
        press(desk, Qt.Key.Key_Right)
    desk.keeping.keep_present()
    desk.session.change({"start": (1.0, 1.0)})
    page = desk.window.pages.build(RUNS)
    page.openRequested.emit(kept(desk)[0].key)
    press(desk, Qt.Key.Key_Home)
    assert desk.session.snapshot().row.theta.tolist() == [4, 2]


def test_a_removed_run_comes_back_from_the_page(qtbot: QtBot, desk: Desk) -> None:
    desk.window.pages.turn_to(RUNS)
    for name in ("first", "second"):
        desk.kept.keep(desk.session.run, name)
    page = desk.window.pages.build(RUNS)
    qtbot.waitUntil(lambda: column(desk, NAME) == ["this run", "first", "second"])
    page.table.setCurrentCell(1, NAME)
    page.button("close").click()
    qtbot.waitUntil(page.bring_back.isVisible)
    assert column(desk, NAME) == ["this run", "second"]
    QTest.mouseClick(page.bring_back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: column(desk, NAME) == ["this run", "first", "second"])
    assert not page.bring_back.isVisible()


def test_undo_takes_back_what_was_done_to_runs_and_settings_in_turn(
    qtbot: QtBot, desk: Desk
) -> None:
    desk.session.change({"learning_rate": 0.2})
    desk.window.pages.turn_to(RUNS)
    desk.kept.keep(desk.session.run, "first")
    page = desk.window.pages.build(RUNS)
    qtbot.waitUntil(lambda: column(desk, NAME) == ["this run", "first"])
    page.table.setCurrentCell(1, NAME)
    page.button("close").click()
    ctrl = Qt.KeyboardModifier.ControlModifier
    press(desk, Qt.Key.Key_Z, ctrl)
    assert [kept.name for kept in desk.kept.runs] == ["first"]
    press(desk, Qt.Key.Key_Z, ctrl)
    assert desk.kept.runs == ()
    assert desk.session.run.experiment.learning_rate == 0.2
    press(desk, Qt.Key.Key_Z, ctrl)
    assert desk.session.run.experiment.learning_rate == 0.1


def test_kept_runs_are_hidden_while_predicting(desk: Desk) -> None:
    for _ in range(4):
        press(desk, Qt.Key.Key_Right)
    desk.keeping.keep_present()
    desk.session.go_to(0)
    desk.session.set_veiled(True)
    settle(desk.window)
    hidden = desk.window.landscape.grab().toImage()
    desk.kept.clear()
    settle(desk.window)
    assert desk.window.landscape.grab().toImage() == hidden


def test_runs_prepared_for_a_scenario_go_with_it_and_those_kept_stay(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    kept = desk.kept
    desk.scenarios.show_builtin("why-sparse")
    assert len(kept.runs) >= 3
    desk.keeping.keep_present()
    own = kept.runs[-1]
    desk.scenarios.show_builtin("toy-bowl")
    assert [one.key for one in kept.runs] == [own.key]
    # It descends another loss: told of, but neither drawn nor listed.
    assert desk.window.run_legend.isHidden()
    desk.window.pages.turn_to(RUNS)
    qtbot.waitUntil(lambda: column(desk, NAME) == ["this run"])
    assert "One kept run is of another objective" in desk.window.pages.build(RUNS).others.text()
    desk.keeping.keep_present()
    assert not desk.window.run_legend.isHidden()
