"""Data for the run: the dialog of data, opened by a command, with a file, or by pasting."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gdsim.app.file_asking import AskOpen
from gdsim.app.pages import DATA
from gdsim.models.session import Session
from gdsim.views.pages.tabs import PageTabs
from gdsim.views.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    from gdsim.app.data.importing import Importing


class DataCommands(QObject):
    """Builds the dialog of data when it is first asked for.

    Parameters
    ----------
    window
        Parent of the dialog.
    pages
        Turned to the data once they are used.
    ask_file
        Asks for a file of data.
    """

    def __init__(
        self,
        window: QWidget,
        pages: PageTabs,
        session: Session,
        ask_file: AskOpen,
    ) -> None:
        super().__init__(window)
        self._window, self._pages, self._session = window, pages, session
        self._ask_file, self._theme = ask_file, LIGHT
        self.importing: Importing | None = None

    def open(self) -> None:
        """Show the dialog with the data of the run; without any, with those chosen last."""
        dataset = self._session.run.experiment.dataset
        self._dialog().open("" if dataset is None else dataset.source)

    def open_file(self, path: Path) -> None:
        """Show the dialog with the data in a file."""
        self._dialog().read_file(path)

    def paste(self) -> None:
        """Show the dialog with the data on the clipboard."""
        self._dialog().paste()

    def _dialog(self) -> Importing:
        if self.importing is None:
            from gdsim.app.data.importing import Importing

            self.importing = Importing(self._window, self._ask_file)
            self.importing.dialog.set_theme(self._theme)
            self.importing.accepted.connect(self._use)
        return self.importing

    def _use(self, changes: Mapping[str, Any]) -> None:
        self._session.pause()
        self._session.change(changes)
        self._pages.turn_to(DATA)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        if self.importing is not None:
            self.importing.dialog.set_theme(theme)
