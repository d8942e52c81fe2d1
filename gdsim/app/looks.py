"""Theme, size and number format: chosen, remembered, and given to every view."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from gdsim.app.menus.action_table import scale_action, theme_action
from gdsim.app.menus.actions import Actions
from gdsim.app.preferences import SCALES, THEME_CHOICES, Preferences, ThemeChoice
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import DARK, LIGHT, Theme, apply_theme, system_theme


class Themed(Protocol):
    """What is drawn in the colours of a theme."""

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""


class Formatted(Protocol):
    """What writes numbers."""

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Write numbers in this format."""


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

    Parameters
    ----------
    window
        The one whose screen has to have room for it.
    actions
        Show what is chosen.
    themed, formatted
        What is given each theme, and each number format.
    notify
        Says what was done.
    """

    def __init__(
        self,
        window: QWidget,
        preferences: Preferences,
        actions: Actions,
        themed: Sequence[Themed],
        formatted: Sequence[Formatted],
        notify: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._preferences, self._actions = window, preferences, actions
        self._themed, self._formatted, self._notify = themed, formatted, notify
        self._theme = theme_of(preferences.theme)
        actions.menu("scale").aboutToShow.connect(self._offer_scales)
        self._show_choice()
        self._show_theme()
        self._show_number_format(preferences.number_format)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.screenAdded.connect(self._draw_again)

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Show numbers in `number_format` everywhere, and remember it."""
        self._preferences.number_format = number_format
        self._show_number_format(number_format)

    def set_theme(self, choice: ThemeChoice) -> None:
        """Take the light theme, the dark one, or that of the system, and remember it."""
        self._preferences.theme = choice
        self._show_choice()
        self._change(theme_of(choice))

    def set_scale(self, scale: float) -> None:
        """Draw everything `scale` times as large from the next start on, and say so."""
        self._preferences.scale = scale
        self._show_choice()
        text = tr("From the next start on everything is drawn at {scale}.")
        self._notify(text.format(scale=f"{scale:.0%}"))

    def _follow_system(self) -> None:
        self._change(theme_of(self._preferences.theme))

    def _change(self, theme: Theme) -> None:
        if theme != self._theme:
            self._theme = theme
            apply_to_application(theme)
            self._show_theme()

    def _draw_again(self) -> None:
        """Draw the icons for a screen that was added, too."""
        icon.cache_clear()
        self._show_theme()

    def _show_choice(self) -> None:
        for choice in THEME_CHOICES:
            is_chosen = choice == self._preferences.theme
            self._actions.set_checked(theme_action(choice), is_chosen)
        for scale in SCALES:
            self._actions.set_checked(scale_action(scale), scale == self._preferences.scale)

    def _offer_scales(self) -> None:
        """Offer the sizes with which the window would fit on the screen that it is on now."""
        # The screen counts in pixels of the scale in force.
        room = self._window.screen().availableSize() * scale_in_force()
        for scale in SCALES:
            least = self._window.minimumSize() * scale
            fits = least.width() <= room.width() and least.height() <= room.height()
            self._actions.set_enabled(scale_action(scale), scale == SCALES[0] or fits)

    def _show_number_format(self, number_format: NumberFormat) -> None:
        for view in self._formatted:
            view.set_number_format(number_format)

    def _show_theme(self) -> None:
        for view in self._themed:
            view.set_theme(self._theme)
