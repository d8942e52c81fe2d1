"""Keys of the window that the focused widget keeps for itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSlider,
    QSpinBox,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gdsim.app.focus_keys import focus_keeps
from gdsim.app.pages import PAGES
from gdsim.views.fields.segmented import Segmented
from gdsim.views.practice.question_screen import QuestionScreen
from tests.app.opening import opened
from tests.views.practice.samples import NUMBER, question

KEYS = {
    "Space": Qt.Key.Key_Space,
    "Left": Qt.Key.Key_Left,
    "Home": Qt.Key.Key_Home,
    "PgDown": Qt.Key.Key_PageDown,
    "Escape": Qt.Key.Key_Escape,
    "F1": Qt.Key.Key_F1,
}


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        (QPushButton, "Space"),
        (QSlider, "Left Home PgDown"),
        (QComboBox, "Space Home PgDown"),
        (QTabBar, "Left"),
        (QListWidget, "PgDown"),
        (QSpinBox, "Space Left Home PgDown"),
        (QLineEdit, "Space Left Home Escape"),
        (QLabel, ""),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_a_widget_keeps_the_keys_it_has_a_use_for(
    qtbot: QtBot, kind: type[QWidget], kept: str
) -> None:
    widget = kind()
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(widget)
    widget.resize(120, 40)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    pressed = {
        name: QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        for name, key in KEYS.items()
    }
    assert [name for name, event in pressed.items() if focus_keeps(event)] == sorted(
        kept.split(), key=list(KEYS).index
    )


def test_a_segmented_choice_keeps_the_arrows_that_move_it(qtbot: QtBot) -> None:
    choice = Segmented((("a", "A", ""), ("b", "B", "")), "choice")
    qtbot.addWidget(choice)
    with qtbot.waitActive(choice):
        choice.show()
        choice.activateWindow()
    choice.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    left, home = (
        QKeyEvent(QEvent.Type.ShortcutOverride, KEYS[name], Qt.KeyboardModifier.NoModifier)
        for name in ("Left", "Home")
    )
    assert focus_keeps(left)
    assert not focus_keeps(home)


def test_the_keys_of_a_list_choose_from_it_and_leave_the_run_alone(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    desk.session.step()
    combo = desk.window.setup.rule.rule
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_End)
    assert combo.currentIndex() == combo.count() - 1
    QTest.keyClick(combo, Qt.Key.Key_Home)
    assert combo.currentIndex() == 0
    assert (desk.session.cursor, desk.session.run.length) == (1, 1)


def test_the_arrows_on_the_tabs_turn_the_pages_and_leave_the_run_alone(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    tabs = desk.window.pages.tabBar()
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert desk.window.pages.current == PAGES[1].key
    QTest.keyClick(tabs, Qt.Key.Key_Left)
    assert desk.window.pages.current == PAGES[0].key
    assert desk.session.cursor == 0


def test_the_arrows_on_a_segmented_choice_move_it_and_leave_the_run_alone(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    scale = desk.window.loss_plot.scale
    scale.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert scale.value == "log"
    assert desk.session.cursor == 0


def test_enter_presses_the_button_that_has_the_focus_and_not_what_the_screen_would_do(
    qtbot: QtBot,
) -> None:
    window = opened(qtbot).window
    screen = QuestionScreen()
    window.setCentralWidget(screen)
    screen.set_question(question(NUMBER), "Sample", {})
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    screen.give_up.setFocus()
    with qtbot.waitSignal(screen.giveUpRequested), qtbot.assertNotEmitted(screen.checkRequested):
        QTest.keyClick(screen.give_up, Qt.Key.Key_Return)
