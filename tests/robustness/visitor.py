"""Answers the menus and dialogs that wait for an answer, from within their own event loops."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class Visitor(QObject):
    """Calls `answer` with the menu or dialog that is open, again and again while one is."""

    def __init__(self, parent: QObject, answer: Callable[[QWidget], object]) -> None:
        super().__init__(parent)
        self._answer, self._goes_on = answer, True
        self._visit()

    def _visit(self) -> None:
        if not self._goes_on:
            return
        # Before the answer, which may open a further dialog, with an event loop of its own.
        QTimer.singleShot(0, self, self._visit)
        waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if waiting is not None:
            self._answer(waiting)

    def end(self) -> None:
        """Answer no more."""
        self._goes_on = False
