"""The window: where the views stand, and their state kept between two starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gdsim.app.desk import Commands
from gdsim.app.keys import focus_keeps
from gdsim.app.looks import apply_to_application, theme_of
from gdsim.app.preferences import Preferences
from gdsim.engine.run.run import Run
from gdsim.files.scenario.scenario import Scenario
from gdsim.i18n import tr
from gdsim.models.session import Session
from gdsim.views.fields.drops import dropped_file
from gdsim.views.landscape import LandscapeView
from gdsim.views.loss_plot import LossPlot
from gdsim.views.pages.lazy_page import LazyPage
from gdsim.views.pages.table import IterationTable
from gdsim.views.plots.legend import LookLegend
from gdsim.views.setup import SetupPanel
from gdsim.views.stage_strip import StageStrip
from gdsim.views.style.theme import SPACE
from gdsim.views.style.typesetting import load_typesetter
from gdsim.views.transport_bar import TransportBar
from gdsim.views.verdict_line import VerdictLine

if TYPE_CHECKING:
    from gdsim.views.pages.check import CheckPage
    from gdsim.views.pages.data.page import DataPage
    from gdsim.views.pages.predict import PredictPage
    from gdsim.views.pages.runs import RunsPage
    from gdsim.views.pages.steps import StepsPage
    from gdsim.views.pages.working.page import WorkingPanel

SETUP_WIDTH = 328
MIN_SIZE = (1024, 640)
FIRST_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """Lays the views out; `gdsim.app.desk` wires them to the session."""

    def __init__(
        self, preferences: Preferences, scenario: Scenario, run: Run, cursor: int = 0
    ) -> None:
        super().__init__()
        self.preferences = preferences
        self.setup = SetupPanel()
        self.landscape = LandscapeView()
        self.loss_plot = LossPlot()
        self.table = IterationTable()
        self.working = LazyPage(_working_panel)
        self.predict = LazyPage(_predict_page)
        self.check, self.runs = LazyPage(_check_page), LazyPage(_runs_page)
        self.steps, self.data = LazyPage(_steps_page), LazyPage(_data_page)
        self.transport = TransportBar()
        self.stages, self.verdict, self.run_legend = (
            StageStrip(),
            VerdictLine(),
            LookLegend(tr("Kept runs")),
        )
        self.setMinimumSize(*MIN_SIZE)
        self.setAcceptDrops(True)
        self.resize(*FIRST_SIZE)
        self._lay_out()
        # Not before: every widget that finds its parent later would be polished again.
        apply_to_application(theme_of(preferences.theme))
        self.session = Session(run, self)
        self.commands = Commands(self, scenario)
        self.session.go_to(cursor)
        self._restore()

    def _lay_out(self) -> None:
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.addTab(self.table, tr("Table"))
        self.pages.addTab(self.working, tr("Working"))
        self.pages.addTab(self.predict, tr("Predict"))
        self.pages.addTab(self.check, tr("Check"))
        self.pages.addTab(self.runs, tr("Runs"))
        self.pages.addTab(self.steps, tr("Steps"))
        self.pages.addTab(self.data, tr("Data"))
        self.pages.setTabToolTip(1, tr("How each number of this update comes about (Ctrl+W)"))
        self.pages.setTabToolTip(2, tr("Work out what comes next, and be told (Ctrl+R)"))
        self.pages.setTabToolTip(3, tr("Have your own table checked cell by cell (Ctrl+K)"))
        self.pages.setTabToolTip(4, tr("Runs side by side: Ctrl+B keeps this one"))
        self.pages.setTabToolTip(5, tr("How large a step each parameter takes"))
        self.pages.setTabToolTip(6, tr("The rows, the mini-batch among them, and the fit"))
        self._right = _splitter(Qt.Orientation.Vertical, self.loss_plot, self.pages)
        self._right.setSizes([300, 340])
        self._plots = _splitter(Qt.Orientation.Horizontal, self.landscape, self._right)
        self._plots.setSizes([480, 448])
        stage = QWidget()
        column = QVBoxLayout(stage)
        column.setContentsMargins(SPACE.s, SPACE.s, SPACE.s, SPACE.s)
        column.setSpacing(SPACE.s)
        # In one place: either what a stage does, or what the run as a whole does.
        self.captions = QStackedWidget()
        self.captions.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for caption in (self.verdict, self.stages.told):
            self.captions.addWidget(caption)
        for line in (self.stages, self.captions, self.run_legend):
            column.addWidget(line)
        column.addWidget(self._plots, 1)
        column.addWidget(self.transport)
        self._whole = _splitter(Qt.Orientation.Horizontal, self.setup, stage)
        self._whole.setStretchFactor(1, 1)
        self._whole.setSizes([SETUP_WIDTH, FIRST_SIZE[0] - SETUP_WIDTH])
        # The first focus: a field would keep the arrow keys, a button the space bar.
        self._whole.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._whole.setFocus()
        self.setCentralWidget(self._whole)

    def _states(self) -> dict[str, QSplitter]:
        return {"window/plots": self._plots, "window/right": self._right, "window/all": self._whole}

    def _restore(self) -> None:
        geometry = self.preferences.bytes("window/geometry")
        # At first, frame and title bar need some of the screen, too; later the screen, or the
        # size that everything is drawn at, may be another than before.
        share = 1.0 if self.restoreGeometry(geometry) else 0.95
        if not self.isMaximized() and not self.isFullScreen():
            room = self.screen().availableGeometry().size() * share
            self.resize(self.size().boundedTo(room).expandedTo(self.minimumSize()))
        for key, splitter in self._states().items():
            state = self.preferences.bytes(key)
            if state != QByteArray():
                splitter.restoreState(state)

    def event(self, event: QEvent) -> bool:
        """Leave a key to the focused widget where that has a use for it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and focus_keeps(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file, and nothing else."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.commands.data.open_dropped(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is going on and remember where everything stood."""
        self.session.pause()
        self.commands.tools.close()
        self.preferences.set_bytes("window/geometry", self.saveGeometry())
        for key, splitter in self._states().items():
            self.preferences.set_bytes(key, splitter.saveState())
        super().closeEvent(event)

    def settle(self) -> None:
        """Let everything that is put off until the window is idle be done now."""
        for _ in range(3):
            QApplication.sendPostedEvents()
            QApplication.processEvents()
        load_typesetter()
        self.setup.complete()
        self.landscape.complete()
        self.commands.comparing.complete()
        if self.working.page is not None:
            self.working.page.sheet.complete()
        QApplication.processEvents()

    def show_title(self, title: str) -> None:
        """Put the scenario's title into the window's frame."""
        self.setWindowTitle(tr("{title} – gdsim").format(title=title))


def _working_panel() -> WorkingPanel:
    from gdsim.views.pages.working.page import WorkingPanel

    return WorkingPanel()


def _predict_page() -> PredictPage:
    from gdsim.views.pages.predict import PredictPage

    return PredictPage()


def _check_page() -> CheckPage:
    from gdsim.views.pages.check import CheckPage

    return CheckPage()


def _runs_page() -> RunsPage:
    from gdsim.views.pages.runs import RunsPage

    return RunsPage()


def _steps_page() -> StepsPage:
    from gdsim.views.pages.steps import StepsPage

    return StepsPage()


def _data_page() -> DataPage:
    from gdsim.views.pages.data.page import DataPage

    return DataPage()


def _splitter(orientation: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(SPACE.s)
    for widget in widgets:
        splitter.addWidget(widget)
    return splitter
