"""A bar for each topic: how much of it is mastered, and what is likely to be recalled."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gdsim.i18n import tr
from gdsim.views.plots.pens import pen
from gdsim.views.style.painting import careful
from gdsim.views.style.theme import LIGHT, Theme

HEIGHT, GROOVE = 18, 8


class MasteryBar(QWidget):
    """A bar filled by mastery; a thin upright marks the recall that is foretold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._mastery = 0.0
        self._recall: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(180, HEIGHT)

    def set_values(self, mastery: float, recall: float | None) -> None:
        """Show shares from 0 to 1."""
        self._mastery, self._recall = mastery, recall
        text = tr("{mastery} mastered").format(mastery=f"{mastery:.0%}")
        if recall is not None:
            text = tr("{mastery} mastered; {recall} likely to be recalled").format(
                mastery=f"{mastery:.0%}", recall=f"{recall:.0%}"
            )
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self.update()

    @careful
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QRectF(0, (self.height() - GROOVE) / 2, self.width(), GROOVE)
        painter.setBrush(QColor(self._theme.border))
        painter.drawRoundedRect(groove, GROOVE / 2, GROOVE / 2)
        if self._mastery > 0:
            filled = QRectF(groove)
            filled.setWidth(max(GROOVE, self._mastery * groove.width()))
            painter.setBrush(QColor(self._theme.accent))
            painter.drawRoundedRect(filled, GROOVE / 2, GROOVE / 2)
        if self._recall is not None:
            x = min(max(1.0, self._recall * groove.width()), groove.width() - 1)
            for stroke in (pen(self._theme.window, 4.0), pen(self._theme.text, 2.0)):
                painter.setPen(stroke)
                painter.drawLine(round(x), 1, round(x), self.height() - 1)
