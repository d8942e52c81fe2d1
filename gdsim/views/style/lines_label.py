"""A text that wraps within lines that are kept for it, so that nothing moves when it changes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gdsim.views.style.theme import set_variant


class LinesLabel(QLabel):
    """Keeps the height of so many lines; the whole text is in its tool tip.

    Parameters
    ----------
    lines
        How many.
    role
        Its look; see `gdsim.views.style.sheet`.
    """

    def __init__(self, lines: int, role: str = "hint", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        set_variant(self, "role", role)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def heightForWidth(self, width: int) -> int:
        return self.sizeHint().height()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(0, self._lines * self.fontMetrics().lineSpacing() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
