"""The window from its start to its end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

# Ends what runs as Qt does by itself where the screen is lost: with the window shown.
LOST_SCREEN = """
from PySide6.QtWidgets import QApplication

from gdsim.app import launch

first_desk = launch.first_desk

def desk_that_goes(file):
    desk = first_desk(file)

    def go():
        launch.settle(desk.window)
        assert desk.window.isVisible()
        QApplication.exit(3)

    desk.window.painted.connect(go)
    return desk

launch.first_desk = desk_that_goes
raise SystemExit(launch.open_window(None))
"""


def test_a_window_whose_screen_is_lost_ends_without_an_error_of_its_own(tmp_path: Path) -> None:
    folders = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")
    ended = subprocess.run(
        [sys.executable, "-c", LOST_SCREEN],
        check=False,
        env=os.environ | dict.fromkeys(folders, str(tmp_path)),
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert (ended.returncode, ended.stderr) == (3, "")
