"""What the window writes to files: the scenario, the tables, the workings."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from gdsim.app.file_filters import csv_files, scenario_files, table_files
from gdsim.app.guarded import guarded
from gdsim.app.progress import Cancelled, Progress
from gdsim.files.scenario.run import scenario_of
from gdsim.files.scenario.scenario import Scenario, save_scenario
from gdsim.i18n import tr
from gdsim.models.session import Session

if TYPE_CHECKING:
    from gdsim.app.exports.working_dialog import WorkingRequest
    from gdsim.app.main_window import MainWindow
    from gdsim.engine.run.run import Run

NamedRuns = list[tuple[str, Scenario, "Run"]]


class Exporting(QObject):
    """Asks how and where, and writes.

    Attributes
    ----------
    folder
        Where the last file was; the next is proposed there.

    Parameters
    ----------
    scenario
        Returns what the run came from.
    """

    def __init__(
        self, window: MainWindow, session: Session, scenario: Callable[[], Scenario]
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._scenario = window, session, scenario
        self.folder = Path.home()

    def save_scenario(self) -> None:
        """Ask for a file and save the run as a scenario that repeats it."""
        path = self._ask(self._window, tr("Save as a scenario"), ".toml", scenario_files())
        if path is not None:
            own = scenario_of(self._session.run, self._scenario())
            self._write(path, lambda: save_scenario(path, own))

    def ask_save(self, window: QWidget, title: str, added: str) -> Path | None:
        """Ask for a CSV file with `added` to the run's name; None where none was chosen."""
        path = self._ask(window, title, f"-{added}.csv", csv_files())
        return path if path is None or path.suffix else path.with_suffix(".csv")

    def export_table(self) -> None:
        """Ask how, and write the iteration table of the run."""
        from gdsim.app.exports.export_dialog import ExportDialog
        from gdsim.files.iterations import write_table

        snapshot, scenario = self._session.snapshot(), self._scenario()
        run = snapshot.run
        if snapshot.is_veiled:
            # What is to be predicted is in no file either.
            run = run.branch(snapshot.cursor)
        dialog = ExportDialog(self._window, run.length, self.folder / f"{scenario.name}.csv")
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        request = dialog.request()
        beside = request.path.with_suffix(".toml")
        files = request.path, *[beside] * request.with_scenario

        def write() -> None:
            write_table(run, request.path, request.format, request.decimals, request.state)
            if request.with_scenario:
                save_scenario(beside, scenario_of(run, scenario))

        if self._may_replace(dialog.windowTitle(), *files):
            self._write(request.path, write)

    def export_runs(self, runs: Callable[[Scenario], NamedRuns]) -> None:
        """Ask for a file and write all rows of all runs, each with its run's name."""
        from gdsim.files.comparison import rows_frame
        from gdsim.files.tables import format_of, write_frame

        path = self._ask(self._window, tr("Export all runs"), "-runs.csv", table_files())
        if path is not None:
            frame = rows_frame(runs(self._scenario()))
            self._write(path, lambda: write_frame(frame, path, format_of(path)))

    def export_working(self) -> None:
        """Ask how, and write the workings of some updates."""
        from gdsim.app.exports.working_dialog import WorkingDialog

        snapshot, page = self._session.snapshot(), self._window.working.page
        scenario = self._scenario()
        dialog = WorkingDialog(
            self._window,
            shown=snapshot.cursor if page is None else max(0, page.update_shown),
            length=snapshot.length,
            suggested=self.folder / f"{scenario.name}-working.pdf",
            is_hidden=snapshot.is_veiled,
        )
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        request = dialog.request()
        if self._may_replace(dialog.windowTitle(), request.path):
            self._write_working(snapshot.run, scenario.title, request)

    def _write_working(self, run: Run, title: str, request: WorkingRequest) -> None:
        """Write the workings that were asked for; a long PDF can be cancelled."""
        from gdsim.files.sheets import PDF, write_sheet
        from gdsim.study.working.sheet import make_sheet

        number_format = self._window.preferences.number_format
        progress = Progress(self._window, tr("Writing {file}").format(file=request.path.name))

        def write() -> None:
            sheet = make_sheet(run, request.first, request.last, number_format, request.kind, title)
            if request.form == PDF.ending:
                from gdsim.app.exports.working_pdf import write_pdf

                write_pdf(sheet, request.path, progress.report)
            else:
                write_sheet(sheet, request.path, request.form)

        self._write(request.path, write)
        progress.reset()
        progress.deleteLater()

    def _ask(self, window: QWidget, title: str, ending: str, kinds: str) -> Path | None:
        """Ask for a file named as the run with `ending`; None where none was chosen."""
        suggested = str(self.folder / f"{self._scenario().name}{ending}")
        chosen, _ = QFileDialog.getSaveFileName(window, title, suggested, kinds)
        if not chosen:
            return None
        self.folder = Path(chosen).parent
        return Path(chosen)

    def _write(self, path: Path, work: Callable[[], object]) -> None:
        """Do `work`, which writes the file at `path`, and say so, or why not."""
        self.folder = path.parent
        with suppress(Cancelled):
            if guarded(self._window, lambda: _while_waiting(work)):
                self._window.transport.set_notice(tr("Saved {file}").format(file=path.name))

    def _may_replace(self, title: str, *paths: Path) -> bool:
        """Ask whether files that exist may be replaced; True where none does."""
        existing = [path.name for path in paths if path.exists()]
        if not existing:
            return True
        question = tr("Replace {files}?").format(files=", ".join(existing))
        answer = QMessageBox.question(self._window, title, question)
        return answer == QMessageBox.StandardButton.Yes


def _while_waiting(work: Callable[[], object]) -> None:
    """Do `work` with the cursor that says that it may take a while."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        work()
    finally:
        QGuiApplication.restoreOverrideCursor()
