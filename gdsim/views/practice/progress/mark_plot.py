"""The mark to be expected, with its range, on the scale of the exam."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from gdsim.i18n import tr
from gdsim.study.exam.memory.forecast import ExpectedMark
from gdsim.views.plots.canvas import Canvas
from gdsim.views.plots.pens import pen
from gdsim.views.plots.rulings import draw_rulings
from gdsim.views.style.theme import SPACE

HEIGHT = 110
HALF_BAR = 11.0


class MarkPlot(Canvas):
    """Draws a bar from the lower to the upper end of the range, and a point on the mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._mark: ExpectedMark | None = None
        super().__init__(SPACE.m, parent=parent)
        self.setFixedHeight(HEIGHT)
        self.set_names(tr("Marks"), "")
        self.set_numbers_shown(True, False)
        self.getAxis("left").setStyle(tickLength=0)
        self.show_range((0.0, 20.0), (-1.0, 1.0))
        self.add_layer(self._paint)

    def set_mark(self, mark: ExpectedMark | None) -> None:
        """Show a mark, or none."""
        self._mark = mark
        if mark is not None:
            edge = 0.02 * mark.most
            self.show_range((-edge, mark.most + edge), (-1.0, 1.0))
        self.repaint_layers()

    def _paint(self, painter: QPainter) -> None:
        frame, theme, mark = self.frame, self.theme, self._mark
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_rulings(painter, self.rulings("bottom"), [], frame, theme)
        if mark is None:
            return
        low, high, x = frame.across([mark.low, mark.high, mark.mark]).tolist()
        y = frame.height / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.contour_line))
        painter.drawRoundedRect(QRectF(low, y - HALF_BAR, high - low, 2 * HALF_BAR), 5, 5)
        painter.setPen(pen(theme.halo, 2.0))
        painter.setBrush(QColor(theme.text))
        painter.drawEllipse(QPointF(x, y), 7.0, 7.0)
