"""Checking a hand-made table: the clipboard or a file, held against the session's run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from gdsim.engine.errors import InputError
from gdsim.engine.problem.objective import Objective
from gdsim.i18n import tr, tr_error
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from gdsim.study.practice.table.hand_table import MOST_TABLE_CHARACTERS, read_hand_table
from gdsim.study.practice.table.table_check import check_table
from gdsim.views.pages.check import CheckPage


class Checking(QObject):
    """Answers the requests of the page.

    Parameters
    ----------
    ask_file
        Asks for a file; None where none was chosen.
    """

    def __init__(
        self, page: CheckPage, session: Session, ask_file: Callable[[], Path | None]
    ) -> None:
        super().__init__(page)
        self._page, self._session, self._ask_file = page, session, ask_file
        page.pasteRequested.connect(lambda: self.check(QGuiApplication.clipboard().text()))
        page.openRequested.connect(self._open)
        self._checked_on: Objective | None = None
        session.changed.connect(self._follow)

    def check(self, text: str) -> None:
        """Check the table in `text`, or say why it cannot be."""
        if self._session.snapshot().is_veiled:
            self._page.set_refusal(_hidden_sentence())
            return
        run = self._session.run
        self._checked_on = run.objective
        try:
            table = read_hand_table(text, run.objective.parameters)
            self._page.set_checked(check_table(run, table))
        except InputError as error:
            self._page.set_refusal(tr_error(error))

    def _follow(self, snapshot: Snapshot) -> None:
        """Clear marks that were made against another objective, or that tell what is hidden now."""
        if self._checked_on is None:
            return
        if snapshot.is_veiled or self._checked_on != snapshot.run.objective:
            self._checked_on = None
            self._page.set_checked(None)

    def _open(self) -> None:
        path = self._ask_file()
        if path is None:
            return
        try:
            text = _read(path)
        except InputError as error:
            self._page.set_refusal(tr_error(error))
            return
        self.check(text)


def _hidden_sentence() -> str:
    return tr(
        "The updates to come are hidden while you predict them, and marks would tell their numbers;"
        " show everything again (Ctrl+R), then check the table."
    )


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(MOST_TABLE_CHARACTERS + 1).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("{path} is not a text file in UTF-8", path=path.name) from error
    except OSError as error:
        raise InputError(
            "cannot read {path} ({reason})", path=path.name, reason=error.strerror or str(error)
        ) from error
