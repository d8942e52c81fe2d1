"""The windows beside the main one: built when first asked for, closed with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtWidgets import QWidget

from gdsim.app.file_asking import AskSave
from gdsim.app.origin import Origin
from gdsim.models.kept_runs import KeptRuns
from gdsim.models.session import Session
from gdsim.views.landscape import LandscapeView
from gdsim.views.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    from gdsim.views.tools.map_window import StartMapWindow
    from gdsim.views.tools.methods_window import MethodsWindow
    from gdsim.views.tools.sweep_window import SweepWindow
    from gdsim.views.tools.tool_window import ToolWindow


class ToolWindows(QObject):
    """Opens the sweep, the map of starts, and the methods side by side.

    Parameters
    ----------
    window
        The main one: shown again with each run that is opened in it.
    landscape
        Shows the ranges that a map of starts proposes.
    kept
        Where the runs of the methods are kept.
    """

    def __init__(
        self,
        window: QWidget,
        landscape: LandscapeView,
        session: Session,
        origin: Origin,
        kept: KeptRuns,
        ask_save: AskSave,
    ) -> None:
        super().__init__(window)
        self._window, self._landscape = window, landscape
        self._session, self._origin, self._kept = session, origin, kept
        self._ask_save = ask_save
        self._theme = LIGHT
        self.sweep: SweepWindow | None = None
        self.start_map: StartMapWindow | None = None
        self.methods: MethodsWindow | None = None

    def open_sweep(self) -> None:
        """Show the window of sweeps."""
        if self.sweep is None:
            from gdsim.app.many.sweeping import Sweeping
            from gdsim.views.tools.sweep_window import SweepWindow

            self.sweep = SweepWindow()
            sweeping = Sweeping(self.sweep, self._session, self._ask_save)
            sweeping.runOpened.connect(self._show_run)
            self._dress(self.sweep)
        _present(self.sweep)

    def open_start_map(self) -> None:
        """Show the window of maps of starts."""
        if self.start_map is None:
            from gdsim.app.many.start_mapping import StartMapping
            from gdsim.views.tools.map_window import StartMapWindow

            self.start_map = StartMapWindow()
            mapping = StartMapping(
                self.start_map, self._session, self._ask_save, self._landscape, self._origin
            )
            mapping.runOpened.connect(self._show_run)
            self._dress(self.start_map)
        _present(self.start_map)

    def open_methods(self) -> None:
        """Show the window of batch, stochastic and mini-batch gradient descent."""
        if self.methods is None:
            from gdsim.app.many.methods import Methods
            from gdsim.views.tools.methods_window import MethodsWindow

            self.methods = MethodsWindow()
            Methods(self.methods, self._session, self._ask_save, self._kept)
            self._dress(self.methods)
        _present(self.methods)

    def _show_run(self) -> None:
        _present(self._window)

    def _dress(self, window: ToolWindow) -> None:
        # Not a child: a child stays above the main window, which would hide the run opened there.
        self._window.destroyed.connect(window.deleteLater)
        window.set_theme(self._theme)
        room = window.screen().availableGeometry().size()
        window.resize(window.size().boundedTo(room))
        place = QRect(window.pos(), window.size())
        place.moveCenter(self._window.frameGeometry().center())
        window.move(place.topLeft())

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme` in the windows there are, and those to come."""
        self._theme = theme
        for window in (self.sweep, self.start_map, self.methods):
            if window is not None:
                window.set_theme(theme)

    def close(self) -> None:
        """Close the windows."""
        for window in (self.sweep, self.start_map, self.methods):
            if window is not None:
                window.close()


def _present(window: QWidget) -> None:
    """Bring a window to the front."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
