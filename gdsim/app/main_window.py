"""The window: where the views stand, and their state kept between two starts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gdsim.app.keys import focus_keeps
from gdsim.app.looks import apply_to_application, theme_of
from gdsim.app.pages import PAGES
from gdsim.app.preferences import Preferences
from gdsim.i18n import tr
from gdsim.views.fields.drops import dropped_file
from gdsim.views.landscape import LandscapeView
from gdsim.views.loss_plot import LossPlot
from gdsim.views.pages.tabs import PageTabs
from gdsim.views.plots.legend import LookLegend
from gdsim.views.setup import SetupPanel
from gdsim.views.stage_strip import StageStrip
from gdsim.views.style.theme import SPACE
from gdsim.views.transport_bar import TransportBar
from gdsim.views.verdict_line import VerdictLine

SETUP_WIDTH = 328
MIN_SIZE = (1024, 640)
FIRST_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """Lays the views out, and knows nothing of what they show; see `gdsim.app.desk`.

    Signals
    -------
    fileDropped(Path)
        A file was dropped on it.
    completeRequested()
        What is put off until the window is idle should be done now: for a picture to be saved.
    closing()
        It is about to be closed.

    Attributes
    ----------
    may_close
        Asks what becomes of unsaved work; returns whether the window may be closed.
    """

    fileDropped = Signal(object)
    completeRequested = Signal()
    closing = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self.may_close: Callable[[], bool] = lambda: True
        self.setup = SetupPanel()
        self.landscape = LandscapeView()
        self.loss_plot = LossPlot()
        self.pages = PageTabs(PAGES)
        self.transport = TransportBar()
        self.stages = StageStrip()
        self.verdict = VerdictLine()
        self.run_legend = LookLegend(tr("Kept runs"))
        self.setMinimumSize(*MIN_SIZE)
        self.setAcceptDrops(True)
        self.resize(*FIRST_SIZE)
        self._lay_out()
        for view in (self.setup, self.landscape, self.pages):
            self.completeRequested.connect(view.complete)
        # Not before: every widget that finds its parent later would be polished again.
        apply_to_application(theme_of(preferences.theme))

    def _lay_out(self) -> None:
        self._right = _splitter(Qt.Orientation.Vertical, self.loss_plot, self.pages)
        self._right.setSizes([250, 390])
        self._plots = _splitter(Qt.Orientation.Horizontal, self.landscape, self._right)
        self._plots.setSizes([464, 464])
        stage = QWidget()
        column = QVBoxLayout(stage)
        column.setContentsMargins(SPACE.s, SPACE.s, SPACE.s, SPACE.s)
        column.setSpacing(SPACE.s)
        # In one place: either what a stage does, or what the run as a whole does.
        self._captions = QStackedWidget()
        self._captions.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for caption in (self.verdict, self.stages.sentence):
            self._captions.addWidget(caption)
        for line in (self.stages, self._captions, self.run_legend):
            column.addWidget(line)
        column.addWidget(self._plots, 1)
        column.addWidget(self.transport)
        self._whole = _splitter(Qt.Orientation.Horizontal, self.setup, stage)
        self._whole.setStretchFactor(1, 1)
        self._whole.setSizes([SETUP_WIDTH, FIRST_SIZE[0] - SETUP_WIDTH])
        # The first focus: a field would keep the arrow keys, a button the space bar.
        self._whole.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCentralWidget(self._whole)
        self._whole.setFocus()

    def _states(self) -> dict[str, QSplitter]:
        return {"window/plots": self._plots, "window/right": self._right, "window/all": self._whole}

    def show_caption(self, caption: QWidget) -> None:
        """Show one of the two captions below the stages: the verdict, or what a stage does."""
        self._captions.setCurrentWidget(caption)

    def restore(self) -> None:
        """Take the size and place it had when it was closed last, where that is known and fits."""
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
        """Tell of the file that was dropped."""
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.fileDropped.emit(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask whether it may be, tell of it, and remember where everything stood."""
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        self.preferences.set_bytes("window/geometry", self.saveGeometry())
        for key, splitter in self._states().items():
            self.preferences.set_bytes(key, splitter.saveState())
        super().closeEvent(event)


def _splitter(orientation: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(SPACE.s)
    for widget in widgets:
        splitter.addWidget(widget)
    return splitter
