"""What the program is made of: the parts that are tried, and where each is tried."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from msgspec import Struct

from gdsim.files.tables import FORMATS
from gdsim.files.workings import PDF, SHEET_FORMS

LINUX, WINDOWS, MACOS = "linux", "win32", "darwin"

PLUGINS: Mapping[str, tuple[str, ...]] = {
    LINUX: (
        "platforms/xcb",
        "platforms/wayland",
        "wayland-shell-integration/xdg-shell",
        "platforminputcontexts/compose",
        "platforminputcontexts/ibus",
        "iconengines/svgicon",
        "imageformats/svg",
    ),
    WINDOWS: ("platforms/windows", "iconengines/svgicon", "imageformats/svg"),
    MACOS: ("platforms/cocoa", "iconengines/svgicon", "imageformats/svg"),
}
"""The parts of Qt that it loads by itself, as folder and name."""


class NotNeeded(Exception):  # noqa: N818 - no error: it works without
    """A part is not there, and this machine does without it; carries the reason."""


class Group(Struct, frozen=True):
    """Parts that are tried in one process, one after the other.

    Attributes
    ----------
    has_screen
        Whether they are tried on the screen that there is, and not without any.
    """

    parts: tuple[str, ...]
    has_screen: bool = False


def groups() -> Iterator[Group]:
    """Yield the groups; no part of an earlier one needs what a later one tries."""
    tables = (f"table {ending}" for ending in FORMATS)
    workings = (f"working {ending}" for ending in SHEET_FORMS if ending != PDF.ending)
    yield Group(
        (
            *("engine", "scenarios", "data", *tables, *workings),
            *("document", "questions", "store", "licences"),
        )
    )
    plugins = (f"plugin {name}" for name in PLUGINS.get(sys.platform, ()))
    drawn = ("fonts", "icons", "formulas", "plot", "window", f"working {PDF.ending}")
    yield Group(("qt", *plugins, *drawn))
    yield Group(("screen",), has_screen=True)
