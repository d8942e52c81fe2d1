"""The pages that ask and that check: what they are connected to, and the commands to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gdsim.app.file_asking import AskOpen
from gdsim.app.pages import CHECK, PREDICT, WORKING
from gdsim.models.session import Session
from gdsim.views.pages.tabs import PageTabs

if TYPE_CHECKING:
    from gdsim.app.exam.remembering import Notice
    from gdsim.views.pages.check import CheckPage
    from gdsim.views.pages.predict import PredictPage


class Practising(QObject):
    """Connects the two pages to the session when they are first looked at, and turns to them.

    Parameters
    ----------
    ask_table
        Asks for a file with a table.
    step
        Goes on to the next update.
    notice
        Keeps the slips that are made.
    """

    def __init__(
        self,
        pages: PageTabs,
        session: Session,
        ask_table: AskOpen,
        step: Callable[[], object],
        notice: Notice,
    ) -> None:
        super().__init__(pages)
        self._step, self._notice = step, notice
        self._pages, self._session, self._ask_table = pages, session, ask_table
        pages.when_built(PREDICT, self._begin_predicting)
        pages.when_built(CHECK, self._begin_checking)

    def _begin_predicting(self, page: PredictPage) -> None:
        from gdsim.app.practice.predicting import Predicting

        Predicting(page, self._session, self._step, self._notice)
        page.workingRequested.connect(self._show_working)

    def _show_working(self) -> None:
        """Go on, and show how the update came about that was asked for."""
        before = self._session.cursor
        self._step()
        if self._session.cursor > before:
            self._pages.turn_to(WORKING)
            self._pages.build(WORKING).show_last()

    def _begin_checking(self, page: CheckPage) -> None:
        from gdsim.app.practice.checking import Checking

        Checking(page, self._session, self._ask_table, self._notice)

    def check(self) -> None:
        """Check the table on the clipboard."""
        self._pages.turn_to(CHECK)
        self._pages.build(CHECK).pasteRequested.emit()

    def predict(self) -> None:
        """Hide what comes next and ask for it, or show it again."""
        is_veiled = not self._session.snapshot().is_veiled
        if is_veiled:
            self._pages.turn_to(PREDICT)
        self._session.set_veiled(is_veiled)
        if is_veiled:
            self._pages.build(PREDICT).focus_first()
