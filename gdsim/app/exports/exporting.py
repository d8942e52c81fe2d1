"""What the window writes to files: the scenario, the tables, the workings."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from gdsim.app.file_asking import Asking, may_replace
from gdsim.app.file_filters import scenario_files, table_files
from gdsim.app.guarded import guarded
from gdsim.app.origin import Origin
from gdsim.app.pages import WORKING
from gdsim.app.preferences import Preferences
from gdsim.engine.errors import InputError
from gdsim.files.scenario.run import scenario_of
from gdsim.files.scenario.scenario import Scenario
from gdsim.i18n import tr
from gdsim.models.session import Session
from gdsim.views.pages.tabs import PageTabs

if TYPE_CHECKING:
    from gdsim.app.exports.working_dialog import WorkingRequest
    from gdsim.engine.run.run import Run

NamedRuns = list[tuple[str, Scenario, "Run"]]


class Exporting(QObject):
    """Asks how and where, and writes.

    Parameters
    ----------
    window
        Parent of the dialogs.
    pages
        Has the page whose update is proposed where workings are exported.
    notify
        Says what was done.
    """

    def __init__(
        self,
        window: QWidget,
        pages: PageTabs,
        session: Session,
        origin: Origin,
        asking: Asking,
        preferences: Preferences,
        notify: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._pages, self._notify = window, pages, notify
        self._session, self._origin = session, origin
        self._asking, self._preferences = asking, preferences

    def save_scenario(self) -> None:
        """Ask for a file and save the run as a scenario that repeats it."""
        path = self._asking.to_write(tr("Save as a scenario"), ".toml", scenario_files())
        if path is not None:
            own = scenario_of(self._session.run, self._origin.scenario)
            self._write(path, lambda: _save_scenario(path, own))

    def export_table(self) -> None:
        """Ask how, and write the iteration table of the run."""
        from gdsim.app.exports.export_dialog import ExportDialog
        from gdsim.files.iterations import write_table

        snapshot, scenario = self._session.snapshot(), self._origin.scenario
        run = snapshot.run
        if snapshot.is_veiled:
            # What is to be predicted is in no file either.
            run = run.branch(snapshot.cursor)
        dialog = ExportDialog(self._window, run.length, self._asking.suggested(".csv"))
        if not _is_accepted(dialog):
            return
        request = dialog.request()
        beside = request.path.with_suffix(".toml")
        files = request.path, *[beside] * request.with_scenario

        def write() -> None:
            write_table(run, request.path, request.format, request.decimals, request.state)
            if request.with_scenario:
                _save_scenario(beside, scenario_of(run, scenario))

        if may_replace(self._window, dialog.windowTitle(), *files):
            self._write(request.path, write)

    def export_runs(self, runs: Callable[[], NamedRuns]) -> None:
        """Ask for a file and write all rows of all runs, each with its run's name."""
        from gdsim.files.comparison import rows_frame
        from gdsim.files.tables import format_of, write_frame

        path = self._asking.target(tr("Export all runs"), "-runs.csv", table_files())
        if path is not None:
            named = runs()
            self._write(path, lambda: write_frame(rows_frame(named), path, format_of(path)))

    def export_working(self) -> None:
        """Ask how, and write the workings of some updates."""
        from gdsim.app.exports.working_dialog import WorkingDialog

        snapshot, page = self._session.snapshot(), self._pages.page(WORKING)
        dialog = WorkingDialog(
            self._window,
            shown=snapshot.cursor if page is None else max(0, page.update_shown),
            length=snapshot.length,
            suggested=self._asking.suggested("-working.pdf"),
            is_hidden=snapshot.is_veiled,
        )
        if not _is_accepted(dialog):
            return
        request = dialog.request()
        if may_replace(self._window, dialog.windowTitle(), request.path):
            self._write_working(snapshot.run, self._origin.scenario.title, request)

    def _write_working(self, run: Run, title: str, request: WorkingRequest) -> None:
        """Write the workings that were asked for; a long PDF can be cancelled."""
        from gdsim.app.exports.progress_dialog import Cancelled, Progress
        from gdsim.files.workings import PDF, write_sheet
        from gdsim.study.working.sheets.sheet import make_sheet

        number_format = self._preferences.number_format
        progress = Progress(self._window, tr("Writing {file}").format(file=request.path.name))

        def write() -> None:
            sheet = make_sheet(run, request.first, request.last, number_format, request.kind, title)
            if request.form == PDF.ending:
                from gdsim.app.exports.working_pdf import write_pdf

                write_pdf(sheet, request.path, progress.report)
            else:
                write_sheet(sheet, request.path, request.form)

        try:
            with suppress(Cancelled):
                self._write(request.path, write)
        finally:
            progress.reset()
            progress.deleteLater()

    def _write(self, path: Path, work: Callable[[], object]) -> None:
        """Do `work`, which writes the file at `path`, and say so, or why not."""
        self._asking.folder = path.parent
        if guarded(self._window, lambda: _while_waiting(work)):
            self._notify(tr("Saved {file}").format(file=path.name))


def _is_accepted(dialog: QDialog) -> bool:
    """Ask; the dialog is gone once all that its answer leads to is done."""
    is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return is_accepted


def _save_scenario(path: Path, scenario: Scenario) -> None:
    """Save a scenario; refuse one that could not be opened again."""
    from gdsim.files.data.reading import PASTED
    from gdsim.files.scenario.saving import save_scenario

    dataset = scenario.experiment.dataset
    if dataset is not None and dataset.source.partition(" | ")[0] == PASTED:
        raise InputError(
            "a scenario names a file of data, and these were pasted; save a document, which holds"
            " them"
        )
    save_scenario(path, scenario)


def _while_waiting(work: Callable[[], object]) -> None:
    """Do `work` with the cursor that says that it may take a while."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        work()
    finally:
        QGuiApplication.restoreOverrideCursor()
