"""Where there is no screen, the program says so before Qt would end it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gdsim.app.faults.screen import do_without_screen


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize(
    ("display", "said"),
    [("", "DISPLAY is not set"), (":98765", "DISPLAY is :98765, where none answers")],
)
def test_a_start_without_a_screen_is_refused_in_one_sentence(display: str, said: str) -> None:
    nowhere = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in nowhere}
    ran = subprocess.run(
        [sys.executable, "-m", "gdsim"],
        env=environment | ({"DISPLAY": display} if display else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert said in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_without_a_screen_letters_on_windows_are_those_of_its_own_fonts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment = {"WINDIR": str(tmp_path)}
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "environ", environment)
    do_without_screen()
    assert environment["QT_QPA_PLATFORM"] == "offscreen"
    assert Path(environment["QT_QPA_FONTDIR"]) == tmp_path / "Fonts"


def test_a_way_to_draw_that_the_environment_names_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {"QT_QPA_PLATFORM": "minimal", "QT_QPA_FONTDIR": "here"}
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "environ", environment)
    do_without_screen()
    assert environment == {"QT_QPA_PLATFORM": "minimal", "QT_QPA_FONTDIR": "here"}
