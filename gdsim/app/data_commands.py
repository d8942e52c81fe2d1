"""Data for the run: the dialog of data, opened by a command, by a file dropped, or by pasting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from gdsim.models.session import Session
from gdsim.views.drops import dropped_file
from gdsim.views.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    from gdsim.app.importing import Importing
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
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def open(self) -> None:
        """Show the dialog, with what was chosen last."""
        self._dialog().open()

    def paste(self) -> None:
        """Show the dialog with the data on the clipboard."""
        self._dialog().paste()

    def _dialog(self) -> Importing:
        if self.importing is None:
            from gdsim.app.importing import Importing

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a file that is dropped on the window: a scenario, or else data."""
        if isinstance(event, QDropEvent):
            path = dropped_file(event.mimeData())
            if path is None:
                return False
            event.acceptProposedAction()
            if isinstance(event, QDragEnterEvent):
                return True
            if event.type() == QEvent.Type.Drop:
                self._take(path)
                return True
        return super().eventFilter(watched, event)

    def _take(self, path: Path) -> None:
        if path.suffix.lower() == ".toml":
            self._open_scenario(path)
        else:
            self._dialog().read_file(path)
