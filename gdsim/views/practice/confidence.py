"""How sure one is: three buttons of which one, or none, is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from gdsim.i18n import tr
from gdsim.texts import N_
from gdsim.views.style.theme import SPACE, set_variant

LEVELS = ((1, N_("Unsure"), "first"), (2, N_("Fairly sure"), "middle"), (3, N_("Sure"), "last"))
"""The confidence, its word, and which end of the row its button is."""


class ConfidenceBar(QWidget):
    """Asks how sure one is; it need not be answered.

    Signals
    -------
    changed()
        Another button was chosen, or none.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[int, QToolButton] = {}
        words = QLabel(tr("How sure?"))
        set_variant(words, "role", "hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(words)
        row.addSpacing(SPACE.s)
        for level, word, edge in LEVELS:
            button = self._buttons[level] = QToolButton()
            button.setText(tr(word))
            button.setCheckable(True)
            button.setToolTip(
                tr("{keys}; it is compared with how often you are right").format(
                    keys=f"Alt+{level}"
                )
            )
            button.setProperty("edge", edge)
            set_variant(button, "segment", True)
            # A button's own shortcut presses it for a while before anything is done.
            keys = QShortcut(QKeySequence(f"Alt+{level}"), self)
            keys.activated.connect(button.click)
            button.clicked.connect(lambda checked, level=level: self._choose(level, checked))
            row.addWidget(button)

    @property
    def level(self) -> int | None:
        """1 unsure, 2 fairly sure, 3 sure; None where nothing is chosen."""
        return next((level for level, one in self._buttons.items() if one.isChecked()), None)

    def set_level(self, level: int | None) -> None:
        """Show a button as chosen, or none."""
        for own, button in self._buttons.items():
            button.setChecked(own == level)

    def button(self, level: int) -> QToolButton:
        """Return the button of a level."""
        return self._buttons[level]

    def _choose(self, level: int, is_checked: bool) -> None:
        self.set_level(level if is_checked else None)
        self.changed.emit()
