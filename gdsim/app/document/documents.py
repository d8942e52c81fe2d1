"""The document of the window: new, opened, saved, and whether it holds what is not saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QMessageBox

from gdsim.app.asking import Asking
from gdsim.app.document.history import History
from gdsim.app.document.recent import Recent
from gdsim.app.document.state import State
from gdsim.app.file_filters import document_files
from gdsim.app.guarded import guarded
from gdsim.app.main_window import MainWindow
from gdsim.app.origin import OWN_NAME, Origin
from gdsim.app.pages import PAGES
from gdsim.app.places.table import EXPLORE
from gdsim.files.document.document import Document
from gdsim.files.endings import DOCUMENT
from gdsim.files.scenario.run import first_run
from gdsim.files.scenario.scenario import builtin_scenarios, opening_scenario
from gdsim.i18n import tr
from gdsim.models.kept_runs import MOST_KEPT_RUNS, N_LOOKS, KeptRun, KeptRuns

MOST_CLEAN = 100
"""States remembered as holding nothing that is not saved."""


class Documents(QObject):
    """Opens and saves documents, and asks before one that is not saved is left.

    Parameters
    ----------
    open_scenario
        Shows the scenario in a file, or says why not; returns whether it is shown.
    notify
        Says what was done.

    Attributes
    ----------
    path
        The document's file; None where it has none yet.
    asks
        Whether it asks before unsaved work is lost.

    Signals
    -------
    saved()
        All that is there now is saved, or need not be.
    """

    saved = Signal()

    def __init__(
        self,
        window: MainWindow,
        origin: Origin,
        kept: KeptRuns,
        history: History,
        asking: Asking,
        recent: Recent,
        open_scenario: Callable[[Path], bool],
        notify: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._origin, self._kept, self._history = window, origin, kept, history
        self._asking, self._recent, self._notify = asking, recent, notify
        self._open_scenario = open_scenario
        self.path: Path | None = None
        self.asks = False
        self._clean: list[State] = [history.now]
        self._stays_clean = False
        window.may_close = self.may_leave
        history.changed.connect(self._follow)

    @property
    def is_changed(self) -> bool:
        """Whether there is work that is not saved; moving along a run is none."""
        now = self._history.now
        return all(now.is_changed_from(clean) for clean in self._clean)

    def state(self) -> Document:
        """Return the document as it is now."""
        return self._history.now.document(self._window.pages.current)

    # Following

    def begin(self) -> None:
        """Take what is there now for the beginning: nothing to be saved, nothing to take back."""
        self._history.forget()
        self._set_clean()

    def _set_clean(self) -> None:
        self._clean = [self._history.now]
        self.show_title()
        self.saved.emit()

    def note_scenario(self) -> None:
        """Hear that a scenario is being opened: where there was no work, there is none now."""
        self._stays_clean = self.path is None and not self.is_changed

    def _follow(self) -> None:
        if self._stays_clean:
            self._clean = [*self._clean, self._history.now][-MOST_CLEAN:]
        self._stays_clean = False
        self.show_title()

    def show_title(self) -> None:
        """Show the document's name in the title, and whether it holds what is not saved."""
        name = self._origin.scenario.title if self.path is None else self.path.stem
        self._window.setWindowTitle(tr("{title}[*] – gdsim").format(title=name))
        self._window.setWindowModified(self.is_changed)

    # Leaving

    def may_leave(self) -> bool:
        """Ask what becomes of unsaved work, if there is any; return whether to go on."""
        if not self.asks or not self.is_changed:
            return True
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            tr("gdsim"),
            tr("{title} was changed. Save the changes?").format(title=self._name()),
            buttons.Save | buttons.Discard | buttons.Cancel,
            buttons.Save,
        )
        return self.save() if answer == buttons.Save else answer == buttons.Discard

    def _name(self) -> str:
        return self._origin.scenario.title if self.path is None else self.path.name

    def remember(self) -> None:
        """Remember the document's file for the next start."""
        path = "" if self.path is None else str(self.path.absolute())
        self._window.preferences.last_document = path

    # Opening

    def new(self) -> None:
        """Begin a document."""
        if self.may_leave():
            scenario = opening_scenario(None)
            self.show(Document(scenario, first_run(scenario)), None)

    def open(self) -> None:
        """Ask for a document or a scenario and show it."""
        if self.may_leave():
            path = self._asking.document()
            if path is not None:
                self._open(path)

    def open_file(self, path: Path) -> None:
        """Show the document or scenario in a file, or say why not."""
        if self.may_leave():
            self._open(path)

    def _open(self, path: Path) -> None:
        if path.suffix.lower() == DOCUMENT:
            from gdsim.files.document.reading import load_document

            if not guarded(self._window, lambda: self.show(load_document(path), path)):
                return
        elif self._open_scenario(path):
            self.path = None
            self._set_clean()
        else:
            return
        self._asking.folder = path.absolute().parent
        self._recent.add(path)

    def show(self, document: Document, path: Path | None) -> None:
        """Show a document, with its file; nothing before it can be brought back."""
        kept = self._kept_runs(document)
        self.path = path
        self._history.begin(State(document.scenario, document.run, document.cursor, kept))
        self._window.places.turn_to(EXPLORE)
        self._window.setup.restore()
        for page in PAGES:
            if page.key == document.page:
                self._window.pages.turn_to(page)
        self._set_clean()

    def show_recovered(self, document: Document) -> None:
        """Show work that was never saved."""
        self.show(document, None)
        self._clean = []
        self.show_title()

    def _kept_runs(self, document: Document) -> tuple[KeptRun, ...]:
        """Return the kept runs of a document, each with a look of its own."""
        free, kept = list(range(N_LOOKS)), []
        for part in document.kept[:MOST_KEPT_RUNS]:
            look = part.look if part.look in free else free[0]
            free.remove(look)
            kept.append(
                KeptRun(
                    key=self._kept.new_key(),
                    name=part.name,
                    run=part.run,
                    look=look,
                    here=part.run.row(0),
                    is_shown=part.is_shown,
                    is_prepared=part.is_prepared,
                )
            )
        return tuple(kept)

    # Saving

    def save(self) -> bool:
        """Save the document in its file, or ask for one; return whether it is saved."""
        return self.save_as() if self.path is None else self._save(self.path)

    def save_as(self) -> bool:
        """Ask for a file and save the document there; return whether it is saved."""
        path = self._asking.to_write(tr("Save"), DOCUMENT, document_files(), self.path)
        return path is not None and self._save(path)

    def _save(self, path: Path) -> bool:
        from gdsim.files.document.writing import save_document

        if not guarded(self._window, lambda: save_document(path, self.state())):
            return False
        self.path = path
        self._set_clean()
        self._recent.add(path)
        self._notify(tr("Saved {file}").format(file=path.name))
        return True

    def edit_texts(self) -> None:
        """Ask for another title and description."""
        from gdsim.app.document.texts_dialog import TextsDialog

        scenario = self._origin.scenario
        dialog = TextsDialog(self._window, tr(scenario.title), tr(scenario.description))
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        title, description = dialog.texts()
        dialog.deleteLater()
        if is_accepted and title:
            self.set_texts(title, description)

    def set_texts(self, title: str, description: str) -> None:
        """Give the run another title and description."""
        scenario = self._origin.scenario
        if (title, description) == (scenario.title, scenario.description):
            return
        # A built-in scenario keeps its name to itself.
        is_builtin = scenario.name in dict(builtin_scenarios())
        name = OWN_NAME if is_builtin else scenario.name
        own = replace(scenario, name=name, title=title, description=description)
        with self._history.one_step():
            self._origin.open(own)
            self._history.show()
