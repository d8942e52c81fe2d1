"""Every error that nobody expected, in a slot, an event, a timer or a thread, ends up here."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from gdsim.app.faults.repeats import Repeats

if TYPE_CHECKING:
    from gdsim.app.faults.dialog import FaultDialog

MOST_TOLD = 20
"""Errors that one dialog tells of."""


class Faults(QObject):
    """Logs each error, sees to it that the work is safe, and tells of it in the window.

    Parameters
    ----------
    window
        Which the dialog belongs to.

    Attributes
    ----------
    save
        Keeps a copy of unsaved work at once; returns whether nothing would be lost now.
    """

    _happened = Signal(str, bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.save: Callable[[], bool] = lambda: True
        self._repeats, self._lock = Repeats(), threading.Lock()
        self._dialog: FaultDialog | None = None
        self._told = 0
        self._before: Callable[..., Any] = sys.excepthook
        self._before_in_threads: Callable[..., Any] = threading.excepthook
        # Never within an event: a dialog must not open while something is painted.
        self._happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Hear of errors from now on."""
        self._before, sys.excepthook = sys.excepthook, self.take
        self._before_in_threads = threading.excepthook
        threading.excepthook = self._take_from_thread

    def prepare(self) -> None:
        """Import what an error is told with, while there is room and files can be opened."""
        from gdsim.app.faults import dialog, log  # noqa: F401 - they are to be there

    def end(self) -> None:
        """Leave errors to whoever heard of them before."""
        sys.excepthook = self._before
        threading.excepthook = self._before_in_threads

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Take an error that nobody expected; may be called in any thread."""
        from gdsim.app.faults.log import system_line, write_log

        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        with self._lock:
            count = self._repeats.count(kind, trace, monotonic())
        if count == 1:
            self._before(kind, error, trace)
            told = "".join(traceback.format_exception(kind, error, trace)).rstrip()
            details = f"{system_line()}\n{told}"
            is_logged = write_log(details)
            if isValid(self):
                self._happened.emit(details, is_logged)
        elif str(count) == f"{10:<0{len(str(count))}d}":
            write_log(f"{kind.__name__}: {error}, for the {count}th time")

    def _take_from_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None and not issubclass(what.exc_type, SystemExit):
            self.take(what.exc_type, what.exc_value, what.exc_traceback)

    def _tell(self, details: str, is_logged: bool) -> None:
        is_safe = self._is_safe()
        if self._dialog is not None and isValid(self._dialog):
            self._told += 1
            if self._told <= MOST_TOLD:
                self._dialog.add_details(details)
            return
        if not self._window.isVisible():
            return
        from gdsim.app.faults.dialog import FaultDialog

        # Where another dialog waits for an answer, this one is to be answered before.
        parent = QApplication.activeModalWidget() or self._window
        self._told = 1
        self._dialog = FaultDialog(parent, details, is_safe, is_logged)
        self._dialog.open()

    def _is_safe(self) -> bool:
        try:
            return self.save()
        except Exception:  # noqa: BLE001 - whatever it is, the work is not safe
            from gdsim.app.faults.log import write_log

            write_log(f"no copy could be kept\n{traceback.format_exc()}")
            return False
