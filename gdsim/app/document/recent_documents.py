"""The documents that were open last, in a menu of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMenu

from gdsim.app.preferences import Preferences
from gdsim.files.regular import is_file
from gdsim.i18n import tr
from gdsim.views.style.plain_text import plain

MOST_RECENT = 10

_KEY = "recent"


class Recent:
    """Remembers the files that were opened or saved last, and offers them."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def hang_into(self, menu: QMenu, open_file: Callable[[Path], object]) -> None:
        """Offer the files in `menu`, whenever it is about to be shown; `open_file` opens one."""
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(lambda: self._fill(menu, open_file))

    def paths(self) -> list[Path]:
        """Return the files, the last one first; they may be gone."""
        try:
            stored = json.loads(self._preferences.text(_KEY))
        except (ValueError, RecursionError):
            return []
        given = stored if isinstance(stored, list) else []
        return [Path(one) for one in given if isinstance(one, str) and one][:MOST_RECENT]

    def add(self, path: Path) -> None:
        """Put a file on top."""
        path = path.absolute()
        # Read again each time: another window may have added its own meanwhile.
        paths = [path, *(one for one in self.paths() if one != path)][:MOST_RECENT]
        self._preferences.set_text(_KEY, json.dumps([str(one) for one in paths]))

    def _fill(self, menu: QMenu, open_file: Callable[[Path], object]) -> None:
        """Offer the files as they are now; those that are gone cannot be chosen."""
        menu.clear()
        for number, path in enumerate(self.paths(), start=1):
            name = path.name.replace("&", "&&")
            action = menu.addAction(f"&{number % 10} {name}")
            action.triggered.connect(lambda _checked=False, path=path: open_file(path))
            action.setToolTip(plain(str(path)))
            action.setEnabled(is_file(path))
        if menu.isEmpty():
            menu.addAction(tr("No file yet")).setEnabled(False)
