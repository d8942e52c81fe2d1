"""The pages below the loss plot: what they are connected to, and the commands that turn to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gdsim.models.session import Session

if TYPE_CHECKING:
    from gdsim.app.main_window import MainWindow
    from gdsim.views.pages.check import CheckPage
    from gdsim.views.pages.predict import PredictPage


class Pages(QObject):
    """Connects each page to the session when it is first looked at.

    Parameters
    ----------
    ask_table
        Asks for a file with a table; None where none was chosen.
    """

    def __init__(
        self, window: MainWindow, session: Session, ask_table: Callable[[], Path | None]
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._ask_table = window, session, ask_table
        for lazy in (window.working, window.steps, window.data):
            lazy.built.connect(lambda page: page.set_snapshot(session.snapshot()))
        window.data.built.connect(lambda page: page.rowRequested.connect(session.reach))
        window.predict.built.connect(self._begin_predicting)
        window.check.built.connect(self._begin_checking)

    def _begin_predicting(self, page: PredictPage) -> None:
        from gdsim.app.practice.predicting import Predicting

        Predicting(page, self._session)

    def _begin_checking(self, page: CheckPage) -> None:
        from gdsim.app.practice.checking import Checking

        Checking(page, self._session, self._ask_table)

    def check(self) -> None:
        """Check the table on the clipboard."""
        self._window.pages.setCurrentWidget(self._window.check)
        self._window.check.build().pasteRequested.emit()

    def predict(self) -> None:
        """Hide what comes next and ask for it, or show it again."""
        is_veiled = not self._session.snapshot().is_veiled
        if is_veiled:
            self._window.pages.setCurrentWidget(self._window.predict)
        self._session.set_veiled(is_veiled)
        if is_veiled:
            self._window.predict.build().focus_first()

    def turn(self) -> None:
        """Turn to the next page."""
        pages = self._window.pages
        pages.setCurrentIndex((pages.currentIndex() + 1) % pages.count())
