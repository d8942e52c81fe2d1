"""The bar above what was shown from elsewhere in the window: where from, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from gdsim.i18n import tr
from gdsim.views.style.elided_label import ElidedLabel
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import SPACE, Theme, set_variant

CLOSE_SIZE = 16


class BackBar(QFrame):
    """Hidden until it is told where one came from.

    Signals
    -------
    backRequested()
        One wants to go back there.
    closeRequested()
        One wants to stay.
    """

    backRequested = Signal()
    closeRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_variant(self, "card", True)
        self.back, self.words = QPushButton(), ElidedLabel()
        self._close = QToolButton()
        self._close.setToolTip(tr("Stay here"))
        self._close.setAccessibleName(tr("Stay here"))
        self._close.setIconSize(QSize(CLOSE_SIZE, CLOSE_SIZE))
        set_variant(self._close, "flat", True)
        self.back.clicked.connect(self.backRequested)
        self._close.clicked.connect(self.closeRequested)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.s, SPACE.xs, SPACE.xs, SPACE.xs)
        row.setSpacing(SPACE.m)
        row.addWidget(self.back)
        row.addWidget(self.words, 1)
        row.addWidget(self._close)
        self.hide()

    def set_way(self, back: str, words: str, tip: str = "") -> None:
        """Offer a way `back`, with a sentence on what is shown; hide where `back` is empty."""
        self.back.setText(back)
        self.back.setToolTip(tip)
        self.words.setText(words)
        self.setVisible(bool(back))

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of `theme`."""
        self.back.setIcon(icon("arrow-left", theme))
        self._close.setIcon(icon("close", theme, CLOSE_SIZE))
