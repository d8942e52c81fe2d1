"""A legend of looks: line and mark of each, with its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gdsim.views.plots.run_looks import draw_run_swatch
from gdsim.views.style.theme import FONT, LIGHT, Theme, interface_font

SWATCH, GAP, BETWEEN, LINE = 30.0, 6.0, 16.0, 20.0


class LookLegend(QWidget):
    """Shows swatch and name of every entry, on as many lines as it takes; hidden without any."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._entries: tuple[tuple[int, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.hide()

    def set_entries(self, entries: Sequence[tuple[int, str]]) -> None:
        """Show these entries: the look of each, and its name."""
        if tuple(entries) == self._entries:
            return
        self._entries = tuple(entries)
        self.setAccessibleDescription(", ".join(name for _, name in self._entries))
        self.setVisible(bool(self._entries))
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self.update()

    def _places(self) -> list[tuple[int, str, QRectF]]:
        """Return where each entry is, on lines as wide as the widget."""
        self.setFont(interface_font(FONT.small))
        metrics = self.fontMetrics()
        found, x, y = [], 0.0, 0.0
        for look, name in self._entries:
            width = min(SWATCH + GAP + metrics.horizontalAdvance(name), float(self.width()))
            if x and x + width > self.width():
                x, y = 0.0, y + LINE
            found.append((look, name, QRectF(x, y, width, LINE)))
            x += width + BETWEEN
        return found

    def sizeHint(self) -> QSize:
        """Return the height that the entries take."""
        lowest = max((box.bottom() for *_, box in self._places()), default=0.0)
        return QSize(300, round(lowest))

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return QSize(60, self.sizeHint().height())

    def resizeEvent(self, _event: object) -> None:
        """Ask for the height that the entries take now."""
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the entries."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for look, name, box in self._places():
            middle = QPointF(box.left() + SWATCH / 2, box.center().y())
            draw_run_swatch(painter, middle, look, self._theme, SWATCH / 2 - 1)
            painter.setPen(QColor(self._theme.text))
            words = box.adjusted(SWATCH + GAP, 0, 1, 0)
            text = self.fontMetrics().elidedText(
                name, Qt.TextElideMode.ElideRight, round(words.width()) + 1
            )
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
