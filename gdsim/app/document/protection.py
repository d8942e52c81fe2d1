"""Unsaved work is asked about before it is left, and a copy of it survives a sudden end."""

from __future__ import annotations

import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMessageBox

from gdsim.app.document.documents import Documents
from gdsim.app.document.history import History
from gdsim.app.document.recovery import Recovery, recovery_folder
from gdsim.app.document.state import State
from gdsim.app.guarded import guarded
from gdsim.app.main_window import MainWindow
from gdsim.engine.errors import InputError
from gdsim.i18n import ntr, tr, tr_error
from gdsim.views.style.plain_text import plain

INTERVAL = 30_000
"""Milliseconds between two copies of work that goes on."""

SOON = 500
"""Milliseconds from a change to its copy, so that several changes at once are one copy."""


class Protection(QObject):
    """Keeps a copy of unsaved work, and offers what was left by a sudden end.

    Parameters
    ----------
    window
        Whose document it protects.
    folder
        Where copies are kept.
    """

    _tried = Signal()

    def __init__(
        self,
        documents: Documents,
        history: History,
        window: MainWindow,
        folder: Path | None = None,
    ) -> None:
        super().__init__(window)
        self._documents, self._history, self._window = documents, history, window
        place = recovery_folder() if folder is None else folder
        self.recovery = Recovery(place, self._tried.emit)
        self._tried.connect(self._hear)
        self._has_failed = False
        self._copied: tuple[State, ...] = ()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.keep_copy)
        self._regularly = QTimer(self)
        self._regularly.setInterval(INTERVAL)
        self._regularly.timeout.connect(self.keep_copy)
        self._regularly.start()
        documents.asks = True
        documents.saved.connect(self.keep_copy)
        history.changed.connect(self._soon.start)
        window.closing.connect(self.end)

    def keep_copy(self) -> None:
        """Write a copy of unsaved work, beside the window; without any, remove it."""
        if not self._regularly.isActive():
            return
        if self.recovery.is_busy:
            self._soon.start()
            return
        documents = self._documents
        present = (self._history.now,) if documents.is_changed else ()
        wanted = (*present, *documents.left_behind())
        if wanted != self._copied or self.recovery.failure is not None:
            self._copied = wanted
            self.recovery.write(
                documents.copy() if present else None, documents.copies_left_behind()
            )

    def keep_copy_now(self) -> bool:
        """Write a copy and wait for it; return whether nothing would be lost if all ended now."""
        self.recovery.wait()
        self.keep_copy()
        self.recovery.wait()
        return not self._copied or self.recovery.failure is None

    def _hear(self) -> None:
        """Say that no copy could be kept, as long as that is so."""
        failure, had_failed = self.recovery.failure, self._has_failed
        self._has_failed = failure is not None
        if failure is not None and not had_failed:
            text = tr("Save your work: no copy of it could be kept ({reason}).")
            self._window.transport.set_warning(text.format(reason=_reason(failure)))
        elif failure is None and had_failed:
            self._window.transport.set_warning("")

    def offer(self) -> None:
        """Ask whether to open what others left, the newest first, until one is opened.

        After one that cannot be opened, or that nobody wants, the next is offered.
        """
        # The Esc key throws nothing away.
        buttons = QMessageBox.StandardButton
        while (path := self.recovery.abandoned()) is not None:
            answer = QMessageBox.question(
                self._window,
                tr("gdsim"),
                plain(_question(path, self.recovery.n_more)),
                buttons.Open | buttons.Discard | buttons.Cancel,
                buttons.Open,
            )
            is_open = answer == buttons.Open and self._open(path)
            if is_open or answer == buttons.Discard:
                self.recovery.forget()
            else:
                self.recovery.leave()
            if is_open or answer == buttons.Cancel:
                return

    def _open(self, path: Path) -> bool:
        """Show what is in a copy, and keep a copy of it that is this window's own."""
        if not self._documents.may_leave():
            return False
        if not guarded(self._window, lambda: self._documents.show_copy(path)):
            return False
        self.keep_copy()
        self.recovery.wait()
        return self.recovery.failure is None

    def end(self) -> None:
        """Stop: the window is closed in good order."""
        if self._regularly.isActive():
            self._soon.stop()
            self._regularly.stop()
            self.recovery.end()


def _reason(failure: InputError | OSError) -> str:
    """Return why, without the file's name, which means nothing to anybody."""
    cause = failure if isinstance(failure, OSError) else failure.__cause__
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    return tr_error(failure) if isinstance(failure, InputError) else str(failure)


def _question(path: Path, n_more: int) -> str:
    """Return the question about a copy, with when it was made, and how many more there are."""
    from gdsim.files.document.reading import document_title

    when = datetime.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    title = document_title(path)
    question = (
        tr(
            "gdsim ended before everything was saved. Open “{title}” as it was at {time}? Cancel"
            " keeps it for the next start."
        )
        if title
        else tr(
            "gdsim ended before everything was saved. Open what was there at {time}? Cancel keeps"
            " it for the next start."
        )
    )
    question = question.format(title=tr(title or "?"), time=f"{when:%H:%M}, {when:%Y-%m-%d}")
    if not n_more:
        return question
    more = ntr("Another copy is kept beside it.", "{count} more copies are kept beside it.", n_more)
    return f"{question} {more.format(count=n_more)}"
