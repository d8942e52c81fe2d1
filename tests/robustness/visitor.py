"""Answers the menus and dialogs that wait for an answer, from within their own event loops."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class Visitor(QObject):
    """Calls `answer` with the menu or dialog that is open, again and again while one is."""

    def __init__(self, parent: QObject, answer: Callable[[QWidget], object]) -> None:
        super().__init__(parent)
        self._answer = answer
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._visit)
        self._timer.start(0)

    def _visit(self) -> None:
        waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if waiting is not None:
            self._answer(waiting)

    def end(self) -> None:
        """Answer no more."""
        self._timer.stop()
