"""The windows beside the main one, built and opened without it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from gdsim.app.many.tool_windows import ToolWindows
from gdsim.app.origin import Origin
from gdsim.files.scenario.run import first_run
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.models.kept_runs import KeptRuns
from gdsim.models.session import Session
from gdsim.views.landscape import LandscapeView
from gdsim.views.style.theme import DARK, LIGHT
from gdsim.views.tools.tool_window import ToolWindow
from tests.app.many.tools import run, sweep_of
from tests.app.opening import opened

Open = Callable[[ToolWindows], ToolWindow]


def opened_sweep(tools: ToolWindows) -> ToolWindow:
    tools.open_sweep()
    assert tools.sweep is not None
    return tools.sweep


def opened_map(tools: ToolWindows) -> ToolWindow:
    tools.open_start_map()
    assert tools.start_map is not None
    return tools.start_map


def opened_methods(tools: ToolWindows) -> ToolWindow:
    tools.open_methods()
    assert tools.methods is not None
    return tools.methods


def tools_beside(main: QMainWindow) -> ToolWindows:
    scenario = builtin_scenario("linear-regression")
    session, landscape = Session(first_run(scenario), main), LandscapeView(main)
    landscape.set_snapshot(session.snapshot())
    kept = KeptRuns(main)
    return ToolWindows(main, landscape, session, Origin(scenario), kept, lambda *_: None)


@pytest.fixture
def tools(qtbot: QtBot) -> ToolWindows:
    main = QMainWindow()
    qtbot.addWidget(main)
    return tools_beside(main)


@pytest.mark.parametrize("open_window", [opened_sweep, opened_map, opened_methods])
def test_a_window_is_built_when_it_is_asked_for_and_once(
    tools: ToolWindows, open_window: Open
) -> None:
    assert (tools.sweep, tools.start_map, tools.methods) == (None, None, None)
    first = open_window(tools)
    assert first.isVisible() and first.isWindow() and not first.isModal()
    first.close()
    assert open_window(tools) is first
    assert first.isVisible()
    tools.close()


def test_all_are_closed_together(tools: ToolWindows) -> None:
    windows = [opened_sweep(tools), opened_map(tools), opened_methods(tools)]
    tools.close()
    assert not any(window.isVisible() for window in windows)


def test_the_theme_reaches_those_there_are_and_those_to_come(tools: ToolWindows) -> None:
    tools.set_theme(DARK)
    sweep = opened_sweep(tools)
    assert sweep.theme is DARK
    tools.set_theme(LIGHT)
    assert sweep.theme is LIGHT
    assert opened_methods(tools).theme is LIGHT
    tools.close()


def test_they_go_with_the_main_window(qtbot: QtBot) -> None:
    main, gone = QMainWindow(), []
    tools = tools_beside(main)
    opened_sweep(tools).destroyed.connect(lambda: gone.append(1))
    tools.close()
    main.deleteLater()
    qtbot.waitUntil(lambda: gone == [1])


def test_run_that_is_opened_comes_to_the_front(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    sweep = sweep_of(desk)
    run(qtbot, sweep)
    assert QApplication.activeWindow() is sweep
    sweep.rateRequested.emit(0.1)
    QApplication.processEvents()
    assert QApplication.activeWindow() is desk.window
    # It can be in front of the other: a window is never above one that it does not belong to.
    assert sweep.parentWidget() is None and sweep.isVisible()


def test_they_are_closed_with_the_main_window(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    sweep = sweep_of(desk)
    desk.window.close()
    assert not sweep.isVisible()


def test_the_theme_of_the_window_is_theirs_too(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    sweep = sweep_of(desk)
    desk.looks.set_theme("dark")
    assert sweep.theme.name == "dark"
    desk.looks.set_theme("light")


def test_program_starts_without_them() -> None:
    code = (
        "import sys, gdsim.app.launch\n"
        "late = ('gdsim.views.tools', 'gdsim.app.many.sweeping', 'gdsim.engine.many.sweep',"
        " 'polars')\n"
        "print([name for name in late if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
