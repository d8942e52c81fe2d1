"""Where there is no screen, the program says so before Qt would end it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from gdsim.app.faults.screen import FIRST_PORT, do_without_screen, require_screen

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")

VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XDG_RUNTIME_DIR", "QT_QPA_PLATFORM")


@LINUX
@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "DISPLAY is not set"),
        ({"DISPLAY": ":98765"}, "DISPLAY is :98765, where none answers"),
        ({"DISPLAY": "abc"}, "DISPLAY is abc, where none answers"),
        ({"DISPLAY": "nowhere.invalid:3"}, "DISPLAY is nowhere.invalid:3, where none answers"),
        ({"DISPLAY": "tcp/nowhere.invalid:3"}, "where none answers"),
        ({"DISPLAY": "localhost:98765"}, "where none answers"),
        ({"WAYLAND_DISPLAY": "wayland-98"}, "WAYLAND_DISPLAY is wayland-98, where none answers"),
        ({"WAYLAND_DISPLAY": "wayland-98", "DISPLAY": ":98765"}, "DISPLAY is :98765"),
        ({"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "wayland-98"}, "DISPLAY is not set"),
        ({"QT_QPA_PLATFORM": "wayland"}, "WAYLAND_DISPLAY is wayland-0, where none answers"),
    ],
)
def test_a_start_without_a_screen_is_refused_in_one_sentence(
    environment: dict[str, str], said: str
) -> None:
    outside = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    ran = subprocess.run(
        [sys.executable, "-m", "gdsim"],
        env=outside | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert said in ran.stderr
    assert ran.stderr.count("\n") == 1


@LINUX
def test_a_screen_that_answers_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    with socket.socket(socket.AF_UNIX) as compositor, socket.create_server(("", 0)) as server:
        compositor.bind(str(tmp_path / "wayland-7"))
        compositor.listen()
        monkeypatch.setenv("WAYLAND_DISPLAY", str(tmp_path / "wayland-7"))
        require_screen()
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
        require_screen()
        monkeypatch.delenv("WAYLAND_DISPLAY")
        port = server.getsockname()[1]
        for host in ("localhost", "tcp/localhost", "127.0.0.1"):
            monkeypatch.setenv("DISPLAY", f"{host}:{port - FIRST_PORT}.0")
            require_screen()


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
