"""The document of the window: new, opened, saved, and whether it holds what is not saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from gdsim.app.document.data_places import DataPlaces
from gdsim.app.document.history import History
from gdsim.app.document.recent_documents import Recent
from gdsim.app.document.saved_states import SavedStates
from gdsim.app.document.stamps import Stamp, as_stamp, disk_of, stamp_of
from gdsim.app.document.state import State, state_of
from gdsim.app.document.views import Views
from gdsim.app.file_asking import Asking
from gdsim.app.file_filters import document_files
from gdsim.app.guarded import guarded
from gdsim.app.main_window import MainWindow
from gdsim.app.origin import OWN_NAME, Origin
from gdsim.app.pages import PAGES
from gdsim.app.places.table import EXPLORE, PLACES
from gdsim.files.endings import DOCUMENT
from gdsim.files.scenario.listing import builtin_scenarios
from gdsim.files.scenario.run import first_run
from gdsim.files.scenario.scenario import opening_scenario
from gdsim.i18n import tr
from gdsim.models.kept_runs import KeptRuns

if TYPE_CHECKING:
    from gdsim.files.document.document import Document


class Documents(QObject):
    """Opens and saves documents, and asks before one that is not saved is left.

    Parameters
    ----------
    open_scenario
        Shows the scenario in a file, or says why not; returns whether it is shown.
    views
        What the plots show.
    notify
        Says what was done.

    Attributes
    ----------
    asks
        Whether it asks before unsaved work is lost.
    settles
        Takes over what is still being typed; returns whether to go on with what is in force.

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
        views: Views,
        open_scenario: Callable[[Path], bool],
        notify: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._origin, self._kept, self._history = window, origin, kept, history
        self._asking, self._recent, self._notify = asking, recent, notify
        self._open_scenario, self._views = open_scenario, views
        self._data = DataPlaces(window, notify)
        self._path: Path | None = None
        self._stamp: Stamp | None = None
        self._disk: int | None = None
        self.asks = False
        self.settles: Callable[[], bool] = lambda: True
        self._saved = SavedStates(history.now)
        self._stays_clean = False
        history.changed.connect(self._follow)
        history.view, history.show_view = views.view, views.show_framing

    @property
    def path(self) -> Path | None:
        """The document's file; None where it has none yet."""
        return self._path

    def _set_path(self, path: Path | None) -> None:
        """Take a file for the document's, as it is on the disk now."""
        self._path, self._stamp, self._disk = path, stamp_of(path), disk_of(path)
        self.remember()

    @property
    def is_changed(self) -> bool:
        """Whether there is work that is not saved; moving along a run is none."""
        return not self._saved.is_here(self._history.now)

    def state(self, *, at_sight: bool = False) -> Document:
        """Return the document as it is now; without reading a file it may carry data needlessly."""
        document, data = self._history.now.document(self._window.pages.current), self._data
        return replace(
            document,
            view=self._views.view(),
            references=data.references_at_sight() if at_sight else data.references(),
            place=self._window.places.current,
        )

    def copies_left_behind(self) -> dict[State, Document]:
        """Return unsaved works that others took the place of; each is to have a file of its own."""
        known, page = self._data.references_at_sight(), self._window.pages.current
        return {one: replace(one.document(page), references=known) for one in self.left_behind()}

    def copy(self) -> Document:
        """Return the document as it is now, with the file whose unsaved work it is."""
        path = "" if self._path is None else str(self._path.absolute())
        return replace(self.state(at_sight=True), copy_of=path, copy_of_stamp=self._stamp or ())

    # Following

    def begin(self) -> None:
        """Take what is there now for the beginning: nothing to be saved, nothing to take back."""
        self._history.forget()
        self._set_clean()

    def _set_clean(self) -> None:
        self._saved.set(self._history.now)
        self.show_title()
        self.saved.emit()

    def note_scenario(self) -> None:
        """Hear that a scenario is being opened: where there was no work, there is none now."""
        self._stays_clean = self.path is None and not self.is_changed

    def _follow(self) -> None:
        if self._stays_clean:
            self._saved.add(self._history.now)
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
        if not self.asks:
            return True
        if not self.settles():
            return False
        from gdsim.app.document import questions

        left = [one.title for one in self.left_behind()]
        is_gone = self._path is not None and stamp_of(self._path) is None
        if not (self.is_changed or is_gone):
            return not left or questions.ask_to_leave_behind(self._window, left)
        answer = questions.ask_to_save(self._window, self._name(), left, is_gone=is_gone)
        if answer == questions.Buttons.Save:
            return self.save()
        return answer == questions.Buttons.Discard

    def left_behind(self) -> list[State]:
        """Return unsaved works that other scenarios took the place of, the newest first."""
        left = self._history.left_behind()
        return [one for one in left if not self._saved.is_anywhere(one)]

    def _name(self) -> str:
        return self._origin.scenario.title if self.path is None else self.path.name

    def remember(self) -> None:
        """Remember the document's file for the next start."""
        path = "" if self._path is None else str(self._path.absolute())
        self._window.preferences.last_document = path

    # Opening

    def new(self) -> None:
        """Begin a document."""
        from gdsim.files.document.document import Document

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

            find = self._data.find
            guarded(self._window, lambda: self.show(load_document(path, find), path))
        elif self._open_scenario(path):
            # Somebody was asked about what was left.
            self._saved.leave_elsewhere(self._history.left_behind())
            self._set_path(None)
            self._data.take({}, ())
            self._set_clean()
            self._note(path)

    def _note(self, path: Path) -> None:
        """Remember a file that was opened or saved, and its folder, for the next time."""
        self._asking.folder = path.absolute().parent
        self._recent.add(path)

    def show(self, document: Document, path: Path | None) -> None:
        """Show a document, with its file; nothing before it can be brought back."""
        self._set_path(path)
        if path is not None:
            self._note(path)
        self._data.take(document.references, document.datasets())
        self._history.begin(state_of(document, self._kept.new_key))
        if document.view is not None:
            self._views.show(document.view)
        place = next((one for one in PLACES if one.key == document.place), EXPLORE)
        self._window.places.turn_to(place)
        self._window.setup.restore()
        for page in PAGES:
            if page.key == document.page:
                self._window.pages.turn_to(page)
        self._set_clean()

    def show_copy(self, copy: Path) -> None:
        """Show a copy of work that was never saved, as a change of the file that it belongs to."""
        from gdsim.files.document.reading import load_document

        document = load_document(copy, self._data.find)
        self.show(document, Path(document.copy_of) if document.copy_of else None)
        # A version of the file that the work does not know is not replaced without a question.
        self._stamp = as_stamp(document.copy_of_stamp)
        self._saved.forget()
        self.show_title()

    # Saving

    def save(self) -> bool:
        """Save the document in its file, or ask for one; return whether it is saved."""
        if self._path is None:
            return self.save_as()
        return self._may_replace(self._path) and self._save(self._path)

    def save_as(self) -> bool:
        """Ask for a file and save the document there; return whether it is saved."""
        path = self._asking.to_write(tr("Save"), DOCUMENT, document_files(), self._path)
        return path is not None and self._save(path)

    def _may_replace(self, path: Path) -> bool:
        """Ask whether to replace a file that holds what one may not think of; else return True."""
        from gdsim.app.document import questions

        now, saved = stamp_of(path), self._saved.newest
        if now is None:
            is_same = disk_of(path) in (self._disk, None)
            return is_same or questions.ask_to_save_on_another_disk(self._window, path.name)
        if now != self._stamp:
            return questions.ask_to_replace_changed(self._window, path.name)
        if saved is not None and self._history.has_left(saved):
            titles = saved.title, self._history.now.title
            return questions.ask_to_replace_another(self._window, path.name, *titles)
        return True

    def _save(self, path: Path) -> bool:
        from gdsim.files.document.writing import save_document

        if not self._data.decide(self.state().datasets()):
            return False
        if not guarded(self._window, lambda: save_document(path, self.state())):
            return False
        if path != self._path:
            self._saved.leave_elsewhere()
        self._set_path(path)
        self._set_clean()
        self._note(path)
        self._notify(tr("Saved {file}").format(file=path.name))
        return True

    def edit_texts(self) -> None:
        """Ask for another title and description."""
        from gdsim.app.document.texts_dialog import ask_texts

        scenario = self._origin.scenario
        texts = ask_texts(self._window, tr(scenario.title), tr(scenario.description))
        if texts is not None:
            self.set_texts(*texts)

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
