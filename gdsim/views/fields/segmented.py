"""A row of joined buttons of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget


class Segmented(QWidget):
    """Chooses one of a few values; left and right arrows move the choice.

    Parameters
    ----------
    options
        A value, its text and its tool tip for each button; the first is chosen.
    name
        What is chosen, for people who do not see it.
    """

    valueRequested = Signal(str)

    def __init__(
        self, options: Sequence[tuple[str, str, str]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        for place, (value, text, tip) in enumerate(options):
            button = _button(text, tip, f"{name}: {text}")
            button.setProperty("edge", _edge(place, len(options)))
            button.clicked.connect(lambda _checked, value=value: self.choose(value))
            self._group.addButton(button)
            self._buttons[value] = button
            row.addWidget(button)
        self._value = options[0][0]
        self.set_value(self._value)

    @property
    def value(self) -> str:
        """The chosen value."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show `value` as the chosen one."""
        self._value = value
        self._buttons[value].setChecked(True)
        for other, button in self._buttons.items():
            # One stop for the Tab key, as with radio buttons.
            chosen = other == value
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.NoFocus)
            if chosen:
                self.setFocusProxy(button)

    def choose(self, value: str) -> None:
        """Choose a value as a person does who clicks on it."""
        if value != self._value:
            self.set_value(value)
            self.valueRequested.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the choice with the arrow keys, and the focus with it."""
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        values = list(self._buttons)
        place = values.index(self._value) + way
        if way and 0 <= place < len(values):
            self.choose(values[place])
            self._buttons[values[place]].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


def _button(text: str, tip: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(name)
    button.setCheckable(True)
    button.setProperty("segment", True)
    return button


def _edge(place: int, count: int) -> str:
    if place == 0:
        return "first"
    return "last" if place == count - 1 else "middle"
