"""The window: its places, and their state kept between two starts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow

from gdsim.app.focus_keys import EnterPresses, focus_keeps
from gdsim.app.looks import apply_to_application, theme_of
from gdsim.app.places.table import EXPLORE, PLACES
from gdsim.app.preferences import Preferences
from gdsim.views.fields.drops import dropped_file
from gdsim.views.places.places import Places

MIN_SIZE = (1024, 640)
FIRST_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """Holds the places, and knows nothing of what they show; see `gdsim.app.desk`.

    The simulator's views can be had from it by their names.

    Signals
    -------
    fileDropped(Path)
        A file was dropped on it.
    painted()
        It has been seen for the first time.
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
    painted = Signal()
    completeRequested = Signal()
    closing = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self.may_close: Callable[[], bool] = lambda: True
        self._was_painted = False
        self.places = Places(PLACES)
        self.explore = explore = self.places.build(EXPLORE)
        self.setup, self.transport, self.stages = explore.setup, explore.transport, explore.stages
        self.landscape, self.loss_plot, self.pages = (
            explore.landscape,
            explore.loss_plot,
            explore.pages,
        )
        self.verdict, self.run_legend = explore.verdict, explore.run_legend
        self.setMinimumSize(*MIN_SIZE)
        self.setAcceptDrops(True)
        self.resize(*FIRST_SIZE)
        self.setCentralWidget(self.places)
        self.places.setFocus()
        self.completeRequested.connect(self.places.complete)
        EnterPresses(self)
        # Not before: every widget that finds its parent later would be polished again.
        apply_to_application(theme_of(preferences.theme))

    def restore(self) -> None:
        """Take the size and place it had when it was closed last, where that is known and fits."""
        geometry = self.preferences.bytes("window/geometry")
        # At first, frame and title bar need some of the screen, too; later the screen, or the
        # size that everything is drawn at, may be another than before.
        share = 1.0 if self.restoreGeometry(geometry) else 0.95
        if not self.isMaximized() and not self.isFullScreen():
            room = self.screen().availableGeometry().size() * share
            self.resize(self.size().boundedTo(room).expandedTo(self.minimumSize()))
        for key, splitter in self.explore.splitters().items():
            state = self.preferences.bytes(key)
            if state != QByteArray():
                splitter.restoreState(state)

    def event(self, event: QEvent) -> bool:
        """Leave a key to the focused widget where that has a use for it; tell the first paint."""
        is_paint = event.type() == QEvent.Type.Paint
        # A picture may be taken of it before it is shown.
        if is_paint and not self._was_painted and self.isVisible():
            self._was_painted = True
            # What is in it is painted after it, and is to be on the screen before more is done.
            QTimer.singleShot(1, self, self.painted.emit)
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
        for key, splitter in self.explore.splitters().items():
            self.preferences.set_bytes(key, splitter.saveState())
        super().closeEvent(event)
