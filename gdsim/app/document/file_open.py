"""Files that the system hands to the program while it runs: a double click on macOS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class FileOpenApplication(QApplication):
    """The application, which opens such files, and keeps those that come before it can.

    An event filter would do, too, but it would be asked about every event of every widget.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(arguments)
        self._open_file: Callable[[Path], object] | None = None
        self._waiting: list[Path] = []

    def open_files_with(self, open_file: Callable[[Path], object] | None) -> None:
        """Open files in this way from now on, and those that came before; None: they wait."""
        self._open_file = open_file
        while open_file is not None and self._waiting:
            open_file(self._waiting.pop(0))

    def event(self, event: QEvent) -> bool:
        """Take the file of such an event; leave all others to Qt."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            if event.file():
                self._waiting.append(Path(event.file()))
                self.open_files_with(self._open_file)
            return True
        return super().event(event)
