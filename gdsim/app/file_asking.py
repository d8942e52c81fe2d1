"""Asking for files: each is proposed in the folder of the last, and named as the run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gdsim.app.file_filters import csv_files, data_files, hand_table_files, openable_files
from gdsim.app.origin import Origin
from gdsim.app.preferences import Preferences
from gdsim.files.regular import is_folder, is_there
from gdsim.i18n import tr
from gdsim.views.style.plain_text import plain

AskOpen = Callable[[], Path | None]
"""Asks for a file to read; None where none was chosen."""

AskSave = Callable[[QWidget, str, str], Path | None]
"""Asks for a CSV file to write, given the parent of the dialog, its title and what is added to the
run's name; None where none was chosen."""


_FOLDER = "files/folder"


def _first_folder() -> Path:
    """Return where a person's own files are, as long as none was chosen."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(place))
    return folder if is_folder(folder) else Path.home()


def may_replace(window: QWidget, title: str, *paths: Path) -> bool:
    """Ask whether files that exist may be replaced, which Enter alone does not do."""
    existing = [path.name for path in paths if is_there(path)]
    if not existing:
        return True
    buttons = QMessageBox.StandardButton
    question = plain(tr("Replace {files}?").format(files=", ".join(existing)))
    answer = QMessageBox.question(window, title, question, buttons.Yes | buttons.No, buttons.No)
    return answer == buttons.Yes


class Asking:
    """Asks for files to read and to write.

    Parameters
    ----------
    window
        Parent of the dialogs.
    origin
        What the run came from, and what its files are named by.
    preferences
        Keep the folder of the last file until the next start.
    """

    def __init__(self, window: QWidget, origin: Origin, preferences: Preferences) -> None:
        self._window, self._origin, self._preferences = window, origin, preferences
        last = Path(preferences.text(_FOLDER))
        self._folder = last if last.is_absolute() else _first_folder()

    @property
    def folder(self) -> Path:
        """Where the last file was; the next is proposed there, unless that disk is gone by now."""
        return self._folder if is_folder(self._folder) else _first_folder()

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._folder = folder.absolute()
        self._preferences.set_text(_FOLDER, str(self._folder))

    def document(self) -> Path | None:
        """Ask for a document or a scenario to open; None where none was chosen."""
        return self._open(tr("Open"), openable_files())

    def data(self) -> Path | None:
        """Ask for a file of data; None where none was chosen."""
        return self._open(tr("Open a data file"), data_files())

    def table(self) -> Path | None:
        """Ask for a table made by hand; None where none was chosen."""
        return self._open(tr("Open a table"), hand_table_files())

    def csv(self, window: QWidget, title: str, added: str) -> Path | None:
        """Ask for a CSV file with `added` to the run's name; None where none was chosen."""
        path = self.target(title, f"-{added}.csv", csv_files(), window)
        return path if path is None or path.suffix else path.with_suffix(".csv")

    def target(
        self,
        title: str,
        ending: str,
        kinds: str,
        window: QWidget | None = None,
        proposed: Path | None = None,
    ) -> Path | None:
        """Ask for a file to write, named as the run with `ending`; None where none was chosen.

        Parameters
        ----------
        kinds
            Which files are shown, as Qt writes such filters.
        window
            Parent of the dialog, where it is another.
        proposed
            The file that is proposed, where it is another.
        """
        path = proposed or self.suggested(ending)
        if not is_folder(path.parent):
            path = self.folder / path.name
        chosen, _ = QFileDialog.getSaveFileName(window or self._window, title, str(path), kinds)
        return self._chosen(chosen)

    def to_write(
        self, title: str, ending: str, kinds: str, proposed: Path | None = None
    ) -> Path | None:
        """Ask for a file to write; `ending` is added to a name that has another, or none.

        The dialog asked about replacing the name that was typed; it is asked again for the other.
        """
        path = self.target(title, ending, kinds, proposed=proposed)
        # A folder has no name that could end in it; whoever writes refuses it.
        if path is None or not path.name or path.suffix.lower() == ending:
            return path
        path = path.with_name(f"{path.name}{ending}")
        return path if may_replace(self._window, title, path) else None

    def suggested(self, ending: str) -> Path:
        """Return the file that is proposed: the run's name with `ending`, in the last folder."""
        return self.folder / f"{self._origin.scenario.name}{ending}"

    def _open(self, title: str, kinds: str) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, str(self.folder), kinds)
        return self._chosen(chosen)

    def _chosen(self, chosen: str) -> Path | None:
        if not chosen:
            return None
        self.folder = Path(chosen).parent
        return Path(chosen)
