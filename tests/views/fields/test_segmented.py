"""One of a few values is chosen, with the mouse or the arrow keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gdsim.views.fields.segmented import Segmented


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def choice(window: QWidget, qtbot: QtBot) -> Segmented:
    options = [("linear", "Linear", ""), ("log", "Log", ""), ("symlog", "Symlog", "")]
    choice = Segmented(options, "Loss axis", window)
    window.show()
    qtbot.waitExposed(window)
    return choice


def checked(choice: Segmented) -> list[str]:
    return [button.text() for button in choice.findChildren(QToolButton) if button.isChecked()]


def test_a_click_chooses(choice: Segmented, qtbot: QtBot) -> None:
    with qtbot.waitSignal(choice.valueRequested) as asked:
        qtbot.mouseClick(choice.findChildren(QToolButton)[1], Qt.MouseButton.LeftButton)
    assert asked.args == ["log"]
    assert choice.value == "log"
    assert checked(choice) == ["Log"]


def test_a_click_on_the_chosen_one_asks_for_nothing(choice: Segmented, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(choice.valueRequested):
        qtbot.mouseClick(choice.findChildren(QToolButton)[0], Qt.MouseButton.LeftButton)
    assert checked(choice) == ["Linear"]


def test_arrows_move_the_choice_and_stop_at_the_ends(choice: Segmented, qtbot: QtBot) -> None:
    asked: list[str] = []
    choice.valueRequested.connect(asked.append)
    choice.activateWindow()
    choice.setFocus()
    qtbot.waitUntil(choice.findChildren(QToolButton)[0].hasFocus)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(choice.focusWidget(), key)
    assert asked == ["log", "symlog", "log"]
    assert checked(choice) == ["Log"]


def test_showing_a_value_asks_for_nothing(choice: Segmented, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(choice.valueRequested):
        choice.set_value("symlog")
    assert checked(choice) == ["Symlog"]


def test_every_button_says_what_it_chooses(choice: Segmented) -> None:
    names = [button.accessibleName() for button in choice.findChildren(QToolButton)]
    assert names == ["Loss axis: Linear", "Loss axis: Log", "Loss axis: Symlog"]
