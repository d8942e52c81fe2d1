"""Trying the parts of Qt that it loads by itself, and misses only when they are needed."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QPluginLoader

from gdsim.app.self_test.parts import NotNeeded


def plugin(name: str) -> str:
    """Load a plugin, given as folder and name, with all libraries that it needs."""
    kind, _, which = name.partition("/")
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / kind
    found = [path for path in sorted(folder.glob("*")) if _is_called(path, which)]
    if not found:
        return _missing(name, f"there is none in {folder}")
    loader = QPluginLoader(str(found[0]))
    if not loader.load():
        return _missing(name, loader.errorString())
    return ""


def _is_called(path: Path, which: str) -> bool:
    """Tell whether a file is the plugin: ``libqxcb.so`` and ``qxcb.dll`` are ``xcb``."""
    name = path.name.removeprefix("lib")
    return name.startswith(which) or name.removeprefix("q").startswith(which)


def _missing(name: str, reason: str) -> str:
    is_for_wayland = "wayland" in name
    if is_for_wayland and not os.environ.get("WAYLAND_DISPLAY"):
        raise NotNeeded(reason)
    raise OSError(reason)
