"""Whether there is a screen to open a window on, and doing without: Qt would end the program."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from gdsim.engine.errors import InputError

FIRST_PORT = 6000
"""Of an X server: that of its display 0."""

PATIENCE = 5.0
"""Seconds that another computer has to answer."""


def require_screen() -> None:
    """Raise InputError where there is no screen to open a window on; Qt itself would abort."""
    if not sys.platform.startswith("linux"):
        return
    platform, display = os.environ.get("QT_QPA_PLATFORM", ""), os.environ.get("DISPLAY", "")
    has_wayland = bool(os.environ.get("WAYLAND_DISPLAY"))
    if not (platform or display or has_wayland):
        raise InputError(
            "there is no screen to open the window on (DISPLAY is not set); gdsim run and gdsim"
            " screenshot work without one"
        )
    if platform in ("", "xcb") and not has_wayland and not _is_answered(display):
        raise InputError(
            "there is no screen to open the window on (DISPLAY is {display}, where none answers);"
            " gdsim run and gdsim screenshot work without one",
            display=display,
        )


def do_without_screen() -> None:
    """Let Qt, before it begins, draw without a screen, unless the environment names another way."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if sys.platform == "win32":
        # There it then asks Windows for no fonts, and would draw a box for every letter.
        folder = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        os.environ.setdefault("QT_QPA_FONTDIR", str(folder))


def _is_answered(display: str) -> bool:
    """Whether an X server listens where `display` says; True where only Qt can tell.

    Nothing is said to it: a server whose first client says goodbye may begin anew, and would not
    answer Qt meanwhile.
    """
    host, _, screen = display.rpartition(":")
    number = screen.partition(".")[0]
    if not number.isdecimal() or "/" in host:
        return True
    if host not in ("", "unix"):
        return _is_open(socket.AF_INET, (host, FIRST_PORT + int(number)))
    place = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers have their sockets
    return any(_is_open(socket.AF_UNIX, path) for path in (f"\0{place}", place))


def _is_open(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with socket.socket(family) as asked:
        asked.settimeout(PATIENCE)
        try:
            asked.connect(address)
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        except OSError:
            # There may be a way that Qt knows.
            return True
    return True
