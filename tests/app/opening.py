"""The real window, opened for a test and driven by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.launch import desk_on
from gdsim.app.preferences import Preferences
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario


def opened(qtbot: QtBot, name: str = "toy-bowl") -> Desk:
    """Return the desk of a window that is shown and active, on a scenario of that name."""
    desk = shown(name)
    qtbot.addWidget(desk.window)
    return desk


def shown(name: str) -> Desk:
    """Return the desk of such a window, which whoever asks for it has to close."""
    scenario = builtin_scenario(name)
    run = run_scenario(scenario, updates=0)
    desk = desk_on(Preferences(None, theme="light"), scenario, run)
    window = desk.window
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.centralWidget().setFocus()
    return desk


def press(desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(desk.window, key, modifier or Qt.KeyboardModifier.NoModifier)
    QApplication.processEvents()


def cursor(desk: Desk) -> int:
    return desk.session.snapshot().cursor
