"""Whether there is a screen to open a window on, and doing without: Qt would end the program."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from gdsim.engine.errors import InputError
from gdsim.files.shortened import shortened

FIRST_PORT = 6000
"""Of an X server: that of its display 0."""

DEFAULT_WAYLAND = "wayland-0"
"""Where a Wayland compositor listens unless it is told otherwise."""

PATIENCE = 5.0
"""Seconds that another computer has to answer."""


def require_screen() -> None:
    """Raise InputError where there is no screen to open a window on; Qt itself would abort."""
    if not sys.platform.startswith("linux"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    display, wayland = os.environ.get("DISPLAY", ""), os.environ.get("WAYLAND_DISPLAY", "")
    # A compositor may have handed over a connection that is open already.
    if platform not in ("", "xcb", "wayland") or os.environ.get("WAYLAND_SOCKET"):
        return
    if platform == "xcb":
        wayland = ""
    elif platform == "wayland":
        display, wayland = "", wayland or DEFAULT_WAYLAND
    if (wayland and _has_wayland(wayland)) or (display and _has_x(display)):
        return
    if not (display or wayland):
        raise InputError(
            "there is no screen to open the window on (DISPLAY is not set); gdsim run and gdsim"
            " screenshot work without one"
        )
    raise InputError(
        "there is no screen to open the window on ({variable} is {display}, where none answers);"
        " gdsim run and gdsim screenshot work without one",
        variable="DISPLAY" if display else "WAYLAND_DISPLAY",
        display=shortened(display or wayland),
    )


def do_without_screen() -> None:
    """Let Qt, before it begins, draw without a screen, unless the environment names another way."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if sys.platform == "win32":
        # There it then asks Windows for no fonts, and would draw a box for every letter.
        folder = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        os.environ.setdefault("QT_QPA_FONTDIR", str(folder))


def _has_wayland(display: str) -> bool:
    """Whether a Wayland compositor listens where `display` says."""
    # A path stays one behind a folder.
    return _is_open(str(Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere"), display)))


def _has_x(display: str) -> bool:
    """Whether an X server listens where `display` says; True where only Qt can tell.

    Nothing is said to it: a server whose first client says goodbye may begin anew, and would not
    answer Qt meanwhile.
    """
    place, _, screen = display.rpartition(":")
    number = screen.partition(".")[0]
    if not number.isdecimal():
        return "/" in display
    protocol, _, host = place.rpartition("/")
    if protocol not in ("", "tcp", "inet", "unix"):
        return True
    if host not in ("", "unix"):
        return _is_reached(host, FIRST_PORT + int(number))
    socket_path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers have their sockets
    return any(_is_open(path) for path in (f"\0{socket_path}", socket_path))


def _is_reached(host: str, port: int) -> bool:
    """Whether another computer, or this one as if it were another, answers at a port."""
    try:
        socket.create_connection((host, port), PATIENCE).close()
    except (OSError, OverflowError, UnicodeError):
        return False
    return True


def _is_open(path: str) -> bool:
    """Whether somebody listens at a socket of this computer; True where only Qt can tell."""
    with socket.socket(socket.AF_UNIX) as asked:
        asked.settimeout(PATIENCE)
        try:
            asked.connect(path)
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        except OSError:
            return True
    return True
