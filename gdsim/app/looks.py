"""Theme, size and number format: chosen, remembered, and given to every view."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gdsim.app.actions import scale_action
from gdsim.app.preferences import SCALES, ThemeChoice
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import DARK, LIGHT, Theme, apply_theme, system_theme

if TYPE_CHECKING:
    from gdsim.app.actions import Actions
    from gdsim.app.data.data_commands import DataCommands
    from gdsim.app.main_window import MainWindow
    from gdsim.app.many.tool_windows import ToolWindows
    from gdsim.views.pages.check import CheckPage
    from gdsim.views.pages.predict import PredictPage
    from gdsim.views.pages.working.page import WorkingPanel


def theme_of(choice: ThemeChoice) -> Theme:
    """Return the theme that a choice means now."""
    return {"light": LIGHT, "dark": DARK}.get(choice) or system_theme()


def scale_in_force() -> float:
    """Return how many times as large everything is drawn: what Qt was told when it began."""
    try:
        return float(os.environ.get("QT_SCALE_FACTOR", "1"))
    except ValueError:
        return 1.0


def apply_to_application(theme: Theme) -> None:
    """Give every widget that is built from now on the look of `theme`."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        apply_theme(app, theme)


class Looks(QObject):
    """Keeps the views in the chosen theme, following the system where that is the choice.

    The application must have the theme of the preferences already: polishing every widget a second
    time would cost as much as building it.
    """

    def __init__(
        self, window: MainWindow, actions: Actions, others: tuple[DataCommands | ToolWindows, ...]
    ) -> None:
        super().__init__(window)
        self._others = others
        self._window = window
        self._actions = actions
        self._theme = theme_of(window.preferences.theme)
        actions.submenu("scale").aboutToShow.connect(self._offer_scales)
        self._show_choice()
        self._show_in_views()
        self.set_number_format(window.preferences.number_format)
        for page in (window.working, window.predict, window.check):
            page.built.connect(self._dress)
        for lazy in (window.runs, window.steps, window.data):
            lazy.built.connect(lambda page: page.set_theme(self._theme))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.screenAdded.connect(self._draw_again)

    def _dress(self, page: CheckPage | PredictPage | WorkingPanel) -> None:
        page.set_theme(self._theme)
        page.set_number_format(self._window.preferences.number_format)

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Show numbers in `number_format` everywhere, and remember it."""
        window = self._window
        window.preferences.number_format = number_format
        for view in (
            window.table,
            window.loss_plot,
            window.landscape,
            window.stages,
            *self._pages(),
        ):
            view.set_number_format(number_format)

    def set_theme(self, choice: ThemeChoice) -> None:
        """Take the light theme, the dark one, or that of the system, and remember it."""
        self._window.preferences.theme = choice
        self._show_choice()
        self._change(theme_of(choice))

    def set_scale(self, scale: float) -> None:
        """Draw everything `scale` times as large from the next start on, and say so."""
        self._window.preferences.scale = scale
        self._show_choice()
        text = tr("From the next start on everything is drawn at {scale}.")
        self._window.transport.set_notice(text.format(scale=f"{scale:.0%}"))

    def _follow_system(self) -> None:
        self._change(theme_of(self._window.preferences.theme))

    def _change(self, theme: Theme) -> None:
        if theme != self._theme:
            self._theme = theme
            apply_to_application(theme)
            self._show_in_views()

    def _draw_again(self) -> None:
        """Draw the icons for a screen that was added, too."""
        icon.cache_clear()
        self._show_in_views()

    def _show_choice(self) -> None:
        for name in ("system", "light", "dark"):
            self._actions[f"theme_{name}"].setChecked(name == self._window.preferences.theme)
        for scale in SCALES:
            is_chosen = scale == self._window.preferences.scale
            self._actions[scale_action(scale)].setChecked(is_chosen)

    def _offer_scales(self) -> None:
        """Offer the sizes with which the window would fit on the screen that it is on now."""
        # The screen counts in pixels of the scale in force.
        room = self._window.screen().availableSize() * scale_in_force()
        for scale in SCALES:
            least = self._window.minimumSize() * scale
            fits = least.width() <= room.width() and least.height() <= room.height()
            self._actions[scale_action(scale)].setEnabled(scale == SCALES[0] or fits)

    def _show_in_views(self) -> None:
        window = self._window
        self._actions.set_theme(self._theme)
        for view in (
            *self._others,
            window.setup,
            window.landscape,
            window.loss_plot,
            window.table,
            window.transport,
            window.stages,
            window.run_legend,
            *self._pages(),
        ):
            view.set_theme(self._theme)
        for page in (window.runs.page, window.steps.page, window.data.page):
            if page is not None:
                page.set_theme(self._theme)

    def _pages(self) -> list[CheckPage | PredictPage | WorkingPanel]:
        """Return those pages that are built."""
        window = self._window
        pages = (window.working.page, window.predict.page, window.check.page)
        return [page for page in pages if page is not None]
