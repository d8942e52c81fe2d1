"""The windows of many runs, opened and run for a test as a person does."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.views.tools.map_window import StartMapWindow
from gdsim.views.tools.sweep_window import SweepWindow
from gdsim.views.tools.tool_window import ToolWindow
from tests.app.opening import press

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def active(desk: Desk) -> Desk:
    desk.window.activateWindow()
    QApplication.processEvents()
    assert QApplication.activeWindow() is desk.window
    return desk


def sweep_of(desk: Desk) -> SweepWindow:
    press(active(desk), Qt.Key.Key_L, CONTROL)
    sweep = desk.tools.sweep
    assert sweep is not None
    return sweep


def map_of(desk: Desk) -> StartMapWindow:
    press(active(desk), Qt.Key.Key_M, CONTROL | SHIFT)
    start_map = desk.tools.start_map
    assert start_map is not None
    return start_map


def run(qtbot: QtBot, tool: ToolWindow) -> None:
    tool.request_run()
    assert tool.refusal.text() == ""
    assert tool.is_busy
    qtbot.waitUntil(lambda: not tool.is_busy, timeout=30_000)


def saved(monkeypatch: pytest.MonkeyPatch, tool: ToolWindow, path: Path) -> list[dict[str, str]]:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    QTest.mouseClick(tool.export, Qt.MouseButton.LeftButton)
    with path.with_suffix(".csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
