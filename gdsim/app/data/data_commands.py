"""Data for the run: the dialog of data, opened by a command, by a file dropped, or by pasting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from gdsim.models.session import Session
from gdsim.views.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    from gdsim.app.data.importing import Importing
    from gdsim.app.main_window import MainWindow


class DataCommands(QObject):
    """Builds the dialog of data when it is first asked for.

    Parameters
    ----------
    ask_file
        Asks for a file of data; None where none was chosen.
    open_scenario
        Shows the scenario in a file.
    """

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        ask_file: Callable[[], Path | None],
        open_scenario: Callable[[Path], object],
    ) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._ask_file, self._open_scenario = ask_file, open_scenario
        self._theme = LIGHT
        self.importing: Importing | None = None

    def open(self) -> None:
        """Show the dialog with the data of the run; without any, with those chosen last."""
        dataset = self._session.run.experiment.dataset
        self._dialog().open("" if dataset is None else dataset.source)

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
        self._window.pages.setCurrentWidget(self._window.data)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        if self.importing is not None:
            self.importing.dialog.set_theme(theme)

    def open_dropped(self, path: Path) -> None:
        """Show a scenario, or else the dialog with the data, in a file that was dropped."""
        if path.suffix.lower() == ".toml":
            self._open_scenario(path)
        else:
            self._dialog().read_file(path)
