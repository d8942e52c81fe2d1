"""The window driven by keys: each goes where a person expects it, whatever has the focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.pages import TABLE
from tests.app.opening import cursor, opened, press

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return opened(qtbot)


def test_arrows_home_and_end_move_through_the_run(qtbot: QtBot, desk: Desk) -> None:
    for _ in range(3):
        press(desk, Qt.Key.Key_Right)
    assert cursor(desk) == 3
    press(desk, Qt.Key.Key_Left)
    assert cursor(desk) == 2
    press(desk, Qt.Key.Key_Home)
    assert cursor(desk) == 0
    press(desk, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: cursor(desk) == 40)
    assert not desk.window.transport.button("step").isEnabled()


def test_space_plays_and_pauses(qtbot: QtBot, desk: Desk) -> None:
    # Slowly enough that a busy machine does not come to the run's end between two looks.
    desk.session.set_speed(20)
    press(desk, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: cursor(desk) >= 3)
    press(desk, Qt.Key.Key_Space)
    stood = cursor(desk)
    press(desk, Qt.Key.Key_Right)
    assert cursor(desk) == stood + 1


def test_focused_button_takes_space_for_itself(desk: Desk) -> None:
    desk.window.transport.button("step").setFocus()
    QTest.keyClick(desk.window.transport.button("step"), Qt.Key.Key_Space)
    assert cursor(desk) == 1


def test_focused_slider_and_fields_keep_their_arrows(desk: Desk) -> None:
    press(desk, Qt.Key.Key_Right)
    for field in (desk.window.setup.rate.rate, desk.window.setup.objective.text):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Left)
        QTest.keyClick(field, Qt.Key.Key_Home)
        assert cursor(desk) == 1


def test_epochs_are_stepped_with_shift(qtbot: QtBot) -> None:
    desk = opened(qtbot, "linear-regression")
    press(desk, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: cursor(desk) == 11)
    press(desk, Qt.Key.Key_Right)
    press(desk, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert cursor(desk) == 11
    press(desk, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert cursor(desk) == 0


def test_tab_reaches_every_control_of_the_transport_bar(desk: Desk) -> None:
    reached = set()
    desk.window.setup.scenario.combo.setFocus()
    for _ in range(150):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert desk.window.transport.button("step") in reached
    assert desk.window.setup.rate.rate in reached


def test_home_and_end_mean_the_run_even_in_the_table(qtbot: QtBot, desk: Desk) -> None:
    for _ in range(3):
        press(desk, Qt.Key.Key_Right)
    desk.window.pages.build(TABLE).rows.setFocus()
    QTest.keyClick(desk.window.pages.build(TABLE).rows, Qt.Key.Key_Home)
    assert cursor(desk) == 0
    QTest.keyClick(desk.window.pages.build(TABLE).rows, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: cursor(desk) == 40)


def test_arrows_step_though_a_list_has_the_focus(desk: Desk) -> None:
    combo = desk.window.setup.scenario.combo
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Right)
    assert cursor(desk) == 1
    assert combo.currentData() == "toy-bowl"


def test_list_and_tabs_keep_the_keys_that_move_their_choice(qtbot: QtBot, desk: Desk) -> None:
    press(desk, Qt.Key.Key_Right)
    combo, tabs = desk.window.setup.rule.rule, desk.window.pages.tabBar()
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_End)
    assert combo.currentIndex() == combo.count() - 1
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert desk.window.pages.current == "working"
    assert (cursor(desk), desk.session.run.length) == (1, 1)


def test_click_beside_the_fields_gives_the_keys_back(desk: Desk) -> None:
    desk.window.setup.rate.rate.setFocus()
    QTest.mouseClick(desk.window.transport.button("step"), Qt.MouseButton.LeftButton)
    assert not desk.window.setup.rate.rate.hasFocus()
