"""Whether there is a screen to open a window on: without one, Qt would end the program."""

from __future__ import annotations

import ctypes
import os
import sys

from gdsim.engine.errors import InputError


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


def _is_answered(display: str) -> bool:
    """Whether an X server can be spoken to, asked by the library that Qt asks it by."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    has_failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not has_failed
