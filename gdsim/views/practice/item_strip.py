"""The questions of an exam as numbers: where one is, what is answered, what is flagged."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from gdsim.i18n import tr
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import LIGHT, SPACE, Theme, set_variant

SIGN_SIZE = 12


class ItemState(Struct, frozen=True):
    """What was done with a question."""

    is_answered: bool
    is_flagged: bool


class ItemStrip(QWidget):
    """A button for each question; a flag and a tick tell what was done with it.

    Signals
    -------
    itemRequested(int)
        The question at that place, from 0, should be shown.
    """

    itemRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._states: tuple[ItemState, ...] = ()
        self._buttons: list[QToolButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE.xs)
        self._row.addStretch(1)

    def button(self, place: int) -> QToolButton:
        """Return the button of a question."""
        return self._buttons[place]

    def set_items(self, states: Sequence[ItemState], here: int) -> None:
        """Show what was done with each question, and which one is shown."""
        while len(self._buttons) > len(states):
            self._buttons.pop().deleteLater()
        while len(self._buttons) < len(states):
            self._add()
        for place, button in enumerate(self._buttons):
            button.setChecked(place == here)
        if tuple(states) != self._states:
            self._states = tuple(states)
            self._draw()

    def _add(self) -> None:
        place = len(self._buttons)
        button = QToolButton()
        button.setText(str(place + 1))
        button.setCheckable(True)
        button.setIconSize(QSize(SIGN_SIZE, SIGN_SIZE))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        set_variant(button, "item", True)
        button.clicked.connect(lambda _checked=False: self._request(place))
        self._buttons.append(button)
        self._row.insertWidget(place, button)

    def _request(self, place: int) -> None:
        # A second click must not uncheck where one is.
        self._buttons[place].setChecked(True)
        self.itemRequested.emit(place)

    def _draw(self) -> None:
        for place, (button, state) in enumerate(zip(self._buttons, self._states, strict=True)):
            told = [tr("Question {number}").format(number=place + 1)]
            told += [tr("answered") if state.is_answered else tr("not answered")]
            told += [tr("flagged")] if state.is_flagged else []
            text = ", ".join(told)
            button.setToolTip(text)
            button.setAccessibleName(text)
            sign = "flag" if state.is_flagged else "right" if state.is_answered else "blank"
            button.setIcon(icon(sign, self._theme, SIGN_SIZE))

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self._draw()
