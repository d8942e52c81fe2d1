"""A note over a plot, which lets the mouse through."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from gdsim.views.style.theme import Theme


class Note(QLabel):
    """Plain text on a ground of its own; at first hidden."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self.setStyleSheet(
            f"QLabel {{ background: {theme.raised}; color: {theme.text};"
            f" border: 1px solid {theme.border}; border-radius: 4px; padding: 2px 6px; }}"
        )

    def fit(self, room: int) -> None:
        """Be as large as the text, on more than one line where `room` pixels take no less."""
        self.setWordWrap(False)
        self.adjustSize()
        if self.width() > room:
            self.setWordWrap(True)
            self.resize(room, self.heightForWidth(room))
