"""Files that the system hands to the program while it runs: a double click on macOS."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class FileOpenApplication(QApplication):
    """The application, which tells of such files.

    An event filter would do, too, but it would be asked about every event of every widget.

    Signals
    -------
    fileOpened(Path)
        The system wants a file to be opened.
    """

    fileOpened = Signal(object)

    def event(self, event: QEvent) -> bool:
        """Tell of the file of such an event; leave all others to Qt."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            if event.file():
                self.fileOpened.emit(Path(event.file()))
            return True
        return super().event(event)
