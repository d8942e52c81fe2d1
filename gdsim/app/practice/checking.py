"""Checking a hand-made table: the clipboard or a file, held against the session's run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from gdsim.app.file_asking import AskOpen
from gdsim.engine.errors import InputError
from gdsim.engine.problem.objective import Objective
from gdsim.files.hand_tables import hand_table_text
from gdsim.i18n import tr, tr_error
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from gdsim.shortcuts import keys_of
from gdsim.study.practice.tables.hand_table import read_hand_table
from gdsim.study.practice.tables.table_check import CheckedTable, check_table, remembered
from gdsim.views.pages.check import CheckPage

if TYPE_CHECKING:
    from gdsim.app.exam.remembering import Notice


class Checking(QObject):
    """Answers the requests of the page.

    Parameters
    ----------
    ask_file
        Asks for a file with a table.
    notice
        Keeps the slips that are made.
    """

    def __init__(
        self, page: CheckPage, session: Session, ask_file: AskOpen, notice: Notice
    ) -> None:
        super().__init__(page)
        self._notice = notice
        self._noticed: set[tuple[object, ...]] = set()
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
            table = read_hand_table(text, run.objective.parameters, remembered(run))
            checked = check_table(run, table)
        except InputError as error:
            self._page.set_refusal(tr_error(error))
            return
        self._page.set_checked(checked)
        self._keep_slips(checked)

    def _keep_slips(self, checked: CheckedTable) -> None:
        """Keep each slip once, however often the table is checked."""
        cells = [cell for row in checked.cells for cell in row if cell is not None]
        keys = [
            (cell.task.objective, cell.t, cell.mark.field, cell.mark.answer.text) for cell in cells
        ]
        new = [
            (cell.task, cell.mark)
            for cell, key in zip(cells, keys, strict=True)
            if key not in self._noticed
        ]
        self._noticed.update(keys)
        self._notice("check", new)

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
            text = hand_table_text(path)
        except InputError as error:
            self._page.set_refusal(tr_error(error))
            return
        self.check(text)


def _hidden_sentence() -> str:
    return tr(
        "The updates to come are hidden while you predict them, and marks would tell their numbers;"
        " show everything again ({keys}), then check the table."
    ).format(keys=keys_of("predict"))
