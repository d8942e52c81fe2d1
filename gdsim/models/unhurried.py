"""Showing what costs much: at once where it comes alone, now and then where much comes quickly."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

HURRY_MS = 200
"""Time within which one thing is followed by the next, as while playing, that nobody reads it."""

LONGEST_MS = 1000
"""Time after which something new is shown nevertheless."""


class Unhurried(QObject):
    """Calls `show` for what is requested, not each time while requests hurry after each other.

    Once they rest, the last one is always shown.

    Parameters
    ----------
    show
        Shows what is there now; told whether more is likely to follow at once.
    """

    def __init__(self, show: Callable[[bool], object], parent: QObject) -> None:
        super().__init__(parent)
        self._show = show
        self._requested, self._shown = QElapsedTimer(), QElapsedTimer()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(HURRY_MS)
        self._rest.timeout.connect(self.show_now)

    def request(self, *, at_once: bool = False) -> None:
        """Show what is there now, or soon; where that is asked for, `at_once` whatever hurries."""
        is_hurried = self._requested.isValid() and self._requested.elapsed() < HURRY_MS
        self._requested.start()
        if at_once or not is_hurried:
            self.show_now()
            return
        self._rest.start()
        if self._shown.elapsed() >= LONGEST_MS:
            self._shown.start()
            self._show(True)

    def show_now(self) -> None:
        """Show what is there now, at once."""
        self._rest.stop()
        self._shown.start()
        self._show(False)

    def complete(self) -> None:
        """Show at once what is put off, if anything is."""
        if self._rest.isActive():
            self.show_now()

    def forget(self) -> None:
        """Put nothing off any more: nobody looks."""
        self._rest.stop()
