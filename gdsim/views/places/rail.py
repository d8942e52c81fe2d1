"""The rail at the left of the window: a button with icon and word for each place."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import FONT, SPACE, Theme, interface_font, set_variant

WIDTH = 64
"""Pixels of the rail, where no word needs more."""

ICON_SIZE = 24

_WAYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RailItem(Struct, frozen=True):
    """One button: what it leads to, its word, its icon, and what is said of it when pointed at."""

    key: str
    title: str
    icon: str
    tip: str


class PlaceRail(QFrame):
    """Shows which place one is at, and asks for another; up and down arrows move along it.

    Signals
    -------
    placeRequested(str)
        The place of that key should be shown.
    """

    placeRequested = Signal(str)

    def __init__(self, items: Sequence[RailItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Places"))
        set_variant(self, "rail", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._items = tuple(items)
        self._buttons = {item.key: _button(item) for item in items}
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xs, SPACE.s, SPACE.xs, SPACE.s)
        column.setSpacing(SPACE.xs)
        for key, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, key=key: self._request(key))
            column.addWidget(button)
        column.addStretch(1)
        # Of the words alone: the look may come after the rail is built.
        metrics = QFontMetrics(interface_font(FONT.small))
        widest = max(metrics.horizontalAdvance(item.title) for item in items)
        self.setFixedWidth(max(WIDTH, widest + 2 * SPACE.s))
        self.set_place(items[0].key)

    def button(self, key: str) -> QToolButton:
        """Return the button that leads to a place."""
        return self._buttons[key]

    def set_place(self, key: str) -> None:
        """Show which place one is at."""
        self._place = key
        for other, button in self._buttons.items():
            is_here = other == key
            button.setChecked(is_here)
            # One stop for the Tab key, as with radio buttons.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_here else Qt.FocusPolicy.NoFocus)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of `theme`."""
        for item in self._items:
            self._buttons[item.key].setIcon(icon(item.icon, theme, ICON_SIZE))

    def _request(self, key: str) -> None:
        # A second click must not uncheck where one is.
        self.set_place(self._place)
        self.placeRequested.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along the rail with the arrow keys, and the focus with it."""
        way = _WAYS.get(Qt.Key(event.key()), 0)
        keys = list(self._buttons)
        at = keys.index(self._place) + way
        if way and 0 <= at < len(keys):
            self.placeRequested.emit(keys[at])
            self._buttons[self._place].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


class RailButton(QToolButton):
    """Leaves up and down to the rail."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _WAYS:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _button(item: RailItem) -> QToolButton:
    button = RailButton()
    button.setText(item.title)
    button.setToolTip(item.tip)
    button.setAccessibleName(item.title)
    button.setCheckable(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    set_variant(button, "place", True)
    return button
